"""A clinic's institutional claim on the screens: who takes it, what holds it, its page, files and paper."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from almoner.core.chart import Visit
from almoner.core.chart.institutional import InstitutionalVisit, Occurrence, ValueCode
from almoner.core.claim import ClaimState
from almoner.core.party.institutional import Institutional
from almoner.store.session import books
from almoner.web.claims.bill_fields import read, stands
from tests.flow.clinic import TERMS, Clinic, new_clinic
from tests.practices import DAY
from tests.web.test_balances import form_of, set_day

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def clinic(store: object, tmp_path: Path) -> Clinic:
    assert store
    made = new_clinic(tmp_path)
    set_day(made.house, DAY)
    return made


def test_what_is_typed_is_what_is_told() -> None:
    told = InstitutionalVisit(
        ("R109", "M545"), ("D9",), (Occurrence("05", DAY),), (ValueCode("A2", 2550),), 7, "1", "1", "01"
    )
    assert stands(told)["occurrences"] == f"05 {DAY.isoformat()}"
    assert stands(told)["values"] == "A2 25.50"
    assert read(stands(told)) == told
    assert read(stands(InstitutionalVisit())) == InstitutionalVisit()
    assert read(stands(told) | {"reasons": "r10.9, m54.5"}).reasons == ("R109", "M545")


@pytest.mark.parametrize(
    ("name", "text"), [("occurrences", "05 2026-02-30"), ("occurrences", "05"), ("values", "A2 x")]
)
def test_what_can_not_be_read_has_no_code(name: str, text: str) -> None:
    told = read(stands(InstitutionalVisit()) | {name: text})
    assert {one.code for one in told.occurrences} | {one.code for one in told.values} == {"?"}


def test_who_takes_institutional_claims_is_said_and_listed(clinic: Clinic, sign_in: "SignIn") -> None:
    manager = sign_in("manager", practice_id=clinic.house.practice.id)
    page = manager.get("/setup/enrollments").content.decode()
    assert "No payer takes institutional claims from Main office" in page
    payer = clinic.house.payers["MCR01"]
    address, form = form_of(manager, "/setup/institutional/new", "/setup/institutional/new")
    form |= {"location_id": str(clinic.house.location.id), "payer_id": str(payer.id), "state": "in_force"}
    form |= {"since_on": "2026-01-01", "claim_filing": "MC", "is_own_biller": ""}
    wrong = manager.post(address, form)
    assert wrong.status_code == 422
    assert 'id="f-claim_filing-wrong"' in wrong.content.decode()
    made = manager.post(address, form | {"claim_filing": "MA"})["Location"]
    assert made.startswith("/setup/institutional/")
    one = manager.get(made).content.decode()
    assert "Main office to Medicare" in one
    assert "It is on record." in one
    listed = manager.get("/setup/enrollments").content.decode()
    assert f'<a href="{made.partition("?")[0]}">Main office</a>' in listed
    assert "In force" in listed
    refused = manager.post(made.partition("?")[0], form | {"version": "1", "is_own_biller": "1", "why": "x"})
    assert refused.status_code == 422
    assert 'id="f-is_own_biller-wrong"' in refused.content.decode()


def test_a_page_without_clinics_says_how_one_comes_about(clinic: Clinic, sign_in: "SignIn") -> None:
    clinic.keep_place(2, Institutional())
    manager = sign_in("manager", practice_id=clinic.house.practice.id)
    assert "No place has a type of bill" in manager.get("/setup/enrollments").content.decode()


def test_a_hold_is_mended_with_what_only_the_visit_tells(clinic: Clinic, sign_in: "SignIn") -> None:
    clinic.enroll("MCR01")
    clinic.keep_place(2, Institutional("71", revenue_codes=TERMS.revenue_codes, origin="1"))
    held = clinic.bill().claim
    at = f"/send/holds/{held.id}"
    biller = sign_in("biller", practice_id=clinic.house.practice.id)
    page = biller.get(at).content.decode()
    assert "The status in which the patient left is not said." in page
    assert page.index('name="status"') < page.index("Other fields"), "what the finding is about stands first"
    address, form = form_of(biller, at, at)
    wrong = biller.post(address, form | {"status": "1", "values": "A2 25.50"})
    assert wrong.status_code == 422
    text = wrong.content.decode()
    assert "The patient&#39;s status is no code." in text
    assert 'value="A2 25.50"' in text
    assert biller.post(address, form | {"status": "01", "values": "A2 25.50"}).status_code == 302
    assert clinic.now(held).state is ClaimState.READY
    with books(clinic.house.practice.id) as session:
        told = session.get(Visit, held.visit_ids[0]).institutional
    assert (told.status, told.values) == ("01", (ValueCode("A2", 2550),))


def test_the_claim_and_its_segments_show_what_it_is(clinic: Clinic, sign_in: "SignIn") -> None:
    clinic.enroll("MCR01")
    made = clinic.bill().claim
    clinic.submit()
    biller = sign_in("biller", practice_id=clinic.house.practice.id)
    page = biller.get(f"/claims/{made.id}").content.decode()
    assert "<b>Institutional claim</b>" in page
    assert 'type of bill <span class="code">711</span>' in page
    assert "attending Adeyemi, Folake" in page
    assert ">0521</span>" in page
    assert "837I in 837I-" in page
    segments = biller.get(f"/claims/{made.id}/segments").content.decode()
    assert "CL1**1*01" in segments
    assert "SV2*0521*HC:99213:CG*150*UN*1" in segments
    batches = biller.get("/send/batches").content.decode()
    assert '<span class="sub inline">837I</span>' in batches
    paper = biller.get(f"/claims/{made.id}/paper").content.decode()
    assert "as it was frozen with the claim" in paper
    assert biller.get(f"/claims/{made.id}/ub04.pdf").content.startswith(b"%PDF")


def test_a_decided_one_is_corrected_with_the_same_fields(clinic: Clinic, sign_in: "SignIn") -> None:
    clinic.enroll("MCR01")
    made = clinic.bill().claim
    clinic.submit()
    on = clinic.goes_on(30)
    set_day(clinic.house, on)
    biller = sign_in("biller", practice_id=clinic.house.practice.id)
    at = f"/claims/{made.id}/correct"
    address, form = form_of(biller, at, at)
    plain = biller.get(at).content.decode()
    assert '<details open><summary data-key="o">Other fields' in plain, (
        "what it must not leave without is there"
    )
    assert re.search(r'id="conditions"[^>]* autofocus', plain)
    seen = biller.get(at, form | {"conditions": "D9"}).content.decode()
    assert "<ins>D9</ins>" in seen
    assert "box 18, HI*BG" in seen
    wrong = biller.post(address, form | {"occurrences": "05 yesterday"})
    assert wrong.status_code == 422
    assert "An occurrence is no code with its day." in wrong.content.decode()
    assert biller.post(address, form | {"conditions": "D9"}).status_code == 302
    again = clinic.revision(made)
    assert again.bill is not None
    assert (again.frequency, again.bill.conditions) == ("7", ("D9",))
