"""Properties of the reader: whatever the bytes, reading answers or refuses, never fails, and gives the bytes
back."""

import contextlib

from hypothesis import example, given, settings
from hypothesis import strategies as st

from almoner.core.x12 import (
    Document,
    Limits,
    NotX12,
    check_balances,
    judge_group,
    judge_interchange,
    read,
    rewrite,
)
from tests.core.x12.examples import CLAIM, ISA, REMIT, joined

MARKS = "!#$%&+,;=@[]^_`{|}~\x1c\x1d\x1e\x1f\n\r'"
VALUES = st.text(alphabet="ABCXYZ019 .-/", max_size=8)
IDS = st.sampled_from(["CLM", "CLP", "SV1", "NM1", "N3", "HL", "LX", "CAS", "SVC", "ZZZ", "K3"])
SEGMENTS = st.lists(st.tuples(IDS, st.lists(VALUES, min_size=1, max_size=6)), max_size=12)
SETS = st.lists(SEGMENTS, min_size=1, max_size=3)
DELIMITERS = st.lists(st.sampled_from(MARKS), min_size=4, max_size=4, unique=True).filter(
    lambda marks: marks[0] not in "\r\n" and marks[1] not in "\r\n" and marks[2] not in "\r\n"
)
LINE_ENDS = st.sampled_from(["", "\n", "\r\n", "\r"])


def use_everything(document: Document) -> None:
    """All that can be asked of a document, so that nothing lazy hides a fault."""
    for issue in document.all_issues():
        assert issue.byte_offset <= len(document.data)
        str(issue)
    for interchange in document.interchanges:
        judge_interchange(interchange)
        for group in interchange.groups:
            judge_group(group)
            for each in group.sets:
                rows = each.rows()
                segments = each.segments
                assert rows == list(each.iter_rows()) == [segment.elements for segment in segments]
                assert each.segment_count == len(rows)
                assert all(document.data[segment.byte_offset :] for segment in segments)
                check_balances(each)


def check(data: bytes, limits: Limits | None = None) -> None:
    with contextlib.suppress(NotX12):
        document = read(data, limits=limits or Limits())
        assert rewrite(document) == data
        use_everything(document)


def file_of(sets: list[list[tuple[str, list[str]]]], marks: list[str], line_end: str) -> bytes:
    """A valid interchange with these segments and delimiters."""
    table = str.maketrans("*:^", "".join(marks[:3]))
    body = [ISA, "GS*HC*S*R*20240105*1200*1*X*005010X222A1"]
    for number, segments in enumerate(sets, 1):
        body += [f"ST*837*{number:04d}", *("*".join(row) for row in rows_of(segments, marks))]
        body.append(f"SE*{len(segments) + 2}*{number:04d}")
    body += [f"GE*{len(sets)}*1", "IEA*1*000000001"]
    end = marks[3] + ("" if marks[3] in "\r\n" else line_end)
    return "".join(segment.translate(table) + end for segment in body).encode("latin-1")


def rows_of(segments: list[tuple[str, list[str]]], marks: list[str]) -> list[list[str]]:
    """The segments as they are meant, with a last element so that none ends empty."""
    blanks = str.maketrans(dict.fromkeys([*marks, *"*:^"], " "))
    return [[name, *(value.translate(blanks) for value in values), "1"] for name, values in segments]


@given(SETS, DELIMITERS, LINE_ENDS)
@settings(max_examples=60)
def test_any_valid_file_is_read_whole(
    sets: list[list[tuple[str, list[str]]]], marks: list[str], line_end: str
) -> None:
    data = file_of(sets, marks, line_end)
    document = read(data)
    assert rewrite(document) == data
    assert [each.rows()[1:-1] for each in document.sets] == [rows_of(segments, marks) for segments in sets]
    assert [issue.rule for issue in document.all_issues() if issue.severity == "error"] == []
    assert document.interchanges[0].is_whole
    use_everything(document)


@given(SETS, DELIMITERS, st.integers(min_value=5, max_value=200))
@settings(max_examples=40)
def test_any_file_may_be_wrapped(
    sets: list[list[tuple[str, list[str]]]], marks: list[str], width: int
) -> None:
    if marks[3] in "\r\n":
        marks = [*marks[:3], "~"] if "~" not in marks else [*marks[:3], "\x1c"]
    if len(set(marks)) < 4:
        return
    data = file_of(sets, marks, "")
    wrapped = b"\r\n".join(data[at : at + width] for at in range(0, len(data), width))
    assert [each.rows() for each in read(wrapped).sets] == [each.rows() for each in read(data).sets]
    check(wrapped)


EDITS = st.lists(
    st.tuples(
        st.floats(min_value=0, max_value=1),
        st.sampled_from(["cut", "drop", "put", "swap", "double"]),
        st.binary(max_size=6)
        | st.sampled_from(
            [b"~", b"*", b":", b"ISA*", b"~IEA*1*1~", b"~ST*837*9~", b"BIN*5*", b"\n", b"\0", b"\xff"]
        ),
        st.integers(min_value=1, max_value=40),
    ),
    min_size=1,
    max_size=6,
)


def damaged(data: bytes, edits: list[tuple[float, str, bytes, int]]) -> bytes:
    for where, kind, piece, size in edits:
        at = int(where * len(data))
        if kind == "cut":
            data = data[:at]
        elif kind == "drop":
            data = data[:at] + data[at + size :]
        elif kind == "put":
            data = data[:at] + piece + data[at:]
        elif kind == "swap":
            data = data[:at] + piece + data[at + len(piece) :]
        else:
            data = data[:at] + data[at : at + size] + data[at:]
    return data


ORIGINALS = st.sampled_from(
    [
        CLAIM,
        REMIT,
        CLAIM + REMIT,
        CLAIM.replace(b"~", b"\n"),
        REMIT.replace(b"~", b"~\r\n"),
        b"\xef\xbb\xbf" + CLAIM,
    ]
)


@given(ORIGINALS, EDITS)
@settings(max_examples=250)
def test_any_damage_is_answered_or_refused(data: bytes, edits: list[tuple[float, str, bytes, int]]) -> None:
    check(damaged(data, edits))


@given(ORIGINALS, EDITS)
@settings(max_examples=80)
def test_tight_limits_change_nothing_of_that(data: bytes, edits: list[tuple[float, str, bytes, int]]) -> None:
    check(
        damaged(data, edits),
        Limits(segment_bytes=20, elements=4, sets=2, groups=2, interchanges=2, issues_per_set=3),
    )


@given(st.binary(max_size=200))
@settings(max_examples=80)
@example(b"ISA" + b"*" * 20)
@example(joined((ISA,)))
@example(ISA.encode())
@example(ISA.encode() + b"\r\n")
def test_any_bytes_behind_an_isa_are_answered(tail: bytes) -> None:
    check(tail)
    check(ISA.encode() + tail)
    check(CLAIM + tail)


@given(st.sampled_from([CLAIM, REMIT]), EDITS)
@settings(max_examples=120)
def test_a_claim_in_a_readable_file_is_told_or_an_issue_says_why(
    data: bytes, edits: list[tuple[float, str, bytes, int]]
) -> None:
    broken = damaged(data, edits)
    with contextlib.suppress(NotX12):
        document = read(broken)
        told = sum(row[0] in ("CLM", "CLP") for each in document.sets for row in each.rows())
        written = broken.count(b"~CLM*") + broken.count(b"~CLP*")
        errors = [issue for issue in document.all_issues() if issue.severity != "note"]
        assert told >= written or errors
