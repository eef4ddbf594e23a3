"""`bench cycle`: claims a second in bulk, from the signed visit to the posted cash, with where the time goes.

The counterparty's own time isn't counted: between the stages the payer in a box works on its mailbox.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from almoner.cli.bench import steps
from almoner.cli.bench.ground import own_books, postmaster_of
from almoner.cli.bench.meter import Meter, children_of, memory_mb
from almoner.cli.bench.practice import DAY, Seen, open_bench_practice, see_patients
from almoner.cli.demo.practice import Team
from almoner.flow import exchange, outbox
from almoner.flow.access import Permission, enter, office
from almoner.flow.clock import box_folder
from almoner.links.clearinghouse import Clearinghouse, clearinghouse
from almoner.links.pool import Here, Pool, Processes
from almoner.links.simulator.box import Box

A = TypeVar("A")
R = TypeVar("R")
DAYS = 45
STAGES = ("code", "charge", "claim", "submit", "deliver", "acknowledge", "receive", "post")


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured, and how it is divided."""

    visits: int = 5000
    practices: int = 1
    processes: int = 2
    batch: int = 1000


@dataclass(slots=True)
class Lane:
    """One practice under way: its visits, its mailbox and the outside world behind it."""

    team: Team
    seen: list[Seen]
    folder: Path
    box: Box
    link: Clearinghouse
    claims: list[steps.Claims] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """What went through."""

    visits: int = 0
    lines: int = 0
    claims: int = 0
    held: int = 0
    decided: int = 0
    paid_cents: int = 0
    memory_mb: dict[str, int] = field(default_factory=dict)


class Cycle:
    """One run of the cycle over its lanes."""

    def __init__(self, lanes: list[Lane], size: Size, meter: Meter, pool: Pool) -> None:
        self.lanes, self.size, self.meter, self.pool = lanes, size, meter, pool
        self.tally = Tally(visits=sum(len(lane.seen) for lane in lanes))

    def run(self) -> None:
        """Take every visit as far as the payers let it go."""
        self._charge()
        self._claim()
        for ahead in range(DAYS):
            on = DAY + timedelta(days=ahead)
            for lane in self.lanes:
                lane.box.advance(on)
            self._mail(on)
        self.tally.paid_cents = sum(_paid(lane.team) for lane in self.lanes)

    def _stage(self, name: str, work: Callable[[A], R], inputs: Iterable[A]) -> list[R]:
        given = list(inputs)
        if not given:
            return []
        with self.meter.stage(name):
            return list(self.pool.map(work, given))

    def _charge(self) -> None:
        batches = [
            steps.Visits(lane.team.practice_id, tuple(part))
            for parts in zip(*(self._parts(lane.seen) for lane in self.lanes), strict=True)
            for lane, part in zip(self.lanes, parts, strict=True)
        ]
        self._stage("code", steps.decide, batches)
        self.tally.lines = sum(self._stage("charge", steps.capture, batches))
        for built in self._stage("claim", steps.build, batches):
            self.tally.claims += len(built.ids) + built.held
            self.tally.held += built.held
            lane = next(one for one in self.lanes if one.team.practice_id == built.practice_id)
            lane.claims.append(built)

    def _parts(self, seen: Sequence[Seen]) -> Iterator[Sequence[Seen]]:
        for start in range(0, len(seen), self.size.batch):
            yield seen[start : start + self.size.batch]

    def _claim(self) -> None:
        self._stage(
            "submit", steps.send, [built for lane in self.lanes for built in lane.claims if built.ids]
        )
        with self.meter.stage("deliver"):
            for lane in self.lanes:
                outbox.deliver(lane.team.biller, lane.link, on=DAY)

    def _mail(self, on: date) -> None:
        """Take in what came; first what speaks of files, then what speaks of claims, then the payments."""
        files = sorted((file for lane in self.lanes for file in _files(lane, on)), key=_urgency)
        for kind, group in groupby(files, key=_urgency):
            received = self._stage("receive" if kind == 2 else "acknowledge", steps.take_in, group)
            payments = [
                steps.Payment(file.practice_id, remittance_id, on)
                for file, ids in zip([one for one in files if _urgency(one) == kind], received, strict=True)
                for remittance_id in ids
            ]
            self.tally.decided += sum(self._stage("post", steps.lay, payments))


def _urgency(file: steps.File) -> int:
    return (
        0 if "-999-" in file.path.name or "-TA1-" in file.path.name else 2 if "-835-" in file.path.name else 1
    )


def _files(lane: Lane, on: date) -> Iterator[steps.File]:
    for name in exchange.unseen(lane.team.biller, lane.link.names(), on=on):
        if not name.endswith(".csv"):
            yield steps.File(lane.team.practice_id, lane.folder / "from" / name, on)


def _paid(team: Team) -> int:
    """The cash that payers' remittances brought into the books."""
    with enter(office(team.practice_id), Permission.DAY_READ) as session:
        sql = (
            "SELECT coalesce(sum(cents), 0)::bigint FROM posting WHERE practice_id = %s AND debit = 'cash' "
            "AND remittance_id IS NOT NULL"
        )
        return int(session.value(sql, team.practice_id))


def measure(size: Size, *, tell: Callable[[str], None] = lambda _: None) -> tuple[Tally, Meter]:
    """Prepare the practices, run the cycle, and return what went through and what it took."""
    with own_books() as data:
        tell(f"preparing {size.visits} signed visits")
        lanes = [_lane(number, size) for number in range(size.practices)]
        with _pool(size, data) as (pool, workers):
            meter = Meter(postmaster_of(data), workers)
            cycle = Cycle(lanes, size, meter, pool)
            tell("measuring")
            cycle.run()
            cycle.tally.memory_mb = _memory(workers(), meter.postmaster)
        return cycle.tally, meter


def _lane(number: int, size: Size) -> Lane:
    team = open_bench_practice(number)
    seen = see_patients(team, count=size.visits // size.practices, seed=number + 1)
    folder = box_folder(office(team.practice_id))
    folder.mkdir(parents=True)
    return Lane(team, seen, folder, Box(folder, seed=number + 1), clearinghouse(str(folder)))


@contextmanager
def _pool(size: Size, data: Path) -> Iterator[tuple[Pool, Callable[[], list[int]]]]:
    if size.processes < 2:
        yield Here(), list
        return
    with Processes(size.processes, prepare=steps.opener(data)) as pool:
        list(pool.map(abs, range(4 * size.processes)))  # each has opened the books before the clock runs
        yield pool, lambda: pool.pids


def _memory(workers: list[int], postmaster: int) -> dict[str, int]:
    ours = [os.getpid(), *workers]
    return {
        "ours_peak": sum(memory_mb(pid).get("peak", 0) for pid in ours),
        "server_now": sum(memory_mb(pid).get("now", 0) for pid in children_of(postmaster)),
    }
