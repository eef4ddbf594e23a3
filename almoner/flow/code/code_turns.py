"""What a change of a code set means for one practice: which of the codes that end or begin it coded in the
last year, and where its lists of fees and its open visits hold them. Reads only; no amount is shown.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.pricing.fee_schedule import FeeSchedule
from almoner.core.rules.releases import Tables
from almoner.core.rules.tables import CodeRow
from almoner.core.rules.turns import Turn, turn, turning_days
from almoner.flow.access import Actor, Permission, enter, require
from almoner.flow.charge.coder import tools
from almoner.store.lists import code_turns, lists
from almoner.store.lists.code_turns import MOST_VISITS, HoldingVisit
from almoner.store.lists.lists import Frame

KINDS = ("icd10cm", "hcpcs", "mpfs")
"""Code sets whose codes stand on claims: diagnoses, HCPCS, services of the physician fee schedule."""
A_YEAR = timedelta(days=365)
AHEAD = timedelta(days=366)
DAYS_SHOWN = 4
MOST_BEGUN = 200
_CATEGORY, _CODE = 3, 5


@dataclass(frozen=True, slots=True)
class Change:
    """A code of the practice that ends, or one that begins where the practice codes: its title, what takes
    its place, at how many visits of the last year it (or, of a new code, its category) was coded, and the
    lists of fees that have it from that day on.
    """

    code: str
    title: str
    heirs: tuple[CodeRow, ...] = ()
    used: int = 0
    fee_lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeUpdate:
    """A change of a code set as the practice meets it. `offered` are the changes that can be looked at, by
    kind and day, the earliest first; `turn` None where none is known. `ends` and `begins` are the practice's
    own, the most used first; `visits` hold an ended code on a day on which it may not be billed.
    """

    frame: Frame
    offered: tuple[tuple[str, date], ...]
    turn: Turn | None = None
    ends: tuple[Change, ...] = ()
    begins: tuple[Change, ...] = ()
    visits: tuple[HoldingVisit, ...] = ()
    has_more_visits: bool = False


def code_update(actor: Actor, kind: str, turn_on: date | None, *, on: date) -> CodeUpdate:
    """Return what a day's change of a kind of codes means for the practice; without a kind or day that is
    offered, the next change, or else the last.
    """
    require(actor, Permission.CLAIM_READ)
    tables = tools().tables
    offered = turns_offered(tables, on=on)
    with enter(actor, Permission.CLAIM_READ) as session:
        frame = lists.frame(session, on=on)
        wanted = next((one for one in offered if one == (kind, turn_on)), None) or _usual(offered, on)
        found = turn(tables, *wanted) if wanted else None
        if found is None:
            return CodeUpdate(frame, offered)
        ended = {row.code: row for row in found.ended if _is_billed(row, found.kind)}
        begun = {row.code: row for row in found.begun if _is_billed(row, found.kind)}
        since_on = on - A_YEAR
        used = code_turns.used(session, ended.keys(), since_on=since_on)
        stems = {code[:_CATEGORY] for code in begun} if found.kind == "icd10cm" else set()
        near = code_turns.used_below(session, stems, since_on=since_on)
        fees = _fee_lists(session.find(FeeSchedule), max(found.on, on))
        visits = code_turns.open_visits(session, [*ended], since_on=found.on)
        held = {one.code for one in visits}
        ends = [
            Change(code, row.get("title"), found.heirs(row.code), used.get(code, 0), fees.get(code, ()))
            for code, row in ended.items()
            if code in used or code in fees or code in held
        ]
        begins = [
            Change(code, row.get("title"), (), near.get(code[:_CATEGORY], 0), fees.get(code, ()))
            for code, row in begun.items()
            if code[:_CATEGORY] in near or code in fees
        ]
        return CodeUpdate(
            frame=frame,
            offered=offered,
            turn=found,
            ends=_most_used(ends),
            begins=_most_used(begins)[:MOST_BEGUN],
            visits=visits[:MOST_VISITS],
            has_more_visits=len(visits) > MOST_VISITS,
        )


def codes_used(actor: Actor, codes: Collection[str], *, since_on: date) -> dict[str, int]:
    """Return at how many visits since a day each of some codes was coded."""
    require(actor, Permission.CLAIM_READ)
    with enter(actor, Permission.CLAIM_READ) as session:
        return code_turns.used(session, codes, since_on=since_on)


def turns_offered(tables: Tables, *, on: date) -> tuple[tuple[str, date], ...]:
    """Return the latest changes of each kind and those of the year to come, the earliest first; none where
    nothing begins and nothing ends.
    """
    found = []
    for kind in KINDS:
        days = [day for day in turning_days(tables.codes(kind)) if day <= on + AHEAD]
        seen = [day for day in days[-2 * DAYS_SHOWN :] if _changes(turn(tables, kind, day))]
        found += [(kind, day) for day in seen[-DAYS_SHOWN:]]
    return tuple(sorted(found, key=lambda one: (one[1], one[0])))


def _changes(found: Turn | None) -> bool:
    return found is not None and bool(found.begun or found.ended)


def _usual(offered: tuple[tuple[str, date], ...], on: date) -> tuple[str, date] | None:
    """The next change, or the last where none is known to come."""
    return next((one for one in offered if one[1] > on), offered[-1] if offered else None)


def _is_billed(row: CodeRow, kind: str) -> bool:
    """True of a code by itself: tables of services list some with a modifier, and modifiers alone."""
    return kind == "icd10cm" or len(row.code) == _CODE


def _fee_lists(schedules: list[FeeSchedule], on: date) -> dict[str, tuple[str, ...]]:
    """The lists of fees that hold on a day or later, by the codes that they have."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in schedules:
        if one.until_on is None or one.until_on > on:
            for code in dict.fromkeys(fee.code for fee in one.fees):
                found[code].append(one.name)
    return {code: tuple(dict.fromkeys(names)) for code, names in found.items()}


def _most_used(found: list[Change]) -> tuple[Change, ...]:
    return tuple(sorted(found, key=lambda one: (-one.used, one.code)))
