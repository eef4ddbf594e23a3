"""The 271's guide: it has what the published table has; examples pass, and what breaks it is found."""

from pathlib import Path

import pytest

from almoner.core.x12.guides.benefits_271 import GUIDE
from tests.core.x12.examples import published
from tests.core.x12.guides.outline import doubled_names, outline, places, walked, walked_file

TABLE = """
ST!: ST*271! BHT*0022! (2000A) SE!
2000A!x*: HL*20! AAA*N*Yx9 (2100A) (2000B)
2100A!: NM1*2B*36*GP*P5*PR! PER*ICx3 AAA*N*Yx9
2000Bx*: HL*21! (2100B) (2000C)
2100B!: NM1*1P*2B*36*80*FA*GP*P5*PR! REF*0B*1C*1D*1J*4A*CT*EL*EO*HPI*JD*N5*N7*Q4*SY*TJx9 N3 N4 AAA*N*Yx9
 PRV*AD*AT*BI*CO*CV*H*HH*LA*OT*P1*P2*PC*PE*R*RF*SB*SK*SU
2000Cx*: HL*22! TRN*1*2x3 (2100C) (2000D)
2100C!: NM1*IL! REF*18*1L*1W*3H*49*6P*CT*EA*EJ*F6*GH*HJ*IF*IG*ML*N6*NQ*Q4*SY*Y4x9 N3 N4 AAA*N*Yx9
 PRV*AD*AT*BI*CO*CV*H*HH*LA*OT*P1*P2*PC*PE*R*RF*SB*SK*SU DMG*D8 INS*Y HI*ABF*ABK*BF*BK
 DTP*096*102*152*291*307*318*340*341*342*343*346*347*356*357*382*435*442*458*472*539*540*636*771x9
 MPI*A*C*L*O*P*S*T (2110C)
2110Cx*: EB*1*2*3*4*5*6*7*8*A*B*C*CB*D*E*F*G*H*I*J*K*L*M*MC*N*O*P*Q*R*S*T*U*V*W*X*Y! HSD*DY*FL*HS*MN*VSx9
 REF*18*1L*1W*49*6P*9F*ALS*CLI*F6*FO*G1*IG*M7*N6*NQ*Y4x9
 DTP*096*193*194*198*290*291*292*295*304*307*318*346*348*349*356*357*435*472*636*771x20 AAA*N*Yx9 MSGx10
 (2115C) LS*2120 (2120C) LE*2120
2115Cx10: III*ABF*ABK*BF*BK*GR*NI*ZZ!
2120Cx23: NM1*13*1I*1P*2B*36*73*FA*GP*GW*I3*IL*LR*OC*P3*P4*P5*PR*PRP*SEP*TTP*VER*VN*VY*X3*Y2! N3 N4 PER*ICx3
 PRV*AD*AT*BI*CO*CV*H*HH*LA*OT*P1*P2*PC*PE*R*RF*SB*SK*SU
2000Dx*: HL*23! TRN*1*2x3 (2100D)
2100D!: NM1*03! REF*18*1L*1W*3H*49*6P*CT*EA*EJ*F6*GH*HJ*IF*IG*M7*MRC*N6*NQ*Q4*SY*Y4x9 N3 N4 AAA*N*Yx9
 PRV*AD*AT*BI*CO*CV*H*HH*LA*OT*P1*P2*PC*PE*R*RF*SB*SK*SU DMG*D8 INS*N HI*ABF*ABK*BF*BK
 DTP*096*102*152*291*307*318*340*341*342*343*346*347*356*357*382*435*442*458*472*539*540*636*771x9
 MPI*A*C*L*O*P*S*T (2110D)
2110Dx*: EB*1*2*3*4*5*6*7*8*A*B*C*CB*D*E*F*G*H*I*J*K*L*M*MC*N*O*P*Q*R*S*T*U*V*W*X*Y! HSD*DY*FL*HS*MN*VSx9
 REF*18*1L*1W*49*6P*9F*ALS*CLI*F6*FO*G1*IG*M7*N6*NQ*Y4x9
 DTP*096*193*194*198*290*291*292*295*304*307*318*346*348*349*356*357*435*472*636*771x20 AAA*N*Yx9 MSGx10
 (2115D) LS*2120 (2120D) LE*2120
2115Dx10: III*ABF*ABK*BF*BK*GR*NI*ZZ!
2120Dx23: NM1*13*1I*1P*2B*36*73*FA*GP*GW*I3*IL*LR*OC*P3*P4*P5*PR*PRP*SEP*TTP*VER*VN*VY*X3*Y2! N3 N4 PER*ICx3
 PRV*AD*AT*BI*CO*CV*H*HH*LA*OT*P1*P2*PC*PE*R*RF*SB*SK*SU
"""

