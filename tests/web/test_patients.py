"""Finding patients, and one patient's account with its two identifiers and what is unapplied."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import House
from tests.web.shelf import Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


@pytest.mark.parametrize(
    "typed",
    [
        "Okafor",
        "okafor",
        "OKAFOR, hel",
        "helen okafor",
        "01/01/1950",
        "1950-01-01",
        "P00000",
        "p00000",
        "518-555-0000",
        "Oka",
    ],
)
def test_a_patient_is_found_by_whatever_is_at_hand(
    typed: str, house: House, sign_in: "Callable[..., Client]"
) -> None:
    page = sign_in("front_desk").get("/patients", {"q": typed}).content.decode()
    assert f'href="/patients/{house.patient.id}"' in page
    assert page.count("data-row ") + page.count("<tr data-row>") == 1


def test_a_walk_in_is_found_and_booked_without_another_search(
    house: House, sign_in: "Callable[..., Client]"
) -> None:
    desk, booking = sign_in("front_desk"), f"/schedule/book?patient={house.patient.id}"
    assert 'href="/patients?to=walk-in"' in desk.get("/today").content.decode()
    assert 'href="/patients?to=book"' in desk.get("/schedule").content.decode()
    found = desk.get("/patients", {"to": "walk-in", "q": "Oka"}).content.decode()
    assert f'href="{booking}&amp;here=yes"' in found
    assert 'name="here" value="yes" checked' in desk.get(f"{booking}&here=yes").content.decode()
    assert f'href="{booking}"' in desk.get("/patients", {"to": "book", "q": "Oka"}).content.decode()
    biller = sign_in("biller").get("/patients", {"to": "book", "q": "Oka"}).content.decode()
    assert f'href="/patients/{house.patient.id}"' in biller, "who may not book opens the account"


def test_a_member_id_finds_its_patient(house: House, sign_in: "Callable[..., Client]") -> None:
    page = sign_in("front_desk").get("/patients", {"q": f"W{house.patient.id}"}).content.decode()
    assert f'href="/patients/{house.patient.id}"' in page


@pytest.mark.parametrize("typed", ["%", "_", "\\", "O'Brien", "a" * 500, "99/99/1950", "\0", "💥"])
def test_nothing_that_is_typed_breaks_the_search(typed: str, sign_in: "Callable[..., Client]") -> None:
    answer = sign_in("front_desk").get("/patients", {"q": typed})
    assert answer.status_code == 200
    if typed.strip("\0"):
        assert "Nobody is found under this." in answer.content.decode()


def test_names_are_escaped(sign_in: "Callable[..., Client]") -> None:
    from almoner.core.party import PersonName

    shelf = Shelf(name="Odd names")
    shelf.patient(0, name=PersonName("<script>alert(1)</script>", "\"'>&"))
    shelf.lay()
    page = sign_in("front_desk", practice_id=shelf.practice_id).get("/patients").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_sixty_patients_are_two_pages_in_the_order_of_their_names(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Sixty")
    for place in range(60):
        shelf.patient(place)
    shelf.lay()
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    first = client.get("/patients").content.decode()
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert onward
    second = client.get(onward[1].replace("&amp;", "&")).content.decode()
    names = [re.findall(r"data-opens><span class=\"veil\">([^<]+)<", page) for page in (first, second)]
    assert [len(page) for page in names] == [50, 10]
    listed = [*names[0], *names[1]]
    assert listed == sorted(listed)
    assert 'rel="next"' not in second


def test_one_patient_shows_two_identifiers_and_what_is_not_laid(
    house: House, sign_in: "Callable[..., Client]"
) -> None:
    page = sign_in("biller").get(f"/patients/{house.patient.id}").content.decode()
    head = page[page.index("<h1>") : page.index('<div class="body')]
    assert "01/01/1950" in head
    assert house.patient.number in head
    unapplied = re.search(r"Unapplied</dt><dd[^>]*>([^<]+)<", head)
    assert unapplied
    assert unapplied[1] == "$30.00"
    assert "$450.00" in head, "open in all: the two services that the payer refused"
    assert house.denied.control in page


def test_two_equal_receipts_of_a_day_are_two(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="P21")
    patient = shelf.patient(0)
    shelf.receipt(patient, 2000)
    shelf.receipt(patient, 2000)
    shelf.lay()
    page = sign_in("biller", practice_id=shelf.practice_id).get(f"/patients/{patient.id}").content.decode()
    taken = page[page.index("Money taken") :]
    assert taken.count('<td class="num">$20.00</td>') == 4, "taken and unapplied, twice"
    assert "$40.00 unapplied" in taken


def test_a_clinician_sees_the_patient_and_no_money(house: House, sign_in: "Callable[..., Client]") -> None:
    page = sign_in("provider").get(f"/patients/{house.patient.id}").content.decode()
    assert house.patient.number in page
    for money in ("Who owes", "Money taken", "Unapplied", "Charged</th>", house.denied.control):
        assert money not in page


def test_what_was_typed_leads_straight_to_its_one_claim_or_payment(
    house: House, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("biller")
    for typed, place in (
        (house.denied.control.lower(), f"/claims/{house.denied.id}"),
        (house.denied.payer_control, f"/claims/{house.denied.id}"),
        ("EFT1", f"/remittances/{house.posted_id}"),
        ("Okafor", f"/patients/{house.patient.id}"),
        ("Nobody", "/patients?q=Nobody"),
    ):
        assert client.get("/find", {"q": typed}).headers["Location"] == place
    desk = sign_in("front_desk")
    assert desk.get("/find", {"q": house.denied.control}).headers["Location"].startswith("/patients?q=")


def test_an_estimate_shows_its_lines_its_range_and_what_is_open(
    house: House, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("front_desk")
    here = f"/patients/{house.patient.id}/estimate"
    assert f'href="{here}"' in client.get(f"/patients/{house.patient.id}").content.decode()
    assert f'href="{here}?on=' in client.get("/today").content.decode()
    empty = client.get(here, {"on": "2026-01-05"}).content.decode()
    assert "Which services are planned?" in empty, "nobody is booked that day"
    assert "is charged most here" in client.get(here).content.decode(), (
        "the booking's reason says what is usual"
    )
    page = client.get(here, {"services": "99213-25x2"}).content.decode()
    assert "99213-25 × 2" in page
    assert "no price known" in page
    assert "Not known: the price of a line." in page
    assert ">not known<" in page, "what has no price is not nothing"
    assert "no price for this service" in page
    wrong = client.get(here, {"services": "<b>"}).content.decode()
    assert "be read: give a code" in wrong
    assert "<b>&" not in wrong
    assert "&lt;b&gt;" in wrong
