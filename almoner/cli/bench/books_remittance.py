"""One large remittance for `bench books`: parsed, planned and committed, against the same rows that are
merely copied to staging and laid by set (the floor), and against rows written one by one.

All ways write into the same books with all their guards; the peers' rows are taken back and swept away before
ours are written.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from almoner.cli.bench.books_floor import lay_copied, make_staging, text_of
from almoner.cli.bench.books_payment import Check, payment_file, with_lines
from almoner.cli.bench.books_rows import insert_one_by_one
from almoner.cli.bench.ground import postmaster_of
from almoner.cli.bench.meter import Cost, Meter, memory_mb
from almoner.cli.bench.practice import DAY, open_bench_practice, see_patients, superbills
from almoner.cli.demo.practice import Team
from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim, ClaimState
from almoner.core.party import Payer, Practice
from almoner.core.plan import Plan
from almoner.flow.access import Permission, enter, office
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.code import code
from almoner.flow.exchange import receive
from almoner.flow.remit import post
from almoner.store import lay
from almoner.store.codec import encode
from almoner.store.commit import take_turn
from almoner.store.load import revision_lines
from almoner.store.session import Session, books

SMALL = 300
"""Claims of the remittance whose posting a person waits for."""
AT_ONCE = 1000
VISITS_A_CLAIM = 1.06
"""A few visits are held, or are nobody's to bill."""
ONE_BY_ONE = 2000
"""Postings, with their share of the records, that the slow way gets."""
FLOOR, ROWS = "floor: copied to staging and laid by set", "row by row, one transaction"


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted, what each way took (`rows` wrote `rows_share` of it), and the most memory that our
    process held before and after.
    """

    claims: int
    records: int
    postings: int
    file_bytes: int
    ours: Cost
    received: Cost
    floor: Cost
    rows: Cost
    rows_share: float
    small: Cost
    small_claims: int
    before_mb: int
    peak_mb: int

    @property
    def times_the_floor(self) -> float:
        """Ours over the floor, by the clock: both use what the machine gives."""
        return self.ours.wall_s / self.floor.wall_s

    @property
    def cpu_times_the_floor(self) -> float:
        """Ours over the floor in processor time: reading and planning are our own."""
        return self.ours.cpu_s / self.floor.cpu_s

    @property
    def rows_cpu_s(self) -> float:
        """Processor time of the row-by-row way for all rows, from the share that it was given."""
        return self.rows.cpu_s / self.rows_share


def measure(data: Path, *, claims: int) -> Posted:
    """Bill so many claims in the open books, pay them by one file, and post it in each way."""
    team = open_bench_practice()
    every = billed(team, claims + SMALL)
    small, large = every[:SMALL], every[SMALL : SMALL + claims]
    meter = Meter(postmaster_of(data))
    few = _posted(team, meter, "small", file_of(team, small, number=1))
    content = file_of(team, large, number=2)
    before = memory_mb(os.getpid())["peak"]
    with meter.stage("received"):
        (remittance_id,) = receive.receive(team.biller, "large.835", content, on=DAY).remittance_ids
    plan = post.preview(team.biller, remittance_id, on=DAY).plan
    rows_share = _peers(team, meter, plan)
    with meter.stage("ours"):
        made = post.post(team.biller, remittance_id, on=DAY)
    stages = meter.stages
    return Posted(
        claims=len(made.read.advices),
        records=len(made.plan.records) + len(made.plan.tasks),
        postings=len(made.plan.postings),
        file_bytes=len(content),
        ours=stages["ours"],
        received=stages["received"],
        floor=stages[FLOOR],
        rows=stages[ROWS],
        rows_share=rows_share,
        small=stages["small"],
        small_claims=few,
        before_mb=before,
        peak_mb=memory_mb(os.getpid())["peak"],
    )


Billed = tuple[Claim, list[ChargeLine]]


def billed(team: Team, count: int) -> list[Billed]:
    """See patients, and code, charge, bill and send their visits; return their claims with their lines."""
    seen = see_patients(team, count=int(count * VISITS_A_CLAIM) + 10)
    for start in range(0, len(seen), AT_ONCE):
        part = seen[start : start + AT_ONCE]
        visits = [one.visit_id for one in part]
        code.decide_codes(team.coder, superbills(part), on=DAY)
        charge.charge_visits(team.biller, visits, on=DAY)
        built = claim.build_claims(team.biller, visits, on=DAY)
        submit.submit_claims(team.biller, [one.id for one in built if one.state is ClaimState.READY], on=DAY)
    with enter(office(team.practice_id), Permission.CLAIM_READ) as session:
        claims = session.find(Claim)
        lines = {line.id: line for line in session.find(ChargeLine)}
        carried = revision_lines(session, [one.revision_id for one in claims])
    return list(with_lines(claims, lines, carried))


def file_of(team: Team, claims: Sequence[Billed], *, number: int) -> bytes:
    """The file of the payer that has most of the claims; it answers for the others too."""
    with enter(office(team.practice_id), Permission.CLAIM_READ) as session:
        practice = session.get(Practice, team.practice_id)
        payers = session.find(Payer)
    payer = max(payers, key=lambda one: sum(claim.payer_id == one.id for claim, _ in claims))
    return payment_file(Check(practice, payer, number, DAY), claims)


def _posted(team: Team, meter: Meter, name: str, content: bytes) -> int:
    with meter.stage(name):
        (remittance_id,) = receive.receive(team.biller, f"{name}.835", content, on=DAY).remittance_ids
        return len(post.post(team.biller, remittance_id, on=DAY).read.advices)


def _peers(team: Team, meter: Meter, plan: Plan) -> float:
    """Write a plan's rows as bare as can be, and some of them one by one; return that share."""
    records = (*plan.records, *plan.tasks)
    bodies = [(record.id, record.version, record.kind, encode(record)) for record in records]
    text = text_of(team.practice_id, bodies, plan.postings)
    make_staging()
    share = min(1.0, ONE_BY_ONE / len(plan.postings))
    some = plan.postings[: int(len(plan.postings) * share)]
    ways: tuple[tuple[str, Callable[[Session, lay.Entry], None]], ...] = (
        (FLOOR, lambda session, entry: lay_copied(session, text, entry=entry)),
        (
            ROWS,
            lambda session, entry: insert_one_by_one(session, entry, _share(bodies, share), some),
        ),
    )
    _sweep()
    for name, way in ways:
        with _taken_back(team) as session:
            entry = lay.Entry(_next_entry(session), DAY, session.value("SELECT now()"))
            with meter.stage(name):
                way(session, entry)
        _sweep()
    return share


def _share(bodies: Sequence[lay.Body], share: float) -> list[lay.Body]:
    """So many records of each kind, so that the slow way writes what ours does."""
    by_kind: dict[str, list[lay.Body]] = {}
    for body in bodies:
        by_kind.setdefault(body[2], []).append(body)
    return [body for each in by_kind.values() for body in each[: int(len(each) * share)]]


class _TakenBack(Exception):
    """Ends a transaction that is to leave nothing."""


@contextmanager
def _taken_back(team: Team) -> Iterator[Session]:
    try:
        with books(team.practice_id) as session:
            take_turn(session)
            yield session
            raise _TakenBack
    except _TakenBack:
        return


def _next_entry(session: Session) -> int:
    found: int = session.value(
        "SELECT last_id + 1 FROM audit_chain WHERE practice_id = %s", session.practice_id
    )
    return found


def _sweep() -> None:
    """Clear away what was taken back, so that the next way finds the tables as the last one did."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
