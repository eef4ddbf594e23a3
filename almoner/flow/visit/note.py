"""Notes as they are written: drafts that are saved by version, what is carried over from the last visit, and
the signature.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from almoner.core.chart import Note, Visit
from almoner.core.chart.draft import Composed, Draft, against, carried_from, compose, used, with_carried
from almoner.core.chart.note import OWN, Care, NoteSort
from almoner.core.chart.sign import Signer, freeze, sign_draft
from almoner.core.chart.template import Template
from almoner.core.chart.voiced import Voiced, traced
from almoner.core.party import Provider
from almoner.core.plan import Plan, Task
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.charge.sufficient import Looked, Said, look, owner_of, tasks_of_signed
from almoner.flow.once import first_act
from almoner.flow.refused import refusal, refuse_if
from almoner.store.chart import dictations, drafts
from almoner.store.commit import commit
from almoner.store.session import Session
from almoner.store.shipped.documentation import shipped_documentation
from almoner.store.shipped.templates import shipped_templates

DEFAULT_TEMPLATE = "general.visit"
CARRIED_SECTIONS = ("pmh", "family", "social", "hpi", "assessment", "plan")
"""Sections that are carried where nobody says which."""
COSIGN = "cosign_note"
CHANGED = "DOC-10"
"""The rule by which a draft is refused that another window has changed since."""
_FLOW = "document"


@dataclass(frozen=True, slots=True)
class Written:
    """A draft with its template and the text that it makes now; `voiced` says what of it was dictated."""

    draft: Draft
    template: Template
    made: Composed
    voiced: tuple[Voiced, ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """What a screen says of a draft that it loaded in a version: answers, free text, the places of carried
    paragraphs that were reviewed or dropped, and who stood behind the service.
    """

    visit_id: int
    version: int
    template: str
    answers: dict[str, tuple[str, ...]]
    free: dict[str, str]
    reviewed: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    care: Care = OWN
    scribe: str = ""


def templates() -> dict[str, Template]:
    """Return the templates that a note can be written by, by id."""
    return shipped_templates()


def template_of(template_id: str) -> Template:
    """Return a template, or raise Refused."""
    found = templates().get(template_id)
    if found is None:
        raise refusal("DOC-11", "There is no such template.", "Choose one that is offered.")
    return found


def load_draft(session: Session, visit: Visit) -> Written:
    """Return a visit's draft as it stands, an empty one where nobody has written yet (inside a flow)."""
    kept = drafts.draft_of(session, visit.id)
    draft = kept.draft if kept else Draft(visit.id, visit.patient_id, DEFAULT_TEMPLATE)
    template = template_of(draft.template)
    return Written(draft, template, compose(template, draft))


def overlaid(standing: Written, typed: Typed) -> Written:
    """Return a draft as a screen says it, in the version that stands: nothing is kept by that."""
    template = template_of(typed.template)
    draft = replace(
        standing.draft,
        template=typed.template,
        answers=typed.answers,
        free=typed.free,
        care=typed.care,
        scribe=typed.scribe,
    )
    return Written(draft, template, compose(template, draft))


def with_voice(session: Session, written: Written) -> Written:
    """Return a draft with what of its text was dictated (inside a flow)."""
    said = reversed(dictations.of_visit(session, written.draft.visit_id))
    return replace(written, voiced=traced(written.made.text, said))


def save_typed(actor: Actor, typed: Typed, *, on: date) -> tuple[Written, Looked]:
    """Keep what a screen says of a draft, and return it with what it lacks and carries now.

    What was carried stays as it was carried: the screen says only which paragraphs were reviewed or dropped.
    """
    with enter(actor, Permission.VISIT_WRITE) as session:
        visit = _open_visit(session, typed.visit_id)
        written = with_voice(session, _keep_typed(session, actor, visit, typed, on))
        said = Said(written.made, written.template, written.draft.care, actor.name)
        return written, look(session, visit, said)


def sign_typed(actor: Actor, typed: Typed, *, on: date) -> Note:
    """Keep what a screen says of a draft and sign it, as one act."""
    with enter(actor, Permission.NOTE_SIGN) as session:
        if (first := first_act(session, actor, Note)) is not None:
            return first
        visit = _open_visit(session, typed.visit_id)
        return _sign(session, actor, visit, _keep_typed(session, actor, visit, typed, on), on)


def _keep_typed(session: Session, actor: Actor, visit: Visit, typed: Typed, on: date) -> Written:
    standing = load_draft(session, visit).draft
    if standing.version != typed.version:
        raise _changed()
    carried = tuple(
        replace(one, is_reviewed=place in typed.reviewed)
        for place, one in enumerate(standing.carried)
        if place not in typed.dropped
    )
    draft = replace(
        standing,
        template=typed.template,
        answers=typed.answers,
        free=typed.free,
        carried=carried,
        care=typed.care,
        scribe=_scribe(typed, standing, actor),
    )
    template = template_of(draft.template)
    refuse_if(against(draft, template))
    kept = _save(session, actor, draft, on)
    return Written(kept, template, compose(template, kept))


