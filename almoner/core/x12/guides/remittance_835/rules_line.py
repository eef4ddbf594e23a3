"""Rules of service lines and of adjustments in a remittance. Nearly all claims are plain, so one quick look
at a claim with its lines decides whether the rules are asked at all."""

from collections.abc import Collection, Iterable, Iterator

from almoner.core.x12.rule import Rule, Spot, Words, at, missing, rule
from almoner.core.x12.tree import Bound, Loop, Row

_ONE_DAY, _START, _END = "472", "150", "151"
_DATES = frozenset({_ONE_DAY, _START, _END})
_WAYS_TO_DATE: tuple[list[str], ...] = ([], [_ONE_DAY], [_START, _END])
_NEED_REMARK = frozenset({"16", "96", "226", "227", "234", "252", "A1"})
_REMARKS_OF = {"inpatient_result": (5, 20, 21, 22, 23), "outpatient_result": (3, 4, 5, 6, 7)}
_FULL = 17
"""Elements of a CAS up to the one in front of its sixth reason."""
_UNCOMMON = "?uncommon"


@rule(
    "R-09",
    "2100",
    Words(
        "A line has one service date (472), or a start and an end (150, 151), each once.",
        "Match the line by its number; ask the payer where it has none.",
        "I12",
        source="835 2110 DTM",
    ),
    has=_UNCOMMON,
)
def dates_mixed(claim: Loop) -> Iterable[Spot]:
    """472 beside 150 or 151, one of these alone, or one of the three twice (handbook R-09)."""
    found: list[Spot] = []
    for line in claim.loops:
        dates = [each for each in line.bound if each[1][0] == "DTM"]
        if len(dates) != 1 or dates[0][1][1:2] != [_ONE_DAY]:
            found += _dates_mixed(line, dates)
    return found


def _dates_mixed(line: Loop, dates: list[Bound]) -> Iterable[Spot]:
    kinds = sorted(elements[1] for _, elements, _ in dates if len(elements) > 1)
    if kinds in _WAYS_TO_DATE or not _DATES.issuperset(kinds) or len(kinds) < len(dates):
        return ()
    return (at(Row(dates[-1], line), 1),)


@rule(
    "R-10",
    "2100",
    Words(
        "The submitted procedure or units are sent, though they are those that were paid.",
        "Nothing is to be done; the payer should leave them out.",
        source="835 2110 SVC06 SVC07",
    ),
    severity="warning",
    has=_UNCOMMON,
)
def submitted_same(claim: Loop) -> Iterable[Spot]:
    """SVC06 is SVC01, or SVC07 is SVC05, which is 1 where it is empty (handbook R-10)."""
    found: list[Spot] = []
    for line in claim.loops:
        if len(line.bound[0][1]) > 6:
            found += _submitted_same(Row(line.bound[0], line))
    return found


def _submitted_same(service: Row) -> Iterator[Spot]:
    if service.spec.id != "SVC":
        return
    if service.get(6) and service.parts(6)[:6] == service.parts(1)[:6]:
        yield at(service, 6, because=(service, 1))
    if service.get(7) and service.get(7) == (service.get(5) or "1"):
        yield at(service, 7, because=(service, 5))


@rule(
    "R-11",
    "2100",
    Words(
        "Some lines of the claim bring back their number and some don't.",
        "Match those without by procedure, date and charge.",
        source="835 2110 REF*6R",
    ),
    severity="note",
    has=_UNCOMMON,
)
def line_unnumbered(claim: Loop) -> Iterable[Spot]:
    """A line without REF 6R beside one with it; whether the claim sent numbers, the remittance can't say
    (handbook R-11)."""
    lines = claim.loops
    lacking = [line for line in lines if not _is_numbered(line)] if len(lines) > 1 else lines
    return [at(Row(line.bound[0], line)) for line in lacking] if len(lacking) < len(lines) else ()


def _is_numbered(line: Loop) -> bool:
    return any(spec.name == "line_control_number" for spec, _, _ in line.bound)


