"""Dictation for a visit's note: words are typed, uploaded or recorded, looked through by the clinician,
and put into the draft only when every drug, dose, side, negation and number was confirmed. Recordings go
with the signature.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from almoner.core.chart import Note, Visit
from almoner.core.chart.dictated import Dictation, DictationSource, Item, Mark, by_section, items, waiting
from almoner.core.chart.draft import Draft, against
from almoner.core.chart.heard import HeardError, kept, typed
from almoner.core.chart.medication import Medication
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.spoken import Sentence, sentences
from almoner.core.chart.template import Template
from almoner.core.chart.voice_gate import voice_spans
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.charge.coder import tools
from almoner.flow.refused import refusal, refuse_if
from almoner.flow.visit.look_chart import Head, head_of
from almoner.flow.visit.note import load_draft, template_of
from almoner.flow.visit.speech import transcriber
from almoner.links.endpoint import ModelUnusable
from almoner.links.mailbox import LinkDown, LinkRefused
from almoner.links.speech import AUDIO_KINDS, LONGEST_AUDIO, Recording
from almoner.store.chart import dictations, drafts
from almoner.store.session import Session
from almoner.store.shipped.voice import Retention, retention

LONGEST_TYPED = 60_000
MOST_PIECES, MOST_DICTATIONS = 2_000, 40
_LAST_RESORT = ("hpi", "assessment", "plan")


@dataclass(frozen=True, slots=True)
class Looked:
    """A dictation as it is looked through. `open_items` are those that nobody has confirmed."""

    dictation: Dictation
    sentences: tuple[Sentence, ...]
    items: tuple[Item, ...]
    open_items: tuple[Item, ...]
    has_recording: bool


@dataclass(frozen=True, slots=True)
class DictationPage:
    """What the dictation screen shows. `engine` is empty where none is set; `trouble` says what is wrong
    with it. `note` is the signed one, None while the visit is open; `kept` says how long recordings stay.
    """

    head: Head
    visit: Visit
    draft: Draft
    engine: str
    trouble: str
    found: tuple[Looked, ...]
    note: Note | None
    kept: Retention


def page(actor: Actor, visit_id: int, *, on: date) -> DictationPage:
    """Return a visit's dictations with all that is to be confirmed."""
    with enter(actor, Permission.VISIT_WRITE) as session:
        visit = session.get(Visit, visit_id)
        recorded = dictations.with_recording(session, visit_id)
        listed = dictations.of_visit(session, visit_id)
        head = head_of(session, visit.patient_id, on=on)
        draft = load_draft(session, visit).draft
        note = session.get(Note, visit.note_id) if visit.note_id else None
    drugs = drug_names()
    found = tuple(_looked(each, drugs, has_recording=each.id in recorded) for each in listed)
    engine, trouble = engine_of_settings()
    return DictationPage(head, visit, draft, engine, trouble, found, note, retention())


def type_in(actor: Actor, visit_id: int, text: str, *, on: date) -> Dictation:
    """Keep a typed or pasted transcript."""
    with enter(actor, Permission.VISIT_WRITE) as session:
        try:
            if len(text) > LONGEST_TYPED or not text.strip():
                raise HeardError(f"transcript: from 1 to {LONGEST_TYPED} characters")
            words = typed(text).words
        except HeardError:
            raise refusal(
                "VOX-01", "There is no transcript, or it is too long.", "Send it in parts."
            ) from None
        made = Dictation(_next_id(session, visit_id), visit_id, DictationSource.TYPED, words=words)
        dictations.add(session, made, by=actor.name, on=on)
        return made


def begin(actor: Actor, visit_id: int, source: DictationSource, *, on: date) -> Dictation:
    """Begin a recording or an upload; its pieces follow. Refused where no engine could hear it."""
    with enter(actor, Permission.VISIT_WRITE) as session:
        engine, trouble = engine_of_settings()
        if not engine:
            raise refusal("VOX-02", trouble or "No speech engine is set.", "Type or paste the transcript.")
        made = Dictation(_next_id(session, visit_id), visit_id, source, engine)
        dictations.add(session, made, by=actor.name, on=on)
        return made


def keep_piece(actor: Actor, dictation_id: int, number: int, recording: tuple[str, bytes]) -> None:
    """Keep one piece of a recording (its kind and bytes); the same number again changes nothing."""
    with enter(actor, Permission.VISIT_WRITE) as session:
        one = dictations.to_change(session, dictation_id)
        _open_visit(session, one.visit_id)
        kind, piece = recording
        size = dictations.recorded_bytes(session, dictation_id) + len(piece)
        if kind not in AUDIO_KINDS or not piece or size > LONGEST_AUDIO or not 0 <= number < MOST_PIECES:
            raise refusal("VOX-03", "The recording can't be taken.", "Send WAV, WebM or MP3, in parts.")
        if not one.words:
            dictations.add_piece(session, dictation_id, number, kind, piece)


def hear(actor: Actor, dictation_id: int) -> Dictation:
    """Turn a recording into words and keep them; words that are there already stay. The engine works
    outside the books' transaction.
    """
    with enter(actor, Permission.VISIT_WRITE) as session:
        one = dictations.to_change(session, dictation_id)
        recorded = dictations.recording_of(session, dictation_id)
        visit = _open_visit(session, one.visit_id)
        hinted = _hot_words(session, visit.patient_id)
    if one.words or recorded is None:
        return one
    heard = _heard(one, recorded, hinted)
    with enter(actor, Permission.VISIT_WRITE) as session:
        if not dictations.to_change(session, dictation_id).words:
            dictations.change(session, heard)
    return heard


