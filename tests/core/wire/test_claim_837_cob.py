"""What other payers of a claim say in an 837P: whose turn it is, why, each decision once and in balance."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.claim.build import build
from almoner.core.claim.folder import Folder
from almoner.core.claim.prior_payer import PriorAdjustment, PriorAmount, PriorLine, PriorPayer
from almoner.core.claim.revision import ClaimRevision
from almoner.core.coverage import Coverage
from almoner.core.coverage.check import MSP_TYPES
from almoner.core.coverage.coverage import Standing
from almoner.core.party import PayerKind
from almoner.core.party.check import check_payer
from almoner.core.party.payer import FILINGS, Payer
from almoner.core.wire.claim_837_noun import Contact, Party
from almoner.core.wire.claim_837_noun_read import read_whole_claims
from almoner.core.wire.claim_837_noun_write import Header, write_whole_claims
from almoner.core.wire.claim_837_read import ReadClaim, read_claims
from almoner.core.x12 import X12WriteError, read
from tests.core.claim import samples
from tests.core.wire.oracle import faults
from tests.core.wire.samples import ENVELOPE, batch

FILING = {kind: sorted(filings)[0] for kind, filings in FILINGS.items()} | {PayerKind.MEDICARE: "MB"}
KINDS = tuple(FILING)
WORKING = Standing(work="active", employees=400)
BY_AGE = Standing(medicare_reason="age")
DAY = date(2026, 3, 20)


def insurer(number: int, kind: PayerKind) -> Payer:
    return samples.payer(number, kind, f"PAY{number:02d}", FILING[kind], f"Plan {number}")


def decided(payer_id: int, folder: Folder, *, before: int = 0) -> PriorPayer:
    """A payer that paid half of what was left and left the rest to the patient; `before` is what others
    settled.
    """
    lines = []
    for line in folder.lines:
        settled = line.charge_cents * before // 4
        paid = (line.charge_cents - settled) // 2
        reasons = [("OA", "23", settled), ("PR", "2", line.charge_cents - settled - paid)]
        told = tuple(PriorAdjustment(group, carc, cents) for group, carc, cents in reasons if cents)
        lines.append(PriorLine(line.id, line.code, line.modifiers, paid, line.units, told))
    return PriorPayer(payer_id, f"ICN{payer_id}", DAY, sum(one.paid_cents for one in lines), tuple(lines))


def turn_of(kinds: Sequence[PayerKind], turn: int) -> ClaimRevision:
    """The claim to the payer whose turn it is, those before it having decided. Medicare is held by age, and
    every plan is one of active work.
    """
    payers = {number: insurer(number, kind) for number, kind in enumerate(kinds, 1)}
    coverages = tuple(
        Coverage(
            id=number,
            patient_id=samples.PATIENT.id,
            payer_id=number,
            plan_id=0,
            rank=number,
            member_id="1EG4TE5MK73",
            since_on=date(2025, 1, 1),
            standing=BY_AGE if payer.payer_kind is PayerKind.MEDICARE else WORKING,
        )
        for number, payer in payers.items()
    )
    whole = replace(
        samples.folder(samples.coverage(2)),
        house=replace(samples.HOUSE, payers=payers),
        coverages=coverages,
        turn=turn,
        prior_claim_id=1 if turn else 0,
    )
    prior = {number: decided(number, whole, before=number - 1) for number in range(1, turn + 1)}
    return build(replace(whole, prior=prior), ids=count(5000), on=samples.TODAY)[0][1]


def segments(revision: ClaimRevision, *names: str) -> list[list[str]]:
    rows = [row.split("*") for row in batch([revision]).decode().replace("\n", "").split("~")]
    return [row for row in rows if row[0] in names]


WHY_SECOND = {
    PayerKind.COMMERCIAL: "12",
    PayerKind.VA: "42",
    PayerKind.WORKERS_COMP: "15",
    PayerKind.AUTO: "14",
}
"""Why Medicare is second behind each kind of payer that pays before it, as `turn_of` makes the policies."""


def with_reason(sent: ClaimRevision, kind: str = "43") -> ClaimRevision:
    """The claim with a person's reason where the rules know none."""
    return replace(sent, payer=replace(sent.payer, msp_type=kind))


