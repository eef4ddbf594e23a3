"""Prices outside the physician schedule: laboratory, drugs, anesthesia. Each from its own table; nothing of
the physician schedule's rules applies to them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from almoner.core.pricing.fee import decimal, half_up
from almoner.core.pricing.schedule import Schedules, first_row, note_of, usable
from almoner.core.pricing.service import Draft, Service
from almoner.core.rules.tables import CodeRow

_TENTH = Decimal("0.1")
_DIRECTED = ("QK", "QX", "QY")
_AD_UNITS = Decimal(3)


def price_laboratory(draft: Draft, schedules: Schedules) -> bool:
    """The laboratory schedule's rate times units, the same everywhere; False where it has no row."""
    service = draft.service
    own = [f"{service.code}{each}" for each in service.modifiers if len(each) == 2]
    for code in (*own, service.code):
        found = _row(schedules, "clfs", code, service.service_on)
        if found and found[0].get("rate"):
            row, source = found
            cents = half_up(decimal(row.get("rate")) * 100) * service.units
            draft.step("laboratory rate", cents, f"{row.get('rate')} x {service.units}", source)
            return True
    return False


def price_drug(draft: Draft, schedules: Schedules) -> bool:
    """The published payment limit of a unit times units, wasted units (JW) too; False where it has no row."""
    service = draft.service
    found = _row(schedules, "asp", service.code, service.service_on)
    if not found or not found[0].get("limit"):
        return False
    row, source = found
    cents = half_up(decimal(row.get("limit")) * service.units * 100)
    draft.step("drug payment limit", cents, f"{row.get('limit')} x {service.units}", source)
    return True


def price_anesthesia(
    draft: Draft, schedules: Schedules, *, locality: str, factor: Decimal | None = None
) -> bool:
    """Base units and time, times the locality's factor (or the one given); half where medically directed.
    False where a table or the minutes are missing."""
    service = draft.service
    found = _row(schedules, "anesthesia", service.code, service.service_on)
    base = decimal(found[0].get("base_units")) if found and found[0].get("base_units") else None
    if factor is None:
        contractor, _, rest = locality.partition("-")
        place = _row(schedules, "anesthesia", contractor + rest[-2:], service.service_on)
        factor = decimal(place[0].get("factor")) if place and place[0].get("factor") else None
    if base is None or factor is None or service.minutes is None:
        return False
    cents, shown = anesthesia_amount(service, base, factor)
    draft.step("anesthesia", cents, shown, found[1] if found else "")
    if service.has(*_DIRECTED):
        draft.take("medically directed", Decimal("0.5"))
    return True


def anesthesia_amount(service: Service, base: Decimal, factor: Decimal) -> tuple[int, str]:
    """Cents before any direction, and how they came about. Time has one decimal; AD counts three units."""
    time = (Decimal(service.minutes or 0) / 15).quantize(_TENTH, ROUND_HALF_UP)
    units = _AD_UNITS if service.has("AD") else base + time
    return half_up(units * factor * 100), f"{units} units x {factor}"


def _row(schedules: Schedules, kind: str, code: str, on: date) -> tuple[CodeRow, str] | None:
    choice = usable(schedules.tables, kind, on)
    row = first_row(choice.parts, code, on) if choice else None
    if choice is None or row is None:
        return None
    note = note_of(choice)
    return row, f"{kind} {choice.release.name}: {code}{f' ({note})' if note else ''}"
