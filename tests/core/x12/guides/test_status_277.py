"""The 277's guide: it has what the published table has; examples pass, and what breaks it is found."""

import pytest

from almoner.core.x12.guides.status_277 import GUIDE
from tests.core.x12.guides.outline import doubled_names, outline, places, walked

TABLE = """
ST!: ST*277! BHT*0010! (2000A) SE!
2000A!x*: HL*20! (2100A) (2000B)
2100A!: NM1*PR! PER*IC
2000B!x*: HL*21! (2100B) (2200B) (2000C)
2100B!: NM1*41!
2200B: TRN*2! STC!x*
2000Cx*: HL*19! (2100C) (2200C) (2000D)
2100C!x2: NM1*1P!
2200C: TRN*1! STC!x*
2000Dx*: HL*22! (2100D) (2200D) (2000E)
2100D!: NM1*IL!
2200Dx*: TRN*2! STC!x* REF*1K REF*BLT REF*EJ REF*XZ REF*VV REF*D9 DTP*472 (2220D)
2220Dx*: SVC*AD*ER*HC*HP*IV*N4*NU*WK! STC!x* REF*FJ DTP*472!
2000Ex*: HL*23! (2100E) (2200E)
2100E!: NM1*QC!
2200E!x*: TRN*2! STC!x* REF*1K REF*BLT REF*EJ REF*XZ REF*VV REF*D9 DTP*472 (2220E)
2220Ex*: SVC*AD*ER*HC*HP*IV*N4*NU*WK! STC!x* REF*FJ DTP*472!
"""

BODY = """
    BHT*0010*08*R1*20240106*0810*DG
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    PER*IC*CLAIM DESK*TE*2175550100*EX*12
    HL*2*1*21*1
    NM1*41*2*ELM BILLING*****46*ELM01
    HL*3*2*19*1
    NM1*1P*2*ELM CLINIC*****XX*1234567893
    HL*4*3*22*0
    NM1*IL*1*ROE*ANNA****MI*M1
    TRN*2*T1
    STC*F1:65*20240105**145.5*100*20240104**20240105*12345
    REF*1K*ICN1
    REF*EJ*A1
    DTP*472*RD8*20240102-20240103
    SVC*HC:99213:25*100*80****1
    STC*F1:65:QC*20240105********F1:104
    REF*FJ*1
    DTP*472*D8*20240102
    HL*5*3*22*1
    NM1*IL*1*DOE*JAN****MI*M2
    HL*6*5*23
    NM1*QC*1*DOE*TOM
    TRN*2*T3
    STC*F2:80::RX*20240105**85*0
    REF*XZ*7654
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

PROVIDER_ONLY = """
    BHT*0010*08*R3*20240106*0810*DG
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*1
    NM1*41*2*ELM BILLING*****46*ELM01
    HL*3*2*19*0
    NM1*1P*2*ELM CLINIC*****XX*1234567893
    TRN*1*0
    STC*E0:24:85*20240106
"""


def test_it_has_what_the_table_has() -> None:
    assert outline(GUIDE.root) == TABLE.strip()


def test_no_name_stands_twice() -> None:
    assert doubled_names(GUIDE) == []


@pytest.mark.parametrize("body", [BODY, RECEIVER_ONLY, PROVIDER_ONLY])
def test_an_answer_at_each_level_is_clean(body: str) -> None:
    assert walked(GUIDE, body) == []


def test_a_status_has_up_to_three_codes() -> None:
    claim = next(each for each in GUIDE.root.loops() if each.id == "2200D")
    spec = next(each for each in claim.segments() if each.id == "STC")
    assert [spec.element(name).number for name in ("status", "status2", "status3")] == [1, 10, 11]
    for name in ("status", "status2", "status3"):
        category, code, entity, pharmacy = spec.element(name).parts
        assert (category.code_list, code.code_list) == ("status_category", "status_code")
        assert len(entity.codes) == 225
        assert pharmacy.codes == {"RX"}


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("*0810*DG", "*0810", ("G-EL-20", "ST", "BHT", 6, None)),
        ("STC*F1:65:QC*20240105", "STC*F1:65:99*20240105", ("G-EL-22", "2220D", "STC", 1, 3)),
        ("F1:104", "F1", ("G-EL-20", "2220D", "STC", 10, 2)),
        ("    STC*F2:80::RX*20240105**85*0\n", "", ("G-SEG-04", "2200E", "STC", None, None)),
        ("80****1", "80", ("G-EL-20", "2220D", "SVC", 7, None)),
        ("TRN*2*T3", "TRN*9*T3", ("G-EL-22", "2200E", "TRN", 1, None)),
    ],
)
def test_what_breaks_the_table_is_found(right: str, wrong: str, place: tuple[object, ...]) -> None:
    assert right in BODY
    assert places(walked(GUIDE, BODY.replace(right, wrong, 1))) == [place]
