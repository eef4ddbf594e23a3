"""Level 5 on whole files: each kind of code is found wrong at its place, once, and good ones stay quiet."""

from collections.abc import Mapping

import pytest

from almoner.cli.x12_tables import shipped_tables
from almoner.core import x12
from almoner.core.x12.check import check_set
from almoner.core.x12.codes import NO_TABLES, Predicate, Tables, Verdict
from almoner.core.x12.issue import Issue
from tests.core.x12.examples import ISA, published

CLAIM = """
BHT*0019*00*B1*20240310*1200*CH
NM1*41*2*ACME BILLING*****46*ACME1
PER*IC*PAT*TE*3055550100
NM1*40*2*SAMPLE PAYER*****46*PAYER1
HL*1**20*1
PRV*BI*PXC*207Q00000X
NM1*85*2*ACME CLINIC*****XX*1234567893
N3*1 MAIN ST
N4*MIAMI*FL*331110001
REF*EI*123456789
HL*2*1*22*0
SBR*P*18*******CI
NM1*IL*1*DOE*JANE****MI*MEMBER1
N3*2 MAIN ST
N4*MIAMI*FL*33111
DMG*D8*19800101*F
NM1*PR*2*SAMPLE PAYER*****PI*PAYER1
CLM*A1*100***11:B:1*Y*A*Y*Y
REF*X4*33D0123456
HI*ABK:E119*ABF:I10
NM1*82*1*ROE*RICHARD****XX*1245319599
LX*1
SV1*HC:99213:25*100*UN*1***1:2
DTP*472*D8*20240305
REF*6R*L1
LIN**N4*00012345678
CTP****1*UN
SVD*PAYER2*50*HC:99213**1
CAS*CO*45*50
DTP*573*D8*20240301
""".strip().splitlines()

REMIT = """
BPR*I*80*C*CHK************20240310
TRN*1*12345*1512345678
DTM*405*20240310
N1*PR*SAMPLE PAYER
N3*1 MAIN ST
N4*MIAMI*FL*33111
PER*BL*DESK*TE*3055550100
N1*PE*ACME CLINIC*XX*1234567893
REF*TJ*123456789
LX*1
CLP*A1*1*100*80*20*12*ICN1
NM1*QC*1*DOE*JANE****MI*MEMBER1
MOA***MA01
SVC*HC:99213:25*100*80**1
DTM*472*20240305
CAS*PR*2*20
REF*6R*L1
LQ*HE*N130
""".strip().splitlines()

STATUS = """
BHT*0085*08*B1*20240310*1200*TH
HL*1**20*1
NM1*PR*2*SAMPLE PAYER*****PI*PAYER1
TRN*1*T1
DTP*050*D8*20240310
DTP*009*D8*20240310
HL*2*1*21*1
NM1*41*2*ACME BILLING*****46*ACME1
TRN*2*B1
STC*A1:19*20240310*WQ*100
HL*3*2*19*1
NM1*85*2*ACME CLINIC*****XX*1234567893
HL*4*3*PT
NM1*QC*1*DOE*JANE****MI*MEMBER1
TRN*2*A1
STC*A2:20*20240310*WQ*100
""".strip().splitlines()

KINDS = {"837": ("HC", "005010X222A1"), "835": ("HP", "005010X221A1"), "277": ("HN", "005010X214")}


def found(
    body: list[str],
    change: Mapping[str, str],
    *,
    set_id: str = "837",
    guide: str = "",
    tables: Tables = NO_TABLES,
) -> list[Issue]:
    """The issues of level 5 of a body in which segments were changed; fails where nothing was to change."""
    function, usual = KINDS[set_id]
    lines = list(body)
    for old, new in change.items():
        assert old in lines, old
        lines[lines.index(old)] = new
    lines = [part for line in lines for part in line.split("~") if part]
    st = f"ST*{set_id}*0001" + ("" if set_id == "835" else f"*{guide or usual}")
    segments = [
        ISA,
        f"GS*{function}*A*B*20240310*1200*1*X*{guide or usual}",
        st,
        *lines,
        f"SE*{len(lines) + 2}*0001",
        "GE*1*1",
        "IEA*1*000000001",
    ]
    document = x12.read("~".join([*segments, ""]).encode())
    return [issue for issue in check_set(document.sets[0], level=5, tables=tables) if issue.snip == 5]


