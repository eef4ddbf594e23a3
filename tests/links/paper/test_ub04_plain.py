"""A UB-04 on plain paper: every filled box of the form is on it, as a tagged PDF."""

from dataclasses import replace

from almoner.core.wire.ub04 import ub04_of_bill, ub04_pages
from almoner.core.wire.ub04_payers import ROWS
from almoner.links.paper import ub04_plain_pdf
from almoner.links.paper.ub04_plain import BILL, PATIENT, PAYER, said
from tests.core.claim.clinic_samples import urgent
from tests.core.claim.samples import admitted, injured, revision, secondary
from tests.core.wire.ub04_samples import ub04


def test_every_filled_box_of_the_form_is_on_the_plain_sheet() -> None:
    shown = {box for _, _, boxes in (*BILL, *PATIENT) for box in boxes}
    shown |= {f"{item}{row}" for item, _ in PAYER for row in ROWS} | {"47", "42.total", "66"}
    shown |= {"43.page", "43.pages", "45.created"}
    for made in (secondary, injured, admitted):
        (page,) = ub04_pages(ub04(replace(revision(made()), frequency="7", original_ref="2026-77")))
        bare = {box.removesuffix(".dollars").removesuffix(".cents") for box in page.boxes}
        assert {box for box in bare if box not in shown and not box.startswith("67")} == set()
    told = revision(urgent())
    assert told.bill is not None
    (page,) = ub04_pages(ub04_of_bill(told, told.bill))
    bare = {box.removesuffix(".dollars").removesuffix(".cents") for box in page.boxes}
    assert {box for box in bare if box not in shown and not box.startswith("67")} == set()
    items = {item: said(page.boxes, boxes) for item, _, boxes in PATIENT}
    assert (items["18"], items["31"], items["39"]) == ("D9", "05 03/01/26", "A2 25.00")
    assert items["70"] == "R109 M545"
    assert items["77"].endswith(page.boxes["77.npi"])


def test_an_item_is_said_in_one_text() -> None:
    boxes = ub04_pages(ub04(revision(secondary())))[0].boxes
    assert said(boxes, ("6.from", "6.through")) == "03/02/26 03/02/26"
    assert said(boxes, ("10",)) == "05/17/1950"
    assert said(boxes, ("54A",)) == "81.84"
    assert said(boxes, ("54B",)) == ""


def test_it_is_tagged_and_the_same_each_time() -> None:
    made = ub04_plain_pdf(ub04(revision(secondary())))
    assert b"pdfuaid:part>1<" in made
    assert made == ub04_plain_pdf(ub04(revision(secondary())))
