"""Step 4 on the screen: a person decides on each code of a signed visit, and finishes the superbill.

Nothing is accepted whose evidence was not shown. No amount is shown to who chooses codes; the fee of a line
comes from the practice's list when the superbill is finished.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.charge import Superbill
from almoner.core.charge.draft import BillForm, draft
from almoner.core.charge.superbill import decide, faults
from almoner.core.chart import Note, Visit, VisitState
from almoner.core.coding import decision as deciding
from almoner.core.coding.answer import Query
from almoner.core.coding.asked_provider import ProviderQuery
from almoner.core.coding.autonomy import Level
from almoner.core.coding.day_codes import day_codes
from almoner.core.coding.decision import Act, CodingDecision, Origin, Sort
from almoner.core.coding.model_opinion import ModelOpinion
from almoner.core.coding.offer import Offer
from almoner.core.coding.queue import Rank, rank
from almoner.core.plan import Plan, join
from almoner.core.rules import Finding
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.charge.coder import tools
from almoner.flow.code import stronger
from almoner.flow.code.code import foreseen
from almoner.flow.code.code_autonomy import fallen, going, levels_of
from almoner.flow.code.code_visit import Coded, code_note
from almoner.flow.code.passage import Passage, placed
from almoner.flow.code.review import Listed, listed
from almoner.flow.code.review_draw import Decided, drawn, refuse_unblinding
from almoner.flow.policy import reasons
from almoner.flow.price.fees import fees_of
from almoner.flow.refused import refusal, refuse_faults
from almoner.flow.visit.disclosure import refuse_apart
from almoner.flow.visit.look_chart import Head, head_of
from almoner.flow.visit.proposals import proposed
from almoner.store.commit import commit
from almoner.store.lists import lists, lists_coding
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_coding import CodingRow, RefusedRow
from almoner.store.session import Session

LEAST_CODE, MOST_BELOW = 3, 8
"""The shortest code, and how many are named in place of a header."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Signed visits that wait for their codes, each with its rank, and second reviews that are not over."""

    frame: Frame
    rows: tuple[tuple[CodingRow, Rank], ...]
    reviews: tuple[Listed, ...]
    refused: tuple[tuple[RefusedRow, str], ...] = ()
    """Refusals that are the coder's, each with our word for the payer's reason."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The superbill of a visit as the screen shows it. `findings` are what the edits would say of a claim."""

    head: Head
    visit: Visit
    note: Note
    offers: tuple[Offer, ...]
    added: tuple[CodingDecision, ...]
    """What a person added by themselves."""
    bill: Superbill
    lacks: tuple[str, ...]
    findings: tuple[Finding, ...]
    queries: tuple[Query, ...]
    """What may be asked of the provider, and was not."""
    asked: tuple[ProviderQuery, ...]
    together: tuple[Offer, ...]
    """What may be accepted in one act, with all its evidence on the screen."""
    filled: tuple[Offer, ...]
    """What stands on the superbill until a person finishes it, or rejects it."""
    next_id: int
    """The next visit that waits for its codes, 0 where none does."""
    opinion: ModelOpinion | None
    """What a stronger model said of the note."""
    may_ask_model: bool
    names: tuple[str, ...] = ()
    """What each line of the bill is named by in a form."""

    @property
    def is_open(self) -> bool:
        """True while it can be decided on."""
        return self.visit.state is VisitState.SIGNED


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person says to one code. `about` is the code that was offered, empty where they add their own;
    `opened` is true when its evidence was on their screen, for so many `seconds`.
    """

    sort: Sort
    about: str
    action: Act
    code: str
    reason: str = ""
    opened: bool = False
    seconds: int = 0
    shown: str = ""
    """The records as they were shown (`Offer.shown`)."""
    passage: Passage | None = None
    """The words of the note that a code of their own rests on."""


@dataclass(frozen=True, slots=True)
class OnScreen:
    """What was shown with all its evidence (`seen_key` of each offer), and for how many seconds."""

    keys: tuple[str, ...] = ()
    seconds: int = 0


NOTHING = OnScreen()


def seen_key(offer: Offer) -> str:
    """Return what names an offer with the records that it rests on, as they are now."""
    return f"{offer.key}.{offer.shown}" if offer.shown else offer.key


def waiting(actor: Actor, *, on: date) -> Waiting:
    """Return the signed visits that wait for their codes, and the second reviews."""
    require(actor, Permission.CODE_DECIDE)
    with enter(actor, Permission.CODE_DECIDE) as session:
        return Waiting(
            frame=lists.frame(session, on=on),
            rows=_ranked(session, on),
            reviews=listed(session, actor.name),
            refused=_refused(session, actor),
        )


def _refused(session: Session, actor: Actor) -> tuple[tuple[RefusedRow, str], ...]:
    if not actor.may(Permission.CLAIM_READ):
        return ()
    table = reasons()
    return tuple((one, table.label("carc", one.carc)) for one in lists_coding.refused(session))


def _ranked(session: Session, on: date) -> tuple[tuple[CodingRow, Rank], ...]:
    """The visits that wait, by their rank, then the oldest first."""
    found = lists_coding.waiting(session)
    return tuple(sorted(((one, rank(one.facts, on=on)) for one in found), key=lambda pair: pair[1].key))


def screen(actor: Actor, visit_id: int, form: BillForm, *, on: date) -> Screen:
    """Return the superbill of a signed visit with what is offered, was decided, and would be said."""
    require(actor, Permission.CODE_DECIDE)
    with enter(actor, Permission.CODE_DECIDE) as session:
        visit, note = _signed(session, actor, visit_id, on)
        refuse_unblinding(session, visit, actor.name)
        head = head_of(session, visit.patient_id, on=on)
        made = session.find(CodingDecision, visit_id=visit.id)
        coded = code_note(session, visit, note, head.patient)
        records = proposed(session, visit, on=on)
        made = records.decided(made)
        offered = records.offers(coded.answer, made)
        together, filled = _going(session, visit, offered)
        with_filled = [*made, *(_accepted(coded, note, one, on) for one in filled)]
        bill, unpriced = _bill(session, visit, with_filled, form)
        lacks = (*faults(bill.diagnoses, bill.lines), *unpriced, *_undecided(offered, filled))
        is_whole = visit.state is VisitState.SIGNED and not faults(bill.diagnoses, bill.lines)
        found = foreseen(session, visit, bill, on=on) if is_whole else ()
        names = tuple(one.name for one in deciding.chosen(with_filled, Sort.SERVICE))
        next_id = next((one.visit_id for one, _ in _ranked(session, on) if one.visit_id != visit.id), 0)
        stands = deciding.standing(made).values()
        added = tuple(one for one in stands if one.action is Act.ADD and one.origin is Origin.TYPED)
        asked = session.find(ProviderQuery, note_id=note.id)
        known = {(one.about, one.axis) for one in asked}
        left = tuple(one for one in coded.answer.queries if (one.about, one.axis) not in known)
        return Screen(
            head=head,
            visit=visit,
            note=note,
            offers=offered,
            added=added,
            bill=bill,
            lacks=lacks,
            findings=found,
            queries=left,
            asked=tuple(asked),
            together=together,
            filled=filled,
            next_id=next_id,
            opinion=stronger.kept(session, note),
            may_ask_model=stronger.is_set() and visit.state is VisitState.SIGNED,
            names=names,
        )


def choose(actor: Actor, visit_id: int, choice: Choice, *, on: date) -> CodingDecision:
    """Record what a person says to one code; Refused without shown evidence, or without a reason."""
    require(actor, Permission.CODE_DECIDE)
    with enter(actor, Permission.CODE_DECIDE) as session:
        visit, note = _signed(session, actor, visit_id, on)
        _refuse_coded(visit)
        head = head_of(session, visit.patient_id, on=on)
        records = proposed(session, visit, on=on)
        coded = code_note(session, visit, note, head.patient)
        offer = _offer(records.offers(coded.answer, ()), choice) if choice.about else None
        made = _made(coded, note, choice, offer, on)
        made = replace(made, id=next(session.ids()), decided_by=actor.name)
        if made.action is not Act.REJECT:
            refuse_unknown(made, visit.service_on)
        refuse_faults("COD-10", deciding.faults(made), "Look at the suggestion again.")
        fresh = Plan(on=on, records=(made,))
        plan = join([records.plan, fresh, fallen(session, (made,), on=on)], on=on)
        commit(session, plan, cause=cause(actor, "code"))
        return made


def choose_together(actor: Actor, visit_id: int, seen: OnScreen, *, on: date) -> tuple[CodingDecision, ...]:
    """Accept several suggestions in one act, each as a decision of its own. Refused where one is of a kind
    that is decided on one by one.
    """
    require(actor, Permission.CODE_DECIDE)
    with enter(actor, Permission.CODE_DECIDE) as session:
        visit, note = _signed(session, actor, visit_id, on)
        _refuse_coded(visit)
        made = session.find(CodingDecision, visit_id=visit.id)
        coded = code_note(session, visit, note, head_of(session, visit.patient_id, on=on).patient)
        records = proposed(session, visit, on=on)
        groups = _going(session, visit, records.offers(coded.answer, records.decided(made)))
        may = {seen_key(one): one for group in groups for one in group}
        if not seen.keys or not may.keys() >= set(seen.keys):
            raise refusal("COD-26", "One of these is decided on by itself.", "Load the page again.")
        ids = session.ids()
        accepted = tuple(
            replace(_accepted(coded, note, may[key], on, seen.seconds), id=next(ids), decided_by=actor.name)
            for key in dict.fromkeys(seen.keys)
        )
        plan = join([records.plan, Plan(on=on, records=accepted)], on=on)
        commit(session, plan, cause=cause(actor, "code", "several in one act"))
        return accepted


def finish(actor: Actor, visit_id: int, form: BillForm, *, on: date, filled: OnScreen = NOTHING) -> Superbill:
    """Make the superbill of what was chosen, and mark the visit coded; Refused says what is left to do.

    `filled` names what stood filled in with its evidence on the person's screen: finishing accepts
    it, and each becomes a decision of theirs. What was not on their screen is not accepted.
    """
    require(actor, Permission.CODE_DECIDE)
    with enter(actor, Permission.CODE_DECIDE) as session:
        visit, note = _signed(session, actor, visit_id, on)
        _refuse_coded(visit)
        made = session.find(CodingDecision, visit_id=visit.id)
        head = head_of(session, visit.patient_id, on=on)
        coded = code_note(session, visit, note, head.patient)
        records = proposed(session, visit, on=on)
        made = records.decided(made)
        offered = records.offers(coded.answer, made)
        _, standing = _going(session, visit, offered)
        if {seen_key(one) for one in standing} != set(filled.keys):
            raise refusal("COD-27", "What stands filled in was not all on your screen.", "Look at it again.")
        ids = session.ids()
        accepted = [
            replace(_accepted(coded, note, one, on, filled.seconds), id=next(ids), decided_by=actor.name)
            for one in standing
        ]
        made = [*made, *accepted]
        bill, unpriced = _bill(session, visit, made, form)
        for lack in (*faults(bill.diagnoses, bill.lines), *unpriced, *_undecided(offered, standing)):
            raise refusal("COD-11", lack, "Finish the superbill then.")
        bill = replace(bill, id=next(session.ids()), decided_by=actor.name, decided_on=on)
        again = drawn(session, [Decided(visit, note, bill, made)], by=actor.name, on=on)
        plan = join([records.plan, decide(visit, bill, accepted, on=on), again], on=on)
        commit(session, plan, cause=cause(actor, "code"))
        return bill


def _signed(session: Session, actor: Actor, visit_id: int, on: date) -> tuple[Visit, Note]:
    visit = session.get(Visit, visit_id)
    refuse_apart(session, actor, visit, on=on)
    if not visit.note_id:
        raise refusal("COD-02", "The note of this visit is not signed.", "Have the note signed first.")
    return visit, session.get(Note, visit.note_id)


def _refuse_coded(visit: Visit) -> None:
    if visit.state is not VisitState.SIGNED:
        raise refusal("COD-02", "The visit is coded already.", "Charge it late, or take a charge back.")


def _going(
    session: Session, visit: Visit, offered: Sequence[Offer]
) -> tuple[tuple[Offer, ...], tuple[Offer, ...]]:
    """What may be accepted in one act, and what stands filled in; nothing of a visit that is coded."""
    levels = levels_of(session) if visit.state is VisitState.SIGNED else {}
    return going(offered, levels, Level.TOGETHER), going(offered, levels, Level.FILLED)


def _accepted(coded: Coded, note: Note, offer: Offer, on: date, seconds: int = 0) -> CodingDecision:
    """The acceptance of an offer whose evidence is on the screen, still without an id and a person."""
    choice = Choice(offer.sort, offer.name, Act.ACCEPT, offer.code, opened=True, seconds=seconds)
    return _made(coded, note, choice, offer, on)


def _made(coded: Coded, note: Note, choice: Choice, offer: Offer | None, on: date) -> CodingDecision:
    return decision_on(coded.versions, note, choice, offer, on)


def decision_on(
    made_with: deciding.Versions, note: Note, choice: Choice, offer: Offer | None, on: date
) -> CodingDecision:
    """Return the decision that a choice is, still without an id and a person; what it is about has to be
    offered.
    """
    quoted = placed(note, choice.passage) if choice.passage and offer is None else None
    places = ((quoted.start, quoted.end),) if quoted else ()
    return CodingDecision(
        id=0,
        visit_id=note.visit_id,
        patient_id=note.patient_id,
        note_id=note.id,
        note_sha256=note.sha256,
        sort=choice.sort,
        code=choice.code,
        action=choice.action,
        decided_by="",
        decided_on=on,
        origin=offer.origin if offer else Origin.TYPED,
        suggestion=offer.suggested if offer else None,
        reason=choice.reason,
        evidence_opened=choice.opened and offer is not None,
        seconds=choice.seconds if choice.opened else 0,
        versions=made_with,
        places=places,
    )


def _offer(offered: Sequence[Offer], choice: Choice) -> Offer:
    for one in offered:
        if (one.sort, one.name, one.shown) == (choice.sort, choice.about, choice.shown):
            return one
    raise refusal("COD-12", "This code is not suggested any more.", "Load the page again.")


def refuse_unknown(made: CodingDecision, on: date) -> None:
    """Raise Refused unless a diagnosis is valid and billable on the day of service; the edits judge procedure
    codes.
    """
    codes = day_codes(tools().tables, on)
    if made.sort is Sort.DIAGNOSIS and made.code and not codes.is_billable(made.code):
        below = [one.code for one in codes.below(made.code)] if len(made.code) >= LEAST_CODE else []
        if below:
            heirs = ", ".join(below[:MOST_BELOW]) + (" or another below it" if below[MOST_BELOW:] else "")
            raise refusal(
                "COD-13",
                "This is no billable diagnosis code of the visit's day, only those below it are.",
                f"Choose {heirs}.",
            )
        raise refusal("COD-13", "This is no billable diagnosis code of the visit's day.", "Look the code up.")


def _undecided(offered: Sequence[Offer], filled: Sequence[Offer]) -> tuple[str, ...]:
    left = [one for one in offered if one.is_wanted and one not in filled]
    diagnoses = sum(one.sort is Sort.DIAGNOSIS for one in left)
    services = sum(one.sort is Sort.SERVICE for one in left)
    said = []
    if diagnoses:
        words = "diagnosis waits" if diagnoses == 1 else "diagnoses wait"
        said.append(f"{diagnoses} suggested {words} for your decision.")
    if services:
        words = "service waits" if services == 1 else "services wait"
        said.append(f"{services} {words} for your decision that the chart says was done.")
    return tuple(said)


def _bill(
    session: Session, visit: Visit, made: Sequence[CodingDecision], form: BillForm
) -> tuple[Superbill, tuple[str, ...]]:
    """The superbill as it would be, and what the practice has no fee for."""
    bare = draft(visit, made, form)
    fees = fees_of(session, visit, bare.lines)
    unpriced = tuple(
        f"The practice has no fee for {line.code}."
        for line, fee in zip(bare.lines, fees, strict=True)
        if fee is None
    )
    lines = tuple(
        replace(line, charge_cents=fee.cents, schedule_id=fee.schedule_id) if fee else line
        for line, fee in zip(bare.lines, fees, strict=True)
    )
    return replace(bare, lines=lines), unpriced
