"""The remittance across segments: each rule tells what breaks it, at the right place and alone, and is quiet
about what looks like it."""

import pytest

from almoner.core.x12.guides.remittance_835 import GUIDE
from tests.core.x12.examples import published
from tests.core.x12.guides.checked import Told, changed, checked, checked_file, told

BODY = """
    BPR*I*90*C*ACH*CCP*01*021000021*DA*123456*1512345678**01*021000089*DA*98765*20240105
    TRN*1*12345*1512345678
    N1*PR*CEDAR HEALTH PLAN
    N3*1 CEDAR WAY
    N4*SPRINGFIELD*IL*62701
    PER*BL*EDI DESK*TE*2175550100
    N1*PE*ELM CLINIC*XX*1234567893
    LX*1
    TS3*1234567893*11*20241231*2*225.5
    CLP*A1*1*145.5*100*20*12*ICN1*11*1
    NM1*QC*1*ROE*ANNA****MI*M1
    NM1*IL*1*ROE*CARL****MI*M1
    SVC*HC:99213:25*100*80**1
    DTM*472*20240102
    CAS*PR*3*20
    REF*6R*L1
    AMT*B6*100
    SVC*NU:0450*45.5*20
    DTM*150*20240102
    DTM*151*20240103
    CAS*CO*45*15.5**97*10
    REF*6R*L2
    CLP*A2*1*80*0**12*ICN2*11*1
    CAS*CO*29*80
    NM1*QC*1*ROE*ANNA****MI*M1
    PLB*1234567893*20241231*WO:REF*7*L6*3
"""
CHECK = "CHK************20240105"
BANKED = "ACH*CCP*01*021000021*DA*123456*1512345678**01*021000089*DA*98765*20240105"
REVERSED = (
    ("CLP*A2*1*80*0*", "CLP*A2*22*-80*0*"),
    ("CAS*CO*29*80", "CAS*CO*29*-80"),
    ("*2*225.5", "*2*65.5"),
)
SECOND = "SVC*NU:0450*45.5*20"


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        changed(BODY, (BANKED, CHECK)),
        changed(BODY, ("ACH*CCP*", "FWT**")),
        changed(BODY, ("**01*021000089", "*123456789*01*021000089")),
        changed(BODY, *REVERSED),
        changed(BODY, ("CLP*A2*1*", "CLP*A2*2*"), ("CAS*CO*29*80", "CAS*OA*23*80")),
        changed(
            BODY,
            ("CLP*A2*1*", "CLP*A2*19*"),
            ("    PLB", "    NM1*TT*2*PINE MUTUAL*****PI*P2\n    PLB"),
        ),
        changed(BODY, ("    SVC*HC", "    MOA***MA01\n    SVC*HC")),
        changed(BODY, ("CAS*CO*29*80", "CAS*CO*16*80"), ("    PLB", "    MOA***M51\n    PLB")),
        changed(
            BODY, ("CAS*CO*45*15.5**97*10\n    REF*6R*L2", "CAS*CO*16*25.5\n    REF*6R*L2\n    LQ*HE*M51")
        ),
        changed(BODY, ("CAS*PR*3*20", "CAS*PR*3*1**2*2**1*3**119*4**45*5**66*4\n    CAS*PR*100*1")),
        changed(BODY, (SECOND, "SVC*NU:0450*45.5*20**1*HC:99284*2")),
        changed(BODY, ("    REF*6R*L1\n", ""), ("    REF*6R*L2\n", "")),
        changed(BODY, ("    DTM*472*20240102\n", "")),
        changed(
            BODY, ("TS3*1234567893*11*20241231*2*225.5", "TS3*1234567893*11*20241231*2*225.5\n    TS2*5")
        ),
    ],
)
def test_a_remittance_is_quiet(body: str) -> None:
    assert told(checked(GUIDE, body)) == []


