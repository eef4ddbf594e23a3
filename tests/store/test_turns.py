"""One thread for works that may not meet: what somebody waits for goes first, and what fails is told."""

import threading
from functools import partial

import pytest

from almoner.store.turns import Turns


def test_what_is_waited_for_goes_before_what_is_not_and_each_kind_keeps_its_order() -> None:
    turns, gate = Turns(), threading.Event()
    done: list[str] = []
    turns.later(gate.wait)
    patient = [turns.later(partial(done.append, each)) for each in ("lay 1", "lay 2")]
    urgent = [turns.next(partial(done.append, each)) for each in ("read 1", "read 2")]
    gate.set()
    for future in (*urgent, *patient):
        future.result(timeout=120)
    turns.close()
    assert done == ["read 1", "read 2", "lay 1", "lay 2"]


def test_a_work_that_fails_tells_who_waits_for_it_and_stops_no_other() -> None:
    turns = Turns()
    failing, other = turns.later(lambda: 1 // 0), turns.later(lambda: "laid")
    assert other.result(timeout=120) == "laid"
    with pytest.raises(ZeroDivisionError):
        failing.result(timeout=120)
    turns.close()


def test_what_has_not_begun_when_the_turns_end_never_does() -> None:
    turns, gate, begun, done = Turns(), threading.Event(), threading.Event(), []

    def first() -> None:
        begun.set()
        gate.wait(120)
        done.append("first")

    turns.later(first)
    left = turns.later(lambda: done.append("second"))
    assert begun.wait(120)
    closing = threading.Thread(target=turns.close)
    closing.start()
    while not turns.is_closed:
        closing.join(0.01)
    gate.set()
    closing.join(120)
    assert done == ["first"]
    assert not left.done()
