"""The screen of a code update: what changes for this practice, without an amount."""

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from almoner.core.chart import Problem, Visit
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def shelf() -> Shelf:
    """A practice that coded I42.0 in summer, before it was divided in October, and holds it in a visit."""
    made = Shelf(name="Heart clinic")
    patient = made.patient(0)
    made.coverage(patient)
    made.charged_visit(patient, on=date(2026, 7, 6), diagnoses=("E119", "I420"))
    problems = (Problem("Cardiomyopathy", "I420"),)
    held = Visit(made.id(), patient.id, made.provider.id, made.location.id, DAY, "11", problems=problems)
    made.records.append(held)
    return made.lay()


def part(page: str, name: str) -> str:
    start = page.index(f'aria-labelledby="{name}"')
    return page[start : page.index("</section>", start)]


@pytest.mark.parametrize("role", ["coder", "manager"])
def test_a_code_of_the_practice_that_ended_stands_with_its_heirs_and_visits(
    role: str, shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in(role, practice_id=shelf.practice_id)
    page = client.get("/code-update").content.decode()
    ends = part(page, "en")
    assert "I42.0<" in ends
    assert '<span class="code">I42.01</span>' in ends
    assert "Dilated cardiomyopathy" in ends, "its title tells what it is"
    assert ">1</td>" in ends, "one visit of the year"
    assert "E11.9" not in page
    assert "Okafor" in part(page, "vi")
    assert "note not signed" in part(page, "vi")
    assert "I42.81" in part(page, "be")
    assert not re.search(r"\$\s?[0-9]", page)


def test_another_change_is_chosen_and_what_is_none_shows_the_usual(
    shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("coder", practice_id=shelf.practice_id)
    before = client.get("/code-update?change=icd10cm:2025-10-01").content.decode()
    assert "10/01/2025" in before[: before.index("</p>", before.index("<h1>"))]
    assert "None: no visit of the last year" in part(before, "en")
    for wrong in ("icd10cm:2025-10-02", "nothing", "icd10cm:x", ":", "%00", "icd10cm:9999-12-31"):
        page = client.get(f"/code-update?change={wrong}").content.decode()
        assert "I42.0<" in part(page, "en"), wrong


def test_the_coder_s_list_and_the_fees_lead_there(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    for role, address in (("coder", "/coding"), ("manager", "/fees")):
        page = sign_in(role, practice_id=shelf.practice_id).get(address).content.decode()
        assert 'href="/code-update"' in page
    assert sign_in("provider", practice_id=shelf.practice_id).get("/code-update").status_code == 403
