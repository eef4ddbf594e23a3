"""Drafts: what they write is what the checker accepts, and what the checker refuses they refuse by name."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.x12 import SetWriter, X12WriteError, read
from almoner.core.x12.build import Draft, DraftLoop
from almoner.core.x12.build_places import text_of
from almoner.core.x12.check import check_set
from almoner.core.x12.claims import claims
from almoner.core.x12.guides import NAMES, named
from almoner.core.x12.self_check import write_checked
from tests.core.x12.drafts import random_draft
from tests.core.x12.test_writer import ENVELOPE


def framed(*drafts: Draft, level: int = 2) -> bytes:
    guide = drafts[0].guide
    envelope = replace(ENVELOPE, functional_id=guide.functional_id, guide=guide.id)
    return write_checked(envelope, [draft.finish() for draft in drafts], level=level)


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=6)
@given(seed=st.integers(0, 10**6), fullness=st.sampled_from([0.0, 0.2, 0.6]))
def test_a_draft_of_any_guide_is_accepted_and_copied(*, name: str, seed: int, fullness: float) -> None:
    draft = random_draft(name, seed, fullness=fullness)
    data = framed(draft)
    (each,) = read(data).sets
    assert [issue for issue in check_set(each, level=2) if issue.rule != "G-ST-01"] == []
    assert list(claims(each)) or not named(name).guide.claim_loops.intersection(_loops_in(draft))


def _loops_in(loop: DraftLoop) -> set[str]:
    inner = [part for _, part in loop.parts if isinstance(part, DraftLoop)]
    return {each.spec.id for each in inner}.union(*map(_loops_in, inner))


@settings(deadline=None, max_examples=12)
@given(name=st.sampled_from(["837P", "837I", "837D", "835", "271"]), seed=st.integers(0, 10**6))
def test_a_loop_of_a_file_is_taken_over_as_it_was(name: str, seed: int) -> None:
    """Each claim copied into a new draft writes the segments that it had."""
    data = framed(random_draft(name, seed, fullness=0.3))
    (each,) = read(data).sets
    for claim in claims(each):
        assert claim.up is not None
        copied = DraftLoop(Draft(name), claim.up.spec, None).copy(claim)
        had = [row for loop in claim.within() for _, row, _ in loop.bound if row[0] not in ("HL", "LX")]
        assert sorted(_rows(copied)) == sorted("*".join(row) for row in had)


def _rows(loop: DraftLoop) -> list[str]:
    rows: list[str] = []
    for part in loop.in_order():
        rows += (
            _rows(part) if isinstance(part, DraftLoop) else [text_of(part)] if isinstance(part, tuple) else []
        )
    return rows


def claim_in(draft: Draft) -> DraftLoop:
    """A claim's loop deep in a draft that is otherwise empty."""
    return draft.loop("2000A").loop("2000B").loop("2300", number="A1", charge=10000, **REST)


REST: dict[str, Any] = {
    "place": ("11", "B", "1"),
    "is_provider_signature_on_file": True,
    "assignment": "A",
    "benefits_assigned": True,
    "release_of_information": "Y",
}


def row_of(draft: Draft, name: str, **values: Any) -> str:
    loop = claim_in(draft)
    loop.put(name, **values)
    _, row = loop.parts[-1]
    assert isinstance(row, tuple)
    return text_of(row)


@pytest.mark.parametrize(
    ("name", "values", "text"),
    [
        ("diagnoses", {"code": [("ABK", "J10"), ("ABF", "E119")]}, "HI*ABK:J10*ABF:E119"),
        ("accident_date", {"value": date(2026, 3, 1)}, "DTP*439*D8*20260301"),
        (
            "disability_dates",
            {"qualifier": "314", "value": (date(2026, 3, 1), date(2026, 3, 9))},
            "DTP*314*RD8*20260301-20260309",
        ),
        ("patient_paid", {"amount": 1050}, "AMT*F5*10.5"),
        ("authorization_number", {"value": "à 12"}, "REF*G1*A 12"),
        ("attachment", {"report": "OZ", "transmission": "EL", "control": "X9"}, "PWK*OZ*EL***AC*X9"),
    ],
)
def test_values_become_elements(name: str, values: dict[str, Any], text: str) -> None:
    assert row_of(Draft("837P"), name, **values) == text


@pytest.mark.parametrize(
    ("name", "values", "says"),
    [
        ("patient_paid", {"amount": 10**12}, "loop 2300 (claim), Patient paid (AMT): .*AMT02.* (G-EL-24)"),
        ("patient_paid", {}, "AMT02.* (G-EL-20)"),
        ("diagnoses", {"code": [("XX", "J10")]}, "HI01-1.* (G-EL-22)"),
        ("diagnoses", {"code": [("ABF", "J10")] * 13}, "no element code13"),
        ("accident_date", {"value": "20260231"}, "DTP03.* (G-EL-04)"),
        ("accident_date", {"day": "20260201"}, "no element day; there are qualifier, format, value"),
        ("note", {"purpose": "ADD", "text": "SECRET" * 20}, "NTE02.* (G-EL-02)"),
        ("note", {"purpose": "ADD", "text": "SECRET東"}, "a character that X12 doesn't allow"),
        ("weather", {}, "loop 2300 (claim): no segment weather"),
    ],
)
def test_a_segment_is_refused_by_name(name: str, values: dict[str, Any], says: str) -> None:
    with pytest.raises(X12WriteError) as caught:
        row_of(Draft("837P"), name, **values)
    assert re.search(re.escape(says).replace(r"\.\*", ".*"), str(caught.value)), str(caught.value)
    assert "SECRET" not in str(caught.value)


def test_too_often_and_missing_are_refused() -> None:
    claim = claim_in(Draft("837P"))
    claim.put("accident_date", value=date(2026, 1, 5))
    with pytest.raises(X12WriteError, match=r"stands more often than it may. \(G-SEG-05\)"):
        claim.put("accident_date", value=date(2026, 1, 5))
    claim.loop("rendering_provider", kind="1", last_or_organization="A")
    with pytest.raises(X12WriteError, match="G-LOOP-02"):
        claim.loop("2310B", kind="1", last_or_organization="A")
    with pytest.raises(X12WriteError, match=r"loop 2300 .claim.: Diagnoses .HI. is required"):
        claim.in_order()
    with pytest.raises(X12WriteError, match="no loop 2999"):
        claim.loop("2999")
    with pytest.raises(X12WriteError, match="G-SEG-04"):
        Draft("837P").finish()


def test_a_loop_that_is_missing_is_refused() -> None:
    draft = Draft("837P")
    draft.put("beginning", reference="1", date=date(2026, 1, 5), time="0900", purpose="00", type="CH")
    submitter = draft.loop("1000A", kind="2", last_or_organization="A", id="AA")
    submitter.put("contact", kind=["TE"], number=["5"])
    draft.loop("1000B", last_or_organization="B", id="BB")
    with pytest.raises(X12WriteError, match=r"Billing level .loop 2000A, HL. .*G-LOOP-01"):
        draft.finish()


def test_what_was_written_is_looked_at_again() -> None:
    """A writer of plain segments can't hand out what the checks would refuse."""
    writer = SetWriter("837", 1, "005010X222A1")
    writer.seg("BHT", "0019", "00", "1", "20240105", "1200", "CH")
    with pytest.raises(X12WriteError) as caught:
        write_checked(ENVELOPE, [writer])
    assert {issue.rule for issue in caught.value.issues} == {"G-LOOP-01"}
    assert "and 2 more" in str(caught.value)
