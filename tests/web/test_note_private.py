"""The page of psychotherapy notes: offered to its author alone, and its words stand nowhere else."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.web.charting import fields
from tests.web.shelf import Shelf
from tests.web.test_note import form, visit

if TYPE_CHECKING:
    from django.test import Client

    from almoner.core.chart import Visit

    SignIn = Callable[..., Client]

__all__ = ["visit"]
WORDS = "A secret between <two> people."


@pytest.fixture
def shelf(store: object) -> Shelf:
    """A practice whose provider is a psychologist."""
    assert store
    shelf = Shelf()
    own = replace(shelf.provider, taxonomy="103TC0700X", user=f"provider{shelf.practice_id}")
    shelf.records = [own if one == shelf.provider else one for one in shelf.records]
    shelf.provider = own
    return shelf


def test_it_is_kept_apart_from_every_other_page(shelf: Shelf, visit: "Visit", sign_in: "SignIn") -> None:
    client = sign_in("provider", practice_id=shelf.practice_id)
    address = f"/visits/{visit.id}/private-note"
    assert address in client.get(f"/visits/{visit.id}/note").content.decode()
    said = fields(client.get(address).content.decode(), "private-note") | {"words": WORDS}
    assert [client.post(address, said).status_code for _ in range(2)] == [302, 302]
    shown = client.get(address).content.decode()
    assert shown.count("A secret between &lt;two&gt; people.") == 1
    client.post(f"/visits/{visit.id}/note/sign", form(client, visit))
    patient = f"/patients/{visit.patient_id}"
    note = f"/visits/{visit.id}/note"
    for page in (note, f"{patient}/chart", f"{patient}/timeline", patient, f"/visits/{visit.id}/superbill"):
        assert "A secret" not in client.get(page).content.decode(), page
    coder = sign_in("coder", practice_id=shelf.practice_id)
    assert "private-note" not in coder.get(note).content.decode()
    for role in ("coder", "biller", "manager", "front_desk", "admin"):
        assert sign_in(role, practice_id=shelf.practice_id).get(address).status_code == 403


def test_another_kind_of_provider_is_not_offered_it(sign_in: "SignIn", store: object) -> None:
    from almoner.core.chart import Visit
    from tests.web.shelf import DAY

    assert store
    shelf = Shelf()
    patient = shelf.patient(0)
    made = Visit(shelf.id(), patient.id, shelf.provider.id, shelf.location.id, DAY, "11")
    shelf.records.append(made)
    shelf.lay()
    client = sign_in("provider", practice_id=shelf.practice_id)
    assert "private-note" not in client.get(f"/visits/{made.id}/note").content.decode()
    answer = client.get(f"/visits/{made.id}/private-note")
    assert answer.status_code == 422
    assert "Only a mental health professional" in answer.content.decode()
