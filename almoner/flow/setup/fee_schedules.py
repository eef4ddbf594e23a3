"""The practice's dated lists of fees: shown, loaded after a look at what they change, never edited."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from almoner.core.claim.claim import ENDED
from almoner.core.party import Location, Payer
from almoner.core.plan import Plan, reading
from almoner.core.pricing.dated import make_room, take_back, was_taken_back
from almoner.core.pricing.fee_schedule import Fee, FeeChange, FeeSchedule, changes, read_fees
from almoner.core.pricing.rows import Fault
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.rate_files import as_csv, rows_of
from almoner.flow.refused import Refused, refusal, refuse_if
from almoner.store.commit import commit, take_turn
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.session import Session

LONGEST_NAME = 80
MOST_SHOWN = 50
_VOLUME = """
SELECT l.code, sum(l.units)::bigint, sum(l.charge_cents)::bigint,
  coalesce(sum(l.units) FILTER (WHERE l.service_on > %s::date - 90), 0)::bigint,
  coalesce(sum(l.charge_cents) FILTER (WHERE l.service_on > %s::date - 90), 0)::bigint,
  coalesce(sum(l.units) FILTER (WHERE o.is_open), 0)::bigint,
  coalesce(sum(l.charge_cents) FILTER (WHERE o.is_open), 0)::bigint
FROM charge_line l
LEFT JOIN LATERAL (
  SELECT true AS is_open FROM claim c
  WHERE c.practice_id = l.practice_id AND c.visit_id = l.visit_id AND c.state <> ALL(%s) LIMIT 1) o ON true
WHERE l.practice_id = %s AND l.service_on > %s::date - interval '12 months' AND l.service_on <= %s
  AND NOT l.is_taken_back
  AND l.code = ANY(%s) AND (%s = 0 OR l.location_id = %s)
  AND (%s = 0 OR EXISTS (
    SELECT 1 FROM posting p WHERE p.practice_id = l.practice_id AND p.line_id = l.id
      AND p.payer_id = %s AND p.reason = 'charge'))
GROUP BY l.code ORDER BY l.code
"""


@dataclass(frozen=True, slots=True)
class Upload:
    """A list of fees as somebody brings it: a CSV file or workbook, its name, for whom, where, its days."""

    name: str
    content: bytes
    since_on: date | None
    until_on: date | None = None
    payer_id: int = 0
    location_id: int = 0
    keeps_rest: bool = False
    """Of the list that stands, whatever this one doesn't say goes on as it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """What some of the services were charged, and what they would have come to, in cents."""

    charged_cents: int = 0
    would_be_cents: int = 0


NOTHING = Part()


@dataclass(frozen=True, slots=True)
class Impact:
    """What a code would have come to over the last twelve months, against its charges, in cents."""

    code: str
    units: int
    charged_cents: int
    would_be_cents: int
    lately: Part = NOTHING
    """Of it the last ninety days."""
    still_open: Part = NOTHING
    """Of it what stands on claims that no payer has settled."""

    @property
    def more_cents(self) -> int:
        """By how much it grows; less than zero where it shrinks."""
        return self.would_be_cents - self.charged_cents


@dataclass(frozen=True, slots=True)
class Preview:
    """A list before it is loaded: itself, the versions that end where it begins, which fees it changes, and
    what that comes to. `text` is the list again, as CSV.
    """

    schedule: FeeSchedule
    ends: tuple[FeeSchedule, ...]
    changes: tuple[FeeChange, ...]
    impact: tuple[Impact, ...]
    text: str
    dropped_units: int = 0
    """What was charged in the twelve months of codes that would have no fee any more."""
    keeps_rest: bool = False

    @property
    def dropped(self) -> tuple[str, ...]:
        """The codes, with their modifiers, that would have no fee any more."""
        return tuple(one.key for one in self.changes if one.will_be_cents is None)

    @property
    def charged_cents(self) -> int:
        """What was charged for its codes in the twelve months."""
        return sum(one.charged_cents for one in self.impact)

    @property
    def would_be_cents(self) -> int:
        """What they would have come to."""
        return sum(one.would_be_cents for one in self.impact)

    @property
    def lately(self) -> Part:
        """The last ninety days of it."""
        return _sum(one.lately for one in self.impact)

    @property
    def still_open(self) -> Part:
        """What stands on claims that no payer has settled."""
        return _sum(one.still_open for one in self.impact)

    @property
    def most_changed(self) -> tuple[Impact, ...]:
        """The codes that change most, the largest change first."""
        return tuple(sorted(self.impact, key=lambda one: -abs(one.more_cents))[:MOST_SHOWN])


@dataclass(frozen=True, slots=True)
class Screen:
    """The lists, the latest first, with the payers and places that one may be for."""

    frame: Frame
    schedules: tuple[FeeSchedule, ...]
    payers: tuple[Payer, ...]
    locations: tuple[Location, ...]
    preview: Preview | None = None
    faults: tuple[Fault, ...] = ()
    """What is wrong with a list that was looked at, by row and field."""


def screen(actor: Actor, *, on: date) -> Screen:
    """Return the practice's lists of fees."""
    with enter(actor, Permission.SETUP_WRITE) as session:
        return _screen(session, on=on)


def preview(actor: Actor, upload: Upload, *, on: date) -> Screen:
    """Return what a list would change, or its faults by row and field, with the other lists."""
    require(actor, Permission.SETUP_WRITE)
    with enter(actor, Permission.SETUP_WRITE) as session:
        found = _previewed(session, actor, upload, on=on)
        shown = _screen(session, on=on)
        if isinstance(found, Preview):
            return replace(shown, preview=found)
        return replace(shown, faults=tuple(found))


