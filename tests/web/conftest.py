"""One small practice for all tests of the screens, a signed-in browser for each role, and a second practice
next door.
"""

import hashlib
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.chart.entry import Entry
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.shape import Coding, Concept, Moment
from almoner.core.chart.systems import ICD10CM
from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.release import Release, ReleaseState
from almoner.core.collect import Receipt
from almoner.core.collect.credit import Overpayment
from almoner.core.collect.refund import Refund
from almoner.core.coverage import BenefitState
from almoner.core.denial import Denial
from almoner.core.party import Patient
from almoner.core.plan import Plan
from almoner.core.pricing.fee_schedule import Fee, FeeSchedule
from almoner.core.pricing.payer_contract import PayerContract, Rate
from almoner.core.schedule import Appointment
from almoner.core.wire.interchange import Interchange, Transmission
from almoner.store.commit import Cause, commit
from almoner.store.kept import long_runs
from almoner.store.session import books
from tests.web.era import Check, Decided, decided, era
from tests.web.shelf import DAY, Shelf

PASSWORD = "a long enough password"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell what the browser showed as a test failed: whoever reads the report was not there."""
    report = yield
    browser = getattr(item, "funcargs", {}).get("chromium")
    if report.when == "call" and report.failed and browser:
        report.sections += [shown_by(page) for window in browser.contexts for page in window.pages]
    return report


def shown_by(page: Any) -> tuple[str, str]:
    """Return a page's address, and the words on it, as a section of a report."""
    from playwright.sync_api import Error

    try:
        return f"the browser at {page.url}", page.locator("body").inner_text(timeout=5000)[:4000]
    except Error as error:  # a browser that died says no more than so
        return "the browser", f"{type(error).__name__}: it says nothing"


@dataclass(frozen=True)
class House:
    """The practice with one of everything that a screen can be asked for."""

    shelf: Shelf
    patient: Patient
    booking: Appointment
    denied: Claim
    lines: list[ChargeLine]
    remittance_id: int
    posted_id: int
    receipt: Receipt
    refund: Refund
    overpayment: Overpayment
    refusal: Denial
    problem: ListedProblem
    release: Release
    file: Interchange
    run_id: int
    contract_id: int
    schedule_id: int
    other: Patient

    @property
    def practice_id(self) -> int:
        return self.shelf.practice_id


def browser(user: object, practice_id: int) -> "object":
    """A test client that is signed in; annotated loosely because Django is imported only inside fixtures."""
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    client.force_login(user)  # type: ignore[arg-type]
    session = client.session
    session["practice"] = practice_id
    session.save()
    return client


@pytest.fixture(scope="session")
def house(store: Path) -> House:
    """A practice in the middle of its day."""
    assert store.is_dir()
    return furnished(Shelf())


def furnished(shelf: Shelf) -> House:
    """Lay a practice in the middle of its day."""
    from almoner.flow.access import office
    from almoner.flow.remit import post

    patient = shelf.patient(0)
    coverage = shelf.coverage(patient, 1)
    shelf.benefits(coverage)
    booking = shelf.booking(patient, 3)
    visit, lines = shelf.charged_visit(patient, on=DAY - timedelta(days=40))
    denied = shelf.claim(coverage, visit, lines, patient, state=ClaimState.DENIED, wait_until=None)
    refusal = shelf.denial(denied, lines[1])
    receipt = shelf.receipt(patient, 3000)
    refund = Refund(shelf.id(), patient.id, 500, "paid twice", "ann", DAY, receipt_id=receipt.id)
    overpayment = Overpayment(
        id=shelf.id(),
        claim_id=denied.id,
        patient_id=patient.id,
        payer_id=denied.payer_id,
        rank=1,
        cents=500,
        identified_on=DAY,
        identified_by="ann",
        days=60,
        suspends_days=180,
        source="42 CFR 401.305",
    )
    problem = listed(shelf, patient)
    shelf.records += [refund, overpayment, problem]
    contract, fees = agreed(shelf), rare_fees(shelf)
    release = Release(shelf.id(), (denied.id,), 45000, "bea", DAY, datetime(2026, 11, 23, 15, tzinfo=UTC))
    shelf.records.append(replace(release, state=ReleaseState.GONE))
    other = shelf.patient(1)
    shelf.benefits(shelf.coverage(other, 2), state=BenefitState.NOT_FOUND)
    shelf.booking(other, 4)
    visit, paid_lines = shelf.charged_visit(other, on=DAY - timedelta(days=30))
    paid = shelf.claim(shelf.coverage(other, 0, rank=2), visit, paid_lines, other, rank=1)
    shelf.lay()
    posted_id = receive(shelf, "EFT1", [decided(paid, paid_lines, [("CO", "45", 4000), ("PR", "2", 1000)])])
    post.post(office(shelf.practice_id), posted_id, on=DAY)
    stranger = Decided("A00STRANGE", "26999", lines[:1])
    file = sent_file(shelf)
    remittance_id = receive(shelf, "EFT2", [decided(denied, lines, [("CO", "45", 5000)]), stranger])
    return House(
        *(shelf, patient, booking, denied, lines, remittance_id, posted_id),
        *(receipt, refund, overpayment, refusal, problem, release, file),
        *(begun(shelf, patient), contract.id, fees.id, other),
    )


