"""Possible duplicates: found over slips of the pen, with reasons in words, and never by a name alone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.identity import Match, possible_duplicates
from almoner.core.identity import match as identity
from almoner.core.party import Address, Patient, PersonName

ANNA = Patient(
    id=1,
    number="P-1",
    name=PersonName(last="O'Brien-Núñez", first="Anna"),
    birth_on=date(1980, 3, 12),
    sex="F",
    address=Address(line1="7 Elm Court", city="Syracuse", state="NY", zip="132021234"),
    phone="(315) 555-0100",
    email="anna@example.org",
)
STRANGER = replace(
    ANNA,
    id=2,
    name=PersonName(last="Lindqvist", first="Per"),
    birth_on=date(1951, 11, 30),
    sex="M",
    address=Address(line1="1 Oak Street", city="Utica", state="NY", zip="13501"),
    phone="",
    email="",
)


def named(last: str, first: str, *, suffix: str = "", birth_on: date = ANNA.birth_on) -> Patient:
    """Another patient who shares nothing with Anna but what is given here."""
    return replace(
        STRANGER, sex="F", name=PersonName(last=last, first=first, suffix=suffix), birth_on=birth_on
    )


def why(other: Patient) -> tuple[str, ...]:
    found = possible_duplicates(ANNA, [other])
    return found[0].why if found else ()


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (named("O'Brien-Núñez", "Anna"), (identity.SAME_NAME, identity.SAME_BIRTH)),
        (named("OBRIEN NUNEZ", "ANNA"), (identity.SAME_NAME, identity.SAME_BIRTH)),
        (named("O'Brien-Núñez", "Lucy"), (identity.SAME_LAST, identity.SAME_BIRTH)),
        (named("Smith", "Anna"), (identity.SAME_FIRST, identity.SAME_BIRTH)),
        (named("Anna", "O'Brien-Núñez"), (identity.SWAPPED_NAME, identity.SAME_BIRTH)),
        (named("O'Brein-Núñes", "Ana"), (identity.SIMILAR_NAME, identity.SAME_BIRTH)),
        (named("O'Brien-Núñez", "Annabel"), (identity.SIMILAR_NAME, identity.SAME_BIRTH)),
        (
            named("O'Brien-Núñez", "Anna", birth_on=date(1980, 12, 3)),
            (identity.SAME_NAME, identity.NEAR_BIRTH),
        ),
        (
            named("O'Brien-Núñez", "Anna", birth_on=date(1980, 3, 21)),
            (identity.SAME_NAME, identity.NEAR_BIRTH),
        ),
        (
            named("O'Brien-Núñez", "Anna", birth_on=date(1908, 3, 12)),
            (identity.SAME_NAME, identity.NEAR_BIRTH),
        ),
        (
            named("O'Brien-Núñez", "Anna", birth_on=date(1980, 3, 17)),
            (identity.SAME_NAME, identity.NEAR_BIRTH),
        ),
    ],
)
def test_a_possible_duplicate_is_found_with_its_reasons(other: Patient, reasons: tuple[str, ...]) -> None:
    assert why(other) == reasons


FAR = date(1999, 7, 1)


@pytest.mark.parametrize(
    "other",
    [
        named("O'Brien-Núñez", "Anna", birth_on=FAR),
        replace(named("O'Brien-Núñez", "Anna", birth_on=FAR), address=ANNA.address),
        named("Smith", "Lucy"),
        replace(named("O'Brien-Núñez", "Lucy", birth_on=FAR), phone=ANNA.phone, address=ANNA.address),
        replace(named("O'Brien-Núñez", "Anna", suffix="Jr", birth_on=FAR), phone=ANNA.phone),
        named("O'Brien-Núñez", "Lucy", birth_on=date(1980, 3, 13)),
        replace(named("Smith", "Lucy", birth_on=FAR), phone=ANNA.phone, email=ANNA.email),
    ],
)
def test_a_name_a_birth_date_or_a_family_alone_propose_nobody(other: Patient) -> None:
    assert why(other) == ()


@pytest.mark.parametrize("phone", ["3155550100", "1-315-555-0100", "+1 (315) 555.0100"])
def test_one_name_and_one_telephone_over_another_birth_date(phone: str) -> None:
    other = replace(named("O'Brien-Núñez", "Anna", birth_on=FAR), phone=phone)
    assert why(other) == (identity.SAME_NAME, identity.SAME_PHONE)


def test_an_empty_telephone_or_mail_is_no_reason() -> None:
    bare = replace(ANNA, phone="", email="")
    assert possible_duplicates(bare, [named("O'Brien-Núñez", "Anna", birth_on=FAR)]) == []


def test_the_likeliest_comes_first_and_the_patient_never() -> None:
    twin = replace(ANNA, id=5, name=PersonName(last="O'Brien-Núñez", first="Lucas"), sex="M")
    again = replace(ANNA, id=9)
    assert possible_duplicates(ANNA, [twin, ANNA, again, STRANGER]) == [
        Match(
            9,
            (
                identity.SAME_NAME,
                identity.SAME_BIRTH,
                identity.SAME_PHONE,
                identity.SAME_EMAIL,
                identity.SAME_ADDRESS,
            ),
            100,
        ),
        Match(
            5,
            (
                identity.SAME_LAST,
                identity.SAME_BIRTH,
                identity.SAME_PHONE,
                identity.SAME_EMAIL,
                identity.SAME_ADDRESS,
                identity.OTHER_SEX,
            ),
            75,
        ),
    ]


def test_short_names_are_not_alike_by_chance() -> None:
    li = replace(ANNA, name=PersonName(last="Li", first="Bo"))
    assert possible_duplicates(li, [named("Lu", "Ba")]) == []


WORDS = st.text("abcdé'", min_size=1, max_size=7)
PATIENTS = st.builds(
    lambda last, first, day, phone: replace(
        ANNA, name=PersonName(last=last, first=first), birth_on=date(1980, 1, day), phone=phone
    ),
    WORDS,
    WORDS,
    st.integers(1, 31),
    st.sampled_from(["", "3155550100", "3155550101"]),
)


@given(PATIENTS, PATIENTS)
def test_it_is_the_same_from_either_side(one: Patient, two: Patient) -> None:
    there = possible_duplicates(one, [replace(two, id=2)])
    back = possible_duplicates(two, [replace(one, id=2)])
    assert there == back
    for match in there:
        assert 1 <= match.score <= 100
        assert set(match.why) <= set(identity.WEIGHT)
        assert set(match.why) & {
            identity.SAME_BIRTH,
            identity.NEAR_BIRTH,
            identity.SAME_PHONE,
            identity.SAME_EMAIL,
        }


def damerau(one: str, two: str) -> int:
    """The plain recursive definition, as oracle."""
    if not one or not two:
        return len(one) + len(two)
    costs = [
        damerau(one[1:], two) + 1,
        damerau(one, two[1:]) + 1,
        damerau(one[1:], two[1:]) + (one[0] != two[0]),
    ]
    if len(one) > 1 and len(two) > 1 and one[:2] == two[1::-1]:
        costs.append(damerau(one[2:], two[2:]) + 1)
    return min(costs)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.integers(1, 3))
def test_slips_are_counted_as_defined(one: str, two: str, most: int) -> None:
    assert identity._slips(one, two, most=most) == min(damerau(one, two), most + 1)
