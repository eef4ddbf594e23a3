"""The odd-file matrix: every form that payers and clearinghouses are known to send is read with every claim
found, without a false error, and goes back byte for byte."""

from collections.abc import Callable

import pytest

from almoner.core.x12 import Delimiters, read, rewrite
from tests.core.x12.examples import CLAIM, CLAIM_SEGMENTS, REMIT, joined

Change = Callable[[bytes], bytes]


def with_terminator(mark: str) -> Change:
    return lambda data: data.replace(b"~", mark.encode("latin-1"))


def with_marks(element: str, component: str, repetition: str, terminator: str) -> Change:
    table = bytes.maketrans(b"*:^~", (element + component + repetition + terminator).encode("latin-1"))
    return lambda data: data.translate(table)


def wrapped(width: int, line_end: bytes = b"\n") -> Change:
    return lambda data: line_end.join(data[at : at + width] for at in range(0, len(data), width))


def lower_ids(data: bytes) -> bytes:
    segments = data.decode().split("~")
    return "~".join(s[:3].lower() + s[3:] for s in segments).encode()


PLAIN: dict[str, Change] = {
    "as it should be": lambda data: data,
    "line feed behind each": with_terminator("~\n"),
    "CR LF behind each": with_terminator("~\r\n"),
    "CR behind each": with_terminator("~\r"),
    "line feed as terminator": with_terminator("\n"),
    "CR as terminator": with_terminator("\r"),
    "CR LF as terminator": with_terminator("\r\n"),
    "apostrophe": with_terminator("'"),
    "0x1D": with_terminator("\x1d"),
    "0x1C": with_terminator("\x1c"),
    "high byte": with_terminator("\xa7"),
    "0x1D and a line feed": with_terminator("\x1d\n"),
    "control characters for all": with_marks("\x1d", "\x1f", "\x1e", "\x1c"),
    "bar and caret": with_marks("|", ">", "^", "~"),
    "plus and apostrophe": with_marks("+", ":", "^", "'"),
    "tab would be unusable, so bang": with_marks("!", "@", "#", "%"),
    "last line end missing": lambda data: with_terminator("~\n")(data)[:-1],
    "no terminator at the end": lambda data: data[:-1],
    "lines, no line end at the end": lambda data: with_terminator("\n")(data)[:-1],
}

ODD: dict[str, tuple[Change, set[str]]] = {
    "byte order mark": (lambda data: b"\xef\xbb\xbf" + data, {"X-FILE-01"}),
    "blank lines in front": (lambda data: b"\r\n\n  \n" + data, {"X-FILE-02"}),
    "NULs in front": (lambda data: b"\0\0" + data, {"X-FILE-02"}),
    "mark and blanks in front": (lambda data: b"\xef\xbb\xbf \n" + data, {"X-FILE-01", "X-FILE-02"}),
    "NULs behind": (lambda data: data + b"\0" * 20, {"X-FILE-02"}),
    "Ctrl-Z behind": (lambda data: data + b"\x1a", {"X-FILE-02"}),
    "line ends behind": (lambda data: data + b"\r\n\r\n", set()),
    "text behind": (lambda data: data + b"end of report", {"X-FILE-03"}),
    "text in front": (lambda data: b"$$ADD ID=1 BID='X'\n" + data, {"X-FILE-03"}),
    "blank behind each": (with_terminator("~ "), {"X-FILE-06", "X-FILE-02"}),
    "NUL behind each": (with_terminator("~\0"), {"X-FILE-06", "X-FILE-02"}),
    "blank lines between": (with_terminator("~\n\n"), set()),
    "blank lines between lines": (with_terminator("\n\n"), {"X-FILE-06"}),
    "indented lines": (with_terminator("~\n   "), {"X-FILE-06", "X-FILE-02"}),
    "empty segments": (with_terminator("~~"), {"X-FILE-06", "X-FILE-02"}),
    "mixed line ends": (lambda data: with_terminator("~\n")(data).replace(b"\n", b"\r\n", 5), set()),
    "line ends here and there": (lambda data: data.replace(b"~", b"~\n", 5), set()),
    "line feeds, CR LF for the first": (
        lambda data: with_terminator("\n")(data).replace(b"\n", b"\r\n", 3),
        set(),
    ),
    "CR LF, line feed for the first": (
        lambda data: with_terminator("\r\n")(data).replace(b"\r\n", b"\n", 3),
        set(),
    ),
    "wrapped at 80": (wrapped(80), {"X-FILE-05"}),
    "wrapped at 80 with CR LF": (wrapped(80, b"\r\n"), {"X-FILE-05"}),
    "wrapped at 72": (wrapped(72), {"X-FILE-05"}),
    "wrapped at 13, through ids": (wrapped(13), {"X-FILE-05"}),
    "wrapped at 105, before the terminator": (wrapped(105), {"X-FILE-05"}),
    "wrapped at 104, before the component mark": (wrapped(104), {"X-FILE-05"}),
    "lower-case ids": (lower_ids, {"X-SEG-03"}),
    "trailing element separators": (lambda data: data.replace(b"LX*1~", b"LX*1***~"), {"X-SEG-04"}),
    "repetition is the component mark": (with_marks("*", "^", "^", "~"), {"X-ISA-14"}),
    "no repetition separator": (lambda data: data.replace(b"*^*00501", b"*U*00501"), set()),
    "version 00401": (lambda data: data.replace(b"*^*00501", b"*U*00401"), {"X-ISA-10"}),
    "a Latin-1 name": (
        lambda data: data.replace(b"ACME CLINIC", b"CL\xcdNICA").replace(b"ICN1", b"\xd1CN"),
        {"X-SEG-07"},
    ),
    "a UTF-8 name": (
        lambda data: data.replace(b"ACME CLINIC", "CLÍNICA".encode()).replace(b"ICN1", "Ñ".encode()),
        {"X-SEG-07"},
    ),
}


