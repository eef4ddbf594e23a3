"""Asking only the cards that speak of a claim finds what asking all of them finds."""

from datetime import date

import pytest

from almoner.core.claim.edits import Hit, Prepared
from almoner.core.claim.ready import ReadyCards
from almoner.core.claim.request import facts
from almoner.core.claim.scrub import situation
from almoner.core.rules import Card
from almoner.core.rules.trial import changed
from tests.test_policy import CASES, POLICY, SCRUBBER, base

TRIAL_DAY = date(2026, 3, 5)
CLAIMS = [facts(changed(base(trial.base), trial), on=trial.on or TRIAL_DAY) for _, trial in CASES]


@pytest.mark.parametrize("card", POLICY.cards, ids=lambda card: card.id)
def test_a_card_that_is_not_asked_would_have_found_nothing(card: Card) -> None:
    prepared = SCRUBBER._prepared[card.id]
    ready = ReadyCards((card,), {card.id: prepared}, frozenset())
    for claim in CLAIMS:
        if not ready.about(claim.revision):
            assert not [hit for hit in prepared.judge(claim) if isinstance(hit, Hit)]


def test_a_quarter_of_the_cards_is_not_asked_of_an_office_visit() -> None:
    claim = facts(base("office_visit"), on=TRIAL_DAY)
    cards = POLICY.at(claim.revision.lines[0].service_on).of(situation(claim.revision)).live
    ready = ReadyCards(cards, SCRUBBER._prepared, frozenset())
    asked = [card for card, _ in ready.about(claim.revision)]
    assert len(asked) * 4 < len(cards) * 3
    assert asked == [card for card in cards if card in asked]


def test_words_may_be_procedures_modifiers_places_and_diagnoses() -> None:
    claim = facts(base("office_visit"), on=TRIAL_DAY)
    card = POLICY.cards[0]
    for word in ("99213", "25", "11", "E119"):
        prepared = Prepared(lambda _: (), about=frozenset({word}))
        assert ReadyCards((card,), {card.id: prepared}, frozenset()).about(claim.revision)
    silent = Prepared(lambda _: (), about=frozenset({"99499"}))
    assert not ReadyCards((card,), {card.id: silent}, frozenset()).about(claim.revision)


def test_what_a_card_lacks_is_told_whatever_it_is_about() -> None:
    claim = facts(base("office_visit"), on=TRIAL_DAY)
    card = POLICY.cards[0]
    prepared = Prepared(lambda _: (), ("history",), frozenset({"99499"}))
    ready = ReadyCards((card,), {card.id: prepared}, frozenset({"history"}))
    assert ready.silent == [(card.edit, "history")]
    assert ready.about(claim.revision) == []