def carry_forward(actor: Actor, visit_id: int, *, version: int, on: date) -> Draft:
    """Take paragraphs of the patient's last signed note into the draft, each with its source, unreviewed."""
    with enter(actor, Permission.VISIT_WRITE) as session:
        visit = _open_visit(session, visit_id)
        written = load_draft(session, visit)
        last = _last_note(session, visit)
        if last is None:
            raise refusal("DOC-15", "The patient has no earlier note.", "Write what you found.")
        carried = carried_from(last, written.template, sections=CARRIED_SECTIONS)
        if not carried:
            raise refusal("DOC-15", "The last note has none of these sections.", "Write what you found.")
        draft = with_carried(replace(written.draft, version=version), carried)
        refuse_if(against(draft, written.template))
        return _save(session, actor, draft, on)


def _sign(session: Session, actor: Actor, visit: Visit, written: Written, on: date) -> Note:
    note, findings = sign_draft(
        visit,
        written.draft,
        written.made,
        template=used(written.template),
        signer=signer_of(session, actor),
    )
    refuse_if(findings)
    note = replace(note, voiced=traced(note.text, reversed(dictations.of_visit(session, visit.id))))
    plan = freeze(visit, note, named=named_in(written), ids=session.ids(), on=on)
    tasks = tasks_of_signed(session, [(visit, note, written.template)], on=on)
    tasks += _to_cosign(session, note_of(plan), on)
    commit(session, replace(plan, tasks=tasks), cause=cause(actor, _FLOW, "signed"))
    drafts.drop(session, visit.id)
    return note_of(plan)


def _to_cosign(session: Session, note: Note, on: date) -> tuple[Task, ...]:
    """The second clinician's task, by the day that the card gives."""
    if not note.wants_cosignature:
        return ()
    made = Task(
        id=next(session.ids()),
        what=COSIGN,
        subject_kind="note",
        subject_id=note.id,
        why="The note waits for your own words on what you saw, did and decided.",
        owner=owner_of(session, note.care.supervising_id),
        opened_on=on,
        due_on=on + timedelta(days=shipped_documentation().cosign_days),
        patient_id=note.patient_id,
    )
    return (made,)


def named_in(written: Written) -> tuple[str, ...]:
    """Return the problems that the author named: the answers that stand as a diagnosis by themselves."""
    wanted = [each for each in written.template.fields if "dx" in each.proves and not each.options]
    answers = written.draft.answers
    said = [answers[each.id][0].strip() for each in wanted if answers.get(each.id)]
    return tuple(dict.fromkeys(words for words in said if words))


def signer_of(session: Session, by: Actor) -> Signer:
    """Return who signs: the provider whose user the actor is, at this instant."""
    own = session.find(Provider, user_name=by.name)
    return Signer(by.name, own[0].id if own else 0, datetime.now(UTC))


def _scribe(typed: Typed, standing: Draft, actor: Actor) -> str:
    """Who typed for the person that saves: whom the screen names, else who saved before, else who was named
    before; never that person.
    """
    named = (typed.scribe, standing.saved_by, standing.scribe)
    return next((one for one in named if one not in {"", actor.name}), "")


def _save(session: Session, actor: Actor, draft: Draft, on: date) -> Draft:
    version = drafts.save(session, draft, by=actor.name, on=on)
    if version is None:
        raise _changed()
    return replace(draft, version=version, saved_by=actor.name)


def _changed() -> Exception:
    mend = "Load the page again; what you typed here is still on your screen to copy."
    return refusal("DOC-10", "The draft was changed in another window.", mend)


def _open_visit(session: Session, visit_id: int) -> Visit:
    visit = session.get(Visit, visit_id)
    if visit.note_id:
        raise refusal("DOC-01", "The visit's note is signed already.", "Write an addendum.")
    return visit


def _last_note(session: Session, visit: Visit) -> Note | None:
    """The patient's last signed note of a visit that wasn't withdrawn."""
    notes = session.find(Note, patient_id=visit.patient_id)
    gone = {one.addendum_to for one in notes if one.what is NoteSort.WITHDRAWAL}
    standing = [one for one in notes if one.what is NoteSort.VISIT and one.id not in gone]
    return max(standing, key=lambda one: (one.signed_on, one.id), default=None)


def note_of(plan: Plan) -> Note:
    return next(one for one in plan.records if isinstance(one, Note))
