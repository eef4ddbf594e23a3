"""What the payment screens show: the list, and one payment with what posting it does or did. Reads only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.ledger import Posting
from almoner.core.plan import Task
from almoner.core.remit import Advice, Remittance, RemittanceState
from almoner.core.remit.receive import MISROUTED
from almoner.core.rules import Finding
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.policy import reasons
from almoner.flow.remit import post, preview_kept
from almoner.flow.remit.look_remit_money import Effects, effects, effects_of
from almoner.flow.remit.payment_parts import (
    AT_BANK,
    Content,
    owner_of,
    place_of,
    planned_content,
    some,
)
from almoner.store.lists import lists, lists_remits
from almoner.store.lists.lists import Frame, Page
from almoner.store.lists.lists_remits import Named, Origin, RemittanceRow
from almoner.store.lists.order import USUAL, Order
from almoner.store.load import remittance_file
from almoner.store.money.postings import postings_of_some, sums_of
from almoner.store.session import Session

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


LARGEST_SHOWN = 5_000
"""A payment of more claims is not laid out on a page, unless it was planned before."""
TOO_LONG = Content((), (), (), RemittanceState.POSTED, is_too_long=True)


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


def remittance(actor: Actor, remittance_id: int, *, on: date, first: int = 0, most: int = MOST) -> Payment:
    """Return one payment: its plan while it waits to be posted, then what was posted; or NotFound. Of its
    claims so many are laid out, from `first` on.

    Of a payment for another practice nothing is told but who should have had it.
    """
    with enter(actor, Permission.REMITTANCE_READ) as session:
        found, told = _told(session, remittance_id, slice(first, first + most), on=on)
        if told.becomes is RemittanceState.MISROUTED:
            hidden = replace(told, advices=(), claims=0, findings=(), notes=(MISROUTED.why,))
            found, told = _hidden(found), hidden
        return _payment(session, found, told, on=on, first=first)


def _told(session: Session, remittance_id: int, part: slice, *, on: date) -> tuple[Remittance, Content]:
    """Return a payment with a part of what it does. The file of a large one is read only where nothing was
    kept of its plan.
    """
    least, settled = preview_kept.LEAST, set(RemittanceState) - post.PLANNED
    found, content = remittance_file(session, remittance_id, unless=settled, most=least - 1)
    is_too_long = found.claim_count > LARGEST_SHOWN
    if found.state in settled:
        is_told = found.state is RemittanceState.POSTED and is_too_long
        return found, TOO_LONG if is_told else _posted(session, found, part)
    if content is None:
        kept = preview_kept.content_of(session, found, part, on=on)
        if kept is not None or (is_too_long and found.state is RemittanceState.RECEIVED):
            return found, kept or TOO_LONG
        _, content = remittance_file(session, remittance_id)
    assert content is not None, "it was asked for whatever its state and size"
    return found, planned_content(post.previewed(session, found, content, on=on), part)


def _hidden(found: Remittance) -> Remittance:
    """A payment for another practice without what it says of others: the payee's numbers alone."""
    return replace(found, payer_name=ELSEWHERE, trace="", method="", amount_cents=0, provider_level=())


def _payment(session: Session, found: Remittance, content: Content, *, on: date, first: int) -> Payment:
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


def _origin(session: Session, found: Remittance, content: Content) -> Origin:
    origin = lists_remits.origin(session, found.id)
    return replace(origin, payer="") if content.becomes is RemittanceState.MISROUTED else origin


def _posted(session: Session, found: Remittance, part: slice) -> Content:
    every = lists_remits.told_of(session, found.id)
    tasks = lists_remits.open_tasks(
        session,
        subject_ids=[found.id, *(one.id for one in every)],
        claim_ids=[one.claim_id for one in every if one.claim_id],
    )
    shown = some(every, tasks, part)
    places = {"some": [one.ordinal for one in shown], "of": [one.ordinal for one in every]}
    advices = {one.id: one for one in session.find(Advice, id=[one.id for one in shown])} if shown else {}
    bank = [reason.value for reason in AT_BANK]
    return Content(
        advices=tuple(advices[one.id] for one in shown),
        postings=tuple(postings_of_some(session, found.id, but=bank, **places)),
        tasks=tasks,
        becomes=found.state,
        claims=len(every),
        total=effects_of(sums_of(session, found.id, but=bank)),
    )


def _parts(content: Content, named: dict[int, Named]) -> tuple[list[Part], list[Posting]]:
    """Return the claims with their postings and tasks, and the postings that belong to none of them."""
    by_prefix: dict[str, list[Posting]] = defaultdict(list)
    for posting in content.postings:
        by_prefix[owner_of(posting)].append(posting)
    tasks: dict[int, list[Task]] = defaultdict(list)
    for task in content.tasks:
        tasks[task.claim_id or task.subject_id].append(task)
    parts = []
    for advice in content.advices:
        own = by_prefix.pop(place_of(advice), [])
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


def _whys(advice: Advice) -> Iterable[tuple[str, str, int, str]]:
    table = reasons()
    for adjustments in (advice.adjustments, *(line.adjustments for line in advice.lines)):
        for one in adjustments:
            yield one.group, one.carc, one.cents, table.label("carc", one.carc)
