"""The advance notice as a sheet: the text that the patient reads, the three ways to choose from, and the
signature, there or still to come. Promises the very words that are signed on the screen.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.chart.advance_notice import AdvanceNotice
from almoner.core.chart.advance_text import NoticeCard
from almoner.core.chart.signed_form import SignedForm
from almoner.core.report.mail import day_in_words, plain

ITEM = "- "


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """What the sheet says, in words that are ready to show. `ways` are label, text and whether it was
    chosen; `signed` is who signed it and when, empty on a sheet to be signed; `drawing` an SVG path.
    """

    title: str
    head: tuple[str, ...]
    name: tuple[str, ...]
    before: tuple[str, ...]
    items: tuple[tuple[str, ...], ...]
    after: tuple[str, ...]
    ways: tuple[tuple[str, str, bool], ...]
    signed: str
    drawing: str
    on: date


def notice_paper(notice: AdvanceNotice, card: NoticeCard, form: SignedForm | None) -> NoticePaper:
    """Return the sheet of a notice; `form` is its signed form where it was signed on the screen."""
    head, name, *blocks = [tuple(block.split("\n")) for block in notice.text.split("\n\n")]
    places = [place for place, block in enumerate(blocks) if block[0].startswith(ITEM)]
    first, last = (places[0], places[-1]) if places else (len(blocks), len(blocks) - 1)
    told = [" ".join(block) for block in blocks]
    return NoticePaper(
        title=name[0],
        head=head,
        name=name,
        before=tuple(told[:first]),
        items=tuple(
            (block[0].removeprefix(ITEM), *(part.strip() for part in block[1:]))
            for block in blocks[first : last + 1]
        ),
        after=tuple(told[last + 1 :]),
        ways=tuple((way.label, " ".join(way.text.split()), way.choice is notice.choice) for way in card.ways),
        signed=_signed(notice, form),
        drawing=form.drawing if form else "",
        on=notice.signed_on or notice.made_on,
    )


def _signed(notice: AdvanceNotice, form: SignedForm | None) -> str:
    if notice.signed_on is None:
        return ""
    day = day_in_words(notice.signed_on)
    if form is None:
        return f"Signed on paper on {day}; the paper lies at: {plain(notice.place)}"
    by = "the patient" if form.relation == "self" else form.relation
    return f"Signed by {plain(form.signed_by)}, {by}, on {day}; sealed {form.sha256[:16]}"
