"""Drafts, the signature that freezes them, and what may come after it."""

import itertools
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connections, transaction

from almoner.core.chart import Note, Visit
from almoner.core.chart.draft import Draft
from almoner.core.chart.note import Care, CareRole, NoteSort, is_whole
from almoner.core.party import PersonName, Provider
from almoner.core.party.identifiers import npi
from almoner.core.schedule import Appointment
from almoner.flow.access import Actor
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.flow.visit import document, note, note_after
from almoner.store.session import books
from tests.practices import DAY, House, add_patient

_MEMBERS = itertools.count(100001)
ANSWERS = {
    "complaint": ("Follow-up of blood pressure",),
    "problem.1": ("Hypertension",),
    "problem.1.status": ("stable",),
    "problem.1.plan": ("Continue lisinopril 10 mg for blood pressure",),
}


@pytest.fixture
def visit(house: House) -> Visit:
    return open_visit(house, DAY)


def open_visit(house: House, on: date, patient_id: int = 0) -> Visit:
    whose = patient_id or add_patient(house, ("MCR01", f"M{next(_MEMBERS)}")).id
    start = datetime.combine(on, datetime.min.time()).replace(hour=9)
    slot = Appointment(0, whose, house.provider.id, house.location.id, start, 20, "Follow-up")
    (booked,) = register.book(house.actor, [slot], on=on)
    register.check_in(house.actor, booked.id, on=on)
    return document.begin(house.actor, booked.id, on=on)


def written(house: House, visit: Visit, **changes: object) -> Draft:
    draft = Draft(visit.id, 0, "general.visit", answers=ANSWERS)
    return saved(house.actor, replace(draft, **changes))  # type: ignore[arg-type]


def typed(draft: Draft) -> note.Typed:
    """What a screen says that was loaded with a draft and changed nothing of it."""
    return note.Typed(
        visit_id=draft.visit_id,
        version=draft.version,
        template=draft.template,
        answers=dict(draft.answers),
        free=dict(draft.free),
        reviewed=frozenset(place for place, one in enumerate(draft.carried) if one.is_reviewed),
        care=draft.care,
        scribe=draft.scribe,
    )


def saved(by: Actor, draft: Draft) -> Draft:
    return note.save_typed(by, typed(draft), on=DAY)[0].draft


def signed(house: House, visit: Visit, **changes: object) -> Note:
    return note.sign_typed(house.actor, typed(written(house, visit, **changes)), on=DAY)


def test_a_draft_outlives_its_screen_and_counts_its_saves(house: House, visit: Visit) -> None:
    first = written(house, visit)
    second = saved(house.actor, replace(first, free={"hpi": "Feels well."}))
    with books(house.practice.id) as session:
        found = note.load_draft(session, visit)
    assert (first.version, second.version) == (1, 2)
    assert found.draft.free == {"hpi": "Feels well."}
    assert "Feels well." in found.made.text


def test_a_second_window_writes_nothing_over(house: House, visit: Visit) -> None:
    first = written(house, visit)
    saved(house.actor, replace(first, free={"hpi": "One window."}))
    with pytest.raises(Refused, match="another window"):
        saved(house.actor, replace(first, free={"hpi": "The other."}))
    with pytest.raises(Refused, match="another window"):
        saved(house.actor, replace(first, version=0))
    with books(house.practice.id) as session:
        assert note.load_draft(session, visit).draft.free == {"hpi": "One window."}


@pytest.mark.parametrize(
    "answers",
    [{"nothing.such": ("x",)}, {"problem.1.status": ("splendid",)}, {"complaint": ("a", "b")}],
    ids=["unknown question", "no choice", "two answers"],
)
def test_an_answer_that_the_template_does_not_know_is_refused(
    house: House, visit: Visit, answers: dict[str, tuple[str, ...]]
) -> None:
    with pytest.raises(Refused, match=r"question|choices"):
        written(house, visit, answers=answers)


def test_the_signature_freezes_text_fields_author_time_and_template(house: House, visit: Visit) -> None:
    made = signed(house, visit)
    assert is_whole(made)
    assert made.template is not None
    assert made.template.id == "general.visit"
    assert made.signed_at
    spans = {one.field: made.text[one.start : one.end] for one in made.stated}
    assert spans["problem.1"].startswith("Hypertension: stable")
    for change in (
        {"text": made.text + " "},
        {"stated": made.stated[1:]},
        {"signed_by": "another"},
        {"signed_on": DAY + timedelta(days=1)},
        {"template": replace(made.template, from_on=DAY)},
        {"care": Care(CareRole.SHARED, 7)},
    ):
        assert not is_whole(replace(made, **change))


def test_a_signed_visit_has_no_draft_and_its_problems_in_the_authors_words(
    house: House, visit: Visit
) -> None:
    made = signed(house, visit)
    with books(house.practice.id) as session:
        assert session.value("SELECT count(*) FROM note_draft WHERE visit_id = %s", visit.id) == 0
        now = session.get(Visit, visit.id)
    assert now.note_id == made.id
    assert [one.text for one in now.problems] == ["Hypertension"]
    with pytest.raises(Refused, match="signed already"):
        written(house, visit)


def test_only_what_was_seen_is_signed(house: House, visit: Visit) -> None:
    first = written(house, visit)
    saved(house.actor, replace(first, free={"plan": "Added elsewhere."}))
    with pytest.raises(Refused, match="another window"):
        note.sign_typed(house.actor, typed(first), on=DAY)


