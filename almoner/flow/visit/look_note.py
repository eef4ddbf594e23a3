"""What the note's screen shows: the draft with what it lacks and which codes it would carry, or the signed
note with all that came after it. Reads only; drafts are shown to whoever may write them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.chart import Note, Visit
from almoner.core.chart.allergy import Allergy
from almoner.core.chart.dictated import Dictation
from almoner.core.chart.draft import Draft
from almoner.core.chart.medication import Medication
from almoner.core.chart.note import NoteSort
from almoner.core.chart.private import is_mental_health
from almoner.core.party import Provider
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.charge.sufficient import Looked, Said, look
from almoner.flow.desk.schedule import Policy, policies_on
from almoner.flow.visit.disclosure import is_apart
from almoner.flow.visit.look_chart import Head, head_of
from almoner.flow.visit.note import Typed, Written, load_draft, overlaid, with_voice
from almoner.store.chart import chart as kept
from almoner.store.chart import dictations
from almoner.store.session import Session
from almoner.store.shipped.voice import retention


@dataclass(frozen=True, slots=True)
class Recorded:
    """A dictation behind a signed note with what the voice card made of its recording: kept until a day,
    deleted on one, or both None where nothing was recorded.
    """

    dictation: Dictation
    kept_until: date | None = None
    deleted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """A visit's signed note, what points to it (oldest first), and whether the actor is awaited to cosign.
    `recorded` has the dictations that the note came from, by id.
    """

    note: Note
    later: tuple[Note, ...]
    waits_for_me: bool
    recorded: Mapping[int, Recorded]

    @property
    def is_withdrawn(self) -> bool:
        """It was entered in error."""
        return any(one.what is NoteSort.WITHDRAWAL for one in self.later)


@dataclass(frozen=True, slots=True)
class NotePage:
    """One visit's note: a draft with what was found in it, or the signed note. Both None: nothing for the
    actor to see yet. `has_earlier` where there is a last visit to carry from; `keeps_private` where the actor
    is a mental health professional, whose psychotherapy notes lie apart; `is_apart` where the note is a
    substance use record that is not for them. What has to be seen beside it: allergies, medications, and the
    policies of the day with the payers' answers.
    """

    head: Head
    visit: Visit
    written: Written | None = None
    looked: Looked | None = None
    signed: Signed | None = None
    has_earlier: bool = False
    keeps_private: bool = False
    is_apart: bool = False
    allergies: tuple[Allergy, ...] = ()
    medications: tuple[Medication, ...] = ()
    policies: tuple[Policy, ...] = ()
    theirs: Draft | None = None
    """The draft as another window keeps it, where `written` is what was typed in this one beside it."""


def page(actor: Actor, visit_id: int, *, on: date, typed: Typed | None = None) -> NotePage:
    """Return a visit's note as it stands, or raise NotFound; a draft with what was `typed` over it, where
    another window has changed it since.
    """
    with enter(actor, Permission.CHART_READ) as session:
        visit = session.get(Visit, visit_id)
        head = head_of(session, visit.patient_id, on=on)
        if is_apart(session, actor, visit, on=on):
            return NotePage(head, visit, is_apart=True)
        if visit.note_id:
            signed = _signed(session, actor, visit, head)
            return NotePage(head, visit, signed=signed, keeps_private=_keeps_private(actor, head))
        if not actor.may(Permission.VISIT_WRITE):
            return NotePage(head, visit)
        standing = load_draft(session, visit)
        written = with_voice(session, overlaid(standing, typed) if typed else standing)
        looked = look(session, visit, said_of(written, actor.name))
        earlier = session.rows(
            "SELECT 1 FROM note WHERE practice_id = %s AND patient_id = %s AND sort = 'visit' LIMIT 1",
            *(session.practice_id, visit.patient_id),
        )
        mine = _keeps_private(actor, head)
        shown = NotePage(
            head,
            visit,
            written,
            looked,
            has_earlier=bool(earlier),
            keeps_private=mine,
            theirs=standing.draft if typed else None,
        )
        return _with_head(session, actor, shown)


def _with_head(session: Session, actor: Actor, shown: NotePage) -> NotePage:
    """Add what stands in the head of a note that is being written."""
    patient_id = shown.visit.patient_id
    asked = kept.asks(session, patient_id, actor.eyes)
    found = session.gather(asked["allergy"], asked["medication"])
    allergies = tuple(one for one in found.of(asked["allergy"]) if isinstance(one, Allergy))
    medications = tuple(one for one in found.of(asked["medication"]) if isinstance(one, Medication))
    return replace(
        shown,
        allergies=tuple(one for one in allergies if one.entry.stands),
        medications=tuple(one for one in medications if one.entry.stands),
        policies=policies_on(session, patient_id, shown.visit.service_on),
    )


def _keeps_private(actor: Actor, head: Head) -> bool:
    own = [one for one in head.providers.values() if one.user == actor.name]
    return actor.may(Permission.NOTE_SIGN) and any(is_mental_health(one.taxonomy) for one in own)


def said_of(written: Written, author: str) -> Said:
    """Return a draft as it is looked at."""
    return Said(written.made, written.template, written.draft.care, author)


def _signed(session: Session, actor: Actor, visit: Visit, head: Head) -> Signed:
    note = session.get(Note, visit.note_id)
    later = tuple(session.find(Note, addendum_to_id=note.id))
    is_cosigned = any(one.what is NoteSort.COSIGNATURE for one in later)
    chief = head.providers.get(note.care.supervising_id)
    mine = isinstance(chief, Provider) and chief.user == actor.name
    waits = note.wants_cosignature and mine and not is_cosigned
    return Signed(note, later, waits, _recorded(session, note) if note.voiced else {})


def _recorded(session: Session, note: Note) -> dict[int, Recorded]:
    there = dictations.with_recording(session, note.visit_id)
    until = note.signed_on + timedelta(retention().signed_days)
    found = dictations.of_visit(session, note.visit_id)
    return {one.id: Recorded(one, until if one.id in there else None, one.forgotten_on) for one in found}
