"""Kills the process at seeded places: around any statement, any commit, and whatever the link does.

A kill is an exception that nobody catches; what it leaves is what a killed process leaves, for nothing of it
runs on and its connection is gone.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

from almoner.core.collect.card import CardAnswer
from almoner.links.card import CardTerminal
from almoner.links.clearinghouse import Clearinghouse

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class Killed(BaseException):
    """The process is gone."""


class Hammer:
    """Strikes after a number of steps that follows from the seed; 0 steps between strikes never strikes."""

    def __init__(self, *, every: int, seed: int) -> None:
        self._every = every
        self._chance = random.Random(f"{seed}|hammer")
        self._left = self._draw()
        self.strikes = 0

    @classmethod
    def at(cls, step: int) -> "Hammer":
        """Return a hammer that strikes once, at that step."""
        hammer = cls(every=0, seed=0)
        hammer._left = step
        return hammer

    def _draw(self) -> int:
        return self._chance.randint(1, 2 * self._every) if self._every else -1

    def step(self) -> None:
        """Count one step, and kill where the count is up."""
        self._left -= 1
        if self._left == 0:
            self._left = self._draw()
            self.strikes += 1
            _cut_off()
            raise Killed

    @contextmanager
    def over(self, alias: str = "default") -> Iterator[None]:
        """Stand over a connection: each statement and each commit counts twice, before and after it."""
        connection = connections[alias]
        commit = connection.commit

        def struck() -> None:
            self.step()
            commit()
            self.step()

        def execute(run: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001
            self.step()
            result = run(sql, params, many, context)
            self.step()
            return result

        connection.commit = struck  # type: ignore[method-assign]
        try:
            with connection.execute_wrapper(execute):
                yield
        finally:
            del connection.commit


class Fragile:
    """A link under the hammer: before and after whatever it does."""

    def __init__(self, link: Clearinghouse, hammer: Hammer) -> None:
        self._link = link
        self._step = hammer.step

    def send(self, name: str, content: bytes) -> None:
        """Hand over a file."""
        self._step()
        self._link.send(name, content)
        self._step()

    def names(self) -> list[str]:
        """Return the names of the files that wait."""
        self._step()
        return self._link.names()

    def fetch(self, name: str) -> bytes:
        """Return a waiting file."""
        content = self._link.fetch(name)
        self._step()
        return content


class FragileTerminal:
    """A card terminal under the hammer: before and after what it is asked of a kept card."""

    def __init__(self, terminal: CardTerminal, hammer: Hammer) -> None:
        self._terminal = terminal
        self._step = hammer.step
        self.charge, self.refund = terminal.charge, terminal.refund
        self.status, self.forget = terminal.status, terminal.forget
        self.host, self.withdraw = terminal.host, terminal.withdraw

    def keep(self, key: str) -> CardAnswer:
        """Keep the card that is presented."""
        answer = self._terminal.keep(key)
        self._step()
        return answer

    def charge_kept(self, key: str, token: str, cents: int) -> CardAnswer:
        """Charge a kept card."""
        self._step()
        answer = self._terminal.charge_kept(key, token, cents)
        self._step()
        return answer


def _cut_off() -> None:
    """End the connection as a kill does: the server undoes what was not committed, and nobody asks it to."""
    connection = connections["default"]
    if connection.connection is not None:
        connection.connection.close()
        connection.closed_in_transaction = True


def start_anew() -> None:
    """Be a new process: no connection."""
    connections.close_all()
    del connections["default"]
