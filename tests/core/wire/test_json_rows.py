"""Rows of every set: the example files with their rows beside them, mixed files in order, and damage."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.wire import sample_275, sample_276, sample_278
from almoner.core.wire.json_rows import rows
from almoner.core.x12 import NotX12, read
from tests.core.wire.samples import answer, batch, claims

CASES = sorted((Path(__file__).parents[2] / "cases" / "837").glob("*.x12"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_example_has_the_rows_beside_it(path: Path) -> None:
    told = list(rows(read(path.read_bytes())))
    assert told == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def test_there_are_examples() -> None:
    assert len(CASES) >= 6


HEAD: tuple[tuple[object, ...], ...] = (
    ("BHT", "0022", "11", "R1", "20260302", "1200"),
    ("HL", "1", "", "20", "1"),
    ("NM1", "PR", "2", "ANCHOR MUTUAL", "", "", "", "", "PI", "CMA01"),
    ("HL", "2", "1", "22", "0"),
    ("TRN", "2", "T1", "9155555555"),
    ("NM1", "IL", "1", "MARSH", "IRIS"),
)
BENEFITS = answer(
    [
        *HEAD,
        ("DTP", "346", "RD8", "20250101-20261231"),
        ("EB", "1", "IND", ["30", "98"], "CI", "ANCHOR PPO"),
        ("EB", "B", "IND", "98", "CI", "", "27", "25"),
        ("AAA", "N", "", "72", "C"),
    ],
    set_id="271",
    guide="005010X279A1",
    functional_id="HB",
)
STATUS = answer(
    [*HEAD, ("STC", ("F1", "65"), "20260309", "", "170.5", "100"), ("REF", "1K", "PC001")],
    set_id="277",
    guide="005010X212",
    functional_id="HN",
)
RECEIPT = STATUS.replace(b"005010X212", b"005010X214")
OTHERS = (BENEFITS, STATUS, RECEIPT)
QUESTIONS = (
    sample_275.write("275", 2, 1),
    sample_276.write("276", 3, 1),
    sample_278.write("278", 3, 1),
    sample_278.write("278-response", 3, 1),
)


def test_answers_are_rows_of_their_kind() -> None:
    (benefits,), (status,), (receipt,) = (told(data) for data in OTHERS)
    assert (benefits["kind"], benefits["control"], benefits["copay_cents"]) == ("benefits", "T1", 2500)
    assert (status["kind"], status["control"], status["paid_cents"]) == ("status", "T1", 10000)
    assert (receipt["kind"], receipt["control"], receipt["payer_control"]) == (
        "acknowledgement",
        "T1",
        "PC001",
    )


def told(data: bytes) -> list[dict[str, Any]]:
    return list(rows(read(data)))


def test_acknowledgements_are_rows() -> None:
    data = answer(
        [
            ("AK1", "HC", "12", "005010X222A1"),
            ("AK2", "837", "0001", "005010X222A1"),
            ("IK3", "NM1", "8", "2010BA", "8"),
            ("CTX", ("CLM01", "A1")),
            ("IK4", ("9", "1"), "67", "I12"),
            ("IK5", "R", "5"),
            ("AK2", "837", "0002", "005010X222A1"),
            ("IK5", "A"),
            ("AK9", "P", "2", "2", "1"),
        ],
        set_id="999",
        guide="005010X231A1",
        functional_id="FA",
    )
    first, second = told(data)
    assert (first["control"], first["code"], first["accepted"]) == ("0001", "R", False)
    assert first["errors"] == [
        {
            "segment": "NM1",
            "segment_index": 8,
            "loop": "2010BA",
            "code": "8",
            "claim": "A1",
            "elements": [{"element": 9, "component": 1, "code": "I12"}],
        }
    ]
    assert (second["control"], second["accepted"], second["errors"]) == ("0002", True, [])


def test_an_authorization_has_a_row_a_trace() -> None:
    data = answer(
        [
            ("BHT", "0007", "13", "R9", "20260305", "1200"),
            ("HL", "1", "", "20", "1"),
            ("HL", "2", "1", "21", "1"),
            ("HL", "3", "2", "22", "1"),
            ("HL", "4", "3", "EV", "1"),
            ("TRN", "1", "E1", "9155555555"),
            ("HL", "5", "4", "SS", "0"),
            ("DTP", "472", "D8", "20260401"),
        ],
        set_id="278",
        guide="005010X217",
        functional_id="HI",
    )
    assert told(data) == [{"kind": "authorization", "control": "E1", "is_answer": False, "dos": "2026-04-01"}]


def test_a_review_says_who_asks_whom_and_what_was_decided() -> None:
    request, answer_ = told(sample_278.write("278", 1, 2)), told(sample_278.write("278-response", 1, 2))
    assert [request[0]["is_answer"], answer_[0]["is_answer"]] == [False, True]
    for key in ("control", "payer", "provider", "member", "category", "diagnoses"):
        assert request[0][key] == answer_[0][key]
    assert "action" not in request[0]
    assert "action" in answer_[0] or "refusals" in answer_[0] or "action" in answer_[0]["services"][0]


def test_papers_are_told_by_their_size() -> None:
    (row,) = told(sample_275.write("275", 1, 2))
    assert row["kind"] == "attachment"
    assert row["claim"].startswith("S")
    assert row["documents"][0]["bytes"] > 0


def test_a_question_for_a_claim_says_which() -> None:
    (row,) = told(sample_276.write("276", 1, 2))
    assert row["charge_cents"] > 0
    assert row["claim"].startswith("S")
    assert {"payer", "provider", "member", "dos"} <= set(row)


def test_a_question_without_a_trace_goes_by_its_reference() -> None:
    data = answer(
        [("BHT", "0022", "13", "R7", "20260305", "1200"), ("HL", "1", "", "20", "1")],
        set_id="270",
        guide="005010X279A1",
        functional_id="HS",
    )
    assert told(data) == [{"kind": "inquiry", "control": "R7"}]


def test_an_unknown_set_is_told_by_its_number() -> None:
    data = batch(claims(1)).replace(b"ST*837*", b"ST*834*")
    assert told(data) == [{"kind": "other", "control": "0001", "set": "834"}]


def test_rows_of_several_interchanges_keep_the_order_of_the_file() -> None:
    receipt = answer(
        [("AK1", "HC", "12"), ("AK9", "R", "1", "1", "0", "1")],
        set_id="999",
        guide="005010X231A1",
        functional_id="FA",
    )
    kinds = [row["kind"] for row in told(batch(claims(1)) + receipt + batch(claims(2)))]
    assert kinds == ["claim", "acknowledgement", "claim", "claim"]


@settings(max_examples=60)
@given(st.data())
def test_damage_never_ends_in_a_traceback(data: st.DataObject) -> None:
    content = bytearray(
        data.draw(st.sampled_from([*(path.read_bytes() for path in CASES), *OTHERS, *QUESTIONS]))
    )
    for _ in range(data.draw(st.integers(min_value=1, max_value=4))):
        place = data.draw(st.integers(min_value=0, max_value=len(content) - 1))
        content[place] = data.draw(st.integers(min_value=0, max_value=255))
    cut = data.draw(st.integers(min_value=150, max_value=len(content)))
    try:
        document = read(bytes(content[:cut]))
    except NotX12:
        return
    for row in rows(document):
        json.dumps(row)
