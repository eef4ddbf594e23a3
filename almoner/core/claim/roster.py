"""Since when and until when a payer has a provider, as enrollments tell it."""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.folder import House
from almoner.core.party import Enrollment

Days = tuple[date | None, date | None]


def credentialed(house: House, provider_id: int, payer_id: int, *, on: date) -> Days | None:
    """Return the days [since, until) of the enrollment that covers a day, or else lies next to it.

    Enrollments that follow one another without a gap are one; what was only asked for counts for nothing.
    Where the payer has others of the practice but not this provider the days are none (since equals until);
    where it has nobody, None: no roster is kept.
    """
    held = [one for one in house.enrollments.get((provider_id, payer_id), ()) if one.is_in_force]
    if held:
        return _nearest(_joined(held), on)
    is_kept = any(payer == payer_id for _, payer in house.enrollments)
    return (on, on) if is_kept else None


def _joined(held: Iterable[Enrollment]) -> list[tuple[date, date | None]]:
    spans: list[tuple[date, date | None]] = []
    for one in sorted(held, key=lambda one: one.since_on):
        since, until = spans[-1] if spans else (one.since_on, one.since_on)
        if spans and (until is None or one.since_on <= until):
            spans[-1] = (since, None if until is None or one.until_on is None else max(until, one.until_on))
        else:
            spans.append((one.since_on, one.until_on))
    return spans


def _nearest(spans: list[tuple[date, date | None]], on: date) -> Days:
    begun = [span for span in spans if span[0] <= on]
    return begun[-1] if begun else spans[0]
