"""The 277CA's guide: it has what the published table has; examples pass, and what breaks it is found."""

import pytest

from almoner.core.x12.guides.receipt_277ca import GUIDE
from tests.core.x12.guides.outline import doubled_names, outline, places, walked

TABLE = """
ST!: ST*277! BHT*0085! (2000A) SE!
2000A!x*: HL*20! (2100A) (2200A) (2000B)
2100A!: NM1*AY*PR!
2200A!x*: TRN*1! DTP*050! DTP*009!
2000B!: HL*21! (2100B) (2200B) (2000C)
2100B!: NM1*41!
2200B!: TRN*2! STC!x* QTY*90 QTY*AA AMT*YU AMT*YY
2000Cx*: HL*19! (2100C) (2200C) (2000D)
2100C!x*: NM1*85!
2200C: TRN*1*2! STC!x* REF*0B*1G*G2*LU*SY*TJ QTY*QA QTY*QC AMT*YU AMT*YY
2000Dx*: HL*PT! (2100D) (2200D)
2100D!: NM1*QC!
2200Dx*: TRN*2! STC!x* REF*1K REF*D9 REF*BLT DTP*472 (2220D)
2220Dx*: SVC*AD*ER*HC*HP*IV*N4*NU*WK! STC!x* REF*FJ REF*XZ DTP*472
"""

BODY = """
    BHT*0085*08*R1*20240106*0810*TH
    HL*1**20*1
    NM1*AY*2*OAK CLEARINGHOUSE*****46*OAK
    TRN*1*RECEIPT1
    DTP*050*D8*20240105
    DTP*009*D8*20240106
    HL*2*1*21*1
    NM1*41*1*ELM*ANNA*B**MD*46*ELM01
    TRN*2*BATCH1
    STC*A1:19:PR*20240106*WQ*300
    QTY*90*1
    QTY*AA*2
    AMT*YU*100
    AMT*YY*200
    HL*3*2*19*1
    NM1*85*2*ELM CLINIC*****XX*1234567893
    TRN*1*0
    STC*A1:19:PR**WQ*300
    REF*TJ*123456789
    QTY*QA*1
    QTY*QC*2
    AMT*YU*100
    AMT*YY*200
    HL*4*3*PT
    NM1*QC*1*ROE*ANNA****MI*M1
    TRN*2*A1
    STC*A2:20:PR*20240106*WQ*100
    REF*1K*ICN1
    DTP*472*RD8*20240102-20240103
    HL*5*3*PT
    NM1*QC*1*DOE*TOM
    TRN*2*A2
    STC*A3:21:82*20240106*U*100
    DTP*472*D8*20240102
    SVC*HC:99213:25*100*****1
    STC*A3:122**U*******A3:153:82
    REF*FJ*1
    HL*6*3*PT
    NM1*QC*1*POE*JAN****MI*M3
    TRN*2*A3
    STC*A7:187*20240106*U*100********SERVICE DATE LIES AHEAD
"""

REJECTED_BATCH = """
    BHT*0085*08*R2*20240106*0810*TH
    HL*1**20*1
    NM1*AY*2*OAK CLEARINGHOUSE*****46*OAK
    TRN*1*RECEIPT2
    DTP*050*D8*20240105
    DTP*009*D8*20240106
    HL*2*1*21*0
    NM1*41*2*ELM BILLING*****46*ELM01
    TRN*2*BATCH2
    STC*A3:24:41**U
    QTY*AA*3
    AMT*YY*300
"""

REJECTED_PROVIDER = """
    BHT*0085*08*R3*20240106*0810*TH
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    TRN*1*RECEIPT3
    DTP*050*D8*20240105
    DTP*009*D8*20240106
    HL*2*1*21*1
    NM1*41*2*ELM BILLING*****46*ELM01
    TRN*2*BATCH3
    STC*A1:19:PR*20240106*WQ*150
    HL*3*2*19*0
    NM1*85*1*REED*I*B**MD
    TRN*2*0002
    STC*A3:24:85*20240106*U*150
    QTY*QC*3
    AMT*YY*150
"""


def test_it_has_what_the_table_has() -> None:
    assert outline(GUIDE.root) == TABLE.strip()


def test_no_name_stands_twice() -> None:
    assert doubled_names(GUIDE) == []


@pytest.mark.parametrize("body", [BODY, REJECTED_BATCH, REJECTED_PROVIDER])
def test_a_receipt_that_stops_at_any_level_is_clean(body: str) -> None:
    assert walked(GUIDE, body) == []


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("BHT*0085", "BHT*0010", ("G-EL-22", "ST", "BHT", 1, None)),
        ("    DTP*009*D8*20240106\n", "", ("G-SEG-04", "2200A", "DTP", None, None)),
        ("*20240106*U*100\n", "*20240106*X*100\n", ("G-EL-22", "2200D", "STC", 3, None)),
        ("A3:21:82", "A3:21:ZZ", ("G-EL-22", "2200D", "STC", 1, 3)),
        ("*20240106*WQ*100\n", "*20240106*WQ\n", ("G-EL-20", "2200D", "STC", 4, None)),
        ("    STC*A3:122**U*******A3:153:82\n", "", ("G-SEG-04", "2220D", "STC", None, None)),
        ("NM1*85*2", "NM1*85*3", ("G-EL-22", "2100C", "NM1", 2, None)),
    ],
)
def test_what_breaks_the_table_is_found(right: str, wrong: str, place: tuple[object, ...]) -> None:
    assert right in BODY
    assert places(walked(GUIDE, BODY.replace(right, wrong, 1))) == [place]
