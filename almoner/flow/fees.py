"""The practice's own fees (its charge master): what it charges for a service on a day."""

from collections.abc import Sequence

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
SUPPLIED = "SL"
"""A vaccine that the state gave: it costs nothing unless the list says what is charged for it."""


def fees_of(session: Session, visit: Visit, lines: Sequence[SuperbillLine]) -> list[int | None]:
    """Return the charge of each line in cents, in their order: by the practice's list of the day, else what
    it charged for a unit the last time. None for a line that neither has.
    """
    services = [Service(line.code, visit.service_on, line.modifiers, max(1, line.units)) for line in lines]
    listed = [priced.allowed_cents for priced in price_by_fees(services, price_book().shelf.tables)]
    found = [
        0 if SUPPLIED in line.modifiers and fee is None else fee
        for line, fee in zip(lines, listed, strict=True)
    ]
    left = {line.code for line, fee in zip(lines, found, strict=True) if fee is None}
    last = dict(session.rows(_LAST_CHARGED, session.practice_id, [*left], visit.service_on)) if left else {}
    return [
        last[line.code] * line.units if fee is None and line.code in last else fee
        for line, fee in zip(lines, found, strict=True)
    ]
