"""`bench books`: how fast plans are committed, against the same rows written one by one in the same run."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from almoner.cli.bench.ground import own_books, postmaster_of
from almoner.cli.bench.meter import Cost, Meter
from almoner.cli.bench.practice import DAY, open_bench_practice, see_patients, superbills
from almoner.cli.demo.practice import Team
from almoner.core.charge import ChargeLine
from almoner.core.ledger import Posting, Reason, Subject
from almoner.core.plan import Plan
from almoner.flow import charge, code
from almoner.flow.access import cause, office
from almoner.store.commit import commit
from almoner.store.session import Session, books

VISITS = 300
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


def run(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="almoner bench books", description="How fast plans are committed, with a row-by-row peer."
    )
    parser.add_argument("--events", type=int, default=20000, help="postings to commit (default 20000)")
    parser.add_argument("--plan", type=int, default=5000, help="postings of one large plan (default 5000)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    ways = measure(options.events, options.plan)
    sys.stdout.write(_as_json(ways) if options.json else _as_text(ways))
    return 0


def measure(events: int, plan: int) -> list[Way]:
    """Write `events` postings by large plans, some by small plans, and some one by one."""
    with own_books() as data:
        team = open_bench_practice()
        lines = _charged(team)
        meter = Meter(postmaster_of(data))
        few = min(events, MOST_ONE_BY_ONE)
        wants: list[tuple[str, int, Callable[[list[Posting]], None]]] = [
            (f"plans of {plan}", events, lambda rows: _commit(team, rows, plan)),
            ("plans of 10", few, lambda rows: _commit(team, rows, 10)),
            ("row by row, one transaction", few, lambda rows: _one_by_one(team, rows)),
            ("row by row, a transaction each", few // 3, lambda rows: _each_alone(team, rows)),
        ]
        ways = []
        for number, (name, count, write) in enumerate(wants):
            rows = list(_postings(lines, count, prefix=f"bench:{number}"))
            with meter.stage(name):
                write(rows)
            ways.append(Way(name, count, meter.stages[name]))
        return ways


def _charged(team: Team) -> list[ChargeLine]:
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


_INSERT = """
INSERT INTO posting (practice_id, audit_id, recorded_at, key, debit, credit, cents, reason, effective_on,
  "group", carc, element, rank, service_on, patient_id, visit_id, line_id, provider_id, location_id)
VALUES (%s, 1, now(), %s, %s, %s, %s, %s, %s, '', '', '', 0, %s, %s, %s, %s, %s, %s)
"""
_ADD = """
UPDATE account_total SET debit_cents = debit_cents + %s, credit_cents = credit_cents + %s
WHERE practice_id = %s AND account = %s
"""


def _write(session: Session, posting: Posting) -> None:
    """What a row-by-row writer does for a posting: the row, and the cached totals of its two accounts."""
    about: tuple[object, ...] = (
        posting.subject.service_on,
        posting.subject.patient_id,
        posting.subject.visit_id,
        posting.subject.line_id,
        posting.subject.provider_id,
        posting.subject.location_id,
    )
    moved: tuple[str | int | date, ...] = (
        posting.key,
        posting.debit,
        posting.credit,
        posting.cents,
        posting.reason.value,
        posting.effective_on,
    )
    session.rows(_INSERT, session.practice_id, *moved, *about)
    session.rows(_ADD, posting.cents, 0, session.practice_id, posting.debit)
    session.rows(_ADD, 0, posting.cents, session.practice_id, posting.credit)


def _one_by_one(team: Team, rows: list[Posting]) -> None:
    with books(team.practice_id) as session:
        for posting in rows:
            _write(session, posting)


def _each_alone(team: Team, rows: list[Posting]) -> None:
    for posting in rows:
        with books(team.practice_id) as session:
            _write(session, posting)


def _as_json(ways: list[Way]) -> str:
    rows = {
        way.name: {
            "postings": way.postings,
            "seconds": way.cost.wall_s,
            "client_cpu_s": way.cost.client_s,
            "server_cpu_s": way.cost.server_s,
            "postings_a_cpu_second": way.a_second,
        }
        for way in ways
    }
    return json.dumps(rows) + "\n"


def _as_text(ways: list[Way]) -> str:
    slow = next(way for way in ways if way.name.endswith("one transaction"))
    lines = [
        f"{'':32}{'postings':>9}{'seconds':>9}{'our us':>8}{'server us':>11}{'a cpu second':>14}{'x':>7}"
    ]
    for way in ways:
        ours, server = (spent / way.postings * 1e6 for spent in (way.cost.client_s, way.cost.server_s))
        lines.append(
            f"{way.name:32}{way.postings:9}{way.cost.wall_s:9.2f}{ours:8.0f}{server:11.0f}{way.a_second:14.0f}"
            f"{way.a_second / slow.a_second:7.1f}"
        )
    return "\n".join([*lines, "x: against row by row in one transaction, without seals and audit"]) + "\n"