def one(
    body: list[str], change: Mapping[str, str], *, set_id: str = "837", tables: Tables = NO_TABLES
) -> Issue:
    """The only issue."""
    issues = found(body, change, set_id=set_id, tables=tables)
    assert len(issues) == 1, [str(issue) for issue in issues]
    return issues[0]


def listed(verdicts: Mapping[str, Verdict]) -> Predicate:
    """A list that has some codes, and says of others that they are absent."""
    return lambda code, _day: verdicts.get(code, "absent")


@pytest.mark.parametrize(
    ("body", "set_id"), [(CLAIM, "837"), (REMIT, "835"), (STATUS, "277")], ids=["837", "835", "277"]
)
def test_good_codes_stay_quiet(body: list[str], set_id: str) -> None:
    assert found(body, {}, set_id=set_id) == []
    assert found(body, {}, set_id=set_id, tables=shipped_tables()) == []


HI = "HI*ABK:E119*ABF:I10"
RENDERING = "NM1*82*1*ROE*RICHARD****XX*1245319599"
BILLING = "NM1*85*2*ACME CLINIC*****XX*1234567893"
CITY = "N4*MIAMI*FL*33111"
SERVICE = "SV1*HC:99213:25*100*UN*1***1:2"
CLM = "CLM*A1*100***11:B:1*Y*A*Y*Y"
CAS = "CAS*CO*45*50"

IN_CLAIM = [
    ("diagnosis with a dot", HI, "HI*ABK:E11.9*ABF:I10", "L5-DOT-01", 1, 2),
    ("no such category", HI, "HI*ABK:E119*ABF:I04", "L5-ICD10CM-02", 2, 2),
    ("no diagnosis at all", HI, "HI*ABK:119*ABF:I10", "L5-ICD10CM-01", 1, 2),
    ("small letters", HI, "HI*ABK:e119*ABF:I10", "L5-ICD10CM-05", 1, 2),
    ("old diagnosis", HI, "HI*BK:E11900*BF:4019", "L5-ICD9CM-01", 1, 2),
    ("check digit", RENDERING, RENDERING[:-1] + "8", "L5-NPI-01", 9, None),
    ("first digit", BILLING, BILLING.replace("XX*1", "XX*9"), "L5-NPI-01", 9, None),
    ("taxonomy", "PRV*BI*PXC*207Q00000X", "PRV*BI*PXC*207Q0000X", "L5-TAXONOMY-01", 3, None),
    ("state", "N4*MIAMI*FL*331110001", "N4*MIAMI*ZZ*331110001", "L5-STATE-02", 2, None),
    ("country", CITY, "N4*MIAMI***XX", "L5-COUNTRY-02", 4, None),
    ("postal code", CITY, "N4*MIAMI*FL*3311", "L5-ZIP-01", 3, None),
    ("postal code with a dash", CITY, "N4*MIAMI*FL*33111-0001", "L5-ZIP-01", 3, None),
    ("postal code of a province", CITY, "N4*TORONTO*ON*33111", "L5-POSTAL-01", 3, None),
    ("tax number with a dash", "REF*EI*123456789", "REF*EI*12-3456789", "L5-EIN-01", 2, None),
    ("procedure of four", SERVICE, "SV1*HC:9921:25*100*UN*1***1:2", "L5-PROCEDURE-01", 1, 2),
    ("procedure of six", SERVICE, "SV1*HC:J12345*100*UN*1***1:2", "L5-HCPCS-01", 1, 2),
    ("modifier", SERVICE, "SV1*HC:99213:2#*100*UN*1***1:2", "L5-MODIFIER-01", 1, 3),
    ("line's place", SERVICE, "SV1*HC:99213:25*100*UN*1*98**1:2", "L5-POS-02", 5, None),
    ("claim's place", CLM, "CLM*A1*100***1:B:1*Y*A*Y*Y", "L5-POS-01", 5, 1),
    ("accident's state", CLM, f"{CLM}**AA:::QX", "L5-STATE-02", 11, 4),
    ("CLIA number", "REF*X4*33D0123456", "REF*X4*33X0123456", "L5-CLIA-01", 2, None),
    ("drug code with dashes", "LIN**N4*00012345678", "LIN**N4*0012-3456-78", "L5-NDC-01", 3, None),
    ("reason", CAS, "CAS*CO*999*50", "L5-CARC-02", 2, None),
    ("reason of no form", CAS, "CAS*CO*45*20**Q7*30", "L5-CARC-01", 5, None),
]


