"""The situational rules of the professional claim, P-01 to P-28: each broken once and told in the right place
and alone, each kept in a way that looks like breaking it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.x12.guides import named
from almoner.core.x12.guides.claim.rules import SHARED
from tests.core.x12.guides.claim_body import PROFESSIONAL, issues, told

HEAD_1 = "CLM*C1*200***11:B:1*Y*A*Y*Y~"
HEAD_2 = "CLM*C2*300***11:B:1*Y*A*Y*Y~"
HEAD_3 = "SBR*P*19*G3"
"""The 2320 of C2, which providers and the claim's own segments come before."""
LINE_2 = "SV1*HC:99070*80*UN*1***1~DTP*472*D8*20240105~REF*6R*L2~"
LINE = "SV1*HC:99070*80*UN*1***1~"
FACILITY = "NM1*77*2*OAK HALL~N3*{}~N4*SPRINGFIELD*IL*{}~"
BIRCH = "NM1*82*1*BIRCH*AL****XX*1432109878~"
PICK_UP = "NM1*PW*2~N3*2 OAK STREET~N4*SPRINGFIELD*IL*62702~"
DROP_OFF = "NM1*45*2~N3*7 OAK ROAD~N4*SPRINGFIELD*IL*62704~"
TRIP = "CR1*LB*150**A*DH*5~"
MILES = "SV1*HC:99070*80 -> SV1*HC:A0425*80"
DRUG = "LIN**N4*00409379501~CTP****2*ML~"
ORDERED = "NM1*DK*1*{}****XX*{}~N3*9 FIR STREET~N4*SPRINGFIELD*IL*62703~PER*IC*OFFICE*TE*2175550199~"
NINTH = ["HI*ABK:E119*ABF:I10 -> HI*BK:25000*BF:4019"]
OLD = ["DTP*472*D8*20240105~REF*6R*L1 -> DTP*472*D8*20150930~REF*6R*L1",
       "DTP*472*D8*20240105~REF*6R*L2 -> DTP*472*D8*20150930~REF*6R*L2"]  # fmt: skip


def claim(change: str, after: str = "") -> str:
    """C1 with other text in its CLM, and segments after it."""
    return f"{HEAD_1} -> {change or HEAD_1}{after}"


def after_codes(segments: str) -> str:
    """Providers of C1, in place of its rendering one."""
    return f"{BIRCH} -> {segments}"


def line(*, own: str = LINE, after: str = "DTP*472*D8*20240105~", last: str = "") -> str:
    """The second line of C1 with another SV1, further segments and loops."""
    return f"{LINE_2} -> {own}{after}REF*6R*L2~{last}"


AA = "CLM*C1*200***11:B:1*Y*A*Y*Y**AA:::IL~"

