"""A refused line among paid ones goes to the payer whose it is, and the paid claim stays as it is."""

from dataclasses import replace

import pytest

from almoner.core.charge import SuperbillLine
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.coverage.put_first import Stance
from almoner.core.denial import Denial, DenialState
from almoner.flow.claim import submit
from almoner.flow.claim.claim import folder_of
from almoner.flow.claim.look_claim import claim as look_claim
from almoner.flow.follow import follow
from almoner.flow.follow.correction import Correction
from almoner.flow.follow.other_payer import bill_other
from almoner.flow.follow.other_payer_undone import take_back
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.flow.cycle import LINE, MEDICARE, Sent, balances, faults, now, pay, sent_claim
from tests.flow.files import Decided, Payment, Served
from tests.flow.follow.test_other_payer import ON, SECOND, policies, wish, work
from tests.practices import House, new_house

SHOT = SuperbillLine("20610", 1, 20000, (1,))
PAID_ONE = ("CO", "45", 5000)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def decided(house: House, *of_second: tuple[str, str, int], paid: int = 0, share: int = 0) -> Sent:
    """A claim of two lines: Medicare paid the first, and says this of the second."""
    sent = sent_claim(house, LINE, SHOT, covered=(MEDICARE, SECOND))
    first, second = sent.lines
    own = (PAID_ONE, ("PR", "2", share)) if share else (PAID_ONE,)
    told = Decided(
        sent.claim, (Served(first, 10000 - share, own), Served(second, paid, of_second)), status="1"
    )
    pay(house, Payment("MCR01", "T1", [told]), on=ON)
    return sent


def line_billed(house: House, sent: Sent) -> Claim:
    (fresh,) = bill_other(house.actor, sent.claim.id, wish(house, sent, Stance.ASIDE), on=ON)
    return fresh


def test_the_line_goes_alone_and_the_paid_claim_stays(house: House) -> None:
    sent = decided(house, ("CO", "109", 20000))
    before = now(house, sent)
    assert (before.state, work(house)) == (ClaimState.DENIED, ["denial"])
    fresh = line_billed(house, sent)
    old = now(house, sent)
    assert (old.state, old.total_cents, old.revision_id) == (ClaimState.PAID, 35000, before.revision_id)
    assert fresh.control in old.cause
    assert (fresh.state, fresh.total_cents, fresh.rank) == (ClaimState.READY, 20000, 2)
    with books(house.practice.id) as session:
        (denial,) = session.find(Denial, claim_id=old.id)
        revision = session.get(ClaimRevision, fresh.revision_id)
    assert [line.code for line in revision.lines] == ["20610"]
    assert [(other.payer.rank, other.is_passed_over) for other in revision.others] == [(1, True)]
    assert denial.state is DenialState.SETTLED
    assert denial.outcome.startswith("billed to the right payer, Commonwealth PPO")
    assert [one.version for one in policies(house, sent)] == [1, 1]
    assert balances(house, sent) == {
        "cash": 10000,
        "contractual": 5000,
        "payer_ar:2": 20000,
        "revenue": -35000,
    }
    assert (work(house), faults(house, on=ON)) == ([], [])


def test_the_other_payer_pays_the_line_and_the_books_balance(house: House) -> None:
    sent = decided(house, ("CO", "109", 20000))
    fresh = line_billed(house, sent)
    submit.submit_ready(house.actor, on=ON)
    own = Sent(fresh, sent.lines[1:])
    pay(house, Payment("CMA01", "S1", [own.paid(12000, ("CO", "45", 8000))]), on=ON)
    assert now(house, own).state is ClaimState.PAID
    assert balances(house, sent) == {"cash": 22000, "contractual": 13000, "revenue": -35000}
    assert (work(house), faults(house, on=ON)) == ([], [])


def test_the_paid_claim_tells_the_line_to_nobody_any_more(house: House) -> None:
    sent = decided(house, ("CO", "109", 20000))
    line_billed(house, sent)
    with books(house.practice.id) as session:
        folder = folder_of(session, session.get(Claim, sent.claim.id))
    assert [line.code for line in folder.lines] == ["99213"]


def test_the_share_of_a_paid_line_goes_to_the_next_payer_without_the_line_that_went(house: House) -> None:
    sent = decided(house, ("CO", "109", 20000), share=2000)
    assert work(house) == ["bill_next_payer", "denial"]
    fresh = line_billed(house, sent)
    assert work(house) == ["bill_next_payer"]
    (later,) = follow.bill_next(house.actor, sent.claim.id, on=ON)
    with books(house.practice.id) as session:
        revision = session.get(ClaimRevision, later.revision_id)
    assert [line.code for line in revision.lines] == ["99213"]
    assert (later.state, later.prior_claim_id) == (ClaimState.READY, sent.claim.id)
    assert balances(house, sent) == {
        "cash": 8000,
        "contractual": 5000,
        "payer_ar:2": 22000,
        "revenue": -35000,
    }
    submit.submit_ready(house.actor, on=ON)
    paid = [
        Sent(fresh, sent.lines[1:]).paid(12000, ("CO", "45", 8000)),
        Sent(later, sent.lines[:1]).paid(2000, ("OA", "23", 13000)),
    ]
    pay(house, Payment("CMA01", "S1", paid), on=ON)
    assert balances(house, sent) == {"cash": 22000, "contractual": 13000, "revenue": -35000}
    assert (work(house), faults(house, on=ON)) == ([], [])


