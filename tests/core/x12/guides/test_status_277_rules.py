"""The 277 across segments: each rule tells what breaks it, at the right place, and is quiet otherwise."""

import pytest

from almoner.core.x12.guides.status_277 import GUIDE
from tests.core.x12.guides.checked import Told, changed, checked, told

BODY = """
    BHT*0010*08*R1*20240106*0810*DG
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*1
    NM1*41*2*ELM BILLING*****46*ELM01
    HL*3*2*19*1
    NM1*1P*2*ELM CLINIC*****XX*1234567893
    HL*4*3*22*0
    NM1*IL*1*ROE*ANNA****MI*M1
    TRN*2*T1
    STC*F1:65*20240105**145.5*100*20240104**20240105*12345
    SVC*HC:99213*145.5*100****1
    STC*F1:65*20240105
    DTP*472*D8*20240102
"""
RECEIVER_ONLY = """
    BHT*0010*08*R2*20240106*0810*DG
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*0
    NM1*41*2*ELM BILLING*****46*ELM01
    TRN*2*Q1
    STC*E0:0*20240106
"""
PAID = "*145.5*100*20240104**20240105*12345"


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        RECEIVER_ONLY,
        changed(BODY, (PAID, "*145.5*0")),
        changed(
            BODY, ("STC*F1:65*20240105**145.5*100*20240104**20240105*12345", "STC*P1:20*20240105**145.5")
        ),
        changed(BODY, (f"STC*F1:65*20240105*{PAID}", "STC*F0:3*20240105**145.5*100")),
    ],
)
def test_an_answer_is_quiet(body: str) -> None:
    assert told(checked(GUIDE, body)) == []


@pytest.mark.parametrize(
    ("body", "places"),
    [
        (changed(BODY, ("**20240105*12345", "***12345")), [("S-05", "2200D", "STC", 8, None)]),
        (changed(BODY, ("**20240105*12345", "**20240105")), [("S-05", "2200D", "STC", 9, None)]),
        (
            changed(BODY, (PAID, "*145.5*100")),
            [("S-05", "2200D", "STC", 8, None), ("S-05", "2200D", "STC", 9, None)],
        ),
        (
            changed(RECEIVER_ONLY, ("    TRN*2*Q1\n    STC*E0:0*20240106\n", "")),
            [("S-09", "2000B", "TRN", None, None)],
        ),
        (
            changed(BODY[: BODY.index("    HL*4")], ("*19*1", "*19*0")),
            [("S-09", "2000C", "TRN", None, None)],
        ),
        (BODY[: BODY.index("    TRN*2*T1")], [("S-09", "2000D", "TRN", None, None)]),
        (
            changed(BODY, ("    STC*F1:65*20240105\n", "")),
            [("G-SEG-04", "2220D", "STC", None, None)],
        ),
    ],
)
def test_what_breaks_a_rule_is_told(body: str, places: list[Told]) -> None:
    assert told(checked(GUIDE, body)) == places
