"""What a 271 tells beside being covered, with the days on which it holds, and whom the payer has on file."""

from datetime import date

import pytest

from almoner.core.coverage import AnsweredPerson, BenefitState
from almoner.core.coverage.benefits import MARKS
from almoner.core.wire.benefits_271 import BenefitAnswer
from tests.core.wire.test_benefits_271 import answers

Row = tuple[object, ...]
DAY = date(2026, 3, 2)
ACTIVE: Row = ("EB", "1", "IND", ["30", "98"], "CI", "ANCHOR PPO")


def told(*rows: Row) -> BenefitAnswer:
    (found,) = answers(("TRN", "2", "T1"), ("NM1", "IL", "1", "MARSH", "IRIS"), ACTIVE, *rows)
    return found


@pytest.mark.parametrize(
    ("mark", "row"),
    [
        ("advantage", ("EB", "R", "IND", "30", "HN")),
        ("advantage", ("EB", "R", "", "30", "PR")),
        ("other_first", ("EB", "R", "", "30", "12")),
        ("other_first", ("EB", "R", "", "30", "WC")),
        ("hospice", ("EB", "X", "", "45", "MA")),
        ("home_health", ("EB", "X", "", "42", "MA")),
        ("skilled_nursing", ("EB", "X", "", "AG", "MA")),
        ("used_up", ("EB", "F", "IND", "98", "", "", "29", "", "", "VS", "0")),
        ("used_up", ("EB", "F", "IND", "30", "", "", "29", "0.00")),
        ("excluded", ("EB", "I", "IND", "98")),
        ("gatekeeper", ("EB", "L")),
        ("gatekeeper", ("EB", "N", "IND", "98")),
    ],
)
def test_each_mark(mark: str, row: Row) -> None:
    assert mark in MARKS
    assert told(row).marks_on(DAY) == (mark,)


@pytest.mark.parametrize(
    "row",
    [
        ("EB", "R", "IND", "30"),
        ("EB", "1", "IND", "45", "CI"),
        ("EB", "X", "", "33", "MA"),
        ("EB", "F", "IND", "33", "", "", "29", "", "", "VS", "0"),
        ("EB", "F", "IND", "98", "", "", "29", "", "", "VS", "3"),
        ("EB", "F", "IND", "98", "", "", "23", "", "", "VS", "0"),
        ("EB", "F", "IND", "98", "", "", "29"),
        ("EB", "I", "IND", "33"),
        ("EB", "I", "IND", "98", "", "", "", "", "", "", "", "", "N"),
    ],
)
def test_what_sets_no_mark(row: Row) -> None:
    assert told(row).marks_on(DAY) == ()


def test_a_mark_holds_on_its_days() -> None:
    stay = told(("EB", "X", "", "45", "MA"), ("DTP", "292", "RD8", "20260301-20260310"))
    assert stay.marks_on(date(2026, 3, 10)) == ("hospice",)
    assert (stay.marks_on(date(2026, 2, 28)), stay.marks_on(date(2026, 3, 11))) == ((), ())
    begun = told(("EB", "X", "", "45", "MA"), ("DTP", "292", "D8", "20260303"))
    assert (begun.marks_on(DAY), begun.marks_on(date(2027, 1, 1))) == ((), ("hospice",))
    ended = told(("EB", "R", "", "30", "12"), ("DTP", "349", "D8", "20260301"))
    assert (ended.marks_on(date(2026, 3, 1)), ended.marks_on(DAY)) == (("other_first",), ())


def test_the_days_of_a_mark_are_not_those_of_the_plan() -> None:
    found = told(("EB", "X", "", "45", "MA"), ("DTP", "348", "D8", "20260303"))
    assert (found.since_on, found.until_on) == (None, None)


def test_an_insurer_that_is_named_as_first_is_first() -> None:
    named = told(("EB", "R", "IND", "30"), ("LS", "2120"), ("NM1", "PRP", "2", "ANOTHER"), ("LE", "2120"))
    assert named.marks_on(DAY) == ("other_first",)
    second = told(("EB", "R", "IND", "30"), ("LS", "2120"), ("NM1", "SEP", "2", "ANOTHER"), ("LE", "2120"))
    assert second.marks_on(DAY) == ()
    plan = told(("EB", "R", "", "30", "HN"), ("LS", "2120"), ("NM1", "PRP", "2", "A PLAN"), ("LE", "2120"))
    assert plan.marks_on(DAY) == ("advantage",)


def test_the_plans_own_doctor_is_known_by_number() -> None:
    doctor = ("NM1", "P3", "1", "REED", "ANN", "", "", "", "XX", "1234567893")
    found = told(("EB", "L"), ("LS", "2120"), doctor, ("LE", "2120"))
    assert [(mark.name, mark.npi) for mark in found.marks] == [("gatekeeper", "1234567893")]


def test_only_outside_benefits_mean_outside_the_network() -> None:
    outside: Row = ("EB", "1", "IND", "30", "CI", "", "", "", "", "", "", "", "N")
    inside: Row = (*outside[:-1], "Y")
    (alone,) = answers(("TRN", "2", "T1"), outside)
    (both,) = answers(("TRN", "2", "T1"), inside, outside)
    assert (alone.marks_on(DAY), both.marks_on(DAY)) == (("out_of_network",), ())


def test_procedures_that_want_to_be_allowed_beforehand() -> None:
    def row(needed: str, procedure: object) -> Row:
        return ("EB", "1", "IND", "", "CI", "", "", "", "", "", "", needed, "", procedure)

    found = told(
        row("Y", ("HC", "70553")),
        row("Y", ("HC", "70553")),
        row("Y", ("HC", "97110", "GP")),
        row("N", ("HC", "99213")),
        row("U", ("HC", "99214")),
        row("Y", ("AD", "D0120")),
        row("Y", ("HC", "ABCDEFG")),
        ("EB", "1", "IND", "33", "CI", "", "", "", "", "", "", "Y"),
    )
    assert found.authorized_codes == ["70553", "97110"]


def test_the_patient_as_the_payer_has_the_person() -> None:
    (found,) = answers(
        ("TRN", "2", "T1"),
        ("NM1", "IL", "1", "MARSH", "IRIS", "K"),
        ("DMG", "D8", "19500517", "F"),
        ("EB", "R", "IND", "30"),
        ("LS", "2120"),
        ("NM1", "IL", "1", "SOMEBODY", "ELSE"),
        ("LE", "2120"),
    )
    assert found.person == AnsweredPerson("MARSH", "IRIS", date(1950, 5, 17), "F")


def test_what_the_payer_does_not_say_of_the_person_is_empty() -> None:
    (found,) = answers(
        ("TRN", "2", "T1"), ("NM1", "IL", "1", "M" * 61), ("DMG", "D8", "1950", "U"), ("EB", "1")
    )
    assert found.person == AnsweredPerson()
    (nobody,) = answers(("TRN", "2", "T1"), ("EB", "1"))
    assert nobody.person is None
    assert nobody.state is BenefitState.ACTIVE
