"""The 835's guide: it has what the published table has; examples pass, and what breaks it is found."""

from pathlib import Path

import pytest

from almoner.core.x12.guides.remittance_835 import GUIDE
from almoner.core.x12.spec import LoopSpec, SegmentSpec
from tests.core.x12.examples import published
from tests.core.x12.guides.outline import doubled_names, outline, places, walked, walked_file

TABLE = """
ST!: ST*835! BPR*C*D*H*I*P*U*X! TRN*1! CUR*PR REF*EV REF*F2 DTM*405 (1000A) (1000B) (2000) PLBx* SE!
1000A!: N1*PR! N3! N4! REF*2U*EO*HI*NFx4 PER*CX PER*BL!x* PER*IC
1000B!: N1*PE! N3 N4 REF*0B*D3*PQ*TJx* RDM*BM*EM*FT*OL
2000x*: LX! TS3 TS2 (2100)
2100!x*: CLP! CAS*CO*OA*PI*PRx99 NM1*QC! NM1*IL NM1*74 NM1*82 NM1*TT NM1*PR NM1*GB MIA MOA
 REF*1L*1W*28*6P*9A*9C*BB*CE*EA*F8*G1*G3*IG*SYx5 REF*0B*1A*1B*1C*1D*1G*1H*1J*D3*G2*LUx10
 DTM*232*233x2 DTM*036 DTM*050 PER*CXx2 AMT*AU*D8*DY*F5*I*NL*T*T2*ZK*ZL*ZM*ZN*ZOx13
 QTY*CA*CD*LA*LE*NE*NR*OU*PS*VS*ZK*ZL*ZM*ZN*ZOx14 (2110)
2110x999: SVC*AD*ER*HC*HP*IV*N4*N6*NU*UI*WK! DTM*150*151*472x2 CAS*CO*OA*PI*PRx99
 REF*1S*APC*BB*E9*G1*G3*LU*RBx8 REF*6R REF*0B*1A*1B*1C*1D*1G*1H*1J*D3*G2*HPI*SY*TJx10 REF*0Kx5
 AMT*B6*KH*T*T2*ZK*ZL*ZM*ZN*ZOx9 QTY*ZK*ZL*ZM*ZN*ZOx6 LQ*HE*RXx99
"""

BODY = """
    BPR*I*90*C*CHK************20240105
    TRN*1*12345*1512345678
    N1*PR*CEDAR HEALTH PLAN
    N3*1 CEDAR WAY
    N4*SPRINGFIELD*IL*62701
    PER*BL*EDI DESK*TE*2175550100
    N1*PE*ELM CLINIC*XX*1234567893
    LX*1
    CLP*A1*1*145.5*100*20*12*ICN1*11*1
    NM1*QC*1*ROE*ANNA****MI*M1
    SVC*HC:99213:25*100*80**1
    DTM*472*20240102
    CAS*PR*3*20
    REF*6R*1
    AMT*B6*100
    SVC*NU:0450*45.5*20
    DTM*472*20240102
    CAS*CO*45*15.5**97*10
    LQ*HE*N130
    PLB*1234567893*20241231*WO:REF*7*L6*3
"""


def find(loop_id: str, name: str) -> SegmentSpec:
    loops = [each for each in GUIDE.root.loops() if each.id == loop_id]
    return next(part for part in loops[0].segments() if part.name == name)


def test_it_has_what_the_table_has() -> None:
    assert outline(GUIDE.root) == TABLE.strip().replace("\n ", " ")


def test_no_name_stands_twice() -> None:
    assert doubled_names(GUIDE) == []


def test_a_claim_is_named_by_its_number() -> None:
    name, number = GUIDE.claim_key
    (claim,) = (each for each in GUIDE.root.loops() if each.id in GUIDE.claim_loops)
    assert isinstance(claim, LoopSpec)
    assert (claim.opener.id, claim.opener.name, claim.opener.element(number).number) == ("CLP", name, 1)


def test_adjustments_have_six_reasons() -> None:
    for spec in (find("2100", "claim_adjustment"), find("2110", "line_adjustment")):
        assert [spec.element(f"reason{n}").number for n in range(1, 7)] == [2, 5, 8, 11, 14, 17]
        assert {spec.element(f"reason{n}").code_list for n in range(1, 7)} == {"carc"}
        assert [each.number for each in spec.elements if each.usage == "R"] == [1, 2, 3]


def test_all_six_reasons_of_the_provider_level_have_the_list() -> None:
    spec = find("ST", "provider_adjustment")
    lists = {spec.element(f"adjustment{n}").parts[0].codes for n in range(1, 7)}
    assert len(lists) == 1
    assert {"WO", "FB", "L6", "72", "CS"} <= next(iter(lists))


def test_an_example_is_clean() -> None:
    assert walked(GUIDE, BODY) == []


@pytest.mark.parametrize("path", [each for each in published() if "X221" in each.name], ids=lambda p: p.stem)
def test_the_published_examples_are_clean(path: Path) -> None:
    assert [str(issue) for issue in walked_file(GUIDE, path.read_bytes())] == []


def test_the_name_of_the_guide_may_stand_in_the_first_segment() -> None:
    start = GUIDE.root.opener
    assert start.element("guide").usage == "S"
    assert not start.element("guide").codes


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("PER*BL*EDI DESK*TE*2175550100\n", "", ("G-SEG-04", "1000A", "PER", None, None)),
        ("************20240105", "", ("G-EL-20", "ST", "BPR", 16, None)),
        ("NM1*QC*1*ROE*ANNA****MI*M1\n", "", ("G-SEG-04", "2100", "NM1", None, None)),
        ("CLP*A1*1*", "CLP*A1*5*", ("G-EL-22", "2100", "CLP", 2, None)),
        ("CAS*PR*3*20", "CAS*CR*3*20", ("G-EL-22", "2110", "CAS", 1, None)),
        ("L6*3", "ZZ*3", ("G-EL-22", "ST", "PLB", 5, 1)),
        ("NU:0450", "NU", ("G-EL-20", "2110", "SVC", 1, 2)),
        ("LQ*HE*N130", "LQ*XX*N130", ("G-EL-22", "2110", "LQ", 1, None)),
    ],
)
def test_what_breaks_the_table_is_found(right: str, wrong: str, place: tuple[object, ...]) -> None:
    assert right in BODY
    assert places(walked(GUIDE, BODY.replace(right, wrong, 1))) == [place]
