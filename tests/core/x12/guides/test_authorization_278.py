"""The 278's two guides: they have what the published tables have; examples pass, and what breaks them is
found."""

import pytest

from almoner.core.x12.dictionary import layout
from almoner.core.x12.guides.authorization_278 import REQUEST, RESPONSE
from almoner.core.x12.spec import Guide
from tests.core.x12.guides.outline import doubled_names, outline, places, walked

REPORTS = (
    "*03*04*05*06*07*08*09*10*11*13*15*21*48*55*59*77*A3*A4*AM*AS*AT*B2*B3*B4*BR*BS*BT*CB*CK*CT*D2*DA*DB*DG*DJ*DS"
    "*EB*FM*HC*HR*I5*IR*LA*M1*MT*NN*OB*OC*OD*OE*OX*OZ*P4*P5*P6*P7*PE*PN*PO*PQ*PY*PZ*QC*QR*RB*RR*RT*RX*SG*V5*XP"
)

REQUEST_TABLE = """
ST!: ST*278! BHT*0007! (2000A) SE!
2000A!: HL*20! (2010A) (2000B)
2010A!: NM1*X3!
2000B!: HL*21! (2010B) (2000C)
2010B!: NM1*1P*FA! REF*1G*1J*CT*EI*G5*N5*N7*SY*ZHx8 N3 N4 PER*IC PRV*AD*AS*AT*BI*CO*CV*OP*OR*OT*PC*PE*RF
2000C!: HL*22! (2010C) (2000D) (2000E)
2010C!: NM1*IL! REF*1L*1W*3L*6P*A6*DP*EA*EJ*F6*HJ*IG*N6*NQ*SY*Y4x9 N3 N4 DMG*D8 INS*Y
2000D: HL*23! (2010D) (2000E)
2010D!: NM1*QC! REF*A6*EA*EJ*MRC*SYx3 N3 N4 DMG*D8 INS*N
2000Ex*: HL*EV! TRN*1x2 UM*AR*HS*IN*SC! REF*BB REF*NT DTP*439 DTP*484 DTP*ABC DTP*431 DTP*AAH DTP*435 DTP*096
 HI*ABF*ABJ*ABK*APR*BF*BJ*BK*DR*LOI*PR HSD*DY*FL*HS*MN*VS CRC*07 CRC*08 CRC*09 CRC*11 CRC*75 CRC*76 CRC*77 CL1
 CR1*KG*LB CR2 CR5 CR6*1*2*3*4*5*6*7*8 PWK(reports)x10 MSG (2010EA) (2010EB) (2010EC) (2000F)
2010EAx14: NM1*1T*71*72*73*77*AAJ*DD*DK*DN*DQ*FA*G3*P3*QB*QV*SJ! REF*0B*1G*1J*EI*G5*N5*N7*SY*ZHx8 N3 N4
 PER*IC PRV*AD*AS*AT*BI*CO*CV*OP*OR*OT*PC*PE*RF
2010EBx5: NM1*45*FS*ND*PW*R3! N3! N4!
2010ECx3: NM1*CA! REF*ZZ DTP*598
2000Fx*: HL*SS! TRN*1x2 UM*AR*HS*IN*SC REF*BB REF*NT DTP*472 SV1*ER*HC*IV*N4*WK SV2 SV3*AD TOO*JPx32
 HSD*DY*FL*HS*MN*VS PWK(reports)x10 MSG (2010F)
2010Fx12: NM1*1T*71*72*73*77*AAJ*DD*DK*DN*DQ*FA*G3*P3*QB*QV*SJ! REF*0B*1G*1J*EI*G5*N5*N7*SY*ZHx8 N3 N4
 PER*IC PRV*AD*AS*AT*BI*CO*CV*OP*OR*OT*PC*PE*RF
"""

