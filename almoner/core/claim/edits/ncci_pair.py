"""Kind `ncci_pair`: two procedures of one day that aren't paid together (NCCI PTP). Params: `state`: `never`
(indicator 0), `closed` (1, no modifier opens it), `visit` (closed, and column two is a visit), `opened`,
`distinct` (opened by 59 alone); `visits`, the codes of visits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from almoner.core.claim.edits.bypass import opener
from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import cite, missing, most, sent_before, shared
from almoner.core.claim.facts import Facts, SentLine
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card, CardError, Severity
from almoner.core.rules.pairs import Pair, PairTable
from almoner.core.rules.releases import Choice, Tables

SETTINGS = {"practitioner": {"practitioner"}, "outpatient": {"outpatient", "hospital"}, "dme": {"dme"}}
STATES = frozenset({"never", "closed", "visit", "opened", "distinct"})
_MOST_DAYS = 100
_MOST_CLAIMS = 1_000
VISITS = CodeRange(["99202-99499", "92002", "92004", "92012", "92014", "98000-98016"])
"""Codes that 24, 25 and 57 belong to."""


@dataclass(frozen=True, slots=True)
class Found:
    """A pair of the claim: `number` is the line of column two, or that of column one where column two was
    sent before; `opened_by` a modifier, empty where the pair stands."""

    pair: Pair
    number: int
    opened_by: str
    is_visit: bool
    source: str
    at_most: Severity | None


def in_setting(choice: Choice[PairTable], setting: str) -> list[PairTable]:
    """The parts of a release for a claim form."""
    wanted = SETTINGS[setting]
    return [part for part in choice.parts if part.facts.get("setting", "practitioner") in wanted]


class _Day:
    """The release for one day and setting, and the pairs among the codes of its claims."""

    def __init__(self, on: date, choice: Choice[PairTable], parts: list[PairTable]) -> None:
        self.on = on
        self.is_later = choice.is_later
        self.source = cite("NCCI PTP", choice)
        self.at_most = most(choice)
        self.silence = missing("ncci-ptp", choice) if choice.is_later else ""
        self._parts = parts
        self._kept: dict[tuple[str, ...], list[Pair]] = {}

    def among(self, codes: tuple[str, ...]) -> list[Pair]:
        """The pairs in force among codes; of a later release only those with a start of their own. A practice
        bills the same codes together again and again."""
        found = self._kept.get(codes)
        if found is None:
            if len(self._kept) >= _MOST_CLAIMS:
                self._kept.clear()
            found = [pair for part in self._parts for pair in part.among(codes, self.on)]
            if self.is_later:
                found = [pair for pair in found if pair.since_on]
            self._kept[codes] = found
        return found


class Pairs:
    """The pairs of the claim at hand, found once for all cards."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._days: dict[tuple[date, str], _Day | None] = {}
        self._last: tuple[Facts | None, tuple[list[Found], str]] = (None, ([], ""))

    def of(self, facts: Facts) -> tuple[list[Found], str]:
        """The pairs of a claim, and why there may be others that weren't looked for."""
        last, kept = self._last  # one read: another thread may put its own there
        if last is facts:
            return kept
        found: list[Found] = []
        silence = ""
        for on, lines in _days(facts).items():
            day = self._day(on, facts.setting)
            if day is None:
                silence = missing("ncci-ptp", None)
                continue
            found += _on_day(day, lines)
            silence = silence or day.silence
        self._last = (facts, (found, silence))
        return found, silence

    def _day(self, on: date, setting: str) -> _Day | None:
        key = (on, setting)
        if key not in self._days:
            if len(self._days) >= _MOST_DAYS:
                self._days.clear()
            choice = self._tables.pairs("ncci-ptp").at(on)
            parts = in_setting(choice, setting) if choice else []
            self._days[key] = _Day(on, choice, parts) if choice and parts else None
        return self._days[key]


Line = tuple[int, ClaimLine | SentLine]
"""A line with its number; 0 where it was sent before."""


def _days(facts: Facts) -> dict[date, list[Line]]:
    days: dict[date, list[Line]] = {}
    for number, line in enumerate(facts.revision.lines, 1):
        days.setdefault(line.service_on, []).append((number, line))
    if facts.history and facts.revision.frequency == "1":
        for sent in sent_before(facts, days):
            days[sent.service_on].append((0, sent))
    return days


def _on_day(day: _Day, lines: list[Line]) -> list[Found]:
    if len(lines) == 1:
        return []
    pairs = day.among(tuple(dict.fromkeys([line.code for _, line in lines])))
    found: dict[tuple[str, str, int], Found] = {}
    for pair in pairs:
        for one, two in _lines_of(pair, lines):
            each = _found(pair, one, two, day)
            key = (pair.one, pair.two, each.number)
            if key not in found or not each.opened_by:
                found[key] = each
    return list(found.values())


def _lines_of(pair: Pair, lines: list[Line]) -> list[tuple[Line, Line]]:
    """The lines of column one with those of column two, of which one at least is the claim's own."""
    first = [line for line in lines if line[1].code == pair.one]
    second = [line for line in lines if line[1].code == pair.two]
    return [(one, two) for one in first for two in second if one[0] or two[0]]


def _found(pair: Pair, one: Line, two: Line, day: _Day) -> Found:
    is_visit = pair.two in VISITS
    opened = ""
    if pair.indicator == 1:
        opened = opener((one[1].modifiers, pair.one in VISITS), (two[1].modifiers, is_visit), day.on)
    number = two[0] or one[0]
    return Found(pair, number, opened, is_visit, day.source, day.at_most)


def prepare(card: Card, tables: Tables) -> Prepared:
    """Judge each day of the claim, with what the same group and specialty sent before for it."""
    state = card.text("state")
    if state not in STATES:
        raise CardError(f"card {card.id}: params.state is one of {', '.join(sorted(STATES))}")
    pairs = shared(tables, Pairs)
    silent: dict[str, tuple[Unjudged, ...]] = {}

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        found, silence = pairs.of(facts)
        hits = [_hit(each) for each in found if _is_in(each, state)]
        if hits or not silence:
            return hits
        return silent.setdefault(silence, (Unjudged(silence),))

    return Prepared(judge)


def _is_in(found: Found, state: str) -> bool:
    if state == "never":
        return found.pair.indicator == 0
    if found.pair.indicator != 1:
        return False
    if state in ("closed", "visit"):
        return not found.opened_by and (state == "closed" or found.is_visit)
    return bool(found.opened_by) and (state == "opened" or found.opened_by == "59")


def _hit(found: Found) -> Hit:
    pair = found.pair
    parts = [f"{pair.one} with {pair.two}", f"indicator {pair.indicator}"]
    parts += [f"rationale {pair.basis}"] if pair.basis else []
    parts += [f"since {pair.since_on}"] if pair.since_on else []
    parts += [f"before {pair.until_on}"] if pair.until_on else []
    parts += [f"opened by {found.opened_by}"] if found.opened_by else []
    return Hit(found.number, ", ".join(parts), found.source, found.at_most)
