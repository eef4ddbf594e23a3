"""A returned check costs a fee where the practice has set one, shown on the statement, and taken back."""

import pytest

from almoner.core.collect import Receipt
from almoner.core.ledger import Posting
from almoner.core.plan import Task, TaskState
from almoner.flow.books import close
from almoner.flow.collect import collect, returned, returned_fee, statement
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.flow.cycle import Sent, balances, faults, standing, totals
from tests.flow.owing import ON, owing
from tests.practices import House, add_patient, new_house


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own, in New York."""
    assert store
    return new_house()


def bounced(house: House, patient_id: int, cents: int = 5000) -> Receipt:
    draft = Receipt(0, patient_id, "check", cents, ON, "desk", reference="1044")
    receipt = collect.take_receipt(house.actor, draft, on=ON)
    collect.lay_receipts(house.actor, [patient_id], on=ON)
    close.deposit_receipts(house.actor, on=ON)
    returned.return_receipt(house.actor, receipt.id, cents, on=ON, reason="NSF")
    return receipt


def charged(house: House, sent: Sent) -> tuple[Receipt, Posting]:
    returned_fee.set_fee(house.actor, 2000, on=ON, reason="the sign at the desk says so")
    receipt = bounced(house, sent.claim.patient_id)
    return receipt, returned_fee.charge_fee(house.actor, receipt.id, on=ON)


def test_it_is_owed_shown_and_paid_like_the_rest(house: House) -> None:
    sent = owing(house, 5000)
    charged(house, sent)
    assert balances(house, sent)["patient_ar"] == 7000
    (made,) = statement.state_accounts(house.actor, [sent.claim.patient_id], on=ON)
    assert (made.owed_cents, made.due_cents) == (7000, 7000)
    shown = statement.statement_page(house.actor, sent.claim.patient_id, is_text=True).decode()
    assert "Fee for a returned check\n" in shown
    assert "Your bank did not pay the check." in shown
    assert statement.statement_page(house.actor, sent.claim.patient_id).startswith(b"%PDF")
    draft = Receipt(0, sent.claim.patient_id, "cash", 7000, ON, "desk")
    collect.take_receipt(house.actor, draft, on=ON)
    collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    assert balances(house, sent).get("patient_ar", 0) == 0
    assert faults(house, on=ON) == []


def test_it_is_off_until_the_practice_sets_it_within_the_states_limit(house: House) -> None:
    sent = owing(house, 5000)
    receipt = bounced(house, sent.claim.patient_id)
    before = standing(house)
    with pytest.raises(Refused, match="charges no fee"):
        returned_fee.charge_fee(house.actor, receipt.id, on=ON)
    with pytest.raises(Refused, match=r"at most \$20\.00"):
        returned_fee.set_fee(house.actor, 2001, on=ON, reason="all do")
    with pytest.raises(Refused, match="Say why"):
        returned_fee.set_fee(house.actor, 2000, on=ON, reason=" ")
    assert standing(house) == before


def test_it_is_charged_once_a_return_and_waived_exactly(house: House) -> None:
    sent = owing(house, 5000)
    receipt, _ = charged(house, sent)
    with pytest.raises(Refused, match="charged already"):
        returned_fee.charge_fee(house.actor, receipt.id, on=ON)
    returned_fee.waive_fee(house.actor, receipt.id, on=ON, reason="the bank's own mistake")
    assert balances(house, sent)["patient_ar"] == 5000
    with pytest.raises(Refused, match="No fee"):
        returned_fee.waive_fee(house.actor, receipt.id, on=ON, reason="again")
    returned_fee.charge_fee(house.actor, receipt.id, on=ON)
    assert balances(house, sent)["patient_ar"] == 7000
    assert faults(house, on=ON) == []


@pytest.mark.parametrize("is_won", [False, True])
def test_a_fee_that_was_paid_before_it_is_taken_back_leaves_its_money_to_somebody(
    house: House, *, is_won: bool
) -> None:
    sent = owing(house, 5000)
    receipt, _ = charged(house, sent)
    collect.take_receipt(house.actor, Receipt(0, sent.claim.patient_id, "cash", 7000, ON, "desk"), on=ON)
    collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    if is_won:
        returned.win_receipt_back(house.actor, receipt.id, on=ON, reason="it cleared")
    else:
        returned_fee.waive_fee(house.actor, receipt.id, on=ON, reason="the bank's own mistake")
    assert balances(house, sent)["patient_ar"] == -2000
    with books(house.practice.id) as session:
        (task,) = session.find(Task, what="refund_review", state=TaskState.OPEN)
    assert (task.patient_id, task.cents) == (sent.claim.patient_id, 2000)
    assert faults(house, on=ON) == []


def test_what_the_bank_gives_again_takes_the_fee_with_it(house: House) -> None:
    sent = owing(house, 5000)
    receipt, _ = charged(house, sent)
    returned.win_receipt_back(house.actor, receipt.id, on=ON, reason="it cleared")
    assert balances(house, sent)["patient_ar"] == 5000
    assert totals(house)["unapplied"] == -5000
    assert faults(house, on=ON) == []


def test_without_any_charge_there_is_nothing_to_stand_beside(house: House) -> None:
    returned_fee.set_fee(house.actor, 2000, on=ON, reason="the sign at the desk says so")
    receipt = bounced(house, add_patient(house).id)
    with pytest.raises(Refused, match="no charge yet"):
        returned_fee.charge_fee(house.actor, receipt.id, on=ON)
