"""The 270 across segments: each rule tells what breaks it, at the right place, and is quiet otherwise."""

import pytest

from almoner.core.x12.guides.inquiry_270 import GUIDE
from tests.core.x12.guides.checked import Told, changed, checked, told

SUBSCRIBER = """
    BHT*0022*13*Q1*20240105*1200
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*1
    NM1*1P*2*ELM CLINIC*****XX*1234567893
    HL*3*2*22*0
    TRN*1*T1*9876543210
    NM1*IL*1*ROE*JANE****MI*M1
    DMG*D8*19700102*F
    DTP*291*D8*20240105
    EQ*30
"""
DEPENDENT = """
    BHT*0022*13*Q2*20240105*1200
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*1
    NM1*1P*2*ELM CLINIC*****XX*1234567893
    HL*3*2*22*1
    NM1*IL*1******MI*M1
    HL*4*3*23*0
    TRN*1*T2*9876543210
    NM1*03*1*ROE*TOM
    DMG*D8*20140102*M
    DTP*291*D8*20240105
    EQ*30
"""


@pytest.mark.parametrize(
    "body",
    [
        SUBSCRIBER,
        DEPENDENT,
        changed(SUBSCRIBER, ("****MI*M1", "")),
        changed(SUBSCRIBER, ("NM1*IL*1*ROE*JANE****MI*M1", "NM1*IL*1\n    REF*SY*123456789")),
        changed(SUBSCRIBER, ("DMG*D8*19700102*F\n", "\n")).replace("\n    \n", "\n"),
        changed(DEPENDENT, ("ROE*TOM", ""), ("NM1*03*1*", "NM1*03*1")),
        changed(DEPENDENT, ("    HL*4", "    DTP*102*D8*20200101\n    HL*4")),
        changed(
            DEPENDENT,
            ("    HL*4", "    EQ*30\n    HL*4"),
            ("    NM1*IL", "    TRN*1*T0*9876543210\n    NM1*IL"),
        ),
    ],
)
def test_what_can_be_answered_is_quiet(body: str) -> None:
    assert told(checked(GUIDE, body)) == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (
            changed(DEPENDENT, ("    NM1*IL", "    TRN*1*T0*9876543210\n    NM1*IL")),
            ("E-01", "2000C", "TRN", None, None),
        ),
        (
            changed(DEPENDENT, ("    HL*4", "    DTP*291*D8*20240105\n    HL*4")),
            ("E-01", "2100C", "DTP", None, None),
        ),
        (changed(SUBSCRIBER, ("    EQ*30\n", "")), ("E-11", "2100C", "EQ", None, None)),
        (
            changed(SUBSCRIBER, ("****MI*M1", ""), ("    DMG*D8*19700102*F\n", "")),
            ("E-02", "2100C", "NM1", 9, None),
        ),
        (changed(SUBSCRIBER, ("*ROE*JANE****MI*M1", "")), ("E-02", "2100C", "NM1", 9, None)),
        (
            changed(DEPENDENT, ("NM1*03*1*ROE*TOM", "NM1*03*1"), ("    DMG*D8*20140102*M\n", "")),
            ("E-02", "2100D", "NM1", 4, None),
        ),
    ],
)
def test_what_breaks_a_rule_is_told_once(body: str, place: Told) -> None:
    assert told(checked(GUIDE, body)) == [place]


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("EQ*30", "EQ***FAM", ("G-EL-08", "2110C", "EQ", 1, None)),
        ("DTP*291", "INS*Y*19\n    DTP*291", ("G-EL-22", "2100C", "INS", 2, None)),
        ("DTP*291", "INS*N*18\n    DTP*291", ("G-EL-22", "2100C", "INS", 1, None)),
    ],
)
def test_the_table_holds_the_rules_about_question_and_relation(right: str, wrong: str, place: Told) -> None:
    assert told(checked(GUIDE, changed(SUBSCRIBER, (right, wrong)))) == [place]


def test_an_issue_names_the_inquiry() -> None:
    (issue,) = checked(GUIDE, changed(SUBSCRIBER, ("    EQ*30\n", "")))
    assert (issue.claim, issue.segment_index, issue.loop_path) == (
        "T1",
        9,
        "2000A[1]/2000B[1]/2000C[1]/2100C[1]",
    )
    assert (issue.code_999, issue.snip, issue.severity) == ("I6", 4, "error")
