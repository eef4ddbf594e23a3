"""Two persons' codes side by side: what differs is named, and each difference is settled with a reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coding.decision import Sort
from almoner.core.coding.review import (
    FIRST_LISTED,
    CodedService,
    Codes,
    CodingReview,
    Difference,
    ReviewState,
    Right,
    Verdict,
    against_second,
    against_settling,
    code_faults,
    differences,
    outcomes,
    verdict_faults,
)
from almoner.core.coding.sampling import Ground

DAY = date(2026, 3, 2)
FIRST = Codes(("E119", "I10"), (CodedService("99214", 1, ("25",)), CodedService("20610")))
SECOND = Codes(("I10", "E1165"), (CodedService("99213", 1, ("25",)), CodedService("20610", 2)))


def drawn(first: Codes = FIRST) -> CodingReview:
    return CodingReview(
        id=1,
        visit_id=2,
        patient_id=3,
        provider_id=4,
        note_id=5,
        superbill_id=6,
        coded_by="kim",
        first=first,
        grounds=(Ground.SHARE,),
        holds_claim=False,
        drawn_on=DAY,
        due_on=DAY,
        card="x",
        involved=("kim", "lee"),
    )


def test_each_difference_is_named() -> None:
    assert differences(FIRST, SECOND) == (
        Difference(Sort.DIAGNOSIS, "E119", "E119", ""),
        Difference(Sort.DIAGNOSIS, "E1165", "", "E1165"),
        Difference(Sort.DIAGNOSIS, FIRST_LISTED, "E119", "I10"),
        Difference(Sort.SERVICE, "99214", "99214 25", ""),
        Difference(Sort.SERVICE, "20610", "20610", "20610 x 2"),
        Difference(Sort.SERVICE, "99213", "", "99213 25"),
    )


CODES = st.builds(
    Codes,
    st.lists(st.sampled_from(["I10", "E119", "J45909"]), unique=True).map(tuple),
    st.lists(
        st.builds(
            CodedService,
            st.sampled_from(["99213", "20610"]),
            st.integers(1, 3),
            st.lists(st.sampled_from(["25", "RT"]), unique=True).map(tuple),
        ),
        unique_by=lambda one: one.code,
    ).map(tuple),
)


@given(CODES, CODES)
def test_the_sides_change_places_with_the_persons(one: Codes, other: Codes) -> None:
    there = {(each.sort, each.about, each.first, each.second) for each in differences(one, other)}
    back = {(each.sort, each.about, each.second, each.first) for each in differences(other, one)}
    assert there == back
    assert not differences(one, one)


def test_modifiers_in_another_order_are_the_same() -> None:
    one, other = (Codes(("I10",), (CodedService("20610", 1, said),)) for said in (("25", "RT"), ("RT", "25")))
    assert not differences(one, other)


def test_nobody_who_coded_the_visit_codes_it_again_or_settles_it() -> None:
    told = drawn().coded_again(SECOND, by="ann", on=DAY)
    for name in ("kim", "lee"):
        assert against_second(drawn(), name)
        assert against_settling(told, name, third_person=False)
    assert not against_second(drawn(), "ann")
    assert against_settling(told, "ann", third_person=True)
    assert not against_settling(told, "ann", third_person=False)
    assert not against_settling(told, "pat", third_person=True)
    with pytest.raises(AssertionError):
        drawn().coded_again(SECOND, by="kim", on=DAY)


def test_a_review_ends_where_both_agree_and_is_settled_difference_by_difference() -> None:
    agreed = drawn().coded_again(FIRST, by="ann", on=DAY)
    assert (agreed.state, agreed.is_open, agreed.differences) == (ReviewState.AGREED, False, ())
    told = drawn().coded_again(SECOND, by="ann", on=DAY)
    assert told.state is ReviewState.DIFFERS
    said = [Verdict(each, Right.FIRST, "documented") for each in told.differences]
    assert verdict_faults(told, said) == []
    assert verdict_faults(told, said[1:]) == ["Say of each difference whose coding is right."]
    assert verdict_faults(told, [*said[1:], said[0]])
    assert verdict_faults(told, [Verdict(each, Right.FIRST, " ") for each in told.differences])
    assert verdict_faults(agreed, [])
    settled = told.settled(said, by="pat", on=DAY)
    assert (settled.state, settled.is_open) == (ReviewState.SETTLED, False)
    assert verdict_faults(settled, said)


def test_what_came_of_each_code_counts_for_the_first_coder() -> None:
    assert outcomes(drawn()) == ()
    told = drawn().coded_again(SECOND, by="ann", on=DAY)
    rights = {"E119": Right.SECOND, "E1165": Right.SECOND, FIRST_LISTED: Right.SECOND}
    said = [Verdict(each, rights.get(each.about, Right.FIRST), "so") for each in told.differences]
    found = {one.code: one.held for one in outcomes(told.settled(said, by="pat", on=DAY))}
    assert found == {"E119": False, "E1165": False, "I10": True, "99214": True, "20610": True}
    assert all(one.held for one in outcomes(drawn().coded_again(FIRST, by="ann", on=DAY)))


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (Codes(), "At least one diagnosis."),
        (Codes(("I10",)), "At least one service."),
        (Codes(("I10", "I10"), (CodedService("99213"),)), "A diagnosis stands twice."),
        (Codes(("I10",), (CodedService("99213"), CodedService("99213"))), "A service stands twice."),
        (Codes(("I10",), (CodedService("99213", 0),)), "Units are at least 1."),
        (Codes(("I10",), (CodedService("99213", 1, tuple("ABCDE")),)), "At most four modifiers."),
        (Codes(tuple(f"I{n}" for n in range(30)), (CodedService("99213"),)), "At most 30 codes."),
    ],
)
def test_what_can_not_be_compared_is_said(codes: Codes, said: str) -> None:
    assert said in code_faults(codes)
