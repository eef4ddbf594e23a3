"""The TA1: what it says follows from the envelope, and it is read back as it was written."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.x12 import TA1, Envelope, NotX12, read, read_ta1, render_ta1, write_ta1
from almoner.core.x12.faults import FAULTS
from almoner.core.x12.labels import ELEMENT_ERRORS, GROUP_REASONS, SEGMENT_ERRORS, SET_REASONS, TA1_NOTES
from tests.core.x12.examples import CLAIM

ENVELOPE = Envelope(
    sender_qualifier="ZZ",
    sender="RECEIVER",
    receiver_qualifier="ZZ",
    receiver="SENDER",
    control=78,
    usage="T",
    on=date(2024, 1, 6),
    at=time(9, 30),
)


def answer(data: bytes, refused: str = "") -> TA1:
    (interchange,) = read(data).interchanges
    document = read(write_ta1(interchange, ENVELOPE, refused=refused))
    assert list(document.all_issues()) == []
    assert document.interchanges[0].groups == []
    assert document.interchanges[0].is_whole
    (segment,) = document.interchanges[0].tas
    return read_ta1(segment)


def test_the_bytes_are_an_interchange_without_groups() -> None:
    (interchange,) = read(CLAIM).interchanges
    assert write_ta1(interchange, ENVELOPE).decode().splitlines()[1:] == [
        "TA1*000000001*240105*1200*A*000~",
        "IEA*0*000000078~",
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "note"),
    [
        ("", "", "A", "000"),
        ("IEA*1*000000001", "IEA*1*000000002", "R", "001"),
        ("IEA*1*000000001", "IEA*2*000000001", "R", "021"),
        ("IEA*1*000000001~", "", "R", "023"),
        ("*ZZ*SENDER ", "*Z9*SENDER ", "R", "005"),
        ("*ZZ*RECEIVER ", "*Z9*RECEIVER ", "R", "007"),
        ("*240105*1200*^", "*241305*1200*^", "R", "014"),
        ("*240105*1200*^", "*240105*1261*^", "R", "015"),
        ("*^*00501*", "*^*00401*", "E", "017"),
        ("*0*T*:", "*0*X*:", "R", "020"),
        ("*0*T*:", "*7*T*:", "R", "019"),
        ("ST*837*0001*005010X222A1~", "", "R", "022"),
    ],
)
def test_the_note_follows_from_the_envelope(old: str, new: str, code: str, note: str) -> None:
    said = answer(CLAIM.replace(old.encode(), new.encode()) if old else CLAIM)
    assert (said.control, said.date, said.time) == ("000000001", said.date, said.time)
    assert (said.code, said.note) == (code, note)


def test_a_reason_that_only_the_receiver_knows() -> None:
    assert answer(CLAIM, refused="025") == TA1("000000001", "240105", "1200", "R", "025")


def test_digits_that_the_other_lacked_are_zeros() -> None:
    data = render_ta1(TA1("A12", "x", "", "R", "018"), ENVELOPE)
    assert b"TA1*000000012*000000*0000*R*018~" in data


def test_every_code_of_a_rule_has_a_label() -> None:
    labels = {
        "interchange": TA1_NOTES,
        "group": GROUP_REASONS,
        "set": SET_REASONS,
        "segment": SEGMENT_ERRORS,
        "element": ELEMENT_ERRORS,
    }
    assert [
        name for name, fault in FAULTS.items() if fault.code and fault.code not in labels[fault.scope]
    ] == []


@given(st.binary(max_size=30), st.integers(min_value=0, max_value=len(CLAIM)))
@settings(max_examples=60)
def test_whatever_came_can_be_answered(junk: bytes, at: int) -> None:
    try:
        document = read(CLAIM[:at] + junk + CLAIM[at:])
    except NotX12:
        return
    for interchange in document.interchanges:
        data = write_ta1(interchange, ENVELOPE)
        assert [issue.rule for issue in read(data).all_issues()] == []
