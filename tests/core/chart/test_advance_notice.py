"""The advance notice: which days a signature covers, what a line says of it, and its card."""

from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

import pytest

from almoner.core.chart.advance_notice import (
    AdvanceNotice,
    Choice,
    Ground,
    NoticedItem,
    NoticeState,
    SignedHow,
    held_by,
    modifiers_of,
    standing,
    unbilled_codes,
)
from almoner.core.chart.advance_text import NoticeBroken, NoticeCard, read_notice

DAY = date(2026, 3, 2)
NEXT = DAY + timedelta(days=1)
ITEM = NoticedItem("93880", "Ultrasound of the neck", 1, Ground.NECESSITY, "Not for this.", 24_500, "article")


@pytest.fixture(scope="module")
def card() -> NoticeCard:
    words = files("almoner").joinpath("policy", "forms", "advance_notice.toml")
    return read_notice(words.read_text(encoding="utf-8"))


def prepared(**changes: object) -> AdvanceNotice:
    made = AdvanceNotice(1, 7, DAY, DAY, (ITEM,), "The text.", DAY, "desk")
    return replace(made, **changes)  # type: ignore[arg-type]


def signed(on: date = DAY, choice: Choice = Choice.BILL, **changes: object) -> AdvanceNotice:
    return prepared(**changes).signed(choice, SignedHow.SCREEN, on, form_id=9)


@pytest.mark.parametrize(
    ("notice", "on", "holds"),
    [
        (signed(), DAY, True),
        (signed(DAY - timedelta(days=3)), DAY, True),
        (signed(NEXT), DAY, False),
        (signed(), NEXT, False),
        (signed(last_on=DAY + timedelta(days=365)), DAY + timedelta(days=365), True),
        (signed(last_on=DAY + timedelta(days=365)), DAY + timedelta(days=366), False),
        (prepared(), DAY, False),
        (signed().withdrawn("changed their mind"), DAY, False),
    ],
)
def test_a_signature_covers_the_days_from_itself_to_the_last(
    notice: AdvanceNotice, on: date, *, holds: bool
) -> None:
    told = standing([notice])
    assert (held_by(told, "93880", on) is not None) == holds
    assert held_by(told, "93970", on) is None, "another service"


def test_the_latest_signature_counts() -> None:
    first, second = signed(DAY - timedelta(days=2)), replace(signed(choice=Choice.DONT_BILL), id=2)
    held = held_by(standing([second, first]), "93880", DAY)
    assert held is not None
    assert (held.choice, held.notice_id) == (Choice.DONT_BILL, 2)
    assert unbilled_codes(standing([second, first]), DAY) == {"93880": 2}
    assert unbilled_codes(standing([first]), DAY) == {}


def test_one_that_was_signed_late_is_about_its_day_all_the_same() -> None:
    (late,) = standing([signed(NEXT)])
    assert late.is_about("93880", DAY)
    assert not late.is_about("93880", DAY - timedelta(days=1))
    assert prepared().told()[0].is_about("93880", DAY)


@pytest.mark.parametrize(
    ("ground", "is_signed", "said"),
    [
        (Ground.NECESSITY, True, ("GA",)),
        (Ground.FREQUENCY, True, ("GA",)),
        (Ground.EXCLUDED, True, ("GX", "GY")),
        (Ground.NECESSITY, False, ("GZ",)),
        (Ground.EXCLUDED, False, ("GY",)),
    ],
)
def test_what_a_line_says(ground: Ground, *, is_signed: bool, said: tuple[str, ...]) -> None:
    assert modifiers_of(ground, is_signed=is_signed) == said


def test_the_text_names_whom_what_why_and_for_how_much(card: NoticeCard) -> None:
    names = {"practice": "A", "head": "B", "patient": "Helen Okafor", "number": "P1", "day": "March 2, 2026"}
    text = card.shown(names, (ITEM, replace(ITEM, code="93970", units=2, cents=100)))
    for words in ("Helen Okafor", "93880", "Not for this.", "$245.00", ", 2 units", "$246.00"):
        assert words in text
    assert "{" not in text
    assert {way.choice for way in card.ways} == {Choice.BILL, Choice.DONT_BILL, Choice.DECLINE}


def test_an_edit_stands_for_a_ground_by_the_row_that_it_cites(card: NoticeCard) -> None:
    excluded = card.of_edit("COD-03", "99396: status N")
    assert excluded is not None
    assert excluded.ground is Ground.EXCLUDED
    assert card.of_edit("COD-03", "99242: status I") is None, "Medicare has another code for it"
    assert card.of_edit("NCC-01", "") is None


@pytest.mark.parametrize(
    "broken", ["", "from = 1", "text = 'x'\n[[choice]]\nid = 'bill'\nlabel = 'a'\ntext = 'b'"]
)
def test_a_broken_card_is_refused(broken: str) -> None:
    with pytest.raises(NoticeBroken):
        read_notice(broken)


def test_a_notice_that_is_withdrawn_has_a_new_version_and_its_reason() -> None:
    gone = signed().withdrawn("wrong patient")
    assert (gone.state, gone.version, gone.ended_why) == (NoticeState.WITHDRAWN, 2, "wrong patient")
    assert standing([gone]) == ()
