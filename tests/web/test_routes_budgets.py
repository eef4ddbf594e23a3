"""What a screen costs in queries: within its budget, and the same for one row and for sixty."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.charge import ChargeLine, Superbill, SuperbillLine
from almoner.core.chart import Problem, Visit
from almoner.core.claim import Claim, ClaimState
from almoner.core.collect import Receipt
from almoner.core.collect.refund import Refund
from almoner.core.party import Patient
from almoner.core.schedule import Appointment
from almoner.flow import clock
from tests.web.conftest import agreed, receive
from tests.web.era import Decided, decided
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


@dataclass(frozen=True)
class Full:
    """A practice with so many rows of everything, and one of each to open."""

    shelf: Shelf
    patient: Patient
    claim: Claim
    posted_id: int
    waiting_id: int
    strange_id: int
    receipt: Receipt
    booking: Appointment
    signed_id: int
    reviewed_id: int
    contract_id: int


def fill(rows: int) -> Full:
    from almoner.flow.access import office
    from almoner.flow.remit import post

    shelf = Shelf(name=f"Practice with {rows}")
    first = shelf.patient(0)
    coverage = shelf.coverage(first)
    claims: list[tuple[Claim, list[ChargeLine]]] = []
    receipts: list[Receipt] = []
    bookings: list[Appointment] = []
    for place in range(rows):
        shelf.stock()
        patient = shelf.patient(place + 1)
        shelf.benefits(shelf.coverage(patient, place))
        bookings.append(shelf.booking(patient, place))
        visit, lines = shelf.charged_visit(first, on=DAY - timedelta(days=30 + place % 9))
        claim = shelf.claim(coverage, visit, lines, first)
        refused = shelf.claim(coverage, visit, lines, first, state=ClaimState.DENIED, wait_until=None)
        shelf.denial(refused, lines[1])
        receipt = shelf.receipt(first, 100 + place)
        receipts.append(receipt)
        shelf.records.append(
            Refund(shelf.id(), first.id, 50, "paid twice", "ann", DAY, receipt_id=receipt.id)
        )
        claims.append((claim, lines))
    contract = agreed(shelf)
    shelf.lay()
    posted_id = receive(shelf, "POSTED", [decided(*one, [("CO", "45", 3000)]) for one in claims])
    post.post(office(shelf.practice_id), posted_id, on=DAY)
    # The same claims again, decided a second time: a plan whose every claim is an exception.
    waiting_id = receive(shelf, "WAITING", [decided(*one, [("CO", "45", 2000)]) for one in claims])
    strange_id = receive(shelf, "STRANGE", [*map(taken_back, claims), *map(strange, claims, range(rows))])
    signed, reviewed = coded(shelf, first, rows)
    remits = (posted_id, waiting_id, strange_id)
    ids = (signed, reviewed, contract.id)
    return Full(shelf, first, claims[0][0], *remits, receipts[0], bookings[0], *ids)


def coded(shelf: Shelf, patient: Patient, rows: int) -> tuple[int, int]:
    """So many visits that wait for their codes and so many that wait for a second review; one of each."""
    from almoner.flow.access import office
    from almoner.flow.code import code
    from almoner.flow.users import add_user
    from almoner.flow.visit import document

    actor = office(shelf.practice_id)
    add_user(actor, name=f"second{shelf.practice_id}", password="long enough for all", role="coder")
    blank = Visit(0, patient.id, shelf.provider.id, shelf.location.id, DAY, "11", problems=(Problem("HTN"),))
    visits = document.begin_unbooked(actor, [blank] * (2 * rows), on=DAY)
    document.sign_notes(actor, {one.id: f"Hypertension, at goal. Seen {one.id}." for one in visits}, on=DAY)
    line = SuperbillLine("99213", 1, 15000, (1,), ("25",))
    bills = [Superbill(0, one.id, 0, ("I10",), (line,), "", DAY) for one in visits[rows:]]
    code.decide_codes(actor, bills, on=DAY)
    return visits[0].id, visits[rows].id


def taken_back(charged: tuple[Claim, list[ChargeLine]]) -> Decided:
    """The reversal of what was posted of a claim."""
    claim, lines = charged
    turned = [replace(line, charge_cents=-line.charge_cents) for line in lines]
    return replace(decided(claim, turned, [("CO", "45", -3000)]), status="22")


def strange(charged: tuple[Claim, list[ChargeLine]], place: int) -> Decided:
    """A decision on a claim that the payer calls by another number: what it fits is looked for."""
    return replace(decided(*charged), control=f"STRANGE{place}", payer_control=f"OTHER{place}")


@pytest.fixture(scope="module")
def filled() -> dict[int, Full]:
    """A practice with one row of everything, and one with sixty."""
    return {rows: fill(rows) for rows in (1, 60)}


SCREENS = {
    "/today": 12,
    "/today/{booking}": 13,
    "/today/{booking}/check-out": 12,
    "/visits/{signed}/check-out": 12,
    "/today/{booking}/estimate": 12,
    "/today/notices": 8,
    "/patients/{patient}/advance-notice": 13,
    "/patients/{patient}/advance-notice?services=82270&diagnoses=Z1211": 36,
    "/patients/{patient}/payer-questions": 10,
    "/schedule?on=2026-11-23&span=week": 12,
    "/schedule/book?patient={patient}": 14,
    "/patients": 12,
    "/patients?q=Okafor": 12,
    "/claims": 12,
    "/claims?state=stuck&owner=mine&age=30&least=1": 12,
    "/work?whose=all": 12,
    "/work?whose=all&sort=patient": 12,
    "/claims?sort=patient": 12,
    "/remittances?view=all&sort=-amount": 12,
    "/patients?sort=born": 12,
    "/work/chosen": 12,
    "/notices": 9,
    "/work?view=snoozed": 12,
    "/remittances?view=all": 12,
    "/remittances/import": 8,
    "/patients/{patient}": 14,
    "/patients/{patient}/payers": 12,
    "/patients/{patient}/forms": 8,
    "/patients/{patient}/consents": 10,
    "/patients/{patient}/estimate?services=99213": 12,
    "/send": 12,
    "/send?view=rejected": 12,
    "/send/batches": 12,
    "/send/holds/{claim}": 20,
    "/claims/{claim}": 15,
    "/claims/{claim}?list=1&state=accepted": 15,
    "/claims/{claim}?whose=all&task=1": 15,
    "/claims/{claim}/peek": 15,
    "/claims/{claim}/segments": 15,
    "/claims/{claim}/paper": 12,
    "/remittances/{posted}": 15,
    "/remittances/{waiting}": 15,
    "/remittances/{strange}": 16,
    "/receipts/{receipt}": 15,
    "/refunds": 12,
    "/day": 24,
    "/drawer": 12,
    "/statements": 18,
    "/plans": 12,
    "/collections": 18,
    "/patients/{patient}/bill": 25,
    "/home": 27,
    "/home/rows?of=owed": 15,
    "/home/causes": 25,
    "/reports": 25,
    "/scorecard": 25,
    "/variance": 14,
    "/reports/K12?variant=30": 17,
    "/approvals": 12,
    "/small-balances": 12,
    "/patients/{patient}/acts": 12,
    "/receivables": 10,
    "/receivables?on=2026-11-22": 11,
    "/receivables/patients": 10,
    "/month": 16,
    "/rules": 9,
    "/rules/eligibility-fresh": 9,
    "/agreement": 22,
    "/coding": 9,
    "/code-update": 14,
    "/authorizations": 12,
    "/visits/{signed}/superbill": 24,
    "/visits/{reviewed}/review": 14,
    "/setup": 8,
    "/setup/enrollments": 8,
    "/setup/practice/{practice}": 9,
    "/setup/link": 9,
    "/setup/ledger": 9,
    "/setup/ledger/bank_fees": 9,
    "/fees": 9,
    "/contracts": 9,
    "/contracts/{contract}": 16,
    "/performance": 5,
    "/audit": 10,
    "/staff": 8,
    "/audit?person=almoner&kind=claim": 10,
}
OTHERS = {
    "/today/{booking}/check-out": "front_desk",
    "/visits/{signed}/check-out": "front_desk",
    "/schedule/book?patient={patient}": "front_desk",
    "/today/{booking}": "front_desk",
    "/today/{booking}/estimate": "front_desk",
    "/today/notices": "front_desk",
    "/patients/{patient}/advance-notice": "front_desk",
    "/patients/{patient}/advance-notice?services=82270&diagnoses=Z1211": "front_desk",
    "/patients/{patient}/payer-questions": "front_desk",
    "/drawer": "front_desk",
    "/remittances/import": "biller",
    "/coding": "coder",
    "/code-update": "coder",
    "/visits/{signed}/superbill": "coder",
    "/visits/{reviewed}/review": "coder",
}
"""Who looks at what a manager has no part in."""


@pytest.fixture(autouse=True)
def _one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked once a minute is asked once in a test, whenever the minute turns."""
    monkeypatch.setattr(clock, "KEPT_S", 1e9)


