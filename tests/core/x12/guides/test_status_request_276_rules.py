"""The 276 across segments: each rule tells what breaks it, at the right place, and is quiet otherwise."""

import pytest

from almoner.core.x12.guides.status_request_276 import GUIDE
from tests.core.x12.guides.checked import Told, changed, checked, told

SUBSCRIBER = """
    BHT*0010*13*Q1*20240105*1200
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*1
    NM1*41*2*ELM BILLING*****46*ELM01
    HL*3*2*19*1
    NM1*1P*2*ELM CLINIC*****XX*1234567893
    HL*4*3*22*0
    DMG*D8*19700102*F
    NM1*IL*1*ROE*ANNA****MI*M1
    TRN*1*T1
    DTP*472*D8*20240102
    TRN*1*T2
    SVC*HC:99213*100*****1
    DTP*472*D8*20240102
"""
DEPENDENT = changed(
    SUBSCRIBER[: SUBSCRIBER.index("    TRN*1*T1")],
    ("HL*4*3*22*0\n    DMG*D8*19700102*F\n", "HL*4*3*22*1\n"),
) + (
    """    HL*5*4*23
    DMG*D8*20140102*M
    NM1*QC*1*ROE*TOM
    TRN*1*T3
    DTP*472*D8*20240102
"""
)


@pytest.mark.parametrize("body", [SUBSCRIBER, DEPENDENT])
def test_an_inquiry_is_quiet(body: str) -> None:
    assert told(checked(GUIDE, body)) == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (changed(SUBSCRIBER, ("    DMG*D8*19700102*F\n", "")), ("S-01", "2000D", "DMG", None, None)),
        (
            changed(DEPENDENT, ("    NM1*IL", "    DMG*D8*19700102*F\n    NM1*IL")),
            ("S-10", "2000D", "DMG", None, None),
        ),
        (changed(DEPENDENT, ("    HL*5", "    TRN*1*T0\n    HL*5")), ("S-02", "2200D", "TRN", None, None)),
        (
            changed(SUBSCRIBER, ("TRN*1*T1\n    DTP*472*D8*20240102\n", "TRN*1*T1\n")),
            ("S-03", "2200D", "DTP", None, None),
        ),
        (
            changed(DEPENDENT, ("TRN*1*T3\n    DTP*472*D8*20240102\n", "TRN*1*T3\n")),
            ("S-03", "2200E", "DTP", None, None),
        ),
        (SUBSCRIBER[: SUBSCRIBER.index("    TRN*1*T1")], ("S-07", "2000D", "TRN", None, None)),
        (changed(SUBSCRIBER, ("TRN*1*T2", "TRN*1*T1")), ("S-08", "2200D", "TRN", 2, None)),
    ],
)
def test_what_breaks_a_rule_is_told_once(body: str, place: Told) -> None:
    assert told(checked(GUIDE, body)) == [place]


def test_a_tally_is_quiet_below_its_level() -> None:
    assert told(checked(GUIDE, changed(SUBSCRIBER, ("TRN*1*T2", "TRN*1*T1")), level=3)) == []
