"""A claim on paper: both sheets, the trial sheet, and how far a browser's printer moves them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.links.paper.pdf_text import texts
from tests.web.conftest import House

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
