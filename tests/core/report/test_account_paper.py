"""Papers of an account: their sums are those of the postings, as of the day that they name."""

from dataclasses import replace
from datetime import date, timedelta

from almoner.core.collect import Receipt
from almoner.core.collect.refund import Refund
from almoner.core.ledger import Reason
from almoner.core.party import PersonName, Provider
from almoner.core.report.account_paper import AccountNow, Paid, itemized_bill, paid_in_year, superbill_paper
from tests.core.report.samples import LABELS, PATIENT, PRACTICE, TODAY, account, moved

OF_LINES = account()
TAKEN = moved(Reason.RECEIPT, 1_500, line_id=0)
OWN = AccountNow(
    PRACTICE,
    PATIENT,
    OF_LINES.lines,
    (TAKEN, *(posting for found in OF_LINES.postings.values() for posting in found)),
    LABELS,
)
PROVIDER = Provider(1, PersonName("Adeyemi", "Folake"), "1234567893", "207Q00000X", "12345", "NY")


def test_an_itemized_bill_has_every_service_and_its_sums_tie_to_the_books() -> None:
    bill = itemized_bill(OWN, on=TODAY)
    assert [row[:4] for row in bill.rows] == [
        ("01/04/2026", "Blood panel", "80053", "30.00"),
        ("02/03/2026", "Office visit, established patient", "99213", "145.00"),
        ("02/03/2026", "Electrocardiogram", "93000", "60.00"),
        ("02/28/2026", "Office visit, established patient", "99213", "145.00"),
    ]
    assert bill.sums == (
        ("Charged", "$380.00"),
        ("Adjusted", "$60.00"),
        ("Paid by insurance", "$130.00"),
        ("Paid by you", "$10.00"),
        ("Waits for your plan", "$145.00"),
        ("Yours", "$35.00"),
        ("Your money on no visit yet", "-$5.00"),
        ("Balance of the account", "$30.00"),
    )


def test_an_itemized_bill_of_an_earlier_day_knows_nothing_later() -> None:
    bill = itemized_bill(OWN, on=TODAY - timedelta(days=11))
    assert [row[2:] for row in bill.rows] == [
        ("99213", "145.00", "0.00", "0.00", "0.00", "145.00", "0.00"),
        ("93000", "60.00", "0.00", "0.00", "0.00", "60.00", "0.00"),
    ]
    assert bill.sums[-1] == ("Balance of the account", "$0.00")


def test_an_account_without_services_has_a_bill_of_nothing() -> None:
    bill = itemized_bill(replace(OWN, lines=(), postings=()), on=TODAY)
    assert (bill.rows, bill.sums[-1]) == ((), ("Balance of the account", "$0.00"))


def test_a_superbill_has_what_a_plan_asks_for() -> None:
    of_visit = [line for line in OWN.lines if line.visit_id == 1]
    first = replace(of_visit[0], diagnoses=("E1165", "I10"), modifiers=("25",))
    paper = superbill_paper(replace(OWN, lines=(first, of_visit[1])), PROVIDER, on=TODAY)
    assert paper.rows == (
        (
            *("02/03/2026", "11", "Office visit, established patient", "99213 25"),
            "E11.65 I10",
            "1",
            "145.00",
            "10.00",
        ),
        ("02/03/2026", "11", "Electrocardiogram", "93000", "I10", "1", "60.00", "0.00"),
    )
    assert paper.sums == (("Charged", "$205.00"), ("Paid by you", "$10.00"))
    assert {("Their NPI", "1234567893"), ("Tax ID", "161234567"), ("Born", "06/01/2019")} <= set(paper.facts)


def receipt(cents: int, on: date, **more: object) -> Receipt:
    return Receipt(cents, 1, "check", cents, on, "ann", **more)  # type: ignore[arg-type]


def test_a_year_counts_what_came_and_what_went_back_on_their_days() -> None:
    bounced = receipt(
        4_000, date(2025, 12, 30), returned_cents=4_000, returned_on=date(2026, 1, 4), deposit_id=9
    )
    voided = receipt(700, date(2026, 2, 1), returned_cents=700, returned_on=date(2026, 2, 1))
    kept = receipt(2_500, date(2026, 2, 2), reference="1001")
    back = Refund(1, 1, 500, "twice", "ann", TODAY, receipt_id=2_500, issued_on=date(2026, 3, 1), number="88")
    asked = replace(back, id=2, issued_on=None)
    undone = replace(back, id=3, voided_on=TODAY)
    of_payer = replace(back, id=4, receipt_id=0, payer_id=1)
    paid = Paid((kept, bounced, voided), (back, asked, undone, of_payer))
    paper = paid_in_year(OWN, paid, 2026, on=TODAY)
    assert paper.rows == (
        ("01/04/2026", "Returned by the bank", "", "-40.00"),
        ("02/01/2026", "Paid by check", "", "7.00"),
        ("02/01/2026", "Taken back at the desk", "", "-7.00"),
        ("02/02/2026", "Paid by check", "1001", "25.00"),
        ("03/01/2026", "Refunded", "88", "-5.00"),
    )
    assert paper.sums == (("Paid by you in 2026", "-$20.00"),)
    assert paid_in_year(OWN, paid, 2025, on=TODAY).sums == (("Paid by you in 2025", "$40.00"),)
    assert paid_in_year(OWN, paid, 2026, on=date(2026, 1, 31)).sums == (("Paid by you in 2026", "-$40.00"),)
