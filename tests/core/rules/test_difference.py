"""What differs between two sets of cards, and what may not change for days that have passed."""

from datetime import date

import pytest

from almoner.core.rules.card import Card, parse
from almoner.core.rules.difference import difference, touches_past

CARD = """
[[card]]
id = "a"
edit = "E-1"
kind = "k"
severity = "warn"
since = 2025-01-01
source = "s"
message = "M."
mend = "N."
scope = { payers = ["P1"] }
params = { codes = ["A", "B"] }

  [[card.case]]
  name = "one"
  fires = true
"""
DAY = date(2026, 4, 1)


def cards(text: str) -> list[Card]:
    return parse("t.toml", text)


def test_cards_come_and_go() -> None:
    found = difference(cards(CARD), cards(CARD.replace('"a"', '"b"')))
    assert [card.id for card in found.added] == ["b"]
    assert [card.id for card in found.removed] == ["a"]
    assert found.changed == ()


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('"warn"', '"hold"', ("severity", "warn", "hold")),
        ('["P1"]', '["P2", "P1"]', ("scope.payers", "P1", "P1, P2")),
        ('["A", "B"]', '["A"]', ("params.codes", "A, B", "A")),
        ("source", "until = 2026-04-01\nsource", ("until", "", "2026-04-01")),
        (
            "fires = true",
            "fires = false",
            ("case one", "fires; base office_visit", "silent; base office_visit"),
        ),
    ],
)
def test_a_change_is_told_by_its_field(was: str, becomes: str, told: tuple[str, str, str]) -> None:
    (found,) = difference(cards(CARD), cards(CARD.replace(was, becomes))).changed
    assert (found.card, found.field, found.was, found.becomes) == ("a", *told)


def test_a_card_with_a_last_day_has_ended() -> None:
    found = difference(cards(CARD), cards(CARD.replace("source", "until = 2026-04-01\nsource")))
    assert [each.card for each in found.ended] == ["a"]
    assert not difference(cards(CARD), cards(CARD))


@pytest.mark.parametrize(
    ("old", "new", "touched"),
    [
        (CARD, CARD, []),
        (CARD, "", ["a"]),
        ("", CARD, ["a"]),
        ("", CARD.replace("2025-01-01", "2026-04-01"), []),
        (CARD, CARD.replace('"warn"', '"hold"'), ["a"]),
        (CARD, CARD.replace("M.", "Better words."), []),
        (CARD, CARD.replace("source", "until = 2026-04-01\nsource"), []),
        (CARD, CARD.replace("source", "until = 2026-03-01\nsource"), ["a"]),
        (CARD.replace("2025-01-01", "2026-05-01"), "", []),
        (CARD, CARD.replace("2025-01-01", "2024-01-01"), ["a"]),
    ],
)
def test_days_before_a_bundle_begins_stay_as_they_were(old: str, new: str, touched: list[str]) -> None:
    assert list(touches_past(cards(old), cards(new), DAY)) == touched
