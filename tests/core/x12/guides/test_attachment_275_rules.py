"""The 275 across segments: each rule tells what breaks it, at the right place, and is quiet otherwise."""

import pytest

from almoner.core.x12.guides.attachment_275 import GUIDE
from tests.core.x12.guides.checked import Told, changed, checked, told

BODY = """
    BGN*11*R1*20240105
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    NM1*41*2*ELM BILLING*****46*ELM01
    NM1*1P*2*ELM CLINIC*****XX*1234567893
    NX1*1P
    N3*1 ELM WAY
    N4*SPRINGFIELD*IL*62701
    NM1*QC*1*ROE*ANNA****MI*M1
    LX*1
    TRN*2*ICN1
    STC*R4:18842-5::LOI
    DTP*368*D8*20240105
    CAT*AE*TX
    EFI*05
    BIN*12*A*B:C^D~E*FG
    LX*2
    TRN*2*ICN1
    STC*R4:11506-3::LOI
    DTP*368*D8*20240105
    CAT*UK*HL*CDA
    EFI*05
    BDS*B64*8*QUJDREVG
"""
UNASKED = changed(
    BODY[: BODY.index("    LX*2")],
    ("BGN*11", "BGN*02"),
    ("TRN*2*ICN1\n    STC*R4:18842-5::LOI\n", "TRN*1*PAPERS1\n"),
)


@pytest.mark.parametrize("body", [BODY, UNASKED])
def test_papers_are_quiet(body: str) -> None:
    assert told(checked(GUIDE, body)) == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (changed(BODY, ("    BIN*12*A*B:C^D~E*FG\n", "")), ("T-01", "2110B", "BIN", None, None)),
        (changed(BODY, ("    BDS*B64*8*QUJDREVG\n", "")), ("T-01", "2110B", "BIN", None, None)),
        (
            changed(BODY, ("    BDS*B64", "    BIN*2*AB\n    BDS*B64")),
            ("T-02", "2110B", "BDS", None, None),
        ),
        (changed(BODY, ("TRN*2*ICN1", "TRN*1*ICN1")), ("T-03", "2000A", "TRN", 1, None)),
        (changed(UNASKED, ("TRN*1*", "TRN*2*")), ("T-03", "2000A", "TRN", 1, None)),
        (changed(BODY, ("    STC*R4:18842-5::LOI\n", "")), ("T-04", "2000A", "STC", None, None)),
    ],
)
def test_what_breaks_a_rule_is_told_once(body: str, place: Told) -> None:
    assert told(checked(GUIDE, body)) == [place]
