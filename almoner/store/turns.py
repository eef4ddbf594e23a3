"""Works that may not meet, in one thread: what somebody waits for comes before what nobody does."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Turns:
    """Does one work at a time in a thread of its own. Those of one kind keep their order."""

    def __init__(self) -> None:
        self._urgent: deque[Callable[[], None]] = deque()
        self._patient: deque[Callable[[], None]] = deque()
        self._changed = threading.Condition()
        self.is_closed = False
        """True from the moment at which nothing more begins."""
        self._thread = threading.Thread(target=self._run, name="turns", daemon=True)
        self._thread.start()

    def next(self, work: Callable[[], T]) -> "Future[T]":
        """Do this as soon as the work at hand is done."""
        return self._put(self._urgent, work)

    def later(self, work: Callable[[], T]) -> "Future[T]":
        """Do this when nothing urgent waits."""
        return self._put(self._patient, work)

    def close(self) -> None:
        """Let what has not begun never begin, and wait until the work at hand is done."""
        with self._changed:
            self.is_closed = True
            self._changed.notify()
        self._thread.join()

    def _put(self, queue: "deque[Callable[[], None]]", work: Callable[[], T]) -> "Future[T]":
        future: Future[T] = Future()
        with self._changed:
            queue.append(lambda: _do(work, future))
            self._changed.notify()
        return future

    def _run(self) -> None:
        while True:
            with self._changed:
                while not (self.is_closed or self._urgent or self._patient):
                    self._changed.wait()
                if self.is_closed:
                    return
                queue = self._urgent or self._patient
                act = queue.popleft()
            act()


def _do(work: Callable[[], T], future: "Future[Any]") -> None:
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001 - whoever waits for the work is told, whatever it was
        future.set_exception(error)
