"""Answers beside their inquiries: each trace comes back, and none that wasn't sent."""

import pytest

from almoner.core.wire.echoes import echo_issues
from almoner.core.x12.document import TransactionSet
from almoner.core.x12.guides import named
from almoner.core.x12.reader import read
from almoner.core.x12.spec import Guide
from tests.core.x12.guides.checked import framed, told

ASKED_270 = """
    BHT*0022*13*Q1*20240105*1200
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*1
    NM1*1P*2*ELM CLINIC*****XX*1234567893
    HL*3*2*22*1
    TRN*1*T1*9876543210
    NM1*IL*1*ROE*JANE****MI*M1
    EQ*30
    HL*4*3*23*0
    TRN*1*T2*9876543210
    NM1*03*1*ROE*TOM
    EQ*30
"""
ANSWER_271 = """
    BHT*0022*11*Q1*20240105*1201
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*1
    NM1*1P*2*ELM CLINIC*****XX*1234567893
    HL*3*2*22*1
    TRN*2*T1*9876543210
    TRN*1*P1*9111111111
    NM1*IL*1*ROE*JANE****MI*M1
    EB*1**30
    HL*4*3*23*0
    TRN*2*T2*9876543210
    NM1*03*1*ROE*TOM
    EB*1**30
"""
ASKED_276 = """
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
"""
ANSWER_277 = """
    BHT*0010*08*R1*20240106*0810*DG
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*1
    NM1*41*2*ELM BILLING*****46*ELM01
    HL*3*2*19*1
    NM1*1P*2*ELM CLINIC*****XX*1234567893
    HL*4*3*22*0
    NM1*IL*1*ROE*ANNA****MI*M1
    TRN*2*T1
    STC*P1:20*20240105**145.5
    TRN*2*T1
    STC*P1:20*20240105**80
"""
REFUSED_277 = """
    BHT*0010*08*R2*20240106*0810*DG
    HL*1**20*1
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
    HL*2*1*21*0
    NM1*41*2*ELM BILLING*****46*ELM01
    TRN*2*Q1
    STC*E0:0*20240106
"""
REFUSED_271 = """
    BHT*0022*11*Q1*20240105*1201
    HL*1**20*0
    AAA*Y**42*R
    NM1*PR*2*CEDAR HEALTH PLAN*****PI*CEDAR
"""


def sets_of(name: str, *bodies: str) -> list[TransactionSet]:
    guide: Guide = named(name).guide
    return [each for body in bodies for each in read(framed(guide, body)).sets]


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (("270", ASKED_270), ("271", ANSWER_271)),
        (("270", ASKED_270), ("271", REFUSED_271)),
        (("276", ASKED_276), ("277", ANSWER_277)),
        (("276", ASKED_276), ("277", REFUSED_277)),
        (("276", ASKED_276), ("271", REFUSED_271)),
        (("270", ASKED_270), ("270", ASKED_270)),
    ],
)
def test_what_comes_back_is_quiet(asked: tuple[str, str], answered: tuple[str, str]) -> None:
    assert echo_issues(sets_of(*answered), sets_of(*asked)) == []


def test_a_trace_of_the_270_that_is_changed_is_both_unknown_and_lost() -> None:
    answer = ANSWER_271.replace("TRN*2*T2", "TRN*2*T9")
    issues = echo_issues(sets_of("271", answer), sets_of("270", ASKED_270))
    assert told(issues) == [("E-05", "2000D", "TRN", 2, None), ("E-05", "ST", "TRN", None, None)]
    assert [(each.claim, each.segment_index) for each in issues] == [("T9", 13), ("T2", 1)]
    assert all(each.byte_offset for each in issues)
    assert not any("T9" in str(each) for each in issues)


def test_a_batch_is_answered_by_several_sets() -> None:
    first = ANSWER_271[: ANSWER_271.index("    HL*4")]
    assert told(echo_issues(sets_of("271", first), sets_of("270", ASKED_270))) == [
        ("E-05", "ST", "TRN", None, None)
    ]
    assert echo_issues(sets_of("271", first, ANSWER_271), sets_of("270", ASKED_270)) == []


@pytest.mark.parametrize(
    ("answer", "places"),
    [
        (
            ANSWER_277.replace("TRN*2*T1", "TRN*2*T7", 1),
            [("S-04", "2200D", "TRN", 2, None)],
        ),
        (
            ANSWER_277.replace("TRN*2*T1", "TRN*2*T7"),
            [("S-04", "2200D", "TRN", 2, None)] * 2 + [("S-04", "ST", "TRN", None, None)],
        ),
        (REFUSED_277.replace("TRN*2*Q1", "TRN*2*Q2"), [("S-04", "2200B", "TRN", 2, None)]),
    ],
)
def test_a_trace_that_the_276_never_had_is_told(answer: str, places: list[object]) -> None:
    assert told(echo_issues(sets_of("277", answer), sets_of("276", ASKED_276))) == places
