"""The institutional claim across segments: each rule tells what breaks it, at the right place and alone, and
is quiet about what looks like it."""

import pytest

from almoner.core.x12.guides.institutional_837 import GUIDE
from tests.core.x12.guides.checked import Told, changed, checked, told

HEAD = """
    BHT*0019*00*B1*20240105*1200*CH
    NM1*41*2*ELM BILLING*****46*S1
    PER*IC*DESK*TE*2175550100
    NM1*40*2*CEDAR HUB*****46*R1
    HL*1**20*1
    NM1*85*2*ELM HOSPITAL*****XX*1234567893
    N3*1 ELM STREET
    N4*SPRINGFIELD*IL*627011234
    REF*EI*123456789
    HL*2*1*22*0
    SBR*P*18*******CI
    NM1*IL*1*ROE*ANNA****MI*M1
    N3*2 OAK STREET
    N4*SPRINGFIELD*IL*62701
    DMG*D8*19500203*F
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*P1
"""
STAY = (
    HEAD
    + """
    CLM*A1*5300***11:A:1**A*Y*Y
    DTP*096*TM*1130
    DTP*434*RD8*20240101-20240105
    DTP*435*DT*202401010915
    CL1*3*1*01
    HI*ABK:I2510:::::::Y
    HI*ABJ:I209
    HI*ABF:E119:::::::Y*ABF:I10:::::::N
    HI*BBR:02703DZ:D8:20240102
    HI*BBQ:3E0234Z:D8:20240102
    HI*BI:71:RD8:20231220-20231224
    HI*BH:11:D8:20240101
    NM1*71*1*MAPLE*JO****XX*1234567893
    NM1*72*1*BIRCH*AL****XX*1000000004
    NM1*ZZ*1*ASH*LEE
    SBR*S*01*G2******CI
    CAS*CO*45*5300
    AMT*D*0
    OI***Y***Y
    MIA*4*******************MA01
    NM1*IL*1*ROE*CARL****MI*M2
    NM1*PR*2*PINE MUTUAL*****PI*P2
    DTP*573*D8*20240110
    LX*1
    SV2*0120**5000*DA*4**100
    LX*2
    SV2*0450*HC:99284:25*300*UN*1
"""
).replace("\n\n", "\n")
VISIT = (
    HEAD
    + """
    CLM*A1*580***13:A:1**A*Y*Y
    DTP*434*RD8*20240101-20240103
    CL1*1*1*01
    HI*ABK:S52501A
    HI*APR:M25531
    NM1*71*1*MAPLE*JO****XX*1234567893
    NM1*DN*1*PINE*BO****XX*1000000004
    LX*1
    SV2*0450*HC:99284:25*300*UN*1
    DTP*472*D8*20240101
    LX*2
    SV2*0250**80*UN*2
    DTP*472*D8*20240101
    LIN**N4*00409379501
    CTP****2*ML
    LX*3
    SV2*0360*HC:36415*200*UN*1
    DTP*472*D8*20240103
"""
).replace("\n\n", "\n")
DISCHARGE = "    DTP*096*TM*1130\n"
ADMISSION = "    DTP*435*DT*202401010915\n"
ADMITTING = "    HI*ABJ:I209\n"
ATTENDING = "    NM1*71*1*MAPLE*JO****XX*1234567893\n"
SURGEONS = "    NM1*72*1*BIRCH*AL****XX*1000000004\n    NM1*ZZ*1*ASH*LEE\n"
PROCEDURES = "    HI*BBR:02703DZ:D8:20240102\n    HI*BBQ:3E0234Z:D8:20240102\n"
UNDATED = ("    DTP*472*D8*20240103\n", "")


@pytest.mark.parametrize(
    "body",
    [
        STAY,
        VISIT,
        changed(STAY, (DISCHARGE, ""), ("CL1*3*1*01", "CL1*3*1*30")),
        changed(STAY, (DISCHARGE, ""), ("11:A:1", "11:A:2")),
        changed(STAY, (DISCHARGE, ""), ("11:A:1", "21:A:1")),
        changed(STAY, ("11:A:1", "32:A:1"), (DISCHARGE, ""), (ADMISSION, ""), (ADMITTING, "")),
        changed(STAY, (SURGEONS, ""), (PROCEDURES, "    HI*BBR:3E0234Z:D8:20240102\n")),
        changed(VISIT, ("CL1*1*", "CL1*3*"), ("    HI*APR:M25531\n", "")),
        changed(VISIT, ("    HI*APR:M25531\n", ""), ("SV2*0450*", "SV2*0510*")),
        changed(
            VISIT,
            ("20240101-20240103", "20240103-20240103"),
            ("D8*20240101", "D8*20240103"),
            ("    DTP*472*D8*20240101\n", ""),
            UNDATED,
        ),
        changed(VISIT, ("    DTP*472*D8*20240101\n    LIN", "    LIN")),
        changed(VISIT, ("13:A:1", "12:A:1"), UNDATED),
        changed(
            VISIT,
            (ATTENDING, ""),
            ("SV2*0450*HC:99284:25", "SV2*0540*HC:A0428:HH"),
            ("SV2*0250*", "SV2*0540*"),
            ("SV2*0360*HC:36415", "SV2*0540*HC:A0425:HH"),
            ("    HI*APR:M25531\n", ""),
        ),
        changed(STAY, ("    HI*BI", "    HI*BG:09\n    HI*BI"), ("BH:11", "BH:01")),
        changed(STAY, ("P*18*******CI", "P*18*******AM"), ("    HI*ABK", "    REF*LU*IL\n    HI*ABK")),
        changed(STAY, ("DA*4**100", "DA*4**5000")),
    ],
)
def test_a_claim_is_quiet(body: str) -> None:
    assert told(checked(GUIDE, body)) == []


