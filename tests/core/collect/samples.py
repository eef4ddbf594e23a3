"""Small made-up facts for the tests of patient money: lines, receipts, remittances, and the account sums of
postings.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from almoner.core.charge import ChargeLine, line_control
from almoner.core.collect import Receipt
from almoner.core.ledger import Posting
from almoner.core.remit import Remittance, RemittanceState

TODAY = date(2026, 3, 5)


def line(line_id: int, *, patient_id: int = 1, visit_id: int = 1, days_ago: int = 10) -> ChargeLine:
    return ChargeLine(
        id=line_id,
        visit_id=visit_id,
        superbill_id=visit_id,
        patient_id=patient_id,
        provider_id=7,
        location_id=8,
        sequence=line_id,
        control=line_control(line_id),
        code="99213",
        units=1,
        charge_cents=14_500,
        diagnoses=("I10",),
        service_on=TODAY - timedelta(days=days_ago),
        pos="11",
    )


def receipt(
    receipt_id: int, cents: int, *, patient_id: int = 1, visit_id: int = 0, spent: int = 0
) -> Receipt:
    return Receipt(
        id=receipt_id,
        patient_id=patient_id,
        method="cash",
        cents=cents,
        received_on=TODAY,
        taken_by="desk",
        visit_id=visit_id,
        allocated_cents=spent,
    )


def remittance(remittance_id: int, cents: int, *, trace: str = "T1", payer: str = "CMA01") -> Remittance:
    return Remittance(
        id=remittance_id,
        interchange_id=1,
        st_control="0001",
        payer_id=3,
        payer_number=payer,
        payer_name="A payer",
        payee_npi="",
        payee_tax_id="",
        method="ACH",
        trace=trace,
        paid_on=TODAY,
        amount_cents=cents,
        claim_count=1,
        received_on=TODAY,
        state=RemittanceState.POSTED,
        version=2,
    )


def sums(postings: Iterable[Posting]) -> Counter[str]:
    """Debits less credits by account id."""
    total: Counter[str] = Counter()
    for posting in postings:
        total[posting.debit] += posting.cents
        total[posting.credit] -= posting.cents
    return total
