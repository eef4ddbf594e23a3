"""What isn't X12 is refused at once, and hostile sizes cost neither time nor memory."""

import time
import tracemalloc

import pytest

from almoner.core.x12 import LIMITS, Limits, NotX12, read, rewrite
from tests.core.x12.examples import CLAIM, CLAIM_SEGMENTS, ISA, joined

REFUSED = {
    "empty": b"",
    "blanks": b" \r\n\0" * 9,
    "text": b"Dear Sir, the ISA*00 is missing. ISA is a segment.",
    "PDF": b"%PDF-1.7\n" + CLAIM,
    "ZIP": b"PK\x03\x04" + CLAIM,
    "JSON": b'{"file": "' + CLAIM + b'"}',
    "JSON on lines": b"[\n" + CLAIM + b"]",
    "XML": b"<x>\n" + CLAIM,
    "EDIFACT": b"UNA:+.? 'UNB+UNOA:1+SENDER+RECEIVER+240105:1200+1'",
    "HL7": b"MSH|^~\\&|A|B|C|D|20240105||ADT^A01|1|P|2.5\r",
    "ISA in prose": b"ISA said that ISA*00* is how it begins",
    "ISA cut": ISA[:100].encode(),
    "ISA without fields": b"ISA*",
    "ISA and blanks": b"ISA " * 40,
    "digit as separator": CLAIM.replace(b"*", b"1"),
    "UTF-16": CLAIM.decode().encode("utf-16"),
    "EBCDIC": CLAIM.decode().encode("cp037"),
    "far from the top": b"\n" * (LIMITS.preamble_bytes + 1) + CLAIM,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_readable_isa_is_refused(name: str) -> None:
    with pytest.raises(NotX12) as caught:
        read(REFUSED[name])
    assert "SENDER" not in str(caught.value)


@pytest.mark.parametrize(
    "unit",
    [b"garbage ", b"\0", b"ISA*", b"ISA", b"~", b"\nISA*00*", bytes(range(256))],
    ids=["words", "nul", "isa", "isa-only", "tilde", "lines", "all"],
)
def test_two_hundred_megabytes_of_garbage_are_refused_without_a_copy(unit: bytes) -> None:
    data = unit * (200_000_000 // len(unit))
    tracemalloc.start()
    with pytest.raises(NotX12):
        read(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.parametrize("unit", [b"garbage ", b"\0", b"~", b"ISA*", b"SE*~", b"IEA*"], ids=range(6))
def test_garbage_behind_an_interchange_is_said_and_kept(unit: bytes) -> None:
    data = CLAIM + unit * (2_000_000 // len(unit))
    started = time.process_time()
    document = read(data)
    assert time.process_time() - started < 60
    assert len(document.issues) == 1
    assert len(document.sets) == 1
    assert rewrite(document) == data


def test_a_lost_terminator_makes_one_skipped_segment() -> None:
    data = CLAIM.replace(b"LX*2~", b"NTE*ADD*" + b"x" * 70_000 + b"~LX*2~").replace(b"SE*16", b"SE*17")
    document = read(data)
    (each,) = document.sets
    (issue,) = list(document.all_issues())
    assert (issue.rule, issue.segment, issue.segment_index) == ("X-LIMIT-SEGMENT", "NTE", 11)
    assert [row for row in each.rows() if row[0] == "NTE"] == [["NTE"]]
    assert each.segment_count == 17


def test_too_many_elements_are_an_issue() -> None:
    data = CLAIM.replace(b"LX*2~", b"LX*2" + b"*1" * 1_100 + b"~")
    (issue,) = list(read(data).all_issues())
    assert (issue.rule, issue.segment, issue.segment_index, issue.claim) == (
        "X-LIMIT-ELEMENTS",
        "LX",
        11,
        "A1",
    )


def test_a_file_over_the_limit_is_said_and_kept() -> None:
    document = read(CLAIM, limits=Limits(total_bytes=100))
    assert [issue.rule for issue in document.issues] == ["X-LIMIT-BYTES"]
    assert document.interchanges == []
    assert rewrite(document) == CLAIM


@pytest.mark.parametrize(
    "limits",
    [Limits(sets=1), Limits(groups=1), Limits(interchanges=1), Limits(segments=25)],
    ids=["sets", "groups", "isa", "segments"],
)
def test_counts_over_the_limit_are_said_and_what_came_first_is_read(limits: Limits) -> None:
    data = CLAIM + CLAIM
    document = read(data, limits=limits)
    assert len(document.sets) == 1
    assert document.sets[0].is_whole
    assert "X-LIMIT-COUNT" in [issue.rule for issue in document.all_issues()]
    assert rewrite(document) == data


def test_no_more_issues_are_kept_than_the_limit() -> None:
    data = CLAIM.replace(b"ACME", b"\x07*" * 150).replace(b"*T*:", b"*T*:", 1)
    (each,) = read(data, limits=Limits(issues_per_set=10)).sets
    assert len(each.issues) == 11
    assert each.issues[-1].rule == "X-LIMIT-ISSUES"


@pytest.mark.parametrize("unit", ["SE*1*1", "GE*1*1", "ST*837*1", "GS*HC", "TA1*1", "BIN*1*~", "XX"])
def test_a_flood_of_one_segment_ends(unit: str) -> None:
    data = joined((ISA, *([unit] * 30_000)))
    limits = Limits(sets=1000, groups=1000)
    started = time.process_time()
    document = read(data, limits=limits)
    assert time.process_time() - started < 60
    assert len(list(document.all_issues())) < 12_000
    assert rewrite(document) == data


def test_many_small_interchanges_cost_no_more_than_their_bytes() -> None:
    data = joined((*CLAIM_SEGMENTS[:2], "GE*0*7", "IEA*1*000000001")) * 3_000
    started = time.process_time()
    assert len(read(data).interchanges) == 3_000
    assert time.process_time() - started < 60
