"""Units of drugs from dose and code, waste, ways of giving; vaccines with their administration."""

from datetime import date

import pytest

from tests.core.coding.test_procedure import asked, done


def given(text: str, *, age: int | None = None, on: date = date(2026, 11, 20)) -> dict[str, int]:
    return {each.code: each.units for each in done(asked(text, {"age": age}, on))}


@pytest.mark.parametrize(
    ("words", "code", "units"),
    [
        ("Ketorolac 30 mg IM given today.", "J1885", 2),
        ("Toradol 60 mg IM given today.", "J1885", 4),
        ("Ceftriaxone 250 mg IM administered.", "J0696", 1),
        ("Rocephin 1 gram IM administered.", "J0696", 4),
        ("Dexamethasone 10 mg IM given.", "J1100", 10),
        ("Cyanocobalamin 1,000 mcg IM given.", "J3420", 1),
        ("Bicillin L-A 1.2 million units IM given.", "J0561", 12),
        ("Solu-Medrol 125 mg IM given.", "J2919", 25),
        ("Triamcinolone 1 mL of 40 mg/mL IM given.", "J3301", 4),
    ],
)
def test_units_round_up_to_the_next_whole_one(words: str, code: str, units: int) -> None:
    assert given(f"Plan: {words}\n") == {code: units, "96372": 1}


def test_two_drugs_are_given_twice() -> None:
    found = given("Plan: Ketorolac 30 mg IM given. Ondansetron 4 mg IM given.\n")
    assert found == {"J1885": 2, "J2405": 4, "96372": 2}


def test_a_code_that_is_not_yet_there_is_not_said() -> None:
    assert "J1010" not in given("Plan: Depo-Medrol 80 mg IM given.\n", on=date(2023, 5, 1))


@pytest.mark.parametrize(
    "words",
    [
        "Continue B12 1000 mcg IM monthly at home.",
        "Prescribed sumatriptan 6 mg subcutaneous.",
        "Ketorolac 30 mg IM declined.",
        "Refilled testosterone cypionate 200 mg IM.",
    ],
)
def test_what_is_taken_at_home_is_not_given_here(words: str) -> None:
    assert given(f"Plan: {words}\n") == {}


def test_a_joint_holds_its_own_giving() -> None:
    assert "96372" not in given("Procedure: Right knee injected with 40 mg Kenalog.\n")


def test_waste_stands_on_its_own_line() -> None:
    text = "Procedure: Botox 155 units injected for chronic migraine. 45 units discarded.\n"
    lines = [(each.modifiers, each.units) for each in done(asked(text)) if each.code == "J0585"]
    assert sorted(lines) == [((), 155), (("JW",), 45)]


def test_no_waste_is_said_only_where_the_note_says_it() -> None:
    text = "Procedure: Botox 200 units injected for chronic migraine.{}\n"
    marks = {
        extra: {mark for each in done(asked(text.format(extra))) for mark in each.modifiers}
        for extra in ("", " No waste.")
    }
    assert marks == {"": set(), " No waste.": {"JZ"}}


def test_vaccines_and_their_administration() -> None:
    assert given("Plan: Tdap given today.\n", age=30) == {"90715": 1, "90471": 1}
    assert given("Plan: Tdap, Shingrix and Prevnar 20 given today.\n", age=66) == {
        "90715": 1,
        "90750": 1,
        "90677": 1,
        "90471": 1,
        "90472": 2,
    }
    assert given("Plan: FluMist given today.\n", age=30) == {"90660": 1, "90473": 1}


def test_counselling_of_a_child_counts_by_components() -> None:
    text = "Plan: Tdap and Gardasil given today. Counseled parent, VIS reviewed.\n"
    assert given(text, age=11) == {"90715": 1, "90651": 1, "90460": 2, "90461": 2}
    assert given(text, age=30) == {"90715": 1, "90651": 1, "90471": 1, "90472": 1}


def test_a_flu_shot_without_its_product_asks_for_it() -> None:
    found = {each.code: each.missing for each in done(asked("Plan: Flu shot given today.\n"))}
    assert found == {"90656": ("product",), "90471": ()}
