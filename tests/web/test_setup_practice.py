"""The set-up's screens: a form for each record that keeps what was typed, and a history of what changed."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almoner.core.party.identifiers import npi
from tests.web.shelf import Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")
PLACE = {
    "name": "Annex",
    "pos": "11",
    "address.line1": "9 Oak Street",
    "address.line2": "",
    "address.city": "Albany",
    "address.state": "NY",
    "address.zip": "12207-1234",
    "npi": "",
    "clia": "",
}


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf(name="Set-up").lay()


@pytest.fixture(scope="module")
def manager(shelf: Shelf, sign_in: "Callable[..., Client]") -> "Client":
    return sign_in("manager", practice_id=shelf.practice_id)


def test_the_set_up_shows_every_kind(manager: "Client", shelf: Shelf) -> None:
    page = manager.get("/setup").content.decode()
    assert f"/setup/practice/{shelf.practice_id}" in page
    assert "Main office" in page
    assert "Adeyemi, Folake, MD" in page
    assert "Commonwealth PPO plan" in page
    assert "0 of 3" in page
    missing = manager.get("/setup/enrollments").content.decode()
    assert "Nothing is on record for" in missing
    assert missing.count("add it") == 3


def test_a_place_is_added_and_changed_with_a_reason(manager: "Client") -> None:
    made = manager.post("/setup/places/new", PLACE).headers["Location"]
    assert re.fullmatch(r"/setup/places/\d+\?done=added", made)
    at = made.partition("?")[0]
    page = manager.get(made).content.decode()
    assert 'value="122071234"' in page
    assert "It is on record." in page
    wanted = PLACE | {"name": "West annex", "version": "1", "why": "renamed"}
    assert manager.post(at, wanted).headers["Location"] == f"{at}?done=kept"
    page = manager.get(at).content.decode()
    assert "<del>Annex</del> <ins>West annex</ins>" in page
    assert ": renamed" in page
    stale = manager.post(at, wanted | {"name": "East annex"})
    assert stale.status_code == 409
    assert "theirs stands" in stale.content.decode()


def test_what_can_not_stand_is_told_beside_its_field_with_the_input_kept(manager: "Client") -> None:
    wrong = manager.post("/setup/places/new", PLACE | {"address.zip": "12", "name": ""})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert 'id="f-name-wrong">This is needed.' in page
    assert 'value="9 Oak Street"' in page
    wrong = manager.post("/setup/places/new", PLACE | {"address.zip": "12", "npi": "1234567890"})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert re.search(r'id="f-address-zip-wrong">The location&#39;s ZIP code has another length', page)
    assert 'id="f-npi-wrong">The facility&#39;s NPI fails' in page
    assert 'href="#f-npi"' in page
    assert 'value="1234567890"' in page


def test_an_enrollment_says_with_whom_and_from_when(manager: "Client", shelf: Shelf) -> None:
    ask = f"/setup/enrollments/new?provider_id={shelf.provider.id}&payer_id={shelf.payers[1].id}"
    page = manager.get(ask).content.decode()
    assert f'<option value="{shelf.payers[1].id}" selected>' in page
    form = {"provider_id": str(shelf.provider.id), "payer_id": str(shelf.payers[1].id)}
    form |= {"state": "asked", "since_on": "2026-11-01", "until_on": "", "payer_number": "77"}
    made = manager.post("/setup/enrollments/new", form).headers["Location"]
    listed = manager.get("/setup/enrollments").content.decode()
    assert "Asked for" in listed
    assert listed.count("add it") == 2
    at = made.partition("?")[0]
    kept = manager.post(at, form | {"state": "in_force", "version": "1", "why": "their letter of May 2"})
    assert kept.status_code == 302
    page = manager.get(at).content.decode()
    assert "<del>asked for</del> <ins>in force</ins>" in page
    nobody = manager.post("/setup/enrollments/new", form | {"payer_id": "1"})
    assert nobody.status_code == 422
    assert "Choose one of the list." in nobody.content.decode()


def test_payers_providers_plans_and_the_practice_have_their_forms(manager: "Client", shelf: Shelf) -> None:
    for at in (
        f"/setup/payers/{shelf.payers[0].id}",
        f"/setup/plans/{shelf.plans[0].id}",
        f"/setup/providers/{shelf.provider.id}",
        f"/setup/practice/{shelf.practice_id}",
        "/setup/payers/new",
        "/setup/plans/new",
        "/setup/providers/new",
    ):
        assert manager.get(at).status_code == 200, at
    assert manager.get("/setup/practice/new").status_code == 404
    assert manager.get("/setup/nothing/new").status_code == 404
    assert manager.get(f"/setup/payers/{shelf.provider.id}").status_code == 404
    number = npi("134999001")
    form = {"name.last": "Ito", "name.first": "Mai", "npi": number, "taxonomy": "207Q00000X"}
    made = manager.post("/setup/providers/new", form).headers["Location"]
    assert "Ito, Mai" in manager.get(made).content.decode()
    again = manager.post("/setup/providers/new", form)
    assert again.status_code == 422
    assert "Another provider has this NPI" in again.content.decode()
