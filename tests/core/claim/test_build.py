"""Building claims: what is frozen, what is left out, how a visit is divided, and what a replacement needs."""

from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.charge import SuperbillLine
from almoner.core.claim.build import NotReplaceable, build, next_payer, rebuild, resend_frequency
from almoner.core.claim.claim import ClaimState
from almoner.core.claim.state import Event, NotAllowed, after
from tests.core.claim import samples
from tests.core.claim.samples import TODAY, built, coverage, folder, revision, superbill


def test_a_claim_freezes_its_parties_and_lines() -> None:
    claim, sent = built()
    assert (claim.state, claim.total_cents, claim.rank, claim.visit_ids) == (
        ClaimState.READY,
        17050,
        1,
        (100,),
    )
    assert claim.control == sent.control
    assert len(sent.control) == 10
    assert claim.wait_until is not None
    assert sent.billing.npi == samples.GROUP_NPI
    assert sent.rendering is not None
    assert sent.rendering.npi == samples.DOCTOR_NPI
    assert sent.subscriber == sent.patient
    assert sent.diagnoses == ("E119", "I10")
    assert [(line.code, line.pointers) for line in sent.lines] == [("99213", (1, 2)), ("85025", (2,))]
    assert sent.facility is None
    assert sent.note_sha256 == "ab" * 32


def test_a_solo_provider_is_not_named_twice() -> None:
    sent = revision(samples.solo())
    assert sent.rendering is None
    assert (sent.billing.npi, sent.billing.tax_id_kind) == (samples.DOCTOR_NPI, "SY")


def test_a_place_elsewhere_is_named_with_admission_and_referrer() -> None:
    sent = revision(samples.admitted())
    assert sent.facility is not None
    assert sent.facility.npi == samples.HOSPITAL_NPI
    assert sent.admitted_on == date(2026, 2, 28)
    assert sent.referring is not None
    assert (sent.referral_number, sent.authorization) == ("R778", "AUTH9")


def test_the_patients_home_is_no_facility() -> None:
    assert revision(folder(seen=samples.visit(location_id=2, pos="12"))).facility is None


def test_a_dependent_is_apart_from_the_subscriber() -> None:
    sent = revision(samples.dependent())
    assert sent.subscriber.name.first == "Owen"
    assert sent.patient.name.first == "Iris"
    assert sent.payer.relation == "19"


def test_the_next_payer_gets_the_first_ones_decision() -> None:
    whole = samples.secondary()
    first = built(replace(whole, turn=0, prior={}))[0]
    ((claim, sent),) = next_payer(whole, first, ids=count(9000), on=TODAY)
    assert (claim.rank, claim.prior_claim_id, sent.payer.payer_id) == (2, first.id, 2)
    (other,) = sent.others
    assert other.prior == whole.prior[1]
    assert next_payer(whole, claim, ids=count(1), on=TODAY) == []


def test_msp_type_only_where_medicare_pays_second() -> None:
    first = folder(coverage(1, msp_type="12"), coverage(2, rank=2))
    assert revision(first).payer.msp_type == ""
    second = folder(coverage(2), coverage(1, rank=2, msp_type="12"), turn=1)
    assert revision(second).payer.msp_type == "12"
    assert revision(replace(second, turn=0)).others[0].payer.msp_type == "12"
    other = folder(coverage(1), coverage(2, rank=2, msp_type="12"), turn=1)
    assert revision(other).payer.msp_type == ""


