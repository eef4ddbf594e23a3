"""Authorizations: which one a claim belongs under, what is left of it, and what can't be kept."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.coverage import Authorization, AuthorizationState
from almoner.core.coverage.authorization import Use, Wanted, check_authorization, fitting, left

DAY = date(2026, 3, 2)
THERAPY = Authorization(
    id=1,
    patient_id=10,
    coverage_id=2,
    payer_id=2,
    number="A1",
    since_on=date(2026, 3, 1),
    until_on=date(2026, 4, 1),
    codes=("97110", "97140"),
    most=10,
)


def use(line_id: int, units: int = 1, *, on: date = DAY, code: str = "97110", number: str = "A1") -> Use:
    return Use(2, number, line_id, code, units, on)


def wanted(*lines: Use, payer_id: int = 2, provider_id: int = 1) -> Wanted:
    return Wanted(payer_id, provider_id, lines or (use(100),))


def test_what_is_left_is_counted_from_the_lines_billed_under_the_number() -> None:
    uses = [use(1, 4), use(2, 3, code="97140"), use(3, 9, code="99213"), use(4, 9, number="B2")]
    assert left(THERAPY, uses) == 3
    assert left(THERAPY, uses, without={2}) == 6
    assert left(THERAPY, [replace(uses[0], payer_id=3)]) == 10
    assert left(replace(THERAPY, most=None), uses) is None


def test_visits_are_days_on_which_anything_was_given() -> None:
    visits = replace(THERAPY, measure="visits", most=3)
    uses = [use(1, 4), use(2, 2, code="97140"), use(3, 1, on=date(2026, 3, 9))]
    assert left(visits, uses) == 1


def test_more_than_was_allowed_leaves_less_than_nothing() -> None:
    assert left(THERAPY, [use(1, 12)]) == -2


@pytest.mark.parametrize(
    "other",
    [
        replace(THERAPY, state=AuthorizationState.PENDING),
        replace(THERAPY, state=AuthorizationState.DENIED),
        replace(THERAPY, state=AuthorizationState.WITHDRAWN),
        replace(THERAPY, payer_id=3),
        replace(THERAPY, codes=("97530",)),
        replace(THERAPY, since_on=date(2026, 3, 3)),
        replace(THERAPY, until_on=DAY),
        replace(THERAPY, provider_id=7),
        replace(THERAPY, number=""),
    ],
)
def test_only_what_was_allowed_to_this_claim_fits(other: Authorization) -> None:
    assert fitting([other], [], wanted()) is None
    assert fitting([THERAPY, other], [], wanted()) == THERAPY


def test_a_claim_with_a_line_outside_the_days_is_not_under_it() -> None:
    assert fitting([THERAPY], [], wanted(use(100), use(101, on=date(2026, 4, 1)))) is None
    other_service = use(101, code="99213", on=date(2026, 4, 1))
    assert fitting([THERAPY], [], wanted(use(100), other_service)) == THERAPY


def test_one_with_enough_left_comes_before_one_that_is_used_up() -> None:
    later = replace(THERAPY, id=2, number="A2", until_on=None)
    assert fitting([later, THERAPY], [], wanted()) == THERAPY
    assert fitting([later, THERAPY], [use(1, 10)], wanted()) == later
    assert fitting([THERAPY], [use(1, 10)], wanted()) == THERAPY, "it is named, and the claim is held"


def test_one_for_these_codes_comes_before_one_for_any() -> None:
    any_code = replace(THERAPY, id=2, number="A2", codes=(), until_on=date(2026, 3, 10))
    assert fitting([any_code, THERAPY], [], wanted()) == THERAPY
    assert fitting([any_code, THERAPY], [], wanted(use(1, code="99213"))) == any_code


@pytest.mark.parametrize(
    ("changes", "edit"),
    [
        ({"number": " "}, "AUT-01"),
        ({"number": "A" * 51}, "AUT-02"),
        ({"number": "A*1"}, "AUT-02"),
        ({"codes": ("9711",)}, "AUT-02"),
        ({"codes": ("g0101",)}, "AUT-02"),
        ({"codes": ("97110",) * 101}, "AUT-02"),
        ({"until_on": date(2026, 3, 1)}, "AUT-03"),
        ({"most": 0}, "AUT-04"),
        ({"most": 10_000}, "AUT-04"),
    ],
)
def test_what_cannot_be_kept_is_said_with_its_mend(changes: dict[str, object], edit: str) -> None:
    (found,) = check_authorization(replace(THERAPY, **changes))  # type: ignore[arg-type]
    assert found.edit == edit
    assert found.mend
    assert found.is_stopping


def test_a_request_needs_no_number_yet() -> None:
    assert check_authorization(replace(THERAPY, number="", state=AuthorizationState.PENDING)) == []
    assert check_authorization(THERAPY) == []
