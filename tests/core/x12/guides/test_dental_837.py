"""The dental claim's guide: it has what the table has; an example passes, and what breaks it is found."""

import pytest

from almoner.core.x12.guides.dental_837 import GUIDE
from tests.core.x12.guides.claim_table import claim_table, claims_of, segment_of
from tests.core.x12.guides.outline import doubled_names, places, walked

TABLE = """
ST!: ST*837! BHT*0019! (1000A) (1000B) (2000A) SE!
1000A!: NM1*41! PER*IC!x2
1000B!: NM1*40!
2000A!x*: HL*20! PRV*BI CUR*85 (2010AA) (2010AB) (2010AC) (2000B)
2010AA!: NM1*85! N3! N4! REF*EI*SY! REF*0B*1Gx2 PER*ICx2
2010AB: NM1*87! N3! N4!
2010AC: NM1*PE! N3! N4! REF*2U*FY*NF REF*EI!
2000B!x*: HL*22! SBR*rank! (2010BA) (2010BB) (2300) (2000C)
2010BA!: NM1*IL! N3 N4 DMG*D8 REF*SY REF*Y4
2010BB!: NM1*PR! N3 N4 REF*2U*EI*FY*NFx3 REF*G2*LUx2
2300x100: CLM! DTP*439 DTP*452 DTP*472 DTP*050 DN1 DN2x35 PWK*B4*DA*DG*EB*OZ*P6*RB*RRx10
 CN1*02*03*04*05*06*09 AMT*F5 REF*G3 REF*4N REF*F8 REF*9F REF*G1 REF*9A REF*9C REF*D9 K3x10 NTE*ADDx5
 HI*ABK*BK*TQ HCP*way (2310A) (2310B) (2310C) (2310D) (2310E) (2320) (2400)
2310Ax2: NM1*DN*P3! PRV*RF REF*ownx3
2310B: NM1*82! PRV*PE REF*own*LUx4
2310C: NM1*77! N3! N4! REF*0B*G2*LUx3
2310D: NM1*DD! PRV*AS REF*own*LUx4
2310E: NM1*DQ! REF*own*LUx4
2320x10: SBR*rank! CAS*groupx5 AMT*D AMT*A8 AMT*EAF OI! MOA (2330A) (2330B) (2330C) (2330D) (2330E)
 (2330F) (2330G) (2330H)
2330A!: NM1*IL! N3 N4 REF*SYx2
2330B!: NM1*PR! N3 N4 DTP*573 REF*2U*EI*FY*NFx3 REF*G1 REF*9F REF*T4 REF*F8 REF*G3
2330Cx2: NM1*DN*P3! REF*own!x3
2330D: NM1*82! REF*own*LU!x3
2330E: NM1*DQ! REF*own*LU!x3
2330F: NM1*85! REF*G2*LU!x2
2330G: NM1*77! REF*0B*G2*LU!x3
2330H: NM1*DD! REF*own*LU!x3
2400!x50: LX! SV3*AD*ER! TOO*JPx32 DTP*472 DTP*139*441 DTP*452 DTP*446 DTP*196 DTP*198
 CN1*02*03*04*05*06*09 REF*G3x5 REF*G1x5 REF*6R REF*9A*9B REF*9C*9D REF*9Fx5 AMT*T K3x10 HCP*way (2420A)
 (2420B) (2420C) (2420D) (2430)
2420A: NM1*82! PRV*PE REF*own*LUx20
2420B: NM1*DD! PRV*AS REF*own*LUx20
2420C: NM1*DQ! REF*own*LUx20
2420D: NM1*77! N3! N4! REF*own*LUx20
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
    CLM*A1*500***11:B:1*Y*A*Y*Y**********PB
    DTP*452*D8*20240101
    DN1*24*18
    DN2*3*M****JP
    PWK*RB*EL***AC*DOC1
    REF*G3*PRE1
    HI*ABK:K0262
    NM1*82*1*BIRCH*AL****XX*1234567893
    PRV*PE*PXC*1223G0001X
    NM1*DD*1*ASH*LEE
    PRV*AS*PXC*1223S0112X
    SBR*S*01*G2******CI
    OI***Y***Y
    NM1*IL*1*ROE*CARL****MI*M2
    NM1*PR*2*PINE MUTUAL*****PI*P2
    LX*1
    SV3*AD:D2392*300**10:20*R*1*****1
    TOO*JP*31*O:B
    TOO*JP*30
    DTP*472*D8*20240102
    DTP*441*D8*20190102
    REF*6R*L1
    LX*2
    SV3*AD:D0120*200****1
    DTP*472*D8*20240102
    SVD*P2*50*AD:D0120**1
    CAS*CO*45*150
    DTP*573*D8*20240110
"""


def test_it_has_what_the_table_has() -> None:
    assert claim_table(GUIDE) == TABLE.strip().replace("\n ", " ")


def test_no_name_stands_twice() -> None:
    assert doubled_names(GUIDE) == []


def test_an_example_is_clean() -> None:
    assert [str(issue) for issue in walked(GUIDE, BODY)] == []


def test_a_line_names_up_to_32_teeth() -> None:
    tooth = segment_of(GUIDE, "2400", "tooth")
    assert tooth.most == 32
    assert [each.number for each in tooth.element("surfaces").parts if each.usage != "N"] == [1, 2, 3, 4, 5]


def test_teeth_come_before_dates() -> None:
    names = [part.name for part in claims_of(GUIDE)[0].parts]
    assert names.index("orthodontics") < names.index("tooth_status") < names.index("attachment")


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("**********PB", "**********XX", ("G-EL-22", "2300", "CLM", 19, None)),
        ("DN2*3*M", "DN2*3*Q", ("G-EL-22", "2300", "DN2", 2, None)),
        ("PWK*RB*", "PWK*03*", ("G-EL-22", "2300", "PWK", 1, None)),
        ("SV3*AD:D2392", "SV3*HC:D2392", ("G-EL-22", "2400", "SV3", 1, 1)),
        ("O:B", "O:X", ("G-EL-22", "2400", "TOO", 3, 2)),
        ("TOO*JP*30", "TOO*JP", ("G-EL-20", "2400", "TOO", 2, None)),
        ("10:20*R", "10:20*X", ("G-EL-22", "2400", "SV3", 5, None)),
        ("SV3*AD:D0120*200****1\n", "", ("G-SEG-04", "2400", "SV3", None, None)),
        ("REF*SY*", "REF*TJ*", ("G-EL-22", "2010AA", "REF", 1, None)),
    ],
)
def test_what_breaks_the_table_is_found(right: str, wrong: str, place: tuple[object, ...]) -> None:
    assert right in BODY
    assert places(walked(GUIDE, BODY.replace(right, wrong, 1))) == [place]
