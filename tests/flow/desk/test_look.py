"""What a typed word may mean to the patient search."""

from datetime import date

import pytest

from almoner.flow.desk.look import readings
from almoner.store.lists.lists import Sought


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", [Sought()]),
        ("  Okafor  ", [Sought(last_name="Okafor"), Sought(last_name="Okafor", in_any_case=True)]),
        ("Okafor, Hel", [Sought(last_name="Okafor", first_name="Hel")]),
        ("04/11/1958", [Sought(birth_on=date(1958, 4, 11))]),
        ("4-1-1958", [Sought(birth_on=date(1958, 4, 1))]),
        ("1958-04-11", [Sought(birth_on=date(1958, 4, 11))]),
        ("13/45/1958", []),
        ("(518) 555-0199", [Sought(phone="5185550199")]),
        ("1 518 555 0199", [Sought(phone="5185550199")]),
        ("r000134", [Sought(number="R000134"), Sought(member_id="R000134")]),
    ],
)
def test_a_typed_word_is_read_as_what_it_looks_like(typed: str, meant: list[Sought]) -> None:
    assert readings(typed)[: len(meant)] == meant
    assert len(readings(typed)) <= 5


def test_two_words_are_a_whole_last_name_or_first_and_last_in_either_order() -> None:
    assert readings("de la Cruz")[0] == Sought(last_name="de la Cruz")
    assert Sought(last_name="Okafor", first_name="Helen") in readings("Helen Okafor")
    assert Sought(last_name="Okafor", first_name="Helen") in readings("Okafor Helen")
