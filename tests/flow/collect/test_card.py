"""Cards on the books: one receipt a charge whatever the line does, and refunds to the card."""

from datetime import timedelta
from pathlib import Path

import pytest

from almoner.core.collect import Receipt
from almoner.core.collect.card import CardCharge, CardState
from almoner.core.collect.refund import Refund, RefundState
from almoner.flow.books import close
from almoner.flow.collect import card, refund
from almoner.flow.collect.card import Fare
from almoner.flow.collect.refund import Wish
from almoner.flow.refused import Refused
from almoner.links.card import NoTerminal
from almoner.links.card_simulator import LOST, PRESENTED, SimulatedTerminal
from almoner.store.session import books
from tests.flow.collect.test_refund import approver, asker, issuer
from tests.flow.cycle import faults, totals
from tests.flow.owing import ON
from tests.practices import House, add_patient, new_house


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def present(folder: Path, last_four: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / PRESENTED).write_text(last_four, encoding="ascii")


def receipts(house: House) -> list[Receipt]:
    with books(house.practice.id) as session:
        return session.find(Receipt)


def test_an_approved_charge_is_a_receipt_like_any_other(house: House, tmp_path: Path) -> None:
    patient = add_patient(house)
    charge = card.charge_card(issuer(house), SimulatedTerminal(tmp_path), Fare(patient.id, 2500), on=ON)
    (receipt,) = receipts(house)
    assert (charge.state, charge.receipt_id) == (CardState.APPROVED, receipt.id)
    assert (receipt.method, receipt.cents, receipt.card_last_four) == ("card", 2500, "4242")
    assert receipt.reference == charge.reference
    assert totals(house) == {"undeposited": 2500, "unapplied": -2500}
    assert faults(house, on=ON) == []


def test_a_declined_charge_takes_no_money(house: House, tmp_path: Path) -> None:
    present(tmp_path, "9995")
    fare = Fare(add_patient(house).id, 2500)
    charge = card.charge_card(issuer(house), SimulatedTerminal(tmp_path), fare, on=ON)
    assert (charge.state, charge.declined_why) == (CardState.DECLINED, "insufficient funds")
    assert (receipts(house), totals(house)) == ([], {})


def test_a_lost_answer_is_found_and_is_one_receipt(house: House, tmp_path: Path) -> None:
    present(tmp_path, LOST)
    terminal = SimulatedTerminal(tmp_path)
    charge = card.charge_card(issuer(house), terminal, Fare(add_patient(house).id, 2500), on=ON)
    assert (charge.state, receipts(house)) == (CardState.ASKED, [])
    assert card.settle_charges(issuer(house), terminal, on=ON) == 1
    assert card.settle_charges(issuer(house), terminal, on=ON) == 0
    assert [one.cents for one in receipts(house)] == [2500]
    assert faults(house, on=ON) == []


def test_what_never_reached_the_terminal_is_given_up_a_day_later(house: House, tmp_path: Path) -> None:
    present(tmp_path, LOST)
    card.charge_card(issuer(house), SimulatedTerminal(tmp_path), Fare(add_patient(house).id, 2500), on=ON)
    other = SimulatedTerminal(tmp_path / "other")
    assert card.settle_charges(issuer(house), other, on=ON) == 0
    assert card.settle_charges(issuer(house), NoTerminal(), on=ON + timedelta(days=1)) == 0
    assert card.settle_charges(issuer(house), other, on=ON + timedelta(days=1)) == 1
    with books(house.practice.id) as session:
        assert [one.state for one in session.find(CardCharge)] == [CardState.DECLINED]


def test_without_a_terminal_no_card_is_charged(house: House) -> None:
    charge = card.charge_card(issuer(house), NoTerminal(), Fare(add_patient(house).id, 2500), on=ON)
    assert (charge.state, receipts(house)) == (CardState.DECLINED, [])


def test_nothing_is_asked_of_a_terminal_that_no_receipt_could_follow(house: House, tmp_path: Path) -> None:
    for cents in (0, -1, 10_000_001):
        with pytest.raises(Refused):
            card.charge_card(
                issuer(house), SimulatedTerminal(tmp_path), Fare(add_patient(house).id, cents), on=ON
            )
    assert list(tmp_path.glob("*.json")) == []


def test_a_refund_goes_back_to_the_card_once(house: House, tmp_path: Path) -> None:
    terminal = SimulatedTerminal(tmp_path)
    charge = card.charge_card(issuer(house), terminal, Fare(add_patient(house).id, 2500), on=ON)
    close.deposit_receipts(house.actor, on=ON)
    asked = refund.ask_for_patient(asker(house), charge.receipt_id, Wish(1000, "cancelled"), on=ON)
    with pytest.raises(Refused, match="Only an approved"):
        card.refund_card(issuer(house), terminal, asked.id, on=ON)
    refund.decide_refund(approver(house), asked.id, is_approved=True, why="", on=ON)
    with pytest.raises(Refused, match="another person"):
        card.refund_card(approver(house), terminal, asked.id, on=ON)
    with pytest.raises(Refused, match="declines"):
        card.refund_card(issuer(house), NoTerminal(), asked.id, on=ON)
    terminal.refund(f"refund-{house.practice.id}-{asked.id}", charge.reference, 1000)
    card.refund_card(issuer(house), terminal, asked.id, on=ON)
    with books(house.practice.id) as session:
        done = session.get(Refund, asked.id)
    assert (done.state, done.method) == (RefundState.ISSUED, "card")
    assert totals(house) == {"bank": 1500, "unapplied": -1500}
    assert faults(house, on=ON) == []


def test_no_number_of_a_card_is_in_the_books(house: House, tmp_path: Path) -> None:
    card.charge_card(issuer(house), SimulatedTerminal(tmp_path), Fare(add_patient(house).id, 2500), on=ON)
    sql = (
        "SELECT count(*) FROM record WHERE practice_id = %s AND kind IN ('card_charge', 'receipt') "
        r"AND body::text ~ '(^|\D)\d{13,19}(\D|$)'"
    )
    with books(house.practice.id) as session:
        assert session.value(sql, house.practice.id) == 0