@pytest.mark.parametrize("first", KINDS)
@pytest.mark.parametrize("second", KINDS)
def test_p11_whose_turn_it_is_and_why_for_each_two_kinds_of_payers(
    first: PayerKind, second: PayerKind
) -> None:
    """SBR01, SBR05 and SBR09 of the claim to the first payer and to the second, each with the other's."""
    own, other = segments(turn_of((first, second), 0), "SBR")
    reason = WHY_SECOND.get(first, "") if second is PayerKind.MEDICARE else ""
    assert (own[1], own[5], own[9]) == ("P", "", FILING[first])
    assert (other[1], other[5], other[9]) == ("S", reason, FILING[second])
    later = turn_of((first, second), 1)
    if second is PayerKind.MEDICARE and not reason:
        later, reason = with_reason(later), "43"
    own, other = segments(later, "SBR")
    assert (own[1], own[5], own[9]) == ("S", reason, FILING[second])
    assert (other[1], other[5], other[9]) == ("P", "", FILING[first])


@pytest.mark.parametrize("kind", sorted(MSP_TYPES))
def test_p11_every_reason_of_a_later_medicare_is_accepted(kind: str, tmp_path: Path) -> None:
    data = batch([with_reason(turn_of((PayerKind.COMMERCIAL, PayerKind.MEDICARE), 1), kind)])
    assert f"SBR*S*18***{kind}****MB~".encode() in data
    assert faults(data, tmp_path) == []


def test_p11_medicare_first_then_its_supplement() -> None:
    (own, other) = segments(turn_of((PayerKind.MEDICARE, PayerKind.COMMERCIAL), 1), "SBR")
    assert (own[1], own[5], own[9]) == ("S", "", "11")
    assert (other[1], other[5], other[9]) == ("P", "", "MB")


def test_p11_a_medicare_that_nobody_can_say_is_second_is_not_written() -> None:
    sent = turn_of((PayerKind.COMMERCIAL, PayerKind.MEDICARE), 1)
    with pytest.raises(X12WriteError, match="A-05"):
        batch([with_reason(sent, "")])


@pytest.mark.parametrize("kind", KINDS)
def test_p11_a_payer_is_set_up_with_a_filing_indicator_of_its_kind(kind: PayerKind) -> None:
    assert check_payer(insurer(1, kind)) == []
    (found,) = check_payer(replace(insurer(1, kind), claim_filing="ZZ" if kind not in _ANY else "MB"))
    assert found.edit == "ENV-14"


_ANY = {PayerKind.COMMERCIAL, PayerKind.MEDICARE_ADVANTAGE}


def test_four_payers_have_four_turns(tmp_path: Path) -> None:
    kinds = (PayerKind.COMMERCIAL, PayerKind.MEDICARE, PayerKind.TRICARE, PayerKind.MEDICAID)
    sent = turn_of(kinds, 3)
    assert [row[1] for row in segments(sent, "SBR")] == ["A", "P", "S", "T"]
    assert [row[5] for row in segments(sent, "SBR")] == ["", "", "12", ""]
    data = batch([sent])
    assert not list(read(data).all_issues())
    assert faults(data, tmp_path) == []
    (claim,) = read_claims(read(data))
    assert [one.payer_control for one in claim.others] == ["ICN1", "ICN2", "ICN3"]
    assert [[one.payer_id for one in line.decisions] for line in claim.lines] == [
        ["PAY01", "PAY02", "PAY03"]
    ] * len(claim.lines)