def load(actor: Actor, upload: Upload, *, on: date) -> FeeSchedule:
    """Load a list of fees; the version that was open to the end stops where it begins. All or nothing."""
    require(actor, Permission.SETUP_WRITE)
    with enter(actor, Permission.SETUP_WRITE) as session:
        take_turn(session)
        found = _previewed(session, actor, upload, on=on)
        if not isinstance(found, Preview):
            raise Refused(refusal("FEE-01", str(one), one.mend).findings[0] for one in found)
        ended = tuple(one.id for one in found.ends)
        made = replace(found.schedule, id=next(session.ids()), ended_ids=ended)
        before = session.find(FeeSchedule, id=[one.id for one in found.ends]) if found.ends else []
        plan = Plan(on=on, records=(*found.ends, made), reads=reading(*before))
        commit(session, plan, cause=cause(actor, "fees"))
        return made


def withdraw(actor: Actor, schedule_id: int, *, on: date, why: str) -> FeeSchedule:
    """Take a list back: it holds on no day, and what it ended holds again; what was charged by it stands.
    Refused where it was taken back already.
    """
    with enter(actor, Permission.SETUP_WRITE) as session:
        if not why.strip():
            raise refusal("FEE-05", "No reason is given.", "Say why it is taken back.", "why")
        take_turn(session)
        schedule = session.get(FeeSchedule, schedule_id)
        if was_taken_back(schedule):
            raise refusal("FEE-04", "The list was taken back already.", "Load the page again.")
        all_of_them = session.find(FeeSchedule)
        ended = [one for one in all_of_them if one.id in schedule.ended_ids]
        made = take_back(schedule, ended, [one for one in all_of_them if one.id != schedule.id])
        was = [one for one in ended if one.id in {each.id for each in made}]
        plan = Plan(on=on, records=tuple(made), reads=reading(schedule, *was))
        commit(session, plan, cause=cause(actor, "fees", f"withdraw: {why}"))
        return made[0]


def _screen(session: Session, *, on: date) -> Screen:
    schedules = session.find(FeeSchedule)
    latest = sorted(schedules, key=lambda one: (one.since_on, one.id), reverse=True)
    return Screen(
        lists.frame(session, on=on),
        tuple(latest),
        tuple(session.find(Payer)),
        tuple(session.find(Location)),
    )


def _previewed(session: Session, actor: Actor, upload: Upload, *, on: date) -> Preview | list[Fault]:
    rows, faults = rows_of(upload.content)
    fees, wrong = ((), faults) if faults else read_fees(rows)
    name = upload.name.strip()
    if upload.since_on is None or not name or len(name) > LONGEST_NAME:
        raise refusal("FEE-02", "The list has no name or no first day.", "Say both.", "name since")
    if upload.payer_id:
        session.get(Payer, upload.payer_id)
    if upload.location_id:
        session.get(Location, upload.location_id)
    if wrong:
        return wrong
    standing = session.find(FeeSchedule)
    scope = upload.payer_id, upload.location_id
    before = next((one for one in standing if one.scope == scope and one.holds(upload.since_on)), None)
    if upload.keeps_rest and before:
        said = {fee.key for fee in fees}
        fees = (*fees, *(fee for fee in before.fees if fee.key not in said))
    made = FeeSchedule(
        0,
        name,
        upload.since_on,
        fees,
        actor.name,
        on,
        payer_id=upload.payer_id,
        location_id=upload.location_id,
        until_on=upload.until_on,
    )
    ends, stops = make_room(made, standing)
    refuse_if(refusal("FEE-03", one, "Choose other days.").findings[0] for one in stops)
    changed = changes(made, before)
    gone = sorted({one.key[:5] for one in changed if one.will_be_cents is None} - {fee.code for fee in fees})
    return Preview(
        made,
        tuple(ends),
        changed,
        _impact(session, made, fees, on=on),
        as_csv(rows),
        sum(int(row[1]) for row in _volume(session, made, gone, on=on)) if gone else 0,
        upload.keeps_rest,
    )


def _impact(session: Session, made: FeeSchedule, fees: Sequence[Fee], *, on: date) -> tuple[Impact, ...]:
    """Of codes alone: what a modifier costs apart is left out."""
    units = {fee.code: fee.cents for fee in fees if not fee.modifier}
    return tuple(_changed(*row, units[row[0]]) for row in _volume(session, made, sorted(units), on=on))


def _volume(session: Session, made: FeeSchedule, codes: Sequence[str], *, on: date) -> list[tuple[Any, ...]]:
    """What was charged of codes where a list holds, as the statement says it."""
    here, place, payer = session.practice_id, made.location_id, made.payer_id
    ended = sorted(state.value for state in ENDED)
    return session.rows(_VOLUME, on, on, ended, here, on, on, list(codes), place, place, payer, payer)


def _changed(code: str, *counted: int) -> Impact:
    """The counts of a code in the order of the query, and its new fee last."""
    all_units, all_cents, late_units, late_cents, open_units, open_cents, fee = counted
    late, still_open = Part(late_cents, late_units * fee), Part(open_cents, open_units * fee)
    return Impact(code, all_units, all_cents, all_units * fee, late, still_open)


def _sum(parts: Iterable[Part]) -> Part:
    told = list(parts)
    return Part(sum(one.charged_cents for one in told), sum(one.would_be_cents for one in told))
