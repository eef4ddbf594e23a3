"""Contract variance: what payers should have allowed by contract against what they did, by payer, contract
and code; the lines behind it; and one task to dispute the lines of a group together.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim
from almoner.core.coverage import Coverage
from almoner.core.money import in_dollars
from almoner.core.party import Payer
from almoner.core.plan import Plan, Task, TaskState
from almoner.core.pricing.underpayment import standing_cents
from almoner.core.remit.desk import business_days_after
from almoner.core.report.contract_variance import DEFINITION, Group, PricedLine, groups
from almoner.core.report.kpi import Asked
from almoner.core.report.sheet import Cell, Cents, Column, Sheet
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.price.claim_books import Around, expected_of
from almoner.flow.price.expected import PARTIES, Expected
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn
from almoner.store.kept import kept_variance
from almoner.store.kept.kept_variance import MOST_LINES, Allowed, Variance
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.load import carried_lines
from almoner.store.money import ledger
from almoner.store.session import Ask, Session

PART = 1000
"""Claims that are priced at once."""
MOST_NOW = 3_000
"""Lines that are priced while somebody waits; more are counted in the night."""
DISPUTE = "contract_dispute"
DUE_DAYS = 10
"""Business days to dispute, as the practice's own promise to act on a denial."""


@dataclass(frozen=True, slots=True)
class Which:
    """A group: whose, by which contract, which code; payer 0 is none."""

    payer_id: int = 0
    contract: str = ""
    code: str = ""

    def is_of(self, one: Group | PricedLine) -> bool:
        """True where a group or a line is of this one."""
        return (one.payer_id, one.contract, one.code) == (self.payer_id, self.contract, self.code)


@dataclass(frozen=True, slots=True)
class Found:
    """The variance with its payers' names; of the chosen group its lines that fall short and the open task
    about it. `is_late`: so much was decided that only the night counts it, and no night has yet.
    """

    frame: Frame
    asked: Asked
    is_of_night: bool
    is_late: bool
    groups: tuple[Group, ...]
    which: Which
    lines: tuple[PricedLine, ...]
    controls: Mapping[int, str]
    disputed: Task | None
    payers: Mapping[int, str]

    @property
    def chosen(self) -> Group | None:
        """The chosen group."""
        return next((one for one in self.groups if self.which.is_of(one)), None)


def variance(actor: Actor, which: Which, *, on: date) -> Found:
    """Return the variance of the three months up to the day, and up to the last night's day where the books
    are so large that they are counted then.
    """
    with enter(actor, Permission.LEDGER_READ) as session:
        return _found(session, which, on=on)


def _found(session: Session, which: Which, *, on: date) -> Found:
    of_night = kept_variance.kept(session)
    is_of_night = of_night is not None and of_night.took_ms > SLOW_MS
    asked = Asked(on, ledger.entry_at(session, None))
    now = None if is_of_night else _count(session, asked, most=MOST_NOW)
    shown = now or of_night or Variance(asked, (), ())
    lines = tuple(one for one in shown.short if which.is_of(one))
    if now is None and which.payer_id:
        lines = kept_variance.kept_lines(session, which.payer_id, which.contract, which.code)
    claims = session.find(Claim, id=[one.claim_id for one in lines]) if lines else []
    return Found(
        frame=lists.frame(session, on=on),
        asked=shown.asked,
        is_of_night=now is None and of_night is not None,
        is_late=now is None and of_night is None,
        groups=shown.groups,
        which=which,
        lines=lines,
        controls={one.id: one.control for one in claims},
        disputed=_disputed(session, which) if which.payer_id else None,
        payers={payer.id: payer.name for payer in session.find(Payer)},
    )


SLOW_MS = 200
"""Books that take longer to price show the last night's count."""


def keep_variance(actor: Actor, *, on: date) -> None:
    """Count the variance of the three months up to a day, and keep it in place of the last; it changes
    nothing of the books.
    """
    with enter(actor, Permission.LEDGER_READ) as session:
        asked = Asked(on, ledger.entry_at(session, None))
        found = _count(session, asked) if asked.entry_id else None
        if found is not None:
            kept_variance.keep(session, found)


def _count(session: Session, asked: Asked, *, most: int = 0) -> Variance | None:
    """Count from the postings and the contracts as they stand; None where more than `most` lines (0: any)
    were decided.
    """
    began = time.monotonic()
    decided = kept_variance.allowed_lines(session, asked)
    if most and len(decided) > most:
        return None
    priced = list(_priced(session, decided))
    short = sorted(
        (one for one in priced if one.short_cents), key=lambda one: (-one.short_cents, one.line_id)
    )
    took_ms = round((time.monotonic() - began) * 1000)
    return Variance(asked, groups(priced), tuple(short[:MOST_LINES]), took_ms)


def _priced(session: Session, decided: Sequence[Allowed]) -> Iterator[PricedLine]:
    """Yield the lines that a contract prices, a part of the claims at a time."""
    of_claim = {claim_id: list(own) for claim_id, own in groupby(decided, key=lambda one: one.claim_id)}
    around = Around.of(session.gather(*PARTIES)) if decided else None
    ids = sorted(of_claim)
    for first in range(0, len(ids), PART):
        assert around is not None, "there are claims"
        for claim, lines, policies in first_claims(session, ids[first : first + PART]):
            found = expected_of(claim, lines, policies, around)
            yield from _of_claim(claim, lines, found, of_claim[claim.id])


