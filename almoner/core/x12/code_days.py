"""The day for which a code must hold: that of the service, or for what a payer says, that of its notice."""

from typing import NamedTuple

from almoner.core.x12.spec import Guide
from almoner.core.x12.tree import Loop


class Days(NamedTuple):
    """First and last day (CCYYMMDD); empty where the file names none."""

    first: str
    last: str


NO_DAYS = Days("", "")

NOTICES = frozenset({"carc", "rarc", "status_category", "status_code"})
"""Lists of what payers say of a claim."""
_SERVICE = frozenset({"472", "150", "151", "434", "232", "233", "AAH", "291"})
_DATED = frozenset({"DTP", "DTM"})
_PAID = frozenset({"573"})


def service_days(loop: Loop, guide: Guide) -> Days:
    """First and last day of service: the line's, else the claim's own, else those of all its lines."""
    at: Loop | None = loop
    while at is not None:
        days = _days_in(at, _SERVICE)
        if not days and at.spec.id in guide.claim_loops:
            days = [day for inner in at.within() for day in _days_in(inner, _SERVICE)]
        if days:
            return Days(days[0], days[0]) if len(days) == 1 else Days(min(days), max(days))
        at = at.up
    return NO_DAYS


def notice_days(loop: Loop) -> Days:
    """The day of an earlier payer's payment (837), or of the remittance itself."""
    for at in (loop, *loop.children("2330B")):
        days = _days_in(at, _PAID)
        if days:
            return Days(days[0], days[0])
    root = loop
    while root.up is not None:
        root = root.up
    day = root.get("payment_order", "payment_date") if root.has("payment_order") else ""
    return Days(day, day)


def _days_in(loop: Loop, qualifiers: frozenset[str]) -> list[str]:
    """First and last day of each DTP or DTM of these kinds."""
    days: list[str] = []
    for spec, elements, _ in loop.bound:
        if spec.id in _DATED and len(elements) > 2 and elements[1] in qualifiers:
            text = elements[-1]
            if len(text) == 8 and text.isdecimal():
                days.append(text)
            else:
                days += [each[:8] for each in text.split("-") if len(each) > 7 and each[:8].isdecimal()]
    return days
