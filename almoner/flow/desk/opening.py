"""When the practice offers slots, and what for: its own terms of booking, or the usual ones."""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.workdays import is_workday
from almoner.core.schedule import ClosedDays, OpenHours, Terms, VisitType
from almoner.core.schedule.terms import Opening, Whose
from almoner.store.session import Ask, Session

_SATURDAY = 5


def terms_of(session: Session) -> Terms:
    """Return the practice's terms, in one question (inside another flow's session)."""
    types, hours, closed = Ask(VisitType), Ask(OpenHours), Ask(ClosedDays)
    found = session.gather(types, hours, closed)
    return Terms(tuple(found.of(types)), tuple(found.of(hours)), tuple(found.of(closed)))


def opening(terms: Terms, on: date, whose: Whose) -> tuple[Opening, ...]:
    """Return when a provider's slots at a place are offered on a day."""
    return terms.opening(on, whose, is_holiday=is_holiday(on))


def hours_of(terms: Terms, on: date, all_whose: Iterable[Whose]) -> dict[int, tuple[Opening, ...]]:
    """Return the hours of each of these providers on a day, at whichever of their places."""
    found: dict[int, set[Opening]] = {}
    for one in all_whose:
        found.setdefault(one.provider_id, set()).update(opening(terms, on, one))
    return {provider: tuple(sorted(hours)) for provider, hours in found.items()}


def why_closed(terms: Terms, on: date, all_whose: Iterable[Whose]) -> str:
    """Return why none of these providers at their places has hours on a day; nothing where one has."""
    pairs = list(all_whose)
    if any(opening(terms, on, one) for one in pairs):
        return ""
    said = [terms.why_closed(on, one, is_holiday=is_holiday(on)) for one in pairs]
    return next(filter(None, said), "no hours on this day of the week")


def is_holiday(on: date) -> bool:
    """True on a federal holiday from Monday to Friday, or the day on which it is kept."""
    return on.weekday() < _SATURDAY and not is_workday(on)