RESPONSE_TABLE = """
ST!: ST*278! BHT*0007! (2000A) SE!
2000A!: HL*20! AAA*N*Yx9 (2010A) (2000B)
2010A!: NM1*X3! PER*IC AAA*N*Yx9
2000B!: HL*21! (2010B) (2000C)
2010B!: NM1*1P*FA! REF*1G*1J*CT*EI*G5*N5*N7*SY*ZHx8 N3 N4 PER*IC AAA*N*Yx9
 PRV*AD*AS*AT*BI*CO*CV*OP*OR*OT*PC*PE*RF
2000C!: HL*22! (2010C) (2000D) (2000E)
2010C!: NM1*IL! REF*1L*1W*3L*6P*A6*DP*EA*EJ*F6*HJ*IG*N6*NQ*SY*Y4x9 N3 N4 AAA*N*Yx9 DMG*D8 INS*Y
2000D: HL*23! (2010D) (2000E)
2010D!: NM1*QC! REF*A6*EA*EJ*MRC*SYx3 N3 N4 AAA*N*Yx9 DMG*D8 INS*N
2000Ex*: HL*EV! TRN*1*2x3 AAA*N*Yx9 UM*AR*HS*IN*SC HCR*A1*A2*A3*A4*A6*C*CT*NA REF*BB REF*NT DTP*439 DTP*484
 DTP*ABC DTP*431 DTP*AAH DTP*435 DTP*096 DTP*102 DTP*036 DTP*007 HI*ABF*ABJ*ABK*APR*BF*BJ*BK*DR*LOI*PR
 HSD*DY*FL*HS*MN*VS CL1 CR1*KG*LB CR2 CR5 CR6*1*2*3*4*5*6*7*8 PWK(reports)x10 MSG (2010EA) (2010EB) (2010EC)
 (2000F)
2010EAx14: NM1*1T*71*72*73*77*AAJ*DD*DK*DN*DQ*FA*G3*P3*QB*QV*SJ! REF*0B*1G*1J*EI*G5*N5*N7*SY*ZHx8 N3 N4
 PER*IC AAA*N*Yx9 PRV*AD*AS*AT*BI*CO*CV*OP*OR*OT*PC*PE*RF
2010EB: NM1*1P*2B*ABG*PR*X3! N3 N4 PER*ICx3
2010ECx5: NM1*45*FS*ND*PW*R3! N3! N4!
2000Fx*: HL*SS! TRN*1*2x3 AAA*N*Yx9 UM*AR*HS*IN*SC HCR*A1*A2*A3*A4*A6*C*CT*NA REF*BB REF*NT DTP*472 DTP*AAH
 DTP*102 DTP*036 DTP*007 SV1*ER*HC*IV*N4*WK SV2 SV3*AD TOO*JPx32 HSD*DY*FL*HS*MN*VS PWK(reports)x10 MSG
 (2010FA) (2010FB)
2010FAx12: NM1*1T*71*72*73*77*AAJ*DD*DK*DN*DQ*FA*G3*P3*QB*QV*SJ! REF*0B*1G*1J*EI*G5*N5*N7*SY*ZHx8 N3 N4
 PER*IC AAA*N*Yx9 PRV*AD*AS*AT*BI*CO*CV*OP*OR*OT*PC*PE*RF
2010FB: NM1*1P*2B*ABG*PR*X3! N3 N4 PER*ICx3
"""

