"""Cards of letters: one fits every refusal, the most exact one wins, and every card can be filled in."""

import pytest

from almoner.core.denial.letters import card_for, read_cards
from almoner.core.party import PayerKind
from almoner.flow.follow.appeal_packet import cards


@pytest.mark.parametrize(
    ("category", "payer_kind", "name"),
    [
        ("timely_filing", "commercial", "filed in time"),
        ("medical_necessity", "commercial", "need for the service"),
        ("medical_necessity", "medicare", "need for the service, Medicare"),
        ("referral", "medicaid", "allowed beforehand"),
        ("payer_admin", "medicare", "any refusal"),
    ],
)
def test_the_most_exact_card_wins(category: str, payer_kind: str, name: str) -> None:
    assert card_for(cards(), category=category, payer_kind=payer_kind).name == name


def test_a_card_fills_in_nothing_but_what_it_is_given_and_names_known_payers() -> None:
    for card in cards():
        text = (card.says + card.asks).format(service="S", day="D", reason="R", level="L")
        assert "{" not in text
        assert card.payer_kinds <= {kind.value for kind in PayerKind}


def test_a_file_without_a_card_for_every_refusal_is_our_mistake() -> None:
    with pytest.raises(AssertionError):
        read_cards('[[letter]]\nname = "a"\nsays = "b"\nasks = "c"\ncategories = ["coding"]\n')
