"""What a patient asks for of their account comes to what the books say, and is theirs alone."""

from datetime import date, timedelta

import pytest

from almoner.core.report.account_paper import itemized_bill
from almoner.flow.collect import account_paper
from almoner.flow.refused import Refused
from almoner.store.session import NotFound, books
from tests.flow.cycle import balances
from tests.flow.owing import ON, owing, take
from tests.practices import House, new_house


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def test_the_balance_is_that_of_the_books_and_a_later_day_is_today(house: House) -> None:
    sent = owing(house, 5000)
    take(house, sent, 2000)
    patient_id = sent.claim.patient_id
    with books(house.practice.id) as session:
        found = account_paper.account_of(session, patient_id)
    bill = itemized_bill(found, on=ON)
    assert balances(house, sent)["patient_ar"] == 5000
    assert ("Yours", "$50.00") in bill.sums
    assert bill.sums[-1] == ("Balance of the account", "$30.00")
    made = account_paper.itemized_page(house.actor, patient_id, as_of=None, on=ON)
    assert made.startswith(b"%PDF")
    assert made == account_paper.itemized_page(house.actor, patient_id, as_of=date.max, on=ON)
    assert made != account_paper.itemized_page(house.actor, patient_id, as_of=ON - timedelta(days=900), on=ON)
    assert account_paper.year_page(house.actor, patient_id, ON.year, on=ON).startswith(b"%PDF")
    with pytest.raises(Refused, match="Nothing can be paid yet"):
        account_paper.year_page(house.actor, patient_id, ON.year + 1, on=ON)


def test_a_superbill_is_of_a_visit_of_the_patient(house: House) -> None:
    own, other = owing(house, 5000, trace="T1"), owing(house, 3000, trace="T2")
    patient_id, visit_id = own.claim.patient_id, own.lines[0].visit_id
    made = account_paper.superbill_page(house.actor, patient_id, visit_id, on=ON)
    assert made.startswith(b"%PDF")
    for strange in (other.lines[0].visit_id, 1):
        with pytest.raises(Refused, match="of this patient is charged"):
            account_paper.superbill_page(house.actor, patient_id, strange, on=ON)
    with pytest.raises(NotFound):
        account_paper.superbill_page(house.actor, 1, visit_id, on=ON)
