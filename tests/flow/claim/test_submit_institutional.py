"""A rural health clinic's visits from the set-up to the last payer: sent as institutional claims, answered,
paid by line, replaced and withdrawn, beside professional claims of the same practice.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from almoner.core.charge import SuperbillLine
from almoner.core.chart.institutional import InstitutionalVisit, Occurrence
from almoner.core.claim import Claim, ClaimState
from almoner.core.denial import Denial
from almoner.core.party.identifiers import npi
from almoner.core.party.institutional import Institutional
from almoner.core.remit import Remittance, RemittanceState
from almoner.core.x12 import read
from almoner.core.x12.check import check_set
from almoner.flow.claim import claim, mend_hold, submit
from almoner.flow.claim.mend_hold import HoldMend
from almoner.flow.exchange import status
from almoner.flow.follow import follow
from almoner.flow.follow.correction import Correction
from almoner.flow.refused import Refused
from almoner.flow.remit.post import post
from almoner.flow.setup import setup
from almoner.store.session import books
from tests.flow.clinic import MEDICAID, MEDICARE, SEEN, TERMS, Clinic, new_clinic
from tests.flow.cycle import balances, faults, take_in
from tests.flow.files import Decided, Payment, Served, paying
from tests.practices import DAY


def errors(file: str) -> list[str]:
    """What the checks of the guide find in a file."""
    sets = [each for one in read(file.encode()).interchanges for group in one.groups for each in group.sets]
    return [issue.rule for each in sets for issue in check_set(each) if issue.severity == "error"]


@pytest.fixture
def clinic(store: object, tmp_path: Path) -> Clinic:
    assert store
    return new_clinic(tmp_path)


def test_a_visit_goes_as_the_payer_takes_it_from_its_place(clinic: Clinic) -> None:
    clinic.enroll("MCR01", claim_filing="MA")
    clinic.enroll("MCD01", state="asked")
    institutional, professional = clinic.bill(), clinic.bill(MEDICAID)
    assert (institutional.claim.state, professional.claim.state) == (ClaimState.READY, ClaimState.READY)
    assert (institutional.claim.is_institutional, professional.claim.is_institutional) == (True, False)
    batch = clinic.submit()
    assert batch.claim_ids == (professional.claim.id, institutional.claim.id)
    ((_, name),) = batch.more
    assert (batch.name[:5], name[:5]) == ("837P-", "837I-")
    (plain,), (bill,) = clinic.files("837P"), clinic.files("837I")
    assert "*005010X222A1~" in plain
    assert "*005010X223A2~" in bill
    assert professional.claim.control in plain
    assert f"CLM*{institutional.claim.control}*170***71:A:1**A*Y*Y~" in bill
    assert "SV2*0521*HC:99213:CG*150*UN*1~" in bill
    assert "SBR*P*18**MEDICARE PLAN*****MA~" in bill
    assert errors(bill) == []
    assert faults(clinic.house) == []


def test_its_answers_are_laid_on_it_and_it_is_paid_by_line(clinic: Clinic) -> None:
    clinic.enroll("MCR01")
    sent = clinic.bill()
    clinic.submit()
    on = clinic.goes_on(30)
    after = clinic.now(sent.claim)
    assert after.state is ClaimState.PAID
    with books(clinic.house.practice.id) as session:
        (remittance,) = session.find(Remittance)
        content = session.content(remittance.interchange_id).decode()
    assert "SVC*HC:99213:CG*150*" in content
    assert "*0521*1~" in content
    assert f"CLP*{sent.claim.control}*1*170*" in content
    assert "*71*1~" in content
    receipts = [path.read_text() for path in (clinic.folder / "from").glob("*277CA*")]
    assert any("REF*BLT*711~" in one for one in receipts)
    assert not any(account.startswith("suspense") for account in balances(clinic.house, sent))
    assert faults(clinic.house, on=on) == []


def test_a_payer_may_name_its_lines_by_revenue_code_alone(clinic: Clinic) -> None:
    clinic.enroll("MCD01")
    sent = clinic.bill(MEDICAID)
    clinic.submit()
    clinic.goes_on(30)
    with books(clinic.house.practice.id) as session:
        (remittance,) = session.find(Remittance)
        content = session.content(remittance.interchange_id).decode()
    assert "SVC*NU:0521*150*" in content
    assert clinic.now(sent.claim).state in (ClaimState.PAID, ClaimState.DENIED)
    assert not any(account.startswith("suspense") for account in balances(clinic.house, sent))


def test_the_payer_behind_is_asked_in_its_own_form(clinic: Clinic) -> None:
    clinic.enroll("MCR01")
    clinic.enroll("CMA01")
    sent = clinic.bill(MEDICARE, ("CMA01", "CMA7788990"))
    clinic.submit()
    on = clinic.goes_on(30)
    with books(clinic.house.practice.id) as session:
        later = [one for one in session.find(Claim) if one.rank == 2]
    if not later:
        later = follow.bill_next(clinic.house.actor, sent.claim.id, on=on)
    (second,) = later
    assert second.is_institutional
    revision = clinic.revision(second)
    assert revision.bill is not None
    batch = submit.submit_ready(clinic.house.actor, on=on)
    assert batch is not None
    told = next(one for one in clinic.files("837I") if second.control in one)
    assert "SVD*MCR01*" in told
    assert ":CG*0521*1~" in told
    assert errors(told) == []
    assert read(told.encode()).interchanges[0].groups[0].guide == "005010X223A2"


def test_what_the_place_has_not_said_holds_the_claim_until_it_is_said(clinic: Clinic) -> None:
    clinic.enroll("MCR01")
    silent = replace(TERMS, revenue_codes=("0521=99213",), status="")
    clinic.keep_place(2, silent)
    sent = clinic.bill()
    assert sent.claim.state is ClaimState.HELD
    said = [one.edit for one in clinic.revision(sent.claim).findings if one.is_stopping]
    assert said == ["INS-13", "INS-14"]
    clinic.keep_place(3, TERMS)
    again = claim.recheck(clinic.house.actor, sent.claim.id, on=DAY)
    assert again.state is ClaimState.READY
    assert clinic.revision(sent.claim).lines[1].revenue_code == "0300"


def test_the_status_of_it_is_asked_by_its_type_of_bill(clinic: Clinic) -> None:
    clinic.enroll("MCR01", claim_payer_id="MCA99")
    sent = clinic.bill()
    clinic.submit()
    assert status.ask_status(clinic.house.actor, [sent.claim.id], on=DAY) == 1
    (asked,) = clinic.files("276")
    assert "REF*BLT*711~" in asked
    assert "*PI*MCA99~" in asked


def test_who_takes_institutional_claims_is_checked(clinic: Clinic) -> None:
    clinic.enroll("MCR01")
    with pytest.raises(Refused, match="covers some of these days"):
        clinic.enroll("MCR01")
    with pytest.raises(Refused, match="ends before it begins"):
        clinic.enroll("CMB01", until_on=date(2026, 1, 1))
    with pytest.raises(Refused, match="another shape"):
        clinic.enroll("CMB01", taxonomy="261Q")
    with pytest.raises(Refused, match="another kind of payer's"):
        clinic.enroll("MCD01", claim_filing="MA")
    with pytest.raises(Refused, match="no NPI of its own"):
        clinic.enroll("CMA01", is_own_biller=True)
    clinic.keep_place(2, Institutional())
    with pytest.raises(Refused, match="no type of bill"):
        clinic.enroll("CMA01")
    found = setup.set_up(clinic.manager, on=DAY)
    assert [found.place(one.location_id).name for one in found.place_enrollments] == ["Main office"]
    assert found.places_with_bills == ()


def test_a_place_may_bill_under_its_own_number_and_be_paid_so(clinic: Clinic) -> None:
    clinic.keep_place(2, TERMS, npi=npi("177777777"))
    clinic.enroll("MCR01", is_own_biller=True, taxonomy="261QR1300X")
    sent = clinic.bill()
    clinic.submit()
    (bill,) = clinic.files("837I")
    assert f"NM1*85*2*MAIN OFFICE*****XX*{npi('177777777')}~" in bill
    assert "PRV*BI*PXC*261QR1300X~" in bill
    clinic.goes_on(30)
    with books(clinic.house.practice.id) as session:
        (remittance,) = session.find(Remittance)
    assert (remittance.payee_npi, remittance.state) == (npi("177777777"), RemittanceState.POSTED)
    assert not any(account.startswith("suspense") for account in balances(clinic.house, sent))


def test_medicare_s_other_number_is_known_in_its_remittances(clinic: Clinic) -> None:
    clinic.enroll("MCR01", remittance_payer_id="MCA99")
    sent = clinic.bill()
    clinic.submit()
    decided = Decided(sent.claim, tuple(Served(line, line.charge_cents) for line in sent.lines))
    content = paying(clinic.house, Payment("MCR01", "T1", [decided], paid_on=DAY))
    received = take_in(clinic.house, content.replace(b"MCR01", b"MCA99"), on=DAY)
    post(clinic.house.actor, received.remittance_ids[0], on=DAY)
    assert clinic.now(sent.claim).state is ClaimState.PAID


def test_it_goes_again_and_is_withdrawn_under_its_type_of_bill(clinic: Clinic) -> None:
    clinic.enroll("MCR01")
    sent = clinic.bill()
    clinic.submit()
    on = clinic.goes_on(30)
    again = follow.correct(
        clinic.house.actor, sent.claim.id, Correction(authorization="A7"), on=on, reason="told wrongly"
    )
    assert again.state is ClaimState.HELD
    assert [one.edit for one in clinic.revision(again).findings if one.is_stopping] == ["INS-18"]
    wanted = HoldMend(again.revision_id, institutional=InstitutionalVisit(conditions=("D9",)))
    ready = mend_hold.mend(clinic.house.actor, again.id, wanted, on=on)
    assert ready.state is ClaimState.READY
    assert submit.submit_ready(clinic.house.actor, on=on)
    told = clinic.files("837I")[-1]
    assert f"CLM*{sent.claim.control}*170***71:A:7**A*Y*Y~" in told
    assert f"REF*F8*{clinic.now(sent.claim).payer_control}~" in told
    assert "HI*BG:D9~" in told
    assert errors(told) == []


@pytest.mark.parametrize(
    ("told", "edit"),
    [
        (InstitutionalVisit(conditions=("D",)), "INS-02"),
        (InstitutionalVisit(occurrences=(Occurrence("?", DAY),)), "INS-03"),
        (InstitutionalVisit(operating_id=999), "INS-08"),
    ],
)
def test_what_can_not_be_told_of_a_visit_is_refused_whole(
    clinic: Clinic, told: InstitutionalVisit, edit: str
) -> None:
    clinic.enroll("MCR01")
    clinic.keep_place(2, replace(TERMS, status=""))
    held = clinic.bill().claim
    wanted = HoldMend(held.revision_id, authorization="A7", institutional=told)
    with pytest.raises(Refused) as refused:
        mend_hold.mend(clinic.house.actor, held.id, wanted, on=DAY)
    assert [one.edit for one in refused.value.findings] == [edit]
    assert clinic.now(held) == held
    mended = replace(wanted, institutional=InstitutionalVisit(status="01"))
    assert mend_hold.mend(clinic.house.actor, held.id, mended, on=DAY).state is ClaimState.READY


def test_a_line_that_is_refused_is_a_denial_and_the_others_are_paid(clinic: Clinic) -> None:
    clinic.enroll("MCR01")
    sent = clinic.bill(lines=(SEEN, SuperbillLine("83036", 1, 4000, (1,))))
    clinic.submit()
    on = clinic.goes_on(30)
    assert clinic.now(sent.claim).state is ClaimState.DENIED
    with books(clinic.house.practice.id) as session:
        (denial,) = session.find(Denial)
    assert (denial.carc, denial.cents) == ("109", 4000)
    assert faults(clinic.house, on=on) == []
