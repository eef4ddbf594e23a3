"""`almoner era plan` over small files for each row of the truth tables: what each must come to, and what
holds for all of them.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from almoner.cli.era import answer_of, charges_of, plan, reasons
from tests.cli.era_cases import FOLDER, Case, cases, cash_of, differences, moves_of, netted, read_cents

TABLE = reasons()
ALL = {case.name: case for case in cases()}
Plan = dict[str, list[dict[str, Any]]]
NEVER = {"revenue", "denial_write_off", "bad_debt", "charity", "small_balance", "collections", "unapplied"}
"""Accounts that no advice moves: a plan creates no charge and gives nothing up by itself."""


def answer(case: Case) -> Plan:
    billed = charges_of(case.charges()) if case.against else None
    return answer_of(case.data(), TABLE, billed).as_json()


@cache
def planned(name: str) -> Plan:
    return answer(ALL[name])


@pytest.mark.parametrize("name", ALL)
def test_each_case_has_its_plan(name: str) -> None:
    assert differences(ALL[name], planned(name)) == []


@pytest.mark.parametrize("name", ALL)
def test_every_cent_is_posted_or_held_and_nothing_is_invented(name: str) -> None:
    found = planned(name)
    _is_placed(ALL[name], found)
    _is_said(ALL[name], found)


def _is_placed(case: Case, found: Plan) -> None:
    checks = sum(_checks(case))
    posted = cash_of(found)
    suspended = sum(
        each["cents"] * ((each["credit"] == "suspense") - (each["debit"] == "suspense"))
        for each in found["postings"]
    )
    unposted = sum(each["cents"] for each in found["suspense"]) - suspended
    repeated = [each for each in found["suspense"] if "repeats" in each["why"]]
    assert posted + unposted == (checks if not repeated else checks // 2)


def _checks(case: Case) -> Iterator[int]:
    """What each BPR of the file says, as the shape of the case gives it."""
    if case.dress:
        case = replace(case, dress="twice" if case.dress == "twice" else "")
    for segment in case.data().decode().split("~"):
        parts = segment.split("*")
        if parts[0] == "BPR":
            yield read_cents(parts[2])


def _is_said(case: Case, found: Plan) -> None:
    """See that no more moves for a reason than the file says, and nothing on other accounts."""
    assert not [each for each in found["postings"] if {each["debit"], each["credit"]} & NEVER]
    assert all(each["cents"] > 0 and each["debit_id"] != each["credit_id"] for each in found["postings"])
    assert all(each["why"] for each in (*found["suspense"], *found["tasks"]))
    said = _adjusted(case)
    for each in found["postings"]:
        if each["group"]:
            assert each["cents"] <= said[each["group"], each["carc"]]


def _adjusted(case: Case) -> dict[tuple[str, str], int]:
    """The largest sum that the file says for each reason, whatever the signs."""
    said: dict[tuple[str, str], int] = {}
    for segment in case.advice.replace("\n", "~").split("~"):
        parts = segment.strip().split("*")
        if parts[0] == "CAS":
            for carc, money in zip(parts[2::3], parts[3::3], strict=False):
                said[parts[1], carc] = said.get((parts[1], carc), 0) + abs(read_cents(money))
    return said


@pytest.mark.parametrize("name", [name for name, case in ALL.items() if case.is_free])
def test_the_order_of_claims_changes_no_sum(name: str) -> None:
    case = ALL[name]
    turned = replace(case, advice=_turned(case.advice))
    first, second = planned(name), answer(turned)
    assert netted(moves_of(second["postings"])) == netted(moves_of(first["postings"]))
    assert cash_of(second) == cash_of(first)


def _turned(advice: str) -> str:
    """The claims of each payment in the opposite order."""
    found: list[str] = []
    block: list[list[str]] = []
    for line in advice.strip().splitlines():
        if line.startswith(("@", "PLB")):
            found += [each for claim in reversed(block) for each in claim] + [line]
            block = []
        elif line.startswith("CLP") or not block:
            block.append([line])
        else:
            block[-1].append(line)
    return "\n".join([*found, *(each for claim in reversed(block) for each in claim)])


@pytest.mark.parametrize(
    "name", ["reversal-then-correction", "match-payer-merges-two-claims", "groups-incentive"]
)
def test_the_command_prints_the_same_twice(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    case = ALL[name]
    (tmp_path / "file.x12").write_bytes(case.data())
    options = [str(tmp_path / "file.x12"), "--json"]
    if case.against:
        (tmp_path / "charges.json").write_text(json.dumps(case.charges()))
        options += ["--against", str(tmp_path / "charges.json")]
    texts = []
    for _ in range(2):
        assert plan(options) == 0
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1]
    assert differences(case, json.loads(texts[0])) == []


def provider_level_codes() -> list[tuple[str, str, str]]:
    """Each code with its account, once for each sign."""
    table = tomllib.loads((FOLDER / "provider_level.toml").read_text())["table"][0]
    rows = [row.split() for row in table["codes"].split("\n") if row]
    return [(code, account, dollars) for code, account in rows for dollars in ("30", "-30")]


@pytest.mark.parametrize(("code", "account", "dollars"), provider_level_codes())
def test_each_provider_level_code_goes_to_its_account(code: str, account: str, dollars: str) -> None:
    advice = f"""
        CLP*A1*1*150*80*20*12*P1~SVC*HC:99213*150*80**1~CAS*CO*45*50~CAS*PR*2*20
        PLB*{code}:REF1*{dollars}
    """
    found = answer(Case(code, advice))
    (pair,) = [each for each in found["postings"] if not each["claim"]]
    taken = (account, "cash", 3000) if dollars == "30" else ("cash", account, 3000)
    assert (pair["debit"], pair["credit"], pair["cents"]) == taken
    assert found["provider_level"] == [{"code": code, "reference": "REF1", "cents": int(dollars) * 100}]
    held = [each["cents"] for each in found["suspense"]]
    assert held == ([-int(dollars) * 100] if account == "suspense" else [])


TABLES = {"EN": 10, "UW": 5, "BQ": 5, "PS": 7, "SQ": 10, "AG": 5, "Z": 14, "PL": 14, "RC": 6}
"""How many rows each truth table has that a file alone can show."""
BY_FILE = {
    "MT2",
    *(f"MT{row}" for row in range(5, 14)),
    *(f"RV{row}" for row in (1, 2, 3, 4, 5, 8, 9, 10, 12)),
}
"""Rows of matching and of reversals that need no books."""


def test_every_row_of_the_truth_tables_has_a_case() -> None:
    wanted = {f"{table}{row}" for table, rows in TABLES.items() for row in range(1, rows + 1)} | BY_FILE
    assert wanted - set(_rows()) == set()


def _rows() -> Iterator[str]:
    for path in FOLDER.glob("*.toml"):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        for row in (*told.get("case", ()), *told.get("table", ())):
            text = re.sub(r"([A-Z]+)(\d+) to [A-Z]+(\d+)", _all, row["rows"])
            yield from re.findall(r"[A-Z]+\d+", text)


def _all(found: re.Match[str]) -> str:
    table, first, last = found.groups()
    return " ".join(f"{table}{row}" for row in range(int(first), int(last) + 1))


ODD = ("wrap80", "wrap80-crlf", "bom", "leading-blank", "trailing-nul", "trailing-0x1A")
LEGAL = ("newline", "return", "apostrophe", "bar", "0x1D", "crlf-after", "lf-after", "elements-bar")


@pytest.mark.parametrize(("dress", "count"), [*((each, 1) for each in ODD), *((each, 0) for each in LEGAL)])
def test_what_is_odd_about_the_bytes_is_one_finding(dress: str, count: int) -> None:
    assert len(planned(f"envelope-bytes-change-nothing-{dress}")["findings"]) == count


def test_a_damaged_set_names_segment_and_position() -> None:
    found = planned("envelope-segment-count-wrong")
    (finding,) = [each for each in found["findings"] if each["severity"] == "error"]
    assert (finding["segment"], finding["segment_index"]) == ("SE", 12)
    (task,) = found["tasks"]
    assert "segment 12 SE01" in task["why"]


def test_remarks_and_amounts_of_a_claim_are_kept_where_nothing_is_denied() -> None:
    (told,) = planned("remarks-amounts-of-the-claim-move-nothing")["claims"]
    assert told["remarks"] == ["MA01"]
    assert told["amounts"] == [{"qualifier": "MOA02", "cents": 100_00}]
    (other,) = planned("groups-interest-on-the-claim")["claims"]
    assert other["amounts"] == [{"qualifier": "I", "cents": 2_50}]


def test_work_has_an_owner_and_a_day_and_a_denial_its_next_step() -> None:
    (task,) = planned("remarks-two-on-a-line")["tasks"]
    assert task["owner"] == "biller"
    assert task["due_on"] > "2026"
    assert (task["category"], task["next_step"]) == ("missing_info", "fix_resubmit")
    assert task["remarks"] == ["M51", "N382"]


def test_a_share_is_told_by_its_kind() -> None:
    shares = {
        each["share"]: each["cents"]
        for each in planned("groups-share-by-kind")["postings"]
        if "share" in each
    }
    assert shares == {"deductible": 30_00, "coinsurance": 25_00, "copay": 15_00}
    (outside,) = [
        each for each in planned("groups-share-for-a-not-covered-part-96")["postings"] if "share" in each
    ]
    assert outside["share"] == "non_covered"


@pytest.mark.parametrize(("name", "count"), [("envelope-negative-total", 1), ("envelope-plain", 0)])
def test_a_negative_check_is_a_finding(name: str, count: int) -> None:
    found = [each["message"] for each in planned(name)["findings"] if each["rule"] == "R-02"]
    assert ["is negative" in each for each in found] == [True] * count


def test_a_check_that_moves_no_money_but_has_an_amount_is_a_finding() -> None:
    advice = "@set method=NON\nCLP*A1*1*150*150*0*12*P1~SVC*HC:99213*150*150**1"
    found = answer(Case("x", advice))
    assert cash_of(found) == 150_00
    assert ["no money moves" in each["message"] for each in found["findings"]] == [True]
