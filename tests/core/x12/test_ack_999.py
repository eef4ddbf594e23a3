"""The 999: written from issues, read back to the same answer, and judged by another reader where one is
installed."""

import io
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.x12 import (
    Acknowledgement999,
    AnsweredSet,
    ElementError,
    Envelope,
    Issue,
    SegmentError,
    TransactionSet,
    Trigger,
    X12WriteError,
    judge_group,
    read,
    read_999,
    render_999,
    write_999,
)
from tests.core.x12.examples import CLAIM, CLAIM_SEGMENTS, REMIT, joined

ENVELOPE = Envelope(
    sender_qualifier="ZZ",
    sender="RECEIVER",
    receiver_qualifier="ZZ",
    receiver="SENDER",
    control=77,
    usage="T",
    on=date(2024, 1, 6),
    at=time(9, 30),
    group_control=5,
)
ERROR = Issue(
    "error",
    2,
    "P-1",
    "7",
    "A code that isn't known.",
    segment_index=10,
    loop="2400",
    segment="SV1",
    element=1,
    component=2,
)


def two_sets() -> bytes:
    body = CLAIM_SEGMENTS[2:18]
    second = ("ST*837*0002*005010X222A1", *body[1:-1], "SE*16*0002")
    return joined((*CLAIM_SEGMENTS[:2], *body, *second, "GE*2*7", CLAIM_SEGMENTS[-1]))


def body_of(data: bytes) -> list[str]:
    return data.decode().replace("\n", "").split("~")[2:-3]


def judged(*issues: Issue, on: str = "0001") -> list[str]:
    def issues_of(each: TransactionSet) -> list[Issue]:
        return [*each.issues, *(issues if each.st_control == on else ())]

    return body_of(write_999(read(two_sets()), ENVELOPE, issues_of=issues_of))


def test_all_accepted() -> None:
    data = write_999(read(CLAIM), ENVELOPE)
    assert body_of(data) == [
        "ST*999*0001*005010X231A1",
        "AK1*HC*7*005010X222A1",
        "AK2*837*0001*005010X222A1",
        "IK5*A",
        "AK9*A*1*1*1",
        "SE*6*0001",
    ]
    head = b"ISA*00*          *00*          *ZZ*RECEIVER       *ZZ*SENDER         *240106*0930*^*00501*"
    assert data.startswith(head + b"000000077*0*T*:~\nGS*FA*RECEIVER*SENDER*20240106*0930*5*X*005010X231A1~")
    assert list(read(data).all_issues()) == []


def test_one_of_two_refused_is_accepted_in_part() -> None:
    claim = replace(ERROR, claim="A1", data_element="234")
    lines = judged(claim)
    assert lines[2:] == [
        "AK2*837*0001*005010X222A1",
        "IK3*SV1*10*2400*8",
        "CTX*CLM01:A1",
        "IK4*1:2*234*7",
        "IK5*R*5",
        "AK2*837*0002*005010X222A1",
        "IK5*A",
        "AK9*P*2*2*1",
        "SE*11*0001",
    ]


def test_a_warning_with_a_code_is_accepted_with_errors() -> None:
    lines = judged(replace(ERROR, severity="warning"))
    assert "IK5*E*5" in lines
    assert lines[-2] == "AK9*E*2*2*2"


def test_what_has_no_code_or_is_a_note_isnt_answered() -> None:
    assert "IK5*A" in judged(replace(ERROR, code_999=""), replace(ERROR, severity="note"))
    assert judged(replace(ERROR, severity="note"))[-2] == "AK9*A*2*2*2"


def test_elements_of_a_segment_share_one_ik3_and_segments_keep_their_order() -> None:
    missing = Issue(
        "error", 2, "P-2", "3", "A segment is missing.", segment_index=8, loop="2300", segment="REF"
    )
    lines = judged(ERROR, missing, replace(ERROR, element=7, component=None, code_999="1"))
    assert lines[3:8] == ["IK3*REF*8*2300*3", "IK3*SV1*10*2400*8", "IK4*1:2*234*7", "IK4*7**1", "IK5*R*5"]


