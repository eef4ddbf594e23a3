"""What the practice's terms of booking must hold before they may stand: sentences with a mend."""

from collections.abc import Iterable

from almoner.core.party.check import MOST_ABSENCE_FEE_CENTS
from almoner.core.rules import Because, Finding, Severity
from almoner.core.schedule.booking import LONGEST_MINUTES, SHORTEST_MINUTES
from almoner.core.schedule.terms import ClosedDays, OpenHours, VisitType, Week

_TERMS = Because("schedule", "the practice's terms of booking")
NO_DAYS = Week(monday=False, tuesday=False, wednesday=False, thursday=False, friday=False)


def _finding(edit: str, message: str, mend: str) -> Finding:
    return Finding(edit, "schedule", Severity.REJECT, line=0, message=message, mend=mend, because=_TERMS)


def check_visit_type(made: VisitType, others: Iterable[VisitType]) -> list[Finding]:
    """Check a type of visit against the others: no two of one name share a day."""
    found = _period(made)
    if not made.name.strip():
        found.append(_finding("SCH-10", "The type has no name.", "Say what people call it."))
    if not SHORTEST_MINUTES <= made.minutes <= LONGEST_MINUTES:
        wanted = f"Give {SHORTEST_MINUTES} to {LONGEST_MINUTES}."
        found.append(_finding("SCH-11", "The minutes are no length of a visit.", wanted))
    if not 0 <= made.absence_fee_cents <= MOST_ABSENCE_FEE_CENTS:
        found.append(_finding("SCH-18", "The fee for missing one is too high.", "Give at most 200.00."))
    if any(one.id != made.id and _is_named(one, made) and _meet(one, made) for one in others):
        why = "Another type has this name on some of these days."
        found.append(_finding("SCH-12", why, "End that one first, or choose another name."))
    return found


def check_open_hours(made: OpenHours, others: Iterable[OpenHours]) -> list[Finding]:
    """Check hours against the others of the same provider and place: no two share a time."""
    found = _period(made)
    if made.opens >= made.closes:
        found.append(_finding("SCH-13", "The hours end before they begin.", "Give a later end."))
    if made.days == NO_DAYS:
        found.append(_finding("SCH-14", "The hours hold on no weekday.", "Choose one at least."))
    if any(_collide(one, made) for one in others):
        why = "Other hours of the same provider and place hold at some of these times."
        found.append(_finding("SCH-15", why, "End those first, or choose other hours."))
    return found


def check_closed_days(made: ClosedDays) -> list[Finding]:
    """Check days on which the practice is closed."""
    found = _period(made)
    if not made.name.strip():
        found.append(_finding("SCH-10", "The closed days have no name.", "Say why, such as staff day."))
    return found


def _period(made: VisitType | OpenHours | ClosedDays) -> list[Finding]:
    if made.until_on is None or made.until_on > made.since_on:
        return []
    return [_finding("SCH-16", "The period ends before it begins.", "Give a later last day.")]


def _is_named(one: VisitType, other: VisitType) -> bool:
    return one.name.strip().casefold() == other.name.strip().casefold()


def _collide(one: OpenHours, made: OpenHours) -> bool:
    is_other = one.id != made.id and (one.provider_id, one.location_id) == (
        made.provider_id,
        made.location_id,
    )
    shares_time = one.opens < made.closes and made.opens < one.closes
    return is_other and shares_time and _share_a_weekday(one.days, made.days) and _meet(one, made)


def _share_a_weekday(one: Week, other: Week) -> bool:
    names = Week.__dataclass_fields__
    return any(getattr(one, name) and getattr(other, name) for name in names)


def _meet(one: VisitType | OpenHours, other: VisitType | OpenHours) -> bool:
    """True where two periods share a day."""
    one_goes_on = one.until_on is None or other.since_on < one.until_on
    other_goes_on = other.until_on is None or one.since_on < other.until_on
    return one_goes_on and other_goes_on
