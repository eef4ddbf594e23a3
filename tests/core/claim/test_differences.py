"""Two revisions differ by exactly what the payer is told otherwise, each field once and in words."""

from dataclasses import fields, replace
from datetime import date

import pytest

from almoner.core.claim.differences import Difference, differences
from almoner.core.claim.revision import ClaimRevision
from tests.core.claim.clinic_samples import rural, urgent
from tests.core.claim.samples import admitted, crashed, dependent, injured, revision, secondary, solo

OURS = {"id", "claim_id", "patient_id", "number", "control", "built_on", "submitter_id", "pay_to", "consents"}
OURS |= {"version", "note_sha256", "policy", "findings", "mends"}
"""Fields that no person corrects on a claim: our own bookkeeping, and what stands in every claim alike."""


def test_a_replacement_with_its_authorization_differs_by_three_fields() -> None:
    before = revision()
    after = replace(before, number=2, frequency="7", original_ref="26277E0119", authorization="A-5529013")
    assert differences(before, after) == (
        Difference("Claim frequency", "CLM05-3", "1 original", "7 replaces the original"),
        Difference("Payer's claim number", "box 22, REF*F8", "", "26277E0119"),
        Difference("Prior authorization", "box 23, REF*G1", "", "A-5529013"),
    )


def test_what_only_we_keep_is_no_difference() -> None:
    before = revision()
    after = replace(before, id=9, number=2, built_on=date(2030, 1, 1), policy="other", note_sha256="cd" * 32)
    assert differences(before, after) == ()


def test_a_line_is_told_by_its_place_and_one_that_is_gone_is_empty_after() -> None:
    before = revision()
    first, second = before.lines
    after = replace(before, lines=(replace(first, modifiers=("24",), pointers=(2, 1)),))
    told = {one.name: (one.before, one.after) for one in differences(before, after)}
    assert told["Line 1, modifiers"] == (" ".join(first.modifiers), "24")
    assert told["Line 1, diagnoses"] == ("A B", "B A")
    assert told["Line 2, service"] == (second.code, "")
    assert "Line 1, service" not in told


@pytest.mark.parametrize("whole", [secondary, dependent, injured, crashed, admitted, solo])
def test_every_field_that_a_claim_leaves_out_is_told_where_it_goes(whole: object) -> None:
    plain, before = revision(), revision(whole())  # type: ignore[operator]
    plain = replace(plain, payer=replace(plain.payer, coverage_id=before.payer.coverage_id))
    told = [one.name for one in differences(plain, before)]
    assert len(told) == len(set(told))
    assert differences(before, before) == ()
    changed = {one.name for one in fields(ClaimRevision)} - OURS
    for name in sorted(changed):
        after = replace(before, **{name: getattr(plain, name)})
        is_other = getattr(plain, name) != getattr(before, name)
        assert bool(differences(before, after)) is is_other, name


def test_a_bill_differs_by_its_boxes() -> None:
    before, after = revision(rural()), revision(urgent())
    told = {(one.name, one.before, one.after) for one in differences(before, after)}
    assert {
        ("Priority", "", "1"),
        ("Conditions", "", "D9"),
        ("Occurrences", "", "05 03/01/2026"),
        ("Values", "", "A2 $25.00"),
        ("Reasons for the visit", "", "R109 M545"),
    } <= told
    plain = {(one.name, one.after) for one in differences(revision(), before)}
    assert {("Type of bill", "71"), ("Line 1, revenue code", "0521")} <= plain