BROKEN = [
    ([claim(AA)], "P-01 e 2300 DTP"),
    ([claim("CLM*C1*200***11:B:1*Y*A*Y*Y**EM:OA~")], "P-01 e 2300 DTP"),
    ([claim("CLM*C1*200***11:B:1*Y*A*Y*Y**EM~"), "HI*ABK:E119 -> HI*ABK:S82101A"], "P-01b n 2300 DTP"),
    ([claim("", "DTP*439*D8*20240102~")], "P-01c w 2300 DTP"),
    ([claim("CLM*C1*200***11:B:1*Y*A*Y*Y**AA~", "DTP*439*D8*20240102~")], "P-02 e 2300 CLM/11-4"),
    ([claim("CLM*C1*200***21:B:1*Y*A*Y*Y~")], "P-03 e 2300 DTP"),
    ([line(own="SV1*HC:99070*80*UN*1*21**1~")], "P-03 e 2300 DTP"),
    (["HI*ABK:E119 -> CR1*LB*150**A*DH*5~CRC*07*Y*01~HI*ABK:E119"], "P-03 e 2300 DTP"),
    ([claim("", "DTP*431*D8*20240105~")], "P-04 w 2300 DTP/3"),
    (["ABF:I10 -> BF:4019"], "P-05 e 2300 HI/2-1"),
    (NINTH, "P-05b e 2300 HI/1-1"),
    (OLD, "P-05c e 2300 HI/1-1"),
    (["UN*1***1:2 -> UN*1***1:3"], "P-06 e 2400 SV1/7-2"),
    (["UN*1***1:2 -> UN*1***1:1"], "P-06 e 2400 SV1/7-2"),
    ([line(own="SV1*HC:99070*80*UN*1*11**1~")], "P-07 n 2400 SV1/5"),
    (["BIRCH*AL****XX*1432109878 -> ELM*CLINT****XX*1234567893"], "P-08 w 2310B NM1"),
    ([line(last=BIRCH)], "P-09 w 2420A NM1"),
    ([BIRCH + " ->", line(last="NM1*82*2*ELM CLINIC*****XX*1234567893~")], "P-09 w 2420A NM1"),
    ([after_codes(BIRCH + FACILITY.format("1 ELM STREET", "627011234"))], "P-10 w 2310C NM1"),
    ([after_codes(BIRCH + FACILITY.format("7 OAK ROAD", "627041234")),
      line(last=FACILITY.format("7 oak road", "627041234"))], "P-10b w 2420C NM1"),
    ([after_codes("NM1*P3*1*MAPLE*JO~" + BIRCH)], "P-11 e 2310A NM1/1"),
    ([after_codes("NM1*DN*1*MAPLE*JO~NM1*DN*1*FIR*ED~" + BIRCH)], "P-11 e 2310A NM1/1"),
    ([line(last="NM1*P3*1*MAPLE*JO~")], "P-11b e 2420F NM1/1"),
    ([line(last=ORDERED.format("BIRCH*AL", "1432109878"))], "P-12 w 2420E NM1"),
    ([MILES, after_codes(BIRCH + PICK_UP + DROP_OFF)], "P-13 e 2300 CR1"),
    ([MILES, "HI*ABK:E119 -> " + TRIP + "HI*ABK:E119", after_codes(BIRCH + DROP_OFF)], "P-13b e 2300 NM1"),
    ([MILES, "HI*ABK:E119 -> " + TRIP + "HI*ABK:E119", after_codes(BIRCH + PICK_UP)], "P-13c e 2300 NM1"),
    (["HI*ABK:E119 -> CRC*07*Y*04~HI*ABK:E119"], "P-14 e 2300 CRC"),
    ([line(own=LINE + "CRC*07*Y*04~")], "P-14b e 2400 CRC"),
    ([line(after="DTP*472*D8*20240105~QTY*PT*2~")], "P-15 e 2400 QTY"),
    ([line(own="SV1*HC:A0382*80*UN*1***1~", after="DTP*472*D8*20240105~QTY*PT*1~")], "P-15b e 2400 QTY/2"),
    ([line(own="SV1*HC:87804:QW*80*UN*1***1~")], "P-16 e 2300 REF"),
    (["SBR*P*18*G1******CI -> SBR*P*18*G1******MB", line(own="SV1*HC:85025*80*UN*1***1~")],
     "P-16b w 2300 REF"),
    ([claim("", "REF*X4*33D0123456~"), line(after="DTP*472*D8*20240105~REF*X4*33D0123456~")],
     "P-16c w 2400 REF/2"),
    ([line(own="SV1*HC:85025:90*80*UN*1***1~")], "P-17 e 2400 REF"),
    ([line(own="SV1*HC:77067*80*UN*1***1~")], "P-18 e 2400 REF"),
    ([line(last=DRUG + "REF*VY*7~")], "P-20 w 2410 REF/2"),
    ([line(last="PS1*1555555550*10~")], "P-21 e 2400 NM1"),
    ([line(last="NM1*QB*2******XX*1555555550~")], "P-21b e 2400 PS1"),
    ([line(last="PS1*OTHER*10~NM1*QB*2******XX*1555555550~")],
     "P-21c e 2400 PS1/1"),
    ([line(own=LINE + "CR3*I*MO*12~")], "P-22 e 2400 DTP"),
    ([line(own=LINE + "CR3*R*MO*12~", after="DTP*472*D8*20240105~DTP*463*D8*20230105~")],
     "P-23 e 2400 DTP"),
    ([line(own=LINE + "CR3*I*MO*12~",
           after="DTP*472*D8*20240105~DTP*607*D8*20240105~DTP*463*D8*20230105~")], "P-23b w 2400 DTP"),
    ([line(own=LINE + "PWK*CT*AD~")], "P-24 e 2400 LQ"),
    ([line(last="LQ*UT*04.03~FRM*1*Y~LQ*UT*04.04~FRM*1*Y~")], "P-24b e 2400 PWK"),
    ([line(own="SV1*HC:99070*80*MJ*61***1~")], "P-25 e 2400 SV1/3"),
    ([claim("", "DTP*090*D8*20240105~")], "P-26 w 2300 DTP"),
    ([claim("", "REF*G1*A1~"), line(after="DTP*472*D8*20240105~REF*G1*A1~")], "P-27 w 2400 REF/2"),
    ([claim("", "REF*9F*A1~"), line(after="DTP*472*D8*20240105~REF*9F*A1~")], "P-27b w 2400 REF/2"),
    ([claim("", "AMT*F5*200.01~")], "P-28 e 2300 AMT/2"),
    ([claim("", "AMT*F5*-1~")], "P-28 e 2300 AMT/2"),
    ([claim("", "AMT*F5*0~")], "P-28b w 2300 AMT/2"),
]  # fmt: skip

