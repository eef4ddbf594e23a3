"""Payments: the plan is shown before it is posted, exceptions first, and it posts whole or not at all."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almoner.core.remit import Remittance, RemittanceState
from almoner.store.session import books
from tests.web.conftest import House, receive
from tests.web.era import decided
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def waiting() -> tuple[Shelf, int]:
    """A practice with a payment of two claims that waits to be posted."""
    shelf = Shelf(name="Payments")
    claims = []
    for place in range(2):
        patient = shelf.patient(place)
        coverage = shelf.coverage(patient, 0)
        visit, lines = shelf.charged_visit(patient, on=DAY)
        claims.append((shelf.claim(coverage, visit, lines, patient), lines))
    shelf.lay()
    (first, first_lines), (second, second_lines) = claims
    content = [
        decided(first, first_lines, [("CO", "45", 5000), ("PR", "1", 2000)], [("CO", "197", 30000)]),
        decided(second, second_lines),
    ]
    return shelf, receive(shelf, "EFT77", content)


def text(page: str) -> str:
    """A page as people read it, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_list_begins_with_what_waits(
    waiting: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, remittance_id = waiting
    page = sign_in("biller", practice_id=shelf.practice_id).get("/remittances").content.decode()
    assert f'href="/remittances/{remittance_id}"' in page
    assert "EFT77" in page
    assert "$530.00" in page
    assert "To post" in page


def test_a_payment_that_waits_shows_what_posting_will_do(
    waiting: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, remittance_id = waiting
    page = (
        sign_in("biller", practice_id=shelf.practice_id).get(f"/remittances/{remittance_id}").content.decode()
    )
    told = text(page)
    assert "What posting will do total equals the check" in told
    figures = dict(re.findall(r"<dt>([^<]+)</dt><dd[^>]*>([^<]+)</dd>", page))
    assert figures == {
        "Check": "$530.00",
        "Applied to claims": "$530.00",
        "Suspense": "$0.00",
        "Provider level": "$0.00",
        "Given up by contract": "$50.00",
        "To patients": "$20.00",
        "To next payers": "$0.00",
    }
    assert told.index("exception") < told.index("Payer says"), "exceptions first"
    assert "CO-197" in told
    assert "To follow</th>" in page
    assert "Next payer</th>" not in page, "a column shows where it holds something, so that the table fits"
    assert "Post $530.00" in told
    with books(shelf.practice_id) as session:
        assert session.get(Remittance, remittance_id).state is RemittanceState.RECEIVED, (
            "looking posts nothing"
        )


def test_posting_lays_what_was_shown_and_only_once(
    waiting: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, remittance_id = waiting
    client = sign_in("biller", practice_id=shelf.practice_id)
    answer = client.post(f"/remittances/{remittance_id}/post", {})
    assert answer.headers["Location"] == f"/remittances/{remittance_id}?done=posted"
    page = client.get(f"/remittances/{remittance_id}").content.decode()
    assert "What was posted total equals the check" in text(page)
    assert f'action="/remittances/{remittance_id}/post"' not in page
    again = client.post(f"/remittances/{remittance_id}/post", {})
    assert again.status_code == 422
    assert "posted already" in text(again.content.decode())


def test_the_manager_looks_and_does_not_post(
    waiting: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, remittance_id = waiting
    client = sign_in("manager", practice_id=shelf.practice_id)
    page = client.get(f"/remittances/{remittance_id}").content.decode()
    assert f'action="/remittances/{remittance_id}/post"' not in page
    assert client.post(f"/remittances/{remittance_id}/post", {}).status_code == 403


def test_what_no_claim_of_ours_answers_to_stands_first_and_goes_to_suspense(
    house: House, sign_in: "Callable[..., Client]"
) -> None:
    page = sign_in("biller").get(f"/remittances/{house.remittance_id}").content.decode()
    claims = page[page.index('id="cl"') :]
    rows = re.findall(r"<tr data-row.*?</tr>", claims, re.S)
    assert "no claim of ours" in rows[0]
    assert house.denied.control in rows[1]
    suspense = re.search(r"<dt>Suspense</dt><dd[^>]*>([^<]+)<", page)
    assert suspense
    assert suspense[1] == "$150.00"


def test_nothing_waits_and_the_screen_says_what_would(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Quiet").lay()
    page = sign_in("biller", practice_id=shelf.practice_id).get("/remittances").content.decode()
    assert "No payment waits to be posted." in page
