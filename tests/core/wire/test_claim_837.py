"""837P: every ordinary shape passes the independent checker, and what is written is read back."""

from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.charge import SuperbillLine
from almoner.core.claim.build import build
from almoner.core.claim.facts import Facts
from almoner.core.claim.prior_payer import PriorAdjustment
from almoner.core.claim.revision import ClaimRevision
from almoner.core.wire.claim_837 import write_claims
from almoner.core.wire.claim_837_cob import adjustments
from almoner.core.wire.claim_837_read import ReadClaim, read_claims
from almoner.core.x12 import X12WriteError, read
from tests.core.claim import samples
from tests.core.wire.oracle import faults
from tests.core.wire.samples import ENVELOPE, SHAPES, batch, claims
from tests.test_policy import SCRUBBER

EXAMPLES = sorted((Path(__file__).parents[2] / "cases" / "837").glob("*.x12"))

SPECIAL = {
    "replacement": replace(samples.revision(), frequency="7", original_ref="2026061000123"),
    "drug": samples.revision(
        samples.folder(
            codes=samples.superbill(
                (
                    SuperbillLine(
                        code="J1885", units=2, charge_cents=3000, pointers=(1,), ndc="00409379501 ML 1.5"
                    ),
                )
            )
        )
    ),
    "unlisted, described": samples.revision(
        samples.folder(
            codes=samples.superbill(
                (
                    SuperbillLine(
                        code="99199", units=1, charge_cents=3000, pointers=(1,), description="nail care"
                    ),
                )
            )
        )
    ),
    "patient paid": replace(samples.revision(), patient_paid_cents=2500),
    "pay-to elsewhere": replace(samples.revision(), pay_to=samples.HOSPITAL),
    "medicare second": samples.revision(
        samples.folder(samples.coverage(2), samples.coverage(1, rank=2, msp_type="12"), turn=1)
    ),
    "claim-level decision": replace(
        samples.revision(samples.secondary()),
        others=tuple(
            replace(
                other,
                prior=replace(
                    other.prior,
                    lines=(),
                    adjustments=(
                        PriorAdjustment(group="CO", carc="45", cents=17050 - other.prior.paid_cents),
                    ),
                ),
            )
            for other in samples.revision(samples.secondary()).others
            if other.prior
        ),
    ),
}


def test_p29_an_independent_checker_finds_no_fault_in_any_shape(tmp_path: Path) -> None:
    revisions = [*(samples.revision(shape()) for shape in SHAPES.values()), *SPECIAL.values()]
    apart = [replace(one, patient_id=number) for number, one in enumerate(revisions)]
    assert faults(batch(apart, per_set=4), tmp_path) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_writer_gives_the_bytes_of_the_example(path: Path) -> None:
    shapes = {name.replace(",", "").replace(" ", "-"): name for name in (*SHAPES, *SPECIAL)}
    name = shapes.pop(path.stem)
    revision = SPECIAL[name] if name in SPECIAL else samples.revision(SHAPES[name]())
    assert batch([revision]) == path.read_bytes()


def only(revision: ClaimRevision) -> ReadClaim:
    (claim,) = read_claims(read(batch([revision])))
    return claim


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_written_is_read_back(shape: str) -> None:
    revision = samples.revision(SHAPES[shape]())
    claim = only(revision)
    assert (claim.control, claim.charge_cents, claim.pos) == (
        revision.control,
        revision.total_cents,
        revision.pos,
    )
    assert claim.relation == revision.payer.relation
    assert claim.parties["85"].number == revision.billing.npi
    assert claim.parties["IL"].number == revision.payer.member_id
    assert claim.parties["PR"].number == revision.payer.claim_payer_id
    patient = claim.parties.get("QC", claim.parties["IL"])
    assert patient.birth_on == revision.patient.birth_on
    assert claim.diagnoses == revision.diagnoses
    for read_line, line in zip(claim.lines, revision.lines, strict=True):
        assert (read_line.control, read_line.code, read_line.modifiers) == (
            line.control,
            line.code,
            line.modifiers,
        )
        assert (read_line.charge_cents, read_line.units) == (line.charge_cents, str(line.units))
        assert (read_line.pointers, read_line.service_on) == (line.pointers, line.service_on)