def odd() -> ClaimRevision:
    """A first payer that split one line over two codes, paid the other within it, counted half a unit, and
    told amounts and remarks.
    """
    sent = samples.revision(samples.secondary())
    (other,) = sent.others
    first, second = sent.lines
    assert other.prior is not None
    half = first.charge_cents // 2
    lines = (
        PriorLine(
            first.line_id, "99212", (), half - 1000, 1, (PriorAdjustment("CO", "45", 1000),), counted="0.5"
        ),
        PriorLine(
            first.line_id,
            "99214",
            ("25",),
            first.charge_cents - half - 500,
            1,
            (PriorAdjustment("PR", "1", 500),),
            decided_on=date(2026, 3, 28),
        ),
        PriorLine(
            second.line_id,
            "99214",
            (),
            0,
            1,
            (PriorAdjustment("CO", "97", second.charge_cents),),
            bundled_into=first.line_id,
        ),
    )
    prior = replace(
        other.prior,
        lines=lines,
        paid_cents=sum(one.paid_cents for one in lines),
        remarks=("MA01", "MA18", "N89", "N1", "N2", "N3"),
        outpatient=(PriorAmount("MOA02", 1250), PriorAmount("MOA08", 1000), PriorAmount("MOA09", 300)),
    )
    return replace(sent, others=(replace(other, prior=prior),))


def test_a_split_and_a_bundled_line_are_told_as_they_were_decided(tmp_path: Path) -> None:
    sent = odd()
    data = batch([sent])
    assert not list(read(data).all_issues())
    assert faults(data, tmp_path) == []
    split, whole, bundled = segments(sent, "SVD")
    assert (split[3], split[5]) == ("HC:99212", "0.5")
    assert (whole[3], whole[5]) == ("HC:99214:25", "1")
    assert (bundled[2], bundled[3], bundled[6]) == ("0", "HC:99214", "1")
    assert [row[3] for row in segments(sent, "DTP") if row[1] == "573"] == [
        "20260320",
        "20260328",
        "20260320",
    ]
    assert segments(sent, "MOA") == [["MOA", "", "12.5", "MA01", "MA18", "N89", "N1", "N2", "10", "3"]]


def test_p10_the_first_payers_number_and_p9_the_balance_are_read_back() -> None:
    sent = odd()
    (claim,) = read_claims(read(batch([sent])))
    (other,) = claim.others
    assert other.payer_control == samples.medicare_decided(samples.secondary().lines).payer_control
    assert balanced(claim)


def balanced(claim: ReadClaim) -> bool:
    """On every line the charge is what a payer paid plus its adjustments."""
    return all(
        line.charge_cents
        == sum((one.paid_cents or 0) + sum(each.cents for each in one.adjustments) for one in line.decisions)
        for line in claim.lines
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 14550),
            st.lists(
                st.tuples(
                    st.sampled_from(["CO", "PR", "OA", "PI"]),
                    st.sampled_from(["1", "2", "3", "45", "96", "253", "B15"]),
                    st.integers(-3000, 6000).filter(bool),
                ),
                max_size=14,
                unique_by=lambda one: one[:2],
            ),
        ),
        min_size=2,
        max_size=2,
    )
)
def test_p9_every_balanced_decision_is_written_and_read_as_it_is(
    told: list[tuple[int, list[tuple[str, str, int]]]],
) -> None:
    sent = samples.revision(samples.secondary())
    (other,) = sent.others
    assert other.prior is not None
    lines = []
    for line, (paid, reasons) in zip(sent.lines, told, strict=True):
        rest = line.charge_cents - paid - sum(cents for *_, cents in reasons)
        found = [PriorAdjustment(*one) for one in reasons]
        found += [PriorAdjustment("OA", "94", rest)] if rest else []
        lines.append(PriorLine(line.line_id, line.code, line.modifiers, paid, line.units, tuple(found)))
    prior = replace(other.prior, lines=tuple(lines), paid_cents=sum(one.paid_cents for one in lines))
    (claim,) = read_claims(read(batch([replace(sent, others=(replace(other, prior=prior),))])))
    assert balanced(claim)
    for told_line, written in zip(lines, claim.lines, strict=True):
        (decision,) = written.decisions
        assert decision.paid_cents == told_line.paid_cents
        assert sorted(map(str, decision.adjustments)) == sorted(map(str, told_line.adjustments))


