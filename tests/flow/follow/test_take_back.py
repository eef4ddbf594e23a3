"""A charge in error is taken back without a cent of cash moving, whatever its claim has come to."""

import pytest

from almoner.core.charge import ChargeLine, SuperbillLine
from almoner.core.chart import Visit
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.denial import Denial, DenialState
from almoner.core.plan import Task, TaskState
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.collect import collect
from almoner.flow.follow import take_back
from almoner.flow.follow.take_back import Fate
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.flow.cycle import LINE, MEDICARE, Sent, balances, faults, now, pay, sent_claim, standing, totals
from tests.flow.files import Decided, Payment, Served, mirrored
from tests.flow.follow.test_follow import ON
from tests.flow.owing import take
from tests.practices import DAY, House, add_patient, new_house, visit_of

OTHER = SuperbillLine("93000", 1, 4000, (1,))


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def charged(house: House, *covered: tuple[str, str]) -> tuple[Visit, list[ChargeLine]]:
    visit = visit_of(house, add_patient(house, *covered), LINE, OTHER)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    with books(house.practice.id) as session:
        return visit, session.find(ChargeLine, visit_id=visit.id, order="sequence")


def open_work(house: House, what: str) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, what=what, state=TaskState.OPEN)


def last_revision(house: House, claim_id: int) -> ClaimRevision:
    with books(house.practice.id) as session:
        return session.get(ClaimRevision, session.get(Claim, claim_id).revision_id)


def decided(house: House) -> Sent:
    sent = sent_claim(house, LINE, OTHER)
    served = (Served(sent.lines[0], 15000, ()), Served(sent.lines[1], 4000, ()))
    pay(house, Payment("MCR01", "T1", [Decided(sent.claim, served)]), on=ON)
    assert now(house, sent).state is ClaimState.PAID
    return sent


def test_a_line_is_taken_back_and_stays_readable(house: House) -> None:
    _, (first, other) = charged(house, MEDICARE)
    before = totals(house)["revenue"]
    take_back.take_back(house.actor, other.id, on=DAY, reason="  not  done ")
    with books(house.practice.id) as session:
        line = session.get(ChargeLine, other.id)
    assert (line.taken_back_on, line.taken_back_by, line.taken_back_why) == (
        DAY,
        house.actor.name,
        "not done",
    )
    assert (line.version, line.charge_cents, line.code) == (2, 4000, "93000")
    assert totals(house)["revenue"] - before == 4000
    assert totals(house) == {"payer_ar:1": first.charge_cents, "revenue": -first.charge_cents}