def test_a_secondary_claim_repeats_the_first_decision() -> None:
    revision = samples.revision(samples.secondary())
    claim = only(revision)
    prior = revision.others[0].prior
    assert prior is not None
    (other,) = claim.others
    assert (claim.sequence, other.sequence, other.payer.number) == ("S", "P", "MCR01")
    assert (other.paid_cents, other.payer_control) == (prior.paid_cents, prior.payer_control)
    for line, decided in zip(claim.lines, prior.lines, strict=True):
        (decision,) = line.decisions
        assert (decision.payer_id, decision.paid_cents) == ("MCR01", decided.paid_cents)
        assert decision.decided_on == prior.decided_on
        assert tuple(decision.adjustments) == decided.adjustments


def shared_care(modifier: str) -> ClaimRevision:
    """Surgery whose care was handed over on the first of March."""
    lines = (SuperbillLine("27447", 1, 250000, (1,), (modifier,)),)
    seen = samples.visit(handed_over_on=date(2026, 3, 1))
    return samples.revision(samples.folder(seen=seen, codes=samples.superbill(lines, ("M1711",))))


def test_facts_that_only_some_claims_have() -> None:
    ward = only(samples.revision(samples.admitted()))
    assert ward.dates["435"] == date(2026, 2, 28)
    assert (ward.numbers["9F"], ward.numbers["G1"]) == ("R778", "AUTH9")
    assert ward.parties["77"].number == samples.HOSPITAL_NPI
    assert ward.parties["DN"].last == "LINDQVIST"
    hurt = only(samples.revision(samples.injured()))
    assert hurt.numbers["Y4"] == "INJ-4711"
    assert hurt.causes == ("EM",)
    car = only(samples.revision(samples.crashed()))
    assert (car.causes, car.dates["439"]) == (("AA", "", "", "NY"), date(2026, 3, 1))
    for modifier, kind in (("55", "090"), ("54", "091")):
        assert only(shared_care(modifier)).dates[kind] == date(2026, 3, 1)
    assert not {"090", "091"} & set(only(shared_care("25")).dates)
    assert only(SPECIAL["replacement"]).numbers["F8"] == "2026061000123"
    assert only(SPECIAL["patient paid"]).patient_paid_cents == 2500
    assert only(SPECIAL["drug"]).lines[0].ndc == "00409379501"


def test_consents_are_four_facts() -> None:
    revision = samples.revision()
    unsigned = replace(revision.consents, signature_is_on_file=False)
    cases = [
        (revision.consents, "Y*A*Y*Y~"),
        (replace(revision.consents, accepts_assignment=False), "Y*C*Y*Y~"),
        (replace(revision.consents, assigns_benefits=False), "Y*A*N*Y~"),
        (replace(revision.consents, releases_information=False), "Y*A*Y*I~"),
        (unsigned, "Y*A*Y*I~"),
    ]
    for consents, ending in cases:
        (clm,) = [
            line
            for line in batch([replace(revision, consents=consents)]).decode().splitlines()
            if line.startswith("CLM*")
        ]
        assert clm.endswith(ending)


def test_a_line_says_its_place_only_where_it_differs() -> None:
    revision = samples.revision()
    first, second = revision.lines
    mixed = replace(revision, lines=(first, replace(second, pos="81")))
    assert [line.pos for line in only(mixed).lines] == ["", "81"]


def test_the_laboratory_certificate_goes_with_tests_alone() -> None:
    revision = samples.revision()
    assert only(revision).numbers["X4"] == "33D0123456"
    first = revision.lines[0]
    visit = replace(revision, lines=(first,), total_cents=first.charge_cents)
    assert "X4" not in only(visit).numbers


def test_claims_of_one_policy_share_their_subscriber() -> None:
    data = batch(claims(5)).decode()
    assert data.count("NM1*IL*") == 1
    assert data.count("CLM*") == 5


def test_a_subscriber_with_own_and_dependents_claims_stands_twice() -> None:
    own = samples.revision()
    child = replace(samples.revision(samples.dependent()), subscriber=own.subscriber, patient_id=11)
    own_claim, child_claim = read_claims(read(batch([own, child])))
    assert {own_claim.relation, child_claim.relation} == {"18", "19"}


