"""The reader on files as they should be, and on envelopes with one fault each."""

import pytest

from almoner.core.x12 import Document, Issue, read, rewrite
from tests.core.x12.examples import CLAIM, CLAIM_SEGMENTS, REMIT, joined


def errors(document: Document) -> list[str]:
    return [issue.rule for issue in document.all_issues() if issue.severity == "error"]


def changed(old: str, new: str) -> bytes:
    text = CLAIM.decode()
    assert text.count(old) == 1, old
    return text.replace(old, new).encode("latin-1")


def test_a_clean_file_has_its_parts_and_no_issue() -> None:
    document = read(CLAIM)
    (interchange,) = document.interchanges
    assert (interchange.sender_qualifier, interchange.sender) == ("ZZ", "SENDER")
    assert (interchange.receiver_qualifier, interchange.receiver) == ("ZZ", "RECEIVER")
    assert (interchange.control, interchange.usage) == ("000000001", "T")
    assert (interchange.date, interchange.time, interchange.byte_offset) == ("240105", "1200", 0)
    assert interchange.raw == CLAIM
    (group,) = interchange.groups
    assert (group.functional_id, group.sender, group.receiver) == ("HC", "SENDER", "RECEIVER")
    assert (group.control, group.guide, group.date, group.time) == ("7", "005010X222A1", "20240105", "1200")
    (each,) = group.sets
    assert (each.set_id, each.st_control, each.guide) == ("837", "0001", "005010X222A1")
    assert (each.isa_control, each.gs_control) == ("000000001", "7")
    assert interchange.is_whole
    assert group.is_whole
    assert each.is_whole
    assert list(document.all_issues()) == []
    assert rewrite(document) == CLAIM


def test_segments_know_their_number_place_and_parts() -> None:
    (each,) = read(CLAIM).sets
    assert [segment.index for segment in each.segments] == list(range(1, 17))
    for segment in each.segments:
        assert CLAIM[segment.byte_offset :].startswith("*".join(segment.elements).encode())
    claim = each.segments[6]
    assert (claim.id, claim.get(1), claim.get(2), claim.get(99), claim.get(99, "-")) == (
        "CLM",
        "A1",
        "145.5",
        "",
        "-",
    )
    assert claim.parts(5) == ["11", "B", "1"]
    assert claim.parts(99) == [""]
    assert claim.repeats(1) == ["A1"]


def test_all_ways_to_the_segments_agree() -> None:
    (each,) = read(CLAIM).sets
    rows = each.rows()
    assert rows == list(each.iter_rows()) == [segment.elements for segment in each.segments]
    assert rows[0] == ["ST", "837", "0001", "005010X222A1"]
    assert rows[-1] == ["SE", "16", "0001"]
    assert each.segment_count == len(rows) == 16


def test_the_guide_is_taken_from_st03_where_the_group_names_none() -> None:
    (each,) = read(changed("*X*005010X222A1", "*X*")).sets
    assert each.guide == "005010X222A1"
    (remit,) = read(REMIT).sets
    assert remit.guide == "005010X221A1"


@pytest.mark.parametrize(
    ("old", "new", "rule", "code"),
    [
        ("SE*16*0001", "SE*15*0001", "X-SE-01", "4"),
        ("SE*16*0001", "SE*X*0001", "X-SE-01", "4"),
        ("SE*16*0001", "SE*16*0002", "X-SE-02", "3"),
        ("SE*16*0001~", "", "X-SE-03", "2"),
        ("GE*1*7", "GE*2*7", "X-GE-01", "5"),
        ("GE*1*7", "GE*1*8", "X-GE-02", "4"),
        ("GE*1*7~", "", "X-GE-03", "3"),
        ("IEA*1*", "IEA*2*", "X-IEA-01", "021"),
        ("IEA*1*000000001", "IEA*1*000000002", "X-IEA-02", "001"),
        ("IEA*1*000000001~", "", "X-IEA-03", "023"),
        ("ST*837*0001", "ST*835*0001", "X-ST-04", "6"),
        ("GS*HC*", "GS*HCX*", "X-GS-01", "1"),
        ("*1200*7*X", "*1200*A7*X", "X-GS-02", "6"),
        ("*X*005010X222A1", "*Y*005010X222A1", "X-GS-06", "2"),
        ("*X*005010X222A1", "*X*5010", "X-GS-07", "2"),
        ("SENDER         *", "SENDER*", "X-ISA-01", "024"),
        ("*240105*", "*240230*", "X-ISA-08", "014"),
        ("*1200*^", "*2500*^", "X-ISA-09", "015"),
        ("*000000001*0*", "*00000000A*0*", "X-ISA-11", "018"),
        ("*0*T*:", "*2*T*:", "X-ISA-12", "019"),
        ("*0*T*:", "*0*Q*:", "X-ISA-13", "020"),
        ("HL*1**20*1", "H*1**20*1", "X-SEG-02", "1"),
        ("HL*1**20*1", "HL*1**20*\x07", "X-SEG-06", "6"),
    ],
)
def test_one_fault_gives_its_rule(old: str, new: str, rule: str, code: str) -> None:
    document = read(changed(old, new))
    found = {issue.rule: issue for issue in document.all_issues() if issue.severity == "error"}
    assert rule in found
    assert found[rule].code_999 == code
    assert set(found) <= {rule, *FOLLOWERS.get(rule, ())}
    assert len([row for each in document.sets for row in each.rows() if row[0] == "CLM"]) == 2


