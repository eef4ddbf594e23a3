"""What a payer answers about a silent claim: at work ends the silence, unknown does not. One that can't be
asked about keeps no other from being asked.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from almoner.core.claim import Claim, ClaimRevision
from almoner.core.plan import Task, TaskState
from almoner.core.wire.interchange import Interchange
from almoner.flow.exchange import status as asking
from almoner.flow.follow.follow import watch
from almoner.store.session import books
from tests.flow.cycle import Sent, faults, now, sent_claim, supersede, take_in
from tests.flow.exchange.test_acknowledge import status
from tests.practices import DAY, House, new_house

LATE = DAY + timedelta(days=10)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def silent(house: House) -> int:
    with books(house.practice.id) as session:
        return len(session.find(Task, what="silent_claim", state=TaskState.OPEN))


def test_an_answer_that_it_is_in_work_ends_the_silence(house: House) -> None:
    sent = sent_claim(house)
    watch(house.actor, on=LATE)
    assert silent(house) == 1
    take_in(house, status(house, sent.claim), on=LATE)
    assert silent(house) == 0


def test_a_payer_that_has_no_such_claim_ends_nothing(house: House) -> None:
    sent = sent_claim(house)
    watch(house.actor, on=LATE)
    waiting = now(house, sent)
    unknown = status(house, sent.claim).replace(b"STC*P1:20", b"STC*A4:35")
    take_in(house, unknown, on=LATE)
    assert silent(house) == 1
    told = now(house, sent)
    assert told.cause.startswith("noted: ")
    assert told.wait_until == waiting.wait_until


def nameless(house: House, sent: Sent) -> Claim:
    """A claim on its way whose payer had no name when it was frozen."""
    claim = now(house, sent)
    with books(house.practice.id) as session:
        revision = session.get(ClaimRevision, claim.revision_id)
        new_id = next(session.ids())
    frozen = replace(revision, id=new_id, number=2, payer=replace(revision.payer, name=""))
    moved = replace(claim, version=claim.version + 1, cause="noted", revision_id=new_id, revision_number=2)
    supersede(house, moved, frozen)
    return moved


def test_of_a_claim_that_cannot_be_asked_about_its_task_says_why_and_the_rest_are_asked(house: House) -> None:
    bad, good = nameless(house, sent_claim(house)), now(house, sent_claim(house))
    for _ in range(2):
        assert asking.ask_status(house.actor, [bad.id, good.id], on=DAY) == 1
    with books(house.practice.id) as session:
        (task,) = session.find(Task, claim_id=bad.id, state=TaskState.OPEN)
        files = session.find(Interchange, direction="out", about="276")
        contents = [session.content(one.id).decode() for one in files]
    assert (task.what, task.owner) == ("silent_claim", "biller")
    assert "(G-EL-20)" in task.why
    assert [(bad.control in each, good.control in each) for each in contents] == [(False, True)] * 2
    assert faults(house) == []


def test_a_silence_that_has_an_owner_is_told_why_nobody_was_asked(house: House) -> None:
    bad = nameless(house, sent_claim(house))
    watch(house.actor, on=LATE)
    for _ in range(2):
        assert asking.ask_status(house.actor, [bad.id], on=LATE) == 0
    with books(house.practice.id) as session:
        (task,) = session.find(Task, claim_id=bad.id, state=TaskState.OPEN)
    assert task.why.startswith("Nobody has acknowledged")
    assert task.why.count("can't be asked") == 1
    assert faults(house, on=LATE) == []
