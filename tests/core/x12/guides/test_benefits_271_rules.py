"""The 271 across segments: each rule tells what breaks it, at the right place, and is quiet otherwise."""

import pytest

from almoner.core.x12.guides.benefits_271 import GUIDE
from tests.core.x12.guides.checked import Told, changed, checked, told

HEAD = """
    BHT*0022*11*Q1*20240105*1201
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*1
    NM1*1P*2*ELM CLINIC*****XX*1234567893
"""
SUBSCRIBER = (
    HEAD
    + """
    HL*3*2*22*0
    TRN*2*T1*9876543210
    TRN*2*T2*9876543210
    TRN*1*P1*9111111111
    NM1*IL*1*ROE*JANE****MI*M1
    EB*1*FAM*30
    EB*A*IND*98*****.2
    EB*B*IND*98****20
    EB*C*IND*30****0
    EB*G*IND*30****1500
    EB*R*IND*30
    LS*2120
    NM1*PRP*2*OAK HEALTH PLAN
    LE*2120
    EB*U*IND*35
    LS*2120
    NM1*VN*2******PI*FIR
    LE*2120
"""
).replace("\n\n", "\n")
DEPENDENT = (
    HEAD
    + """
    HL*3*2*22*1
    NM1*IL*1*ROE*JANE****MI*M1
    HL*4*3*23*0
    TRN*2*T1*9876543210
    NM1*03*1*ROE*TOM
    EB*1**30
"""
).replace("\n\n", "\n")
REFUSED = changed(DEPENDENT, ("    EB*1**30\n", "    AAA*N**67*C\n"))
REFUSED_RECEIVER = """
    BHT*0022*11*Q1*20240105*1201
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*0
    NM1*1P*2*ELM CLINIC*****XX*1234567893
    AAA*N**50*N
"""


@pytest.mark.parametrize(
    "body",
    [
        SUBSCRIBER,
        DEPENDENT,
        REFUSED,
        REFUSED_RECEIVER,
        changed(REFUSED, ("AAA*N**67*C", "AAA*Y**42*R")),
        changed(
            REFUSED_RECEIVER, ("NM1*PR", "AAA*Y**42*P\n    NM1*PR"), ("*1\n    AAA*Y", "*0\n    AAA*Y")
        ).split("    HL*2")[0],
    ],
)
def test_an_answer_or_a_refusal_is_quiet(body: str) -> None:
    assert told(checked(GUIDE, body)) == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (changed(SUBSCRIBER, ("TRN*1*P1", "TRN*2*T3")), ("E-13", "2000C", "TRN", 1, None)),
        (changed(SUBSCRIBER, ("TRN*2*T2", "TRN*1*P2")), ("E-13", "2000C", "TRN", 1, None)),
        (changed(DEPENDENT, ("    EB*1**30\n", "")), ("E-06", "2100D", "EB", None, None)),
        (SUBSCRIBER[: SUBSCRIBER.index("    EB*1")], ("E-06", "2100C", "EB", None, None)),
        (changed(REFUSED_RECEIVER, ("    AAA*N**50*N\n", "")), ("E-06", "2000B", "HL", None, None)),
        (
            REFUSED_RECEIVER[: REFUSED_RECEIVER.index("    HL*2")],
            ("E-06", "2000A", "HL", None, None),
        ),
        (
            changed(DEPENDENT, ("    HL*4", "    AAA*N**75*C\n    HL*4")),
            ("E-12", "2000D", "HL", None, None),
        ),
        (
            changed(DEPENDENT, ("    HL*3", "    AAA*N**51*C\n    HL*3")),
            ("E-12", "2000C", "HL", None, None),
        ),
        (
            changed(REFUSED_RECEIVER, ("NM1*PR", "AAA*Y**42*R\n    NM1*PR")),
            ("E-12", "2000B", "HL", None, None),
        ),
        (changed(REFUSED, ("**67*C", "**75*C")), ("E-07", "2100D", "AAA", 3, None)),
        (changed(REFUSED, ("**67*C", "**67*P")), ("E-07", "2100D", "AAA", 4, None)),
        (changed(REFUSED_RECEIVER, ("**50*N", "**50*P")), ("E-07", "2100B", "AAA", 4, None)),
        (
            changed(DEPENDENT, ("EB*1**30\n", "EB*1**30\n    AAA*Y**62*S\n")),
            ("E-07", "2110D", "AAA", 4, None),
        ),
        (changed(SUBSCRIBER, ("EB*A*IND*98*****.2", "EB*A*IND*98")), ("E-08", "2110C", "EB", 8, None)),
        (changed(SUBSCRIBER, ("EB*B*IND*98****20", "EB*B*IND*98")), ("E-08", "2110C", "EB", 7, None)),
        (changed(SUBSCRIBER, ("EB*C*IND*30****0", "EB*C*IND*30")), ("E-08", "2110C", "EB", 7, None)),
        (changed(SUBSCRIBER, ("EB*G*IND*30****1500", "EB*G*IND*30")), ("E-08", "2110C", "EB", 7, None)),
        (changed(SUBSCRIBER, ("*2*OAK HEALTH PLAN", "*2")), ("E-09", "2120C", "NM1", 3, None)),
        (changed(DEPENDENT, ("EB*1**30", "EB*U**30")), ("E-09", "2110D", "NM1", None, None)),
        (
            changed(SUBSCRIBER, ("    LE*2120\n    EB*U", "    EB*U")),
            ("E-10", "2110C", "LE", None, None),
        ),
        (changed(SUBSCRIBER, ("    LS*2120\n", "")), ("E-10", "2110C", "LS", None, None)),
        (
            changed(DEPENDENT, ("EB*1**30\n", "EB*1**30\n    LS*2120\n    LE*2120\n")),
            ("E-10", "2110D", "NM1", None, None),
        ),
    ],
)
def test_what_breaks_a_rule_is_told_once(body: str, place: Told) -> None:
    assert told(checked(GUIDE, body)) == [place]


def test_the_table_holds_the_rule_about_relations() -> None:
    body = changed(DEPENDENT, ("    EB*1", "    INS*N*18\n    EB*1"))
    assert told(checked(GUIDE, body)) == [("G-EL-22", "2100D", "INS", 2, None)]


def test_a_level_below_a_refusal_names_the_refusal() -> None:
    (issue,) = checked(GUIDE, changed(DEPENDENT, ("    HL*4", "    AAA*N**75*C\n    HL*4")))
    assert issue.trigger is not None
    assert (issue.trigger.segment, issue.trigger.segment_index, issue.trigger.loop) == ("AAA", 9, "2100C")
    assert (issue.segment_index, issue.claim, issue.code_999) == (10, "T1", "I9")
