"""The professional claim's guide: it has what the table has; examples pass, and what breaks
it is found.
"""

from pathlib import Path

import pytest

from almoner.core.x12.guides.professional_837 import GUIDE
from tests.core.x12.examples import published
from tests.core.x12.guides.claim_table import claim_table, segment_of
from tests.core.x12.guides.outline import doubled_names, places, walked, walked_file

TABLE = """
ST!: ST*837! BHT*0019! (1000A) (1000B) (2000A) SE!
1000A!: NM1*41! PER*IC!x2
1000B!: NM1*40!
2000A!x*: HL*20! PRV*BI CUR*85 (2010AA) (2010AB) (2010AC) (2000B)
2010AA!: NM1*85! N3! N4! REF*EI*SY! REF*0B*1Gx2 PER*ICx2
2010AB: NM1*87! N3! N4!
2010AC: NM1*PE! N3! N4! REF*2U*FY*NF REF*EI!
2000B!x*: HL*22! SBR*rank! PAT (2010BA) (2010BB) (2300) (2000C)
2010BA!: NM1*IL! N3 N4 DMG*D8 REF*SY REF*Y4 PER*IC
2010BB!: NM1*PR! N3 N4 REF*2U*EI*FY*NFx3 REF*G2*LUx2
2300x100: CLM! DTP*431 DTP*454 DTP*304 DTP*453 DTP*439 DTP*484 DTP*455 DTP*471 DTP*314*360*361 DTP*297
 DTP*296 DTP*435 DTP*096 DTP*090*091x2 DTP*444 DTP*050 PWK*documentx10 CN1*01*02*03*04*05*06*09 AMT*F5
 REF*4N REF*F5 REF*EW REF*9F REF*G1 REF*F8 REF*X4 REF*9A REF*9C REF*LX REF*D9 REF*EA REF*P4 REF*1J K3x10
 NTE*ADD*CER*DCP*DGN*TPO CR1*LB CR2 CRC*07x3 CRC*E1*E2*E3x3 CRC*75 CRC*ZZ HI*ABK*BK! HI*BP HI*BGx2
 HCP*way (2310A) (2310B) (2310C) (2310D) (2310E) (2310F) (2320) (2400)
2310Ax2: NM1*DN*P3! REF*ownx3
2310B: NM1*82! PRV*PE REF*own*LUx4
2310C: NM1*77! N3! N4! REF*0B*G2*LUx3 PER*IC
2310D: NM1*DQ! REF*own*LUx4
2310E: NM1*PW! N3! N4!
2310F: NM1*45! N3! N4!
2320x10: SBR*rank! CAS*groupx5 AMT*D AMT*A8 AMT*EAF OI! MOA (2330A) (2330B) (2330C) (2330D) (2330E)
 (2330F) (2330G)
2330A!: NM1*IL! N3 N4 REF*SYx2
2330B!: NM1*PR! N3 N4 DTP*573 REF*2U*EI*FY*NFx3 REF*G1 REF*9F REF*T4 REF*F8
2330Cx2: NM1*DN*P3! REF*own!x3
2330D: NM1*82! REF*own*LU!x3
2330E: NM1*77! REF*0B*G2*LU!x3
2330F: NM1*DQ! REF*own*LU!x3
2330G: NM1*85! REF*G2*LU!x2
2400!x50: LX! SV1*ER*HC*IV*WK! SV5*HC PWK*documentx10 PWK*CTx11 CR1*LB CR3*I*R*S CRC*07x3 CRC*70 CRC*09
 DTP*472! DTP*471 DTP*607 DTP*463 DTP*461 DTP*304 DTP*738*739x2 DTP*011 DTP*455 DTP*454 QTY*PT QTY*FL
 MEA*OG*TRx5 CN1*01*02*03*04*05*06*09 REF*9B REF*9D REF*G1x5 REF*6R REF*EW REF*X4 REF*F4 REF*BT REF*9Fx5
 AMT*T AMT*F4 K3x10 NTE*ADD*DCP NTE*TPO PS1 HCP*way (2410) (2420A) (2420B) (2420C) (2420D) (2420E)
 (2420F) (2420G) (2420H) (2430) (2440)
2410: LIN! CTP! REF*VY*XZ
2420A: NM1*82! PRV*PE REF*own*LUx20
2420B: NM1*QB! REF*ownx20
2420C: NM1*77! N3! N4! REF*G2*LUx3
2420D: NM1*DQ! REF*own*LUx20
2420E: NM1*DK! N3 N4 REF*ownx20 PER*IC
2420Fx2: NM1*DN*P3! REF*ownx20
2420G: NM1*PW! N3! N4!
2420H: NM1*45! N3! N4!
2430x15: SVD! CAS*groupx5 DTP*573! AMT*EAF
2440x*: LQ*AS*UT! FRM!x99
2000Cx*: HL*23! PAT*relation! (2010CA) (2300)
2010CA!: NM1*QC! N3! N4! DMG*D8! REF*Y4 REF*1W*SY PER*IC
"""