@given(
    st.lists(
        st.lists(st.integers(min_value=0, max_value=29), min_size=1, max_size=4, unique=True),
        min_size=1,
        max_size=130,
    )
)
def test_p36_divided_claims_keep_every_line_and_cent(pointers: list[list[int]]) -> None:
    diagnoses = tuple(f"A{number:02d}" for number in range(30))
    lines = [
        SuperbillLine(code="99213", units=1, charge_cents=100 + place, pointers=tuple(p + 1 for p in chosen))
        for place, chosen in enumerate(pointers)
    ]
    codes = superbill(lines, diagnoses)
    whole = folder(codes=codes)
    claims = build(replace(whole, patient_paid_cents=150), ids=count(1), on=TODAY)
    assert sum(claim.total_cents for claim, _ in claims) == sum(line.charge_cents for line in lines)
    assert [line.line_id for _, sent in claims for line in sent.lines] == [line.id for line in whole.lines]
    assert sum(sent.patient_paid_cents for _, sent in claims) == min(
        150, sum(line.charge_cents for line in lines)
    )
    for claim, sent in claims:
        assert len(sent.diagnoses) <= 12
        assert len(sent.lines) <= 50
        assert sent.total_cents == claim.total_cents == sum(line.charge_cents for line in sent.lines)
        for line in sent.lines:
            original = whole.lines[line.line_id - whole.lines[0].id]
            assert tuple(sent.diagnoses[pointer - 1] for pointer in line.pointers) == original.diagnoses


def test_p8_a_denied_claim_is_replaced_under_the_payers_number() -> None:
    whole = folder()
    claim, first = built(whole)
    claim = after(after(claim, Event.SENT, on=TODAY), Event.DENIED, on=TODAY, payer_control="PC1")
    again, sent = rebuild(claim, whole, frequency="7", ids=count(6000), on=TODAY)
    assert (sent.frequency, sent.original_ref, sent.number, sent.control) == ("7", "PC1", 2, first.control)
    assert (again.state, again.version, again.revision_id) == (ClaimState.READY, claim.version + 1, sent.id)
    assert [line.control for line in sent.lines] == [line.control for line in first.lines]


def test_p8_no_replacement_without_the_payers_number() -> None:
    claim = after(after(built()[0], Event.SENT, on=TODAY), Event.DENIED, on=TODAY)
    with pytest.raises(NotReplaceable, match="own claim number"):
        rebuild(claim, folder(), frequency="7", ids=count(1), on=TODAY)


def test_a_decided_claim_is_not_sent_as_new() -> None:
    claim = after(after(built()[0], Event.SENT, on=TODAY), Event.PAID, on=TODAY, payer_control="PC1")
    with pytest.raises(NotReplaceable, match="not sent as new"):
        rebuild(claim, folder(), frequency="1", ids=count(1), on=TODAY)


def test_a_claim_on_its_way_is_left_alone() -> None:
    claim = after(built()[0], Event.SENT, on=TODAY)
    with pytest.raises(NotAllowed):
        rebuild(replace(claim, payer_control="X"), folder(), frequency="7", ids=count(1), on=TODAY)


def test_a_rejected_claim_goes_again_as_new() -> None:
    claim = after(after(built()[0], Event.SENT, on=TODAY), Event.PAYER_REJECTED, on=TODAY)
    again, sent = rebuild(claim, folder(), frequency="1", ids=count(1), on=TODAY)
    assert (sent.frequency, sent.original_ref, sent.number) == ("1", "", 2)
    assert again.state is ClaimState.READY


def test_a_held_replacement_goes_again_as_a_replacement() -> None:
    whole = folder()
    claim = after(built(whole)[0], Event.SENT, on=TODAY)
    first = built(whole)[1]
    denied = after(claim, Event.DENIED, on=TODAY, payer_control="PC1")
    assert resend_frequency(denied, first) == "7"
    again, replacement = rebuild(denied, whole, frequency="7", ids=count(6000), on=TODAY)
    held = after(again, Event.HELD, on=TODAY)
    assert resend_frequency(held, replacement) == "7"
    with pytest.raises(NotReplaceable, match="not sent as new"):
        rebuild(held, whole, frequency="1", ids=count(1), on=TODAY)


def test_a_rejected_original_goes_again_as_an_original() -> None:
    claim, first = built()
    rejected = after(after(claim, Event.SENT, on=TODAY), Event.SYNTAX_REJECTED, on=TODAY)
    assert resend_frequency(rejected, first) == "1"
