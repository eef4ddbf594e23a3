"""What the practice charges for a line: by its dated lists for the payer and the place, else by the imported
list, else what it charged the last time.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from almoner.core.charge import SuperbillLine, responsible
from almoner.core.chart import Visit
from almoner.core.party import Payer
from almoner.core.pricing import Service
from almoner.core.pricing.fee_schedule import Charged, Fee, FeeSchedule, charged
from almoner.core.pricing.own_fees import price_by_fees
from almoner.flow.charge.charge import coverages_by_patient
from almoner.flow.price.contracts import price_book
from almoner.store.session import Session

_LAST_CHARGED = """
SELECT w.code, l.cents FROM unnest(%s::text[]) w(code) CROSS JOIN LATERAL (
  SELECT charge_cents / units AS cents FROM charge_line
  WHERE practice_id = %s AND code = w.code AND service_on <= %s AND charge_cents %% units = 0
    AND NOT is_taken_back
  ORDER BY service_on DESC, id DESC LIMIT 1) l
"""
_LISTED = """
SELECT s.id, coalesce(s.payer_id, 0), coalesce(s.location_id, 0),
  f->>'code', (f->>'cents')::bigint, coalesce(f->>'modifier', '')
FROM fee_schedule s
JOIN record r ON r.practice_id = s.practice_id AND r.id = s.id AND r.version = s.version
CROSS JOIN jsonb_array_elements(r.body->'fees') f
WHERE s.practice_id = %s AND s.since_on <= %s AND (s.until_on IS NULL OR s.until_on > %s)
  AND coalesce(s.payer_id, 0) IN (0, %s) AND coalesce(s.location_id, 0) IN (0, %s) AND f->>'code' = ANY(%s)
"""
SUPPLIED = "SL"
"""A vaccine that the state gave: it costs nothing unless a list says what is charged for it."""


def fees_of(session: Session, visit: Visit, lines: Sequence[SuperbillLine]) -> list[Charged | None]:
    """Return the charge of each line, in their order, with the version of the dated list that says so
    (0 where none does). None for a line that nothing prices.
    """
    if not lines:
        return []
    found = _by_schedules(session, visit, lines)
    left = [line for line, fee in zip(lines, found, strict=True) if fee is None]
    others = iter([*_by_list(session, visit, left)])
    return [fee if fee is not None else next(others) for fee in found]


def _by_schedules(session: Session, visit: Visit, lines: Sequence[SuperbillLine]) -> list[Charged | None]:
    payers = {payer.id: payer for payer in session.find(Payer)}
    coverages = coverages_by_patient(session, [visit.patient_id])[visit.patient_id]
    paying = responsible(visit, coverages, payers)
    payer_id = paying[0].payer_id if paying else 0
    codes = sorted({line.code for line in lines})
    on = visit.service_on
    rows = session.rows(_LISTED, session.practice_id, on, on, payer_id, visit.location_id, codes)
    schedules = _schedules(rows, on)
    found: list[Charged | None] = []
    for line in lines:
        unit = charged(schedules, line.code, line.modifiers, is_alone=SUPPLIED not in line.modifiers)
        found.append(unit and Charged(unit.cents * max(1, line.units), unit.schedule_id))
    return found


def _schedules(rows: Iterable[tuple[int, int, int, str, int, str]], on: date) -> list[FeeSchedule]:
    """The lists that hold, with the fees that were asked for."""
    fees: dict[tuple[int, int, int], list[Fee]] = defaultdict(list)
    for schedule_id, payer_id, location_id, code, cents, modifier in rows:
        fees[schedule_id, payer_id, location_id].append(Fee(code, cents, modifier))
    return [
        FeeSchedule(schedule_id, "", on, tuple(own), "", on, payer_id=payer_id, location_id=location_id)
        for (schedule_id, payer_id, location_id), own in fees.items()
    ]


def _by_list(session: Session, visit: Visit, lines: Sequence[SuperbillLine]) -> list[Charged | None]:
    services = [Service(line.code, visit.service_on, line.modifiers, max(1, line.units)) for line in lines]
    listed = [priced.allowed_cents for priced in price_by_fees(services, price_book().shelf.tables)]
    codes = [line.code for line, fee in zip(lines, listed, strict=True) if fee is None]
    last: dict[str, int] = {}
    if codes:
        last = dict(session.rows(_LAST_CHARGED, codes, session.practice_id, visit.service_on))
    return [_plain(line, fee, last) for line, fee in zip(lines, listed, strict=True)]


def _plain(line: SuperbillLine, fee: int | None, last: dict[str, int]) -> Charged | None:
    if SUPPLIED in line.modifiers:
        return Charged(0, 0)
    if fee is not None:
        return Charged(fee, 0)
    return Charged(last[line.code] * line.units, 0) if line.code in last else None
