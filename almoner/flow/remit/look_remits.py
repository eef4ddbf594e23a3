"""What the payment screens show: the list, and one payment with what posting it does or did. Reads only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from almoner.core.ledger import Posting, Reason
from almoner.core.plan import Task, TaskState
from almoner.core.remit import Advice, Remittance, RemittanceState
from almoner.core.remit.receive import MISROUTED
from almoner.core.rules import Finding
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.policy import reasons
from almoner.flow.remit import post
from almoner.flow.remit.look_remit_money import Effects, effects, effects_of
from almoner.store import lists, lists_remits
from almoner.store.lists import Frame, Page
from almoner.store.lists_remits import Named, Origin, RemittanceRow, Told
from almoner.store.load import remittance_file
from almoner.store.order import USUAL, Order
from almoner.store.postings import postings_of_some, sums_of
from almoner.store.session import Session

AT_BANK = frozenset({Reason.DEPOSIT_CASH})
"""What the bank's list did to a payment is not a part of it."""
ELSEWHERE = "A payment for another practice"
MOST = 50
"""Claims of a payment that are shown at a time; those with an exception come first."""


@dataclass(frozen=True, slots=True)
class Remittances:
    """A page of payments."""

    frame: Frame
    page: Page[RemittanceRow]


def remittances(
    actor: Actor, *, on: date, states: tuple[str, ...] = (), order: Order = USUAL, after: int = 0
) -> Remittances:
    """Return payments in these states, in an order."""
    with enter(actor, Permission.REMITTANCE_READ) as session:
        page = lists_remits.remittances(session, states=states, order=order, after=after)
        rows = tuple(_row(row) for row in page.rows)
        return Remittances(lists.frame(session, on=on), replace(page, rows=rows))


def import_screen(actor: Actor, *, on: date) -> Frame:
    """Return what stands around the form for files that a person brings."""
    with enter(actor, Permission.FILE_RECEIVE) as session:
        return lists.frame(session, on=on)


def _row(row: RemittanceRow) -> RemittanceRow:
    if row.state != RemittanceState.MISROUTED:
        return row
    return replace(row, payer=ELSEWHERE, trace="", method="", amount_cents=0, claims=0)


NOTHING = Effects()
LARGEST_SHOWN = 5_000
"""A payment of more claims is not laid out on a page."""


@dataclass(frozen=True, slots=True)
class Part:
    """One claim of a payment: the payer's words, our claim where it is known, what is posted, and what is
    odd.
    """

    advice: Advice
    claim: Named | None
    effects: Effects
    postings: tuple[Posting, ...]
    tasks: tuple[Task, ...]
    whys: tuple[tuple[str, str, int, str], ...]
    """Group, CARC, cents and our words of each reason."""

    @property
    def follow_cents(self) -> int:
        """What stays with the payer and is somebody's to follow up (a denial moves no money)."""
        return sum(task.cents for task in self.tasks) if self.claim and not self.effects.suspended else 0

    @property
    def is_odd(self) -> bool:
        """True when a person has to look: a task, cash in suspense, or no claim of ours."""
        return bool(self.tasks) or self.claim is None


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment. `is_preview`: nothing of it is posted yet, and this is what posting would do."""

    frame: Frame
    remittance: Remittance
    origin: Origin
    is_preview: bool
    becomes: RemittanceState
    parts: tuple[Part, ...]
    claims: int
    loose: tuple[Posting, ...]
    tasks: tuple[Task, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    total: Effects
    first: int = 0
    """So many claims come before those that are shown."""
    is_too_long: bool = False
    """So many claims are not laid out on a page: a run posts them, and the report lists them."""

    @property
    def ties(self) -> bool:
        """True when all that goes to cash is the check, to the cent; after a reversal it is nothing."""
        is_undone = self.remittance.state is RemittanceState.REVERSED
        return self.total.cash == (0 if is_undone else self.remittance.amount_cents)

    @property
    def can_post(self) -> bool:
        """True when the payment waits to be posted and its plan does so."""
        return self.is_preview and self.becomes is RemittanceState.POSTED


@dataclass(frozen=True, slots=True)
class _Content:
    """What a payment is made of, whether it is planned or posted: how many claims and what they came to, the
    decisions that are shown, and of the postings those of them and of no decision.
    """

    advices: tuple[Advice, ...]
    postings: tuple[Posting, ...]
    tasks: tuple[Task, ...]
    becomes: RemittanceState
    claims: int = 0
    total: Effects = NOTHING
    is_too_long: bool = False
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


def remittance(actor: Actor, remittance_id: int, *, on: date, first: int = 0, most: int = MOST) -> Payment:
    """Return one payment: its plan while it waits to be posted, then what was posted; or NotFound. Of its
    claims so many are laid out, from `first` on.

    Of a payment for another practice nothing is told but who should have had it.
    """
    with enter(actor, Permission.REMITTANCE_READ) as session:
        shown, part = set(RemittanceState) - post.PLANNED, slice(first, first + most)
        found, content = remittance_file(session, remittance_id, unless=shown, most=LARGEST_SHOWN)
        if found.claim_count > LARGEST_SHOWN and found.state in (
            RemittanceState.RECEIVED,
            RemittanceState.POSTED,
        ):
            told = _Content((), (), (), RemittanceState.POSTED, is_too_long=True)
        elif content is None:
            told = _posted(session, found, part)
        else:
            told = _planned(post.previewed(session, found, content, on=on), part)
        if told.becomes is RemittanceState.MISROUTED:
            hidden = replace(told, advices=(), claims=0, findings=(), notes=(MISROUTED.why,))
            found, told = _hidden(found), hidden
        return _payment(session, found, told, on=on, first=first)


def _hidden(found: Remittance) -> Remittance:
    """A payment for another practice without what it says of others: the payee's numbers alone."""
    return replace(found, payer_name=ELSEWHERE, trace="", method="", amount_cents=0, provider_level=())


