"""The 275's guide: it has what the published outline has; examples pass, and what breaks it is found."""

import pytest

from almoner.core.x12.dictionary import is_known, layout
from almoner.core.x12.guides.attachment_275 import GUIDE
from tests.core.x12.guides.outline import doubled_names, outline, places, walked

TABLE = """
ST!: ST*275! BGN*02*11! (1000A) (1000B) (1000C) (1000D) (2000A) SE!
1000A!: NM1*PR! PER*IC
1000B!: NM1*41! PER*IC
1000C!: NM1*1P! PRV*AT*BI*OP*OT*PE*RF*SU REF*0B*1G*EI*G2*G5*LU*SY*TJx5 (1100C)
1100C: NX1*1P! N3! N4!
1000D!: NM1*QC! REF*EJ REF*BLT REF*EA REF*D9 DTP*472
2000A!x*: LX! TRN*1*2! STC REF*6R*FJ REFx2 (2100A) (2100B)
2100A: DTP*472!
2100B!: DTP*368! CAT*AE*UK! (2110B)
2110Bx*: EFI*05! BIN BDS
"""

BODY = """
    BGN*11*R1*20240105
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    PER*IC*CLAIM DESK*TE*2175550100
    NM1*41*2*ELM BILLING*****46*ELM01
    NM1*1P*2*ELM CLINIC*****XX*1234567893
    PRV*BI*PXC*207Q00000X
    REF*G2*E1
    NX1*1P
    N3*1 ELM WAY
    N4*SPRINGFIELD*IL*62701
    NM1*QC*1*ROE*ANNA****MI*M1
    REF*EJ*A1
    REF*BLT*131
    REF*EA*MR1
    REF*D9*CH1
    DTP*472*RD8*20240102-20240103
    LX*1
    TRN*2*ICN1
    STC*R4:18842-5::LOI*20240104
    REF*FJ*1
    REF*XX*99213
    DTP*472*D8*20240102
    DTP*368*D8*20240105
    CAT*AE*TX
    EFI*05
    BIN*12*A*B:C^D~E*FG
    LX*2
    TRN*2*ICN1
    STC*R4:11506-3::LOI*********R4:18842-5::LOI
    DTP*368*D8*20240105
    CAT*UK*HL*CDA
    EFI*05
    BDS*B64*8*QUJDREVG
"""


def test_it_has_what_the_outline_has() -> None:
    assert outline(GUIDE.root) == TABLE.strip()


def test_no_name_stands_twice() -> None:
    assert doubled_names(GUIDE) == []


def test_the_dictionary_knows_its_segments() -> None:
    assert all(is_known(each) for each in ("BGN", "NX1", "CAT", "EFI", "BIN", "BDS"))
    assert [part.data_element for part in layout("NX1")] == ["98"] * 5
    assert [part.type for part in layout("BIN")] == ["N0", "B"]


def test_an_attachment_is_named_by_its_trace() -> None:
    name, number = GUIDE.claim_key
    (unit,) = (each for each in GUIDE.root.loops() if each.id in GUIDE.claim_loops)
    (trace,) = (each for each in unit.segments() if each.name == name)
    assert (unit.id, trace.id, trace.element(number).number) == ("2000A", "TRN", 2)


def test_an_example_is_clean_whatever_the_papers_hold() -> None:
    assert walked(GUIDE, BODY) == []


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("BGN*11*R1", "BGN*99*R1", ("G-EL-22", "ST", "BGN", 1, None)),
        ("    NM1*41*2*ELM BILLING*****46*ELM01\n", "", ("G-LOOP-01", "1000B", "NM1", None, None)),
        ("NX1*1P\n    N3*1 ELM WAY\n", "NX1*1P\n", ("G-SEG-04", "1100C", "N3", None, None)),
        ("    TRN*2*ICN1\n", "", ("G-SEG-04", "2000A", "TRN", None, None)),
        ("    CAT*AE*TX\n", "", ("G-SEG-04", "2100B", "CAT", None, None)),
        ("CAT*AE*TX", "CAT*AE", ("G-EL-20", "2100B", "CAT", 2, None)),
        ("EFI*05", "EFI*09", ("G-EL-22", "2110B", "EFI", 1, None)),
        ("DTP*368*D8*20240105", "DTP*368*D8*20240230", ("G-EL-04", "2100B", "DTP", 3, None)),
    ],
)
def test_what_breaks_the_guide_is_found(right: str, wrong: str, place: tuple[object, ...]) -> None:
    assert right in BODY
    assert places(walked(GUIDE, BODY.replace(right, wrong, 1))) == [place]
