"""837I: every ordinary shape of a clinic's claim passes the independent checker, and says its bill."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from almoner.core.claim.revision import ClaimRevision
from almoner.core.wire.claim_837 import GUIDE_INSTITUTIONAL, write_claims
from almoner.core.wire.claim_837_noun import Claim, Code
from almoner.core.wire.claim_837_noun_read import read_whole_claims
from almoner.core.x12 import read
from tests.core.claim import samples
from tests.core.claim.clinic_samples import CLINIC_NPI, SHAPES, behind, replaced, rural, urgent, withdrawn
from tests.core.wire.oracle import faults
from tests.core.wire.samples import ENVELOPE, batch

EXAMPLES = sorted((Path(__file__).parents[2] / "cases" / "837I").glob("*.x12"))
SPECIAL = {"replaced": replaced(), "withdrawn": withdrawn()}


def only(revision: ClaimRevision) -> Claim:
    (interchange,) = read(batch([revision])).interchanges
    (claim,) = read_whole_claims(interchange.groups[0].sets[0])
    return claim


def test_p29_an_independent_checker_finds_no_fault_in_any_shape(tmp_path: Path) -> None:
    revisions = [*(samples.revision(shape()) for shape in SHAPES.values()), *SPECIAL.values()]
    apart = [replace(one, patient_id=number) for number, one in enumerate(revisions)]
    assert faults(batch(apart, per_set=3), tmp_path) == []


def test_a_clinic_s_claim_says_its_bill() -> None:
    claim = only(samples.revision(rural()))
    assert (claim.guide, claim.place, claim.frequency, claim.charge_cents) == ("837I", "71", "1", 17050)
    assert (claim.billing.provider.last, claim.billing.provider.id) == ("HARBOR RURAL HEALTH", CLINIC_NPI)
    assert (claim.billing.taxonomy, claim.subscriber.payer.id) == ("261QR1300X", "MCA01")
    assert claim.subscriber.insurance.filing == "MA"
    (statement,) = [one for one in claim.dates if one.name == "statement_dates"]
    assert (statement.since_on, statement.until_on) == (samples.DOS, samples.DOS)
    (stay,) = [one for one in claim.details if one.name == "stay"]
    assert [stay.get(f"admission_{part}") for part in ("type", "source")] == ["", "1"]
    assert stay.get("patient_status") == "01"
    assert [(one.revenue_code, one.procedure and one.procedure.code) for one in claim.lines] == [
        ("0521", "99213"),
        ("0300", "85025"),
    ]
    assert [(one.quantity, one.unit, one.charge_cents) for one in claim.lines] == [
        ("1", "UN", 14550),
        ("1", "UN", 2500),
    ]


def test_a_provider_is_named_once() -> None:
    claim = only(samples.revision(rural()))
    assert [one.role for one in claim.parties] == ["attending_provider"]
    assert claim.parties[0].taxonomy == "207Q00000X"
    urgently = only(samples.revision(urgent()))
    assert [one.role for one in urgently.parties] == [
        "attending_provider",
        "operating_physician",
        "referring_provider",
    ]
    another = replace(samples.revision(rural()), rendering=samples.revision(urgent()).referring)
    assert [one.role for one in only(another).parties] == ["attending_provider", "rendering_provider"]


def test_what_is_told_of_the_visit_stands_in_its_codes() -> None:
    claim = only(samples.revision(urgent()))
    assert claim.codes == (
        Code("principal_diagnosis", "ABK", "E119"),
        Code("visit_reasons", "APR", "R109"),
        Code("visit_reasons", "APR", "M545"),
        Code("other_diagnoses", "ABF", "I10"),
        Code("occurrences", "BH", "05", on=date(2026, 3, 1)),
        Code("values", "BE", "A2", cents=2500),
        Code("condition_codes", "BG", "D9"),
    )
    assert (claim.reference("referral_number"), claim.reference("authorization_number")) == ("R778", "AUTH9")


@pytest.mark.parametrize(("name", "frequency"), [("replaced", "7"), ("withdrawn", "8")])
def test_what_goes_again_names_the_payer_s_number(name: str, frequency: str) -> None:
    claim = only(SPECIAL[name])
    assert (claim.place, claim.frequency) == ("71", frequency)
    assert claim.reference("claim_number_of_payer") == "2026061000123"


def test_the_next_payer_is_told_each_decision_with_its_revenue_code() -> None:
    revision = samples.revision(behind())
    claim = only(revision)
    prior = revision.others[0].prior
    assert prior is not None
    assert (claim.guide, claim.subscriber.payer.id) == ("837I", "CMA01")
    decided = [one.decisions[0] for one in claim.lines]
    assert [(one.payer, one.revenue_code, one.paid_cents) for one in decided] == [
        ("MCA01", "0521", prior.lines[0].paid_cents),
        ("MCA01", "0300", prior.lines[1].paid_cents),
    ]
    (other,) = claim.others
    assert other.insurance.filing == "MA"


def test_a_file_holds_one_form_alone() -> None:
    revisions = [samples.revision(rural()), samples.revision()]
    assert f"*{GUIDE_INSTITUTIONAL}~".encode() in batch(revisions[:1])
    with pytest.raises(AssertionError):
        write_claims(revisions, envelope=ENVELOPE, batch_number=12)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_writer_gives_the_bytes_of_the_example(path: Path) -> None:
    name = path.stem.replace("-", " ")
    revision = SPECIAL[name] if name in SPECIAL else samples.revision(SHAPES[name]())
    assert batch([revision]) == path.read_bytes()
    assert len(EXAMPLES) == len(SHAPES) + len(SPECIAL)
