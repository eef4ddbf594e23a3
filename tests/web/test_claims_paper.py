"""A claim on paper: the sheets of both forms, their trial sheets, and how far a printer moves them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.links.paper.pdf_text import texts
from tests.web.conftest import House
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client


def test_a_claim_is_printed_for_the_red_form_and_on_plain_paper(
    house: House, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("biller")
    at = f"/claims/{house.denied.id}"
    assert f'href="{at}/paper"' in client.get(at).content.decode()
    page = client.get(f"{at}/paper").content.decode()
    assert f'href="{at}/cms1500.pdf"' in page
    straight = client.get(f"{at}/cms1500.pdf")
    assert straight.headers["Content-Type"] == "application/pdf"
    assert house.denied.control in {one.text for one in texts(straight.content)}
    assert client.get(f"{at}/plain.pdf").content.startswith(b"%PDF")
    assert client.get("/claims/trial-sheet.pdf").content.startswith(b"%PDF")


def test_a_printer_is_set_once_and_every_form_moves(house: House, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("biller")
    at = f"/claims/{house.denied.id}"
    before = texts(client.get(f"{at}/cms1500.pdf").content)
    kept = client.post(f"{at}/paper", {"right": "-10", "down": "5"})
    assert kept.headers["Location"] == f"{at}/paper"
    assert 'value="-10"' in client.get(f"{at}/paper").content.decode()
    after = texts(client.get(f"{at}/cms1500.pdf").content)
    moved = {(round(b.x - a.x, 1), round(b.y - a.y, 1)) for a, b in zip(before, after, strict=True)}
    assert moved == {(-7.2, -3.6)}
    for wrong in ({"right": "51", "down": "0"}, {"right": "x", "down": "0"}):
        assert client.post(f"{at}/paper", wrong).status_code == 422
    client.cookies["almoner_printer"] = "900,x"
    assert 'value="-10"' not in client.get(f"{at}/paper").content.decode()


def test_an_institutional_claim_is_made_once_its_place_has_said_what_it_wants(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = Shelf(name="Clinic")
    patient = shelf.patient(0)
    visit, lines = shelf.charged_visit(patient, on=DAY)
    claim = shelf.claim(shelf.coverage(patient, 1), visit, lines, patient)
    shelf.lay()
    client = sign_in("biller", practice_id=shelf.practice_id)
    manager = sign_in("manager", practice_id=shelf.practice_id)
    at, place = f"/claims/{claim.id}", f"/setup/places/{shelf.location.id}"
    page = client.get(f"{at}/paper").content.decode()
    assert "Main office makes no institutional claims" in page
    assert "ub04.pdf" not in page
    assert client.get(f"{at}/ub04.pdf").headers["Location"] == f"{at}/paper"
    terms = {"institutional.bill_type": "71", "institutional.since_on": f"{DAY}", "institutional.origin": "1"}
    wrong = manager.post(place, kept(shelf, terms | {"institutional.revenue_codes": "521"}))
    assert wrong.status_code == 422
    assert (
        'id="f-institutional-revenue_codes-wrong">A revenue code has another shape' in wrong.content.decode()
    )
    assert manager.post(place, kept(shelf, terms)).status_code == 302
    page = client.get(f"{at}/paper").content.decode()
    assert "Box 17: the status in which patients leave the place is not said." in page
    assert "Box 42: line 1 has no revenue code at this place." in page
    whole = terms | {"institutional.revenue_codes": "0521", "institutional.status": "01", "version": "2"}
    assert manager.post(place, kept(shelf, whole)).status_code == 302
    assert "<ins>0521</ins>" in manager.get(place).content.decode()
    assert f'href="{at}/ub04.pdf"' in client.get(f"{at}/paper").content.decode()
    before = texts(client.get(f"{at}/ub04.pdf").content)
    assert {"0711", "0521", "0001", claim.control} <= {one.text for one in before}
    assert client.get(f"{at}/ub04-plain.pdf").content.startswith(b"%PDF")
    assert client.get("/claims/trial-sheet.pdf?form=ub04").content.startswith(b"%PDF")
    client.post(f"{at}/paper", {"form": "ub04", "right": "10", "down": "0"})
    after = texts(client.get(f"{at}/ub04.pdf").content)
    assert {round(b.x - a.x, 1) for a, b in zip(before, after, strict=True)} == {7.2}
    assert 'id="cms1500-right" name="right" type="number" min="-50" max="50" value="0"' in (
        client.get(f"{at}/paper").content.decode()
    )


def kept(shelf: Shelf, terms: dict[str, str]) -> dict[str, str]:
    place = shelf.location
    form = {f"address.{part}": getattr(place.address, part) for part in ("line1", "city", "state")}
    form |= {"address.zip": "122071234", "name": place.name, "pos": place.pos}
    return form | {"version": "1", "why": "a rural health clinic"} | terms
