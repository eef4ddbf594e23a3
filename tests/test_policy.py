"""The cards check themselves: each has cases that must fire and cases that must not, and every kind of edit
has a card.
"""

from datetime import date

import pytest

from almoner.core.claim.edits import KINDS, TABLE_KINDS
from almoner.core.claim.request import facts
from almoner.core.rules import Card, Trial
from almoner.flow.policy import policy
from almoner.flow.scrub.bundles import base_claim, cases_of, sample_tables

POLICY = policy()
TRIED = cases_of(POLICY)
TABLES, SCRUBBER, base = sample_tables(), TRIED.scrubber, base_claim
CASES = [(card, trial) for card in POLICY.cards for trial in card.trials]


@pytest.mark.parametrize(("card", "trial"), CASES, ids=[f"{card.id}: {trial.name}" for card, trial in CASES])
def test_a_card_fires_where_it_must_and_nowhere_else(card: Card, trial: Trial) -> None:
    assert TRIED.failure(card, trial) is None


@pytest.mark.parametrize("card", POLICY.cards, ids=lambda card: card.id)
def test_a_card_has_cases_both_ways(card: Card) -> None:
    assert {trial.fires for trial in card.trials} == {True, False}


def test_a_clean_claim_has_no_finding_and_no_silence() -> None:
    verdict = TRIED.scrubber.scrub(facts(base_claim("office_visit"), on=date(2026, 3, 5)))
    assert verdict.findings == ()
    assert verdict.not_judged == ()


def test_every_kind_has_a_card() -> None:
    assert {card.kind for card in POLICY.cards} == set(KINDS) | set(TABLE_KINDS)


def test_texts_are_sentences_without_data() -> None:
    for card in POLICY.cards:
        assert card.message.endswith("."), card.id
        assert card.mend.endswith("."), card.id