KEPT = [
    [claim(AA, "DTP*439*D8*20240102~")],
    [claim("CLM*C1*200***11:B:1*Y*A*Y*Y**AA::::CA~", "DTP*439*D8*20240102~")],
    [claim("CLM*C1*200***11:B:1*Y*A*Y*Y**EM~")],
    [claim("CLM*C1*200***21:B:1*Y*A*Y*Y~", "DTP*435*D8*20240104~")],
    [claim("CLM*C1*200***22:B:1*Y*A*Y*Y~")],
    ["HI*ABK:E119 -> CR1*LB*150**A*DH*5~CRC*07*N*01~HI*ABK:E119"],
    [claim("", "DTP*431*D8*20240104~")],
    [*NINTH, *OLD],
    ["DTP*472*D8*20240105~REF*6R*L1 -> DTP*472*RD8*20150928-20151002~REF*6R*L1"],
    ["UN*1***1:2 -> UN*1***2:1"],
    [line(own="SV1*HC:99070*80*UN*1*12**1~")],
    ["BIRCH*AL****XX*1432109878 -> BIRCH*AL"],
    [line(last="NM1*82*1*FIR*ED****XX*1212121218~")],
    [after_codes(BIRCH + FACILITY.format("7 OAK ROAD", "627041234")),
     line(last=FACILITY.format("8 OAK ROAD", "627041234"))],
    [after_codes("NM1*DN*1*MAPLE*JO~NM1*P3*1*FIR*ED~" + BIRCH)],
    [line(last="NM1*DN*1*MAPLE*JO~")],
    [line(last=ORDERED.format("FIR*ED", "1212121218"))],
    [MILES, "HI*ABK:E119 -> " + TRIP + "HI*ABK:E119", after_codes(BIRCH + PICK_UP + DROP_OFF)],
    [line(own="SV1*HC:A0428*80*UN*1***1~" + TRIP + "CRC*07*Y*04~",
          after="DTP*472*D8*20240105~QTY*PT*2~", last=PICK_UP + DROP_OFF)],
    [claim("", "REF*X4*33D0123456~"), line(own="SV1*HC:87804:QW*80*UN*1***1~")],
    [line(own="SV1*HC:85025*80*UN*1***1~")],
    [line(own="SV1*HC:87804:QW*80*UN*1***1~", after="DTP*472*D8*20240105~REF*X4*33D0123456~")],
    [line(own="SV1*HC:85025:90*80*UN*1***1~", after="DTP*472*D8*20240105~REF*F4*33D0123457~")],
    [line(own="SV1*HC:77067*80*UN*1***1~", after="DTP*472*D8*20240105~REF*EW*123456~")],
    [line(own="SV1*HC:77067:26*80*UN*1***1~")],
    ["REF*6R*L1~LX*2 -> REF*6R*L1~" + DRUG + "REF*VY*7~LX*2", line(last=DRUG + "REF*VY*7~")],
    [line(last=DRUG + "REF*XZ*7~")],
    [line(last="PS1*1555555550*10~NM1*QB*2******XX*1555555550~")],
    [line(last="PS1*OWN*10~NM1*QB*2~REF*G2*OWN~")],
    [line(own=LINE + "CR3*R*MO*12~",
          after="DTP*472*D8*20240105~DTP*607*D8*20240105~DTP*463*D8*20230105~")],
    [line(own=LINE + "PWK*CT*AD~", last="LQ*UT*04.03~FRM*1*Y~")],
    [line(own=LINE + "PWK*CT*AB~")],
    [line(last="LQ*AS*7~FRM*1*Y~")],
    [line(own="SV1*HC:00142:QK*80*MJ*61***1~")],
    [line(own="SV1*HC:27130:AA*80*MJ*61***1~")],
    [claim("", "DTP*090*D8*20240105~"), line(own="SV1*HC:66984:55*80*UN*1***1~")],
    [claim("", "REF*G1*A1~"), line(after="DTP*472*D8*20240105~REF*G1*A2~")],
    ["HI*ABK:J020~ -> REF*G1*A1~HI*ABK:J020~",
     "DTP*472*D8*20240103~ -> DTP*472*D8*20240103~REF*G1*A1**2U:CEDAR1~"],
    [claim("", "AMT*F5*200~")],
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), BROKEN)
def test_a_broken_rule_is_told_in_its_place_and_alone(changes: list[str], expected: str) -> None:
    assert told(*changes) == [expected]


