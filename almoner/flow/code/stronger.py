"""A second look at a note's codes by a stronger model, where the settings name one. The offline answer stands
whenever the model is off, late, wrong or unreachable, with a word on it.
"""

from dataclasses import dataclass, replace
from datetime import date

from almoner.core.chart import Note, Visit, VisitState
from almoner.core.coding.axis_choice import AxisOffer, ModelChoice, axes_chosen, axis_offers
from almoner.core.coding.chosen import Refusal, choose, offers
from almoner.core.coding.model_opinion import ModelOpinion, ModelRefused
from almoner.core.coding.reply import Offer
from almoner.core.coding.suggest import Answer, Asked, Tools
from almoner.core.party import Patient
from almoner.core.plan import Plan
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.charge.coder import tools
from almoner.flow.code.code_visit import asked_for, code_note
from almoner.flow.refused import refusal
from almoner.flow.visit.disclosure import refuse_outside
from almoner.flow.visit.models import coder_endpoint
from almoner.links.coder import PROMPT_VERSION, ModelUnusable, NoCoder, StrongerCoder, stronger_coder
from almoner.links.mailbox import LinkDown, LinkRefused
from almoner.settings import option
from almoner.store.commit import commit
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class Opinion:
    """An answer, and whose it is. `model` names who chose, empty where the coder stands alone; `word` says
    why it does although a model is set.
    """

    answer: Answer
    model: str = ""
    word: str = ""
    refused: tuple[Refusal, ...] = ()
    chosen: tuple[ModelChoice, ...] = ()
    refused_codes: tuple[ModelRefused, ...] = ()


def coder_of() -> StrongerCoder:
    """Return the stronger model that the settings name. LinkRefused where they don't fit together."""
    kind = option("ALMONER_CODER")
    endpoint = coder_endpoint()
    if endpoint is None and kind not in {"", "off", "simulated"}:
        raise LinkRefused("ALMONER_CODER: off, simulated, or an address")
    return stronger_coder(kind, endpoint)


def is_set() -> bool:
    """True where the settings name a stronger model, whether or not they fit together."""
    return option("ALMONER_CODER") not in {"", "off"}


def look(actor: Actor, visit_id: int, *, on: date) -> ModelOpinion:
    """Ask the stronger model about a signed visit's note and keep what it says with its checks; nothing is
    decided by it. The model is asked while no transaction is open. Refused where none is set, and where the
    visit was coded meanwhile.
    """
    require(actor, Permission.CODE_DECIDE)
    if not is_set():
        raise refusal("COD-40", "No stronger model is set.", "Name it in ALMONER_CODER.")
    with enter(actor, Permission.CODE_DECIDE) as session:
        visit, note = _open(session, visit_id)
        asked = asked_for(session, visit, session.get(Patient, visit.patient_id))
        answer = code_note(session, visit, note, session.get(Patient, visit.patient_id)).answer
    told = asked_of(answer, asked, tools())
    with enter(actor, Permission.CODE_DECIDE) as session:
        visit, now = _open(session, visit_id)
        if now.sha256 != note.sha256:
            raise refusal("COD-42", "The note has changed meanwhile.", "Ask again.")
        made = ModelOpinion(
            id=next(session.ids()),
            visit_id=visit.id,
            patient_id=visit.patient_id,
            note_id=note.id,
            note_sha256=note.sha256,
            model=told.model or option("ALMONER_CODER"),
            prompt=PROMPT_VERSION,
            asked_by=actor.name,
            asked_on=on,
            chosen=told.chosen,
            refused=told.refused_codes,
            word=told.word,
        )
        commit(session, Plan(on=on, records=(made,)), cause=cause(actor, "code", "a stronger model"))
        return made


def kept(session: Session, note: Note) -> ModelOpinion | None:
    """Return the last opinion on a signed note (inside another flow)."""
    found = session.find(ModelOpinion, note_id=note.id, note_sha256=note.sha256)
    return found[-1] if found else None


def _open(session: Session, visit_id: int) -> tuple[Visit, Note]:
    visit = session.get(Visit, visit_id)
    if visit.state is not VisitState.SIGNED or not visit.note_id:
        raise refusal("COD-41", "Only a signed visit that isn't coded yet is asked about.", "Load it again.")
    refuse_outside(session, visit)
    return visit, session.get(Note, visit.note_id)


def asked_of(answer: Answer, asked: Asked, tools: Tools, coder: StrongerCoder | None = None) -> Opinion:
    """Return an answer after a model's choices; the answer itself where it has none to offer or the model
    fails.
    """
    try:
        model = coder or coder_of()
        offered = offers(answer)
        if isinstance(model, NoCoder) or not offered:
            return Opinion(answer)
        axes = axis_offers(answer, len(offered))
        reply = model.choose(answer.reading.text, (*offered, *(one.offer for one in axes)))
        ids = {one.offer.id for one in axes}
        own = tuple(one for one in reply.choices if one.id not in ids)
        chosen = choose(answer, replace(reply, choices=own), asked, tools)
    except (LinkDown, LinkRefused, ModelUnusable) as error:
        return Opinion(answer, word=f"The stronger model was left out ({error}); the coder answers alone.")
    nearer, refused = axes_chosen((one for one in reply.choices if one.id in ids), axes, answer)
    direct = tuple(
        ModelChoice(one.code, one.title, tuple((place.start, place.end) for place in places))
        for one, places in chosen.kept
    )
    every = (*chosen.refused, *refused)
    return Opinion(chosen.answer, model.name, "", every, (*direct, *nearer), _told(every, offered, axes))


def _told(
    refused: tuple[Refusal, ...], offered: tuple[Offer, ...], axes: tuple[AxisOffer, ...]
) -> tuple[ModelRefused, ...]:
    """What was refused by the codes that it named; what was never offered is not repeated."""
    codes = {one.id: one.code for one in (*offered, *(each.offer for each in axes))}
    return tuple(ModelRefused(codes.get(one.id, ""), one.why) for one in refused)
