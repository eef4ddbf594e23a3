"""What is lost first: more money, a better chance and fewer days each come before, by a card."""

import pytest

from almoner.core.report.at_risk import ChancesError, load_chances
from almoner.store.shipped.chances import shipped_chances

CARD = """
from = 2026-01-01
least_cents = 2500
other_percent = 50
other_minutes = 5
[percent]
denial = 60
held_claim = 90
[minutes]
rejected_claim = 7
"""


def test_money_chance_and_days_each_raise_it() -> None:
    urgency = load_chances(CARD, "card").urgency
    one = urgency("denial", 100_00, 10)
    assert one == 100_00 * 60 // 10
    assert urgency("denial", 200_00, 10) > one
    assert urgency("held_claim", 100_00, 10) > one
    assert urgency("denial", 100_00, 9) > one
    assert urgency("anything", 100_00, 10) == 100_00 * 50 // 10


def test_what_is_late_has_one_day_and_what_has_no_money_counts_a_little() -> None:
    urgency = load_chances(CARD, "card").urgency
    assert urgency("denial", 100_00, -30) == urgency("denial", 100_00, 1) == urgency("denial", 100_00, 0)
    assert urgency("look", 0, 5) == urgency("look", 25_00, 5) > 0


def test_the_formula_says_every_number_of_the_card() -> None:
    formula = load_chances(CARD, "card").formula
    assert "Less than $25 counts as $25" in formula
    assert "denial 60%, held claim 90%, any other 50%" in formula
    minutes = load_chances(CARD, "card").assumed_minutes
    assert "rejected claim 7, any other 5" in minutes


def test_the_shipped_card_names_the_work_that_brings_most() -> None:
    chances = shipped_chances()
    assert chances.percent["held_claim"] > chances.percent["denial"] > chances.percent["dispute"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("least_cents = 2500", "", "nothing else"),
        ("least_cents = 2500", "least_cents = 0", "least_cents"),
        ("other_percent = 50", "other_percent = 101", "other_percent"),
        ("denial = 60", "denial = 0.6", "percent.denial"),
        ("denial = 60", "denial = true", "percent.denial"),
        ("denial = 60", '"Denial!" = 60', "small letters"),
        ("[percent]", "[percents]", "nothing else"),
        ("rejected_claim = 7", "rejected_claim = 241", "minutes.rejected_claim"),
        ("rejected_claim = 7", '"a b" = 7', "minutes: give a number"),
        ("denial = 60", "denial =", "card:"),
    ],
)
def test_a_broken_card_is_refused_with_its_place(old: str, new: str, place: str) -> None:
    with pytest.raises(ChancesError, match=place):
        load_chances(CARD.replace(old, new), "card")
