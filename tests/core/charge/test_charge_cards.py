"""Charge cards: the shipped ones prove themselves, and a card that isn't right is refused by its place."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.charge.charge_card_file import read_cards
from almoner.core.charge.charge_cards import CardFile, ChargeCardError, against, at
from almoner.core.charge.charge_trials import failures, outcome
from almoner.store.shipped.charge_cards import shipped_charge_cards

HEAD = '[card]\nid = "mine"\nsince = 2026-01-01\nuntil = 2026-07-01\nsource = "Own rule"\n'
DRUG = '[[drug]]\ncode = "J1885"\ntitle = "Ketorolac"\ncodes = ["J1885"]\nper = "15"\nunit = "mg"\n'
CASE = """[[case]]
says = "half an ampoule"
given = [{ kind = "administration", drug = "ketorolac", dose = "15 mg" }]
wants = []
"""


def shelf() -> tuple[CardFile, ...]:
    return shipped_charge_cards()


@pytest.mark.parametrize("name", [one.name for one in shipped_charge_cards()])
def test_the_cases_of_a_shipped_card_come_out(name: str) -> None:
    (one,) = [one for one in shelf() if one.name == name]
    assert failures(shelf()) == []
    assert len(one.cases) > 5


def test_a_case_that_is_wrong_is_told() -> None:
    (drugs,) = [one for one in shelf() if one.name == "drugs.toml"]
    case = replace(drugs.cases[0], wants=("J1885 x3", "96372 x1"))
    wrong = replace(drugs, cases=(case,))
    others = [one for one in shelf() if one.name != "drugs.toml"]
    assert failures([wrong, *others]) == [
        "drugs: 60 mg of a drug by 15 mg are four units: J1885 x4, 96372 x1"
    ]


def test_cards_hold_on_their_days_alone() -> None:
    one = read_cards(HEAD + DRUG + CASE, "mine.toml")
    assert [drug.code for drug in at([one], date(2026, 6, 30)).drugs] == ["J1885"]
    assert at([one], date(2026, 7, 1)).drugs == ()
    assert at([one], date(2025, 12, 31)).drugs == ()


def test_two_cards_of_one_day_do_not_name_one_thing_differently() -> None:
    assert against(shelf()) == []
    one = read_cards(HEAD + DRUG + CASE, "mine.toml")
    other = read_cards(HEAD + DRUG.replace('code = "J1885"', 'code = "J1886"') + CASE, "other.toml")
    assert against([one, other]) == ["mine.toml, other.toml: J1885 names J1885 and J1886"]
    later = HEAD.replace("2026-07-01", "2027-01-01").replace("2026-01-01", "2026-07-01")
    assert against([one, read_cards(later + DRUG.replace('"J1885"\nt', '"J1886"\nt') + CASE, "l.toml")]) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[card", "mine.toml"),
        (DRUG + CASE, r"\[card\] id"),
        (HEAD.replace("2026-07-01", "2025-07-01") + DRUG + CASE, "a day after"),
        (HEAD + DRUG, "proves itself"),
        (HEAD + DRUG.replace("15", "0") + CASE, "per: a number above 0"),
        (HEAD + DRUG.replace('"15"', '"NaN"') + CASE, "per: a number"),
        (HEAD + DRUG.replace("J1885", "J18", 1) + CASE, "a procedure code"),
        (HEAD + DRUG.replace('codes = ["J1885"]\n', "") + CASE, "that name it"),
        (HEAD + DRUG + 'container = "bag"\n' + CASE, "container"),
        (HEAD + DRUG + 'colour = "red"\n' + CASE, "colour"),
        (HEAD + DRUG + "[prices]\n" + CASE, r"\[prices\]"),
        (HEAD + DRUG + CASE.replace("wants = []", "wants = 3"), r"\[\[case\]\]"),
        (HEAD + DRUG + CASE + "on = 2027-01-01\n", "a day of the card"),
        (HEAD + '[[route]]\nway = "nose"\nwords = ["nasal"]\n' + CASE, "way"),
        (HEAD + '[[draw]]\ncode = "36415"\ntitle = "Draw"\nwords = ["Venipuncture"]\n' + CASE, "specimen"),
        (HEAD + "[giving.simple]\nrank = 1\n" + CASE, "an injection at least"),
    ],
)
def test_a_card_that_is_not_right_is_refused_by_its_place(text: str, place: str) -> None:
    with pytest.raises(ChargeCardError, match=place):
        read_cards(text, "mine.toml")


def test_a_case_names_known_things_only() -> None:
    one = read_cards(HEAD + DRUG + CASE.replace("dose", "amount"), "mine.toml")
    with pytest.raises(ChargeCardError, match="given"):
        outcome(one.cases[0], at([one], date(2026, 3, 1)))
