"""Every indicator of the field and of our own: defined, or named with the reason why it is not measured."""

from almoner.core.report.kpi import Indicator, Unmeasured
from almoner.core.report.kpi_denials import DENIALS
from almoner.core.report.kpi_revenue import REVENUE
from almoner.core.report.kpi_work import CLOCKS, WORK


def _order(indicator_id: str) -> tuple[str, int]:
    return indicator_id[0], int(indicator_id[1:])


INDICATORS: tuple[Indicator, ...] = tuple(sorted((*REVENUE, *DENIALS, *WORK), key=lambda one: _order(one.id)))
BY_ID = {one.id: one for one in INDICATORS}
BOARD = ("K31", "K43", "K9", "K39", "K38")
"""The indicators that a manager sees first."""

COUNTED = frozenset(
    {
        *("visits", "visits_covered", "visits_verified", "visits_verified_before"),
        *("visits_open", "visits_signed", "visits_coded", "visits_charged"),
        *("built", "clean_built", "sent", "clean_sent", "sent_lines", "sent_decided"),
        *("paid_first", "accepted_first", "cleared_first", "first_denied", "first_lines_denied"),
        *("claims_open", "claims_silent", "late_lines", "posted_lines"),
        *("advices", "advices_denied", "advice_lines", "advice_lines_denied", "advices_by_themselves"),
        *("primary", "primary_zero", "primary_denied"),
        *("denied_claims", "resolved", "overturned"),
        *(f"{clock}_{side}" for clock in CLOCKS for side in ("due", "met")),
    }
)
"""Measures that count things; every other one counts cents, but those of lags, which count days."""

UNMEASURED = (
    Unmeasured(
        "K1", "Pre-registration rate", "Registering a patient before the visit is no act of its own here."
    ),
    Unmeasured(
        "K3", "Service authorization rate", "Which visits needed one is judged at the claim and not kept."
    ),
    Unmeasured("K4", "Conversion of uninsured", "The way from no coverage to a program is not recorded."),
    Unmeasured("K22", "Case-mix index", "Hospitals only: there are no discharges and no DRG weights."),
    Unmeasured("K29", "Practice operating margin", "Operating expense is not in these books."),
    Unmeasured("K33", "Physician compensation", "Compensation is not in these books."),
    Unmeasured(
        "K35",
        "Point-of-service collection rate",
        "What the desk is told to take is shown and not kept, so nothing says what was due; only good-faith "
        "estimates of patients without insurance are kept.",
    ),
    Unmeasured(
        "K37",
        "Schedule occupied",
        "Bookings and hours are kept, but hours without terms of the practice are the usual ones, which no "
        "past day can be asked for.",
    ),
    Unmeasured(
        "K48",
        "Estimate error",
        "Estimates of an insured visit are shown and not kept; a good-faith estimate stands beside its bill.",
    ),
    Unmeasured(
        "K49",
        "Underpayment variance",
        "The page of contract variance counts it each night, line by line and by payer, as it stands then; "
        "what a contract expected on an earlier day is not kept, so it can be asked of no past day.",
    ),
    Unmeasured(
        "K50", "Edit precision", "`almoner policy backtest` measures it card by card over past claims."
    ),
    Unmeasured("K51", "Calibration error", "No denial is predicted here."),
)