@pytest.mark.parametrize(
    ("body", "places"),
    [
        (changed(STAY, (ADMISSION, "")), [("I-01", "2300", "DTP", None, None)]),
        (changed(STAY, (DISCHARGE, "")), [("I-02", "2300", "DTP", None, None)]),
        (changed(STAY, (DISCHARGE, ""), ("11:A:1", "18:A:4")), [("I-02", "2300", "DTP", None, None)]),
        (changed(STAY, (ADMITTING, "")), [("I-03", "2300", "HI", None, None)]),
        (changed(VISIT, ("    HI*APR:M25531\n", "")), [("I-04", "2300", "HI", None, None)]),
        (changed(STAY, (ADMITTING, f"{ADMITTING}    HI*APR:I209\n")), [("I-04b", "2300", "HI", None, None)]),
        (changed(VISIT, ("S52501A", "S52501A:::::::Y")), [("I-05", "2300", "HI", 1, 9)]),
        (
            changed(STAY, ("I2510:::::::Y", "I2510"), ("E119:::::::Y", "E119"), ("I10:::::::N", "I10")),
            [("I-05b", "2300", "HI", 1, 9)],
        ),
        (
            changed(VISIT, ("    NM1*71", "    HI*BBR:3E0234Z:D8:20240102\n    NM1*71")),
            [("I-06", "2300", "HI", None, None)],
        ),
        (
            changed(STAY, ("    HI*BBR:02703DZ:D8:20240102\n", "")),
            [("I-06b", "2300", "HI", None, None)],
        ),
        (changed(STAY, ("20231220-20231224", "20240106-20240107")), [("I-07", "2300", "HI", 1, 4)]),
        (
            changed(STAY, ("BI:71:RD8:20231220-20231224", "BI:71:D8:20231220")),
            [("G-EL-22", "2300", "HI", 1, 3)],
        ),
        (
            changed(STAY, ("BH:11:D8:20240101", "BH:11:RD8:20240101-20240102")),
            [("G-EL-22", "2300", "HI", 1, 3)],
        ),
        (changed(STAY, (ATTENDING, "")), [("I-08", "2300", "NM1", None, None)]),
        (
            changed(STAY, (SURGEONS, "")),
            [("I-09", "2300", "NM1", None, None)],
        ),
        (changed(VISIT, ("HC:36415", "HC:25600")), [("I-09", "2300", "NM1", None, None)]),
        (
            changed(STAY, ("    NM1*72*1*BIRCH*AL****XX*1000000004\n", ""), (PROCEDURES, "")),
            [("I-10", "2310C", "NM1", None, None)],
        ),
        (
            changed(STAY, ("    SBR*S", "    NM1*82*1*MAPLE*JO****XX*1234567893\n    SBR*S")),
            [("I-11", "2310D", "NM1", None, None)],
        ),
        (
            changed(VISIT, ("PINE*BO****XX*1000000004", "MAPLE*JO****XX*1234567893")),
            [("I-12", "2310F", "NM1", None, None)],
        ),
        (
            changed(STAY, ("    SBR*S", "    NM1*DN*1*PINE*BO****XX*1000000012\n    SBR*S")),
            [("I-12b", "2310F", "NM1", None, None)],
        ),
        (changed(VISIT, UNDATED), [("I-13", "2400", "DTP", None, None)]),
        (changed(VISIT, ("D8*20240103", "D8*20240104")), [("I-13b", "2400", "DTP", 3, None)]),
        (changed(STAY, ("5000*DA*4", "5000*UN*4")), [("I-14", "2400", "SV2", 4, None)]),
        (changed(VISIT, ("SV2*0450*HC:99284:25", "SV2*0450*")), [("I-14b", "2400", "SV2", 2, None)]),
        (
            changed(
                STAY,
                ("A1*5300*", "A1*5600*"),
                ("45*5300", "45*5600"),
                ("SV2*0450*HC:99284:25", "SV2*0001*"),
                ("300*UN*1", "300*UN*1\n    LX*3\n    SV2*0450*HC:99284*300*UN*1"),
            ),
            [("I-15", "2400", "SV2", 1, None)],
        ),
        (changed(STAY, ("DA*4**100", "DA*4**5000.01")), [("I-16", "2400", "SV2", 7, None)]),
        (changed(STAY, ("P*18*******CI", "P*18*******AM")), [("I-17", "2300", "REF", None, None)]),
        (changed(STAY, ("BH:11", "BH:02")), [("I-17", "2300", "REF", None, None)]),
        (
            changed(STAY, ("    NM1*IL*1*ROE*CARL", "    MOA***MA01\n    NM1*IL*1*ROE*CARL")),
            [("I-18", "2320", "MOA", None, None)],
        ),
        (changed(VISIT, ("CLM*A1*580*", "CLM*A1*580.01*")), [("B-837-01", "2300", "CLM", 2, None)]),
    ],
)
def test_what_breaks_a_rule_is_told(body: str, places: list[Told]) -> None:
    issues = checked(GUIDE, body)
    assert told(issues) == places
    assert {each.claim for each in issues} == {"A1"}


def test_a_missing_date_of_a_line_names_the_line_and_the_statement() -> None:
    (issue,) = checked(GUIDE, changed(VISIT, UNDATED))
    assert issue.loop_path == "2000A[1]/2000B[1]/2300[1]/2400[3]"
    assert issue.trigger is not None
    assert (issue.trigger.segment, issue.trigger.element) == ("DTP", 3)
