"""Calls up rules by marks: one cheap look at a loop says which of many rules can be broken at all, so that a
good claim costs a few look-ups and not a call for each rule."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from almoner.core.x12.rule import Rule, Spot
from almoner.core.x12.scanner import Elements
from almoner.core.x12.segment import split_parts
from almoner.core.x12.tree import Loop

Marker = Callable[[Loop], Collection[str]]
"""What a look at a loop shows: marks as "?replaces", which rules name as their `has`. No segment has such a
name."""

REPLACES = "?replaces"
COVERAGES = "?coverages"
LATER = "?later"
NUMBERS = "?numbers"
ODD = "?odd"
UNKNOWN = "?unknown"
MEDICARE = "?medicare"
TYPED = "?typed"
GROUPED = "?grouped"
DEPENDENTS = "?dependents"
UNNUMBERED = "?unnumbered"

_NOTHING: frozenset[str] = frozenset()
_ADDRESS = frozenset(("street", "city", "demographics"))


class Marked:
    """The tally that runs marked rules. It keeps nothing of a transaction, so one serves all."""

    def __init__(self, rules: Sequence[Rule], markers: Mapping[str, Marker]) -> None:
        self.loops = frozenset(markers)
        self._markers = markers
        self._rules: dict[tuple[str, str], list[Rule]] = {}
        for each in rules:
            for loop_id in each.loops if each.has.startswith("?") else ():
                self._rules.setdefault((loop_id, each.has), []).append(each)

    def __call__(self) -> "Marked":
        """Itself, for each transaction."""
        return self

    def take(self, loop: Loop) -> Collection[Spot]:
        """The spots of the rules whose marks the loop has."""
        marker = self._markers.get(loop.spec.id)
        marks = marker(loop) if marker is not None else _NOTHING
        return list(self._told(loop, marks)) if marks else ()

    def _told(self, loop: Loop, marks: Collection[str]) -> Iterator[Spot]:
        for mark in sorted(marks):
            for each in self._rules.get((loop.spec.id, mark), ()):
                for spot in each.check(loop):
                    yield spot._replace(rule=each.id)


def elements_of(loop: Loop, name: str) -> Elements:
    """The elements of the first segment of a name; none where it is absent."""
    for spec, elements, _ in loop.bound:
        if spec.name == name:
            return elements
    return []


def level_marks(level: Loop) -> Collection[str]:
    """2000B: who is the patient, what the SBR says."""
    elements = elements_of(level, "insurance")
    counts = level.counts
    is_self = len(elements) > 2 and elements[2] == "18"
    marks = _insurance_marks(tuple(elements[1:10]))
    has_dependents = "2000C" in counts
    if has_dependents:
        marks |= {DEPENDENTS}
    if is_self == has_dependents or is_self != ("2300" in counts):
        marks |= {ODD}
    if is_self and not _is_known(level):
        marks |= {UNKNOWN}
    return marks


def _is_known(level: Loop) -> bool:
    subscriber = level.child("2010BA")
    return subscriber is None or {each[0].name for each in subscriber.bound} >= _ADDRESS


@lru_cache(maxsize=1024)
def _insurance_marks(elements: tuple[str, ...]) -> frozenset[str]:
    sbr = dict(enumerate(elements, 1))
    marks = {
        GROUPED: bool(sbr.get(3) and sbr.get(4)),
        TYPED: bool(sbr.get(5)),
        MEDICARE: sbr.get(9, "").strip() in ("MA", "MB") and not sbr.get(5) and sbr.get(1) != "P",
    }
    return frozenset(mark for mark, is_so in marks.items() if is_so)


def subscriber_marks(subscriber: Loop) -> Collection[str]:
    """2010BA: a name without a number."""
    elements = subscriber.bound[0][1]
    return _NOTHING if len(elements) > 9 and elements[9] else {UNNUMBERED}


def payer_marks(payer: Loop) -> Collection[str]:
    """2010BB: no number of the billing provider."""
    for each in payer.bound:
        if each[0].name == "billing_provider_id":
            return _NOTHING
    level = payer.above("2000A")
    provider = level.child("2010AA") if level is not None else None
    elements = provider.bound[0][1] if provider is not None else []
    return _NOTHING if len(elements) > 9 and elements[9] else {UNNUMBERED}


def head_marks(claim: Loop) -> set[str]:
    """2300: its frequency, and its payers."""
    elements = claim.bound[0][1]
    marks: set[str] = set()
    if len(elements) > 5 and replaces(elements[5], claim.delimiters.component):
        marks.add(REPLACES)
    if "2320" in claim.counts:
        marks.add(COVERAGES)
    level = claim.above("2000B")
    own = elements_of(level, "insurance") if level is not None else []
    if len(own) > 1 and own[1] in ("S", "T"):
        marks.add(LATER)
    return marks


@lru_cache(maxsize=1024)
def replaces(place: str, separator: str) -> bool:
    """CLM05 says that the claim replaces or cancels another."""
    return split_parts(place, separator)[2:3] in (["7"], ["8"])


def claim_marks(claim: Loop) -> Collection[str]:
    """2300 of the guides whose own rules need no marks."""
    marks = head_marks(claim)
    numbers = [elements_of(line, "line_number")[2:3] for line in claim.loops if line.spec.id == "2400"]
    sent = [number[0] for number in numbers if number]
    if len(sent) != len(set(sent)):
        marks.add(NUMBERS)
    return marks


OUTER_MARKERS: Mapping[str, Marker] = {
    "2000B": level_marks,
    "2010BA": subscriber_marks,
    "2010BB": payer_marks,
}
"""The markers of the loops around claims."""
