"""What posting a large payment would do, planned by the worker while the payment waits, so that its page
needs no plan of all its claims. Those about which something was recorded since are planned anew at each look,
these alone.

Promises that a page shows what the plan of now says: where the house, the prices, the day or the payment
itself have changed, or where the claims can't be told apart, nothing that was kept is shown.
"""

import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner import __version__
from almoner.core.ledger import Posting
from almoner.core.plan import Task, TaskState
from almoner.core.remit import Advice, ReadRemittance, Remittance, RemittanceState
from almoner.core.remit.advice import REVERSAL
from almoner.core.rules import Finding
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.price.contracts import price_mark
from almoner.flow.remit import post
from almoner.flow.remit.look_remit_money import Effects, effects
from almoner.flow.remit.payment_parts import (
    AT_BANK,
    Content,
    Pieces,
    owner_of,
    pieces,
    place_of,
    planned_content,
    some,
)
from almoner.store.codec import decode, encode
from almoner.store.kept import kept_previews
from almoner.store.kept.kept_previews import KeptPreview, Since, Waiting
from almoner.store.lists.lists_remits import Told
from almoner.store.load import remittance_file
from almoner.store.money.ledger import entry_at
from almoner.store.session import Session

LEAST, LARGEST = 200, 50_000
"""A payment of fewer claims is planned whole at each look; one of more is not laid out."""
MOST_ANEW = 400
"""Claims that are planned anew at a look; where more have changed, all are."""
OLDEST = 300
"""Audit entries after which a payment that waits is planned again."""
WORKS_S = 20
"""How long the worker plans payments before it lets other work go first; it begins no more after that."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A decision of the payment: its record, its place in the file, our claim and its patient (0: unknown).
    `is_open`: it is planned anew whenever anything changed, for it may mean another claim now.
    """

    id: int
    ordinal: int
    claim_id: int
    patient_id: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is kept of a payment as a whole. `tasks` are those about its claims too."""

    becomes: RemittanceState
    total: Effects
    places: tuple[_Place, ...]
    tasks: tuple[Task, ...]
    loose: tuple[Posting, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    usage: str
    payer_numbers: tuple[str, ...]
    is_divisible: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """What is kept of one decision."""

    advice: Advice
    postings: tuple[Posting, ...]


def content_of(session: Session, found: Remittance, part: slice, *, on: date) -> Content | None:
    """Return a part of what posting a payment does now, from what was kept of its plan and what was recorded
    since; None where nothing of use was kept (inside another flow's session).
    """
    kept = kept_previews.kept(session, found.id)
    if kept is None or not kept.is_of(found, on=on, rests_on=_rests_on()):
        return None
    whole = decode(_Whole, kept.body)
    anew = _changed(whole, kept_previews.since(session, found, kept.entry_id))
    if anew is None:
        return None
    fresh = _planned_anew(session, _Kept(found, kept, whole), anew, on=on)
    return None if fresh is None else _joined(session, _Kept(found, kept, whole), anew, fresh, part)


def keep_previews(actor: Actor, *, on: date) -> int:
    """Plan the large payments that wait, as far as they weren't or stand otherwise by now, and keep what
    posting them would do; return how many were. It changes nothing of the books.
    """
    until, states = time.monotonic() + WORKS_S, [state.value for state in post.PLANNED]
    with enter(actor, Permission.REMITTANCE_READ) as session:
        kept_previews.forget(session, but=states)
        found = kept_previews.waiting(session, states, least=LEAST, most=LARGEST)
        last_id = entry_at(session, None) if found else 0
    due = [one for one in found if _is_due(one, last_id, on)]
    done = 0
    for one in due:
        if time.monotonic() > until:
            break
        with enter(actor, Permission.REMITTANCE_READ) as session:
            keep_preview(session, one.remittance_id, on=on)
        done += 1
    return done


def _is_due(one: Waiting, last_id: int, on: date) -> bool:
    is_of_now = (one.kept_version, one.kept_on, one.rests_on) == (one.version, on, _rests_on())
    return not is_of_now or last_id - one.entry_id > OLDEST


def keep_preview(session: Session, remittance_id: int, *, on: date) -> None:
    """Plan a payment that waits, and keep what posting it would do (inside another flow's session). The entry
    is read first: what is recorded meanwhile counts as recorded since.
    """
    entry_id = entry_at(session, None)
    found, content = remittance_file(session, remittance_id)
    if content is None or found.state not in post.PLANNED:
        return
    preview = post.previewed(session, found, content, on=on)
    made = pieces(preview)
    whole, parts = _kept_of(session, preview, made)
    kept = KeptPreview(found.id, found.version, on, entry_id, _rests_on(), encode(whole).decode())
    kept_previews.keep(session, kept, {place: encode(one).decode() for place, one in parts.items()})


def differs(actor: Actor, *, on: date) -> list[int]:
    """Return the payments of which what was kept, with what was recorded since, says something else than
    their plan of now.
    """
    states = [state.value for state in post.PLANNED]
    with enter(actor, Permission.REMITTANCE_READ) as session:
        found = kept_previews.waiting(session, states, least=LEAST, most=LARGEST)
        return [one.remittance_id for one in found if _is_told_otherwise(session, one.remittance_id, on)]


def _is_told_otherwise(session: Session, remittance_id: int, on: date) -> bool:
    found, content = remittance_file(session, remittance_id)
    kept = content_of(session, found, slice(None), on=on)
    if kept is None or content is None:
        return False
    return as_told(kept) != as_told(
        planned_content(post.previewed(session, found, content, on=on), slice(None))
    )


def as_told(content: Content) -> tuple[object, ...]:
    """Return what a content says, without the ids that each plan draws anew."""
    return (
        *(content.becomes, content.claims, content.total, content.findings, content.notes),
        sorted((one.ordinal, one.control, one.claim_id, one.rank) for one in content.advices),
        sorted((one.key, one.debit, one.credit, one.cents, one.reason) for one in content.postings),
        sorted(
            (one.what, one.why, one.claim_id, one.patient_id, one.cents, one.due_on) for one in content.tasks
        ),
    )


def _rests_on() -> str:
    """What a plan rests on beside the books: the product, the tables and the cards of prices."""
    return f"{__version__} {price_mark()}"


def _kept_of(session: Session, preview: post.Preview, made: Pieces) -> tuple[_Whole, dict[int, _Part]]:
    every = {place_of(advice): advice for advice in made.advices}
    by_owner: dict[str, list[Posting]] = {owner: [] for owner in every}
    loose: list[Posting] = []
    for posting in made.postings:
        by_owner.get(owner_of(posting), loose).append(posting)
    whose = kept_previews.patients_of(session, [one.claim_id for one in made.advices if one.claim_id])
    whole = _Whole(
        becomes=preview.state,
        total=effects(made.postings),
        places=tuple(_place(advice, whose) for advice in made.advices),
        tasks=made.tasks,
        loose=tuple(loose),
        findings=preview.plan.findings,
        notes=preview.plan.notes,
        usage=preview.read.usage,
        payer_numbers=preview.read.payer_numbers,
        is_divisible=preview.planned.is_divisible,
    )
    return whole, {one.ordinal: _Part(one, tuple(by_owner[owner])) for owner, one in every.items()}


def _place(advice: Advice, whose: dict[int, int]) -> _Place:
    is_open = not advice.claim_id or advice.status == REVERSAL
    return _Place(advice.id, advice.ordinal, advice.claim_id, whose.get(advice.claim_id, 0), is_open)


def _changed(whole: _Whole, since: Since) -> list[_Place] | None:
    """Return the decisions that are to be planned anew, None where all are. What doesn't post rests on no
    claim; a patient's decisions rest on each other.
    """
    if since.is_nothing:
        return []
    if since.is_ground or since.is_much:
        return None
    if whole.becomes is not RemittanceState.POSTED:
        return []
    if not whole.is_divisible:
        return None
    touched = {*since.patients, *(one.patient_id for one in whole.places if one.is_open)} - {0}
    anew = [one for one in whole.places if one.is_open or one.patient_id in touched]
    return anew if len(anew) <= MOST_ANEW else None


@dataclass(frozen=True, slots=True)
class _Kept:
    """A payment with what was kept of it."""

    remittance: Remittance
    kept: KeptPreview
    whole: _Whole


@dataclass(frozen=True, slots=True)
class _Fresh:
    """What was kept of decisions that were planned anew, and what their plan says now."""

    before: tuple[_Part, ...]
    now: Pieces


def _planned_anew(session: Session, of: _Kept, anew: Sequence[_Place], *, on: date) -> _Fresh | None:
    if not anew:
        return _Fresh((), Pieces((), (), ()))
    before = _parts(session, of.kept, anew)
    if before is None:
        return None
    advices = tuple(one.advice.of_claim(0, 0) for one in before)
    read = ReadRemittance(
        of.remittance,
        advices,
        issues=(),
        is_whole=True,
        is_balanced=True,
        usage=of.whole.usage,
        payer_numbers=of.whole.payer_numbers,
    )
    planned = post.part_planned(session, read, on=on)
    if planned is None or not _are_apart(session, of, anew, planned.plan.records):
        return None
    matched = {one.id: one for one in planned.plan.records if isinstance(one, Advice)}
    now = Pieces(
        advices=tuple(matched[one.id] for one in advices),
        postings=tuple(one for one in planned.plan.postings if one.reason not in AT_BANK),
        tasks=tuple(task for task in planned.plan.tasks if task.state is TaskState.OPEN),
    )
    return _Fresh(before, now)


def _are_apart(session: Session, of: _Kept, anew: Sequence[_Place], records: Iterable[object]) -> bool:
    """True where none of these decisions means a patient now of whom others were left as they were kept."""
    claims = [one.claim_id for one in records if isinstance(one, Advice) and one.claim_id]
    ordinals = {one.ordinal for one in anew}
    left = {one.patient_id for one in of.whole.places if one.ordinal not in ordinals}
    return left.isdisjoint(kept_previews.patients_of(session, claims).values())


def _parts(
    session: Session, kept: KeptPreview, places: Collection[_Place | Told]
) -> tuple[_Part, ...] | None:
    """Return the kept parts of decisions in their order; None where they were kept anew meanwhile."""
    bodies = kept_previews.parts(session, kept, [one.ordinal for one in places]) if places else {}
    if len(bodies) < len(places):
        return None
    return tuple(decode(_Part, bodies[one.ordinal]) for one in places)


def _joined(
    session: Session, of: _Kept, anew: Sequence[_Place], fresh: _Fresh, part: slice
) -> Content | None:
    """Put together what was kept and what was planned anew, and take a part of it."""
    now = {one.ordinal: one for one in fresh.now.advices}
    patients, gone = {one.patient_id for one in anew} - {0}, {one.id for one in anew}
    tasks = (
        *(task for task in of.whole.tasks if task.patient_id not in patients and task.subject_id not in gone),
        *fresh.now.tasks,
    )
    kept_loose = [one for one in of.whole.loose if one.subject.patient_id not in patients]
    dropped = [one for one in of.whole.loose if one.subject.patient_id in patients]
    every = [
        Told(one.id, one.ordinal, now[one.ordinal].claim_id if one.ordinal in now else one.claim_id)
        for one in of.whole.places
    ]
    shown = some(every, tasks, part)
    kept = _parts(session, of.kept, [one for one in shown if one.ordinal not in now])
    if kept is None:
        return None
    advices = {one.advice.ordinal: one.advice for one in kept} | now
    own = {place_of(advices[one.ordinal]) for one in shown}
    places = {place_of(one) for one in fresh.now.advices}
    added = [one for one in fresh.now.postings if (owner := owner_of(one)) in own or owner not in places]
    before = [one for each in fresh.before for one in each.postings]
    return Content(
        advices=tuple(advices[one.ordinal] for one in shown),
        postings=(*(one for each in kept for one in each.postings), *added, *kept_loose),
        tasks=tasks,
        becomes=of.whole.becomes,
        claims=len(every),
        total=_with(of.whole.total, less=effects([*before, *dropped]), more=effects(fresh.now.postings)),
        findings=of.whole.findings,
        notes=of.whole.notes,
    )


def _with(total: Effects, *, less: Effects, more: Effects) -> Effects:
    """Return sums without a part of them, and with another."""
    names = Effects.__dataclass_fields__
    return replace(
        total, **{name: getattr(total, name) - getattr(less, name) + getattr(more, name) for name in names}
    )
