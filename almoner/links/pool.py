"""The seam for batch work: a function over many inputs, in this process or on several of this machine's.

Promises that results come in the order of the inputs, that few inputs are drawn ahead of the result that is
waited for, that what fails for one input is raised here, and that no process outlives its pool, nor this one.
"""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

A = TypeVar("A")
R = TypeVar("R")
AHEAD = 2
"""Inputs per process that are drawn before their results are wanted."""


class WorkFailed(RuntimeError):
    """A process ended in the middle of its work, or failed in a way that cannot be carried over."""


class Pool(Protocol):
    """Where batch work runs. A function and its inputs may cross to another process: both are plain data."""

    def map(self, work: Callable[[A], R], inputs: Iterable[A]) -> Iterator[R]:
        """Yield the result for each input, in their order; raises what the first to fail raised."""


class Here:
    """The pool that is this process: one input after the other, as each result is asked for."""

    def map(self, work: Callable[[A], R], inputs: Iterable[A]) -> Iterator[R]:
        """Yield the result for each input."""
        return map(work, inputs)


class Processes:
    """A pool of processes of this machine, started at once and ended with the block.

    `prepare` is called first in each, with its number from 0: to open what the work needs.
    """

    def __init__(self, count: int, *, prepare: Callable[[int], None] | None = None) -> None:
        assert count > 0, "a pool has a process"
        context = multiprocessing.get_context("spawn")  # a fork would share sockets and locks
        self._ends: list[Connection] = []
        self._processes: list[BaseProcess] = []
        for number in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, prepare, number), daemon=True)
            process.start()
            theirs.close()
            self._ends.append(ours)
            self._processes.append(process)

    @property
    def pids(self) -> list[int]:
        """The process ids, for measuring."""
        return [process.pid for process in self._processes if process.pid]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del error, trace
        for end in self._ends:
            end.close()
        for process in self._processes:
            if kind is not None:
                process.terminate()
            process.join()

    def map(self, work: Callable[[A], R], inputs: Iterable[A]) -> Iterator[R]:
        """Yield the result for each input, in their order; an idle process takes the next one."""
        waiting = iter(inputs)
        turn = _Turn(list(self._ends))
        try:
            while turn.has_more(waiting, work):
                yield turn.result()
        finally:
            turn.drain()


class _Turn:
    """One pass over inputs: who works on which, and the results that came before their turn."""

    def __init__(self, idle: list[Connection]) -> None:
        self._idle = idle
        self._most = AHEAD * len(idle)
        self._under_way: dict[Connection, int] = {}
        self._done: dict[int, tuple[bool, Any]] = {}
        self._given = self._taken = 0

    def has_more(self, waiting: Iterator[A], work: Callable[[A], R]) -> bool:
        """Give inputs to idle processes; False when every result was taken."""
        while self._idle and self._given < self._taken + self._most:
            try:
                wanted = next(waiting)
            except StopIteration:
                break
            end = self._idle.pop()
            self._under_way[end] = self._given
            self._given += 1
            end.send((work, wanted))
        return self._taken < self._given

    def result(self) -> Any:
        """Wait for the result whose turn it is; raises what its work raised."""
        while self._taken not in self._done:
            self._collect()
        is_good, result = self._done.pop(self._taken)
        self._taken += 1
        if is_good:
            return result
        raise result

    def drain(self) -> None:
        """Wait for what is under way and drop it, so that the processes are free for another pass."""
        while self._under_way:
            self._collect()

    def _collect(self) -> None:
        for end in wait(list(self._under_way)):
            assert isinstance(end, Connection), "only our own ends are waited for"
            place = self._under_way.pop(end)
            try:
                self._done[place] = end.recv()
                self._idle.append(end)
            except EOFError:
                self._done[place] = (
                    False,
                    WorkFailed("a process of the pool ended in the middle of its work"),
                )


def _serve(end: Connection, prepare: Callable[[int], None] | None, number: int) -> None:
    """A process's life: until the other end closes, which it does with its owner, even at a kill."""
    if prepare is not None:
        prepare(number)
    while True:
        try:
            work, wanted = end.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            answer = True, work(wanted)
        except Exception as error:  # noqa: BLE001 - it is raised again where the result is taken
            answer = False, _travelling(error)
        end.send(answer)


def _travelling(error: Exception) -> Exception:
    """The error itself where its arguments make it anew elsewhere, else one that names its kind."""
    kind = type(error)
    if "<locals>" not in kind.__qualname__:
        with suppress(Exception):
            kind(*error.args)
            return error
    return WorkFailed(f"the work failed with {kind.__name__}")
