"""A patient's consents on the screen: recorded with what is wrong said in place, and taken back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almoner.core.chart import Visit
from almoner.core.chart.disclosure import DisclosureConsent
from almoner.core.chart.entry import Label
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf
from tests.web.test_statements import fields

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def shelf() -> Shelf:
    """A practice with a visit whose note is signed."""
    made = Shelf(name="Harbor Clinic")
    made.charged_visit(made.patient(0), on=DAY)
    return made.lay()


def visit_of(shelf: Shelf) -> Visit:
    with books(shelf.practice_id) as session:
        (visit,) = session.find(Visit)
    return visit


def consents(shelf: Shelf) -> list[DisclosureConsent]:
    with books(shelf.practice_id) as session:
        return session.find(DisclosureConsent)


def test_a_consent_is_recorded_shown_and_taken_back(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    own = f"/patients/{visit_of(shelf).patient_id}/consents"
    page = client.get(own).content.decode()
    assert "None is on record" in page
    said = fields(page, own) | {"purpose": "payment", "payer": "0", "by": "her mother", "place": ""}
    answer = client.post(own, said)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Nobody says where the paper lies." in shown
    assert 'value="her mother"' in shown
    assert consents(shelf) == []
    said = fields(shown, own) | {"purpose": "payment", "payer": "0", "by": "her mother", "place": "drawer 3"}
    assert [client.post(own, said).status_code for _ in range(2)] == [302, 302]
    (kept,) = consents(shelf)
    assert (kept.signed_by, kept.place, kept.purpose.value) == ("her mother", "drawer 3", "payment")
    page = client.get(own).content.decode()
    assert "in force" in page
    gone = fields(page, f"{own}/revoke") | {"how": "her letter"}
    assert client.post(f"{own}/revoke", gone).status_code == 302
    assert "taken back" in client.get(own).content.decode()
    assert consents(shelf)[0].revoked_how == "her letter"


def test_a_marked_note_is_kept_from_the_coder_until_a_consent(shelf: Shelf, sign_in: "SignIn") -> None:
    visit = visit_of(shelf)
    own = f"/visits/{visit.id}/note"
    doctor = sign_in("provider", practice_id=shelf.practice_id)
    said = fields(doctor.get(own).content.decode(), f"{own}/substance-use")
    assert doctor.post(f"{own}/substance-use", said).status_code == 302
    assert visit_of(shelf).labels == (Label.PART2,)
    coder = sign_in("coder", practice_id=shelf.practice_id)
    page = coder.get(own).content.decode()
    assert "This note is kept apart." in page
    assert "Hash of the text" not in page
    biller = sign_in("biller", practice_id=shelf.practice_id)
    listed = biller.get(f"/patients/{visit.patient_id}/consents").content.decode()
    assert "Record a signed consent" not in listed
