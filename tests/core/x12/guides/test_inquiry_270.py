"""The 270's guide: it has what the published table has; examples pass, and what breaks it is found."""

from pathlib import Path

import pytest

from almoner.core.x12.guides.eligibility.codes import SERVICE_TYPES
from almoner.core.x12.guides.inquiry_270 import GUIDE
from tests.core.x12.examples import published
from tests.core.x12.guides.outline import doubled_names, outline, places, walked, walked_file

TABLE = """
ST!: ST*270! BHT*0022! (2000A) SE!
2000A!x*: HL*20! (2100A) (2000B)
2100A!: NM1*2B*36*GP*P5*PR!
2000B!x*: HL*21! (2100B) (2000C)
2100B!: NM1*1P*2B*36*80*FA*GP*P5*PR! REF*0B*1C*1D*1J*4A*CT*EL*EO*HPI*JD*N5*N7*Q4*SY*TJx9 N3 N4
 PRV*AD*AT*BI*CO*CV*H*HH*LA*OT*P1*P2*PC*PE*R*RF*SB*SK*SU
2000C!x*: HL*22! TRN*1x2 (2100C) (2000D)
2100C!: NM1*IL! REF*18*1L*1W*3H*49*6P*CT*EA*EJ*F6*GH*HJ*IF*IG*ML*N6*NQ*Q4*SY*Y4x9 N3 N4
 PRV*AD*AT*BI*CO*CV*H*HH*LA*OT*P1*P2*PC*PE*R*RF*SB*SK*SU DMG*D8 INS*Y HI*ABF*ABK*BF*BK DTP*102*291x2 (2110C)
2110Cx99: EQ*types! AMT*R AMT*PB III*ZZ REF*9F*G1 DTP*291
2000Dx*: HL*23! TRN*1x2 (2100D)
2100D!: NM1*03! REF*18*1L*1W*3H*49*6P*CT*EA*EJ*F6*GH*HJ*IF*IG*M7*MRC*N6*NQ*Q4*SY*Y4x9 N3 N4
 PRV*AD*AT*BI*CO*CV*H*HH*LA*OT*P1*P2*PC*PE*R*RF*SB*SK*SU DMG*D8 INS*N HI*ABF*ABK*BF*BK DTP*102*291x2 (2110D)
2110D!x99: EQ*types! AMT*R AMT*PB III*ZZ REF*9F*G1 DTP*291
"""

BODY = """
    BHT*0022*13*Q1*20240105*1200*RT
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*1
    NM1*1P*1*ELM*ANNA****XX*1234567893
    REF*0B*12345*IL
    REF*TJ*123456789
    N3*1 ELM WAY
    N4*SPRINGFIELD*IL*62701
    PRV*PE*PXC*207Q00000X
    HL*3*2*22*1
    NM1*IL*1*ROE*JANE****MI*M1
    HL*4*3*23*0
    TRN*1*T1*9876543210*DESK
    NM1*03*1*ROE*TOM
    REF*EJ*A1
    DMG*D8*20140102*M
    INS*N*19***************2
    DTP*291*D8*20240105
    EQ*30
    EQ*1^35^88**FAM
    HL*5*2*22*0
    TRN*1*T2*9876543210
    NM1*IL*1*DOE*JAN****II*M2
    REF*6P*G1
    N3*2 ELM WAY
    N4*SPRINGFIELD*IL*62701
    PRV*PC*HPI*1234567893
    DMG*D8*19700102*F
    HI*ABK:E119*ABF:I10
    DTP*291*RD8*20240101-20240131
    EQ**HC:99213:25***1:2
    AMT*R*20
    AMT*PB*145.5
    III*ZZ*11
    REF*G1*AUTH1
    DTP*291*D8*20240105
"""


def test_it_has_what_the_table_has() -> None:
    told = outline(GUIDE.root).replace("*".join(sorted(SERVICE_TYPES.split())), "types")
    assert told == TABLE.strip().replace("\n ", " ")


def test_no_name_stands_twice() -> None:
    assert doubled_names(GUIDE) == []


def test_service_types_are_those_in_use() -> None:
    types = SERVICE_TYPES.split()
    assert {"1", "30", "33", "47", "48", "50", "86", "88", "98", "AL", "B2", "MH", "UC"} <= set(types)
    assert not {"0", "29", "31", "AP", "AS", "XX"} & set(types)
    assert len(types) == len(set(types))


def test_an_inquiry_is_named_by_its_trace() -> None:
    name, number = GUIDE.claim_key
    units = [each for each in GUIDE.root.loops() if each.id in GUIDE.claim_loops]
    assert [each.id for each in units] == ["2000C", "2000D"]
    for unit in units:
        (trace,) = (each for each in unit.segments() if each.name == name)
        assert (trace.id, trace.element(number).number) == ("TRN", 2)


def test_an_example_is_clean() -> None:
    assert walked(GUIDE, BODY) == []


@pytest.mark.parametrize(
    "path", [each for each in published() if each.name.startswith("X279-generic")], ids=lambda p: p.stem
)
def test_the_published_examples_are_clean(path: Path) -> None:
    assert [str(issue) for issue in walked_file(GUIDE, path.read_bytes())] == []


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("*13*Q1", "*11*Q1", ("G-EL-22", "ST", "BHT", 2, None)),
        ("*****PI*CEDAR", "*****PI", ("G-EL-20", "2100A", "NM1", 9, None)),
        ("TRN*1*T1*9876543210*DESK", "TRN*1*T1", ("G-EL-20", "2000D", "TRN", 3, None)),
        ("NM1*03*1*ROE*TOM\n", "NM1*03*1*ROE*TOM**DR\n", ("G-EL-21", "2100D", "NM1", 6, None)),
        ("DMG*D8*20140102*M", "DMG*D8*20141302*M", ("G-EL-04", "2100D", "DMG", 2, None)),
        ("EQ*1^35^88", "EQ*1^31^88", ("G-EL-22", "2110D", "EQ", 1, None)),
        ("EQ**HC:99213:25***1:2", "EQ***FAM**1:2", ("G-EL-08", "2110C", "EQ", 1, None)),
        ("HI*ABK:E119", "HI*ABK", ("G-EL-20", "2100C", "HI", 1, 2)),
        ("AMT*R*20", "AMT*R*20.005", ("G-EL-24", "2110C", "AMT", 2, None)),
        ("    EQ*30\n    EQ*1^35^88**FAM\n", "", ("G-LOOP-01", "2110D", "EQ", None, None)),
    ],
)
def test_what_breaks_the_table_is_found(right: str, wrong: str, place: tuple[object, ...]) -> None:
    assert right in BODY
    assert places(walked(GUIDE, BODY.replace(right, wrong, 1))) == [place]
