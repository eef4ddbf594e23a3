"""What payers took back, deferred or advanced at provider level: who owes whom since when, and what a person
finds it to be about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.claim import Claim
from almoner.core.collect.refund import repaid
from almoner.core.collect.standings import stand
from almoner.core.money import in_dollars
from almoner.core.party import Payer
from almoner.core.plan import Plan, Task, TaskState, join, reading
from almoner.core.remit import Remittance
from almoner.core.remit.recoupment import ADVANCED, OpenPair, Standing, TakebackAct, standing
from almoner.core.remit.takeback import place, room
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.refused import refusal
from almoner.flow.remit.paid_lines import paid_lines
from almoner.store.commit import commit, take_turn
from almoner.store.kept import kept_standings
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.load import repaid_deferrals, settling, with_provider_level
from almoner.store.session import Ask, Session

TASK = "recoupment"
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class PayerStanding:
    """One payer: what it may still take (`open`), and what it took that nothing explains (`taken`)."""

    payer: Payer
    open: tuple[OpenPair, ...]
    taken: tuple[OpenPair, ...]

    @property
    def open_cents(self) -> int:
        """What the payer may still take, or has advanced."""
        return sum(each.cents for each in self.open)

    @property
    def taken_cents(self) -> int:
        """What the payer took and nobody has explained."""
        return sum(each.cents for each in self.taken)


@dataclass(frozen=True, slots=True)
class Takebacks:
    """The payers with something between them and the practice, by name."""

    frame: Frame
    payers: tuple[PayerStanding, ...]


def takebacks(actor: Actor, *, on: date) -> Takebacks:
    """Return what payers took, deferred or advanced, each with the payment that it came with."""
    with enter(actor, Permission.REMITTANCE_READ) as session:
        names = {payer.id: payer for payer in session.find(Payer)}
        rows = [
            PayerStanding(names[payer_id], tuple(each.open), tuple(each.taken))
            for payer_id, each in _stands(session).items()
            if payer_id in names and (each.open or each.taken)
        ]
        rows.sort(key=lambda row: row.payer.name)
        return Takebacks(lists.frame(session, on=on), tuple(rows))


def _stands(session: Session) -> dict[int, Standing]:
    """Where all payers stand: from where they stood in the night, while that holds."""
    acts, back = Ask(TakebackAct), repaid_deferrals()
    found = session.gather(acts, back)
    since = kept_standings.kept(session)
    if since is not None and not since.holds(found.of(acts), found.of(back)):
        since = None
    history = settling(session, after=since.through_on) if since else settling(session)
    return stand(history, found.of(acts), found.of(back), since)


KEPT_BEFORE = timedelta(days=30)
"""Payments come some days after they were made, and later ones are followed at each look."""


def keep_standings(actor: Actor, *, on: date) -> None:
    """Keep where payers stood some weeks before a day, so that looks begin there; it changes nothing of the
    books.
    """
    with enter(actor, Permission.REMITTANCE_READ) as session:
        take_turn(session)
        kept_standings.keep(session, kept_standings.count(session, on - KEPT_BEFORE))


@dataclass(frozen=True, slots=True)
class Pair:
    """A provider-level pair: its payment, and its place there from 1."""

    remittance_id: int
    number: int


@dataclass(frozen=True, slots=True)
class _Found:
    """What a payer took that waits to be explained, how much that was at first, and where it stands."""

    taken: OpenPair
    first_cents: int
    stand: Standing


def match_takeback(actor: Actor, pair: Pair, opened: Pair, *, on: date, why: str) -> TakebackAct:
    """Say that what a payer took collects what another pair left open, though their references differ. It
    moves no money: both are the payer's. As much as both still hold is matched.
    """
    require(actor, Permission.SUSPENSE_PLACE)
    _need_reason(why)
    with enter(actor, Permission.SUSPENSE_PLACE) as session:
        take_turn(session)
        found = _find(session, pair)
        taken, left = found.taken, _named(found.stand.open, opened)
        if left is None or left.code != taken.code:
            raise refusal("TAKE-02", "No such open balance of this payer and code.", "Load the list again.")
        act = TakebackAct(
            id=next(session.ids()),
            payer_id=taken.of.payer_id,
            remittance_id=pair.remittance_id,
            number=pair.number,
            cents=min(taken.cents, left.cents),
            decided_by=actor.name,
            decided_on=on,
            why=why.strip(),
            open_remittance_id=opened.remittance_id,
            open_number=opened.number,
        )
        plan = Plan(on=on, records=(act,), reads=reading(taken.of))
        _commit(session, actor, plan, act, found)
        return act


@dataclass(frozen=True, slots=True)
class Onto:
    """The claim, by our number, and how much of the takeback it was: all of it, or so many cents."""

    control: str
    cents: int = 0


def place_takeback(actor: Actor, pair: Pair, onto: Onto, *, on: date, why: str) -> TakebackAct:
    """Lay what a payer took back on the claim that it had paid: its receivable stands again by as much, and
    has an owner.
    """
    require(actor, Permission.SUSPENSE_PLACE)
    _need_reason(why)
    with enter(actor, Permission.SUSPENSE_PLACE) as session:
        take_turn(session)
        found = _find(session, pair)
        taken = found.taken
        if taken.code in ADVANCED:
            words = "It draws down an advance, which was no payment of a claim."
            raise refusal("TAKE-06", words, "Match it with the advance, or ask the payer which one it means.")
        claim = _claim(session, onto.control, taken.of.payer_id)
        lines = paid_lines(session, claim)
        part = onto.cents or taken.cents
        most = min(taken.cents, room(lines))
        if not 0 < part <= most:
            words = f"No more than {in_dollars(most)} was taken and had been paid on that claim."
            raise refusal("TAKE-04", words, "Apply less of it, or find the other claim.")
        act = TakebackAct(
            id=next(session.ids()),
            payer_id=taken.of.payer_id,
            remittance_id=pair.remittance_id,
            number=pair.number,
            cents=part,
            decided_by=actor.name,
            decided_on=on,
            why=why.strip(),
            claim_id=claim.id,
        )
        _commit(session, actor, place(act, taken, claim, lines, ids=session.ids()), act, found)
        return act


def _commit(session: Session, actor: Actor, plan: Plan, act: TakebackAct, found: _Found) -> None:
    """With the whole amount explained, the work about it ends."""
    done = _asked(session, found) if act.cents == found.taken.cents else []
    closed = tuple(task.closed(by=actor.name, outcome=act.why, on=plan.on) for task in done)
    over = Plan(on=plan.on, tasks=closed, reads=reading(*done))
    commit(session, join([plan, over], on=plan.on), cause=cause(actor, "takeback", act.why))


def _asked(session: Session, about: _Found) -> list[Task]:
    """The work that asks about a pair: about its payment, or the claim that its reference names."""
    taken = about.taken
    words = taken.reference.split()
    named = session.find(Claim, control=words) + session.find(Claim, payer_control=words) if words else []
    subjects = {taken.of.id, *(claim.id for claim in named)}
    found = session.find(Task, what=TASK, state=TaskState.OPEN, subject_id=list(subjects))
    return [task for task in found if task.cents == about.first_cents][:1]


def _find(session: Session, pair: Pair) -> _Found:
    stand, at_first = _stand(session, pair)
    taken, first = _named(stand.taken, pair), _named(at_first.taken, pair)
    if taken is None or first is None:
        raise refusal("TAKE-01", "Nothing of this takeback waits to be explained.", "Load the list again.")
    return _Found(taken, first.cents, stand)


def _stand(session: Session, pair: Pair) -> tuple[Standing, Standing]:
    """Where the payer of a pair stands, and where by its payments alone."""
    payer_id = session.get(Remittance, pair.remittance_id).payer_id
    history, acts = with_provider_level(payer_id), Ask(TakebackAct, {"payer_id": payer_id})
    back = repaid_deferrals(payer_id)
    found = session.gather(history, acts, back)
    paid = found.of(history)
    return standing(paid, found.of(acts), repaid(found.of(back))), standing(paid)


def open_pair(session: Session, pair: Pair) -> OpenPair | None:
    """Return what of a pair is to be collected yet (inside another flow's session)."""
    return _named(_stand(session, pair)[0].open, pair)


def _named(pairs: Iterable[OpenPair], pair: Pair) -> OpenPair | None:
    wanted = (pair.remittance_id, pair.number)
    return next((each for each in pairs if (each.of.id, each.number) == wanted), None)


def _claim(session: Session, control: str, payer_id: int) -> Claim:
    found = session.find(Claim, control=control.strip().upper(), payer_id=payer_id)
    if not found:
        raise refusal("TAKE-03", "No claim to this payer has that number.", "Look the claim up.")
    return found[0]


def _need_reason(why: str) -> None:
    if not why.strip() or len(why) > LONGEST_REASON or not why.isprintable():
        raise refusal("TAKE-05", "It is explained with a reason.", "Say how you know, within 200 signs.")
