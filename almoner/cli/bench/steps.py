"""The cycle as work for a pool: each piece takes plain data, calls flows, and tells what it did and took."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from almoner.cli.bench.meter import Cost, scheduled_s
from almoner.cli.bench.practice import DAY, Seen, superbills
from almoner.cli.demo.practice import Team
from almoner.core.claim import ClaimState
from almoner.flow.access import Actor
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.code import code
from almoner.flow.exchange import receive
from almoner.flow.remit import post
from almoner.store.commit import StalePlan
from almoner.store.session import books

R = TypeVar("R")
TRIES = 5


@dataclass(frozen=True, slots=True)
class Visits:
    """Some signed visits of a practice."""

    practice_id: int
    seen: tuple[Seen, ...]

    @property
    def ids(self) -> list[int]:
        """The visits' ids."""
        return [one.visit_id for one in self.seen]


@dataclass(frozen=True, slots=True)
class Mail:
    """Files that came to a practice on a day, in the order in which they are taken in."""

    practice_id: int
    paths: tuple[Path, ...]
    on: date


@dataclass(slots=True)
class Told:
    """What came of a piece of work, and what each of its stages took in this process and in its server's."""

    lines: int = 0
    claims: int = 0
    held: int = 0
    decided: int = 0
    stages: dict[str, Cost] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the cost of a block to a stage."""
        before = _now()
        yield
        after = _now()
        spent = Cost(*(late - early for late, early in zip(after, before, strict=True)))
        self.stages[name] = self.stages.get(name, Cost()) + spent


def _now() -> tuple[float, float, float]:
    return time.perf_counter(), time.process_time(), scheduled_s(_backend())


@cache
def _backend() -> int:
    """The server's process that works for this one."""
    with books(0) as session:
        return int(session.value("SELECT pg_backend_pid()"))


def open_again(data: Path, number: int) -> None:
    """Open the bench's books in a process of a pool."""
    del number
    os.environ["ALMONER_DATA"] = str(data)
    os.environ.pop("DATABASE_URL", None)
    from almoner.store.boot import open_store

    open_store(data, is_quiet=True)
    assert _backend(), "a server works for us"


def opener(data: Path) -> Callable[[int], None]:
    """Return what a pool calls to open the books in each of its processes."""
    return partial(open_again, data)


def bill(work: Visits) -> Told:
    """Code, charge, claim and submit visits."""
    told = Told()
    team = Team(work.practice_id)
    with told.stage("code"):
        code.decide_codes(team.coder, superbills(list(work.seen)), on=DAY)
    with told.stage("charge"):
        told.lines = len(charge.charge_visits(team.biller, work.ids, on=DAY))
    with told.stage("claim"):
        built = claim.build_claims(team.biller, work.ids, on=DAY)
    ready = [one.id for one in built if one.state is ClaimState.READY]
    with told.stage("submit"):
        batch = submit.submit_claims(team.biller, ready, on=DAY)
    told.claims, told.held = len(built), len(built) - len(batch.claim_ids if batch else ())
    return told


def take_in(work: Mail) -> Told:
    """Receive files, and post what they pay."""
    told = Told()
    for path in work.paths:
        _take_in(told, Team(work.practice_id).biller, path, work.on)
    return told


def _take_in(told: Told, biller: Actor, path: Path, on: date) -> None:
    with told.stage("receive" if "-835-" in path.name else "acknowledge"):
        content = path.read_bytes()
        received = again(lambda: receive.receive(biller, path.name, content, on=on, is_mailed=True))
    for remittance_id in received.remittance_ids:
        with told.stage("post"):
            told.decided += len(post.post(biller, remittance_id, on=on).read.advices)


def again(work: Callable[[], R]) -> R:
    """Do something over where somebody else has just changed what it was planned from."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except StalePlan:
            continue
    return work()