def test_a_situational_rule_names_its_trigger() -> None:
    lines = judged(replace(ERROR, claim="A1", trigger=Trigger("CLM", 7, "2300", 5)))
    assert lines[4:6] == ["CTX*SITUATIONAL TRIGGER*CLM*7*2300*5", "CTX*CLM01:A1"]


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        ("SE*16*0001", "SE*15*0001", ["IK5*R*4", "AK9*R*1*1*0"]),
        ("SE*16*0001", "SE*16*0009", ["IK5*R*3", "AK9*R*1*1*0"]),
        ("SE*16*0001~", "", ["IK5*R*2", "AK9*R*1*1*0"]),
        ("GE*1*7", "GE*1*8", ["AK9*R*1*1*0*4"]),
        ("GE*1*7", "GE*3*7", ["AK9*R*3*1*0*5"]),
        ("GE*1*7~", "", ["AK9*R*1*1*0*3"]),
        ("ST*837*0001*", "ST*835*0001*", ["IK5*R*6", "AK9*R*1*1*0"]),
    ],
)
def test_faults_of_the_frames_are_answered_where_they_belong(old: str, new: str, answer: list[str]) -> None:
    lines = body_of(write_999(read(CLAIM.replace(old.encode(), new.encode())), ENVELOPE))
    assert [line for line in lines if line.startswith(("IK5", "AK9"))] == answer


def test_a_remittance_is_answered_without_st03() -> None:
    lines = body_of(write_999(read(REMIT), ENVELOPE))
    assert lines[1:4] == ["AK1*HP*3*005010X221A1", "AK2*835*0001", "IK5*A"]


def test_acknowledgements_arent_acknowledged() -> None:
    with pytest.raises(X12WriteError, match="no group"):
        write_999(read(write_999(read(CLAIM), ENVELOPE)), ENVELOPE)


def test_each_group_has_its_own_answer() -> None:
    data = write_999(read(CLAIM + REMIT), ENVELOPE)
    answers = [read_999(each) for each in read(data).sets]
    assert [(answer.functional_id, answer.group_control, answer.code) for answer in answers] == [
        ("HC", "7", "A"),
        ("HP", "3", "A"),
    ]


def test_what_was_written_is_read_back() -> None:
    def issues_of(each: TransactionSet) -> list[Issue]:
        return [replace(ERROR, claim="A1")] if each.st_control == "0001" else []

    (group,) = read(two_sets()).interchanges[0].groups
    data = write_999(group, ENVELOPE, issues_of=issues_of)
    (answer,) = [read_999(each) for each in read(data).sets]
    assert answer == judge_group(group, issues_of=issues_of)
    (error,) = answer.sets[0].errors
    assert (error.segment, error.segment_index, error.loop, error.code, error.claim) == (
        "SV1",
        10,
        "2400",
        "8",
        "A1",
    )
    assert error.elements == [ElementError(1, 2, "7", data_element="234")]
    assert (answer.code, answer.included, answer.received, answer.accepted) == ("P", 2, 2, 1)


def test_a_997_reads_as_well() -> None:
    segments = (
        CLAIM_SEGMENTS[0],
        "GS*FA*A*B*20240105*1200*7*X*005010",
        "ST*997*0001",
        "AK1*HC*7",
        "AK2*837*0001",
        "AK3*NM1*4**8",
        "AK4*9**1",
        "AK5*R*5",
        "AK9*R*1*1*0",
        "SE*8*0001",
        "GE*1*7",
        CLAIM_SEGMENTS[-1],
    )
    (answer,) = [read_999(each) for each in read(joined(segments)).sets]
    assert answer.sets == [
        AnsweredSet(
            "837", "0001", "R", [SegmentError("NM1", 4, "", "8", [ElementError(9, None, "1")])], "", ("5",)
        )
    ]