def test_a_claim_is_built_without_it(house: House) -> None:
    visit, (first, other) = charged(house, MEDICARE)
    take_back.take_back(house.actor, other.id, on=DAY, reason="not done")
    (built,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    assert [one.line_id for one in last_revision(house, built.id).lines] == [first.id]
    assert faults(house) == []


def test_a_visit_of_which_nothing_stands_has_no_claim(house: House) -> None:
    visit, lines = charged(house, MEDICARE)
    for line in lines:
        take_back.take_back(house.actor, line.id, on=DAY, reason="wrong patient")
    assert claim.build_claims(house.actor, [visit.id], on=DAY) == []
    assert totals(house) == {}
    assert faults(house) == []


def test_a_claim_that_has_not_gone_is_built_anew_and_then_withdrawn(house: House) -> None:
    visit, (first, other) = charged(house, MEDICARE)
    (built,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    assert [one.fate for one in take_back.look(house.actor, other.id).claims] == [Fate.REBUILT]
    take_back.take_back(house.actor, other.id, on=DAY, reason="not done")
    revision = last_revision(house, built.id)
    assert (revision.frequency, [one.line_id for one in revision.lines]) == ("1", [first.id])
    take_back.take_back(house.actor, first.id, on=DAY, reason="not done")
    with books(house.practice.id) as session:
        assert session.get(Claim, built.id).state is ClaimState.VOIDED
    assert faults(house) == []


def test_a_claim_on_its_way_is_waited_for(house: House) -> None:
    sent = sent_claim(house)
    before = standing(house)
    with pytest.raises(Refused, match="on its way"):
        take_back.take_back(house.actor, sent.lines[0].id, on=DAY, reason="not done")
    assert standing(house) == before


def test_a_decided_claim_is_replaced_and_the_cash_stays(house: House) -> None:
    sent = decided(house)
    cash = totals(house)["cash"]
    take_back.take_back(house.actor, sent.lines[1].id, on=ON, reason="not done")
    revision = last_revision(house, sent.claim.id)
    assert (revision.frequency, revision.original_ref) == ("7", "PCN1")
    assert [one.line_id for one in revision.lines] == [sent.lines[0].id]
    assert totals(house)["cash"] == cash
    assert balances(house, sent)["payer_ar:1"] == -4000
    assert now(house, sent).state is ClaimState.READY
    assert faults(house, on=ON) == []


def test_what_was_refused_of_it_is_over(house: House) -> None:
    sent = sent_claim(house, LINE, OTHER)
    refused = tuple(Served(line, 0, (("CO", "50", line.charge_cents),)) for line in sent.lines)
    pay(house, Payment("MCR01", "T1", [Decided(sent.claim, refused)]), on=ON)
    assert now(house, sent).state is ClaimState.DENIED
    take_back.take_back(house.actor, sent.lines[1].id, on=ON, reason="not done")
    with books(house.practice.id) as session:
        states = {one.line_id: one.state for one in session.find(Denial, claim_id=sent.claim.id)}
    assert states == {sent.lines[0].id: DenialState.RESENT, sent.lines[1].id: DenialState.SETTLED}
    assert balances(house, sent) == {"payer_ar:1": 15000, "revenue": -15000}
    assert faults(house, on=ON) == []


@pytest.mark.parametrize("is_together", [True, False])
def test_the_payer_takes_its_decision_back_and_decides_on_the_rest(
    house: House, *, is_together: bool
) -> None:
    sent = decided(house)
    take_back.take_back(house.actor, sent.lines[1].id, on=ON, reason="not done")
    assert submit.submit_ready(house.actor, on=ON)
    first = Decided(sent.claim, (Served(sent.lines[0], 15000, ()), Served(sent.lines[1], 4000, ())))
    again = Decided(sent.claim, (Served(sent.lines[0], 15000, ()),))
    if is_together:
        pay(house, Payment("MCR01", "T2", [mirrored(first), again]), on=ON)
    else:
        pay(house, Payment("MCR01", "T2", [mirrored(first)]), on=ON)
        pay(house, Payment("MCR01", "T3", [again]), on=ON)
    assert balances(house, sent) == {"cash": 15000, "revenue": -15000}
    assert now(house, sent).state is ClaimState.PAID
    assert faults(house, on=ON) == []


def test_what_the_patient_paid_on_it_is_somebodys_when_the_payer_takes_its_decision_back(
    house: House,
) -> None:
    sent = sent_claim(house, LINE, OTHER)
    first, gone = sent.lines
    share = Served(gone, 2500, (("PR", "2", 1500),))
    both = Decided(sent.claim, (Served(first, 15000, ()), share))
    pay(house, Payment("MCR01", "T1", [both]), on=ON)
    take(house, sent, 500, on=ON)
    collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    take_back.take_back(house.actor, gone.id, on=ON, reason="not done")
    assert submit.submit_ready(house.actor, on=ON)
    again = Decided(sent.claim, (Served(first, 15000, ()),))
    pay(house, Payment("MCR01", "T2", [mirrored(both), again]), on=ON)
    (task,) = open_work(house, "refund_review")
    assert (task.patient_id, task.cents) == (sent.claim.patient_id, 500)
    assert faults(house, on=ON) == []


def test_p8_a_decided_claim_of_one_line_is_voided_at_its_payer(house: House) -> None:
    sent = sent_claim(house)
    pay(house, Payment("MCR01", "T1", [sent.paid(15000)]), on=ON)
    take_back.take_back(house.actor, sent.lines[0].id, on=ON, reason="not done")
    assert last_revision(house, sent.claim.id).frequency == "8"
    batch = submit.submit_ready(house.actor, on=ON)
    assert batch
    assert batch.claim_ids == (sent.claim.id,)
    assert faults(house, on=ON) == []
    pay(house, Payment("MCR01", "T2", [mirrored(sent.paid(15000))]), on=ON)
    assert now(house, sent).state is ClaimState.VOIDED
    assert open_work(house, "await_correction") == []
    assert balances(house, sent) == {}
    assert faults(house, on=ON) == []


def test_it_is_taken_back_once_by_a_biller_for_a_reason(house: House) -> None:
    _, (_, other) = charged(house, MEDICARE)
    with pytest.raises(Refused, match="reason"):
        take_back.take_back(house.actor, other.id, on=DAY, reason=" ")
    coder = Actor("cora", house.practice.id, frozenset({"coder"}))
    with pytest.raises(AccessDenied):
        take_back.take_back(coder, other.id, on=DAY, reason="not done")
    take_back.take_back(house.actor, other.id, on=DAY, reason="not done")
    before = standing(house)
    with pytest.raises(Refused, match="already"):
        take_back.take_back(house.actor, other.id, on=DAY, reason="not done")
    assert standing(house) == before