@pytest.mark.parametrize("by", [1, -1])
def test_p9_a_line_that_is_a_cent_out_never_leaves(by: int) -> None:
    sent = samples.revision(samples.secondary())
    (other,) = sent.others
    assert other.prior is not None
    first, *rest = other.prior.lines
    wrong = replace(first, paid_cents=first.paid_cents + by)
    prior = replace(other.prior, lines=(wrong, *rest), paid_cents=other.prior.paid_cents + by)
    with pytest.raises(X12WriteError, match="B-837"):
        batch([replace(sent, others=(replace(other, prior=prior),))])


def passed_over() -> ClaimRevision:
    """The second payer's claim where the first was not asked."""
    sent = turn_of((PayerKind.MEDICARE, PayerKind.COMMERCIAL), 1)
    (other,) = sent.others
    return replace(sent, others=(replace(other, prior=None, is_passed_over=True),))


def test_a_payer_that_was_not_asked_decided_nothing() -> None:
    sent = passed_over()
    assert segments(sent, "AMT") == [["AMT", "A8", "170.5"]]
    assert segments(sent, "SVD", "CAS") == []


WHOLE = ["secondary", "Medicare second", "tertiary", "split and bundled", "passed over"]


def whole_files() -> dict[str, bytes]:
    medicare_later = turn_of((PayerKind.COMMERCIAL, PayerKind.MEDICARE), 1)
    three = (PayerKind.COMMERCIAL, PayerKind.MEDICARE, PayerKind.MEDICAID)
    return {
        "secondary": batch([samples.revision(samples.secondary())]),
        "Medicare second": batch([medicare_later]),
        "tertiary": batch([turn_of(three, 2)]),
        "split and bundled": batch([odd()]),
        "passed over": batch([passed_over()]),
    }


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_read_is_written_again_as_the_same_claim(name: str) -> None:
    data = whole_files()[name]
    claims = [claim for each in read(data).sets for claim in read_whole_claims(each)]
    contact = Contact((("TE", "3155550100"),))
    header = Header(
        submitter=Party("submitter", "ALMONER", kind="2", id="ALMONER1", contacts=(contact,)),
        receiver=Party("receiver", "BOXCLEAR", id="BOXCLEAR"),
        reference="12",
    )
    again = write_whole_claims(claims, header=header, envelope=ENVELOPE, level=4)
    assert [claim for each in read(again).sets for claim in read_whole_claims(each)] == claims
    assert below_claim(again) == below_claim(data)


def below_claim(data: bytes) -> list[bytes]:
    """The segments from the claim on, but for the envelope's end."""
    rows = data.replace(b"\n", b"").split(b"~")
    start = next(place for place, row in enumerate(rows) if row.startswith(b"CLM*"))
    return [row for row in rows[start:] if row[:2] not in (b"SE", b"GE", b"IE")]


@pytest.mark.parametrize("name", WHOLE)
def test_an_independent_checker_takes_each(name: str, tmp_path: Path) -> None:
    assert faults(whole_files()[name], tmp_path) == []


@pytest.mark.parametrize("name", ["secondary", "Medicare second", "passed over"])
def test_an_independent_reader_takes_what_it_can_hold(name: str, tmp_path: Path) -> None:
    """x12sdk keeps one 2430 of a line alone, and then counts too few segments; so it is shown no more."""
    sdk = pytest.importorskip("x12sdk.io", reason="x12sdk isn't installed")
    path = tmp_path / "cob.x12"
    path.write_bytes(whole_files()[name])
    with sdk.X12ModelReader(str(path)) as opened:
        assert len(list(opened.models())) == 1
