"""Debts at an agency: placed to the cent, worked, taken back exactly, and never by who may not."""

import csv
import io
from dataclasses import replace

import pytest

from almoner.core.collect import Receipt
from almoner.core.collect.billing_mark import MarkSort
from almoner.core.collect.placement import Placement, PlacementState
from almoner.core.ledger import Reason
from almoner.core.party import Guarantor, Patient
from almoner.core.report.sheet import to_csv
from almoner.flow import mark
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.books import close
from almoner.flow.collect import adjust, collect, collections, returned
from almoner.flow.collect.adjust import Draft
from almoner.flow.refused import Refused
from almoner.store.money.postings import postings_of
from almoner.store.session import books
from tests.flow.cycle import Sent, balances, faults, supersede, totals
from tests.flow.owing import ON, owing, take
from tests.practices import House, new_house

AGENCY = "North Shore Recovery"


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def placed(house: House, *sent: Sent) -> list[Placement]:
    patients = [one.claim.patient_id for one in sent]
    return collections.place_accounts(biller(house), patients, AGENCY, on=ON)


def biller(house: House) -> Actor:
    return Actor("bea", house.practice.id, frozenset({"biller"}))


def manager(house: House) -> Actor:
    return Actor("max", house.practice.id, frozenset({"manager"}))


def test_p23_the_agencys_file_is_what_the_account_holds(house: House) -> None:
    first, second = owing(house, 5000, trace="T1"), owing(house, 123_40, trace="T2")
    made = placed(house, first, second)
    content = to_csv(collections.placement_sheet(biller(house), made[0].batch_id))
    *lines, total = csv.DictReader(io.StringIO(content.decode()))
    assert len(lines) == 2
    assert sum(round(float(one["amount"]) * 100) for one in lines) == 173_40
    assert (total["account"], total["amount"]) == ("TOTAL", "173.40")
    assert totals(house)["collections"] == 173_40
    assert balances(house, first).get("patient_ar", 0) == 0
    assert b"99213" not in content, "an agency needs no procedure"
    (batch,) = collections.at_agencies(house.actor, on=ON).batches
    assert (batch.count, batch.placed_cents, batch.left_cents) == (2, 173_40, 173_40)
    assert faults(house, on=ON) == []


def test_what_was_paid_after_it_was_given_up_is_not_owed_again(house: House) -> None:
    sent = owing(house, 5000)
    given_up = Draft(
        "bad_debt", {(sent.lines[0].id, "patient_ar"): 5000}, "no answer", patient_id=sent.claim.patient_id
    )
    act = adjust.ask(manager(house), given_up, on=ON)
    receipt = take(house, sent, 2000)
    (laid,) = collections.lay_agency_money(biller(house), receipt.id, on=ON)
    assert balances(house, sent)["bad_debt"] == 3000
    with pytest.raises(Refused, match="paid after it was given up"):
        adjust.take_back(manager(house), act.id, on=ON, why="They have called.")
    collect.take_off(biller(house), [laid.id], on=ON, reason="first the balance")
    adjust.take_back(manager(house), act.id, on=ON, why="They have called.")
    assert balances(house, sent)["patient_ar"] == 5000
    assert "bad_debt" not in balances(house, sent)
    assert faults(house, on=ON) == []


def test_a_recall_is_the_exact_reversal(house: House) -> None:
    sent = owing(house, 5000)
    (made,) = placed(house, sent)
    assert collections.recall_batch(biller(house), made.batch_id, on=ON, reason="the patient called") == 1
    with books(house.practice.id) as session:
        postings = postings_of(session, reason=Reason.COLLECTIONS_PLACED.value)
    assert [one.reverses for one in postings] == ["", postings[0].key]
    assert (balances(house, sent)["patient_ar"], totals(house).get("collections", 0)) == (5000, 0)
    assert faults(house, on=ON) == []
    with pytest.raises(Refused, match="Nothing of this batch"):
        collections.recall_batch(biller(house), made.batch_id, on=ON, reason="again")
    placed(house, sent)


def test_the_agencys_money_is_laid_on_what_it_holds_and_the_rest_comes_back(house: House) -> None:
    sent = owing(house, 5000)
    (made,) = placed(house, sent)
    receipt = take(house, sent, 2000)
    assert collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON) == []
    (laid,) = collections.lay_agency_money(biller(house), receipt.id, on=ON)
    assert (laid.cents, totals(house)["collections"]) == (2000, 3000)
    figures = close.figures(house.actor, on=ON)
    assert figures.allocations.record_cents == figures.allocations.posting_cents == 2000
    collections.recall_batch(biller(house), made.batch_id, on=ON, reason="contract ended")
    assert (balances(house, sent)["patient_ar"], totals(house).get("collections", 0)) == (3000, 0)
    assert faults(house, on=ON) == []


