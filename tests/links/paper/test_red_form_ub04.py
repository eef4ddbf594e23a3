"""A claim's data on the red UB-04: every box, read back from the PDF, stands inside its measured field."""

from dataclasses import replace

from almoner.core.wire.form_page import FormPage
from almoner.core.wire.ub04 import LINES, ub04_of_bill, ub04_pages
from almoner.links.paper import form_pdf, trial_pdf
from almoner.links.paper.cells import HEIGHT, cut, marks, sheet
from tests.core.claim.clinic_samples import urgent
from tests.core.claim.samples import TODAY, admitted, injured, revision, secondary
from tests.core.wire.ub04_samples import ub04
from tests.links.paper.pdf_text import texts
from tests.links.paper.test_red_form import outside, said

UNMEASURED = ["43.page", "43.pages"]
TABLE = sheet("ub04")
CELLS = [*TABLE.cells.values(), *(cell for row in TABLE.rows for cell in row.values())]


def test_a_form_with_every_box_full_to_its_last_sign_stays_inside_all_of_them() -> None:
    full = FormPage(
        {box: "W" * cell.wide for box, cell in TABLE.cells.items()},
        tuple({box: "W" * cell.wide for box, cell in row.items()} for row in TABLE.rows),
        form="ub04",
    )
    read = texts(form_pdf([full], "A1", TODAY))
    assert len(TABLE.rows) == LINES
    assert [len(one.text) for one in read] == [cell.wide for cell in CELLS]
    assert [fault for cell, one in zip(CELLS, read, strict=True) if (fault := outside(cell, one))] == []
    assert [cell.box for cell in CELLS if cell.seen is None] == UNMEASURED


def test_no_two_boxes_of_a_form_share_a_sign() -> None:
    signs = [(cell.line, cell.column + at) for cell in CELLS for at in range(cell.wide)]
    assert len(signs) == len(set(signs))


def test_every_box_that_a_bill_fills_has_a_place_and_its_text_stands_there() -> None:
    for made in (secondary, injured, admitted):
        told = replace(revision(made()), frequency="7", original_ref="2026-77")
        (page,) = ub04_pages(ub04(told))
        assert set(page.boxes) <= set(TABLE.cells)
        assert {box for line in page.lines for box in line} <= set(TABLE.rows[0])
        assert cut(page) == ()
        read = texts(form_pdf([page], told.control, told.built_on))
        meant = marks(page)
        assert [said(one) for one in read] == [one.text for one in meant]
        assert [(round(one.x, 1), round(HEIGHT - one.y, 1)) for one in read] == [
            (round(one.x, 1), round(one.y, 1)) for one in meant
        ]


def test_the_patient_s_reasons_and_who_operated_stand_in_their_boxes() -> None:
    told = revision(urgent())
    assert told.bill is not None
    (page,) = ub04_pages(ub04_of_bill(told, told.bill))
    assert cut(page) == ()
    read = texts(form_pdf([page], told.control, told.built_on))
    for box in ("70a", "70b", "77.npi", "77.last", "77.first"):
        cell = TABLE.cells[box]
        assert cell.seen is not None
        same = [one for one in read if said(one) == page.boxes[box]]
        assert [one for one in same if not outside(cell, one)], box


def test_more_than_twenty_two_lines_take_more_forms() -> None:
    whole = revision()
    pages = ub04_pages(ub04(replace(whole, lines=whole.lines[:1] * 45)))
    read = texts(form_pdf(pages, whole.control, whole.built_on))
    assert {one.page for one in read} == {0, 1, 2}
    assert [one.page for one in read if one.text == "0001"] == [2]


def test_a_trial_sheet_is_of_its_own_form_and_its_advice_meets_no_mark() -> None:
    read = texts(trial_pdf("ub04", TODAY))
    marked = [one for one in read if one.size == TABLE.grid.size]
    assert len({(one.x, one.y) for one in marked}) == len(CELLS)
    notes = [one for one in read if one.size != TABLE.grid.size]
    assert notes
    assert [one for one in notes if any(abs(one.y - mark.y) < TABLE.grid.size - 1 for mark in marked)] == []
