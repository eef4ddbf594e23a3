"""The provider's inbox on the screen: results are read there, and what billing asks stands apart."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.plan import Task
from tests.flow.visit.test_inbox import result
from tests.web.shelf import DAY, Shelf
from tests.web.test_coding import field

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def shelf() -> Shelf:
    """A provider with two patients' results to read and a question of the coder."""
    made = Shelf(name="Inbox screen")
    made.seat(f"provider{made.practice_id}")
    patients = [made.patient(place) for place in (0, 1)]
    for place, patient in enumerate(patients):
        made.coverage(patient)
        made.charged_visit(patient, on=DAY - timedelta(days=30))
        result(made, patient.id, 3 - place)
        made.booking(patient, place)
    task = Task(
        made.id(),
        "provider_query",
        "patient",
        patients[1].id,
        "A coder asks about your note.",
        f"provider{made.practice_id}",
        DAY,
        DAY,
        patient_id=patients[1].id,
    )
    made.tasks.append(task)
    return made.lay()


def part(page: str, name: str) -> str:
    start = page.index(f'aria-labelledby="{name}"')
    return page[start : page.index("</section>", start)]


def test_results_are_read_in_the_inbox_and_the_next_patient_is_led_to(
    shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("provider", practice_id=shelf.practice_id)
    page = client.get("/inbox").content.decode()
    assert "2 clinical; 1 asked for claims." in page
    assert "A coder asks" in part(page, "bi")
    assert "A coder asks" not in part(page, "re")
    assert "Okafor" in part(page, "re")
    form = {name: field(page, name) for name in ("patient_token", "to", "next", "which")}
    address = page.split('action="/patients/')[1].split('"')[0]
    answer = client.post(f"/patients/{address}", form)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/inbox?done=read#p{form['next']}"
    after = client.get("/inbox").content.decode()
    assert "1 clinical; 1 asked for claims." in after
    assert f'id="p{form["next"]}"' in after
    day = client.get("/my-day").content.decode()
    assert "1 result to read" in day
    assert "Last seen 10/24/2026, Follow-up." in day


def test_who_may_open_them(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    told = {role: sign_in(role, practice_id=shelf.practice_id) for role in ("coder", "front_desk", "biller")}
    assert {one.get("/inbox").status_code for one in told.values()} == {403}
    assert {one.get("/authorizations").status_code for one in told.values()} == {200}
    assert "of=all" not in told["biller"].get("/authorizations").content.decode()