def agreed(shelf: Shelf) -> PayerContract:
    """A contract that was brought and is looked at."""
    rates = (Rate("99213", 11000, page="p. 4"), Rate("", 6000, "percent_of_charge"))
    made = PayerContract(shelf.id(), "Agreed", shelf.payers[0].id, DAY, rates, "ann", DAY)
    shelf.records.append(made)
    return made


def rare_fees(shelf: Shelf) -> FeeSchedule:
    """A list of fees for a payer, of a code that nobody bills."""
    fees, payer_id = (Fee("99199", 100),), shelf.payers[0].id
    made = FeeSchedule(shelf.id(), "Rare", DAY, fees, "ann", DAY, payer_id=payer_id)
    shelf.records.append(made)
    return made


def begun(shelf: Shelf, patient: Patient) -> int:
    """A long run that no worker has taken on yet."""
    with books(shelf.practice_id, person="ann") as session:
        run_id = next(session.ids())
        long_runs.begin(session, run_id, long_runs.Begun("statements", [patient.id]), on=DAY)
    return run_id


def sent_file(shelf: Shelf) -> Interchange:
    """A file of ours with claims, that nobody has answered yet."""
    content = b"ISA*00~IEA*1*000000077~"
    made = Interchange(
        id=shelf.id(),
        direction="out",
        name="837P-000000077.x12",
        about="837P",
        sha256=hashlib.sha256(content + shelf.submitter_id.encode()).hexdigest(),
        size=len(content),
        control="000000077",
        sender=shelf.submitter_id,
        receiver="BOXCLEAR",
        exchanged_on=DAY - timedelta(days=3),
        sets=1,
    )
    plan = Plan(on=DAY, records=(made, Transmission(shelf.id(), made.id, DAY - timedelta(days=3))))
    with books(shelf.practice_id) as session:
        commit(session, plan, cause=Cause("test", "tester"), contents={made.id: content})
    return made


def listed(shelf: Shelf, patient: Patient) -> ListedProblem:
    """Diabetes on a patient's problem list."""
    entry = Entry(patient.id, recorded_by="adeyemi", recorded_on=DAY, changed_by="adeyemi")
    code = Coding(ICD10CM, "E11.9")
    return ListedProblem(shelf.id(), entry, Concept("Type 2 diabetes", (code,)), onset=Moment("2019"))


def receive(shelf: Shelf, trace: str, claims: list[Decided], *, payer: int = 0) -> int:
    """Let a payer's file come in, and return its remittance."""
    from almoner.flow.access import office
    from almoner.flow.exchange import receive as receiving

    paying = shelf.payers[payer]
    check = Check(paying.name, paying.remittance_payer_id, shelf.npi, shelf.submitter_id, trace, shelf.on)
    got = receiving.receive(office(shelf.practice_id), f"{trace}.835", era(check, claims), on=shelf.on)
    return got.remittance_ids[0]


@pytest.fixture(scope="session")
def sign_in(house: House) -> Callable[..., "object"]:
    """Sign in as somebody of a role, in this practice or another."""
    from django.contrib.auth import get_user_model

    from almoner.flow.access import office
    from almoner.flow.users import add_user

    def made(role: str, *, practice_id: int = 0) -> object:
        entered = practice_id or house.practice_id
        name = f"{role}{entered}"
        add_user(office(entered), name=name, password=PASSWORD, role=role)
        return browser(get_user_model().objects.get(username=name), entered)

    return made
