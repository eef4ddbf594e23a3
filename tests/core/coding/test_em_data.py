"""The data element: what counts, once each, and how many groups carry which rank."""

import pytest

from almoner.core.coding import Datum, DatumKind, Rank, Unfit
from almoner.core.coding.em_data import weigh_data

STORY, TALK = Datum(DatumKind.STORY), Datum(DatumKind.TALK)
CHEST, HEART = Datum(DatumKind.READING, "71046"), Datum(DatumKind.READING, "93000")
A, B, C = (Datum(DatumKind.TEST, code) for code in ("80053", "85025", "83036"))
NOTE, OTHER_NOTE = Datum(DatumKind.OUTSIDE_NOTE, "hospital"), Datum(DatumKind.OUTSIDE_NOTE, "cardiology")


@pytest.mark.parametrize(
    ("data", "rank"),
    [
        ((), Rank.STRAIGHTFORWARD),
        ((A,), Rank.STRAIGHTFORWARD),
        ((A, B), Rank.LOW),
        ((A, NOTE), Rank.LOW),
        ((NOTE, OTHER_NOTE), Rank.LOW),
        ((STORY,), Rank.LOW),
        ((STORY, A), Rank.LOW),
        ((STORY, A, B), Rank.MODERATE),
        ((A, B, C), Rank.MODERATE),
        ((A, B, NOTE), Rank.MODERATE),
        ((CHEST,), Rank.MODERATE),
        ((CHEST, HEART), Rank.MODERATE),
        ((TALK,), Rank.MODERATE),
        ((CHEST, A, B), Rank.MODERATE),
        ((CHEST, STORY), Rank.MODERATE),
        ((CHEST, TALK), Rank.HIGH),
        ((A, B, C, CHEST), Rank.HIGH),
        ((A, B, STORY, TALK), Rank.HIGH),
        ((A, B, C, CHEST, TALK), Rank.HIGH),
    ],
)
def test_ranks(data: tuple[Datum, ...], rank: Rank) -> None:
    assert weigh_data(data).rank is rank


@pytest.mark.parametrize("twice", [A, NOTE, STORY])
def test_each_counts_once(twice: Datum) -> None:
    found = weigh_data((twice, B, twice))
    assert len(found.left_out) == 1
    assert found.rank is Rank.LOW


def test_a_test_counts_once_whatever_its_sentences() -> None:
    ordered, read = (
        Datum(DatumKind.TEST, "80053", evidence=(0, 9)),
        Datum(DatumKind.TEST, "80053", evidence=(20, 29)),
    )
    assert weigh_data((ordered, read)).rank is Rank.STRAIGHTFORWARD


def test_unnamed_tests_cannot_be_told_apart() -> None:
    assert weigh_data((Datum(DatumKind.TEST),) * 3).rank is Rank.STRAIGHTFORWARD


@pytest.mark.parametrize("unfit", Unfit)
def test_what_is_unfit_is_shown_and_does_not_count(unfit: Unfit) -> None:
    own = Datum(DatumKind.READING, "93000", unfit)
    found = weigh_data((own,))
    assert (found.rank, [(item.fact, item.why) for item in found.left_out]) == (
        Rank.STRAIGHTFORWARD,
        [(own, unfit)],
    )


def test_a_billed_tracing_is_no_item_under_any_mention() -> None:
    billed = Datum(DatumKind.TEST, "93000", Unfit.BILLED_HERE)
    assert weigh_data((A, billed, Datum(DatumKind.TEST, "93000"))).rank is Rank.STRAIGHTFORWARD


def test_a_test_counts_as_ordered_and_as_read() -> None:
    ordered = Datum(DatumKind.TEST, "71046")
    assert weigh_data((A, B, ordered, CHEST)).rank is Rank.HIGH


def test_the_facts_under_a_rank() -> None:
    assert set(weigh_data((A, B, CHEST)).facts) == {CHEST}
    assert set(weigh_data((A, B, STORY, CHEST)).facts) == {A, B, STORY, CHEST}
    assert set(weigh_data((A, STORY)).facts) == {STORY}


def test_what_a_higher_rank_asks() -> None:
    assert weigh_data((A,)).asks[Rank.LOW] == ("1 more of class A", DatumKind.STORY)
    assert weigh_data((A,)).asks[Rank.MODERATE][0] == "2 more of class A or another's story"
    assert weigh_data((CHEST, A, B)).asks[Rank.HIGH] == (
        "1 more of class A or another's story",
        DatumKind.TALK,
    )
    assert len(weigh_data(()).asks[Rank.HIGH]) == 3
