"""P39: work that goes round and round has a list of its own, and a note moves no day."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.claim import ClaimState
from almoner.core.plan import Plan, Task, TaskState
from almoner.flow.claim.mend_hold import HoldMend, LineMend, mend
from almoner.flow.patient.comment import write_on_claim
from almoner.store.commit import Cause, commit
from almoner.store.session import books
from tests.flow.claim.test_mend_hold import NEEDS_MARK, lines_of
from tests.flow.releases import pairs
from tests.flow.scrub.test_gate import built
from tests.practices import DAY, House, new_house
from tests.web.shelf import Shelf
from tests.web.test_balances import set_day

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]


def listed(client: "Client") -> list[str]:
    page = client.get("/work?view=in-vain&whose=all").content.decode()
    return re.findall(r'<span class="clip">([^<]+)', page)


def test_p39_what_is_put_off_or_handed_on_again_and_again_is_listed(sign_in: "SignIn") -> None:
    shelf = Shelf(name="Round and round")
    made = {times: shelf.task(why=f"touched {times} times") for times in (0, 2, 3)}
    shelf.lay()
    for times, task in made.items():
        for version in range(2, times + 2):
            with books(shelf.practice_id) as session:
                plan = Plan(on=DAY, records=(replace(task, version=version),))
                commit(session, plan, cause=Cause("work", "tester"))
    assert listed(sign_in("biller", practice_id=shelf.practice_id)) == ["touched 3 times"]


@pytest.fixture
def practice(store: object) -> House:
    assert store
    made = new_house()
    set_day(made, DAY)
    return made


def open_task(house: House, claim_id: int) -> Task:
    with books(house.practice.id) as session:
        (task,) = session.find(Task, claim_id=claim_id, state=TaskState.OPEN)
    return task


def test_p39_a_hold_that_is_mended_in_vain_is_listed_with_its_first_day(
    practice: House, sign_in: "SignIn"
) -> None:
    with pairs("2026", NEEDS_MARK):
        held = built(practice)
        first = lines_of(practice, held)[0]
        asked: date = open_task(practice, held.id).due_on
        client = sign_in("biller", practice_id=practice.practice.id)
        for times, letters in enumerate(("BA", "AB", "BA"), 1):
            assert len(listed(client)) == 0, times
            wanted = HoldMend(held.revision_id, (LineMend(first.id, (), letters),))
            still = mend(practice.actor, held.id, wanted, on=DAY)
            assert still.state is ClaimState.HELD
            held = still
        assert len(listed(client)) == 1
        write_on_claim(practice.actor, held.id, "The doctor looks at it.", on=DAY + timedelta(days=1))
        task = open_task(practice, held.id)
        assert (task.due_on, task.owner, bool(task.why)) == (asked, "biller", True)
