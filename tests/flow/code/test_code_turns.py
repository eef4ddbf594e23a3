"""A change of codes as a practice meets it: its own codes that end, how often and where, and what begins."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from almoner.core.chart import Problem, Visit
from almoner.core.pricing.fee_schedule import Fee, FeeSchedule
from almoner.core.rules.tables import Line
from almoner.flow.access import AccessDenied, Actor, office
from almoner.flow.code.code_turns import code_update, codes_used
from tests.flow.releases import code_lists
from tests.web.shelf import DAY, Shelf

pytestmark = pytest.mark.usefixtures("store")
OCTOBER = date(2026, 10, 1)
"""On this day I42.0 is divided, and D69.1 with it."""
SUMMER = date(2026, 7, 6)


@pytest.fixture
def shelf(store: Path) -> Shelf:
    """A practice that coded I42.0 twice in the year and once before it, and E11.9 always."""
    assert store.is_dir()
    made = Shelf(name="Used codes")
    patient = made.patient(0)
    made.coverage(patient)
    for on in (SUMMER, SUMMER + timedelta(days=7), DAY - timedelta(days=400)):
        made.charged_visit(patient, on=on, diagnoses=("E119", "I420"))
    return made


def visit(shelf: Shelf, on: date, code: str) -> Visit:
    patient = shelf.patient(len(shelf.records) + 1)
    problems = (Problem("Heart", code),)
    made = Visit(shelf.id(), patient.id, shelf.provider.id, shelf.location.id, on, "11", problems=problems)
    shelf.records.append(made)
    return made


def test_codes_are_counted_by_superbills_as_they_stand(shelf: Shelf) -> None:
    shelf.lay()
    actor = office(shelf.practice_id)
    year = DAY - timedelta(days=365)
    wanted = {"99213", "11042", "E119", "I420", "I10"}
    assert codes_used(actor, wanted, since_on=year) == {"99213": 2, "11042": 2, "E119": 2, "I420": 2}
    assert codes_used(actor, wanted, since_on=DAY + timedelta(days=1)) == {}
    assert codes_used(actor, set(), since_on=year) == {}


def test_who_reads_no_claims_is_refused() -> None:
    desk = Actor("pat", 1, frozenset({"front_desk"}))
    with pytest.raises(AccessDenied):
        codes_used(desk, {"E119"}, since_on=DAY)
    with pytest.raises(AccessDenied):
        code_update(desk, "", None, on=DAY)


def test_the_practice_s_own_codes_that_end_stand_first_with_their_heirs(shelf: Shelf) -> None:
    held = visit(shelf, OCTOBER, "I420")
    visit(shelf, OCTOBER - timedelta(days=1), "I420")
    visit(shelf, OCTOBER, "I10")
    shelf.lay()
    found = code_update(office(shelf.practice_id), "icd10cm", OCTOBER, on=DAY)
    assert [(one.code, one.used) for one in found.ends] == [("I420", 2)], "not the thirty others"
    assert [row.code for row in found.ends[0].heirs] == ["I4200", "I4201", "I4209"]
    assert [(one.visit_id, one.code) for one in found.visits] == [(held.id, "I420")], "its day counts"
    begun = {one.code: one.used for one in found.begins}
    assert begun["I4201"] == 2
    assert "I4281" in begun, "it begins in a category that the practice codes in"
    assert not any(code.startswith("D69") for code in begun)
    assert found.turn is not None
    assert len(found.turn.ended) > len(found.ends)


def test_without_a_word_the_next_change_is_shown_and_else_the_last(shelf: Shelf) -> None:
    shelf.lay()
    actor = office(shelf.practice_id)
    last = code_update(actor, "", None, on=DAY).turn
    assert last is not None
    assert last.on == OCTOBER
    ahead = code_update(actor, "icd10cm", date(1999, 1, 1), on=date(2026, 8, 1))
    assert ahead.turn is not None
    assert ahead.turn.on == OCTOBER, "a day that nobody offers shows the next"
    assert ("icd10cm", date(2025, 10, 1)) in ahead.offered
    assert ahead.visits == (), "visits of a day to come are none"


def test_a_list_of_fees_that_has_an_ended_service_is_named(shelf: Shelf) -> None:
    columns = ("title", "short")
    old = [Line(code, None, None, (f"Supply {code}", "")) for code in ("A0001", "A0002", "A0003")]
    new = [Line(code, None, None, (f"Supply {code}", "")) for code in ("A0001", "A0004", "A0005")]
    fees = tuple(Fee(code, 1000) for code in ("A0001", "A0002", "A0004"))
    shelf.records.append(FeeSchedule(shelf.id(), "Standard", date(2026, 1, 1), fees, "moira", SUMMER))
    gone = FeeSchedule(
        shelf.id(),
        "Of before",
        date(2025, 1, 1),
        (Fee("A0003", 1),),
        "moira",
        SUMMER,
        until_on=date(2026, 1, 1),
    )
    shelf.records.append(gone)
    shelf.lay()
    releases = (("2026q3", date(2026, 7, 1), old), ("2026q4", OCTOBER, new))
    with code_lists("hcpcs", columns, *releases):
        found = code_update(office(shelf.practice_id), "hcpcs", OCTOBER, on=DAY)
    assert [(one.code, one.fee_lists) for one in found.ends] == [("A0002", ("Standard",))]
    assert [(one.code, one.fee_lists) for one in found.begins] == [("A0004", ("Standard",))]
    assert found.turn is not None
    assert (found.turn.before, found.turn.after) == ("2026q3", "2026q4")
