"""A provider's day by keys and clicks, each task from the page where the day begins."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.charge.draft import BillForm
from almoner.core.chart import Problem, Visit
from almoner.core.chart.allergy import Allergy
from almoner.core.chart.entry import Entry
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.shape import Concept
from almoner.core.coding.decision import CodingDecision
from almoner.core.coverage import Authorization
from almoner.core.pricing.fee_schedule import Fee, FeeSchedule
from almoner.core.schedule import AppointmentState
from almoner.flow.access import Actor, office
from almoner.flow.code import ask_provider, superbill
from almoner.flow.visit import document
from almoner.store.session import books
from tests.flow.visit.test_inbox import result
from tests.web.hands import CHROMIUM, Hands, Open, address, chromium, open_as, opening
from tests.web.shelf import DAY, Shelf
from tests.web.test_static_in_browser import faults

if TYPE_CHECKING:
    pass

pytest.importorskip("playwright.sync_api", reason="pip install playwright axe-playwright-python")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as"]
HPI = "Feels well. No chest pain. Takes both tablets."
EXAM = "BP 128/78. Heart regular, lungs clear."
ASSESSMENT = (
    "1. Essential hypertension, at goal. Continue lisinopril 20 mg.\n"
    "2. Hyperlipidemia, stable. Continue atorvastatin 20 mg."
)
NOTE = f"Chief complaint: follow-up.\n{HPI}\nAssessment:\n{ASSESSMENT}\nReturn in three months.\n"
UNTOLD = "Assessment:\n1. Knee osteoarthritis, worse. Start naproxen 500 mg.\n"


@pytest.fixture
def shelf(store: object) -> Shelf:
    """A practice whose only provider is the one who signs in."""
    assert store
    made = Shelf(name="Clinic by hands")
    made.seat(f"bprovider{made.practice_id}")
    fees = tuple(Fee(code, 15000) for code in ("99212", "99213", "99214"))
    made.records.append(FeeSchedule(made.id(), "Standard", DAY - timedelta(days=300), fees, "moira", DAY))
    return made


def signed(shelf: Shelf, place: int, text: str, problem: Problem) -> Visit:
    """A visit of the day whose note is signed by the provider."""
    patient = shelf.patient(place)
    shelf.coverage(patient)
    shelf.charged_visit(patient, on=DAY - timedelta(days=30))
    shelf.lay()
    draft = Visit(
        0,
        patient.id,
        shelf.provider.id,
        shelf.location.id,
        DAY,
        "11",
        reason="Follow-up",
        problems=(problem,),
    )
    actor = Actor(f"bprovider{shelf.practice_id}", shelf.practice_id, frozenset({"provider"}))
    (visit,) = document.begin_unbooked(actor, [draft], on=DAY)
    document.sign_notes(actor, {visit.id: text}, on=DAY)
    return visit


FITS = "(() => { const m = document.querySelector('main'); return m.scrollHeight <= m.clientHeight + 1; })()"
"""True where all of the page is seen without scrolling."""


def test_pv1_what_is_worth_knowing_stands_on_the_first_page(shelf: Shelf, open_as: Open) -> None:
    """Budget PV1: 0, on one screen."""
    patients = [shelf.patient(place) for place in range(6)]
    for place, patient in enumerate(patients):
        shelf.coverage(patient)
        shelf.charged_visit(patient, on=DAY - timedelta(days=30))
        shelf.booking(patient, place)
        entry = Entry(patient.id, recorded_by="folake", recorded_on=DAY)
        shelf.records += [
            ListedProblem(shelf.id(), entry, Concept("Atrial fibrillation")),
            Allergy(shelf.id(), entry, Concept("Penicillin")),
        ]
    result(shelf, patients[-1].id)
    shelf.lay()
    page = open_as(shelf.practice_id, "provider", bypass_csp=True)
    hands = Hands(page)
    told = page.inner_text("section[aria-labelledby=co]")
    assert told.count("Penicillin") == told.count("Atrial fibrillation") == 6
    assert "1 result to read" in told
    assert "Last seen 10/24/2026, Follow-up." in told
    assert page.evaluate(FITS)
    assert hands.acts == 0
    assert faults(page) == []


def test_pv2_pv3_pv5_a_visit_is_written_signed_and_coded_without_a_billing_prompt(
    shelf: Shelf, open_as: Open
) -> None:
    """Budgets PV2: no prompt where nothing is wrong, each sentence leads to its source; PV5: 1 key; PV3: 3
    keys for all that the screen proves; and no more than 20 seconds of the visit are for billing.
    """
    patient = shelf.patient(0)
    shelf.benefits(shelf.coverage(patient))
    shelf.charged_visit(patient, on=DAY - timedelta(days=30))
    shelf.booking(patient, state=AppointmentState.ARRIVED)
    shelf.lay()
    page = open_as(shelf.practice_id, "provider", bypass_csp=True)
    hands = Hands(page)
    hands.go("n")
    hands.go("Enter")
    for name, words in (("hpi", HPI), ("exam", EXAM), ("assessment", ASSESSMENT)):
        page.fill(f'textarea[name="t:{name}"]', words)
    page.wait_for_selector("#margin .proven:has-text('E78.5')")
    assert page.locator("#margin .wants").count() == 0, page.inner_text("#margin")
    page.click("#margin summary:has-text('The note as it will read')")
    read = page.locator("#margin .prose")
    linked = "".join(read.locator("a").all_inner_texts())
    for words in (*HPI.split(". "), *ASSESSMENT.split(". ")):
        assert words.strip(".") in linked
    assert read.locator("a:has-text('BP 128')").get_attribute("href").startswith("#t-exam-")
    assert faults(page) == []
    before = replace(hands)
    with opening(page):
        hands.press("Control+Enter")
    assert hands.since(before).acts == 1
    before = replace(hands)
    hands.go("b")
    on_screen = replace(hands)
    for key in ("t", "a"):
        with page.expect_navigation():
            hands.press(key)
        page.wait_for_selector(".said")
    hands.go("f")
    assert hands.since(on_screen).acts <= 3
    assert hands.since(before).seconds <= 20
    with books(shelf.practice_id) as session:
        (visit,) = [one for one in session.find(Visit, patient_id=patient.id) if one.service_on == DAY]
        made = session.find(CodingDecision, visit_id=visit.id)
    assert {one.code for one in made} >= {"I10", "E785"}
    assert all(one.evidence_opened for one in made)


def test_pv4_a_question_is_answered_on_one_screen(shelf: Shelf, open_as: Open) -> None:
    """Budget PV4: note, question and answer on one screen."""
    visit = signed(shelf, 0, UNTOLD, Problem("Knee osteoarthritis"))
    coder = office(shelf.practice_id)
    (open_one, *_) = superbill.screen(coder, visit.id, BillForm(), on=DAY).queries
    ask_provider.ask(coder, visit.id, open_one.about, open_one.axis, on=DAY)
    page = open_as(shelf.practice_id, "provider", bypass_csp=True)
    hands = Hands(page)
    hands.go("n")
    page.wait_for_selector("section[aria-labelledby=qa] select:focus")
    for part in (".signed-note", "section[aria-labelledby=qa] p", "section[aria-labelledby=qa] button"):
        box = page.locator(part).first.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 900, part
    assert faults(page) == []
    hands.press("ArrowDown", "Tab", "Tab")
    with page.expect_navigation():
        hands.press("Enter")
    assert "The answer is an addendum to the note." in page.inner_text("main")
    assert page.locator("section[aria-labelledby=qa]").count() == 0


def test_pv7_open_authorizations_are_two_clicks_away_by_service_date(shelf: Shelf, open_as: Open) -> None:
    """Budget PV7: 2 clicks, sorted by the day of the service."""
    for place in range(3):
        patient = shelf.patient(place)
        policy = shelf.coverage(patient)
        at = datetime.combine(DAY, time(9)) + timedelta(days=3 - place)
        shelf.booking(patient, starts_at=at)
        number = f"A{place}"
        shelf.records.append(
            Authorization(shelf.id(), patient.id, policy.id, policy.payer_id, number, DAY, most=3)
        )
    shelf.lay()
    page = open_as(shelf.practice_id, "provider", bypass_csp=True)
    hands = Hands(page)
    hands.follow("text=Authorizations")
    days = page.locator("tbody tr td:first-child").all_inner_texts()
    assert days == ["11/24/2026", "11/25/2026", "11/26/2026"]
    assert "3 of 3 units" in page.inner_text("main")
    assert faults(page) == []
    hands.follow("tbody tr:first-child a")
    assert hands.clicks <= 2
    assert "A2" in page.inner_text("main")


def test_pv8_an_inbox_item_takes_one_key_and_billing_stands_apart(shelf: Shelf, open_as: Open) -> None:
    """Budget PV8: 1 key an item; billing queries apart from clinical messages."""
    visit = signed(shelf, 0, UNTOLD, Problem("Knee osteoarthritis"))
    coder = office(shelf.practice_id)
    (open_one, *_) = superbill.screen(coder, visit.id, BillForm(), on=DAY).queries
    ask_provider.ask(coder, visit.id, open_one.about, open_one.axis, on=DAY)
    for place in (1, 2, 3):
        patient = shelf.patient(place)
        shelf.charged_visit(patient, on=DAY - timedelta(days=10))
        result(shelf, patient.id, 5 - place)
    shelf.lay()
    page = open_as(shelf.practice_id, "provider", bypass_csp=True)
    hands = Hands(page)
    hands.go("i")
    assert faults(page) == []
    rows = page.locator("section[aria-labelledby=re] tbody tr")
    for left in (3, 2, 1):
        assert rows.count() == left
        before = hands.acts
        with page.expect_navigation():
            hands.press("r")
        page.wait_for_selector("text=They are read")
        assert hands.acts - before == 1
    assert "Provider query" in page.inner_text("section[aria-labelledby=bi]")
    assert "query" not in page.inner_text("section[aria-labelledby=re]").lower()


def test_a_signature_after_the_session_ended_loses_no_word(shelf: Shelf, open_as: Open) -> None:
    """The words stay on the screen; after another sign-in in another window the same page goes on."""
    patient = shelf.patient(0)
    shelf.coverage(patient)
    shelf.booking(patient, state=AppointmentState.ARRIVED)
    shelf.lay()
    page = open_as(shelf.practice_id, "provider", bypass_csp=True)
    hands = Hands(page)
    hands.go("n")
    hands.go("Enter")
    held = page.context.cookies()
    page.context.clear_cookies()
    page.fill('textarea[name="t:plan"]', "Return in a month.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#saved:has-text('you are signed out')")
    assert page.input_value('textarea[name="t:plan"]') == "Return in a month."
    page.context.add_cookies(held)
    with opening(page):
        page.keyboard.press("Control+Enter")
    assert "Return in a month." in page.inner_text("main")
    assert "The note is signed" in page.inner_text("main")
