"""Pictures of insurance cards: kept to the byte, shown to those who care for the patient, bounded."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almoner.core.coverage import Coverage
from almoner.core.coverage.card_image import LARGEST_BYTES, CardImage
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf
from tests.web.test_statements import fields

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")
PICTURE = b"\x89PNG\r\n\x1a\n" + b"a card" * 50


@pytest.fixture
def shelf() -> Shelf:
    """A practice with two patients, each with a policy."""
    made = Shelf(name="Card Clinic")
    for place in range(2):
        made.coverage(made.patient(place), place)
    return made.lay()


def policies(shelf: Shelf) -> list[Coverage]:
    with books(shelf.practice_id) as session:
        return session.find(Coverage)


def images(shelf: Shelf) -> list[CardImage]:
    with books(shelf.practice_id) as session:
        return session.find(CardImage)


def send(client: "Client", policy: Coverage, picture: bytes, **changes: object) -> int:
    from django.core.files.uploadedfile import SimpleUploadedFile

    own = f"/patients/{policy.patient_id}"
    said: dict[str, object] = dict(fields(client.get(f"{own}/registration").content.decode(), f"{own}/card"))
    said |= {"picture": SimpleUploadedFile("card.png", picture)} | changes
    return client.post(f"{own}/card", said).status_code


def test_a_card_is_kept_to_the_byte_and_shown(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    one, other = policies(shelf)
    assert send(client, one, PICTURE) == 302
    assert send(client, one, PICTURE + b"back", side="back") == 302
    assert send(client, other, PICTURE) == 302, "a family's card is one picture for each of them"
    first, back, family = images(shelf)
    assert (first.side, back.side, family.patient_id) == ("front", "back", other.patient_id)
    assert family.picture_id == first.picture_id, "the bytes are kept once"
    address = f"/patients/{one.patient_id}/card?image={first.id}"
    assert address in client.get(f"/patients/{one.patient_id}/registration").content.decode()
    got = sign_in("provider", practice_id=shelf.practice_id).get(address)
    assert (got.content, got.headers["Content-Type"]) == (PICTURE, "image/png")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/patients/{other.patient_id}/card?image={first.id}").status_code == 422
    assert not [each for each in verify(shelf.practice_id, on=DAY) if "bytes" in str(each)]


def test_what_is_no_picture_of_this_policy_is_not_kept(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    one, other = policies(shelf)
    assert send(client, one, b"<svg onload=alert(1)>") == 422
    assert send(client, one, b"") == 422
    assert send(client, one, PICTURE, side="inside") == 422
    assert send(client, one, PICTURE + b"x" * LARGEST_BYTES) == 422
    assert send(client, one, PICTURE, coverage=str(other.id)) == 422
    assert send(client, one, PICTURE, patient_token="1.0") == 409
    assert images(shelf) == []


def test_a_new_card_is_a_policy_with_its_pictures_in_one_form(shelf: Shelf, sign_in: "SignIn") -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient_id = policies(shelf)[0].patient_id
    own = f"/patients/{patient_id}"
    page = client.get(f"{own}/registration?new=card").content.decode()
    said = fields(page, f"{own}/coverage") | {"rank": "1", "member": "W 77", "since": f"{DAY}", "ends": "yes"}

    def sent(picture: bytes, **also: str) -> int:
        files = {"front": SimpleUploadedFile("front.png", picture)}
        return client.post(f"{own}/coverage", said | also | files).status_code

    assert sent(PICTURE) == 422, "no plan was chosen"
    assert sent(b"GIF89a", plan=str(shelf.plans[1].id)) == 422
    assert len(policies(shelf)) == 2
    assert images(shelf) == []
    assert [sent(PICTURE, plan=str(shelf.plans[1].id)) for _ in range(2)] == [302, 302]
    (made,) = [one for one in policies(shelf) if one.member_id == "W77"]
    assert (made.plan_id, made.since_on) == (shelf.plans[1].id, DAY)
    assert [(one.coverage_id, one.side) for one in images(shelf)] == [(made.id, "front")]


def test_payer_and_plan_are_proposed_by_the_numbers_on_file(sign_in: "SignIn") -> None:
    made = Shelf(name="Numbers Clinic")
    for place in range(4):
        made.coverage(made.patient(place), 1, member_id=f"CM552190{place}K{place}")
    made.lay()
    client = sign_in("front_desk", practice_id=made.practice_id)

    def chosen(**asked: str) -> tuple[list[str], str]:
        page = client.get("/patients/plan-of", asked).content.decode()
        return re.findall(r'<option value="(\d+)" selected', page), page

    plan = str(made.plans[1].id)
    found, page = chosen(key="new", member="cm 1234567 k9")
    assert found == [plan]
    assert "4 of 4 numbers that look like this are of" in page
    other = str(made.plans[2].id)
    found, page = chosen(key="c", member="CM1234567K9", plan=other)
    assert (found, "Look at the card again." in page) == ([other], True)
    for nobody in ("", "XX1", "\x00", "é" * 80):
        assert chosen(key="new", member=nobody)[0] == []
    assert sign_in("coder", practice_id=made.practice_id).get("/patients/plan-of").status_code == 403