FOLLOWERS = {"X-ISA-11": {"X-IEA-02"}, "X-GS-02": {"X-GE-02"}}
"""A control number that is wrong at the start can't fit the end."""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("SE*16*0001", "SE*15*0001"),
        ("SE*16*0001~", ""),
        ("GE*1*7", "GE*2*7"),
        ("GE*1*7~", ""),
        ("IEA*1*", "IEA*9*"),
        ("IEA*1*000000001~", ""),
        ("ST*837*0001*005010X222A1~", ""),
        ("GS*HC*SENDER*RECEIVER*20240105*1200*7*X*005010X222A1~", ""),
    ],
)
def test_a_broken_frame_is_never_whole(old: str, new: str) -> None:
    (interchange,) = read(changed(old, new)).interchanges
    assert not interchange.is_whole


def test_leading_zeros_apart_control_numbers_agree_with_a_warning() -> None:
    document = read(changed("SE*16*0001", "SE*16*1"))
    assert [(issue.rule, issue.severity) for issue in document.all_issues()] == [("X-SE-04", "warning")]
    assert document.sets[0].is_whole


def test_positions_are_exact() -> None:
    data = changed("SE*16*0001", "SE*15*0001")
    (issue,) = read(data).sets[0].issues
    assert (issue.segment, issue.segment_index, issue.element) == ("SE", 16, 1)
    assert issue.byte_offset == data.index(b"SE*15")


def test_an_issue_in_a_claim_names_the_claim_but_prints_no_value() -> None:
    data = changed("HC:99212", "HC:99\xe912")
    (issue,) = read(data).sets[0].issues
    assert (issue.rule, issue.severity, issue.segment, issue.element, issue.claim) == (
        "X-SEG-07",
        "warning",
        "SV1",
        1,
        "A2",
    )
    assert issue.byte_offset == data.index(b"SV1*HC:99\xe9")
    assert "A2" not in str(issue)
    assert "A2" not in repr(issue)


def test_two_groups_and_two_sets_are_told_apart() -> None:
    body = CLAIM_SEGMENTS[2:18]
    second = ("ST*837*0002*005010X222A1", *body[1:-1], "SE*16*0002")
    segments = (
        *CLAIM_SEGMENTS[:2],
        *body,
        *second,
        "GE*2*7",
        CLAIM_SEGMENTS[1].replace("*7*X", "*8*X"),
        *body,
        "GE*1*8",
    )
    document = read(joined((*segments, "IEA*2*000000001")))
    assert [[each.st_control for each in group.sets] for group in document.interchanges[0].groups] == [
        ["0001", "0002"],
        ["0001"],
    ]
    assert list(document.all_issues()) == []


def test_control_numbers_used_twice_are_told() -> None:
    body = CLAIM_SEGMENTS[2:18]
    group = CLAIM_SEGMENTS[1]
    document = read(
        joined((CLAIM_SEGMENTS[0], group, *body, *body, "GE*2*7", group, *body, "GE*1*7", "IEA*2*000000001"))
    )
    assert sorted(errors(document)) == ["X-GS-03", "X-ST-03"]


def test_segments_outside_any_set_are_said() -> None:
    document = read(changed("ST*837*0001*005010X222A1~", ""))
    assert "X-SEG-01" in errors(document)
    assert "X-SE-05" in errors(document)


def test_a_set_without_a_group_is_still_read() -> None:
    document = read(changed("GS*HC*SENDER*RECEIVER*20240105*1200*7*X*005010X222A1~", ""))
    assert "X-GS-09" in errors(document)
    assert [row[1] for row in document.sets[0].rows() if row[0] == "CLM"] == ["A1", "A2"]


def test_a_ta1_between_isa_and_gs_is_kept() -> None:
    document = read(changed("GS*HC", "TA1*000000005*240104*1100*A*000~GS*HC"))
    (segment,) = document.interchanges[0].tas
    assert segment.elements == ["TA1", "000000005", "240104", "1100", "A", "000"]
    assert list(document.all_issues()) == []


def test_issues_are_plain_data() -> None:
    issue = Issue("error", 2, "P-2000B-02", "8", "A message.")
    assert (issue.hint, issue.segment_index, issue.element, issue.component, issue.claim) == (
        "",
        0,
        None,
        None,
        "",
    )