ASKED = """
    BHT*0007*13*R1*20240105*1200
    HL*1**20*1
    NM1*X3*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*1
    NM1*1P*1*ELM*ANNA****XX*1234567893
    REF*ZH*E1
    N3*1 ELM WAY
    N4*SPRINGFIELD*IL*62701
    PER*IC**TE*2175550100*FX*2175550101
    PRV*PC*PXC*207Q00000X
    HL*3*2*22*1
    NM1*IL*1*ROE*JANE****MI*M1
    DMG*D8*19700102*F
    HL*4*3*EV*1
    TRN*1*T1*9876543210
    UM*SC*I*3*11:B*AA:::IL*U*1*2*Y
    REF*BB*AUTH0
    DTP*439*D8*20240101
    DTP*AAH*RD8*20240110-20240210
    HI*ABK:E119:D8:20240101*ABF:I10
    HSD*VS*6*WK*1*34*1
    CRC*75*Y*01
    CL1*2*7*01
    CR1*LB*150*I*A*DH*12
    CR2*1*5*C1*C3*WK*2*3*M*N
    CR5***A***2***********A
    CR6*1*20240110*****N*I
    PWK*77*EL***AC*P1
    MSG*PLEASE HURRY
    NM1*SJ*1*FIR*SUE****XX*1234567893
    PRV*OT*PXC*207RC0000X
    NM1*PW*2
    N3*2 ELM WAY
    N4*SPRINGFIELD*IL*62701
    NM1*CA*2*OAK HEALTH PLAN
    REF*ZZ*1
    DTP*598*D8*20240102
    HL*5*4*SS*0
    TRN*1*T2*9876543210
    DTP*472*D8*20240110
    SV1*HC:99213:25*100*UN*1***1:2
    NM1*FA*2*OAK HOSPITAL*****XX*1234567893
    HL*6*4*SS*0
    UM*HS*I*48*21:B
    SV2*0120**2000*DA*2*1000
    HL*7*4*SS*0
    SV3*AD:D2740***20**1
    TOO*JP*3*M:O
"""

FOR_A_DEPENDENT = """
    BHT*0007*01*R2*20240105*1200*RU
    HL*1**20*1
    NM1*X3*2*CEDAR HEALTH PLAN*****46*CEDAR
    HL*2*1*21*1
    NM1*FA*2*OAK HOSPITAL*****24*123456789
    HL*3*2*22*1
    NM1*IL*1*ROE*JANE****MI*M1
    HL*4*3*23*1
    NM1*QC*1*ROE*TOM
    DMG*D8*20140102*M
    INS*N*19
    HL*5*4*EV*0
    UM*AR*3
    DTP*435*D8*20240110
"""

ANSWERED = """
    BHT*0007*11*R1*20240105*1201*18
    HL*1**20*1
    NM1*X3*2*CEDAR HEALTH PLAN*****PI*CEDAR
    PER*IC**TE*8005550100*UR*WWW.EXAMPLE.ORG
    HL*2*1*21*1
    NM1*1P*1*ELM*ANNA****XX*1234567893
    HL*3*2*22*1
    NM1*IL*1*ROE*JANE****MI*M1
    HL*4*3*EV*1
    TRN*2*T1*9876543210
    TRN*1*C1*9111111111
    UM*SC*I*3*11:B
    HCR*A6*AUTH1
    DTP*AAH*RD8*20240110-20240210
    DTP*102*D8*20240105
    DTP*007*RD8*20240110-20240210
    HSD*VS*4
    NM1*SJ*1*FIR*SUE****XX*1234567893
    NM1*X3*2*CEDAR HEALTH PLAN
    N3*PO BOX 1
    N4*SPRINGFIELD*IL*62701
    PER*IC**FX*8005550101
    HL*5*4*SS*0
    TRN*2*T2*9876543210
    HCR*A3**0F^0B*Y
    DTP*472*D8*20240110
    SV1*HC:99213:25
    HL*6*4*SS*0
    AAA*N**15*C
"""

REFUSED = """
    BHT*0007*11*R2*20240105*1201*AT
    HL*1**20*1
    AAA*Y**42*P
    NM1*X3*2*CEDAR HEALTH PLAN*****PI*CEDAR
    AAA*Y**80*R
    HL*2*1*21*1
    NM1*1P*1*ELM*ANNA****XX*1234567893
    AAA*N**51*C
    HL*3*2*22*1
    NM1*IL*1*ROE*JANE****MI*M1
    HL*4*3*23*0
    NM1*QC*1*ROE*TOM
    AAA*N**67*C
"""


@pytest.mark.parametrize(("guide", "table"), [(REQUEST, REQUEST_TABLE), (RESPONSE, RESPONSE_TABLE)])
def test_they_have_what_the_tables_have(guide: Guide, table: str) -> None:
    told = dict.fromkeys(outline(guide.root).replace(REPORTS, "(reports)").splitlines())
    assert "\n".join(told) == table.strip().replace("\n ", " ")


