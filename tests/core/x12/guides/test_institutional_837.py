"""The institutional claim's guide: it has what the table has; an example passes, and what
breaks it is found.
"""

import pytest

from almoner.core.x12.guides.institutional_837 import GUIDE
from tests.core.x12.guides.claim_table import claim_table, claims_of, segment_of
from tests.core.x12.guides.outline import doubled_names, places, walked

TABLE = """
ST!: ST*837! BHT*0019! (1000A) (1000B) (2000A) SE!
1000A!: NM1*41! PER*IC!x2
1000B!: NM1*40!
2000A!x*: HL*20! PRV*BI CUR*85 (2010AA) (2010AB) (2010AC) (2000B)
2010AA!: NM1*85! N3! N4! REF*EI! PER*ICx2
2010AB: NM1*87! N3! N4!
2010AC: NM1*PE! N3! N4! REF*2U*FY*NF REF*EI!
2000B!x*: HL*22! SBR*rank! (2010BA) (2010BB) (2300) (2000C)
2010BA!: NM1*IL! N3 N4 DMG*D8 REF*SY REF*Y4
2010BB!: NM1*PR! N3 N4 REF*2U*EI*FY*NFx3 REF*G2*LUx2
2300x100: CLM! DTP*096 DTP*434! DTP*435 DTP*050 CL1! PWK*documentx10 CN1*01*02*03*04*05*06*09 AMT*F3
 REF*4N REF*9F REF*G1 REF*F8 REF*9A REF*9C REF*LXx5 REF*D9 REF*LU REF*EA REF*P4 REF*G4 K3x10
 NTE*ALG*DCP*DGN*DME*MED*NTR*ODT*RHB*RLH*RNH*SET*SFM*SPT*UPIx10 NTE*ADD CRC*ZZ HI*ABK*BK! HI*ABJ*BJ
 HI*APR*PR HI*ABN*BN HI*DR HI*ABF*BFx2 HI*BBR*BR*CAH HI*BBQ*BQx2 HI*BIx2 HI*BHx2 HI*BEx2 HI*BGx2 HI*TCx2
 HCP*way (2310A) (2310B) (2310C) (2310D) (2310E) (2310F) (2320) (2400)
2310A: NM1*71! PRV*AT REF*own*LUx4
2310B: NM1*72! REF*own*LUx4
2310C: NM1*ZZ! REF*own*LUx4
2310D: NM1*82! REF*own*LUx4
2310E: NM1*77! N3! N4! REF*0B*G2*LUx3
2310F: NM1*DN! REF*ownx3
2320x10: SBR*rank! CAS*groupx5 AMT*D AMT*A8 AMT*EAF OI! MIA MOA (2330A) (2330B) (2330C) (2330D) (2330E)
 (2330F) (2330G) (2330H) (2330I)
2330A!: NM1*IL! N3 N4 REF*SYx2
2330B!: NM1*PR! N3 N4 DTP*573 REF*2U*EI*FY*NFx3 REF*G1 REF*9F REF*T4 REF*F8
2330C: NM1*71! REF*own*LU!x4
2330D: NM1*72! REF*own*LU!x4
2330E: NM1*ZZ! REF*own*LU!x4
2330F: NM1*77! REF*0B*G2*LU!x3
2330G: NM1*82! REF*own*LU!x4
2330H: NM1*DN! REF*own!x3
2330I: NM1*85! REF*G2*LU!x2
2400!x999: LX! SV2! PWK*documentx10 DTP*472 REF*6R REF*9B REF*9D AMT*GT AMT*N8 NTE*TPO HCP*way (2410)
 (2420A) (2420B) (2420C) (2420D) (2430)
2410: LIN! CTP! REF*VY*XZ
2420A: NM1*72! REF*own*LUx20
2420B: NM1*ZZ! REF*own*LUx20
2420C: NM1*82! REF*own*LUx20
2420D: NM1*DN! REF*ownx20
2430x15: SVD! CAS*groupx5 DTP*573! AMT*EAF
2000Cx*: HL*23! PAT*relation! (2010CA) (2300)
2010CA!: NM1*QC! N3! N4! DMG*D8! REF*Y4 REF*1W*SY
"""

