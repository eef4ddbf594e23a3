"""Cases of cards: what fails and why, and when a nearer card takes a case's say away."""

from almoner.core.claim.cases import Cases
from almoner.core.claim.scrub import Scrubber
from almoner.core.rules import Policy
from almoner.core.rules.card import parse
from almoner.flow.scrub.bundles import base_claim

RULE = """
[[card]]
id = "wants-25"
edit = "MOD-11"
kind = "modifier_wanted"
severity = "hold"
since = 2020-01-01
source = "s"
message = "M."
mend = "N."
params = { codes = ["85025"], one_of = ["25"] }

  [[card.case]]
  name = "without it"
  fires = true
  line = 2
"""
OFF = """
[[card]]
id = "not-here"
excepts = "wants-25"
off = true
since = 2020-01-01
source = "s"
scope = { %s }

  [[card.case]]
  name = "silent here"
  fires = false

  [[card.case]]
  name = "elsewhere it fires"
  fires = true
  set = { "payer.id" = "ELSE1", "payer_kind" = "medicare" }
"""


def failures(text: str, *later: str) -> list[str]:
    cards = Policy(parse("t.toml", text), version="t")
    return list(Cases(Scrubber(cards), base_claim, frozenset(later)).failures(cards.cards))


def test_a_right_case_is_silent_and_a_wrong_one_is_named() -> None:
    assert failures(RULE) == []
    assert failures(RULE.replace("fires = true", "fires = false")) == ["wants-25: without it"]
    assert failures(RULE.replace("line = 2", "line = 1")) == ["wants-25: without it"]


def test_a_case_that_is_no_claim_says_why() -> None:
    (told,) = failures(RULE.replace("line = 2", 'set = { "lines.7.units" = 1 }'))
    assert told == "wants-25: without it: case without it: lines.7.units is not in the base claim"
    (told,) = failures(RULE.replace("line = 2", 'base = "no_such_claim"'))
    assert "base: no claim for cases has this name" in told


def test_a_payers_exception_takes_the_say_from_the_case_of_its_rule() -> None:
    assert failures(RULE + OFF % 'payers = ["CMA01"]') == []


def test_an_exception_that_is_no_nearer_breaks_the_case_unless_it_was_laid_over_it() -> None:
    kind = RULE + OFF % 'payer_kinds = ["commercial"]'
    assert failures(kind) == ["wants-25: without it"]
    assert failures(kind, "not-here") == []


def test_the_cases_of_a_card_that_switches_off_speak_of_its_rule() -> None:
    text = (RULE + OFF % 'payers = ["CMA01"]').replace('"payer.id" = "ELSE1"', '"payer.id" = "CMA01"')
    assert failures(text) == ["not-here: elsewhere it fires"]