def claims(data: bytes) -> list[str]:
    return [row[1] for each in read(data).sets for row in each.rows() if row[0] in ("CLM", "CLP")]


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("original", [CLAIM, REMIT], ids=["837", "835"])
def test_what_is_merely_different_reads_without_an_issue(name: str, original: bytes) -> None:
    data = PLAIN[name](original)
    document = read(data)
    assert claims(data) == ["A1", "A2"]
    assert {issue.rule for issue in document.all_issues()} <= {"X-IEA-05"}
    assert document.interchanges[0].is_whole
    assert rewrite(document) == data
    assert [len(row) for row in document.sets[0].rows()] == [
        len(row) for row in read(original).sets[0].rows()
    ]


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("original", [CLAIM, REMIT], ids=["837", "835"])
def test_what_is_odd_reads_with_a_remark(name: str, original: bytes) -> None:
    change, rules = ODD[name]
    data = change(original)
    document = read(data)
    assert claims(data) == ["A1", "A2"]
    assert {issue.rule for issue in document.all_issues()} == rules
    assert not [issue for issue in document.all_issues() if issue.severity == "error"]
    assert document.interchanges[0].is_whole
    assert rewrite(document) == data


@pytest.mark.parametrize("name", [*PLAIN, *ODD])
def test_places_are_true_in_every_form(name: str) -> None:
    change = PLAIN[name] if name in PLAIN else ODD[name][0]
    data = change(CLAIM)
    (each,) = read(data).sets
    assert [segment.elements for segment in each.segments] == each.rows() == list(each.iter_rows())
    assert each.segment_count == 16
    for segment in each.segments:
        unwrapped = (
            data[segment.byte_offset : segment.byte_offset + 40].replace(b"\r", b"").replace(b"\n", b"")
        )
        assert unwrapped.upper().startswith(segment.id.encode())


def test_a_wrapped_file_gives_the_same_elements() -> None:
    expected = read(CLAIM).sets[0].rows()
    for width in range(5, 120):
        assert read(wrapped(width)(CLAIM)).sets[0].rows() == expected, width
        assert (
            read(wrapped(width, b"\r\n")(CLAIM)).interchanges[0].header == read(CLAIM).interchanges[0].header
        )


def test_delimiters_are_those_of_the_isa() -> None:
    data = with_marks("|", ">", "^", "'")(CLAIM)
    assert read(data).interchanges[0].delimiters == Delimiters("|", ">", "^", "'")
    assert read(data).sets[0].segments[6].parts(5) == ["11", "B", "1"]


def test_a_short_field_doesnt_shift_the_delimiters() -> None:
    data = CLAIM.replace(b"SENDER         *", b"SENDER*")
    document = read(data)
    assert document.interchanges[0].delimiters == Delimiters()
    assert claims(data) == ["A1", "A2"]
    assert [issue.rule for issue in document.all_issues()] == ["X-ISA-01"]


def test_a_missing_component_separator_leaves_composites_whole() -> None:
    for terminator in ("~", "~\n"):
        data = with_terminator(terminator)(CLAIM).replace(b"*T*:", b"*T*")
        document = read(data)
        assert document.interchanges[0].delimiters == Delimiters("*", "", "^", "~")
        assert claims(data) == ["A1", "A2"]
        assert "X-ISA-16" in {issue.rule for issue in document.all_issues()}
        assert document.sets[0].segments[6].parts(5) == ["11:B:1"]