@pytest.mark.parametrize(
    ("old", "new", "rule", "element", "component"),
    [row[1:] for row in IN_CLAIM],
    ids=[row[0] for row in IN_CLAIM],
)
def test_a_wrong_code_of_a_claim_is_told_at_its_place(
    old: str, new: str, rule: str, element: int, component: int | None
) -> None:
    issue = one(CLAIM, {old: new})
    assert (issue.rule, issue.segment, issue.element, issue.component) == (
        rule,
        new[: new.index("*")],
        element,
        component,
    )
    assert issue.segment_index == CLAIM.index(old) + 2
    assert issue.severity == ("warning" if rule.endswith("-05") else "error")
    sent = new.replace(":", "*").split("*")
    assert not any(text in issue.message + issue.hint for text in sent if len(text) > 3)


IN_REMIT = [
    ("reason", "CAS*PR*2*20", "CAS*PR*777*20", "L5-CARC-02", 2),
    ("remark on the line", "LQ*HE*N130", "LQ*HE*N9999", "L5-RARC-01", 2),
    ("remark never assigned", "LQ*HE*N130", "LQ*HE*N999", "L5-RARC-02", 2),
    ("remark on the claim", "MOA***MA01", "MOA***MA999", "L5-RARC-02", 3),
    ("payee", "N1*PE*ACME CLINIC*XX*1234567893", "N1*PE*ACME CLINIC*XX*1234567890", "L5-NPI-01", 4),
    ("procedure", "SVC*HC:99213:25*100*80**1", "SVC*HC:9921:25*100*80**1", "L5-PROCEDURE-01", 1),
]


@pytest.mark.parametrize(
    ("old", "new", "rule", "element"), [row[1:] for row in IN_REMIT], ids=[row[0] for row in IN_REMIT]
)
def test_a_wrong_code_of_a_remittance_is_an_error_at_its_place(
    old: str, new: str, rule: str, element: int
) -> None:
    issue = one(REMIT, {old: new}, set_id="835", tables=shipped_tables())
    assert (issue.rule, issue.severity, issue.element) == (rule, "error", element)
    assert issue.segment_index == REMIT.index(old) + 2


def test_numbers_that_a_payer_writes_its_own_way_are_warnings() -> None:
    issue = one(REMIT, {"REF*TJ*123456789": "REF*TJ*12-3456789"}, set_id="835")
    assert (issue.rule, issue.severity, issue.csc_277) == ("L5-EIN-01", "warning", "")


def test_codes_of_the_pharmacies_list_are_not_ours_to_judge() -> None:
    assert found(REMIT, {"LQ*HE*N130": "LQ*RX*88"}, set_id="835") == []


@pytest.mark.parametrize(
    ("status", "rule"), [("Z9:20", "L5-STATUS-CATEGORY-02"), ("A2:999", "L5-STATUS-CODE-02")]
)
def test_status_codes(status: str, rule: str) -> None:
    change = {"STC*A2:20*20240310*WQ*100": f"STC*{status}*20240310*WQ*100"}
    assert one(STATUS, change, set_id="277").rule == rule


def test_addresses_abroad_have_states_and_postal_codes_of_their_own() -> None:
    assert found(CLAIM, {"N4*MIAMI*FL*33111": "N4*TORONTO*ON*M5V2T6*CA"}) == []
    assert found(CLAIM, {"N4*MIAMI*FL*33111": "N4*BERLIN**10115*DE"}) == []
    assert found(CLAIM, {"N4*MIAMI*FL*33111": "N4*BERLIN*BE*10115*DE"}) == []


def test_the_answer_names_the_party_in_a_claim_status() -> None:
    change = {"NM1*82*1*ROE*RICHARD****XX*1245319599": "NM1*82*1*ROE*RICHARD****XX*1245319598"}
    assert one(CLAIM, change).csc_277 == "A7:562:82"


def test_a_composite_written_with_another_separator_is_not_judged() -> None:
    assert found(CLAIM, {"SV1*HC:99213:25*100*UN*1***1:2": "SV1*HC>99213>25*100*UN*1***1>2"}) == []


