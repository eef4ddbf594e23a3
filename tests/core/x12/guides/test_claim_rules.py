"""The situational rules of all claim guides, A-01 to A-22: each broken once and told in the right place and
alone, each kept in a way that looks like breaking it."""

import pytest

from almoner.core.x12.guides import named
from almoner.core.x12.guides.claim.rules import SHARED
from tests.core.x12.guides.claim_body import issues, told

DEPENDENT = (
    "HL*4*3*23*0~PAT*19~NM1*QC*1*DOE*BEN~N3*3 PINE STREET~N4*SPRINGFIELD*IL*62703~DMG*D8*20100203*M~ ->"
)
PLAN = "NM1*PE*2*OLD PLAN*****PI*PLAN1~N3*5 FIR STREET~N4*SPRINGFIELD*IL*62705~REF*EI*371234568"
NAMES_PLAN = f"HL*2*1*22*0 -> {PLAN}~HL*2*1*22*0"
DECISION = "SVD*CEDAR1*150*HC:99214**1~CAS*CO*45*100~CAS*PR*2*50~DTP*573*D8*20240108~ ->"
PAYER = "MI*M3~NM1*PR*2*CEDAR HEALTH*****PI*CEDAR1~"
PAYER_DATED = f"{PAYER} -> {PAYER}DTP*573*D8*20240108~"
ADJUSTED = "AMT*D*150~ -> CAS*CO*45*150~AMT*D*150~"
FACILITY = "NM1*77*2*OAK HALL~N3*7 OAK ROAD~N4*SPRINGFIELD*IL*"
HEAD_1 = "CLM*C1*200***11:B:1*Y*A*Y*Y~"
HEAD_2 = "CLM*C2*300***11:B:1*Y*A*Y*Y~"
NO_BILLING_NPI = "ELM CLINIC*****XX*1234567893 -> ELM CLINIC"
CEDAR = "MI*M1~N3*2 OAK STREET~N4*SPRINGFIELD*IL*62702~DMG*D8*19700203*F~NM1*PR*2*CEDAR HEALTH*****PI*CEDAR1~"
NUMBER_AT_CEDAR = f"{CEDAR} -> {CEDAR}REF*G2*OWN1~"
NUMBER_AT_PINE = "PI*PINE1~ -> PI*PINE1~REF*G2*OWN2~"

SECOND_BILLING = (
    "HL*3*1*22*1 -> HL*3**20*1~NM1*85*2*FIR CLINIC*****XX*1234567893~N3*3 FIR STREET~"
    "N4*SPRINGFIELD*IL*627011234~REF*EI*371234567~HL*4*3*22*1"
)

