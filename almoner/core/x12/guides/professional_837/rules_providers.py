"""Rules of providers and places: each is named only where it differs from what is said above it."""

from collections.abc import Iterable

from almoner.core.x12.guides.claim.sameness import is_same_address, is_same_party
from almoner.core.x12.guides.professional_837.marks import LINE_LOOPS, REFERRERS
from almoner.core.x12.rule import Spot, Words, at, opener, rule
from almoner.core.x12.tree import Loop

_FIRST, _SECOND = "DN", "P3"


def _billing(loop: Loop) -> Loop | None:
    """2010AA of the claim that a loop belongs to."""
    level = loop.above("2000A")
    return level.child("2010AA") if level is not None else None


def _of_claim(loop: Loop, loop_id: str) -> Loop | None:
    """A provider of the claim that a line's loop is in."""
    claim = loop.above("2300")
    return claim.child(loop_id) if claim is not None else None


def _again(loop: Loop, other: Loop | None, *, is_place: bool = False) -> Iterable[Spot]:
    if other is None or not (is_same_address if is_place else is_same_party)(loop, other):
        return ()
    return (at(opener(loop), because=(opener(other), None)),)


@rule(
    "P-08",
    "2310B",
    Words(
        "The rendering provider is the billing provider once more.",
        "Leave out 2310B where the billing provider rendered the service.",
        source="837P 2310B",
    ),
    severity="warning",
)
def rendering_same(provider: Loop) -> Iterable[Spot]:
    """2310B with the NPI of 2010AA (handbook P-08)."""
    return _again(provider, _billing(provider))


@rule(
    "P-09",
    "2420A",
    Words(
        "The line's rendering provider is the claim's once more.",
        "Leave out 2420A where the claim's rendering provider, or else the billing one, rendered the line.",
        source="837P 2420A",
    ),
    severity="warning",
)
def rendering_of_line_same(provider: Loop) -> Iterable[Spot]:
    """2420A with the NPI of 2310B, or of 2010AA where there is no 2310B (handbook P-09)."""
    return _again(provider, _of_claim(provider, "2310B") or _billing(provider))


@rule(
    "P-10",
    "2310C",
    Words(
        "The place of service is the billing address once more.",
        "Leave out 2310C where the service was at the billing address.",
        source="837P 2310C",
    ),
    severity="warning",
)
def facility_same(place: Loop) -> Iterable[Spot]:
    """2310C with the address of 2010AA (handbook P-10)."""
    return _again(place, _billing(place), is_place=True)


@rule(
    "P-10b",
    "2420C",
    Words(
        "The line's place of service is the claim's once more.",
        "Leave out 2420C where the line was at the claim's place, or else at the billing address.",
        source="837P 2420C",
    ),
    severity="warning",
)
def facility_of_line_same(place: Loop) -> Iterable[Spot]:
    """2420C with the address of 2310C, or of 2010AA where there is no 2310C (handbook P-10)."""
    return _again(place, _of_claim(place, "2310C") or _billing(place), is_place=True)


_REFERRERS = Words(
    "Of two referring providers the first is DN and the second P3; one alone is DN.",
    "Send DN for the provider who referred, and P3 only for a primary care provider behind him.",
    "I12",
    "A8:21:DN",
    "837P 2310A 2420F NM101",
)


def _referrers(loop: Loop, loop_id: str) -> Iterable[Spot]:
    for number, each in enumerate(loop.children(loop_id)):
        row = each.row("name")
        if row is not None and row.get(1) == (_FIRST if number else _SECOND):
            yield at(row, "entity")


@rule("P-11", "2300", _REFERRERS, has=REFERRERS)
def referrers(claim: Loop) -> Iterable[Spot]:
    """P3 only as the second 2310A, DN only as the first (handbook P-11)."""
    return _referrers(claim, "2310A")


@rule("P-11b", "2300", _REFERRERS, has=LINE_LOOPS)
def referrers_of_line(claim: Loop) -> Iterable[Spot]:
    """The same for 2420F (handbook P-11)."""
    for line in claim.children("2400"):
        yield from _referrers(line, "2420F")


@rule(
    "P-12",
    "2420E",
    Words(
        "The ordering provider is the one who rendered the line.",
        "Leave out 2420E where the rendering provider ordered the service.",
        source="837P 2420E",
    ),
    severity="warning",
)
def ordering_same(provider: Loop) -> Iterable[Spot]:
    """2420E with the NPI of 2420A, else of 2310B, else of 2010AA (handbook P-12)."""
    of_line = provider.up.child("2420A") if provider.up is not None else None
    return _again(provider, of_line or _of_claim(provider, "2310B") or _billing(provider))


PROVIDER_RULES = (
    rendering_same,
    rendering_of_line_same,
    facility_same,
    facility_of_line_same,
    referrers,
    referrers_of_line,
    ordering_same,
)