def confirm(actor: Actor, dictation_id: int, keys: Iterable[str]) -> Dictation:
    """Note that somebody looked at items and found them right."""
    with enter(actor, Permission.VISIT_WRITE) as session:
        one = dictations.to_change(session, dictation_id)
        _open_visit(session, one.visit_id)
        known = {item.key: item for item in items(sentences(one.words), drug_names())}
        fresh = [known[key] for key in dict.fromkeys(keys) if key in known and key not in one.confirmed]
        changed = _confirmed(one, fresh, actor)
        dictations.change(session, changed)
        return changed


def put_in(actor: Actor, dictation_id: int, *, version: int, on: date) -> Draft:
    """Put the sentences into the draft that `version` names, each in its section, as they were said.
    Refused while anything waits to be confirmed.
    """
    with enter(actor, Permission.VISIT_WRITE) as session:
        one = dictations.to_change(session, dictation_id)
        visit = _open_visit(session, one.visit_id)
        if one.is_used or not one.words:
            raise refusal("VOX-04", "There is nothing to put into the note.", "Dictate or type first.")
        if waiting(one, drug_names()):
            raise refusal("VOX-05", "Something in it is not confirmed yet.", "Look at each marked word.")
        standing = load_draft(session, visit).draft
        draft = _with_said(standing, template_of(standing.template), one)
        refuse_if(against(draft, template_of(draft.template)))
        saved = drafts.save(session, replace(draft, version=version), by=actor.name, on=on)
        if saved is None:
            raise refusal("DOC-10", "The draft was changed in another window.", "Load the page again.")
        dictations.change(session, replace(one, is_used=True))
        return replace(draft, version=saved)


def recording(actor: Actor, dictation_id: int) -> tuple[str, bytes] | None:
    """Return a recording with its kind to be listened to; None where it is deleted."""
    with enter(actor, Permission.VISIT_WRITE) as session:
        return dictations.recording_of(session, dictation_id)


def forget_recordings(actor: Actor, *, on: date) -> int:
    """Delete the recordings whose note is signed, or that nobody signed in time; return how many pieces."""
    with enter(actor, Permission.TASK_WORK) as session:
        return dictations.delete_recordings(session, retention(), on=on)


def drug_names() -> frozenset[str]:
    """Return the drugs that the lexicon knows, in small letters."""
    return frozenset(name.lower() for drug in tools().lexicon.drugs.values() for name in drug.say)


def _looked(one: Dictation, drugs: frozenset[str], *, has_recording: bool) -> Looked:
    said = sentences(one.words)
    return Looked(one, said, items(said, drugs), waiting(one, drugs), has_recording)


def engine_of_settings() -> tuple[str, str]:
    """Return the speech engine's name, empty where none is set, and what is wrong with the settings."""
    try:
        return transcriber().name, ""
    except LinkRefused as error:
        return "", str(error)


def _heard(one: Dictation, recorded: tuple[str, bytes], hinted: tuple[str, ...]) -> Dictation:
    kind, audio = recorded
    voice = voice_spans(audio)
    if voice == ():
        raise refusal("VOX-06", "There is no voice in the recording.", "Look at the microphone, then again.")
    try:
        engine = transcriber()
        found = kept(engine.transcribe(Recording(audio, kind), hinted), voice)
    except (LinkDown, LinkRefused, ModelUnusable) as error:
        raise refusal("VOX-07", f"It was not heard: {error}.", "Try again, or type the transcript.") from None
    if not found.words:
        raise refusal("VOX-06", "There is no voice in the recording.", "Look at the microphone, then again.")
    digest = hashlib.sha256(audio).hexdigest()
    return replace(one, engine=engine.name, words=found.words, gaps=found.gaps, recording_sha256=digest)


def _confirmed(one: Dictation, fresh: Iterable[Item], by: Actor) -> Dictation:
    """The dictation with items confirmed by somebody now."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    marks = [
        Mark(item.key, item.check, item.text, one.words[item.first].start_ms, by.name, at) for item in fresh
    ]
    said = {*one.confirmed, *(mark.key for mark in marks)}
    return replace(one, confirmed=tuple(sorted(said)), marks=(*one.marks, *marks))


def _hot_words(session: Session, patient_id: int) -> tuple[str, ...]:
    """What this chart makes likely to be said."""
    problems = session.find(ListedProblem, patient_id=patient_id)
    medications = session.find(Medication, patient_id=patient_id)
    concepts = [*(one.concept for one in medications), *(one.concept for one in problems)]
    return tuple(dict.fromkeys(one.words for one in concepts))


def _with_said(draft: Draft, template: Template, one: Dictation) -> Draft:
    """The draft with what was said behind what stands in each section."""
    known = {section.name for section in template.sections}
    spare = next((name for name in _LAST_RESORT if name in known), template.sections[0].name)
    free = dict(draft.free)
    for section, text in by_section(sentences(one.words)).items():
        place = section if section in known else spare
        free[place] = f"{free[place]}\n{text}" if free.get(place, "").strip() else text
    scribe = draft.scribe or (f"voice: {one.engine}" if one.engine else "")
    return replace(draft, free=free, scribe=scribe[:200])


def _next_id(session: Session, visit_id: int) -> int:
    _open_visit(session, visit_id)
    if len(dictations.of_visit(session, visit_id)) >= MOST_DICTATIONS:
        raise refusal("VOX-08", "The visit has too many dictations.", "Type the rest into the note.")
    return next(session.ids())


def _open_visit(session: Session, visit_id: int) -> Visit:
    visit = session.get(Visit, visit_id)
    if visit.note_id:
        raise refusal("DOC-01", "The visit's note is signed already.", "Write an addendum.")
    return visit