def cost(client: "Client", address: str, full: Full) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ids = {
        "patient": full.patient.id,
        "claim": full.claim.id,
        "posted": full.posted_id,
        "waiting": full.waiting_id,
        "strange": full.strange_id,
        "receipt": full.receipt.id,
        "booking": full.booking.id,
        "practice": full.shelf.practice_id,
        "signed": full.signed_id,
        "reviewed": full.reviewed_id,
        "contract": full.contract_id,
    }
    asked = address.format(**ids)
    assert client.get(asked).status_code == 200, address  # what is asked once a process is asked now
    with CaptureQueriesContext(connection) as queries:
        assert client.get(asked).status_code == 200
    # Some blocks of ids are drawn for what is recorded by a look; they say nothing of the screen.
    return sum("nextval" not in query["sql"] for query in queries)


@pytest.mark.parametrize(("address", "budget"), SCREENS.items())
def test_p25_a_screen_keeps_its_budget_whatever_the_rows(
    address: str, budget: int, filled: dict[int, Full], sign_in: "Callable[..., Client]"
) -> None:
    costs = {
        rows: cost(sign_in(OTHERS.get(address, "manager"), practice_id=full.shelf.practice_id), address, full)
        for rows, full in filled.items()
    }
    assert costs[1] == costs[60], costs
    assert costs[60] <= budget, costs
