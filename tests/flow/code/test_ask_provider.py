"""A question to the provider: open and quoted, asked once, owned, and answered by an addendum."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from almoner.core.charge.draft import BillForm
from almoner.core.chart import Note, Visit
from almoner.core.coding.asked_provider import ProviderQuery, QueryState, against, answer_rates
from almoner.core.plan import Task, TaskState
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.code import ask_provider, superbill
from almoner.flow.code.passage import Passage
from almoner.flow.refused import Refused
from almoner.flow.visit import document
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, House, add_patient, new_house, opened_visit

NOTE = """Assessment:
1. Systolic heart failure, worse. Start furosemide 40 mg daily.
2. Knee osteoarthritis, stable.
"""


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


@pytest.fixture
def seen(house: House) -> Visit:
    visit = opened_visit(house, add_patient(house, MEDICARE))
    document.sign_notes(house.actor, {visit.id: NOTE}, on=DAY)
    return visit


def a(house: House, role: str) -> Actor:
    return Actor(role, house.practice.id, frozenset({role}))


def asked(house: House, visit: Visit) -> ProviderQuery:
    open_ones = superbill.screen(a(house, "coder"), visit.id, BillForm(), on=DAY).queries
    assert open_ones
    return ask_provider.ask(a(house, "coder"), visit.id, open_ones[0].about, open_ones[0].axis, on=DAY)


def test_a_question_quotes_the_note_leaves_a_way_out_and_has_an_owner(house: House, seen: Visit) -> None:
    made = asked(house, seen)
    assert {"other", "cannot be determined"} <= set(made.options)
    assert all(NOTE[start:end].strip() for start, end in made.indicators)
    with books(house.practice.id) as session:
        (task,) = session.find(Task, what=ask_provider.TASK, state=TaskState.OPEN)
    assert (task.subject_id, task.due_on > DAY) == (made.id, True)
    found = superbill.screen(a(house, "coder"), seen.id, BillForm(), on=DAY)
    assert found.asked == (made,)
    with pytest.raises(Refused, match="asked already"):
        ask_provider.ask(a(house, "coder"), seen.id, made.about, made.axis, on=DAY)
    with pytest.raises(Refused, match="not open"):
        ask_provider.ask(a(house, "coder"), seen.id, "pneumonia", "side", on=DAY)


def test_the_answer_is_the_providers_addendum_and_closes_the_work(house: House, seen: Visit) -> None:
    made = asked(house, seen)
    later = DAY + timedelta(days=2)
    provider = a(house, "provider")
    for chosen, words in (("yes", ""), ("other", " ")):
        with pytest.raises(Refused):
            ask_provider.answer(provider, made.id, chosen, words, on=later)
    with pytest.raises(AccessDenied):
        ask_provider.answer(a(house, "coder"), made.id, made.options[0], "", on=later)
    done = ask_provider.answer(provider, made.id, made.options[0], "As on the film.", on=later)
    assert (done.state, done.days, done.answered_by) == (QueryState.ANSWERED, 2, "provider")
    with books(house.practice.id) as session:
        added = session.get(Note, done.addendum_id)
        assert session.find(Task, what=ask_provider.TASK, state=TaskState.OPEN) == []
        before = session.get(Visit, seen.id).note_id
    assert added.addendum_to == before
    assert made.options[0] in added.text
    assert [one for one in verify(house.practice.id, on=later) if "query" in one.check] == []
    with pytest.raises(Refused, match="answered already"):
        ask_provider.answer(provider, made.id, made.options[0], "", on=later)
    (rate,) = answer_rates([done])
    assert (rate.asked, rate.answered, rate.median_days) == (1, 1, 2)


def test_no_note_is_asked_more_than_three_questions(house: House, seen: Visit) -> None:
    made = asked(house, seen)
    assert against("x", "side", [made, made]) == ""
    assert "at most three" in against("x", "side", [made] * 3)


def test_the_database_keeps_an_answer_whole(house: House, seen: Visit) -> None:
    made = asked(house, seen)
    with pytest.raises(IntegrityError), books(house.practice.id) as session:
        session.rows("UPDATE provider_query SET state = 'answered' WHERE id = %s", made.id)


def test_a_coder_asks_in_their_own_words_about_a_passage_of_the_note(house: House, seen: Visit) -> None:
    coder, passage = a(house, "coder"), "Knee osteoarthritis,\n stable."
    made = ask_provider.ask_own(coder, seen.id, " Which knee is meant? ", Passage(passage), on=DAY)
    ((start, end),) = made.indicators
    assert NOTE[start:end] == "Knee osteoarthritis, stable."
    assert (made.ask, made.options) == ("Which knee is meant?", ("other", "cannot be determined"))
    with books(house.practice.id) as session:
        (task,) = session.find(Task, what=ask_provider.TASK, state=TaskState.OPEN)
    assert task.subject_id == made.id
    for words, quoted, why in (
        ("which knee is meant?", passage, "asked already"),
        ("Which hip is meant?", "Hip osteoarthritis", "doesn't stand in the note"),
        ("Which hip is meant?", "", "doesn't stand in the note"),
        ("Please document the knee.", passage, "would lead"),
        ("Which knee brings more payment?", passage, "money"),
        (" ", passage, "no question"),
    ):
        with pytest.raises(Refused, match=why):
            ask_provider.ask_own(coder, seen.id, words, Passage(quoted), on=DAY)
    with pytest.raises(AccessDenied):
        ask_provider.ask_own(a(house, "biller"), seen.id, "Which knee?", Passage(passage), on=DAY)
    given = ask_provider.answer(a(house, "provider"), made.id, "other", "The left knee.", on=DAY)
    assert given.state is QueryState.ANSWERED
    assert verify(house.practice.id, on=DAY) == []