BODY = """
    BHT*0019*00*B1*20240105*1200*CH
    NM1*41*2*ELM BILLING*****46*S1
    PER*IC*DESK*TE*2175550100*EX*12
    NM1*40*2*CEDAR HUB*****46*R1
    HL*1**20*1
    PRV*BI*PXC*282N00000X
    NM1*85*2*ELM HOSPITAL*****XX*1234567893
    N3*1 ELM STREET
    N4*SPRINGFIELD*IL*627011234
    REF*EI*123456789
    HL*2*1*22*0
    SBR*P*18*******MA
    NM1*IL*1*ROE*ANNA****MI*M1
    N3*2 OAK STREET
    N4*SPRINGFIELD*IL*62701
    DMG*D8*19500203*F
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*P1
    CLM*A1*5300***11:A:1**A*Y*Y
    DTP*096*TM*1130
    DTP*434*RD8*20240101-20240105
    DTP*435*DT*202401010915
    CL1*1*1*01
    REF*EA*MR1
    NTE*DGN*NOTED
    NTE*ADD*BILLED LATE
    HI*ABK:I2510:::::::Y
    HI*ABJ:I209
    HI*DR:247
    HI*ABF:E119:::::::Y*ABF:I10:::::::N
    HI*BBR:02703DZ:D8:20240102
    HI*BI:71:RD8:20231220-20231224
    HI*BH:11:D8:20240101
    HI*BE:80:::4*BE:A1:::1600
    HI*BG:09
    NM1*71*1*MAPLE*JO****XX*1234567893
    PRV*AT*PXC*207RC0000X
    NM1*72*1*BIRCH*AL****XX*1234567893
    NM1*ZZ*1*ASH*LEE
    SBR*S*01*G2******CI
    AMT*D*0
    OI***Y***Y
    MIA*4*******************MA01
    NM1*IL*1*ROE*CARL****MI*M2
    NM1*PR*2*PINE MUTUAL*****PI*P2
    NM1*71*1
    REF*G2*PROV2
    LX*1
    SV2*0120**5000*DA*4**100
    LX*2
    SV2*0450*HC:99284:25*300*UN*1
    DTP*472*D8*20240101
    REF*6R*L2
    LIN**N4*00409379501
    CTP****2*ML
    SVD*P2*0*HC:99284*0450*1
    CAS*CO*45*300
    DTP*573*D8*20240110
"""


def test_it_has_what_the_table_has() -> None:
    assert claim_table(GUIDE) == TABLE.strip().replace("\n ", " ")


def test_no_name_stands_twice() -> None:
    assert doubled_names(GUIDE) == []


def test_an_example_is_clean() -> None:
    assert [str(issue) for issue in walked(GUIDE, BODY)] == []


def test_other_diagnoses_come_twelve_at_a_time() -> None:
    others = segment_of(GUIDE, "2300", "other_diagnoses")
    assert (others.most, [each.number for each in others.elements if each.usage != "N"]) == (
        2,
        [*range(1, 13)],
    )
    assert all(each.parts[8].codes == {"N", "U", "W", "Y"} for each in others.elements)


def test_a_bill_may_have_999_lines() -> None:
    (of_subscriber, _) = claims_of(GUIDE)
    assert [part.most for part in of_subscriber.parts if part.name == "line"] == [999]


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("DTP*434*RD8*20240101-20240105\n", "", ("G-SEG-04", "2300", "DTP", None, None)),
        ("DTP*434*RD8*20240101-20240105", "DTP*434*D8*20240101", ("G-EL-22", "2300", "DTP", 2, None)),
        ("CL1*1*1*01\n", "", ("G-SEG-04", "2300", "CL1", None, None)),
        ("CL1*1*1*01", "CL1*1*1", ("G-EL-20", "2300", "CL1", 3, None)),
        ("11:A:1", "11:B:1", ("G-EL-22", "2300", "CLM", 5, 2)),
        ("HI*BH:11:D8:20240101", "HI*BH:11:D8", ("G-EL-20", "2300", "HI", 1, 4)),
        ("I2510:::::::Y", "I2510:::::::X", ("G-EL-22", "2300", "HI", 1, 9)),
        ("BE:80:::4", "BE:80", ("G-EL-20", "2300", "HI", 1, 5)),
        ("NM1*71*1*MAPLE", "NM1*71*2*MAPLE", ("G-EL-22", "2310A", "NM1", 2, None)),
        ("SV2*0120*", "SV2**", ("G-EL-20", "2400", "SV2", 1, None)),
        ("5000*DA", "5000*MJ", ("G-EL-22", "2400", "SV2", 4, None)),
        ("99284*0450*1", "99284**1", ("G-EL-20", "2430", "SVD", 4, None)),
        ("NM1*85*2", "NM1*85*1", ("G-EL-22", "2010AA", "NM1", 2, None)),
    ],
)
def test_what_breaks_the_table_is_found(right: str, wrong: str, place: tuple[object, ...]) -> None:
    assert right in BODY
    assert places(walked(GUIDE, BODY.replace(right, wrong, 1))) == [place]
