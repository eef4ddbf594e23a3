"""The 277CA across segments: each rule tells what breaks it, at the right place, and is quiet otherwise."""

import pytest

from almoner.core.x12.guides.receipt_277ca import GUIDE
from tests.core.x12.guides.checked import Told, changed, checked, told

HEAD = """
    BHT*0085*08*R1*20240106*0810*TH
    HL*1**20*1
    NM1*AY*2*OAK CLEARINGHOUSE*****46*OAK
    TRN*1*RECEIPT1
    DTP*050*D8*20240105
    DTP*009*D8*20240106
"""
BODY = (
    HEAD
    + """
    HL*2*1*21*1
    NM1*41*2*ELM BILLING*****46*ELM01
    TRN*2*BATCH1
    STC*A1:19:PR*20240106*WQ*550
    QTY*90*2
    QTY*AA*3
    AMT*YU*150
    AMT*YY*400
    HL*3*2*19*1
    NM1*85*2*ELM CLINIC*****XX*1234567893
    TRN*1*0
    STC*A1:19:PR**WQ*300
    QTY*QA*2
    QTY*QC*1
    AMT*YU*150
    AMT*YY*150
    HL*4*3*PT
    NM1*QC*1*ROE*ANNA****MI*M1
    TRN*2*A1
    STC*A2:20:PR*20240106*WQ*100
    DTP*472*D8*20240102
    HL*5*3*PT
    NM1*QC*1*DOE*TOM
    TRN*2*A2
    STC*A3:21:82*20240106*U*150
    STC*A7:187*20240106*U*150
    SVC*HC:99213*150*****1
    STC*A3:122**U
    HL*6*3*PT
    NM1*QC*1*POE*JAN
    TRN*2*A3
    STC*A1:19:PR*20240106*WQ*50
    HL*7*2*19*0
    NM1*85*2*FIR CLINIC*****XX*1234567893
    TRN*2*0002
    STC*A3:24:85*20240106*U*250
    QTY*QC*2
    AMT*YY*250
"""
).replace("\n\n", "\n")
REJECTED_BATCH = (
    HEAD
    + """
    HL*2*1*21*0
    NM1*41*2*ELM BILLING*****46*ELM01
    TRN*2*BATCH2
    STC*A3:24:41**U
    QTY*AA*3
    AMT*YY*300
"""
).replace("\n\n", "\n")
ACCEPTED = "STC*A2:20:PR*20240106*WQ*100"


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        REJECTED_BATCH,
        changed(
            BODY, ("    QTY*QC*2\n    AMT*YY*250\n", ""), ("QTY*AA*3", "QTY*AA*9"), ("*YY*400", "*YY*900")
        ),
        changed(BODY, ("    QTY*90*2\n    QTY*AA*3\n    AMT*YU*150\n    AMT*YY*400\n", "")),
        changed(BODY, ("QTY*90*2", "QTY*90*02"), ("AMT*YU*150", "AMT*YU*150.00")),
    ],
)
def test_a_receipt_is_quiet(body: str) -> None:
    assert told(checked(GUIDE, body)) == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (changed(BODY, (ACCEPTED, "STC*A3:20:PR*20240106*WQ*100")), ("C-01", "2200D", "STC", 1, 1)),
        (changed(BODY, ("STC*A7:187", "STC*A2:187")), ("C-01", "2200D", "STC", 1, 1)),
        (changed(BODY, (ACCEPTED, ACCEPTED + "******A8:496")), ("C-01", "2200D", "STC", 10, 1)),
        (changed(BODY, ("STC*A3:122**U", "STC*A1:122**U")), ("C-01", "2220D", "STC", 1, 1)),
        (changed(BODY, ("STC*A3:24:85", "STC*A1:24:85")), ("C-01", "2200C", "STC", 1, 1)),
        (changed(REJECTED_BATCH, ("STC*A3:24:41**U", "STC*A1:24:41**U")), ("C-01", "2200B", "STC", 1, 1)),
        (
            changed(BODY, ("STC*A1:19:PR*20240106*WQ*550", "STC*A3:24:41**U")),
            ("C-02", "2000C", "HL", None, None),
        ),
        (
            changed(BODY, ("    DTP*472*D8*20240102\n", "    SVC*HC:99213*100*****1\n    STC*A3:122**U\n")),
            ("C-05", "2220D", "SVC", None, None),
        ),
        (
            changed(BODY, ("STC*A7:187*20240106*U", "STC*A2:20*20240106*WQ")),
            ("C-06", "2200D", "STC", 3, None),
        ),
        (changed(BODY, ("QTY*90*2", "QTY*90*3")), ("C-04", "2200B", "QTY", 2, None)),
        (changed(BODY, ("QTY*AA*3", "QTY*AA*2")), ("C-04", "2200B", "QTY", 2, None)),
        (changed(BODY, ("AMT*YU*150", "AMT*YU*150.01")), ("C-04", "2200B", "AMT", 2, None)),
        (changed(BODY, ("AMT*YY*400", "AMT*YY*4000")), ("C-04", "2200B", "AMT", 2, None)),
        (changed(BODY, ("QTY*QA*2", "QTY*QA*1")), ("C-04", "2200C", "QTY", 2, None)),
        (changed(BODY, ("QTY*QC*1", "QTY*QC*0")), ("C-04", "2200C", "QTY", 2, None)),
        (
            changed(BODY, ("AMT*YU*150\n    AMT*YY*150\n", "AMT*YU*149\n    AMT*YY*150\n")),
            ("C-04", "2200C", "AMT", 2, None),
        ),
    ],
)
def test_what_breaks_a_rule_is_told_once(body: str, place: Told) -> None:
    assert told(checked(GUIDE, body)) == [place]


def test_a_provider_who_is_rejected_has_no_claim_accepted() -> None:
    body = changed(BODY, ("STC*A1:19:PR**WQ*300", "STC*A3:24:85**U*300"))
    assert told(checked(GUIDE, body)) == [("C-06", "2200D", "STC", 3, None)] * 2


def test_totals_are_a_matter_of_balance() -> None:
    (issue,) = checked(GUIDE, changed(BODY, ("QTY*90*2", "QTY*90*3")), level=3)
    assert (issue.rule, issue.snip, issue.code_999, issue.segment_index) == ("C-04", 3, "", 12)


def test_each_batch_is_counted_anew() -> None:
    again = "\n".join(
        line.replace("HL*1**", "HL*8**").replace("HL*2*1", "HL*9*8")
        for line in REJECTED_BATCH.splitlines()[2:]
    )
    providers = BODY[BODY.index("    HL*3") : BODY.index("    HL*5")].replace("HL*3*2", "HL*10*9")
    body = (
        BODY
        + changed(again, ("*21*0", "*21*1"), ("STC*A3:24:41**U", "STC*A1:19**WQ"), ("QTY*AA*3", "QTY*90*1"))
        + "\n"
        + changed(providers, ("HL*4*3", "HL*11*10"), ("QTY*QA*2", "QTY*QA*1"))
    )
    rules = [each.rule for each in checked(GUIDE, body)]
    assert rules == ["C-04"] * 4


def test_counts_beyond_all_bounds_are_left_to_the_table() -> None:
    body = changed(BODY, ("QTY*90*2", f"QTY*90*{'9' * 5000}"))
    assert told(checked(GUIDE, body)) == [("G-EL-02", "2200B", "QTY", 2, None)]
