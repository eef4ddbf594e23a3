"""The cards check themselves: each has cases that must fire and cases that must not, and every kind of edit
has a card.
"""

import json
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from almoner.core.claim.edits import KINDS, TABLE_KINDS
from almoner.core.claim.request import facts
from almoner.core.claim.scrub import Scrubber
from almoner.core.rules import Card, Trial
from almoner.core.rules.trial import changed
from almoner.core.rules.trial_tables import trial_tables
from almoner.flow.policy import policy

TRIALS = files("almoner") / "policy" / "trials"
POLICY = policy()
TABLES = trial_tables(
    (one.name, one.read_text()) for one in (TRIALS / "tables").iterdir() if one.name.endswith(".csv")
)
SCRUBBER = Scrubber(POLICY.on_tables(TABLES))
CASES = [(card, trial) for card in POLICY.cards for trial in card.trials]


def base(name: str) -> dict[str, Any]:
    claim: dict[str, Any] = json.loads((TRIALS / f"{name}.json").read_text())
    return claim


@pytest.mark.parametrize(("card", "trial"), CASES, ids=[f"{card.id}: {trial.name}" for card, trial in CASES])
def test_a_card_fires_where_it_must_and_nowhere_else(card: Card, trial: Trial) -> None:
    claim = changed(base(trial.base), trial)
    verdict = SCRUBBER.scrub(facts(claim, on=trial.on or date(2026, 3, 5)))
    lines = [finding.line for finding in verdict.findings if finding.because.card == card.id]
    assert bool(lines) is trial.fires
    if trial.line is not None:
        assert trial.line in lines


@pytest.mark.parametrize("card", POLICY.cards, ids=lambda card: card.id)
def test_a_card_has_cases_both_ways(card: Card) -> None:
    assert {trial.fires for trial in card.trials} == {True, False}


def test_a_clean_claim_has_no_finding_and_no_silence() -> None:
    verdict = SCRUBBER.scrub(facts(base("office_visit"), on=date(2026, 3, 5)))
    assert verdict.findings == ()
    assert verdict.not_judged == ()


def test_every_kind_has_a_card() -> None:
    assert {card.kind for card in POLICY.cards} == set(KINDS) | set(TABLE_KINDS)


def test_texts_are_sentences_without_data() -> None:
    for card in POLICY.cards:
        assert card.message.endswith("."), card.id
        assert card.mend.endswith("."), card.id