WORDS = st.text(alphabet="ABCabc019-", min_size=2, max_size=3)
ELEMENTS = st.builds(
    ElementError,
    position=st.integers(1, 16),
    component=st.none() | st.integers(1, 9),
    code=st.sampled_from(["1", "7", "I12"]),
    repetition=st.none(),
    data_element=st.sampled_from(["", "234"]),
    value=st.sampled_from(["", "X 1"]),
)
ERRORS = st.builds(
    SegmentError,
    segment=st.sampled_from(["SV1", "NM1", "N3"]),
    segment_index=st.integers(1, 99_999),
    loop=st.sampled_from(["", "2300", "2010AA"]),
    code=st.sampled_from(["3", "8", "I6"]),
    elements=st.lists(ELEMENTS, max_size=3),
    claim=st.sampled_from(["", "a-1", "CLAIM 7"]),
    trigger=st.none()
    | st.builds(
        Trigger,
        st.sampled_from(["CLM", "HI"]),
        st.integers(1, 99),
        st.just("2300"),
        st.none() | st.integers(1, 9),
    ),
)
SETS = st.builds(
    AnsweredSet,
    set_id=st.just("837"),
    st_control=st.sampled_from(["0001", "123456789", "ab12"]),
    code=st.sampled_from(["A", "E", "R"]),
    errors=st.lists(ERRORS, max_size=3),
    guide=st.sampled_from(["", "005010X222A1"]),
    reasons=st.lists(st.sampled_from(["2", "5", "I5"]), max_size=5).map(tuple),
)
ANSWERS = st.builds(
    Acknowledgement999,
    group_control=st.sampled_from(["1", "999999999"]),
    functional_id=st.just("HC"),
    sets=st.lists(SETS, max_size=3),
    code=st.sampled_from(["A", "E", "P", "R"]),
    guide=st.sampled_from(["", "005010X222A1"]),
    included=st.integers(0, 999_999),
    received=st.integers(0, 999_999),
    accepted=st.integers(0, 999_999),
    reasons=st.lists(st.sampled_from(["3", "5"]), max_size=3).map(tuple),
)


@given(st.lists(ANSWERS, min_size=1, max_size=2))
@settings(max_examples=40)
def test_any_answer_is_read_back_as_it_was_said(answers: list[Acknowledgement999]) -> None:
    document = read(render_999(answers, ENVELOPE))
    assert list(document.all_issues()) == []
    assert [read_999(each) for each in document.sets] == answers


@given(st.binary(max_size=40), st.integers(min_value=106, max_value=len(CLAIM)))
@settings(max_examples=60)
def test_whatever_came_can_be_answered(junk: bytes, at: int) -> None:
    document = read(CLAIM[:at] + junk + CLAIM[at:])
    if not any(group.gs for interchange in document.interchanges for group in interchange.groups):
        with pytest.raises(X12WriteError, match="no group"):
            write_999(document, ENVELOPE)
        return
    data = write_999(document, ENVELOPE)
    assert [issue.rule for issue in read(data).all_issues() if issue.severity == "error"] == []


def pyx12_verdict(data: bytes, path: Path) -> bool:
    """Whether pyx12 takes the file for a valid one."""
    document = pytest.importorskip("pyx12.x12n_document")
    params = pytest.importorskip("pyx12.params")
    path.write_bytes(data)
    return bool(document.x12n_document(params.params(), str(path), None, None, None, io.StringIO()))


@pytest.mark.filterwarnings("ignore")
def test_another_reader_takes_our_999(tmp_path: Path) -> None:
    accepted = write_999(read(CLAIM), ENVELOPE)
    assert pyx12_verdict(accepted, tmp_path / "accepted.999")
    issues = [
        replace(ERROR, claim="A1"),
        Issue("error", 2, "P-2", "3", "A segment is missing.", segment_index=8, loop="2300", segment="REF"),
    ]
    partial = write_999(
        read(two_sets()), ENVELOPE, issues_of=lambda each: issues if each.st_control == "0001" else []
    )
    assert pyx12_verdict(partial, tmp_path / "partial.999")
    assert not pyx12_verdict(partial.replace(b"IK5*R*5", b"IK5*Q*5"), tmp_path / "wrong.999")