def test_what_is_carried_shows_its_source_and_is_not_reviewed(house: House, visit: Visit) -> None:
    source = signed(house, visit)
    later = open_visit(house, DAY + timedelta(days=30), visit.patient_id)
    draft = note.carry_forward(house.actor, later.id, version=0, on=DAY)
    assert {(one.source_id, one.source_on, one.is_reviewed) for one in draft.carried} == {
        (source.id, DAY, False)
    }
    with books(house.practice.id) as session:
        made = note.load_draft(session, later).made
    assert "Hypertension" in made.text
    assert "Hypertension" not in made.own_text
    assert len(made.text) == len(made.own_text)
    reviewed = replace(draft, carried=tuple(replace(one, is_reviewed=True) for one in draft.carried))
    saved(house.actor, reviewed)
    with books(house.practice.id) as session:
        made = note.load_draft(session, later).made
    assert "Hypertension" in made.own_text
    for one in made.carried:
        assert made.text[one.start : one.end].strip() == made.text[one.start : one.end]


def test_what_was_carried_twice_keeps_its_first_source(house: House, visit: Visit) -> None:
    source = signed(house, visit)
    later = open_visit(house, DAY, visit.patient_id)
    draft = note.carry_forward(house.actor, later.id, version=0, on=DAY)
    note.sign_typed(house.actor, typed(draft), on=DAY)
    third = open_visit(house, DAY, visit.patient_id)
    draft = note.carry_forward(house.actor, third.id, version=0, on=DAY)
    assert {one.source_id for one in draft.carried} == {source.id}


def test_a_correction_quotes_the_note_and_leaves_it(house: House, visit: Visit) -> None:
    made = signed(house, visit)
    with pytest.raises(Refused, match="don't stand in the note"):
        note_after.correct_note(house.actor, made.id, "left ear", "right ear", on=DAY)
    fixed = note_after.correct_note(house.actor, made.id, "lisinopril 10 mg", "lisinopril 20 mg", on=DAY)
    assert (fixed.sort, fixed.addendum_to) == (NoteSort.CORRECTION, made.id)
    assert is_whole(fixed)
    with books(house.practice.id) as session:
        assert session.get(Note, made.id) == made


def test_a_note_is_withdrawn_once_and_carried_no_more(house: House, visit: Visit) -> None:
    made = signed(house, visit)
    gone = note_after.withdraw_note(house.actor, made.id, "wrong patient", on=DAY)
    assert gone.sort is NoteSort.WITHDRAWAL
    with pytest.raises(Refused, match="withdrawn already"):
        note_after.withdraw_note(house.actor, made.id, "again", on=DAY)
    later = open_visit(house, DAY, visit.patient_id)
    with pytest.raises(Refused, match="no earlier note"):
        note.carry_forward(house.actor, later.id, version=0, on=DAY)


def test_a_cosignature_is_the_named_clinicians_own_text(house: House, visit: Visit) -> None:
    drawn = Provider(
        0, PersonName("Chen", "Wei"), npi("123999001"), "207Q00000X", "NY654321", "NY", user="chen"
    )
    (chief,) = register.set_up(house.actor, [drawn], on=DAY)
    assert isinstance(chief, Provider)
    made = signed(house, visit, care=Care(CareRole.TEACHING, chief.id, "present for the key part"))
    assert made.wants_cosignature
    assert made.care.pos == visit.pos
    with pytest.raises(Refused, match="another clinician"):
        note_after.cosign_note(house.actor, made.id, "Agreed.", on=DAY)
    chen = Actor("chen", house.practice.id, frozenset({"provider"}))
    second = note_after.cosign_note(chen, made.id, "I saw the patient and adjusted the plan.", on=DAY)
    assert (second.sort, second.author_id) == (NoteSort.COSIGNATURE, chief.id)
    with pytest.raises(Refused, match="cosigned already"):
        note_after.cosign_note(chen, made.id, "Twice.", on=DAY)


def test_whoever_typed_for_the_author_is_named(house: House, visit: Visit) -> None:
    scribe = Actor("sam", house.practice.id, frozenset({"provider"}))
    draft = saved(scribe, Draft(visit.id, 0, "general.visit", answers=ANSWERS))
    read = saved(house.actor, draft)
    made = note.sign_typed(house.actor, typed(replace(read, free={"plan": "Return in May."})), on=DAY)
    assert (made.signed_by, made.scribe) == (house.actor.name, "sam")
    other = open_visit(house, DAY, visit.patient_id)
    draft = written(house, other)
    made = note.sign_typed(house.actor, typed(saved(scribe, draft)), on=DAY)
    assert (made.signed_by, made.scribe) == (house.actor.name, "sam")


def attempt(alias: str, practice_id: int, sql: str, note_id: int) -> None:
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute("SELECT set_config('almoner.practice', %s, true)", [str(practice_id)])
        cursor.execute(sql, [note_id])


@pytest.mark.parametrize(
    ("alias", "why"),
    [("default", "permission denied"), ("owner", r"as it was signed|a decision rests on")],
)
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE record SET body = jsonb_set(body, '{text}', '\"other\"') WHERE id = %s",
        "DELETE FROM record WHERE id = %s",
        "UPDATE note SET sha256 = 'x' WHERE id = %s",
        "DELETE FROM note WHERE id = %s",
    ],
    ids=["other words", "no record", "other hash", "no note"],
)
def test_raw_sql_changes_no_signed_note(house: House, visit: Visit, alias: str, why: str, sql: str) -> None:
    made = signed(house, visit)
    with pytest.raises(DatabaseError, match=why):
        attempt(alias, house.practice.id, sql, made.id)
    with books(house.practice.id) as session:
        assert session.get(Note, made.id) == made