BROKEN = [
    (["SBR*S**G2 -> SBR*S*18*G2"], "A-01 e 2000B SBR/2"),
    (["HL*3*1*22*1 -> HL*3*1*22*0~SBR*P*18*G9******CI~NM1*IL*1*DOE*ANN****" + CEDAR + "HL*4*1*22*1",
      "HL*4*3*23*0 -> HL*5*4*23*0"], "A-01b e 2000B CLM"),
    ([DEPENDENT, "HL*3*1*22*1 -> HL*3*1*22*0"], "A-02 e 2000B SBR/2"),
    (["SBR*P*18*G1 -> SBR*P**G1"], "A-02 e 2000B SBR/2"),
    (["HL*3*1*22*1 -> HL*3*1*22*0~SBR*P**G9******CI~NM1*IL*1*DOE*ANN****" + CEDAR + "HL*4*1*22*1",
      "HL*4*3*23*0 -> HL*5*4*23*0"], "A-02b e 2000B HL"),
    (["N3*2 OAK STREET~ ->"], "A-03 e 2010BA N3"),
    (["N4*SPRINGFIELD*IL*62702~ ->"], "A-03 e 2010BA N4"),
    (["DMG*D8*19700203*F~ ->"], "A-03 e 2010BA DMG"),
    (["ANNA****MI*M1 -> ANNA"], "A-04 e 2010BA NM1/9"),
    (["SBR*S**G2******CI -> SBR*S**G2******MB"], "A-05 e 2000B SBR/5"),
    (["SBR*P*18*G1******CI -> SBR*P*18*G1**12****MB"], "A-05b w 2000B SBR/5"),
    (["SBR*S**G2******CI -> SBR*S**G2**12****CI"], "A-05b w 2000B SBR/5"),
    (["SBR*P*18*G1******CI -> SBR*P*18*G1*ACME*****CI"], "A-06 e 2000B SBR/4"),
    (["SBR*P*19*G3******CI -> SBR*P*19*G3*ACME*****CI"], "A-06b w 2320 SBR/4"),
    (["SBR*P*19*G3 -> SBR*S*19*G3"], "A-07 e 2320 SBR/1"),
    (["SBR*P*18*G1 -> SBR*S*18*G1"], "A-08 e 2300 SBR"),
    (["SBR*S**G2 -> SBR*T**G2"], "A-08 e 2300 SBR"),
    (["N3*1 ELM STREET -> N3*P.O. Box 7"], "A-09 w 2010AA N3/1"),
    (["N3*1 ELM STREET -> N3*1 ELM STREET*PO BOX 7"], "A-09 w 2010AA N3/2"),
    (["IL*627011234 -> IL*62701"], "A-10 w 2010AA N4/3"),
    ([f"HI*ABK:J020~ -> HI*ABK:J020~{FACILITY}62704~"], "A-10 w 2310C N4/3"),
    ([NO_BILLING_NPI, NUMBER_AT_PINE], "A-11 e 2010BB REF"),
    (["N3*PO BOX 9 -> N3*1  Elm Street", "IL*627019999 -> IL*62701"], "A-12 w 2010AB NM1"),
    (["FRONT DESK*TE*2175550101 -> CLAIM DESK*TE*2175550100"], "A-13 w 2010AA PER"),
    (["20240110*1200*CH -> 20240110*1200*31"], "A-14 e ST BHT/6"),
    (["20240110*1200*CH -> 20240110*1200*31", NAMES_PLAN, SECOND_BILLING, "HL*4*3*23*0 -> HL*5*4*23*0"],
     "A-14c e 2000A NM1"),
    ([NAMES_PLAN], "A-14b e 2010AC NM1"),
    (["CLM*C1*200***11:B:1 -> CLM*C1*200***11:B:7"], "A-15 e 2300 REF"),
    (["CLM*C1*200***11:B:1 -> CLM*C1*200***11:B:8"], "A-15 e 2300 REF"),
    ([f"{HEAD_1} -> {HEAD_1}REF*F8*ICN1~"], "A-15b w 2300 REF"),
    ([f"{HEAD_2} -> {HEAD_2}PWK*OZ*FX~"], "A-16 e 2300 PWK/5"),
    (["SV1*HC:99214*300*UN*1***1~ -> SV1*HC:99214*300*UN*1***1~PWK*OZ*BM~"], "A-16 e 2400 PWK/5"),
    (["SV1*HC:99214*300*UN*1***1~ -> SV1*HC:99214*300*UN*1***1~PWK*CT*EL~"], "A-16b e 2400 PWK/5"),
    (["AMT*D*150~ ->"], "A-17 e 2320 AMT"),
    ([DECISION, ADJUSTED], "A-17b e 2330B DTP"),
    ([PAYER_DATED], "A-17c w 2330B DTP"),
    (["SVD*CEDAR1 -> SVD*OTHER1", ADJUSTED, PAYER_DATED], "A-18 e 2430 SVD/1"),
    (["AMT*D*150~ -> CAS*PR*2*50~AMT*D*150~"], "A-19 e 2320 CAS/3"),
    (["JAN****MI*M2~ -> JAN****MI*M2~REF*Y4*CAS1~"], "A-20 e 2010BA REF"),
    (["REF*6R*L2 -> REF*6R*L1~LX*3~SV1*HC:99070*1*UN*1***1~DTP*472*D8*20240105", "CLM*C1*200 -> CLM*C1*201"],
     "A-21 e 2400 REF/2"),
    (["PAT*19 -> PAT*19****D8*20240202", "DMG*D8*20100203 -> DMG*D8*20240203"], "A-22 w 2000C PAT/6"),
    (["PAT*19 -> PAT*19****D8*20240102"], "A-22b w 2400 DTP/3"),
]  # fmt: skip

