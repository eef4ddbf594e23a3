"""A model's choice among a code's more exact neighbours counts only by words of the note that say it."""

from datetime import date

import pytest

from almoner.core.coding.axis_choice import ELSEWHERE, SAYS_NOTHING, axes_chosen, axis_offers
from almoner.core.coding.chosen import (
    DENIED,
    MOST_OFFERED,
    NO_SUCH_WORDS,
    NOT_OFFERED,
    TWICE,
    UNQUOTED,
    Refusal,
)
from almoner.core.coding.reply import Choice
from almoner.core.coding.suggest import Answer, Asked, suggest
from tests.core.coding.lexica import tools

FAR = "Nothing else was said. " * 15
NOTE = (
    "A/P: 1. Breast cancer, on tamoxifen; the lump was in the upper-outer quadrant, right. "
    f"No pneumonia. {FAR}The knee is well."
)


@pytest.fixture(scope="module")
def answer() -> Answer:
    return suggest(NOTE, Asked(on=date(2026, 11, 2)), tools())


def id_of(answer: Answer, code: str) -> str:
    return next(one.offer.id for one in axis_offers(answer, 1) if one.offer.code == code)


def said(answer: Answer, code: str, *quotes: str) -> list[str]:
    """What comes of a model's choice: the codes that count, else why they don't."""
    kept, refused = axes_chosen([Choice(id_of(answer, code), quotes)], axis_offers(answer, 1), answer)
    return [one.code for one in kept] + [one.why for one in refused]


def test_only_what_the_note_left_open_is_offered_and_within_the_limit(answer: Answer) -> None:
    offered = axis_offers(answer, 1)
    assert {one.beside.candidate.code for one in offered} == {"C50.919"}
    assert "C50.911" in [one.offer.code for one in offered]
    assert len(axis_offers(answer, MOST_OFFERED - 2)) == 2
    assert axis_offers(answer, MOST_OFFERED) == ()
    whole = suggest("A/P: 1. Asthma, stable.", Asked(on=date(2026, 11, 2)), tools())
    assert axis_offers(whole, 1) == ()


def test_a_quote_that_says_what_the_code_adds_counts_with_its_place(answer: Answer) -> None:
    choice = Choice(id_of(answer, "C50.911"), ("quadrant, right",))
    ((kept,), refused) = axes_chosen([choice], axis_offers(answer, 1), answer)
    ((start, end),) = kept.places
    assert NOTE[start:end] == "quadrant, right"
    assert (kept.code, kept.beside, refused) == ("C50.911", "C50.919", ())


@pytest.mark.parametrize(
    ("code", "quotes", "why"),
    [
        ("C50.911", (), UNQUOTED),
        ("C50.911", ("right breast",), NO_SUCH_WORDS),
        ("C50.911", ("tamoxifen",), SAYS_NOTHING),
        ("C50.912", ("quadrant, right",), SAYS_NOTHING),
        ("C50.921", ("quadrant, right",), SAYS_NOTHING),
        ("C50.911", ("knee is well",), ELSEWHERE),
        ("C50.911", ("right. No pneumonia",), DENIED),
    ],
)
def test_what_the_note_does_not_bear_out_is_refused(
    answer: Answer, code: str, quotes: tuple[str, ...], why: str
) -> None:
    assert said(answer, code, *quotes) == [why]


def test_what_was_not_offered_or_is_chosen_twice_is_refused(answer: Answer) -> None:
    own = id_of(answer, "C50.911")
    choices = [Choice(own, ("right",)), Choice(own, ("right",)), Choice("a9.9", ("right",))]
    _, refused = axes_chosen(choices, axis_offers(answer, 1), answer)
    assert refused == (Refusal(own, TWICE), Refusal("a9.9", NOT_OFFERED))
