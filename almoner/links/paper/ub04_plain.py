"""A UB-04 on plain paper: its form locators with labels of our own."""

from collections.abc import Sequence

from almoner.core.wire.form_page import FormPage
from almoner.core.wire.ub04 import CONDITIONS, OCCURRENCES, OTHERS, REASONS, VALUES, Ub04, ub04_pages
from almoner.core.wire.ub04_payers import ROWS
from almoner.links.paper.claim_plain import Boxes, Column, PlainForm, Row, amount, claim_plain_pdf

Items = Sequence[tuple[str, str, tuple[str, ...]]]
"""A locator, its label, and the boxes that make up its value."""
BILL: Items = (
    ("1", "Billed by", ("1.1", "1.2", "1.3", "1.4")),
    ("2", "Paid to", ("2.1", "2.2", "2.3")),
    ("3a", "Claim number", ("3a",)),
    ("4", "Type of bill", ("4",)),
    ("5", "Tax number", ("5",)),
    ("6", "First and last day", ("6.from", "6.through")),
    ("56", "NPI", ("56",)),
    ("81", "Taxonomy", ("81a.kind", "81a")),
)
PATIENT: Items = (
    ("8", "Patient", ("8b",)),
    ("9", "Address", ("9a", "9b", "9c", "9d")),
    ("10", "Born", ("10",)),
    ("11", "Sex", ("11",)),
    ("12", "In hospital since", ("12",)),
    ("14", "Priority", ("14",)),
    ("15", "Came from", ("15",)),
    ("17", "Left as", ("17",)),
    ("18", "Conditions", tuple(str(box) for box in CONDITIONS)),
    ("29", "Accident in", ("29",)),
    ("31", "Occurrences", tuple(f"{box}.{part}" for box in OCCURRENCES for part in ("code", "date"))),
    ("39", "Values", tuple(part for box in VALUES for part in (f"{box}.code", box))),
    ("70", "Patient's reasons", tuple(f"70{box}" for box in REASONS)),
    ("76", "Attending", ("76.last", "76.first", "76.npi")),
    ("77", "Operated", ("77.last", "77.first", "77.npi")),
    ("78", "Sent by", ("78.kind", "78.last", "78.first", "78.npi")),
)
PAYER = (
    ("50", "Payer"),
    ("51", "Its id"),
    ("52", "Information released"),
    ("53", "Benefits assigned"),
    ("54", "Paid before"),
    ("57", "Its number for us"),
    ("58", "Policy holder"),
    ("59", "Patient is the holder's"),
    ("60", "Member number"),
    ("62", "Group number"),
    ("63", "Authorization"),
    ("64", "Its number of the first"),
)
COLUMNS = (
    Column("42 Revenue"),
    Column("44 Service", wide=True),
    Column("45 Day"),
    Column("46 Units", right=True),
    Column("47 Charge", right=True),
)
_DAYS = frozenset({"6.from", "6.through", "10", "12", "45", *(f"{box}.date" for box in OCCURRENCES)})


def ub04_plain_pdf(told: Ub04) -> bytes:
    """Return the data of a UB-04 on plain paper."""
    asked = told.revision.payer
    where = asked.address
    to = [asked.name, where.line1, where.line2, f"{where.city} {where.state} {where.zip}"]
    forms = [_form(page) for page in ub04_pages(told)]
    return claim_plain_pdf(told.revision, "UB-04 (CMS-1450)", [one for one in to if one], COLUMNS, forms)


def said(boxes: Boxes, names: Sequence[str]) -> str:
    """Return what boxes say in one text: days with strokes, money with its point."""
    return " ".join([text for text in [_said(boxes, name) for name in names] if text])


def _said(boxes: Boxes, name: str) -> str:
    text = boxes.get(name) or amount(boxes, name)
    return f"{text[:2]}/{text[2:4]}/{text[4:]}" if name in _DAYS and text else text


def _form(page: FormPage) -> PlainForm:
    boxes = page.boxes
    own = [("Ub04", BILL), ("Patient and visit", PATIENT)]
    payers = [
        (f"Payer {row}", [(item, label, (f"{item}{row}",)) for item, label in PAYER])
        for row in ROWS
        if f"50{row}" in boxes
    ]
    codes = [f"{one or 67} {boxes[f'67{one}']}" for one in ("", *OTHERS) if f"67{one}" in boxes]
    total = amount(boxes, "47")
    return PlainForm(
        parts=[
            (name, [(item, label, value) for item, label, names in items if (value := said(boxes, names))])
            for name, items in [*own, *payers]
        ],
        codes=codes,
        lines=[_line(line) for line in page.lines],
        sums=[(f"{boxes['42.total']} Charged in all", total)] if total else [],
    )


def _line(line: Boxes) -> Row:
    code = line["44"]
    modifiers = [code[at : at + 2] for at in range(5, len(code), 2)]
    return [
        (line["42"], ""),
        ("-".join([code[:5], *modifiers]), line.get("43", "")),
        (_said(line, "45"), ""),
        (line["46"], ""),
        (amount(line, "47"), ""),
    ]
