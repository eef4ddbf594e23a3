"""How the practice's lists of fees and its payers' contracts show in their tables."""

from almoner.core.pricing.fee_schedule import FeeSchedule
from almoner.core.pricing.payer_contract import PayerContract
from almoner.store.tables.projection import Projection, day, number, optional, text

_HOLDS = day("since_on", "until_on")
PRICES: tuple[Projection, ...] = (
    Projection(
        FeeSchedule,
        optional("payer_id", "location_id") | text("name", "loaded_by") | _HOLDS,
        is_superseded=True,
    ),
    Projection(
        PayerContract,
        number("payer_id")
        | optional("plan_id", "location_id")
        | text("name", "brought_by")
        | _HOLDS
        | {"is_in_force": "(b->>'is_in_force')::boolean"},
        is_superseded=True,
    ),
)
