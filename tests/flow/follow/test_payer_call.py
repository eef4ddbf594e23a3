"""A call to a payer is kept with who answered and its number, and the caller asks again on the day named."""

from datetime import timedelta

import pytest

from almoner.core.claim import Claim
from almoner.core.claim.payer_call import PayerCall
from almoner.core.plan import Task, TaskState
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.follow.payer_call import Asking, Call, ask, write_call
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.flow.cycle import Sent, faults, sent_claim, standing
from tests.practices import DAY, House, new_house

SOON = DAY + timedelta(days=10)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def biller(house: House) -> Actor:
    return Actor("dana", house.practice.id, frozenset({"biller"}))


def again(house: House, sent: Sent, state: TaskState = TaskState.OPEN) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, claim_id=sent.claim.id, what="payer_call", state=state)


def test_a_call_is_kept_and_the_caller_asks_again(house: House) -> None:
    sent = sent_claim(house)
    told = Call(" Marta ", "88120-4", "In process,\nask in ten days.", SOON)
    made = write_call(biller(house), sent.claim.id, told, on=DAY)
    with books(house.practice.id) as session:
        assert session.find(PayerCall, claim_id=sent.claim.id) == [made]
    assert (made.representative, made.said) == ("Marta", "In process, ask in ten days.")
    (task,) = again(house, sent)
    assert (task.owner, task.due_on, task.cents) == ("dana", SOON, sent.claim.total_cents)
    assert "88120-4" in task.why
    second = write_call(biller(house), sent.claim.id, Call("Luis", "", "Paid on the 12th."), on=SOON)
    assert second.next_on is None
    assert again(house, sent) == []
    assert [one.id for one in again(house, sent, TaskState.DONE)] == [task.id]
    assert faults(house) == []


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (Call("", "1", "said"), "Nobody is named"),
        (Call("M" * 81, "1", "said"), "Nobody is named"),
        (Call("Marta", "1" * 51, "said"), "too long"),
        (Call("Marta", "1", " "), "missing"),
        (Call("Marta", "1", "s" * 501), "missing"),
        (Call("Marta", "1", "said", DAY), "isn't to come"),
    ],
)
def test_what_says_too_little_or_too_much_is_refused(house: House, call: Call, why: str) -> None:
    sent = sent_claim(house)
    before = standing(house)
    with pytest.raises(Refused, match=why):
        write_call(biller(house), sent.claim.id, call, on=DAY)
    assert standing(house) == before


def test_a_coder_writes_no_call(house: House) -> None:
    coder = Actor("cleo", house.practice.id, frozenset({"coder"}))
    with pytest.raises(AccessDenied):
        write_call(coder, 1, Call("Marta", "", "said"), on=DAY)


def test_somebody_is_asked_to_call_and_the_call_ends_it(house: House) -> None:
    sent = sent_claim(house)
    task = ask(biller(house), sent.claim.id, Asking("Which payer is\nfirst?", "front_desk", SOON), on=DAY)
    assert (task.owner, task.due_on, task.cents) == ("front_desk", SOON, sent.claim.total_cents)
    assert task.why == "Ask the payer: Which payer is first?"
    assert again(house, sent) == [task]
    with books(house.practice.id) as session:
        assert session.get(Claim, sent.claim.id).version == sent.claim.version, "the claim stays where it is"
    with pytest.raises(Refused, match="Somebody is to call"):
        ask(biller(house), sent.claim.id, Asking("And since when?", "biller", SOON), on=DAY)
    write_call(biller(house), sent.claim.id, Call("Marta", "12", "The other one is first."), on=SOON)
    assert again(house, sent) == []
    assert faults(house) == []


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_kept(house: House) -> None:
    sent = sent_claim(house)
    before = standing(house)
    with pytest.raises(Refused) as caught:
        ask(biller(house), sent.claim.id, Asking("x" * 201, "nobody", None), on=DAY)
    assert [one.edit for one in caught.value.findings] == ["CALL-05", "CALL-06", "CALL-07"]
    with pytest.raises(Refused, match="is gone"):
        ask(biller(house), sent.claim.id, Asking("Why?", "biller", DAY - timedelta(1)), on=DAY)
    with pytest.raises(Refused) as caught:
        write_call(biller(house), sent.claim.id, Call("", "9" * 51, "", DAY), on=DAY)
    assert [one.edit for one in caught.value.findings] == ["CALL-01", "CALL-02", "CALL-03", "CALL-04"]
    assert standing(house) == before