def test_what_is_lost_is_bad_debt_and_money_after_it_is_a_recovery(house: House) -> None:
    sent = owing(house, 5000)
    (made,) = placed(house, sent)
    with pytest.raises(AccessDenied):
        collections.write_off_batch(biller(house), made.batch_id, on=ON, reason="returned as lost")
    collections.write_off_batch(manager(house), made.batch_id, on=ON, reason="returned as lost")
    assert totals(house)["bad_debt"] == 5000
    late = take(house, sent, 6000)
    (laid,) = collections.lay_agency_money(biller(house), late.id, on=ON)
    assert (laid.cents, totals(house).get("bad_debt", 0), totals(house)["unapplied"]) == (5000, 0, -1000)
    assert faults(house, on=ON) == []
    with pytest.raises(Refused, match="No debt"):
        collections.lay_agency_money(biller(house), late.id, on=ON)


def test_who_placed_writes_nothing_off(house: House) -> None:
    sent = owing(house, 5000)
    (made,) = collections.place_accounts(house.actor, [sent.claim.patient_id], AGENCY, on=ON)
    with pytest.raises(Refused, match="Who placed"):
        collections.write_off_batch(house.actor, made.batch_id, on=ON, reason="lost")


@pytest.mark.parametrize("sort", [MarkSort.DISPUTE, MarkSort.BANKRUPTCY, MarkSort.CHARITY_PENDING])
def test_nothing_is_placed_that_may_not_be_collected(house: House, sort: MarkSort) -> None:
    sent, free = owing(house, 5000, trace="T1"), owing(house, 5000, trace="T2")
    mark.set_mark(house.actor, sent.claim.patient_id, sort, on=ON, why="told by phone")
    with pytest.raises(Refused, match="may not be placed"):
        placed(house, sent, free)
    assert totals(house).get("collections", 0) == 0


def test_money_that_is_taken_off_a_placed_debt_is_the_agencys_again(house: House) -> None:
    sent = owing(house, 5000)
    placed(house, sent)
    receipt: Receipt = take(house, sent, 2000)
    (laid,) = collections.lay_agency_money(biller(house), receipt.id, on=ON)
    collect.take_off(house.actor, [laid.id], on=ON, reason="meant for another")
    assert totals(house)["collections"] == 5000
    assert faults(house, on=ON) == []


def test_an_agency_has_a_name(house: House) -> None:
    sent = owing(house, 5000)
    for name in ("", "=cmd()", "x" * 61):
        with pytest.raises(Refused, match="usable name"):
            collections.place_accounts(biller(house), [sent.claim.patient_id], name, on=ON)
    assert placed(house, sent)[0].agency == AGENCY


def test_a_bill_is_placed_whole_but_for_what_may_not_be_asked(house: House) -> None:
    one, two, three = (owing(house, 5000, trace=trace) for trace in ("T1", "T2", "T3"))
    with books(house.practice.id) as session:
        parent, *children = (session.get(Patient, sent.claim.patient_id) for sent in (one, two, three))
    answers = Guarantor(parent.name, "01", parent.address, patient_id=parent.id)
    supersede(house, *(replace(child, version=2, guarantor=answers) for child in children))
    mark.set_mark(house.actor, children[1].id, MarkSort.CONFIDENTIAL, on=ON, why="asked by the patient")
    made = collections.place_bills(biller(house), [parent.id], AGENCY, on=ON)
    assert {each.patient_id for each in made} == {parent.id, children[0].id}
    assert totals(house)["collections"] == 10_000


@pytest.mark.parametrize("planted", [{"state": PlacementState.RECALLED}, {"cents": 4_999}])
def test_verify_finds_a_debt_that_is_not_placed_as_it_says(
    house: House, planted: dict[str, PlacementState | int]
) -> None:
    (made,) = placed(house, owing(house, 5000))
    assert faults(house, on=ON) == []
    supersede(house, replace(made, version=2, **planted))  # type: ignore[arg-type]
    assert any("debt placed otherwise" in one for one in faults(house, on=ON))


@pytest.mark.parametrize("is_lost", [False, True])
def test_money_that_bounces_after_the_placement_ended_is_owed_here_again(
    house: House, *, is_lost: bool
) -> None:
    sent = owing(house, 5000)
    (made,) = placed(house, sent)
    draft = Receipt(0, sent.claim.patient_id, "check", 2000, ON, "desk", reference="77")
    receipt = collect.take_receipt(house.actor, draft, on=ON)
    collections.lay_agency_money(biller(house), receipt.id, on=ON)
    close.deposit_receipts(house.actor, on=ON)
    if is_lost:
        collections.write_off_batch(manager(house), made.batch_id, on=ON, reason="lost")
    else:
        collections.recall_batch(biller(house), made.batch_id, on=ON, reason="ours again")
    owed = balances(house, sent).get("patient_ar", 0)
    returned.return_receipt(house.actor, receipt.id, 2000, on=ON, reason="bounced")
    assert faults(house, on=ON) == []
    assert collections.tend_placements(house.actor, on=ON) == 1
    assert collections.tend_placements(house.actor, on=ON) == 0
    assert balances(house, sent)["patient_ar"] == owed + 2000
    assert totals(house).get("collections", 0) == 0
    assert faults(house, on=ON) == []
