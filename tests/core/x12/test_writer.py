"""The writer: example bytes, refusals that name segment and element, and what is written is read back without
an issue."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.x12 import Delimiters, Envelope, SetWriter, X12WriteError, clean, read, write
from almoner.core.x12.set_writer import Value
from tests.core.x12.examples import CLAIM, CLAIM_SEGMENTS

ENVELOPE = Envelope(
    sender_qualifier="ZZ",
    sender="SENDER",
    receiver_qualifier="ZZ",
    receiver="RECEIVER",
    control=1,
    usage="T",
    on=date(2024, 1, 5),
    at=time(12, 0),
    application_sender="SENDER",
    application_receiver="RECEIVER",
    functional_id="HC",
    guide="005010X222A1",
    group_control=7,
)


def set_of(*rows: tuple[Value, ...], control: int = 1) -> SetWriter:
    made = SetWriter("837", control, "005010X222A1")
    for row in rows:
        made.seg(*row)
    return made


def written(*rows: tuple[Value, ...]) -> list[str]:
    """The segments between ST and SE, as text."""
    return write(ENVELOPE, [set_of(*rows)], newline=False).decode().split("~")[3:-4]


def test_the_example_file_is_written_byte_for_byte() -> None:
    rows = [
        tuple(tuple(part.split(":")) if ":" in part else part for part in segment.split("*"))
        for segment in CLAIM_SEGMENTS[3:-3]
    ]
    made = set_of(*rows)
    assert made.count == 16
    assert write(ENVELOPE, [made], newline=False) == CLAIM
    assert write(ENVELOPE, [made]) == CLAIM.replace(b"~", b"~\n")


def test_other_delimiters_and_a_line_end_as_terminator() -> None:
    data = write(
        ENVELOPE,
        [set_of(("CLM", "A", ("11", "B"), ["30", "35"]))],
        delimiters=Delimiters("|", ">", "!", "\n"),
    )
    document = read(data)
    assert document.interchanges[0].delimiters == Delimiters("|", ">", "!", "\n")
    assert b"CLM|A|11>B|30!35\n" in data
    assert list(document.all_issues()) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("NM1", "IL", "1", "Muñoz", "", "", ""), "NM1*IL*1*MUNOZ"),
        (("SV1", ("HC", "99213", "", ""), "80", ""), "SV1*HC:99213*80"),
        (("SV1", ("", "", ""), "80"), "SV1**80"),
        (("SV1", ("HC", "", "25"), "80"), "SV1*HC::25*80"),
        (("EB", "1", "", ["30", "1", "35"], ""), "EB*1**30^1^35"),
        (("III", [("A", "1"), ("B", "", "")]), "III*A:1^B"),
        (("III", ["A", "", "B", ""]), "III*A^^B"),
        (("NM1", " x ", "a*b", "c~d:e"), "NM1*X*A B*C D E"),
        (("NM1", "x", ("a:b", " c ")), "NM1*X*A B:C"),
        (("NM1", "", "", "x"), "NM1***X"),
    ],
)
def test_a_segment_goes_out_trimmed_and_clean(row: tuple[Value, ...], expected: str) -> None:
    assert written(row) == [expected]


def test_a_delimiter_inside_a_value_leaves_a_note() -> None:
    made = set_of(("NM1", "IL", "SMITH"), ("N3", "1 MAIN: REAR"))
    write(ENVELOPE, [made])
    assert made.blanked == [(3, "N3", 1)]


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (("NM1", "IL", "1", "SMITH#4"), "segment 2, NM1 element 3"),
        (("SV1", ("HC", "99\n213"), "80"), "segment 2, SV1 element 1"),
        (("EB", "1", ["30", "東"]), "segment 2, EB element 2"),
        (("LX",), "LX"),
        (("LX", "", ("", "")), "LX"),
        (("lx", "1"), "segment id"),
        (("TOOLONG", "1"), "segment id"),
        (("", "1"), "segment id"),
        ((), "its id"),
        ((("A", "B"), "1"), "segment id"),
        (("N3", "X" * 70_000), "65536 bytes"),
        (("N3", *["1"] * 1100), "1000 elements"),
    ],
)
def test_what_cant_be_written_is_refused_by_name(row: tuple[Value, ...], place: str) -> None:
    with pytest.raises(X12WriteError) as caught:
        written(row)
    assert place in str(caught.value)
    assert "SMITH" not in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"sender": "A" * 16}, "ISA element 6"),
        ({"sender": ""}, "ISA element 6"),
        ({"receiver": "東京"}, "ISA element 8"),
        ({"sender_qualifier": "Z"}, "ISA element 5"),
        ({"receiver_qualifier": "ZZZ"}, "ISA element 7"),
        ({"control": 0}, "ISA element 13"),
        ({"control": 1_000_000_000}, "ISA element 13"),
        ({"usage": "X"}, "ISA element 15"),
        ({"group_control": 0}, "GS element 6"),
        ({"functional_id": "HP"}, "GS element 1"),
        ({"functional_id": ""}, "GS element 1"),
        ({"guide": ""}, "GS element 8"),
        ({"application_sender": "A" * 16}, "GS element 2"),
    ],
)
def test_an_envelope_that_doesnt_fit_is_refused(changes: dict[str, object], place: str) -> None:
    with pytest.raises(X12WriteError) as caught:
        write(replace(ENVELOPE, **changes), [set_of(("LX", "1"))])  # type: ignore[arg-type]
    assert place in str(caught.value)


def test_p29_sets_are_counted_and_their_numbers_differ() -> None:
    data = write(ENVELOPE, [set_of(("LX", "1")), set_of(("LX", "1"), control=12345)])
    assert [each.st_control for each in read(data).sets] == ["0001", "12345"]
    assert list(read(data).all_issues()) == []
    with pytest.raises(X12WriteError, match="twice"):
        write(ENVELOPE, [set_of(("LX", "1")), set_of(("LX", "1"))])
    with pytest.raises(X12WriteError, match="at least one"):
        write(ENVELOPE, [])


@pytest.mark.parametrize(("set_id", "control"), [("37", 1), ("8A7", 1), ("837", 0), ("837", 10**9)])
def test_a_set_needs_a_number_and_a_kind(set_id: str, control: int) -> None:
    with pytest.raises(X12WriteError):
        SetWriter(set_id, control, None)


@pytest.mark.parametrize("marks", ["**^~", "*:^*", "A:^~", "* ^~", "*:é~"])
def test_delimiters_have_to_be_four_marks(marks: str) -> None:
    with pytest.raises(X12WriteError, match="delimiters"):
        write(ENVELOPE, [set_of(("LX", "1"))], delimiters=Delimiters(*marks))


def test_the_extended_set_keeps_case() -> None:
    made = set_of(("PER", "IC", "", "EM", "Pat@example.org"))
    assert b"PER*IC**EM*Pat@example.org~" in write(ENVELOPE, [made], is_extended=True)
    with pytest.raises(X12WriteError):
        write(ENVELOPE, [made])


TEXT = st.text(alphabet="ABCabc019 .-/&'*:~^ñÑßéÆ’½", max_size=12)
VALUES = st.one_of(
    TEXT, st.lists(TEXT, max_size=3).map(tuple), st.lists(TEXT | st.tuples(TEXT, TEXT), max_size=3)
)
ROWS = st.lists(
    st.tuples(st.sampled_from(["NM1", "N3", "SV1", "HI", "EB"]), st.lists(VALUES, max_size=6)).map(
        lambda row: (row[0], *row[1], "END")
    ),
    max_size=6,
)


def expected_of(row: tuple[Value, ...]) -> list[str]:
    """A row as it has to come back, value by value."""

    def text(value: str) -> str:
        return clean(value)

    def part(value: str | tuple[str, ...]) -> str:
        return text(value) if isinstance(value, str) else ":".join(map(text, value)).rstrip(":")

    return [
        part(value) if not isinstance(value, list) else "^".join(map(part, value)).rstrip("^")
        for value in row
    ]


@given(sets=st.lists(ROWS, min_size=1, max_size=3), newline=st.booleans())
@settings(max_examples=60)
def test_what_is_written_reads_back_without_an_error(
    *, sets: list[list[tuple[Value, ...]]], newline: bool
) -> None:
    writers = [set_of(*rows, control=number) for number, rows in enumerate(sets, 1)]
    data = write(ENVELOPE, writers, newline=newline)
    document = read(data)
    assert [each.rows()[1:-1] for each in document.sets] == [
        [expected_of(row) for row in rows] for rows in sets
    ]
    assert list(document.all_issues()) == []
    assert document.interchanges[0].is_whole
    assert write(ENVELOPE, writers, newline=newline) == data
