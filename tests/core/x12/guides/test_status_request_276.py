"""The 276's guide: it has what the published table has; examples pass, and what breaks it is found."""

import pytest

from almoner.core.x12.guides.status_request_276 import GUIDE
from tests.core.x12.guides.outline import doubled_names, outline, places, walked

TABLE = """
ST!: ST*276! BHT*0010! (2000A) SE!
2000A!x*: HL*20! (2100A) (2000B)
2100A!: NM1*PR!
2000B!x*: HL*21! (2100B) (2000C)
2100B!: NM1*41!
2000C!x*: HL*19! (2100C) (2000D)
2100C!x2: NM1*1P!
2000D!x*: HL*22! DMG*D8 (2100D) (2200D) (2000E)
2100D!: NM1*IL!
2200Dx*: TRN*1! REF*1K REF*BLT REF*LU REF*6P REF*EJ REF*XZ REF*D9 AMT*T3 DTP*472 (2210D)
2210Dx*: SVC*AD*ER*HC*HP*IV*N4*NU*WK! REF*FJ DTP*472!
2000Ex*: HL*23! DMG*D8! (2100E) (2200E)
2100E!: NM1*QC!
2200E!x*: TRN*1! REF*1K REF*BLT REF*LU REF*6P REF*EJ REF*XZ REF*D9 AMT*T3 DTP*472 (2210E)
2210Ex*: SVC*AD*ER*HC*HP*IV*N4*NU*WK! REF*FJ DTP*472!
"""

BODY = """
    BHT*0010*13*Q1*20240105*1200
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*1
    NM1*41*2*ELM BILLING*****46*ELM01
    HL*3*2*19*1
    NM1*1P*2*ELM CLINIC*****XX*1234567893
    NM1*1P*1*ELM*ANNA****FI*123456789
    HL*4*3*22*0
    DMG*D8*19700102*F
    NM1*IL*1*ROE*ANNA****MI*M1
    TRN*1*T1
    REF*BLT*111
    REF*EJ*A1
    AMT*T3*145.5
    DTP*472*RD8*20240102-20240103
    TRN*1*T2
    REF*EJ*A2
    SVC*HC:99213:25*100*****1
    REF*FJ*1
    DTP*472*D8*20240102
    HL*5*3*22*1
    NM1*IL*1*DOE*JAN****MI*M2
    HL*6*5*23
    DMG*D8*20140102*M
    NM1*QC*1*DOE*TOM
    TRN*1*T3
    DTP*472*D8*20240102
"""


def test_it_has_what_the_table_has() -> None:
    assert outline(GUIDE.root) == TABLE.strip()


def test_no_name_stands_twice() -> None:
    assert doubled_names(GUIDE) == []


def test_an_example_is_clean() -> None:
    assert walked(GUIDE, BODY) == []


def test_a_dependent_may_say_that_no_level_follows() -> None:
    assert walked(GUIDE, BODY.replace("HL*6*5*23", "HL*6*5*23*0")) == []


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("*13*Q1", "*08*Q1", ("G-EL-22", "ST", "BHT", 2, None)),
        ("DMG*D8*20140102*M\n", "", ("G-SEG-04", "2000E", "DMG", None, None)),
        ("TRN*1*T2", "TRN*1", ("G-EL-20", "2200D", "TRN", 2, None)),
        ("*100*****1", "*100", ("G-EL-20", "2210D", "SVC", 7, None)),
        (
            "    REF*FJ*1\n    DTP*472*D8*20240102\n",
            "    REF*FJ*1\n",
            ("G-SEG-04", "2210D", "DTP", None, None),
        ),
    ],
)
def test_what_breaks_the_table_is_found(right: str, wrong: str, place: tuple[object, ...]) -> None:
    assert right in BODY
    assert places(walked(GUIDE, BODY.replace(right, wrong, 1))) == [place]
