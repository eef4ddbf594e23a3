"""An amount in suspense in parts: they come to the whole, whatever its sign and its size."""

from datetime import date
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect.divide import Division, Part, divide, divide_faults, unite
from almoner.core.collect.suspense import HeldCash
from almoner.core.ledger import Reason, Subject
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Task, TaskState
from almoner.core.remit.history import PART

ON = date(2026, 3, 16)
AMOUNTS = st.integers(2, 10**9).flatmap(
    lambda whole: st.tuples(st.just(whole), st.lists(st.integers(1, whole), min_size=1, max_size=5))
)


def held_of(cents: int, reason: Reason) -> HeldCash:
    posting = post(Effect(reason, cents, Subject(remittance_id=5), "era:5:1:s", element="7/04"), on=ON)
    task = Task(9, "unknown_claim", "advice", 6, "Why.", "biller", ON, ON, cents=cents)
    return HeldCash(posting, "era:5:1", task, posting.key)


@given(AMOUNTS, st.sampled_from([1, -1]), st.sampled_from([Reason.SUSPENDED_CASH, Reason.PROVIDER_SUSPENSE]))
def test_parts_come_to_the_whole_and_back(amounts: tuple[int, list[int]], sign: int, reason: Reason) -> None:
    held = held_of(sign * amounts[0], reason)
    toward = 1 if held.cents > 0 else -1
    parts = [Part(toward * each, "A part.") for each in amounts[1]]
    is_too_much = sum(amounts[1]) > amounts[0]
    is_whole = len(parts) == 1 and amounts[1] == [amounts[0]]
    assert bool(divide_faults(held, parts)) == (is_too_much or is_whole)
    if is_too_much or is_whole:
        return
    plan = divide(held, parts, by="bea", ids=count(100), on=ON)
    out, *made = plan.postings
    done, *work = plan.tasks
    found = [
        HeldCash(posting, held.root, task, posting.key) for posting, task in zip(made, work, strict=True)
    ]
    assert sum(one.cents for one in found) == held.cents
    assert all(one.is_owned and one.task.what == PART and one.posting.element == "7/04" for one in found)
    assert (out.reverses, done.state) == (held.posting.key, TaskState.DONE)
    back = unite(Division(tuple(found), out, done), by="bea", ids=count(200), on=ON)
    assert {one.reverses for one in back.postings} == {out.key, *(one.key for one in made)}
    assert (back.tasks[-1].what, back.tasks[-1].cents) == (held.task.what, held.task.cents)
