"""Forms signed at the desk: bound to the text that was shown, and proven by `verify`."""

from datetime import datetime, time

import pytest
from django.db import connections, transaction

from almoner.core.chart.signed_form import Signature, SignedForm, Way, text_hash
from almoner.core.schedule import Appointment
from almoner.flow.patient import register
from almoner.flow.patient.sign_form import forms, forms_of, sign_forms, signed_forms
from almoner.flow.refused import Refused
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, House, add_patient, new_house

NAME = Signature("Helen Okafor", "self")


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


@pytest.fixture
def booked(house: House) -> Appointment:
    patient = add_patient(house, MEDICARE)
    start = datetime.combine(DAY, time(9))
    draft = Appointment(0, patient.id, house.provider.id, house.location.id, start, 20, "Follow-up")
    return register.book(house.actor, [draft], on=DAY)[0]


def due(house: House, booked: Appointment) -> dict[str, str]:
    with books(house.practice.id) as session:
        return {one.id: one.sha256 for one in forms_of(session, booked, on=DAY).due}


def refused(house: House, booked: Appointment, seen: dict[str, str], given: Signature = NAME) -> str:
    with pytest.raises(Refused) as told:
        sign_forms(house.actor, booked.id, seen, given, on=DAY)
    assert signed_forms(house.actor, booked.patient_id, on=DAY).signed == ()
    return told.value.findings[0].edit


def test_what_is_signed_is_kept_with_its_text_and_is_due_no_more(house: House, booked: Appointment) -> None:
    wanted = due(house, booked)
    assert set(wanted) == {"treatment", "payment", "privacy"}, "a visit in the office wants no video consent"
    made = sign_forms(house.actor, booked.id, wanted, NAME, on=DAY)
    assert [one.form for one in made] == list(wanted)
    assert all(text_hash(one.text) == wanted[one.form] and one.way is Way.TYPED for one in made)
    assert all(house.practice.name in one.text and "{practice}" not in one.text for one in made)
    assert due(house, booked) == {}
    kept = signed_forms(house.actor, booked.patient_id, on=DAY).signed
    assert {one.id for one in kept} == {one.id for one in made}


def test_another_text_than_the_shown_one_is_not_signed(house: House, booked: Appointment) -> None:
    wanted = due(house, booked)
    assert refused(house, booked, wanted | {"payment": text_hash("something else")}) == "FRM-03"
    assert refused(house, booked, {"telehealth": wanted["payment"]}) == "FRM-03"
    assert refused(house, booked, {}) == "FRM-02"
    assert refused(house, booked, wanted, Signature("", "self")) == "FRM-01"


def test_a_signed_form_that_was_altered_is_found(house: House, booked: Appointment) -> None:
    drawn = Signature("Helen Okafor", "self", "M1 2 L3 4")
    (made,) = sign_forms(house.actor, booked.id, {"privacy": due(house, booked)["privacy"]}, drawn, on=DAY)
    assert isinstance(made, SignedForm)
    assert made.way is Way.DRAWN
    assert not [one for one in verify(house.practice.id, on=DAY) if "signed form" in str(one)]
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(f"SET LOCAL almoner.practice = '{house.practice.id}'")
        cursor.execute("ALTER TABLE record DISABLE TRIGGER USER")
        cursor.execute(
            """UPDATE record SET body = jsonb_set(body, '{signed_by}', '"Somebody Else"')
            WHERE practice_id = %s AND id = %s""",
            [house.practice.id, made.id],
        )
        cursor.execute("ALTER TABLE record ENABLE TRIGGER USER")
    assert [one for one in verify(house.practice.id, on=DAY) if "signed form whose hash differs" in str(one)]


def test_every_shipped_form_names_its_source() -> None:
    assert all(form.source and form.text.strip() and form.title for form in forms())