BODY = """
    BHT*0019*00*B1*20240105*1200*CH
    NM1*41*2*ELM BILLING*****46*S1
    PER*IC*DESK*TE*2175550100*EX*12
    NM1*40*2*CEDAR HUB*****46*R1
    HL*1**20*1
    PRV*BI*PXC*207Q00000X
    NM1*85*2*ELM CLINIC*****XX*1234567893
    N3*1 ELM STREET
    N4*SPRINGFIELD*IL*627011234
    REF*EI*123456789
    REF*0B*L1
    PER*IC*FRONT*TE*2175550101
    NM1*87*2
    N3*PO BOX 9
    N4*SPRINGFIELD*IL*627019999
    HL*2*1*22*1
    SBR*S**G1******CI
    NM1*IL*1*ROE*ANNA****MI*M1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*P1
    HL*3*2*23*0
    PAT*19
    NM1*QC*1*ROE*BEN
    N3*2 OAK STREET
    N4*SPRINGFIELD*IL*62701
    DMG*D8*20100203*M
    CLM*A1*300***41:B:1*Y*A*Y*Y*P*AA:::IL*02********11
    DTP*439*D8*20240101
    DTP*431*D8*20240101
    PWK*OZ*BM***AC*DOC1
    AMT*F5*10
    REF*G1*AUTH1
    REF*D9*HUB1
    NTE*ADD*SEEN AT THE SITE
    CR1*LB*140**A*DH*12***TO THE NEAREST
    CRC*07*Y*01*04
    HI*ABK:S82101A*ABF:V4352XA
    NM1*DN*1*MAPLE*JO****XX*1234567893
    NM1*82*1*BIRCH*AL****XX*1234567893
    PRV*PE*PXC*207Q00000X
    NM1*PW*2
    N3*3 ROAD
    N4*SPRINGFIELD*IL*62702
    NM1*45*2*MERCY
    N3*4 ROAD
    N4*SPRINGFIELD*IL*62703
    SBR*P*18*G2******CI
    CAS*PR*1*20**2*5
    AMT*D*75
    OI***Y*P**Y
    NM1*IL*1*ROE*CARL****MI*M2
    NM1*PR*2*PINE MUTUAL*****PI*P2
    DTP*573*D8*20240103
    REF*F8*ICN2
    NM1*82*1
    REF*G2*PROV2
    LX*1
    SV1*HC:A0429:SH*200*UN*1***1:2
    PWK*CT*AD
    DTP*472*D8*20240102
    QTY*PT*2
    REF*6R*L1
    NTE*TPO*PRICED BY HAND
    LX*2
    SV1*HC:J1885*100*UN*2*41**1
    DTP*472*RD8*20240102-20240102
    REF*6R*L2
    LIN**N4*00409379501
    CTP****2*ML
    REF*XZ*RX1
    NM1*DK*1*BIRCH*AL****XX*1234567893
    SVD*P2*75*HC:J1885**2
    CAS*PR*1*20
    DTP*573*D8*20240103
    LQ*UT*01.02
    FRM*12*Y
"""


def test_it_has_what_the_table_has() -> None:
    assert claim_table(GUIDE) == TABLE.strip().replace("\n ", " ")


def test_no_name_stands_twice() -> None:
    assert doubled_names(GUIDE) == []


def test_an_example_is_clean() -> None:
    assert [str(issue) for issue in walked(GUIDE, BODY)] == []


@pytest.mark.parametrize("path", [each for each in published() if "X222" in each.name], ids=lambda p: p.stem)
def test_the_published_examples_are_clean(path: Path) -> None:
    assert [str(issue) for issue in walked_file(GUIDE, path.read_bytes())] == []


def test_twelve_diagnoses_and_no_more() -> None:
    diagnoses = segment_of(GUIDE, "2300", "diagnoses")
    assert [each.number for each in diagnoses.elements if each.usage != "N"] == list(range(1, 13))
    assert diagnoses.elements[0].parts[0].codes == {"ABK", "BK"}
    assert {each.parts[0].codes for each in diagnoses.elements[1:]} == {frozenset({"ABF", "BF"})}


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("REF*EI*123456789\n", "", ("G-SEG-04", "2010AA", "REF", None, None)),
        ("N3*1 ELM STREET\n", "", ("G-SEG-04", "2010AA", "N3", None, None)),
        ("SBR*S*", "SBR*X*", ("G-EL-22", "2000B", "SBR", 1, None)),
        ("NM1*87*2\n", "NM1*87*2*ELM\n", ("G-EL-21", "2010AB", "NM1", 3, None)),
        ("41:B:1", "41:A:1", ("G-EL-22", "2300", "CLM", 5, 2)),
        ("41:B:1", "41:B", ("G-EL-20", "2300", "CLM", 5, 3)),
        ("HI*ABK:S82101A*ABF:V4352XA\n", "", ("G-SEG-04", "2300", "HI", None, None)),
        ("*ABF:V4352XA", "*ABK:V4352XA", ("G-EL-22", "2300", "HI", 2, 1)),
        ("DTP*472*D8*20240102\n", "", ("G-SEG-04", "2400", "DTP", None, None)),
        ("PWK*CT*AD", "PWK*OZ*AD", ("G-EL-22", "2400", "PWK", 2, None)),
        ("CTP****2*ML\n", "", ("G-SEG-04", "2410", "CTP", None, None)),
        ("SV1*HC:A0429", "SV1*AD:A0429", ("G-EL-22", "2400", "SV1", 1, 1)),
        ("UN*1***1:2", "UN*1***1:13", ("G-EL-22", "2400", "SV1", 7, 2)),
        (
            "NM1*PR*2*PINE MUTUAL*****PI*P2\n    DTP*573*D8*20240103\n    REF*F8*ICN2\n",
            "",
            ("G-LOOP-01", "2330B", "NM1", None, None),
        ),
        ("DTP*573*D8*20240103\n    LQ", "LQ", ("G-SEG-04", "2430", "DTP", None, None)),
        ("FRM*12*Y\n", "", ("G-SEG-04", "2440", "FRM", None, None)),
    ],
)
def test_what_breaks_the_table_is_found(right: str, wrong: str, place: tuple[object, ...]) -> None:
    assert right in BODY
    assert places(walked(GUIDE, BODY.replace(right, wrong, 1))) == [place]
