"""How the notices of the front desk show in their tables."""

from almoner.core.chart.advance_notice import AdvanceNotice
from almoner.core.coverage.msp import MspQuestionnaire
from almoner.store.tables.projection import Projection, day, number, optional, text

NOTICES: tuple[Projection, ...] = (
    Projection(
        AdvanceNotice,
        number("patient_id")
        | optional("appointment_id", "form_id")
        | text("state", "choice", "how")
        | day("service_on", "last_on", "signed_on"),
        is_superseded=True,
    ),
    Projection(
        MspQuestionnaire,
        number("patient_id", "form_id")
        | optional("appointment_id")
        | text("msp_type")
        | day("asked_on", "confirmed_on"),
        is_superseded=True,
    ),
)
