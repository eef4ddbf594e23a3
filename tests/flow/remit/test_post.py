"""A remittance posts whole or not at all, in whatever order its parts come, and is undone as a unit."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from almoner.core.claim import ClaimState
from almoner.core.denial import Denial, DenialState
from almoner.core.ledger import Posting
from almoner.core.plan import Task, TaskState
from almoner.core.remit import Remittance, RemittanceState
from almoner.flow.books import close
from almoner.flow.follow import follow
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.flow.remit.post import post, post_if_clean, preview, reverse, waiting
from almoner.store.commit import ClosedDay, StalePlan
from almoner.store.money.postings import postings_of
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, balances, faults, now, pay, sent_claim, standing, take_in, totals
from tests.flow.files import Decided, Payment, mirrored, paying
from tests.practices import House, new_house

ON = date(2026, 3, 16)
SECOND = ("CMA01", "CMA7788990")
SHARED = (("CO", "45", 5000), ("PR", "1", 2000))


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def net(postings: list[Posting]) -> dict[str, int]:
    """The balance of each account over some postings, without zeros."""
    sums: Counter[str] = Counter()
    for one in postings:
        sums[one.debit] += one.cents
        sums[one.credit] -= one.cents
    return {account: cents for account, cents in sums.items() if cents}


def open_work(house: House) -> list[str]:
    with books(house.practice.id) as session:
        found = session.find(Task, state=TaskState.OPEN)
    return sorted(task.what for task in found if task.what != "possible_duplicate")


def test_a_payment_moves_each_cent_to_its_place(house: House) -> None:
    sent = sent_claim(house)
    pay(house, Payment("MCR01", "T1", [sent.paid(8000, *SHARED)]), on=ON)
    assert now(house, sent).state is ClaimState.PAID
    assert balances(house, sent) == {"cash": 8000, "contractual": 5000, "patient_ar": 2000, "revenue": -15000}
    assert faults(house, on=ON) == []


def test_a_preview_writes_nothing_and_says_what_posting_does(house: House) -> None:
    sent = sent_claim(house)
    received = take_in(house, paying(house, Payment("MCR01", "T1", [sent.paid(8000, *SHARED)])), on=ON)
    (remittance_id,) = received.remittance_ids
    before = standing(house)
    seen = preview(house.actor, remittance_id, on=ON)
    assert standing(house) == before
    assert [one.id for one in waiting(house.actor)] == [remittance_id]
    made = post(house.actor, remittance_id, on=ON)
    told = [(one.debit, one.credit, one.cents, one.reason) for one in seen.plan.postings]
    assert told == [(one.debit, one.credit, one.cents, one.reason) for one in made.plan.postings]
    assert waiting(house.actor) == []


def test_what_is_posted_is_not_posted_again(house: House) -> None:
    sent = sent_claim(house)
    remittance_id = pay(house, Payment("MCR01", "T1", [sent.paid(15000)]), on=ON)
    before = standing(house)
    with pytest.raises(Refused, match="posted already"):
        post(house.actor, remittance_id, on=ON)
    assert post_if_clean(house.actor, remittance_id, on=ON) is False
    assert standing(house) == before


def test_a_batch_is_undone_as_a_unit(house: House) -> None:
    paid, denied = sent_claim(house), sent_claim(house)
    stranger = replace(paid.paid(1000, ("CO", "45", 14000)), control="A00000STRANGE")
    refused = denied.paid(0, ("CO", "197", 15000))
    payment = Payment("MCR01", "T1", [paid.paid(8000, *SHARED), refused, stranger])
    before = totals(house)
    remittance_id = pay(house, payment, on=ON)
    assert totals(house)["suspense"] == -1000
    assert open_work(house) == ["denial", "unknown_claim"]
    undone = reverse(house.actor, remittance_id, on=ON, reason="posted to the wrong practice")
    assert undone.state is RemittanceState.REVERSED
    assert totals(house) == before
    with books(house.practice.id) as session:
        assert net(postings_of(session, remittance_id=remittance_id)) == {}
        assert {one.state for one in session.find(Denial, claim_id=denied.claim.id)} == {
            DenialState.OVERTURNED
        }
    assert [now(house, one).state for one in (paid, denied)] == [ClaimState.REVERSED] * 2
    assert all(now(house, one).wait_until for one in (paid, denied))
    assert open_work(house) == ["undone_payment"]
    assert faults(house, on=ON) == []


def test_a_batch_is_undone_once_and_for_a_reason(house: House) -> None:
    sent = sent_claim(house)
    remittance_id = pay(house, Payment("MCR01", "T1", [sent.paid(15000)]), on=ON)
    with pytest.raises(Refused, match="needs a reason"):
        reverse(house.actor, remittance_id, on=ON, reason="  ")
    reverse(house.actor, remittance_id, on=ON, reason="a test")
    before = standing(house)
    with pytest.raises(Refused, match="Only a posted remittance"):
        reverse(house.actor, remittance_id, on=ON, reason="again")
    assert standing(house) == before


def test_what_a_later_claim_was_built_on_is_not_undone(house: House) -> None:
    sent = sent_claim(house, covered=(MEDICARE, SECOND))
    remittance_id = pay(house, Payment("MCR01", "T1", [sent.paid(8000, *SHARED)]), on=ON)
    follow.bill_next(house.actor, sent.claim.id, on=ON)
    before = standing(house)
    with pytest.raises(Refused):
        reverse(house.actor, remittance_id, on=ON, reason="a test")
    assert standing(house) == before


def test_a_payment_that_a_later_one_took_back_is_undone_after_it(house: House) -> None:
    sent = sent_claim(house)
    first = pay(house, Payment("MCR01", "T1", [sent.paid(8000, *SHARED)]), on=ON)
    changed = replace(sent.paid(9000, ("CO", "45", 6000)), payer_control="PCN2")
    second = pay(house, Payment("MCR01", "T2", [mirrored(sent.paid(8000, *SHARED)), changed]), on=ON)
    with pytest.raises(Refused):
        reverse(house.actor, first, on=ON, reason="a test")
    reverse(house.actor, second, on=ON, reason="a test")
    reverse(house.actor, first, on=ON, reason="a test")
    assert balances(house, sent) == {"payer_ar:1": 15000, "revenue": -15000}
    assert faults(house, on=ON) == []


def test_a_reversal_is_not_undone_under_the_decision_that_came_after_it(house: House) -> None:
    sent = sent_claim(house)
    decided = sent.paid(8000, *SHARED)
    pay(house, Payment("MCR01", "T1", [decided]), on=ON)
    back = pay(house, Payment("MCR01", "T2", [mirrored(decided)], levels=(("FB", "T2", -8000),)), on=ON)
    changed = replace(sent.paid(7000, ("CO", "45", 8000)), payer_control="PCN2")
    anew = pay(house, Payment("MCR01", "T3", [changed], levels=(("FB", "T2", 1000),)), on=ON)
    before = standing(house)
    with pytest.raises(Refused, match="decided anew"):
        reverse(house.actor, back, on=ON, reason="a test")
    assert standing(house) == before
    reverse(house.actor, anew, on=ON, reason="a test")
    reverse(house.actor, back, on=ON, reason="a test")
    assert balances(house, sent) == {"cash": 8000, "contractual": 5000, "patient_ar": 2000, "revenue": -15000}
    assert faults(house, on=ON) == []


def test_what_stands_again_is_taken_back_by_the_payer_as_if_nothing_had_been(house: House) -> None:
    sent = sent_claim(house)
    decided = sent.paid(8000, *SHARED)
    pay(house, Payment("MCR01", "T1", [decided]), on=ON)
    changed = replace(sent.paid(9000, ("CO", "45", 6000)), payer_control="PCN2")
    second = pay(house, Payment("MCR01", "T2", [mirrored(decided), changed]), on=ON)
    reverse(house.actor, second, on=ON, reason="a test")
    assert balances(house, sent) == {"cash": 8000, "contractual": 5000, "patient_ar": 2000, "revenue": -15000}
    third = replace(sent.paid(7000, ("CO", "45", 8000)), payer_control="PCN3")
    pay(house, Payment("MCR01", "T3", [mirrored(decided), third], levels=(("FB", "T1", -1000),)), on=ON)
    assert balances(house, sent) == {"cash": 7000, "contractual": 8000, "revenue": -15000}
    assert faults(house, on=ON) == []


def orders() -> list[tuple[int, ...]]:
    return [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]


@pytest.mark.parametrize("order", orders())
def test_a_decision_its_reversal_and_its_correction_end_alike_in_any_order(
    house: House, order: tuple[int, ...]
) -> None:
    sent = sent_claim(house)
    decided = sent.paid(8000, *SHARED)
    corrected = replace(sent.paid(9000, ("CO", "45", 4000), ("PR", "1", 2000)), payer_control="PCN2")
    told: list[list[Decided]] = [[decided], [mirrored(decided)], [corrected]]
    levels = [(), (("FB", "T1", -8000),), ()]
    for place in order:
        payment = Payment("MCR01", f"T{place}", told[place], levels=tuple(levels[place]))
        pay(house, payment, on=ON + timedelta(days=place))
    assert now(house, sent).state is ClaimState.PAID
    assert balances(house, sent) == {"cash": 9000, "contractual": 4000, "patient_ar": 2000, "revenue": -15000}
    assert totals(house).get("suspense", 0) == 0
    assert open_work(house) == []
    assert faults(house, on=ON + timedelta(days=3)) == []


def test_what_let_a_waiting_decision_be_laid_is_undone_after_it(house: House) -> None:
    """Undone before it, two decisions of one claim would stand."""
    sent = sent_claim(house)
    decided = sent.paid(8000, *SHARED)
    corrected = replace(sent.paid(9000, ("CO", "45", 4000), ("PR", "1", 2000)), payer_control="PCN2")
    pay(house, Payment("MCR01", "T1", [decided]), on=ON)
    waited = pay(house, Payment("MCR01", "T2", [corrected]), on=ON)
    freed = pay(house, Payment("MCR01", "T3", [mirrored(decided)], levels=(("FB", "T1", -8000),)), on=ON)
    after = balances(house, sent)
    with pytest.raises(Refused, match="had waited for it"):
        reverse(house.actor, freed, on=ON, reason="a test")
    assert balances(house, sent) == after
    reverse(house.actor, waited, on=ON, reason="a test")
    reverse(house.actor, freed, on=ON, reason="a test")
    assert balances(house, sent) == {"cash": 8000, "contractual": 5000, "patient_ar": 2000, "revenue": -15000}
    assert faults(house, on=ON) == []


@pytest.mark.parametrize("place", ["PCN1", "T1"])
def test_a_number_of_thousands_of_signs_keeps_no_payment_from_posting(house: House, place: str) -> None:
    chance, sent = Random(7), sent_claim(house)
    long = "".join(chance.choices("ABCDEFGHJKLMNP0123456789", k=9000)).encode()
    told = paying(house, Payment("MCR01", "T1", [sent.paid(8000, ("CO", "45", 7000))]))
    data = told.replace(f"*{place}*".encode(), b"*" + long + b"*")
    assert len(data) > 9000
    (remittance_id,) = take_in(house, data, on=ON).remittance_ids
    assert post(house.actor, remittance_id, on=ON).state is RemittanceState.POSTED
    assert balances(house, sent) == {"cash": 8000, "contractual": 7000, "revenue": -15000}
    assert faults(house, on=ON) == []


def test_a_closed_day_takes_no_posting(house: House) -> None:
    sent = sent_claim(house)
    file = paying(house, Payment("MCR01", "T1", [sent.paid(15000)]))
    (remittance_id,) = take_in(house, file, on=ON).remittance_ids
    for day in (sent.claim.since_on, ON):
        close.close_books(house.actor, on=day)
    before = standing(house)
    with pytest.raises(ClosedDay, match="open day"):
        post(house.actor, remittance_id, on=ON)
    assert standing(house) == before
    post(house.actor, remittance_id, on=ON + timedelta(days=1))
    assert now(house, sent).state is ClaimState.PAID


def test_a_record_that_was_changed_meanwhile_is_not_overwritten(house: House) -> None:
    sent = sent_claim(house)
    with books(house.practice.id) as session:
        from almoner.core.coverage import Coverage

        (coverage,) = session.find(Coverage, patient_id=sent.claim.patient_id)
    first, second = replace(coverage, group_number="G1"), replace(coverage, group_number="G2")
    register.change_coverage(house.actor, first, on=ON, reason="as it was seen")
    before = standing(house)
    with pytest.raises(StalePlan):
        register.change_coverage(house.actor, second, on=ON, reason="as it was seen")
    assert standing(house) == before


def test_only_what_is_certain_posts_by_itself(house: House) -> None:
    sent = sent_claim(house)
    unknown = replace(sent.paid(1000, ("CO", "45", 14000)), control="A00000STRANGE")
    file = paying(house, Payment("MCR01", "T1", [unknown]))
    (remittance_id,) = take_in(house, file, on=ON).remittance_ids
    before = standing(house)
    assert post_if_clean(house.actor, remittance_id, on=ON) is False
    assert standing(house) == before
    with books(house.practice.id) as session:
        assert session.get(Remittance, remittance_id).state is RemittanceState.RECEIVED


@pytest.mark.parametrize("claims", [1, 2])
def test_mt2_a_number_that_the_payer_cut_short_is_certain_where_one_claim_begins_so(
    claims: int, house: House
) -> None:
    made = [sent_claim(house) for _ in range(claims)]
    cut = made[0].claim.control[:6]
    assert all(one.claim.control.startswith(cut) for one in made)
    told = replace(made[0].paid(9000, ("CO", "45", 6000)), control=cut, payer_control="OTHER")
    pay(house, Payment("MCR01", "T1", [told]), on=ON)
    held = 0 if claims == 1 else -9000
    assert (balances(house, made[0]).get("payer_ar:1", 0), totals(house).get("suspense", 0)) == (
        0 if claims == 1 else 15000,
        held,
    )
    assert faults(house, on=ON) == []
