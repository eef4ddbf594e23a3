"""The 278 across segments: each rule tells what breaks it, at the right place, and is quiet otherwise."""

import pytest

from almoner.core.x12.guides.authorization_278 import REQUEST, RESPONSE
from tests.core.x12.guides.checked import Told, changed, checked, told

ASKED = """
    BHT*0007*13*R1*20240105*1200
    HL*1**20*1
    NM1*X3*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*1
    NM1*1P*1*ELM*ANNA****XX*1234567893
    HL*3*2*22*1
    NM1*IL*1*ROE*JANE****MI*M1
    HL*4*3*23*1
    NM1*QC*1*ROE*TOM
    HL*5*4*EV*1
    TRN*1*T1*9876543210
    UM*SC*4*3
    REF*BB*AUTH0
    HL*6*5*SS*0
    UM*HS*4*48
    SV1*HC:99213
"""
ADMITTED = changed(
    ASKED[: ASKED.index("    HL*6")],
    ("*EV*1", "*EV*0"),
    ("UM*SC*4*3\n    REF*BB*AUTH0\n", "UM*AR*I*3\n    DTP*435*D8*20240110\n    CL1*2\n"),
)
ANSWERED = """
    BHT*0007*11*R1*20240105*1201*18
    HL*1**20*1
    NM1*X3*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*1
    NM1*1P*1*ELM*ANNA****XX*1234567893
    HL*3*2*22*1
    NM1*IL*1*ROE*JANE****MI*M1
    HL*4*3*EV*1
    TRN*2*T1*9876543210
    UM*AR*R
    HCR*A6*AUTH1
    HL*5*4*SS*0
    HCR*A3**0F
    SV1*HC:99213
    HL*6*4*SS*0
    AAA*N**15*C
    SV1*HC:99214
    HL*7*4*SS*0
    HCR*A1
    SV1*HC:99215
    HL*8*4*SS*0
    SV1*HC:99212
"""
BY_SERVICE = changed(
    ANSWERED[: ANSWERED.index("    HL*8")], ("    HCR*A6*AUTH1\n", ""), ("HCR*A1\n", "HCR*A1*AUTH2\n")
)
REFUSED = """
    BHT*0007*11*R2*20240105*1201*AT
    HL*1**20*1
    NM1*X3*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*1
    NM1*1P*1*ELM*ANNA****XX*1234567893
    HL*3*2*22*1
    NM1*IL*1*ROE*JANE****MI*M1
    AAA*N**75*C
    HL*4*3*EV*0
    TRN*2*T1*9876543210
"""


@pytest.mark.parametrize(
    "body",
    [
        ASKED,
        ADMITTED,
        changed(ASKED, ("REF*BB*AUTH0", "REF*NT*N1")),
        changed(ASKED, ("    REF*BB*AUTH0\n", ""), ("UM*SC*4", "UM*SC*I"), ("UM*HS*4", "UM*HS*I")),
        changed(ADMITTED, ("UM*AR*I*3\n    DTP*435*D8*20240110\n    CL1*2\n", "UM*AR*3\n    REF*BB*AUTH0\n")),
        changed(ADMITTED, ("HL*5*4", "HL*4*3"), ("    HL*4*3*23*1\n    NM1*QC*1*ROE*TOM\n", "")),
    ],
)
def test_a_request_is_quiet(body: str) -> None:
    assert told(checked(REQUEST, body)) == []


