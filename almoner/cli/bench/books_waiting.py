"""The page of a payment that waits, of several sizes: planned whole at each look, from what was kept of its
plan, and from that where some of its claims have changed since.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from almoner.cli.bench.books_remittance import Billed, billed, file_of
from almoner.cli.bench.ground import postmaster_of
from almoner.cli.bench.meter import Meter
from almoner.cli.bench.practice import DAY, open_bench_practice
from almoner.cli.demo.practice import Team
from almoner.core.claim import Claim
from almoner.core.plan import Plan
from almoner.flow.access import Permission, enter
from almoner.flow.exchange import receive
from almoner.flow.remit import look_remits, post, preview_kept
from almoner.flow.remit.payment_parts import planned_content
from almoner.store.commit import Cause, commit
from almoner.store.load import remittance_file

TRIES = 10
CHANGED = 20
"""Claims that change after the payment was planned."""


@dataclass(frozen=True, slots=True)
class Waited:
    """Milliseconds of processor, ours and the server's, of one look at a payment of so many claims."""

    claims: int
    whole_ms: float
    kept_ms: float
    changed_ms: float
    keep_ms: float


def measure(data: Path, sizes: Sequence[int]) -> list[Waited]:
    """Let payments of these sizes wait in the open books, and look at each in each way."""
    team = open_bench_practice()
    meter = Meter(postmaster_of(data))
    every, found, start = billed(team, sum(sizes)), [], 0
    for number, size in enumerate(sizes, 1):
        found.append(_waited(team, meter, every[start : start + size], number))
        start += size
    return found


def _waited(team: Team, meter: Meter, claims: Sequence[Billed], number: int) -> Waited:
    content = file_of(team, claims, number=number)
    (remittance_id,) = receive.receive(team.biller, f"{number}.835", content, on=DAY).remittance_ids
    whole = _mean(meter, lambda: _planned(team, remittance_id))
    keeping = _mean(meter, lambda: _keep(team, remittance_id))
    kept = _mean(meter, lambda: _look(team, remittance_id))
    _change(team, [claim for claim, _ in claims[:CHANGED]])
    changed = _mean(meter, lambda: _look(team, remittance_id))
    assert not preview_kept.differs(team.biller, on=DAY), "what was kept says what the plan says"
    return Waited(len(claims), whole, kept, changed, keeping)


def _mean(meter: Meter, act: Callable[[], object]) -> float:
    act()
    meter.stages.clear()
    with meter.stage("looks"):
        for _ in range(TRIES):
            act()
    return meter.stages["looks"].cpu_s * 1000 / TRIES


def _planned(team: Team, remittance_id: int) -> None:
    with enter(team.biller, Permission.REMITTANCE_READ) as session:
        found, content = remittance_file(session, remittance_id)
        assert content is not None, "no state was left out"
        part = slice(0, look_remits.MOST)
        planned_content(post.previewed(session, found, content, on=DAY), part)


def _keep(team: Team, remittance_id: int) -> None:
    with enter(team.biller, Permission.REMITTANCE_READ) as session:
        preview_kept.keep_preview(session, remittance_id, on=DAY)


def _look(team: Team, remittance_id: int) -> None:
    shown = look_remits.remittance(team.biller, remittance_id, on=DAY)
    assert shown.parts, "it is laid out"


def _change(team: Team, claims: Sequence[Claim]) -> None:
    with enter(team.biller, Permission.REMITTANCE_READ) as session:
        now = session.find(Claim, id=[one.id for one in claims])
        newer = tuple(replace(one, version=one.version + 1) for one in now)
        commit(session, Plan(on=DAY, records=newer), cause=Cause("register", "bench"))
