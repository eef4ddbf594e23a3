"""The steps of the cycle as work for a pool: each takes plain data, calls one flow, returns what is next."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from almoner.cli.bench.practice import DAY, Seen, superbills
from almoner.cli.demo.practice import Team
from almoner.core.claim import ClaimState
from almoner.flow import charge, claim, code, post, receive, submit
from almoner.store.commit import StalePlan

R = TypeVar("R")
TRIES = 5


@dataclass(frozen=True, slots=True)
class Visits:
    """Some visits of a practice."""

    practice_id: int
    seen: tuple[Seen, ...]

    @property
    def ids(self) -> list[int]:
        """The visits' ids."""
        return [one.visit_id for one in self.seen]


@dataclass(frozen=True, slots=True)
class Claims:
    """Some claims of a practice, and how many of those that were built were held."""

    practice_id: int
    ids: tuple[int, ...]
    held: int = 0


@dataclass(frozen=True, slots=True)
class File:
    """A file that came on a day."""

    practice_id: int
    path: Path
    on: date


@dataclass(frozen=True, slots=True)
class Payment:
    """A remittance that waits to be posted on a day."""

    practice_id: int
    remittance_id: int
    on: date


def open_again(data: Path, number: int) -> None:
    """Open the bench's books in a process of a pool."""
    del number
    os.environ["ALMONER_DATA"] = str(data)
    os.environ.pop("DATABASE_URL", None)
    from almoner.store.boot import open_store

    open_store(data, is_quiet=True)


def opener(data: Path) -> Callable[[int], None]:
    """Return what a pool calls to open the books in each of its processes."""
    return partial(open_again, data)


def decide(work: Visits) -> int:
    """Code visits; return how many."""
    return len(code.decide_codes(Team(work.practice_id).coder, superbills(list(work.seen)), on=DAY))


def capture(work: Visits) -> int:
    """Charge visits; return the number of lines."""
    return len(charge.charge_visits(Team(work.practice_id).biller, work.ids, on=DAY))


def build(work: Visits) -> Claims:
    """Build and judge the claims of visits."""
    built = claim.build_claims(Team(work.practice_id).biller, work.ids, on=DAY)
    ready = tuple(one.id for one in built if one.state is ClaimState.READY)
    return Claims(work.practice_id, ready, len(built) - len(ready))


def send(work: Claims) -> int:
    """Write claims into a file and store it; return how many."""
    batch = submit.submit_claims(Team(work.practice_id).biller, work.ids, on=DAY)
    return len(batch.claim_ids) if batch else 0


def take_in(work: File) -> list[int]:
    """Receive a file; return the remittances that it brought."""
    content = work.path.read_bytes()
    biller = Team(work.practice_id).biller
    name = work.path.name
    received = again(lambda: receive.receive(biller, name, content, on=work.on, is_mailed=True))
    return list(received.remittance_ids)


def lay(work: Payment) -> int:
    """Post a remittance; return how many claims it decided."""
    return len(post.post(Team(work.practice_id).biller, work.remittance_id, on=work.on).read.advices)


def again(work: Callable[[], R]) -> R:
    """Do something over where somebody else has just changed what it was planned from."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except StalePlan:
            continue
    return work()
