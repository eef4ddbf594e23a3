"""Signed papers of a visit and additions to its note, from the patient's page."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almoner.core.chart import Document, Note, Visit
from almoner.core.plan import Record
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
    made = Shelf(name="Paper Clinic")
    patient = made.patient(0)
    made.charged_visit(patient, on=DAY)
    return made.lay()


def found(shelf: Shelf, kind: type[Record]) -> list[Record]:
    with books(shelf.practice_id) as session:
        return session.find(kind)


def test_a_signed_paper_is_filed_once_and_shown(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    (visit,) = found(shelf, Visit)
    assert isinstance(visit, Visit)
    own = f"/patients/{visit.patient_id}"
    said = fields(client.get(own).content.decode(), f"{own}/papers")
    said |= {"sort": "consent", "place": "cabinet 3"}
    assert [client.post(f"{own}/papers", said).status_code for _ in range(2)] == [302, 302]
    (paper,) = found(shelf, Document)
    assert isinstance(paper, Document)
    assert (paper.sort.value, paper.place, paper.patient_id) == ("consent", "cabinet 3", visit.patient_id)
    page = client.get(own).content.decode()
    assert "On file: consent of 11/23/2026" in page
    for wrong in ({"sort": "poem"}, {"signed": "soon"}, {"signed": "2999-01-01"}):
        fresh = fields(page, f"{own}/papers")
        assert client.post(f"{own}/papers", fresh | {"sort": "order"} | wrong).status_code == 422
    assert len(found(shelf, Document)) == 1


def test_a_provider_adds_to_a_signed_note_which_stays(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("provider", practice_id=shelf.practice_id)
    (note,) = found(shelf, Note)
    assert isinstance(note, Note)
    own = f"/patients/{note.patient_id}"
    said = fields(client.get(own).content.decode(), f"{own}/addendum") | {"text": "Called back.\nFine."}
    assert client.post(f"{own}/addendum", said | {"text": " ", "once": ""}).status_code == 422
    assert [client.post(f"{own}/addendum", said).status_code for _ in range(2)] == [302, 302]
    first, added = found(shelf, Note)
    assert isinstance(added, Note)
    assert (first, added.addendum_to, added.text) == (note, note.id, "Called back.\nFine.")
    desk = sign_in("front_desk", practice_id=shelf.practice_id)
    assert "/addendum" not in desk.get(own).content.decode()


def test_a_paper_that_was_filed_in_error_is_taken_out_with_its_reason(
    shelf: Shelf, sign_in: "SignIn"
) -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    (visit,) = found(shelf, Visit)
    assert isinstance(visit, Visit)
    own = f"/patients/{visit.patient_id}"
    said = fields(client.get(own).content.decode(), f"{own}/papers") | {"sort": "order", "place": "cabinet 3"}
    assert client.post(f"{own}/papers", said).status_code == 302
    (paper,) = found(shelf, Document)
    out = fields(client.get(own).content.decode(), f"{own}/papers/out")
    out |= {"paper": f"{paper.id}.1", "why": "another patient's"}
    assert client.post(f"{own}/papers/out", out | {"paper": "one"}).status_code == 422
    assert client.post(f"{own}/papers/out", out).status_code == 302
    (gone,) = found(shelf, Document)
    assert isinstance(gone, Document)
    assert (gone.fault, gone.version) == ("another patient's", 2)
    assert "On file" not in client.get(own).content.decode()
    assert client.post(f"{own}/papers/out", out).status_code == 409
