"""The dental claim across segments: each rule tells what breaks it, at the right place and alone, and is
quiet about what looks like it."""

import pytest

from almoner.core.x12.guides.dental_837 import GUIDE
from tests.core.x12.guides.checked import Told, changed, checked, told

BODY = """
    BHT*0019*00*B1*20240105*1200*CH
    NM1*41*2*ELM BILLING*****46*S1
    PER*IC*DESK*TE*2175550100
    NM1*40*2*CEDAR HUB*****46*R1
    HL*1**20*1
    NM1*85*1*ELM*ANN****XX*1234567893
    N3*1 ELM STREET
    N4*SPRINGFIELD*IL*627011234
    REF*SY*123456789
    HL*2*1*22*0
    SBR*P*18*******CI
    NM1*IL*1*ROE*ANNA****MI*M1
    N3*2 OAK STREET
    N4*SPRINGFIELD*IL*62701
    DMG*D8*19900203*F
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*P1
    CLM*A1*1500***11:B:1*Y*A*Y*Y
    DTP*452*D8*20240101
    DN1*24*18
    NM1*82*1*BIRCH*AL****XX*1000000004
    LX*1
    SV3*AD:D2392*300****1
    TOO*JP*31*O:B
    DTP*472*D8*20240102
    LX*2
    SV3*AD:D2740*200***R*1
    TOO*JP*30
    DTP*472*D8*20240102
    DTP*441*D8*20190102
    LX*3
    SV3*AD:D8080*1000****1
    DTP*472*D8*20240102
"""
APPLIANCE = "    DTP*452*D8*20240101\n"
MONTHS = "    DN1*24*18\n"
LAST = "SV3*AD:D8080*1000****1\n    DTP*472*D8*20240102"


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        changed(BODY, ("DTP*441*", "DTP*139*")),
        changed(BODY, ("D2740*200***R", "D2740*200***I"), ("    DTP*441*D8*20190102\n", "")),
        changed(BODY, (APPLIANCE, ""), (LAST, f"{LAST}\n    DTP*452*D8*20240101")),
        changed(BODY, (APPLIANCE, ""), ("A*Y*Y\n", "A*Y*Y**********PB\n")),
        changed(BODY, (APPLIANCE, ""), (MONTHS, ""), ("AD:D8080", "AD:D0150")),
        changed(BODY, ("    TOO*JP*31*O:B\n", ""), ("AD:D2392", "AD:D1110")),
    ],
)
def test_a_claim_is_quiet(body: str) -> None:
    assert told(checked(GUIDE, body)) == []


@pytest.mark.parametrize(
    ("body", "places"),
    [
        (changed(BODY, ("    TOO*JP*30\n", "")), [("D-01", "2400", "TOO", None, None)]),
        (changed(BODY, ("    TOO*JP*31*O:B\n", "")), [("D-01", "2400", "TOO", None, None)]),
        (changed(BODY, ("TOO*JP*31*O:B", "TOO*JP*31")), [("D-01b", "2400", "TOO", 3, None)]),
        (changed(BODY, ("    DTP*441*D8*20190102\n", "")), [("D-02", "2400", "DTP", None, None)]),
        (changed(BODY, (MONTHS, "")), [("D-03", "2300", "DN1", None, None)]),
        (changed(BODY, (APPLIANCE, "")), [("D-03b", "2300", "DTP", None, None)]),
        (changed(BODY, ("CLM*A1*1500", "CLM*A1*1400")), [("B-837-01", "2300", "CLM", 2, None)]),
    ],
)
def test_what_breaks_a_rule_is_told(body: str, places: list[Told]) -> None:
    issues = checked(GUIDE, body)
    assert told(issues) == places
    assert {each.claim for each in issues} == {"A1"}
