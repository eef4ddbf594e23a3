"""What a payer answers about a silent claim: at work ends the silence, unknown does not."""

from datetime import timedelta

import pytest

from almoner.core.plan import Task, TaskState
from almoner.flow.follow import watch
from almoner.store.session import books
from tests.flow.cycle import now, sent_claim, take_in
from tests.flow.test_acknowledge import status
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