@rule(
    "R-12",
    "2100",
    Words(
        "An adjustment's reason demands a remark that says more, and there is none.",
        "Ask the payer for the remark; without it the reason says nothing to act on.",
        "I6",
        source="835 2110 LQ, 2100 MIA MOA",
    ),
    has=_UNCOMMON,
)
def unremarked(claim: Loop) -> Iterable[Spot]:
    """A reason that demands a remark without one: at the line or the claim, for an adjustment of the claim at
    any line too (handbook R-12)."""
    found: list[Spot] = []
    for loop in (claim, *claim.loops):
        for _, elements, _ in loop.bound:
            if elements[0] == "CAS" and not _NEED_REMARK.isdisjoint(elements[2:18:3]):
                found += _unremarked(claim, loop)
                break
    return found


def _unremarked(claim: Loop, loop: Loop) -> Iterable[Spot]:
    remarked = claim.loops if loop is claim else [loop]
    if _has_remark(claim) or any(line.has("remark") for line in remarked):
        return ()
    cause = next(
        (row, number)
        for row in loop.rows_of("CAS")
        for number in range(2, 18, 3)
        if row.get(number) in _NEED_REMARK
    )
    return (missing(loop, "MOA" if loop is claim else "LQ", because=cause),)


def _has_remark(claim: Loop) -> bool:
    for name, places in _REMARKS_OF.items():
        row = claim.row(name)
        if row is not None and any(row.get(number) for number in places):
            return True
    return False


@rule(
    "R-13",
    "2100",
    Words(
        "A group of adjustments begins anew before the six places of its segment are full.",
        "Nothing is to be done; all are read.",
        source="835 CAS01",
    ),
    severity="note",
    has=_UNCOMMON,
)
def group_split(claim: Loop) -> Iterable[Spot]:
    """Two CAS of one group at one level, the earlier not full. Published examples do so too, hence a note
    (handbook R-13)."""
    found: list[Spot] = []
    for loop in (claim, *claim.loops):
        rows = [each for each in loop.bound if each[1][0] == "CAS"]
        if len(rows) > 1:
            found += _split(loop, rows)
    return found


def _split(loop: Loop, rows: list[Bound]) -> Iterator[Spot]:
    earlier: dict[str, Bound] = {}
    for bound in rows:
        group = bound[1][1] if len(bound[1]) > 1 else ""
        before = earlier.get(group)
        if before is not None and len(before[1]) <= _FULL:
            yield at(Row(bound, loop), 1, because=(Row(before, loop), 1))
        earlier[group] = bound


LINE_RULES: tuple[Rule, ...] = (dates_mixed, submitted_same, line_unnumbered, unremarked, group_split)


def line_marks(claim: Loop) -> Collection[str]:
    """Whether the rules of this module have to be asked about a claim."""
    try:
        return () if _is_plain(claim) else (_UNCOMMON,)
    except IndexError:  # a segment is cut short
        return (_UNCOMMON,)


def _is_plain(claim: Loop) -> bool:
    """None of the rules can have anything to tell: one service date a line, no second group, no reason that
    demands a remark, nothing submitted that differs, all lines numbered or none."""
    numbered = 0
    for loop in (claim, *claim.loops):
        numbers = _numbers_if_plain(loop)
        if numbers is None:
            return False
        numbered += numbers
    return numbered in (0, len(claim.loops))


def _numbers_if_plain(loop: Loop) -> int | None:
    """How many line numbers a claim by itself, or a line, has; None where it isn't plain."""
    numbers = 0
    seen = ""
    for spec, elements, _ in loop.bound:
        head = elements[0]
        if head == "CAS":
            if elements[1] in seen or not _NEED_REMARK.isdisjoint(elements[2:18:3]):
                return None
            seen += elements[1] + " "
        elif head == "REF":
            numbers += spec.name == "line_control_number"
        elif spec.name == "service_date":
            if seen or elements[1] != _ONE_DAY:
                return None
            seen = _ONE_DAY
        elif head == "SVC" and len(elements) > 6:
            return None
    return numbers


__all__ = ["LINE_RULES", "line_marks"]
