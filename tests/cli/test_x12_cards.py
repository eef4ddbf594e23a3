"""Payers' cards over a file: each rule's own cases, whose claims a card speaks of, and the exit status."""

import json
from pathlib import Path

import pytest

from almoner.cli.x12 import run
from almoner.cli.x12_cards import companions, overlay
from almoner.core.rules.companion import Companion, CompanionCase, CompanionRule
from almoner.core.x12 import check_set, read

_BLANKS = " " * 10
_PARTIES = "ZZ*ELM            *ZZ*HUB            "
ISA = f"ISA*00*{_BLANKS}*00*{_BLANKS}*{_PARTIES}*260306*0900*^*00501*000000012*0*T*:~"
BODY = """
GS*HC*ELM*HUB*20260306*0900*12*X*005010X222A1~
ST*837*0001*005010X222A1~
BHT*0019*00*R1*20260306*0900*CH~
NM1*41*2*ELM CLINIC*****46*ELM~
PER*IC*OFFICE*TE*3155550100~
NM1*40*2*HUB*****46*HUB~
HL*1**20*1~
NM1*85*2*ELM CLINIC*****XX*1234567893~
N3*1 ELM STREET~
N4*SYRACUSE*NY*132020001~
REF*EI*161234567~
HL*2*1*22*0~SBR*P*18*******MB~
NM1*IL*1*GREENE*IRIS****MI*1EG4TE5MK73~
N3*2 OAK AVENUE~
N4*SYRACUSE*NY*13202~
DMG*D8*19500101*F~
NM1*PR*2*MEDICARE*****PI*13202~
CLM*C1*100***11:B:1*Y*A*Y*Y~
HI*ABK:I10~
LX*1~
SV1*HC:99213*100*UN*1***1~
DTP*472*D8*20260302~
SE*21*0001~
GE*1*12~
IEA*1*000000012~
"""
BASE = ISA + BODY.replace("\n", "")
CASES = [
    pytest.param(card, rule, case, id=f"{rule.id}-{case.name}")
    for card in companions()
    for rule in card.rules
    for case in rule.cases
]


def told(card: Companion, text: str) -> set[str]:
    (each,) = read(text.encode()).sets
    return {issue.rule for issue in check_set(each, level=7, overlays=[overlay(card, 7)]) if issue.snip > 5}


@pytest.mark.parametrize(("card", "rule", "case"), CASES)
def test_a_rule_speaks_in_its_own_cases_only(
    card: Companion, rule: CompanionRule, case: CompanionCase
) -> None:
    assert case.old in BASE, "a case changes the base claim"
    changed = BASE.replace(case.old, case.new, 1) if case.old else BASE
    assert (f"L{rule.level}-{rule.id}" in told(card, changed)) is case.fires


def test_the_base_claim_breaks_no_card() -> None:
    assert [told(card, BASE) for card in companions()] == [set()] * len(companions())


def test_places_of_cards_are_places_of_the_guide() -> None:
    from almoner.core.x12.guides import named

    for card in companions():
        loops = {loop.id: loop for loop in named(card.guide).guide.root.loops()}
        for rule in card.rules:
            if rule.segment:
                specs = [spec for spec in loops[rule.loop].segments() if spec.name == rule.segment]
                assert specs, rule.id
                assert not rule.element or specs[0].element(rule.element).usage != "N"


def test_a_card_is_silent_on_claims_of_others() -> None:
    (card,) = (card for card in companions() if card.name == "medicare_b")
    other = BASE.replace("*******MB~", "*******CI~").replace("*11:B:1*", "*11:B:7*")
    assert told(card, other) == set()


def test_the_command_lays_the_cards_of_a_payer_over_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "claims.x12"
    path.write_text(BASE.replace("*11:B:1*", "*11:B:8*"), encoding="ascii")
    assert run(["check", str(path), "--payer", "medicare_b", "--json"]) == 1
    (transaction,) = json.loads(capsys.readouterr().out)["transactions"]
    (issue,) = [issue for issue in transaction["issues"] if issue["snip"] == 7]
    assert (issue["rule"], issue["segment"], issue["element"], issue["component"]) == (
        "L7-MB-02",
        "CLM",
        5,
        3,
    )
    assert issue["claim"] == "C1"
    assert transaction["accepted"] is False or issue["code_999"] == ""
    assert run(["check", str(path), "--payer", "medicare_b", "--level", "6", "--json"]) in (0, 1)
    (transaction,) = json.loads(capsys.readouterr().out)["transactions"]
    assert [issue for issue in transaction["issues"] if issue["snip"] == 7] == []
    assert run(["check", str(path), "--payer", "NOBODY"]) == 2
    assert "no card of this payer" in capsys.readouterr().err
