"""A provider's visit at the keyboard, from the day to the codes: its keys, clicks and seconds."""

from copy import copy
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from almoner.core.chart import Note, Visit, VisitState
from almoner.core.chart.entry import Entry
from almoner.core.chart.medication import Dosage, Medication
from almoner.core.chart.note import note_hash
from almoner.core.chart.order import Order
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.result import Result
from almoner.core.chart.shape import Amount, Coding, Concept, Moment, Value
from almoner.core.chart.systems import ICD10CM
from almoner.core.pricing.fee_schedule import Fee, FeeSchedule
from almoner.core.schedule import AppointmentState
from almoner.store.session import books
from tests.web.hands import CHROMIUM, Hands, Open, address, chromium, open_as
from tests.web.shelf import Shelf

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as"]
MOST_ACTS = 25
MOST_BILLING_SECONDS = 20


@pytest.fixture
def shelf(store: object) -> Shelf:
    """A patient who was here before and waits now: two problems, a drug, a result that nobody has read."""
    assert store
    shelf = Shelf(name="A day's work")
    own = replace(shelf.provider, user=f"bprovider{shelf.practice_id}")
    shelf.records = [own if one == shelf.provider else one for one in shelf.records]
    shelf.provider = own
    patient = shelf.patient(0)
    shelf.benefits(shelf.coverage(patient))
    shelf.booking(patient, state=AppointmentState.ARRIVED)
    fees = tuple(Fee(code, 14000) for code in ("99212", "99213", "99214"))
    shelf.records.append(FeeSchedule(shelf.id(), "Standard", shelf.on, fees, "ada", shelf.on))
    entry = Entry(patient.id, author_id=own.id, recorded_by="x", recorded_on=shelf.on, changed_by="x")
    told = {"Hypertension": "I10", "Type 2 diabetes": "E11.9"}
    for words, code in told.items():
        concept = Concept(words, (Coding(ICD10CM, code),))
        shelf.records.append(ListedProblem(shelf.id(), entry, concept, onset=Moment("2019")))
    drug = Medication(shelf.id(), entry, Concept("Lisinopril 10 mg"), dosages=(Dosage("one a day"),))
    seen = Moment.of(shelf.on)
    value = Value(amount=Amount(Decimal("7.9"), "%", "%"))
    shelf.records += [drug, Result(shelf.id(), entry, Concept("Hemoglobin A1c"), seen, value)]
    before = shelf.on.replace(year=shelf.on.year - 1)
    words = "Hypertension: stable."
    note = Note(shelf.id(), shelf.id(), patient.id, words, own.user, before, note_hash(words))
    visit = Visit(note.visit_id, patient.id, own.id, shelf.location.id, before, "11")
    shelf.records += [note, replace(visit, state=VisitState.CHARGED, note_id=note.id)]
    return shelf.lay()


def kept(shelf: Shelf, noun: type[Any]) -> list[Any]:
    with books(shelf.practice_id) as session:
        return session.find(noun)


def test_a_visit_takes_few_acts_and_its_codes_few_seconds(shelf: Shelf, open_as: Open) -> None:
    page = open_as(shelf.practice_id, "provider")
    page.goto("/today")
    hands = Hands(page)
    hands.press("j")
    hands.go("n")  # begin the visit: its note opens
    hands.press("Escape")  # out of the first field, where one would write
    hands.go("c")  # the chart: problems, drugs, results
    hands.follow("text=Mark 1 result as read")
    order_a_test(hands)
    refill_the_drug(hands)
    hands.go("t")
    write(hands)
    hands.go("Control+Enter")
    assert "The note is signed" in page.inner_text("main")
    before = copy(hands)
    accept_the_codes(hands)
    billing = hands.since(before)
    assert [one.read_by for one in kept(shelf, Result)] == [f"bprovider{shelf.practice_id}"]
    (order,) = kept(shelf, Order)
    begun = next(one for one in kept(shelf, Visit) if one.service_on == shelf.on)
    assert order.entry.visit_id == begun.id
    assert [one.version for one in kept(shelf, Medication)] == [2]
    assert begun.state is VisitState.CODED
    told = f"{hands.acts} acts ({hands.keys} keys, {hands.clicks} clicks), {hands.letters} letters"
    print(f"a visit: {told}; billing {billing.acts} acts, {billing.seconds:.1f} s")
    assert hands.acts <= MOST_ACTS, told
    assert billing.seconds <= MOST_BILLING_SECONDS


def order_a_test(hands: Hands) -> None:
    """A laboratory test for a problem of the list."""
    hands.press("o")
    hands.page.wait_for_selector("#add-order-words:focus")
    hands.type("Lipid panel")
    hands.press("Tab", "h")  # for: Hypertension
    hands.press("Tab")
    hands.go("Enter")


def refill_the_drug(hands: Hands) -> None:
    hands.follow("text=Lisinopril 10 mg")
    hands.go("r")


def write(hands: Hands) -> None:
    """The note by its template, and the gap that the margin names, answered."""
    page = hands.page
    hands.click("#f-problem-1")
    hands.type("Hypertension")
    hands.press("Tab", "s")
    hands.press("Tab")
    hands.type("Continue lisinopril 10 mg for blood pressure. Lipid panel ordered.")
    page.locator("#margin", has_text="I10").wait_for()
    hands.click("#f-hpi")
    hands.type("Feels well, takes it every day.")


def accept_the_codes(hands: Hands) -> None:
    """What is offered, one after another as it is shown, until the bill may be finished."""
    page = hands.page
    hands.go("b")
    finish = page.locator("[data-key=f]:enabled")
    while not finish.count():
        assert page.locator("[data-key=a]").count(), page.inner_text(".lacks")
        assert hands.acts < MOST_ACTS, page.inner_text(".lacks")
        with page.expect_navigation():
            hands.press("a")
    with page.expect_navigation():
        hands.press("f")
    assert "finished" in page.inner_text("main")
