"""The sheet of an advance notice says what is signed on the screen, and becomes a PDF."""

from dataclasses import replace
from datetime import date
from importlib.resources import files

from almoner.core.chart.advance_notice import AdvanceNotice, Choice, Ground, NoticedItem, SignedHow
from almoner.core.chart.advance_text import read_notice
from almoner.core.chart.signed_form import SignedForm, Way
from almoner.core.report.notice_paper import notice_paper
from almoner.links.paper import notice_pdf

DAY = date(2026, 3, 2)
CARD = read_notice(
    files("almoner").joinpath("policy", "forms", "advance_notice.toml").read_text(encoding="utf-8")
)
ITEMS = (
    NoticedItem("93880", "Ultrasound of the neck", 1, Ground.NECESSITY, "Not for this.", 24_500),
    NoticedItem("82270", "Stool test", 1, Ground.FREQUENCY, "Too soon.", 2_000),
)
NAMES = {
    "practice": "A clinic",
    "head": "1 Elm\nErie",
    "patient": "Zoë O'Hara",
    "number": "P1",
    "day": "today",
}
BLANK = AdvanceNotice(1, 7, DAY, DAY, ITEMS, CARD.shown(NAMES, ITEMS), DAY, "desk")
FORM = SignedForm(
    9, 7, "advance_notice", "", "", "Zoë O'Hara", "self", Way.DRAWN, DAY, "", "desk", drawing="M1 1 L9 9"
)


def test_a_sheet_has_every_word_of_the_text_and_room_to_choose() -> None:
    paper = notice_paper(BLANK, CARD, None)
    said = " ".join([*paper.head, *paper.name, *paper.before, *sum(paper.items, ()), *paper.after])
    assert said.split() == [word for word in BLANK.text.split() if word != "-"]
    assert [chosen for _, _, chosen in paper.ways] == [False, False, False]
    assert (paper.signed, paper.drawing) == ("", "")
    assert notice_pdf(paper).startswith(b"%PDF")


def test_a_signed_one_shows_the_choice_and_who_signed() -> None:
    signed = BLANK.signed(Choice.DONT_BILL, SignedHow.SCREEN, DAY, form_id=9)
    paper = notice_paper(signed, CARD, replace(FORM, sha256=FORM.seal()))
    assert [chosen for _, _, chosen in paper.ways] == [False, True, False]
    assert "Zoë O'Hara, the patient, on March 2, 2026" in paper.signed
    assert notice_pdf(paper).startswith(b"%PDF")
    filed = replace(BLANK, place="Cabinet B").signed(Choice.BILL, SignedHow.PAPER, DAY)
    assert "Cabinet B" in notice_paper(filed, CARD, None).signed
