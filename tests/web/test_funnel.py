"""The manager's funnel: it opens, closes, shows what is missing with its worth, and takes a reason."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def shelf() -> Shelf:
    """A practice with a charged visit, and one that is signed and has no codes."""
    from almoner.core.chart import Problem, Visit
    from almoner.flow.access import office
    from almoner.flow.visit import document

    shelf = Shelf(name="Funnel")
    patient = shelf.patient(0)
    shelf.charged_visit(patient, on=DAY)
    shelf.lay()
    draft = Visit(0, patient.id, shelf.provider.id, shelf.location.id, DAY, "11", problems=(Problem("HTN"),))
    (visit,) = document.begin_unbooked(office(shelf.practice_id), [draft], on=DAY)
    document.sign_notes(office(shelf.practice_id), {visit.id: "Hypertension, stable."}, on=DAY)
    return shelf


def test_the_manager_sees_what_is_missing_and_says_why_nothing_is_charged(
    shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    manager = sign_in("manager", practice_id=shelf.practice_id)
    page = manager.get(f"/funnel?since={DAY}&until={DAY}").content.decode()
    assert "waits for its codes" in page
    assert page.count("octagon-x") == 0, "every step adds up"
    assert "2, worth about $" in page
    visit = re.findall(r'name="visit" value="([1-9][0-9]*)"', page)
    assert len(visit) == 1
    assert manager.post("/funnel/clear", {"visit": visit[0], "reason": ""}).status_code == 422
    assert manager.post("/funnel/clear", {"visit": visit[0], "reason": "courtesy"}).status_code == 302
    again = manager.get(f"/funnel?since={DAY}&until={DAY}").content.decode()
    assert "waits for its codes" not in again
    assert re.search(r"<b>1</b> nothing to bill", again)


def test_a_day_is_seen_as_it_was_known_on_its_evening(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    manager = sign_in("manager", practice_id=shelf.practice_id)
    assert f'href="/funnel/then?on={DAY}"' in manager.get(f"/funnel?since={DAY}&until={DAY}").content.decode()
    page = manager.get(f"/funnel/then?on={DAY}").content.decode()
    assert "Missing that evening" in page
    assert "The parts lead from one to the other." in page


def test_the_lag_of_a_provider_leads_to_the_visits_and_to_files(
    shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    manager = sign_in("manager", practice_id=shelf.practice_id)
    asked = f"since={DAY}&until={DAY}&provider={shelf.provider.id}"
    page = manager.get(f"/funnel/lag?{asked}").content.decode()
    assert "2 of 2, those not charged" in page
    assert f"/funnel/lag.csv?{asked.replace('&', '&amp;')}" in page
    rows = manager.get(f"/funnel/lag.csv?{asked}").content.decode().splitlines()
    assert rows[0].startswith("visit_id,patient,provider,service_on")
    assert len(rows) == 3
    assert manager.get(f"/funnel/lag.xlsx?{asked}").content[:2] == b"PK"