def _payment(session: Session, found: Remittance, content: _Content, *, on: date, first: int) -> Payment:
    named = lists_remits.named_claims(session, [one.claim_id for one in content.advices if one.claim_id])
    parts, loose = _parts(content, named)
    return Payment(
        frame=lists.frame(session, on=on),
        remittance=found,
        origin=_origin(session, found, content),
        is_preview=found.state in post.PLANNED,
        becomes=content.becomes,
        parts=tuple(parts),
        claims=content.claims,
        loose=tuple(loose),
        tasks=content.tasks,
        findings=content.findings,
        notes=content.notes,
        total=content.total,
        first=first,
        is_too_long=content.is_too_long,
    )


def _origin(session: Session, found: Remittance, content: _Content) -> Origin:
    origin = lists_remits.origin(session, found.id)
    return replace(origin, payer="") if content.becomes is RemittanceState.MISROUTED else origin


def _planned(preview: post.Preview, part: slice) -> _Content:
    plan = preview.plan
    matched = {record.id: record for record in plan.records if isinstance(record, Advice)}
    advices = [matched.get(advice.id, advice) for advice in preview.read.advices]
    tasks = tuple(task for task in plan.tasks if task.state is TaskState.OPEN)
    postings = [one for one in plan.postings if one.reason not in AT_BANK]
    shown = _some(advices, tasks, part)
    owners, every = ({_place(advice) for advice in some} for some in (shown, advices))
    return _Content(
        advices=tuple(shown),
        postings=tuple(one for one in postings if (owner := _owner(one)) in owners or owner not in every),
        tasks=tasks,
        becomes=preview.state,
        claims=len(advices),
        total=effects(postings),
        findings=plan.findings,
        notes=plan.notes,
    )


def _posted(session: Session, found: Remittance, part: slice) -> _Content:
    every = lists_remits.told_of(session, found.id)
    tasks = lists_remits.open_tasks(
        session,
        subject_ids=[found.id, *(one.id for one in every)],
        claim_ids=[one.claim_id for one in every if one.claim_id],
    )
    shown = _some(every, tasks, part)
    places = {"some": [one.ordinal for one in shown], "of": [one.ordinal for one in every]}
    advices = {one.id: one for one in session.find(Advice, id=[one.id for one in shown])} if shown else {}
    bank = [reason.value for reason in AT_BANK]
    return _Content(
        advices=tuple(advices[one.id] for one in shown),
        postings=tuple(postings_of_some(session, found.id, but=bank, **places)),
        tasks=tasks,
        becomes=found.state,
        claims=len(every),
        total=effects_of(sums_of(session, found.id, but=bank)),
    )


D = TypeVar("D", Advice, Told)


def _some(decisions: Sequence[D], tasks: Iterable[Task], part: slice) -> list[D]:
    """Those that are shown: first of all what a person has to look at, and else in the order of the file."""
    about = {task.claim_id or task.subject_id for task in tasks}
    odd = {one.id for one in decisions if not one.claim_id or not about.isdisjoint((one.id, one.claim_id))}
    in_order = sorted(decisions, key=lambda one: (one.id not in odd, one.ordinal))
    return in_order[part]


def _place(advice: Advice) -> str:
    return f"{advice.remittance_id}:{advice.ordinal}"


def _parts(content: _Content, named: dict[int, Named]) -> tuple[list[Part], list[Posting]]:
    """Return the claims with their postings and tasks, and the postings that belong to none of them."""
    by_prefix: dict[str, list[Posting]] = defaultdict(list)
    for posting in content.postings:
        by_prefix[_owner(posting)].append(posting)
    tasks: dict[int, list[Task]] = defaultdict(list)
    for task in content.tasks:
        tasks[task.claim_id or task.subject_id].append(task)
    parts = []
    for advice in content.advices:
        own = by_prefix.pop(_place(advice), [])
        about = tasks.pop(advice.claim_id, []) if advice.claim_id else []
        parts.append(
            Part(
                advice=advice,
                claim=named.get(advice.claim_id),
                effects=effects(own),
                postings=tuple(own),
                tasks=(*about, *tasks.pop(advice.id, [])),
                whys=tuple(_whys(advice)),
            )
        )
    return parts, [posting for own in by_prefix.values() for posting in own]


def _owner(posting: Posting) -> str:
    """Return the remittance and the place of the advice that a posting's key names (`era:7:3:...`,
    `undo:era:...`).
    """
    words = posting.key.removeprefix("undo:").split(":")
    return ":".join(words[1:3]) if len(words) > 2 and words[0] == "era" else posting.key


def _whys(advice: Advice) -> Iterable[tuple[str, str, int, str]]:
    table = reasons()
    for adjustments in (advice.adjustments, *(line.adjustments for line in advice.lines)):
        for one in adjustments:
            yield one.group, one.carc, one.cents, table.label("carc", one.carc)
