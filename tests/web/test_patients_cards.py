"""Pictures of insurance cards: kept to the byte, shown to those who care for the patient, bounded."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almoner.core.coverage import Coverage
from almoner.core.coverage.card_image import LARGEST_BYTES, CardImage
from almoner.store.session import books
from almoner.store.verify import verify
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