@pytest.mark.parametrize(
    ("body", "places"),
    [
        (changed(BODY, ("ACH*CCP*", "ACH**")), [("R-01", "ST", "BPR", 5, None)]),
        (
            changed(BODY, ("*DA*98765*", "***")),
            [("R-01", "ST", "BPR", 14, None), ("R-01", "ST", "BPR", 15, None)],
        ),
        (changed(BODY, ("ACH*CCP*", "CHK**")), [("R-01b", "ST", "BPR", 6, None)]),
        (changed(BODY, (BANKED, CHECK.replace("CHK", "NON"))), [("R-02", "ST", "BPR", 4, None)]),
        (
            changed(BODY, ("BPR*I*90*", "BPR*I*0*"), ("WO:REF*7", "WO:REF*97")),
            [("R-02", "ST", "BPR", 4, None)],
        ),
        (
            changed(BODY, ("BPR*I*90*", "BPR*I*-10*"), ("WO:REF*7", "WO:REF*107")),
            [("R-02b", "ST", "BPR", 2, None)],
        ),
        (changed(BODY, ("12345*1512345678", "12345*1999999999")), [("R-03", "ST", "TRN", 3, None)]),
        (
            changed(
                BODY, ("**01*021000089", "*123456789*01*021000089"), ("*1512345678\n", "*1512345678*99\n")
            ),
            [("R-03", "ST", "TRN", 4, None)],
        ),
        (changed(BODY, ("CLP*A2*1*80", "CLP*A2*22*80")), [("R-04", "2100", "CLP", 3, None)]),
        (changed(BODY, ("CLP*A2*1*", "CLP*A2*2*")), [("R-05", "2100", "CLP", 2, None)]),
        (changed(BODY, ("CLP*A2*1*", "CLP*A2*19*")), [("R-06", "2100", "NM1", None, None)]),
        (changed(BODY, ("ROE*CARL", "ROE*ANNA")), [("R-07", "2100", "NM1", None, None)]),
        (
            changed(BODY, ("    SVC*HC", "    MIA*0\n    MOA***MA01\n    SVC*HC")),
            [("R-08", "2100", "MOA", None, None)],
        ),
        (changed(BODY, ("DTM*150*", "DTM*472*")), [("R-09", "2110", "DTM", 1, None)]),
        (changed(BODY, ("    DTM*151*20240103\n", "")), [("R-09", "2110", "DTM", 1, None)]),
        (changed(BODY, ("DTM*151*", "DTM*150*")), [("R-09", "2110", "DTM", 1, None)]),
        (changed(BODY, (SECOND, f"{SECOND}**2*NU:0450")), [("R-10", "2110", "SVC", 6, None)]),
        (changed(BODY, (SECOND, f"{SECOND}****1")), [("R-10", "2110", "SVC", 7, None)]),
        (changed(BODY, ("    REF*6R*L1\n", "")), [("R-11", "2110", "SVC", None, None)]),
        (changed(BODY, ("CAS*PR*3*20", "CAS*PR*3*19**16*1")), [("R-12", "2110", "LQ", None, None)]),
        (changed(BODY, ("CAS*CO*29*80", "CAS*CO*A1*80")), [("R-12", "2100", "MOA", None, None)]),
        (
            changed(BODY, ("CAS*CO*45*15.5**97*10", "CAS*CO*45*15.5\n    CAS*CO*97*10")),
            [("R-13", "2110", "CAS", 1, None)],
        ),
        (
            changed(BODY, ("CAS*CO*29*80", "CAS*CO*29*40\n    CAS*CO*45*40")),
            [("R-13", "2100", "CAS", 1, None)],
        ),
        (changed(BODY, ("WO:REF", "WO")), [("R-14", "ST", "PLB", 3, 2)]),
        (changed(BODY, ("L6*3", "FB*3")), [("R-14", "ST", "PLB", 5, 2)]),
        (
            changed(BODY, ("TS3*1234567893*11*20241231*2*225.5", "TS2*5")),
            [("R-15", "2000", "TS2", None, None)],
        ),
        (changed(BODY, ("*2*225.5", "*3*225.5")), [("B-835-05", "2000", "TS3", 4, None)]),
    ],
)
def test_what_breaks_a_rule_is_told(body: str, places: list[Told]) -> None:
    assert told(checked(GUIDE, body)) == places


def test_a_reversed_line_is_told_with_its_claim() -> None:
    body = changed(
        BODY,
        ("CLP*A1*1*145.5*100*20", "CLP*A1*22*-145.5*-100*-20"),
        ("BPR*I*90*", "BPR*I*10*"),
        ("WO:REF*7", "WO:REF*-113"),
        ("*2*225.5", "*2*-65.5"),
        ("*45.5*20", "*-45.5*-20"),
        ("CAS*CO*45*15.5**97*10", "CAS*CO*45*-15.5**97*-10"),
        ("CAS*PR*3*20", "CAS*PR*3*-20"),
        ("SVC*HC:99213:25*100*80", "SVC*HC:99213:25*-100*-80"),
    )
    assert told(checked(GUIDE, body)) == []
    issues = checked(GUIDE, changed(body, ("25*-100*-80", "25*100*120")), level=4)
    assert ("R-04", "2110", "SVC", 2, None) in told(issues)
    assert {each.claim for each in issues if each.loop in ("2100", "2110")} == {"A1"}


def test_the_cause_of_a_missing_remark_is_the_adjustment() -> None:
    (issue,) = checked(GUIDE, changed(BODY, ("CAS*PR*3*20", "CAS*PR*3*19**16*1")))
    assert issue.claim == "A1"
    assert issue.loop_path == "2000[1]/2100[1]/2110[1]"
    assert issue.trigger is not None
    assert (issue.trigger.segment, issue.trigger.loop, issue.trigger.element) == ("CAS", "2110", 5)


def test_one_issue_a_cause_for_an_amount_that_can_not_be_read() -> None:
    issues = checked(GUIDE, changed(BODY, ("SVC*NU:0450*45.5", "SVC*NU:0450*45,5")))
    assert [(each.segment, each.element) for each in issues] == [("SVC", 2)]


def test_segments_cut_short_are_told_by_the_table_alone() -> None:
    for whole, cut in (("CAS*PR*3*20", "CAS"), ("DTM*472*20240102", "DTM"), ("SVC*NU:0450*45.5*20", "SVC")):
        rules = {each.rule for each in checked(GUIDE, changed(BODY, (whole, cut)))}
        assert rules, cut
        assert not any(rule.startswith("R-09") for rule in rules)


def test_published_remittances_break_no_rule() -> None:
    paths = [path for path in published() if path.name.startswith("X221")]
    if not paths:
        pytest.skip("the package with the published examples isn't installed")
    found = [
        (path.name, each.rule)
        for path in paths
        for each in checked_file(path.read_bytes(), level=4)
        if each.severity != "note"
    ]
    assert found == []