@pytest.mark.parametrize("changes", KEPT)
def test_a_kept_rule_is_quiet(changes: list[str]) -> None:
    assert told(*changes) == []


def test_every_rule_is_broken_once() -> None:
    own = {each.id for each in named("837P").rules.rules} - {each.id for each in SHARED}
    tested = {expected.split()[0] for _, expected in BROKEN}
    assert {each for each in own if each.startswith("P-")} == tested


def test_an_issue_says_what_made_the_rule_apply() -> None:
    (found,) = issues(claim(AA))
    assert (found.claim, found.loop_path) == ("C1", "2000A[1]/2000B[1]/2300[1]")
    assert found.trigger is not None
    assert (found.trigger.segment, found.trigger.element) == ("CLM", 11)


def test_a_drug_has_its_quantity_and_a_prescription_its_drug() -> None:
    """P-19 and P-20, which the table of the guide demands; the form of an NDC is of level 5."""
    assert told(line(last="LIN**N4*00409379501~")) == ["G-SEG-04 e 2410 CTP"]
    assert told(line(last=DRUG + "REF*XZ*7~"), "LIN**N4*00409379501~CTP****2*ML~ ->") == [
        "G-SEG-04 e 2410 LIN"
    ]


_SEGMENTS = PROFESSIONAL.split("\n")[1:-1]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(st.sampled_from(_SEGMENTS), st.sampled_from(("", "*", "~NM1", ":::", "~HL*9"))), max_size=4
    )
)
def test_a_damaged_transaction_never_raises_and_each_issue_has_a_place(
    damages: list[tuple[str, str]],
) -> None:
    changes = {segment: f"{segment}~ -> {segment[: len(segment) // 2]}{text}~" for segment, text in damages}
    once = [change for segment, change in changes.items() if PROFESSIONAL.count(f"{segment}\n") == 1]
    places = [issue.segment_index for issue in issues(*once)]
    assert places == sorted(places)
    assert 0 not in places
