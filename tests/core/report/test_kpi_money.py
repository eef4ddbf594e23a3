"""The money measures count each reason once and by its own sign."""

from almoner.core.ledger import Reason
from almoner.core.ledger.accounts import CHART
from almoner.core.report.kpi_money import DUE, FLOWS, MONEY, NET_REVENUE, SERVICE_CASH, natural_debits


def test_every_reason_has_its_natural_side() -> None:
    assert natural_debits() == {reason.value: CHART[reason][0].value for reason in Reason}


def test_revenue_is_what_is_due_less_what_will_not_come() -> None:
    assert DUE[Reason.CHARGE] == 1
    assert DUE[Reason.CONTRACTUAL_BY_HAND] == -1
    assert {reason for reason, weight in NET_REVENUE.items() if weight < 0} == {
        Reason.CONTRACTUAL,
        Reason.CONTRACTUAL_BY_HAND,
        Reason.CAPITATED,
        Reason.CHARITY,
        Reason.DISCOUNT,
        Reason.BAD_DEBT,
        Reason.COLLECTIONS_WRITTEN_OFF,
    }


def test_nothing_in_suspense_is_collected() -> None:
    assert Reason.SUSPENDED_CASH not in SERVICE_CASH
    assert Reason.SUSPENSE_REFUNDED not in SERVICE_CASH
    assert SERVICE_CASH[Reason.PATIENT_REFUND] == -1


def test_weights_are_one_way_or_the_other() -> None:
    assert {weight for flow in FLOWS.values() for weight in flow.reasons.values()} == {1, -1}
    assert len(set(MONEY)) == 3