def test_a_code_of_impossible_length_is_told_once_by_the_levels_below() -> None:
    assert found(CLAIM, {"N4*MIAMI*FL*33111": "N4*MIAMI*FLA*33111"}) == []


MEDICARE = {"SBR*P*18*******CI": "SBR*P*18*******MB"}


def test_a_medicare_number_has_the_form_of_the_card_since_2020() -> None:
    named = "NM1*IL*1*DOE*JANE****MI*MEMBER1"
    good = named.replace("MEMBER1", "1EG4TE5MK73")
    old = {"BHT*0019*00*B1*20240310*1200*CH": "BHT*0019*00*B1*20190310*1200*CH"}
    assert one(CLAIM, MEDICARE).rule == "L5-MBI-01"
    assert found(CLAIM, MEDICARE | {named: good}) == []
    assert found(CLAIM, MEDICARE | old) == []
    assert found(CLAIM, {}) == []


def test_a_list_decides_by_the_day_of_service() -> None:
    asked: list[tuple[str, str]] = []

    def ends_in_february(code: str, day: str) -> Verdict:
        asked.append((code, day))
        return "not_valid" if code == "E119" and day >= "20240301" else "good"

    issue = one(CLAIM, {}, tables={"icd10cm": ends_in_february})
    assert (issue.rule, issue.severity, issue.component) == ("L5-ICD10CM-03", "error", 2)
    assert set(asked) == {("E119", "20240305"), ("I10", "20240305")}
    over = {"DTP*472*D8*20240305": "DTP*472*RD8*20240228-20240305"}
    assert found(CLAIM, over, tables={"icd10cm": ends_in_february}) == []


@pytest.mark.parametrize(
    ("verdict", "rule", "severity"),
    [
        ("absent", "L5-ICD10CM-02", "error"),
        ("not_valid", "L5-ICD10CM-03", "error"),
        ("uncertain", "L5-ICD10CM-04", "warning"),
    ],
)
def test_what_a_list_says_is_told(verdict: Verdict, rule: str, severity: str) -> None:
    issue = one(CLAIM, {}, tables={"icd10cm": listed({"I10": "good", "E119": verdict})})
    assert (issue.rule, issue.severity) == (rule, severity)


def test_a_list_knows_more_than_the_built_in_facts() -> None:
    change = {"HI*ABK:E119*ABF:I10": "HI*ABK:E119*ABF:I04"}
    assert found(CLAIM, change, tables={"icd10cm": listed({"E119": "good", "I04": "good"})}) == []


def test_a_category_of_years_to_come_is_uncertain() -> None:
    change = {"HI*ABK:E119*ABF:I10": "HI*ABK:E119*ABF:I04", "DTP*472*D8*20240305": "DTP*472*D8*20280305"}
    assert one(CLAIM, change).rule == "L5-ICD10CM-04"


def test_procedures_are_looked_up_in_the_list_of_their_kind() -> None:
    tables = {"procedure": listed({"99213": "good"}), "hcpcs": listed({"J1100": "good"})}
    service = "SV1*HC:99213:25*100*UN*1***1:2"
    assert found(CLAIM, {}, tables=tables) == []
    assert found(CLAIM, {service: "SV1*HC:J1100*100*UN*1***1:2"}, tables=tables) == []
    assert one(CLAIM, {service: "SV1*HC:99214:25*100*UN*1***1:2"}, tables=tables).rule == "L5-PROCEDURE-02"


def test_a_reason_that_has_ended_is_a_warning_by_the_day_of_the_payment() -> None:
    assert found(REMIT, {"CAS*PR*2*20": "CAS*PR*62*20"}, set_id="835") == []
    issue = one(REMIT, {"CAS*PR*2*20": "CAS*PR*62*20"}, set_id="835", tables=shipped_tables())
    assert (issue.rule, issue.severity) == ("L5-CARC-03", "warning")


def test_published_examples_hold_no_wrong_code_but_numbers_that_were_made_up() -> None:
    files = list(published())
    made_up = {"L5-NPI-01", "L5-ZIP-01", "L5-TAXONOMY-01", "L5-EIN-01", "L5-BANK-01", "L5-REVENUE-01"}
    issues = [
        issue
        for path in files
        for each in x12.read(path.read_bytes()).sets
        for issue in check_set(each, level=5, tables=shipped_tables())
        if issue.snip == 5
    ]
    assert {issue.rule for issue in issues} <= made_up