@pytest.mark.parametrize("guide", [REQUEST, RESPONSE])
def test_no_name_stands_twice(guide: Guide) -> None:
    assert doubled_names(guide) == []


def test_the_purpose_of_the_transaction_tells_which_it_is() -> None:
    asked, answered = set(REQUEST.purpose.split()), set(RESPONSE.purpose.split())
    assert {"01", "13"} <= asked
    assert answered == {"11"}
    assert not asked & answered
    for guide, purposes in ((REQUEST, asked), (RESPONSE, answered)):
        (beginning,) = (each for each in guide.root.segments() if each.id == "BHT")
        assert beginning.element("purpose").codes == purposes


def test_the_event_stands_below_its_patient() -> None:
    for guide in (REQUEST, RESPONSE):
        events = [each for each in guide.root.loops() if each.id in guide.claim_loops]
        assert len(events) == 2
        assert events[0] is events[1]


def test_reasons_of_a_decision_come_from_a_list_outside_the_standard() -> None:
    reason = layout("HCR")[2]
    assert (reason.type, reason.least, reason.most) == ("AN", 1, 30)


@pytest.mark.parametrize(
    ("guide", "body"),
    [(REQUEST, ASKED), (REQUEST, FOR_A_DEPENDENT), (RESPONSE, ANSWERED), (RESPONSE, REFUSED)],
)
def test_an_example_is_clean(guide: Guide, body: str) -> None:
    assert walked(guide, body) == []


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("*13*R1", "*11*R1", ("G-EL-22", "ST", "BHT", 2, None)),
        ("UM*SC*I*3*11:B*AA:::IL*U*1*2*Y\n", "", ("G-SEG-04", "2000E", "UM", None, None)),
        ("UM*SC*I*3*11:B", "UM*SC*X*3*11:B", ("G-EL-22", "2000E", "UM", 2, None)),
        ("UM*HS*I*48*21:B", "UM*HS*I*48*21", ("G-EL-20", "2000F", "UM", 4, 2)),
        ("CRC*75*Y*01", "CRC*75*Y", ("G-EL-20", "2000E", "CRC", 3, None)),
        ("HI*ABK:E119:D8:20240101", "HI*ABK:E119:D8", ("G-EL-08", "2000E", "HI", 1, 4)),
        ("NM1*PW*2\n    N3*2 ELM WAY\n", "NM1*PW*2\n", ("G-SEG-04", "2010EB", "N3", None, None)),
        ("SV1*HC:99213:25*100*UN*1", "SV1*HC:99213:25*100*XX*1", ("G-EL-22", "2000F", "SV1", 3, None)),
        ("TOO*JP*3*M:O", "TOO*JP*3*M:Q", ("G-EL-22", "2000F", "TOO", 3, 2)),
        ("PWK*77*EL***AC*P1", "PWK*77*EL***AC", ("G-EL-08", "2000E", "PWK", 6, None)),
    ],
)
def test_what_breaks_the_request_is_found(right: str, wrong: str, place: tuple[object, ...]) -> None:
    assert right in ASKED
    assert places(walked(REQUEST, ASKED.replace(right, wrong, 1))) == [place]


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("*1201*18", "*1201*17", ("G-EL-22", "ST", "BHT", 6, None)),
        ("HCR*A6*AUTH1", "HCR*ZZ*AUTH1", ("G-EL-22", "2000E", "HCR", 1, None)),
        ("0F^0B", "0F^0B^0C^0D^0E^0G", ("G-EL-12", "2000F", "HCR", 3, None)),
        ("AAA*N**15*C", "AAA*N**15*Z", ("G-EL-22", "2000F", "AAA", 4, None)),
        (
            "DTP*007*RD8*20240110-20240210",
            "DTP*007*RD8*20240210-20240110",
            ("G-EL-06", "2000E", "DTP", 3, None),
        ),
    ],
)
def test_what_breaks_the_answer_is_found(right: str, wrong: str, place: tuple[object, ...]) -> None:
    assert right in ANSWERED
    assert places(walked(RESPONSE, ANSWERED.replace(right, wrong, 1))) == [place]
