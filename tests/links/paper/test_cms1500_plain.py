"""A claim's form on plain paper: what its items say in one text each, and the whole as a tagged PDF."""

from almoner.core.wire.cms1500 import form_pages
from almoner.links.paper import plain_pdf
from almoner.links.paper.claim_plain import amount
from almoner.links.paper.cms1500_plain import PARTS, said
from tests.core.claim.samples import crashed, injured, revision, secondary


def test_an_item_is_said_in_one_text() -> None:
    boxes = form_pages(revision(secondary()))[0].boxes
    assert said(boxes, "3") == "05/17/1950 female"
    assert said(boxes, "5") == "7 ELM COURT APT 2 SYRACUSE NY 13202"
    assert said(boxes, "33") == "HARBOR FAMILY MEDICINE 12 HARBOR ROAD SYRACUSE NY 13202-1234 315 5550100"
    assert (said(boxes, "25"), said(boxes, "27"), said(boxes, "17")) == ("161234567 ein", "yes", "")
    assert (amount(boxes, "28"), amount(boxes, "29")) == ("170.50", "81.84")
    boxes = form_pages(revision(injured()))[0].boxes
    assert (said(boxes, "11b"), said(boxes, "15")) == ("INJ-4711 Y4", "03/01/2026 439")
    assert said(form_pages(revision(crashed()))[0].boxes, "10b") == "yes NY"


def test_every_filled_box_of_the_form_is_on_the_plain_sheet() -> None:
    items = {item for _, items in PARTS for item, _ in items}
    shown = {*items, "carrier", "21", "28", "29"}
    for made in (secondary, injured, crashed):
        (page,) = form_pages(revision(made()))
        assert {box for box in page.boxes if box not in shown and box.split(".")[0] not in shown} == set()


def test_it_is_tagged_and_the_same_each_time() -> None:
    told = revision(secondary())
    made = plain_pdf(told)
    assert b"pdfuaid:part>1<" in made
    assert made == plain_pdf(told)