@pytest.mark.parametrize(
    "body",
    [
        ANSWERED,
        BY_SERVICE,
        REFUSED,
        changed(REFUSED, ("    HL*4*3*EV*0\n    TRN*2*T1*9876543210\n", ""), ("*22*1", "*22*0")),
        changed(ANSWERED, ("HCR*A6*AUTH1", "HCR*CT")).replace("HCR*A1\n", "HCR*NA\n"),
        changed(
            REFUSED,
            ("    AAA*N**75*C\n", ""),
            ("T1*9876543210\n", "T1*9876543210\n    NM1*SJ*1*FIR*SUE\n    AAA*N**51*C\n"),
        ),
    ],
)
def test_an_answer_is_quiet(body: str) -> None:
    assert told(checked(RESPONSE, body)) == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (changed(ASKED, ("    TRN*1*T1*9876543210\n", "")), ("U-01", "2000E", "TRN", None, None)),
        (
            changed(ASKED[: ASKED.index("    HL*5")], ("*23*1", "*23*0")),
            ("U-06", "2000D", "HL", None, None),
        ),
        (
            changed(ASKED[: ASKED.index("    HL*4")], ("*22*1", "*22*0")),
            ("U-06", "2000C", "HL", None, None),
        ),
        (changed(ADMITTED, ("    CL1*2\n", "")), ("U-02", "2000E", "CL1", None, None)),
        (changed(ADMITTED, ("CL1*2\n", "CL1**7\n")), ("U-02", "2000E", "CL1", 1, None)),
        (changed(ADMITTED, ("    DTP*435*D8*20240110\n", "")), ("U-02", "2000E", "DTP", None, None)),
        (
            changed(ASKED, ("    REF*BB*AUTH0\n", ""), ("UM*HS*4", "UM*HS*I")),
            ("U-03", "2000E", "REF", None, None),
        ),
        (
            changed(ASKED, ("    REF*BB*AUTH0\n", ""), ("UM*SC*4", "UM*SC*I")),
            ("U-03", "2000F", "REF", None, None),
        ),
    ],
)
def test_what_breaks_a_request_is_told_once(body: str, place: Told) -> None:
    assert told(checked(REQUEST, body)) == [place]


@pytest.mark.parametrize("kind", ["1", "2", "3", "4", "R", "S"])
def test_each_kind_that_follows_a_review_names_it(kind: str) -> None:
    body = changed(ASKED, ("    REF*BB*AUTH0\n", ""), ("UM*SC*4", f"UM*SC*{kind}"), ("    UM*HS*4*48\n", ""))
    assert [each.rule for each in checked(REQUEST, body)] == ["U-03"]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (changed(REFUSED, ("    AAA*N**75*C\n", "")), ("U-04", "2000E", "HCR", None, None)),
        (changed(BY_SERVICE, ("    HCR*A3**0F\n", "")), ("U-04", "2000F", "HCR", None, None)),
        (changed(BY_SERVICE, ("HCR*A1*AUTH2", "HCR*A1")), ("U-07", "2000F", "HCR", 2, None)),
        (changed(ANSWERED, ("HCR*A3**0F", "HCR*A3")), ("U-07", "2000F", "HCR", 3, None)),
        (changed(ANSWERED, ("HCR*A3**0F", "HCR*A4")), ("U-07", "2000F", "HCR", 3, None)),
        (changed(REFUSED, ("AAA*N**75*C", "AAA*N**51*C")), ("U-05", "2010C", "AAA", 3, None)),
        (
            changed(REFUSED, ("    AAA*N**75*C\n", ""), ("    HL*3", "    AAA*N**75*C\n    HL*3")),
            ("U-05", "2010B", "AAA", 3, None),
        ),
        (
            changed(REFUSED, ("    AAA*N**75*C\n", ""), ("    NM1*X3", "    AAA*N**67*C\n    NM1*X3")),
            ("U-05", "2000A", "AAA", 3, None),
        ),
    ],
)
def test_what_breaks_an_answer_is_told_once(body: str, place: Told) -> None:
    assert told(checked(RESPONSE, body)) == [place]


def test_an_event_without_its_number_fails_with_its_services() -> None:
    body = changed(ANSWERED, ("HCR*A6*AUTH1", "HCR*A6"))
    assert told(checked(RESPONSE, body)) == [
        ("U-07", "2000E", "HCR", 2, None),
        ("U-07", "2000F", "HCR", 2, None),
    ]
