"""Charts of one patient on the screens: the list, side by side, merged, led on, and parted."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from almoner.core.identity import ChartPair, PairState
from almoner.core.party import Patient
from almoner.store.session import books
from tests.web.shelf import Shelf
from tests.web.test_statements import fields

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def shelf() -> Shelf:
    """A practice where one patient was registered twice, the second time with another telephone."""
    made = Shelf(name="Merging Clinic")
    first = made.patient(0)
    made.coverage(first, 1)
    made.booking(first, 2)
    again = made.patient(1)
    made.records.remove(again)
    again = replace(first, id=again.id, number=again.number, phone="5185550142")
    made.records.append(again)
    made.coverage(again, 3)
    made.booking(again, 4)
    made.patient(2)
    return made.lay()


def patients(shelf: Shelf) -> list[Patient]:
    with books(shelf.practice_id) as session:
        return session.find(Patient)


def chosen(client: "Client", shelf: Shelf) -> dict[str, str]:
    """The form of the comparison, as it stands when it is opened, with a reason."""
    one, other, _ = patients(shelf)
    page = client.get(f"/patients/{one.id}/merge/{other.id}").content.decode()
    return fields(page, f"/patients/{one.id}/merge") | {"why": "same card"}


def merged(client: "Client", shelf: Shelf) -> tuple[Patient, Patient]:
    one, other, _ = patients(shelf)
    assert client.post(f"/patients/{one.id}/merge", chosen(client, shelf)).status_code == 302
    return one, other


def test_the_list_shows_the_pair_and_leads_to_the_comparison(shelf: Shelf, sign_in: "SignIn") -> None:
    one, other, third = patients(shelf)
    client = sign_in("manager", practice_id=shelf.practice_id)
    assert 'href="/patients/duplicates"' in client.get("/patients").content.decode()
    page = client.get("/patients/duplicates").content.decode()
    assert f"/patients/{one.id}/merge/{other.id}" in page
    assert third.number not in page
    side = client.get(f"/patients/{one.id}/merge/{other.id}").content.decode()
    assert 'name="fact_phone"' in side
    assert 'name="fact_name"' not in side
    assert 'name="policy_' in side


def test_a_pair_is_merged_once_and_the_old_address_leads_on(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    one, other, _ = patients(shelf)
    said = chosen(client, shelf) | {"fact_phone": "theirs"}
    answers = [client.post(f"/patients/{one.id}/merge", said) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    with books(shelf.practice_id) as session:
        (pair,) = session.find(ChartPair)
        assert session.get(Patient, one.id).phone == "5185550142"
    assert (pair.state, pair.reason) == (PairState.MERGED, "same card")
    page = client.get(f"/patients/{one.id}").content.decode()
    assert other.number in page
    for path in ("", "/merged", "/payers", "/forms", "/consents", "/bill", "/missed", "/estimate"):
        led = client.get(f"/patients/{other.id}{path}")
        assert (led.status_code, led.headers.get("Location")) == (302, f"/patients/{one.id}{path}")
    led = client.get(f"/schedule/book?patient={other.id}")
    assert led.headers["Location"] == f"/schedule/book?patient={one.id}"
    assert client.get(f"/patients?q={other.number}").content.decode().count("data-row>") == 1


def test_a_form_of_the_chart_that_went_changes_nothing(shelf: Shelf, sign_in: "SignIn") -> None:
    desk = sign_in("front_desk", practice_id=shelf.practice_id)
    _, other, _ = patients(shelf)
    address = f"/patients/{other.id}/registration"
    typed = fields(desk.get(address).content.decode(), address) | {"why": "moved", "line1": "9 New Road"}
    merged(desk, shelf)
    refused = desk.post(address, typed)
    assert refused.status_code == 409
    assert "merged into another" in refused.content.decode()


@pytest.mark.parametrize("wrong", [{"why": ""}, {"other": "1"}, {"version": "9"}, {"other_version": ""}])
def test_a_merge_that_can_not_be_is_refused(wrong: dict[str, str], shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    one, *_ = patients(shelf)
    refused = client.post(f"/patients/{one.id}/merge", chosen(client, shelf) | wrong)
    assert refused.status_code in {404, 409, 422}
    with books(shelf.practice_id) as session:
        assert session.find(ChartPair) == []


def test_the_charts_are_parted_for_a_reason(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    one, other = merged(client, shelf)
    address = f"/patients/{one.id}/merged/part"
    page = client.get(f"/patients/{one.id}/merged?done=merged").content.decode()
    assert "read as one" in page
    said = fields(page, address)
    assert client.post(address, said | {"why": ""}).status_code == 422
    assert client.post(address, said | {"why": "a cousin"}).status_code == 302
    assert client.get(f"/patients/{other.id}").status_code == 200


def test_two_people_are_kept_apart(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    one, other, _ = patients(shelf)
    address = f"/patients/{one.id}/merge/two"
    said = fields(client.get(f"/patients/{one.id}/merge/{other.id}").content.decode(), address)
    assert client.post(address, said | {"why": "twins"}).status_code == 302
    assert "No two of these charts" in client.get("/patients/duplicates?done=two").content.decode()
    assert "they are two people: twins" in client.get(f"/patients/{one.id}/merge/{other.id}").content.decode()


def test_a_chart_that_somebody_knows_of_is_compared_by_its_number(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    one, _, third = patients(shelf)
    led = client.get(f"/patients/{one.id}/merged?number={third.number}")
    assert led.headers["Location"] == f"/patients/{one.id}/merge/{third.id}"
    assert (
        "Nobody has this chart number" in client.get(f"/patients/{one.id}/merged?number=x").content.decode()
    )
    assert (
        "this very patient" in client.get(f"/patients/{one.id}/merged?number={one.number}").content.decode()
    )


def test_a_chart_that_holds_another_is_offered_to_stay(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    one, other = merged(client, shelf)
    third = patients(shelf)[2]
    page = client.get(f"/patients/{third.id}/merge/{one.id}").content.decode()
    assert "Other charts are merged into the one that would go. Let that one stand" in page
    assert f'<a class="btn main" href="/patients/{one.id}/merge/{third.id}">Let {one.number} stay</a>' in page
    assert "Merge into" not in page
    assert "Merge into" in client.get(f"/patients/{one.id}/merge/{third.id}").content.decode()
    assert other.number not in page