def _of_claim(
    claim: Claim, lines: Sequence[ChargeLine], found: Expected, decided: Sequence[Allowed]
) -> Iterator[PricedLine]:
    allowed = {one.line_id: one for one in decided}
    for line, price in zip(lines, found.prices, strict=False):
        one, cents = allowed.get(line.id), standing_cents(price)
        if one is None or cents is None:
            continue
        yield PricedLine(
            claim.payer_id,
            found.schedule,
            line.code,
            claim_id=claim.id,
            line_id=line.id,
            patient_id=claim.patient_id,
            decided_on=one.decided_on,
            expected_cents=cents,
            allowed_cents=one.cents,
            tolerance_cents=found.tolerance_cents,
        )


def first_claims(
    session: Session, ids: Sequence[int]
) -> Iterator[tuple[Claim, tuple[ChargeLine, ...], list[Coverage]]]:
    """Yield first payers' claims with their lines and their patients' policies."""
    claims = session.gather(ask := Ask(Claim, {"id": list(ids), "rank": 1})).of(ask)
    carried = carried_lines(session, [claim.revision_id for claim in claims])
    line_ids = {line for one in carried.values() for line in one.ids}
    lines_ask = Ask(ChargeLine, {"id": list(line_ids)})
    covers_ask = Ask(Coverage, {"id": [claim.coverage_id for claim in claims]})
    found = session.gather(lines_ask, covers_ask)
    lines = {line.id: line for line in found.of(lines_ask)}
    covers = {one.id: one for one in found.of(covers_ask)}
    for claim in claims:
        if claim.revision_id in carried and claim.coverage_id in covers:
            own = tuple(lines[line_id] for line_id in carried[claim.revision_id].ids)
            yield claim, own, [covers[claim.coverage_id]]


def _disputed(session: Session, which: Which) -> Task | None:
    """The open task about a group."""
    asked = session.find(Task, what=DISPUTE, subject_id=which.payer_id, state=TaskState.OPEN)
    return next((one for one in asked if one.why.startswith(_name(which))), None)


def _name(which: Which) -> str:
    return f"{which.contract} {which.code}: "


def dispute(actor: Actor, which: Which, *, on: date) -> Task:
    """Give the lines of a group that fall short to billing as one task, to be disputed together. Refused
    where none falls short, and where the group is disputed already.
    """
    with enter(actor, Permission.TASK_WORK) as session:
        take_turn(session)
        found = _found(session, which, on=on)
        group = found.chosen
        if group is None or not group.short_cents:
            raise refusal("VAR-01", "No line of these falls short of its contract.", "Choose another code.")
        if found.disputed is not None:
            raise refusal("VAR-02", "These are disputed already.", "See the open task in the work.")
        task = Task(
            id=next(session.ids()),
            what=DISPUTE,
            subject_kind=Payer.kind,
            subject_id=which.payer_id,
            why=_name(which) + _why(group),
            owner="biller",
            opened_on=on,
            due_on=business_days_after(on, DUE_DAYS),
            cents=group.short_cents,
        )
        commit(session, Plan(on=on, tasks=(task,)), cause=cause(actor, "variance", "dispute"))
        return task


def _why(group: Group) -> str:
    lines = "1 line" if group.short_lines == 1 else f"{group.short_lines} lines"
    return (
        f"{lines} fall short by {in_dollars(group.short_cents)} in all. Dispute them with the payer together."
    )


def withdraw(actor: Actor, task_id: int, *, on: date, why: str) -> Task:
    """Close a dispute's task again, or raise NotFound; one that is closed is left alone."""
    with enter(actor, Permission.TASK_WORK) as session:
        take_turn(session)
        task = session.get(Task, task_id)
        if task.what != DISPUTE or task.state is not TaskState.OPEN:
            raise refusal("VAR-03", "This dispute isn't open.", "Load the page again.")
        done = task.closed(by=actor.name, outcome=why, on=on)
        commit(session, Plan(on=on, tasks=(done,)), cause=cause(actor, "variance", "withdraw"))
        return done


GROUP_COLUMNS = tuple(
    Column(name)
    for name in ("payer contract code lines expected_cents allowed_cents short_lines short_cents".split())
)
LINE_COLUMNS = tuple(
    Column(name) for name in "claim line patient decided_on expected_cents allowed_cents short_cents".split()
)


def variance_sheet(actor: Actor, which: Which, *, on: date) -> Sheet:
    """Return the groups as a table, or the lines of one where it is named."""
    found = variance(actor, which, on=on)
    about = (DEFINITION, f"Up to {found.asked.on}, known at audit entry {found.asked.entry_id}")
    rows: list[tuple[Cell, ...]]
    if which.payer_id:
        rows = [
            (
                *(one.claim_id, one.line_id, one.patient_id, one.decided_on),
                *map(Cents, (one.expected_cents, one.allowed_cents, one.short_cents)),
            )
            for one in found.lines
        ]
        return Sheet("Short lines", about, LINE_COLUMNS, rows)
    rows = [
        (
            *(found.payers.get(one.payer_id, ""), one.contract, one.code, one.lines),
            *map(Cents, (one.expected_cents, one.allowed_cents)),
            *(one.short_lines, Cents(one.short_cents)),
        )
        for one in found.groups
    ]
    return Sheet("Contract variance", about, GROUP_COLUMNS, rows)
