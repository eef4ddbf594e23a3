"""Lets a signal end a long command in order, whatever its parent had done to signals."""

import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType
from typing import NoReturn

Handler = Callable[[int, FrameType | None], None]
ENDING = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let SIGINT raise KeyboardInterrupt and SIGTERM SystemExit (status 143) while the block runs.

    A shell starts its background jobs with SIGINT ignored, and Python keeps to what it inherits: without this
    nothing but a kill would end them. It works in the main thread only.
    """

    def leave(number: int, frame: FrameType | None) -> NoReturn:
        del frame
        raise SystemExit(128 + number)

    with _handled({signal.SIGINT: signal.default_int_handler, signal.SIGTERM: leave}):
        yield


@contextmanager
def started(
    start: AbstractContextManager[subprocess.Popen[bytes]],
) -> Iterator[tuple[subprocess.Popen[bytes], list[int]]]:
    """Start a child with signals to end going to it, also those that come while it starts; it finishes what
    it is doing.

    Yields the child and the list of the signals that came. A second one raises KeyboardInterrupt: somebody
    won't wait.
    """
    came: list[int] = []
    running: list[subprocess.Popen[bytes]] = []

    def leave(number: int, frame: FrameType | None) -> None:
        del frame
        came.append(number)
        if len(came) > 1:
            raise KeyboardInterrupt
        for child in running:
            child.terminate()

    with _handled(dict.fromkeys(ENDING, leave)), start as child:
        running.append(child)
        if came:
            child.terminate()
        yield child, came


@contextmanager
def _handled(handlers: dict[signal.Signals, Handler]) -> Iterator[None]:
    earlier = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
