"""How payers' payments, with what of them settles over several, and their decisions show in their tables."""

from almoner.core.remit import Advice, Remittance
from almoner.core.remit.recoupment import SETTLING
from almoner.store.tables.projection import Projection, day, number, optional, text

_CODES = " || ".join(f'@.code == "{code}"' for code in sorted(SETTLING))
SETTLED_LATER = f"$.provider_level[*] ? ({_CODES})"
"""What of a remittance's body settles over several payments."""

PAYMENTS: tuple[Projection, ...] = (
    Projection(
        Remittance,
        number("interchange_id", "amount_cents")
        | optional("payer_id")
        | text("payer_number", "trace", "state", "content_sha256")
        | day("paid_on", "received_on")
        | {"settling": f"CASE WHEN jsonb_path_exists(b, '{SETTLED_LATER}') THEN b->'provider_level' END"},
        is_superseded=True,
    ),
    Projection(
        Advice,
        number("remittance_id", "ordinal", "paid_cents")
        | optional("claim_id")
        | text("control", "payer_control", "status"),
    ),
)
