"""The one box: what people read out to each other leads to what it names, for those who may open it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from almoner.core.claim import Claim
from tests.web.conftest import House
from tests.web.shelf import Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


@dataclass(frozen=True)
class Two:
    """A practice with two claims of one amount, and a receipt of each patient."""

    practice_id: int
    claims: list[Claim]


@pytest.fixture(scope="module")
def two(house: House) -> Two:
    del house  # the books are made with it
    shelf = Shelf(name="Two alike")
    claims = []
    for place in range(2):
        patient = shelf.patient(place)
        coverage = shelf.coverage(patient, place)
        visit, lines = shelf.charged_visit(patient, on=shelf.on)
        claims.append(shelf.claim(coverage, visit, lines, patient))
        shelf.receipt(patient, 4321)
    return Two(shelf.lay().practice_id, claims)


def test_a_claim_number_leads_to_its_claim(two: Two, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("biller", practice_id=two.practice_id)
    for one in two.claims:
        assert client.get("/find", {"q": one.control.lower()}).headers["Location"] == f"/claims/{one.id}"


def test_an_amount_lists_the_claims_of_it_with_or_without_a_dollar_sign(
    two: Two, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("biller", practice_id=two.practice_id)
    first, second = two.claims
    total = first.total_cents
    assert second.total_cents == total
    for typed in (f"{total / 100:.2f}", f"${total / 100:,.2f}"):
        page = client.get("/find", {"q": typed}).content.decode()
        assert f'href="/claims/{first.id}"' in page
        assert f'href="/claims/{second.id}"' in page


def test_a_receipt_is_found_by_its_amount_and_a_name_by_the_palette(
    two: Two, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("front_desk", practice_id=two.practice_id)
    assert client.get("/find/options", {"q": "43.21"}).content.decode().count('href="/receipts/') == 2
    found = client.get("/find/options", {"q": "okafor"}).content.decode()
    assert 'role="option"' in found
    assert "Okafor, Helen" in found


def test_what_a_role_may_not_open_it_does_not_find(two: Two, sign_in: "Callable[..., Client]") -> None:
    control = two.claims[0].control
    for role in ("front_desk", "provider"):
        page = sign_in(role, practice_id=two.practice_id).get("/find/options", {"q": control})
        assert "/claims/" not in page.content.decode()
    provider = sign_in("provider", practice_id=two.practice_id)
    assert "/receipts/" not in provider.get("/find/options", {"q": "43.21"}).content.decode()


def test_another_practice_finds_nothing_of_it(
    two: Two, house: House, sign_in: "Callable[..., Client]"
) -> None:
    assert house.practice_id != two.practice_id
    found = sign_in("biller").get("/find/options", {"q": two.claims[0].control}).content.decode()
    assert "/claims/" not in found


@pytest.mark.parametrize("typed", ["%", "$", "$,", ",.00", "1" * 12 + ".99", "\0", "", "’ OR 1=1", "9" * 80])
def test_nothing_that_is_typed_breaks_the_box(typed: str, two: Two, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("biller", practice_id=two.practice_id)
    assert client.get("/find/options", {"q": typed}).status_code == 200
    assert client.get("/find", {"q": typed}).status_code in {200, 302}
