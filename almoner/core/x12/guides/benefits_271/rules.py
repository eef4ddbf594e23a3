"""The rules across segments of the benefit answer (level 4): that each level is answered or refused, and that
each benefit says what its kind must.

That relation and level agree (E-04) is in the tables, as the codes of INS. Whether a trace is the inquiry's
(E-05) shows beside the inquiry only; here it is counted.
"""

from collections.abc import Iterator

from almoner.core.x12.rule import Rulebook, Spot, Words, at, missing, opener, rule
from almoner.core.x12.tree import Loop, Row

_PARTY = {"2000A": "2100A", "2000B": "2100B", "2000C": "2100C", "2000D": "2100D"}
_BELOW = {"2000A": "2000B", "2000B": "2000C", "2000C": "2000D"}
_ABOVE = {"2000B": "2000A", "2000C": "2000B", "2000D": "2000C"}
_BENEFIT = {"2000C": "2110C", "2000D": "2110D"}
_MOST_TRACES = {"1": 1, "2": 2}
"""An answer repeats up to two traces of its inquiry and adds up to one of its own."""

_NO_WAITING = frozenset("WX")
_NO_ORIGINAL = frozenset("P")
_NO_ACTION_HERE = {
    "2000A": _NO_WAITING,
    "2100B": _NO_ORIGINAL,
    "2100C": _NO_ORIGINAL,
    "2100D": _NO_ORIGINAL,
    "2110C": frozenset("PS"),
    "2110D": frozenset("PS"),
}
"""Follow-up actions (AAA04) that a level doesn't have."""
_OF_SUBSCRIBERS = frozenset("72 73 74 75 76 78".split())
"""Reasons (AAA03) that speak of the subscriber."""


def refusal_of(level: Loop) -> Row | None:
    """The first AAA of a level: its own, or that of its party."""
    party = level.child(_PARTY[level.id])
    return level.row("refusal") or (party.row("refusal") if party else None)


def _refusal_above(level: Loop) -> Row | None:
    above = level.above(_ABOVE[level.id]) if level.id in _ABOVE else None
    return refusal_of(above) if above else None


@rule(
    "E-13",
    "2000C 2000D",
    Words(
        "More traces stand here than an answer has: up to two of the inquiry (2) and one of the payer (1).",
        "Send back each trace of the inquiry once.",
        source="271 2000C TRN01",
    ),
    has="trace",
    severity="warning",
)
def traces_are_few(level: Loop) -> Iterator[Spot]:
    """TRN01 (handbook E-05, as far as one file shows it)."""
    seen: dict[str, int] = {}
    for trace in level.rows("trace"):
        kind = trace.get("type")
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] == _MOST_TRACES.get(kind, 0) + 1:
            yield at(trace, "type")


@rule(
    "E-06",
    "2000A 2000B 2000C 2000D",
    Words(
        "This level is neither answered nor refused.",
        "Send the benefits (EB), or a refusal (AAA) with its reason.",
        "I6",
        source="271 2110C EB, 2100C AAA",
    ),
)
def is_answered(level: Loop) -> Iterator[Spot]:
    """EB, AAA or a level below (handbook E-06)."""
    party = level.child(_PARTY[level.id])
    if party is None or level.counts.get(_BELOW.get(level.id, "")):
        return
    if party.counts.get(_BENEFIT.get(level.id, "")) or refusal_of(level) or _refusal_above(level):
        return
    if level.id in _BENEFIT:
        yield missing(party, "EB")
    else:
        yield missing(level, "HL")


@rule(
    "E-12",
    "2000B 2000C 2000D",
    Words(
        "This level stands below one that was refused: a refusal ends the answer there.",
        "Leave the levels below a refusal out.",
        "I9",
        source="271 AAA",
    ),
)
def refusal_ends_it(level: Loop) -> Iterator[Spot]:
    """No level below an AAA (handbook E-06)."""
    refusal = _refusal_above(level)
    if refusal is not None:
        yield at(opener(level), because=(refusal, "is_valid"))


@rule(
    "E-07",
    "2000A 2100A 2100B 2100C 2100D 2110C 2110D",
    Words(
        "This reason or follow-up action isn't one for a refusal at this level.",
        "Refuse at the level that the reason speaks of, with an action that the level has.",
        "I6",
        source="271 AAA03, AAA04",
    ),
    has="refusal",
)
def refusal_fits_its_level(loop: Loop) -> Iterator[Spot]:
    """AAA03 and AAA04 by level (handbook E-07)."""
    unused = _NO_ACTION_HERE.get(loop.id, frozenset())
    for refusal in loop.rows("refusal"):
        if loop.id == "2100D" and refusal.get("reason") in _OF_SUBSCRIBERS:
            yield at(refusal, "reason")
        if refusal.get("follow_up") in unused:
            yield at(refusal, "follow_up")


@rule(
    "E-08",
    "2110C 2110D",
    Words(
        "The patient's share is named without its size.",
        "Coinsurance (A) has a percentage; copay, deductible and out-of-pocket (B, C, G) have an amount.",
        source="271 2110C EB07, EB08",
    ),
    has="benefit",
)
def share_has_a_size(loop: Loop) -> Iterator[Spot]:
    """EB08 with A, EB07 with B, C, G (handbook E-08)."""
    benefit = loop.row("benefit")
    assert benefit is not None
    kind = benefit.get("information")
    if kind == "A" and not benefit.get("percent"):
        yield at(benefit, "percent", because=(benefit, "information"))
    elif kind in ("B", "C", "G") and not benefit.get("amount"):
        yield at(benefit, "amount", because=(benefit, "information"))


@rule(
    "E-09",
    "2110C 2110D",
    Words(
        "Another party is pointed to, and isn't named.",
        "Name whom to contact (U) or the other payer (R) in an NM1 between LS and LE.",
        source="271 2110C EB01, 2120C NM1",
    ),
    has="benefit",
)
def other_party_is_named(loop: Loop) -> Iterator[Spot]:
    """2120 with EB01 of U or R (handbook E-09)."""
    benefit = loop.row("benefit")
    assert benefit is not None
    if benefit.get("information") not in ("U", "R"):
        return
    names = [row for party in loop.children("2120C", "2120D") for row in party.rows("name")]
    if not names:
        yield missing(loop, "NM1", because=(benefit, "information"))
    elif not any(row.get("last_or_organization") or row.get("id") for row in names):
        yield at(names[0], "last_or_organization", because=(benefit, "information"))


@rule(
    "E-10",
    "2110C 2110D",
    Words(
        "Parties of a benefit, LS before and LE behind them go together, and one of the three is missing.",
        "Send LS, the parties and LE, or none of them.",
        "I6",
        source="271 2110C LS, LE",
    ),
)
def parties_are_bracketed(loop: Loop) -> Iterator[Spot]:
    """LS, 2120, LE (handbook E-10)."""
    begin, end = loop.row("parties_begin"), loop.row("parties_end")
    parties = loop.children("2120C", "2120D")
    if begin is None and (end is not None or parties):
        yield missing(loop, "LS", because=(end or opener(parties[0]), None))
    elif begin is not None and end is None:
        yield missing(loop, "LE", because=(begin, None))
    elif begin is not None and not parties:
        yield missing(loop, "NM1", because=(begin, None))


RULES = Rulebook(
    (
        traces_are_few,
        is_answered,
        refusal_ends_it,
        refusal_fits_its_level,
        share_has_a_size,
        other_party_is_named,
        parties_are_bracketed,
    )
)
