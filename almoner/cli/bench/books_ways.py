"""Postings alone for `bench books`: plans of two sizes, against rows written one by one in the same run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from almoner.cli.bench.books_rows import insert_posting
from almoner.cli.bench.ground import postmaster_of
from almoner.cli.bench.meter import Cost, Meter
from almoner.cli.bench.practice import DAY, open_bench_practice, see_patients, superbills
from almoner.cli.demo.practice import Team
from almoner.core.charge import ChargeLine
from almoner.core.ledger import Posting, Reason, Subject
from almoner.core.plan import Plan
from almoner.flow.access import cause, office
from almoner.flow.charge import charge
from almoner.flow.code import code
from almoner.store.commit import commit
from almoner.store.session import books

VISITS = 300
ONE_BY_ONE = "row by row, one transaction"
MOST_ONE_BY_ONE = 3000
"""Rows that the slow way gets; more would only take longer to say the same."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of writing postings, and what it took."""

    name: str
    postings: int
    cost: Cost

    @property
    def a_second(self) -> float:
        """Postings a second of processor time, both sides together."""
        return self.postings / self.cost.cpu_s


def measure(data: Path, *, postings: int, plan: int) -> list[Way]:
    """Write `postings` by large plans, some by small plans, and some one by one."""
    team = open_bench_practice(2)
    lines = charged(team)
    meter = Meter(postmaster_of(data))
    few = min(postings, MOST_ONE_BY_ONE)
    wants: list[tuple[str, int, Callable[[list[Posting]], None]]] = [
        (f"plans of {plan}", postings, lambda rows: _commit(team, rows, plan)),
        ("plans of 10", few, lambda rows: _commit(team, rows, 10)),
        (ONE_BY_ONE, few, lambda rows: _one_by_one(team, rows)),
        ("row by row, a transaction each", few // 3, lambda rows: _each_alone(team, rows)),
    ]
    ways = []
    for number, (name, count, write) in enumerate(wants):
        rows = list(_postings(lines, count, prefix=f"bench:{number}"))
        with meter.stage(name):
            write(rows)
        ways.append(Way(name, count, meter.stages[name]))
    return ways


def charged(team: Team) -> list[ChargeLine]:
    """See patients, and charge their visits."""
    seen = see_patients(team, count=VISITS)
    code.decide_codes(team.coder, superbills(seen), on=DAY)
    return charge.charge_visits(team.biller, [one.visit_id for one in seen], on=DAY)


def _postings(lines: list[ChargeLine], count: int, *, prefix: str) -> Iterator[Posting]:
    for number in range(count):
        line = lines[number % len(lines)]
        subject = Subject(
            patient_id=line.patient_id,
            visit_id=line.visit_id,
            line_id=line.id,
            provider_id=line.provider_id,
            location_id=line.location_id,
            service_on=line.service_on,
        )
        yield Posting("cash", "payer_ar:1", 100 + number, Reason.PAYMENT, DAY, f"{prefix}:{number}", subject)


def _commit(team: Team, rows: list[Posting], size: int) -> None:
    actor = office(team.practice_id)
    for start in range(0, len(rows), size):
        with books(team.practice_id) as session:
            plan = Plan(on=DAY, postings=tuple(rows[start : start + size]))
            commit(session, plan, cause=cause(actor, "bench"))


def _one_by_one(team: Team, rows: list[Posting]) -> None:
    with books(team.practice_id) as session:
        for posting in rows:
            insert_posting(session, posting, audit_id=1)


def _each_alone(team: Team, rows: list[Posting]) -> None:
    for posting in rows:
        with books(team.practice_id) as session:
            insert_posting(session, posting, audit_id=1)