KEPT = [
    [],
    ["NM1*IL*1*DOE*JAN****MI*M2 -> NM1*IL*2*ELM SCHOOL"],
    ["SBR*S**G2******CI -> SBR*S**G2**12****MB"],
    ["SBR*P*18*G1******CI -> SBR*P*18*G1******MB"],
    ["SBR*P*18*G1******CI -> SBR*P*18**ACME*****CI"],
    ["SBR*P*18*G1 -> SBR*U*18*G1"],
    ["SBR*P*19*G3 -> SBR*U*19*G3"],
    ["N3*1 ELM STREET -> N3*1 BOXWOOD POBOXER STREET"],
    ["IL*627011234 -> ON*K1A0B*CA"],
    [f"HI*ABK:J020~ -> HI*ABK:J020~{FACILITY}627041234~"],
    [NO_BILLING_NPI, NUMBER_AT_CEDAR, NUMBER_AT_PINE],
    ["N3*PO BOX 9 -> N3*1 ELM STREET*FLOOR 2"],
    ["FRONT DESK*TE*2175550101 -> CLAIM DESK*TE*2175550101"],
    ["20240110*1200*CH -> 20240110*1200*31", NAMES_PLAN],
    [f"{HEAD_1} -> CLM*C1*200***11:B:7*Y*A*Y*Y~REF*F8*ICN1~"],
    [f"{HEAD_2} -> {HEAD_2}PWK*OZ*BM***AC*DOC1~PWK*OZ*AA~"],
    ["AMT*D*150~ ->", DECISION],
    [DECISION, ADJUSTED, PAYER_DATED],
    ["AMT*D*150~ -> CAS*PR*2*50~AMT*D*100~"],
    [
        "JAN****MI*M2~ -> JAN****MI*M2~REF*SY*123456789~",
        "DMG*D8*20100203*M~ -> DMG*D8*20100203*M~REF*Y4*CAS1~",
    ],
    ["REF*6R*L2~ ->"],
    ["PAT*19 -> PAT*19****D8*20240103"],
]


@pytest.mark.parametrize(("changes", "expected"), BROKEN)
def test_a_broken_rule_is_told_in_its_place_and_alone(changes: list[str], expected: str) -> None:
    found = [each for each in told(*changes) if not each.startswith("B-837-")]
    assert found == [expected]


@pytest.mark.parametrize("changes", KEPT)
def test_a_kept_rule_is_quiet(changes: list[str]) -> None:
    assert told(*changes) == []


def test_every_rule_is_broken_once() -> None:
    tested = {expected.split()[0] for _, expected in BROKEN}
    assert {each.id for each in SHARED} | {"A-22", "A-22b"} == tested


def test_a_claim_and_the_cause_are_named() -> None:
    (found,) = issues("CLM*C1*200***11:B:1 -> CLM*C1*200***11:B:7")
    assert (found.claim, found.segment_index) == ("C1", 22)
    assert found.trigger is not None
    assert (found.trigger.segment, found.trigger.segment_index, found.trigger.element) == ("CLM", 22, 5)


def test_a_subscriber_without_a_claim_has_the_claim_of_nobody() -> None:
    (found,) = issues("SBR*S**G2 -> SBR*S*18*G2")
    assert found.loop_path == "2000A[1]/2000B[2]"
    assert found.code_999 == "I13"


@pytest.mark.parametrize("kind", ["I", "D"])
def test_the_other_claim_guides_keep_them_too(kind: str) -> None:
    assert told(kind=kind) == []
    assert told("N3*2 OAK STREET~ ->", kind=kind) == ["A-03 e 2010BA N3"]
    assert told("IL*627011234 -> IL*62701", kind=kind) == ["A-10 w 2010AA N4/3"]


def test_an_institutional_line_number_twice() -> None:
    assert told("REF*6R*L2 -> REF*6R*L1", kind="I") == ["A-21 e 2400 REF/2"]


def test_no_rule_names_what_the_guides_do_not_have() -> None:
    ids = {each.id for name in ("837P", "837I", "837D") for each in named(name).guide.root.loops()}
    assert all(set(each.loops) <= ids for each in SHARED)
