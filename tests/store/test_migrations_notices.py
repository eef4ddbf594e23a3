"""The tables of notices refuse what contradicts itself."""

from datetime import date

import pytest

from almoner.core.chart.advance_notice import AdvanceNotice, Choice, Ground, NoticedItem, SignedHow
from almoner.core.coverage.msp import MspQuestionnaire
from almoner.core.plan import Plan, Record
from almoner.store.commit import Cause, RefusedByStore, commit
from almoner.store.session import books
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, House, add_patient, new_house

ITEM = NoticedItem("82270", "Stool test", 1, Ground.FREQUENCY, "Too soon.", 2_000)


@pytest.fixture(scope="module")
def house(store: object) -> House:
    assert store
    return new_house()


@pytest.fixture(scope="module")
def notice(house: House) -> AdvanceNotice:
    patient = add_patient(house, MEDICARE)
    with books(house.practice.id) as session:
        return AdvanceNotice(next(session.ids()), patient.id, DAY, DAY, (ITEM,), "Text.", DAY, "desk")


def refused(house: House, record: Record) -> str:
    with pytest.raises(RefusedByStore) as told, books(house.practice.id) as session:
        commit(session, Plan(on=DAY, records=(record,)), cause=Cause("register", "tester"))
    return str(told.value)


def test_a_signed_notice_says_what_was_chosen_and_how(house: House, notice: AdvanceNotice) -> None:
    unchosen = notice.signed(Choice.NONE, SignedHow.PAPER, DAY)
    assert "has_what_it_says_when_signed" in refused(house, unchosen)
    assert "has_what_it_says_when_signed" in refused(house, notice.signed(Choice.BILL, SignedHow.NOT, DAY))


def test_what_was_signed_on_the_screen_has_its_form(house: House, notice: AdvanceNotice) -> None:
    assert "is_signed_where_it_says" in refused(house, notice.signed(Choice.BILL, SignedHow.SCREEN, DAY))
    strange = notice.signed(Choice.BILL, SignedHow.SCREEN, DAY, form_id=notice.id)
    assert "form" in refused(house, strange), "no such form"


def test_a_questionnaire_is_a_patient_s_and_signed(house: House, notice: AdvanceNotice) -> None:
    asked = MspQuestionnaire(
        notice.id, notice.patient_id, (), date(2026, 1, 1), DAY, "desk", form_id=notice.id
    )
    assert "form" in refused(house, asked)
