"""A claim that is built anew goes to the payer whose turn it is; no payer is told another's number."""

from dataclasses import replace
from itertools import count

import pytest

from almoner.core.claim.build import NotReplaceable, rebuild
from almoner.core.claim.folder import Folder
from almoner.core.claim.state import Event, after
from almoner.core.coverage import Standing
from almoner.core.party.patient import Consents
from tests.core.claim import samples
from tests.core.claim.samples import TODAY, built, coverage, folder


def test_a_rejected_claim_follows_the_corrected_coverage() -> None:
    claim = after(built()[0], Event.SENT, on=TODAY)
    claim = after(claim, Event.PAYER_REJECTED, on=TODAY, payer_control="OLD")
    now = replace(folder(), coverages=(coverage(3),))
    again, sent = rebuild(claim, now, frequency="1", ids=count(1), on=TODAY)
    assert (
        (again.payer_id, again.coverage_id) == (3, now.coverage.id) == (sent.payer.payer_id, now.coverage.id)
    )
    assert again.payer_control == ""


def test_no_payer_is_asked_to_replace_what_another_decided() -> None:
    claim = after(built()[0], Event.SENT, on=TODAY)
    claim = after(claim, Event.DENIED, on=TODAY, payer_control="PC1")
    now = replace(folder(), coverages=(coverage(3),))
    with pytest.raises(NotReplaceable, match="another payer"):
        rebuild(claim, now, frequency="7", ids=count(1), on=TODAY)


BOTH_ASSIGNED = samples.PATIENT.consents


def supplemented(
    consents: Consents = BOTH_ASSIGNED, *, number: str = "55123", turn: int = 0, is_supplement: bool = True
) -> Folder:
    """Medicare with a policy behind it, of an insurer that Medicare knows by a number for single claims."""
    standing = Standing(is_supplement=is_supplement)
    whole = samples.folder(samples.coverage(1), samples.coverage(2, rank=2, standing=standing), turn=turn)
    payers = {**samples.PAYERS, 2: replace(samples.COMMERCIAL, medigap_id=number)}
    patient = replace(whole.patient, consents=consents)
    return replace(whole, house=replace(whole.house, payers=payers), patient=patient)


def test_medicare_is_told_the_supplement_by_the_number_that_it_passes_claims_on_by() -> None:
    (other,) = samples.revision(supplemented()).others
    assert other.payer.claim_payer_id == "55123"


@pytest.mark.parametrize(
    "folder",
    [
        supplemented(number=""),
        supplemented(is_supplement=False),
        supplemented(replace(BOTH_ASSIGNED, assigns_benefits=False)),
        supplemented(replace(BOTH_ASSIGNED, accepts_assignment=False)),
    ],
)
def test_without_number_supplement_or_assignment_it_is_told_as_any_payer(folder: Folder) -> None:
    (other,) = samples.revision(folder).others
    assert other.payer.claim_payer_id == "CMA01"


def test_our_own_claim_to_the_supplement_goes_by_its_usual_number() -> None:
    whole = supplemented(turn=1)
    told = replace(whole, prior={1: samples.medicare_decided(whole.lines)})
    assert samples.revision(told).payer.claim_payer_id == "CMA01"
