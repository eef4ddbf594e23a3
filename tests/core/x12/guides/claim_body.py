"""Claim transactions without a fault, one segment a line, and what the checks say of them when some of it is
changed. In the professional one a subscriber who is the patient has claim C1; another's child has C2, after a
payer that has decided."""

from almoner.core.x12 import Issue, read
from almoner.core.x12.check import SITUATION, check_set
from tests.core.x12.examples import ISA, joined

PROFESSIONAL = """
BHT*0019*00*B1*20240110*1200*CH
NM1*41*2*ELM BILLING*****46*ELM01
PER*IC*CLAIM DESK*TE*2175550100
NM1*40*2*CEDAR HUB*****46*CEDAR
HL*1**20*1
NM1*85*2*ELM CLINIC*****XX*1234567893
N3*1 ELM STREET
N4*SPRINGFIELD*IL*627011234
REF*EI*371234567
PER*IC*FRONT DESK*TE*2175550101
NM1*87*2
N3*PO BOX 9
N4*SPRINGFIELD*IL*627019999
HL*2*1*22*0
SBR*P*18*G1******CI
NM1*IL*1*ROE*ANNA****MI*M1
N3*2 OAK STREET
N4*SPRINGFIELD*IL*62702
DMG*D8*19700203*F
NM1*PR*2*CEDAR HEALTH*****PI*CEDAR1
CLM*C1*200***11:B:1*Y*A*Y*Y
HI*ABK:E119*ABF:I10
NM1*82*1*BIRCH*AL****XX*1432109878
LX*1
SV1*HC:99213:25*120*UN*1***1:2
DTP*472*D8*20240105
REF*6R*L1
LX*2
SV1*HC:99070*80*UN*1***1
DTP*472*D8*20240105
REF*6R*L2
HL*3*1*22*1
SBR*S**G2******CI
NM1*IL*1*DOE*JAN****MI*M2
NM1*PR*2*PINE MUTUAL*****PI*PINE1
HL*4*3*23*0
PAT*19
NM1*QC*1*DOE*BEN
N3*3 PINE STREET
N4*SPRINGFIELD*IL*62703
DMG*D8*20100203*M
CLM*C2*300***11:B:1*Y*A*Y*Y
HI*ABK:J020
SBR*P*19*G3******CI
AMT*D*150
OI***Y***Y
NM1*IL*1*DOE*CARL****MI*M3
NM1*PR*2*CEDAR HEALTH*****PI*CEDAR1
LX*1
SV1*HC:99214*300*UN*1***1
DTP*472*D8*20240103
REF*6R*L1
SVD*CEDAR1*150*HC:99214**1
CAS*CO*45*100
CAS*PR*2*50
DTP*573*D8*20240108
"""

INSTITUTIONAL = """
BHT*0019*00*B1*20240110*1200*CH
NM1*41*2*ELM BILLING*****46*ELM01
PER*IC*CLAIM DESK*TE*2175550100
NM1*40*2*CEDAR HUB*****46*CEDAR
HL*1**20*1
NM1*85*2*ELM HOSPITAL*****XX*1234567893
N3*1 ELM STREET
N4*SPRINGFIELD*IL*627011234
REF*EI*371234567
HL*2*1*22*0
SBR*P*18*G1******CI
NM1*IL*1*ROE*ANNA****MI*M1
N3*2 OAK STREET
N4*SPRINGFIELD*IL*62702
DMG*D8*19700203*F
NM1*PR*2*CEDAR HEALTH*****PI*CEDAR1
CLM*C1*200***13:A:1**A*Y*Y
DTP*434*RD8*20240105-20240105
CL1*3*1*01
HI*ABK:E119
NM1*71*1*BIRCH*AL****XX*1432109878
LX*1
SV2*0300*HC:80053*120*UN*1
DTP*472*D8*20240105
REF*6R*L1
LX*2
SV2*0300*HC:85025*80*UN*1
DTP*472*D8*20240105
REF*6R*L2
"""

DENTAL = """
BHT*0019*00*B1*20240110*1200*CH
NM1*41*2*ELM BILLING*****46*ELM01
PER*IC*CLAIM DESK*TE*2175550100
NM1*40*2*CEDAR HUB*****46*CEDAR
HL*1**20*1
NM1*85*2*ELM DENTISTS*****XX*1234567893
N3*1 ELM STREET
N4*SPRINGFIELD*IL*627011234
REF*EI*371234567
HL*2*1*22*0
SBR*P*18*G1******CI
NM1*IL*1*ROE*ANNA****MI*M1
N3*2 OAK STREET
N4*SPRINGFIELD*IL*62702
DMG*D8*19700203*F
NM1*PR*2*CEDAR HEALTH*****PI*CEDAR1
CLM*C1*200***11:B:1*Y*A*Y*Y
DTP*472*D8*20240105
LX*1
SV3*AD:D0120*200****1
"""

_GUIDES = {"P": "005010X222A1", "I": "005010X223A2", "D": "005010X224A2"}
_BODIES = {"P": PROFESSIONAL, "I": INSTITUTIONAL, "D": DENTAL}


def told(*changes: str, kind: str = "P") -> list[str]:
    """What the checks of levels 1 to 4 say once each change "old -> new" is made: rule, severity's first
    letter, loop, segment and element. A change speaks of text that the body has once; "~" ends a segment."""
    return [said(issue) for issue in issues(*changes, kind=kind)]


def issues(*changes: str, kind: str = "P") -> list[Issue]:
    """The same as issues."""
    body = "~".join(_BODIES[kind].split("\n")[1:-1]) + "~"
    for change in changes:
        old, new = change.split(" -> ") if " -> " in change else (change.removesuffix(" ->"), "")
        assert body.count(old) == 1, f"{old} stands {body.count(old)} times"
        body = body.replace(old, new)
    guide = _GUIDES[kind]
    segments = body.rstrip("~").split("~")
    frame = (ISA, f"GS*HC*SENDER*RECEIVER*20240110*1200*1*X*{guide}", f"ST*837*0001*{guide}")
    end = (f"SE*{len(segments) + 2}*0001", "GE*1*1", "IEA*1*000000001")
    (each,) = read(joined((*frame, *segments, *end))).sets
    return check_set(each, level=SITUATION)


def said(issue: Issue) -> str:
    """An issue as "A-01 e 2000B SBR/2-1"."""
    place = issue.segment if issue.element is None else f"{issue.segment}/{issue.element}"
    component = "" if issue.component is None else f"-{issue.component}"
    return f"{issue.rule} {issue.severity[0]} {issue.loop} {place}{component}"