BODY = """
    BHT*0022*11*Q1*20240105*1201
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    PER*IC*BENEFIT DESK*TE*2175550100*UR*WWW.EXAMPLE.ORG
    HL*2*1*21*1
    NM1*1P*2*ELM CLINIC*****XX*1234567893
    HL*3*2*22*1
    TRN*2*T1*9876543210
    TRN*1*P1*9111111111
    NM1*IL*1*ROE*JANE****MI*M1
    REF*6P*G1*ROE WORKS
    N3*2 ELM WAY
    N4*SPRINGFIELD*IL*62701
    DMG*D8*19700102*F
    INS*Y*18*001*25
    DTP*346*D8*20240101
    MPI*A*AE*E*DESK*A1*RD8*20240101-20241231
    EB*1*FAM*30*HM*GOLD PLAN
    HSD*VS*30***22
    REF*18*P1*GOLD
    DTP*348*RD8*20240101-20241231
    MSG*ASK BEFORE YOU TREAT
    EB*B**98^UC***27*20*****W
    III*ZZ*11
    EB*A*IND*1^35***23**.2***N*Y*HC:99213:25*1:2
    EB*CB**AL******VS*2
    LS*2120
    NM1*PRP*2*OAK HEALTH PLAN*****PI*OAK
    N3*PO BOX 1
    N4*SPRINGFIELD*IL*62701
    PER*IC**TE*2175550101
    NM1*P3*1*ELM*ANNA****XX*1234567893*65
    PRV*PC*PXC*207Q00000X
    LE*2120
    EB*G*IND*30***29*1500
    HL*4*3*23*0
    TRN*2*T2*9876543210
    NM1*03*1*ROE*TOM
    INS*N*19
    EB*6**30
    AAA*Y**62*C
    HL*5*2*22*0
    TRN*2*T3*9876543210
    NM1*IL*1*DOE*JAN****MI*M2
    AAA*N**72*C
    AAA*N**73*C
"""

NO_ANSWER = """
    BHT*0022*11*Q2*20240105*1201
    HL*1**20*0
    AAA*Y**42*R
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    AAA*Y**80*P
"""


def test_it_has_what_the_table_has() -> None:
    assert outline(GUIDE.root) == TABLE.strip().replace("\n ", " ")


def test_no_name_stands_twice() -> None:
    assert doubled_names(GUIDE) == []


@pytest.mark.parametrize("body", [BODY, NO_ANSWER])
def test_an_example_is_clean(body: str) -> None:
    assert walked(GUIDE, body) == []


@pytest.mark.parametrize(
    "path", [each for each in published() if "X279-response" in each.name], ids=lambda p: p.stem
)
def test_the_published_examples_are_clean(path: Path) -> None:
    assert [str(issue) for issue in walked_file(GUIDE, path.read_bytes())] == []


@pytest.mark.parametrize("reason", ["15", "42", "58", "65", "71", "72", "73", "75", "76", "78"])
def test_a_member_may_be_refused_for_what_is_said_of_him(reason: str) -> None:
    assert walked(GUIDE, BODY.replace("AAA*N**72*C", f"AAA*N**{reason}*C")) == []


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("*11*Q1", "*13*Q1", ("G-EL-22", "ST", "BHT", 2, None)),
        ("TRN*2*T2*", "TRN*3*T2*", ("G-EL-22", "2000D", "TRN", 1, None)),
        ("EB*1*FAM", "EB*ZZ*FAM", ("G-EL-22", "2110C", "EB", 1, None)),
        ("EB*CB**AL******VS*2", "EB*CB**AL******VS", ("G-EL-08", "2110C", "EB", 10, None)),
        ("*30***22", "*30***99", ("G-EL-22", "2110C", "HSD", 5, None)),
        ("LS*2120", "LS*2110", ("G-EL-22", "2110C", "LS", 1, None)),
        ("AAA*N**72*C", "AAA*N**33*C", ("G-EL-22", "2100C", "AAA", 3, None)),
        ("AAA*Y**62*C", "AAA*Y**62", ("G-EL-20", "2110D", "AAA", 4, None)),
        ("MSG*ASK BEFORE YOU TREAT\n", "MSG*" + "A" * 265 + "\n", ("G-EL-02", "2110C", "MSG", 1, None)),
        ("    NM1*03*1*ROE*TOM\n", "", ("G-SEG-04", "2100D", "NM1", None, None)),
    ],
)
def test_what_breaks_the_table_is_found(right: str, wrong: str, place: tuple[object, ...]) -> None:
    assert right in BODY
    assert places(walked(GUIDE, BODY.replace(right, wrong, 1))) == [place]
