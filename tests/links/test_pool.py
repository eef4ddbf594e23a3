"""Batch work comes out in order, whole or with its own error, and no process is left behind."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from almoner.links.pool import AHEAD, Here, Pool, Processes, WorkFailed


def square(number: int) -> int:
    """Slower for the first ones, so that results come out of order."""
    time.sleep(0.02 if number < 2 else 0)
    return number * number


def fail_at_three(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


def fail_strangely(number: int) -> int:
    class Local(Exception):
        """Cannot be carried to another process."""

    raise Local(number)


def die(number: int) -> int:
    os._exit(number)


def note_start(number: int) -> None:
    os.environ["POOL_NUMBER"] = str(number)


def number_of(_: int) -> str:
    time.sleep(0.01)
    return os.environ["POOL_NUMBER"]


@pytest.fixture(scope="module")
def pool() -> Iterator[Processes]:
    with Processes(2, prepare=note_start) as made:
        yield made


def test_results_come_in_order_from_either_pool(pool: Processes) -> None:
    pools: list[Pool] = [Here(), pool]
    for each in pools:
        assert list(each.map(square, range(9))) == [number * number for number in range(9)]


def test_every_process_is_prepared_and_works(pool: Processes) -> None:
    seen: set[str] = set()
    while seen != {"0", "1"}:  # a busy machine may give all of them to one
        seen.update(pool.map(number_of, range(4)))


def test_inputs_are_drawn_as_results_are_taken(pool: Processes) -> None:
    drawn: list[int] = []

    def inputs() -> Iterator[int]:
        for number in range(1000):
            drawn.append(number)
            yield number

    results = pool.map(square, inputs())
    assert next(results) == 0
    assert len(drawn) <= 2 * AHEAD + 1
    results.close()  # type: ignore[attr-defined]


def test_a_failure_is_raised_in_its_place_and_the_pool_goes_on(pool: Processes) -> None:
    taken: list[int] = []
    with pytest.raises(ValueError, match="three"):
        taken.extend(pool.map(fail_at_three, range(9)))
    assert taken == [0, 1, 2] or not taken
    assert list(pool.map(square, [5, 6])) == [25, 36]


def test_an_error_that_cannot_travel_is_named(pool: Processes) -> None:
    with pytest.raises(WorkFailed, match="Local"):
        list(pool.map(fail_strangely, [1]))


def test_a_process_that_dies_is_told_and_none_is_left() -> None:
    with Processes(1) as dying:
        (pid,) = dying.pids
        with pytest.raises(WorkFailed, match="ended"):
            list(dying.map(die, [7]))
    assert not Path(f"/proc/{pid}").exists()


def test_nothing_is_done_with_nothing(pool: Processes) -> None:
    assert list(pool.map(square, [])) == []
