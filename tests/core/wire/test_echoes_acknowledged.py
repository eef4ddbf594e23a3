"""Acknowledgements beside what they acknowledge: batch, claims, lines and sets are those that were sent."""

import pytest

from almoner.core.wire.echoes_acknowledged import group_issues, receipt_issues
from almoner.core.x12.document import TransactionSet
from almoner.core.x12.guides import named
from almoner.core.x12.reader import read
from tests.core.x12.guides.checked import Told, changed, framed, told

SENT = """
    BHT*0019*00*BATCH1*20240105*1200*CH
    NM1*41*2*ELM BILLING*****46*ELM01
    PER*IC*BILLING*TE*2175550100
    NM1*40*2*OAK CLEARINGHOUSE*****46*OAK
    HL*1**20*1
    NM1*85*2*OAK HOSPITAL*****XX*1234567893
    N3*1 ELM WAY
    N4*SPRINGFIELD*IL*627010001
    REF*EI*123456789
    HL*2*1*22*0
    SBR*P*18*******CI
    NM1*IL*1*ROE*ANNA****MI*M1
    N3*2 ELM WAY
    N4*SPRINGFIELD*IL*62701
    DMG*D8*19700102*F
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    CLM*A1*100***13:A:1**A*Y*Y
    DTP*434*RD8*20240102-20240102
    CL1*3**01
    REF*D9*CH1
    HI*ABK:E119
    LX*1
    SV2*0450*HC:99213*100*UN*1
    DTP*472*D8*20240102
    REF*6R*L1
"""
RECEIPT = """
    BHT*0085*08*R1*20240106*0810*TH
    HL*1**20*1
    NM1*AY*2*OAK CLEARINGHOUSE*****46*OAK
    TRN*1*RECEIPT1
    DTP*050*D8*20240105
    DTP*009*D8*20240106
    HL*2*1*21*1
    NM1*41*2*ELM BILLING*****46*ELM01
    TRN*2*BATCH1
    STC*A1:19:PR*20240106*WQ*100
    HL*3*2*19*1
    NM1*85*2*OAK HOSPITAL*****XX*1234567893
    HL*4*3*PT
    NM1*QC*1*ROE*ANNA****MI*M1
    TRN*2*A1
    STC*A3:21*20240106*U*100
    REF*D9*CH1
    REF*BLT*131
    SVC*HC:99213*100**0450
    STC*A3:122**U
    REF*FJ*L1
"""
ACKNOWLEDGED = """
    AK1*HC*7*005010X223A2
    AK2*837*0001*005010X223A2
    IK5*A
    AK9*A*1*1*1
"""


def sets_of(name: str, body: str) -> list[TransactionSet]:
    return read(framed(named(name).guide, body)).sets


def test_a_receipt_of_what_was_sent_is_quiet() -> None:
    assert receipt_issues(sets_of("277CA", RECEIPT), sets_of("837I", SENT)) == []


def test_numbers_that_were_not_sent_need_not_come_back() -> None:
    sent = changed(SENT, ("    REF*D9*CH1\n", ""), ("    REF*6R*L1\n", ""))
    receipt = changed(RECEIPT, ("    REF*D9*CH1\n", ""), ("    REF*FJ*L1\n", ""))
    assert receipt_issues(sets_of("277CA", receipt), sets_of("837I", sent)) == []


@pytest.mark.parametrize(
    ("receipt", "place"),
    [
        (changed(RECEIPT, ("TRN*2*BATCH1", "TRN*2*BATCH2")), ("C-03", "2200B", "TRN", 2, None)),
        (changed(RECEIPT, ("TRN*2*A1", "TRN*2*A9")), ("C-03", "2200D", "TRN", 2, None)),
        (changed(RECEIPT, ("    REF*D9*CH1\n", "")), ("C-07", "2200D", "REF", None, None)),
        (changed(RECEIPT, ("REF*D9*CH1", "REF*D9*CH2")), ("C-07", "2200D", "REF", 2, None)),
        (changed(RECEIPT, ("REF*BLT*131", "REF*BLT*111")), ("C-07", "2200D", "REF", 2, None)),
        (changed(RECEIPT, ("    REF*FJ*L1\n", "")), ("C-07", "2220D", "REF", None, None)),
        (changed(RECEIPT, ("REF*FJ*L1", "REF*FJ*L2")), ("C-07", "2220D", "REF", 2, None)),
    ],
)
def test_what_a_receipt_names_otherwise_is_told(receipt: str, place: Told) -> None:
    assert told(receipt_issues(sets_of("277CA", receipt), sets_of("837I", SENT))) == [place]


@pytest.mark.parametrize(
    ("right", "wrong", "places"),
    [
        ("AK1*HC*7", "AK1*HC*7", []),
        ("AK2*837*0001*005010X223A2", "AK2*837*0001", []),
        ("AK1*HC*7", "AK1*HC*8", [("K-04", "ST", "AK1", 2, None)]),
        ("AK1*HC*7*005010X223A2", "AK1*HP*7*005010X221A1", [("K-04", "ST", "AK1", n, None) for n in (1, 3)]),
        ("AK2*837*0001", "AK2*837*0002", [("K-04", "2000", "AK2", 2, None)]),
        ("AK2*837*0001", "AK2*835*0001", [("K-04", "2000", "AK2", 1, None)]),
        (
            "AK2*837*0001*005010X223A2",
            "AK2*837*0001*005010X222A1",
            [("K-04", "2000", "AK2", 3, None)],
        ),
    ],
)
def test_a_999_repeats_the_numbers_of_its_group(right: str, wrong: str, places: list[Told]) -> None:
    (group,) = read(framed(named("837I").guide, SENT)).interchanges[0].groups
    (answer,) = sets_of("999", changed(ACKNOWLEDGED, (right, wrong)))
    assert told(group_issues(answer, group)) == places