def test_payers_and_sizes_divide_transactions_and_nobody_is_lost() -> None:
    ids = count(5000)
    medicare = samples.folder(samples.coverage(1))
    revisions = [*claims(5), *(build(medicare, ids=ids, on=samples.TODAY)[0][1] for _ in range(2))]
    revisions = [replace(one, id=number) for number, one in enumerate(revisions, 1)]
    data, sent = write_claims(revisions, envelope=ENVELOPE, batch_number=7, per_set=3)
    assert [(control, len(ids)) for control, ids in sent] == [("0001", 3), ("0002", 2), ("0003", 2)]
    assert sorted(number for _, numbers in sent for number in numbers) == [1, 2, 3, 4, 5, 6, 7]
    document = read(data)
    assert [each.st_control for each in document.sets] == ["0001", "0002", "0003"]
    references = [row[3] for each in document.sets for row in each.iter_rows() if row[0] == "BHT"]
    assert references == ["0000000070001", "0000000070002", "0000000070003"]
    assert not list(document.all_issues())


def test_claims_that_pay_to_another_address_stand_apart() -> None:
    there, here = replace(samples.revision(), pay_to=samples.HOSPITAL), samples.revision()
    text = batch([there, here]).decode()
    assert text.count("ST*837") == 2
    assert text.count("NM1*87*") == 1


def test_the_same_claims_give_the_same_bytes() -> None:
    revisions = claims(6)
    assert batch(revisions) == batch(list(reversed(revisions)))


@given(st.integers(min_value=1, max_value=40))
def test_reasons_of_one_group_stand_together_six_to_a_segment(number: int) -> None:
    rows: list[tuple[str, ...]] = []
    decided = [PriorAdjustment(group="CO", carc=str(one), cents=one) for one in range(1, number + 1)]
    adjustments(lambda *row: rows.append(row), decided)
    assert len(rows) == -(-number // 6)
    assert all(len(row) <= 20 for row in rows)
    assert [carc for row in rows for carc in row[2::3]] == [one.carc for one in decided]


@settings(max_examples=25)
@given(st.binary(max_size=40), st.integers(min_value=0, max_value=2000))
def test_damage_costs_no_traceback_and_no_claim_that_is_still_there(junk: bytes, place: int) -> None:
    data = batch(claims(3))
    start = 200 + place % (len(data) - 200)
    damaged = data[:start] + junk + data[start:]
    for claim in read_claims(read(damaged)):
        assert claim.charge_cents is None or isinstance(claim.charge_cents, int)


def _with(revision: ClaimRevision, place: str, text: str) -> ClaimRevision:
    """The claim with one of its texts changed."""
    whole = revision.patient
    change: dict[str, Any] = {place: text}
    match place:
        case "last" | "first" | "middle":
            person = replace(whole, name=replace(whole.name, **change))
            return replace(revision, patient=person, subscriber=person)
        case "line1" | "line2" | "city":
            person = replace(whole, address=replace(whole.address, **change))
            return replace(revision, patient=person, subscriber=person)
        case "contact" | "phone" | "taxonomy":
            return replace(revision, billing=replace(revision.billing, **change))
        case "member_id" | "group_number" | "plan_name" | "name":
            return replace(revision, payer=replace(revision.payer, **change))
        case "description":
            line = replace(revision.lines[0], description=text)
            return replace(revision, lines=(line, *revision.lines[1:]))
        case _:
            return replace(revision, **change)


TEXTS = [
    *("last", "first", "middle", "line1", "line2", "city", "contact", "phone", "taxonomy"),
    *("member_id", "group_number", "plan_name", "name", "description", "authorization", "referral_number"),
]


@settings(max_examples=200)
@given(st.sampled_from(TEXTS), st.text(max_size=70) | st.text("AZaz09 #*:~^@&'-.ñÉß", max_size=70))
def test_what_the_edits_let_pass_is_written_and_read(place: str, text: str) -> None:
    revision = _with(samples.revision(), place, text)
    if SCRUBBER.scrub(Facts(revision=revision, on=samples.TODAY, filing_days=365)).is_stopping:
        return
    if place in ("name", "phone") and not text.strip():
        with pytest.raises(X12WriteError, match="is required and missing"):
            batch([revision])
        return
    document = read(batch([revision]))
    assert not list(document.all_issues())
    assert len(read_claims(document)) == 1


def test_a_number_sign_in_an_address_is_left_out() -> None:
    revision = _with(samples.revision(), "line2", "Apt #2")
    assert "N3*7 ELM COURT*APT 2~" in batch([revision]).decode()


def test_an_amount_that_cannot_be_read_leaves_the_claim() -> None:
    data = batch(claims(2)).replace(b"*170.5*", b"*17O.5*", 1)
    first, second = read_claims(read(data))
    assert (first.charge_cents, second.charge_cents) == (None, 17050)
    assert len(first.lines) == 2