def test_taken_back_the_refusal_is_work_again(house: House) -> None:
    sent = decided(house, ("CO", "109", 20000))
    before, asked = balances(house, sent), work(house)
    fresh = line_billed(house, sent)
    take_back(house.actor, sent.claim.id, on=ON, reason="mistaken")
    with books(house.practice.id) as session:
        (denial,) = session.find(Denial, claim_id=sent.claim.id)
        assert session.get(Claim, fresh.id).state is ClaimState.VOIDED
        folder = folder_of(session, session.get(Claim, sent.claim.id))
    assert (now(house, sent).state, denial.state, len(folder.lines)) == (
        ClaimState.DENIED,
        DenialState.OPEN,
        2,
    )
    assert (balances(house, sent), work(house), faults(house, on=ON)) == (before, asked, [])
    assert line_billed(house, sent).state is ClaimState.READY
    assert faults(house, on=ON) == []


def test_what_has_left_or_changed_since_is_not_taken_back(house: House) -> None:
    sent = decided(house, ("CO", "109", 20000))
    line_billed(house, sent)
    submit.submit_ready(house.actor, on=ON)
    with pytest.raises(Refused, match="has left"):
        take_back(house.actor, sent.claim.id, on=ON, reason="mistaken")


def test_money_on_that_very_line_comes_back_first(house: House) -> None:
    sent = decided(house, ("CO", "109", 15000), paid=5000)
    assert not look_claim(house.actor, sent.claim.id, on=ON).is_elsewhere
    with books(house.practice.id) as session:
        (denial,) = session.find(Denial, claim_id=sent.claim.id)
    assert denial.next_step == "call_payer"
    with pytest.raises(Refused, match="take its decision back"):
        line_billed(house, sent)


def test_a_line_that_can_go_is_proposed(house: House) -> None:
    sent = decided(house, ("CO", "109", 20000))
    assert look_claim(house.actor, sent.claim.id, on=ON).is_elsewhere


def test_a_payer_that_pays_behind_decides_the_whole_anew(house: House) -> None:
    sent = decided(house, ("CO", "22", 20000))
    assert not look_claim(house.actor, sent.claim.id, on=ON).is_elsewhere
    with pytest.raises(Refused, match="pays behind"):
        line_billed(house, sent)


@pytest.mark.parametrize("stance", [Stance.BEHIND, Stance.ENDED])
def test_the_policy_on_which_others_were_decided_stays(house: House, stance: Stance) -> None:
    sent = decided(house, ("CO", "109", 20000))
    with pytest.raises(Refused, match="stays as it is"):
        bill_other(house.actor, sent.claim.id, wish(house, sent, stance), on=ON)


def test_a_line_refused_for_another_reason_stays(house: House) -> None:
    sent = decided(house, ("CO", "50", 20000))
    with pytest.raises(Refused, match="take its decision back"):
        line_billed(house, sent)


def test_another_refusal_of_the_claim_stays_its_work(house: House) -> None:
    sent = sent_claim(house, LINE, SHOT, SuperbillLine("93000", 1, 5000, (1,)), covered=(MEDICARE, SECOND))
    first, second, third = sent.lines
    told = Decided(
        sent.claim,
        (
            Served(first, 10000, (PAID_ONE,)),
            Served(second, 0, (("CO", "109", 20000),)),
            Served(third, 0, (("CO", "50", 5000),)),
        ),
    )
    pay(house, Payment("MCR01", "T1", [told]), on=ON)
    fresh = line_billed(house, sent)
    assert (fresh.total_cents, now(house, sent).state, work(house)) == (20000, ClaimState.DENIED, ["denial"])
    assert faults(house, on=ON) == []
    take_back(house.actor, sent.claim.id, on=ON, reason="mistaken")
    assert (now(house, sent).state, work(house)) == (ClaimState.DENIED, ["denial", "denial"])
    assert faults(house, on=ON) == []


def test_a_correction_on_its_way_keeps_the_line(house: House) -> None:
    sent = decided(house, ("CO", "109", 20000))
    follow.correct(house.actor, sent.claim.id, Correction(authorization="A1"), on=ON, reason="asked")
    with pytest.raises(Refused, match="waits to go"):
        line_billed(house, sent)


def test_a_replacement_of_the_paid_claim_asks_for_what_is_left(house: House) -> None:
    sent = decided(house, ("CO", "109", 20000))
    line_billed(house, sent)
    follow.correct(house.actor, sent.claim.id, Correction(authorization="A1"), on=ON, reason="asked")
    with books(house.practice.id) as session:
        revision = session.get(ClaimRevision, now(house, sent).revision_id)
    assert (revision.frequency, [line.code for line in revision.lines]) == ("7", ["99213"])
    with pytest.raises(Refused, match="changed since"):
        take_back(house.actor, sent.claim.id, on=ON, reason="mistaken")
    assert faults(house, on=ON) == []


def test_a_refused_look_keeps_the_mark(house: House) -> None:
    sent = decided(house, ("CO", "109", 20000))
    chosen = replace(wish(house, sent, Stance.ASIDE), mark="1.1")
    with pytest.raises(Refused, match="changed since you looked"):
        bill_other(house.actor, sent.claim.id, chosen, on=ON)
