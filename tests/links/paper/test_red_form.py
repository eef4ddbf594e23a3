"""A claim's data on the red form: every box, read back from the PDF, stands inside its measured field."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from almoner.core.claim import ClaimRevision
from almoner.core.claim.folder import Folder
from almoner.core.wire.cms1500 import form_pages
from almoner.core.wire.form_page import FormPage, Shift
from almoner.links.paper import form_pdf, trial_pdf
from almoner.links.paper.cells import HEIGHT, Cell, cut, marks, sheet
from tests.core.claim.samples import TODAY, admitted, dependent, injured, revision, secondary, solo
from tests.links.paper.pdf_text import Text, texts

NEAR = 4.0
"""Points by which a sign may leave its measured field sideways: 0.06 inch, where the form allows 0.1."""
SIGN = 7.2
UNMEASURED = ["carrier.1", "carrier.2", "carrier.3", "carrier.4", "22"]
CAPITAL = 7.0
"""Points from foot to head of a capital of 12 point."""


def printed(told: ClaimRevision, shift: Shift | None = None) -> list[Text]:
    return texts(form_pdf(form_pages(told), told.control, told.built_on, shift=shift or Shift()))


def said(text: Text) -> str:
    return text.text.replace("\xa0", " ")


def outside(cell: Cell, text: Text) -> str:
    """What of a text leaves its cell's measured field; nothing where all of it is inside or none is known."""
    if cell.seen is None:
        return ""
    left, right, bottom, top = cell.seen
    end = text.x + SIGN * len(text.text)
    faults = [
        "left" if text.x < left - NEAR else "",
        "right" if end > right + NEAR else "",
        "high or low" if not bottom <= text.y + CAPITAL / 2 <= top else "",
    ]
    return f"{cell.box} at {text.x}, {text.y}: {faults}" if any(faults) else ""


@pytest.mark.parametrize("made", [secondary, dependent, injured, admitted, solo])
def test_each_box_of_a_claim_stands_in_its_field_on_the_sheet(made: Callable[[], Folder]) -> None:
    told = revision(made())
    assert faults(told) == []


def test_a_form_with_every_box_full_to_its_last_sign_stays_inside_all_of_them() -> None:
    full = FormPage(
        {box: "W" * cell.wide for box, cell in sheet("cms1500").cells.items()},
        tuple({box: "W" * cell.wide for box, cell in row.items()} for row in sheet("cms1500").rows),
    )
    cells = [
        *sheet("cms1500").cells.values(),
        *(cell for row in sheet("cms1500").rows for cell in row.values()),
    ]
    read = texts(form_pdf([full], "A1", TODAY))
    assert [len(one.text) for one in read] == [cell.wide for cell in cells]
    assert [fault for cell, one in zip(cells, read, strict=True) if (fault := outside(cell, one))] == []
    assert [cell.box for cell in cells if cell.seen is None] == UNMEASURED


def test_more_than_six_lines_take_more_forms() -> None:
    whole = revision()
    told = replace(whole, lines=whole.lines[:1] * 13, total_cents=whole.lines[0].charge_cents * 13)
    assert {one.page for one in printed(told)} == {0, 1, 2}


def pairs(told: ClaimRevision) -> list[tuple[Cell, Text]]:
    """Each text read back from the PDF with the cell that it was meant for, by what it says and its order."""
    (page,) = form_pages(told)
    cells = [sheet("cms1500").cells[box] for box in sheet("cms1500").cells if page.boxes.get(box)]
    for line, row in zip(page.lines, sheet("cms1500").rows, strict=False):
        cells += [row[box] for box in row if line.get(box)]
    meant = [one.text for one in marks(page)]
    read = printed(told)
    assert [said(one) for one in read] == [text for text in meant if text]
    return list(zip([cell for cell, text in zip(cells, meant, strict=True) if text], read, strict=True))


def faults(told: ClaimRevision) -> list[str]:
    found = pairs(told)
    assert len(found) > 40
    return [fault for cell, text in found if (fault := outside(cell, text))]


def test_a_printer_s_shift_moves_every_sign_by_it() -> None:
    told = revision(secondary())
    straight, moved = printed(told), printed(told, Shift(right=10, down=-5))
    assert {(round(b.x - a.x, 2), round(b.y - a.y, 2)) for a, b in zip(straight, moved, strict=True)} == {
        (7.2, 3.6)
    }


def test_a_text_beyond_its_box_is_cut_and_an_amount_is_left_out() -> None:
    whole = revision()
    told = replace(
        whole,
        patient=replace(
            whole.patient, name=replace(whole.patient.name, last="Featherstonehaugh-Cholmondeley")
        ),
        lines=(replace(whole.lines[0], charge_cents=123456789),),
    )
    (page,) = form_pages(told)
    assert cut(page) == ("2", "28.dollars", "24F.dollars")
    shown = {one.box: one.text for one in marks(page)}
    assert shown["2"] == "FEATHERSTONEHAUGH-CHOLMONDEL"
    assert shown["28.dollars"] == shown["24F.dollars"] == ""


def test_every_sheet_is_tagged_and_the_same_each_time() -> None:
    told = revision()
    made = form_pdf(form_pages(told), told.control, told.built_on)
    assert made == form_pdf(form_pages(told), told.control, told.built_on)
    assert b"pdfuaid:part>1<" in made
    assert re.search(rb"IBMPlexMono-Regular/CIDSystemInfo.*?/W\[0 \d+ 600\]", made)


def test_a_trial_sheet_marks_both_ends_of_every_box() -> None:
    read = texts(trial_pdf("cms1500", TODAY))
    ends = {
        (round(one.x, 1), round(HEIGHT - one.y, 1)) for one in read if one.size == sheet("cms1500").grid.size
    }
    cells = [
        *sheet("cms1500").cells.values(),
        *(cell for row in sheet("cms1500").rows for cell in row.values()),
    ]
    assert len(ends) == len({(cell.line, cell.column) for cell in cells})
    marked = [said(one) for one in read if one.size == sheet("cms1500").grid.size]
    assert all(text.strip("X ") == "" and text.startswith("X") and text.endswith("X") for text in marked)