def test_many_interchanges_each_with_its_own_delimiters() -> None:
    parts = [CLAIM, with_marks("|", ">", "^", "'")(REMIT), with_terminator("\n")(CLAIM), wrapped(80)(REMIT)]
    for between in (b"", b"\r\n", b"\n\xef\xbb\xbf"):
        data = between.join(parts)
        document = read(data)
        assert [each.set_id for each in document.sets] == ["837", "835", "837", "835"]
        assert claims(data) == ["A1", "A2"] * 4
        assert [interchange.raw.strip() for interchange in document.interchanges] == [
            part.strip() for part in parts
        ]
        assert rewrite(document) == data


def test_an_interchange_that_was_cut_doesnt_swallow_the_next() -> None:
    data = CLAIM[: CLAIM.index(b"SE*16")] + REMIT
    document = read(data)
    assert claims(data) == ["A1", "A2", "A1", "A2"]
    assert [interchange.is_whole for interchange in document.interchanges] == [False, True]
    assert rewrite(document) == data


def test_a_cut_file_tells_what_is_complete_and_drops_the_half_segment() -> None:
    cut = CLAIM.index(b"SV1*HC:99212") + 14
    document = read(CLAIM[:cut])
    (each,) = document.sets
    assert each.rows()[-1] == ["LX", "1"]
    assert {issue.rule for issue in document.all_issues()} == {"X-SE-06", "X-SE-03", "X-GE-03", "X-IEA-03"}
    assert not each.is_whole


def test_every_cut_keeps_every_complete_claim() -> None:
    for size in range(107, len(CLAIM)):
        data = CLAIM[:size]
        document = read(data)
        whole = data[: data.rfind(b"~") + 1]
        assert (
            claims(data)
            == [name for name in ("A1", "A2") if f"~CLM*{name}*".encode() in whole and whole.count(b"~CLM")][
                : whole.count(b"~CLM")
            ]
        )
        assert rewrite(document) == data


def test_another_component_separator_than_declared_is_said_once() -> None:
    data = CLAIM.replace(b":", b">").replace(b"*T*>", b"*T*:")
    issues = [issue for issue in read(data).all_issues() if issue.rule == "X-SEG-09"]
    assert [(issue.segment, issue.segment_index, issue.severity) for issue in issues] == [
        ("HI", 8, "warning")
    ]
    assert "'>'" in issues[0].hint


def test_trailing_component_separators_are_told_with_their_element() -> None:
    data = CLAIM.replace(b"HC:85025*", b"HC:85025::*")
    (issue,) = list(read(data).all_issues())
    assert (issue.rule, issue.segment, issue.element, issue.claim) == ("X-SEG-05", "SV1", 1, "A1")


def binary_file(payload: bytes, length: int | None = None, segment: bytes = b"BIN*%d*") -> bytes:
    size = len(payload) if length is None else length
    segments = (
        CLAIM_SEGMENTS[0],
        CLAIM_SEGMENTS[1].replace("GS*HC", "GS*PI").replace("X222A1", "X210"),
        "ST*275*0001*005010X210",
    )
    body = joined(segments) + segment % size + payload + b"~"
    return body + joined(("SE*3*0001", "GE*1*7", "IEA*1*000000001"))


@pytest.mark.parametrize("head", [b"BIN*%d*", b"BDS*ASC*%d*", b"bin*%d*"])
@pytest.mark.parametrize(
    "payload", [b"a~SE*9*9~IEA*1*1~b", b"\x00\x01~~\r\n\xff", b"", b"ISA*~" * 50_000], ids=range(4)
)
def test_binary_payloads_are_counted_not_scanned(head: bytes, payload: bytes) -> None:
    data = binary_file(payload, segment=head)
    document = read(data)
    (each,) = document.sets
    assert each.rows()[1][-1].encode("latin-1") == payload
    assert [segment.id for segment in each.segments] == ["ST", head[:3].decode().upper(), "SE"]
    assert {issue.rule for issue in document.all_issues()} <= {"X-SEG-03"}
    assert document.interchanges[0].is_whole
    assert rewrite(document) == data


def test_a_wrong_binary_length_is_said_and_the_terminator_believed() -> None:
    document = read(binary_file(b"abc", length=2))
    assert [issue.rule for issue in document.all_issues()] == ["X-SEG-08"]
    assert document.sets[0].rows()[1] == ["BIN", "2", "abc"]
