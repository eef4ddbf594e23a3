"""`bench cycle`: claims a second in bulk, from the signed visit to the posted cash, with where the time goes.

The counterparty's own time is not counted: our work stands still while the payer in a box reads and writes.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, groupby, zip_longest
from pathlib import Path
from typing import TypeVar

from almoner.cli.bench import steps
from almoner.cli.bench.ground import own_books, postmaster_of
from almoner.cli.bench.meter import Cost, Meter, children_of, memory_mb
from almoner.cli.bench.practice import DAY, Seen, open_bench_practice, see_patients
from almoner.cli.demo.practice import Team
from almoner.flow.access import Permission, enter, office
from almoner.flow.claim import outbox
from almoner.flow.clock import box_folder
from almoner.flow.exchange import exchange
from almoner.flow.follow import follow
from almoner.links.clearinghouse import Clearinghouse, clearinghouse
from almoner.links.pool import Here, Pool, Processes
from almoner.links.simulator.box import Box
from almoner.store.proof.verify import verify

A = TypeVar("A")
DAYS = 45
STAGES = ("code", "charge", "claim", "submit", "deliver", "acknowledge", "receive", "post")


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured, and how it is divided."""

    visits: int = 5000
    practices: int = 2
    processes: int = 2
    batch: int = 500


@dataclass(slots=True)
class Lane:
    """One practice under way: its visits, its mailbox and the outside world behind it."""

    team: Team
    seen: list[Seen]
    folder: Path
    box: Box
    link: Clearinghouse


@dataclass(slots=True)
class Tally:
    """What went through, and what each stage took, added up over the processes; `whole` is by one clock."""

    visits: int = 0
    lines: int = 0
    claims: int = 0
    held: int = 0
    decided: int = 0
    paid_cents: int = 0
    stages: dict[str, Cost] = field(default_factory=dict)
    whole: Cost = field(default_factory=Cost)
    memory_mb: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def add(self, told: steps.Told) -> None:
        """Count what came of a piece of work."""
        self.lines += told.lines
        self.claims += told.claims
        self.held += told.held
        self.decided += told.decided
        for name, cost in told.stages.items():
            self.stages[name] = self.stages.get(name, Cost()) + cost


class Cycle:
    """One run of the cycle over its lanes."""

    def __init__(self, lanes: list[Lane], size: Size, meter: Meter, pool: Pool) -> None:
        self.lanes, self.size, self.meter, self.pool = lanes, size, meter, pool
        self.tally = Tally(visits=sum(len(lane.seen) for lane in lanes))

    def run(self) -> None:
        """Take every visit as far as the payers let it go."""
        self._do(steps.bill, self._batches())
        self._deliver()
        for ahead in range(DAYS):
            on = DAY + timedelta(days=ahead)
            for lane in self.lanes:
                lane.box.advance(on)
            for mail in self._mail(on):
                self._do(steps.take_in, mail)
        self.tally.paid_cents = sum(_paid(lane.team) for lane in self.lanes)
        self.tally.whole = self.meter.total

    def _do(self, work: Callable[[A], steps.Told], inputs: Iterable[A]) -> None:
        given = list(inputs)
        if given:
            with self.meter.stage("whole"):
                told = list(self.pool.map(work, given))
            for each in told:
                self.tally.add(each)

    def _batches(self) -> list[steps.Visits]:
        """The visits in batches, the practices in turn."""
        size = self.size.batch
        cut = [
            [
                steps.Visits(lane.team.practice_id, tuple(lane.seen[start : start + size]))
                for start in range(0, len(lane.seen), size)
            ]
            for lane in self.lanes
        ]
        return [batch for batch in chain.from_iterable(zip_longest(*cut)) if batch is not None]

    def _mail(self, on: date) -> Iterator[list[steps.Mail]]:
        """A day's mail in rounds. Where every process has a practice of its own, one round takes all of it;
        else the files are divided, those that speak of the same claims in rounds one after the other.
        """
        found = [(lane.team.practice_id, _files(lane, on)) for lane in self.lanes]
        if self.size.practices >= self.size.processes:
            yield [steps.Mail(practice, tuple(files), on) for practice, files in found if files]
            return
        each = [(practice, file) for practice, files in found for file in files]
        for _, group in groupby(
            sorted(each, key=lambda one: _urgency(one[1])), key=lambda one: _urgency(one[1])
        ):
            yield [steps.Mail(practice, (file,), on) for practice, file in group]

    def _deliver(self) -> None:
        with self.meter.stage("deliver"):
            for lane in self.lanes:
                outbox.deliver(lane.team.biller, lane.link, on=DAY)
        self.tally.stages["deliver"] = self.meter.stages["deliver"]


def _urgency(path: Path) -> int:
    """What speaks of files comes before what speaks of claims, and the payments come last."""
    return 0 if "-999-" in path.name or "-TA1-" in path.name else 2 if "-835-" in path.name else 1


def _files(lane: Lane, on: date) -> list[Path]:
    names = exchange.unseen(lane.team.biller, lane.link.names(), on=on)
    return sorted((lane.folder / "from" / name for name in names if not name.endswith(".csv")), key=_urgency)


def _paid(team: Team) -> int:
    """The cash that payers' remittances brought into the books."""
    with enter(office(team.practice_id), Permission.DAY_READ) as session:
        sql = (
            "SELECT coalesce(sum(cents), 0)::bigint FROM posting WHERE practice_id = %s AND debit = 'cash' "
            "AND remittance_id IS NOT NULL"
        )
        return int(session.value(sql, team.practice_id))


def measure(size: Size, *, tell: Callable[[str], None] = lambda _: None) -> Tally:
    """Prepare the practices, run the cycle, and return what went through and what it took."""
    with own_books() as data:
        tell(f"preparing {size.visits} signed visits")
        lanes = [_lane(number, size) for number in range(size.practices)]
        with _pool(size, data) as (pool, workers):
            cycle = Cycle(lanes, size, Meter(postmaster_of(data), workers), pool)
            tell("measuring")
            cycle.run()
            cycle.tally.memory_mb = _memory(workers(), cycle.meter.postmaster)
        tell("proving the books")
        cycle.tally.broken = [fault for lane in lanes for fault in _faults(lane.team)]
        return cycle.tally


def _faults(team: Team) -> Iterator[str]:
    """What is broken in the books, once everything that waits too long has an owner."""
    on = DAY + timedelta(days=DAYS)
    follow.watch(team.biller, on=on)
    return map(str, verify(team.practice_id, on=on))


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
