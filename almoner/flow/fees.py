"""The practice's own fees (its charge master): what it charges for a service on a day."""

from collections.abc import Mapping, Sequence

from almoner.core.charge import SuperbillLine
from almoner.core.chart import Visit
from almoner.core.pricing import Service
from almoner.core.pricing.own_fees import price_by_fees
from almoner.flow.contracts import price_book
from almoner.store.session import Session

_LAST_CHARGED = """
SELECT DISTINCT ON (code) code, charge_cents / units FROM charge_line
WHERE practice_id = %s AND code = ANY(%s) AND service_on <= %s AND charge_cents %% units = 0
ORDER BY code, service_on DESC, id DESC
"""


def fees_of(session: Session, visit: Visit, lines: Sequence[SuperbillLine]) -> dict[str, int]:
    """Return the charge of each line in cents, by its code: by the practice's list of the day, else what it
    charged for a unit the last time. A code that neither has is left out.
    """
    services = [
        Service(line.code, visit.service_on, line.modifiers, line.units) for line in lines if line.units > 0
    ]
    listed = {
        priced.service.code: priced.allowed_cents
        for priced in price_by_fees(services, price_book().shelf.tables)
        if priced.allowed_cents is not None
    }
    left = {line.code: line.units for line in lines if line.code not in listed}
    return listed | _charged(session, visit, left)


def _charged(session: Session, visit: Visit, units: Mapping[str, int]) -> dict[str, int]:
    if not units:
        return {}
    rows = session.rows(_LAST_CHARGED, session.practice_id, [*units], visit.service_on)
    return {code: cents * units[code] for code, cents in rows}
