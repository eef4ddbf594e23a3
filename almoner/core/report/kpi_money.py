"""Which postings make up the money measures: reasons with the sign that they count by.

A reason's own sign is that of its pair in the chart: a reversal and a negative amount count against it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from almoner.core.ledger import Reason
from almoner.core.ledger.accounts import CHART, Account
from almoner.core.report.kpi import Span

R = Reason
CHARGES = {R.CHARGE: 1, R.SELF_PAY_CHARGE: 1}
CONTRACTUALS = {R.CONTRACTUAL: 1, R.CONTRACTUAL_BY_HAND: 1, R.CAPITATED: 1}
BAD_DEBTS = {R.BAD_DEBT: 1, R.COLLECTIONS_WRITTEN_OFF: 1}
GIVEN_UP = {R.PAYER_WRITE_OFF: 1, R.DENIAL_WRITE_OFF: 1}
PATIENT_CASH = {R.RECEIPT: 1, R.SUSPENSE_TO_PATIENT: 1, R.RETURNED_PAYMENT: -1, R.PATIENT_REFUND: -1}
SERVICE_CASH = {
    R.PAYMENT: 1,
    R.CAPITATION_PAID: 1,
    R.PAYER_REFUND: -1,
} | PATIENT_CASH
"""What care brought in: decided claims and patients' money, less what was given back; nothing in suspense."""


def less(reasons: Mapping[Reason, int]) -> dict[Reason, int]:
    """Return the same reasons counted the other way round."""
    return {reason: -weight for reason, weight in reasons.items()}


DUE = CHARGES | less(CONTRACTUALS)
NET_REVENUE = DUE | less(
    BAD_DEBTS | {R.CHARITY: 1, R.DISCOUNT: 1, R.CAPITATION_PAID: -1, R.BAD_DEBT_RECOVERED: -1}
)
LAID = {
    R.PAYMENT: 1,
    R.ALLOCATION: 1,
    R.COLLECTIONS_ALLOCATION: 1,
    R.BAD_DEBT_RECOVERED: 1,
    R.REFUND_SETTLED: -1,
}
"""Money on charge lines, whoever paid, less what left them again."""
RECEIVED = {
    R.PAYMENT: 1,
    R.SUSPENDED_CASH: 1,
    R.SUSPENSE_TO_PATIENT: 1,
    R.UNEXPLAINED_DEPOSIT: 1,
    R.CAPITATION_PAID: 1,
    R.INTEREST: 1,
    R.RECEIPT: 1,
}
"""All money that came in from outside, placed or not."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A measure of postings over a span; COHORT takes them by the day of the service instead."""

    reasons: Mapping[Reason, int]
    span: Span = Span.PERIOD


FLOWS: Mapping[str, Flow] = {
    "gross_charges": Flow(CHARGES),
    "gross_charges_year": Flow(CHARGES, Span.YEAR),
    "net_revenue": Flow(NET_REVENUE),
    "service_cash": Flow(SERVICE_CASH),
    "patient_cash": Flow(PATIENT_CASH),
    "cash_received": Flow(RECEIVED),
    "denials_given_up": Flow(GIVEN_UP),
    "bad_debt": Flow(BAD_DEBTS),
    "bad_debt_recovered_less": Flow({R.BAD_DEBT_RECOVERED: -1}),
    "charity": Flow({R.CHARITY: 1}),
    "due": Flow(DUE),
    "paid_of_services": Flow(LAID, Span.COHORT),
    "due_of_services": Flow(DUE, Span.COHORT),
}

MONEY = (Account.CASH, Account.UNDEPOSITED, Account.BANK)
"""The accounts that hold money itself; what moves between them is neither received nor given."""


def natural_debits() -> dict[str, str]:
    """Return the account that each reason debits by its own sign."""
    return {reason.value: debit.value for reason, (debit, _) in CHART.items()}
