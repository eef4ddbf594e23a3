"""A CMS-1500 on plain paper: its items with labels of our own."""

from collections.abc import Sequence

from almoner.core.claim import ClaimRevision
from almoner.core.wire.cms1500 import form_pages
from almoner.core.wire.form_page import FormPage
from almoner.links.paper.claim_plain import Boxes, Column, PlainForm, Row, amount, claim_plain_pdf

Items = Sequence[tuple[str, str]]
COVER: Items = (
    ("1", "Kind of cover"),
    ("1a", "Member number"),
    ("4", "Policy holder"),
    ("6", "Patient is the holder's"),
    ("7", "Holder's address"),
    ("11", "Group number"),
    ("11a", "Holder born"),
    ("11b", "Insurer's case number"),
    ("11c", "Plan"),
    ("11d", "Another plan"),
    ("9", "Other policy holder"),
    ("9a", "Other policy"),
    ("9d", "Other plan"),
)
PATIENT: Items = (
    ("2", "Patient"),
    ("3", "Born"),
    ("5", "Address"),
    ("10a", "From work"),
    ("10b", "From a car accident"),
    ("10c", "From another accident"),
    ("14", "Ill or hurt since"),
    ("15", "Another day"),
    ("18", "In hospital since"),
    ("12", "Patient's signature"),
    ("13", "Holder's signature"),
)
VISIT: Items = (
    ("17", "Sent or supervised by"),
    ("17b", "Their NPI"),
    ("22", "Sent again as"),
    ("22.reference", "Payer's number of the first"),
    ("23", "Authorization or certificate"),
    ("26", "Claim number"),
)
PRACTICE: Items = (
    ("33", "Billed by"),
    ("33a", "NPI"),
    ("33b", "Other number"),
    ("25", "Tax number"),
    ("32", "Place of service"),
    ("32a", "Its NPI"),
    ("27", "Accepts assignment"),
    ("31", "Provider's signature"),
)
PARTS = (("Cover", COVER), ("Patient", PATIENT), ("Practice", PRACTICE), ("Visit", VISIT))
LETTERS = "ABCDEFGHIJKL"
COLUMNS = (
    Column("24A Day"),
    Column("24B Place"),
    Column("24D Service", wide=True),
    Column("24E Codes"),
    Column("24G Units", right=True),
    Column("24J Provider"),
    Column("24F Charge", right=True),
)


def plain_pdf(revision: ClaimRevision) -> bytes:
    """Return the data of a revision's CMS-1500 on plain paper."""
    forms = form_pages(revision)
    first = forms[0].boxes
    to = [first[f"carrier.{place}"] for place in range(1, 5) if f"carrier.{place}" in first]
    return claim_plain_pdf(revision, "CMS-1500 (02/12)", to, COLUMNS, [_form(form) for form in forms])


def _form(form: FormPage) -> PlainForm:
    boxes = form.boxes
    paid = amount(boxes, "29")
    return PlainForm(
        parts=[
            (name, [(item, label, value) for item, label in items if (value := said(boxes, item))])
            for name, items in PARTS
        ],
        codes=[f"{letter} {boxes[f'21.{letter}']}" for letter in LETTERS if f"21.{letter}" in boxes],
        lines=[_line(line) for line in form.lines],
        sums=[
            ("28 Charged on this form", amount(boxes, "28")),
            *([("29 Paid before", paid)] if paid else []),
        ],
    )


def said(boxes: Boxes, item: str) -> str:
    """Return what an item says in one text: its own box, its day, its ticks and what stands beside them."""
    beside = [boxes.get(f"{item}.{name}", "") for name in ("qualifier", "area", "phone", "state")]
    parts = [boxes.get(item, ""), _day(boxes, item), *_ticks(boxes, item)]
    if f"{item}.zip" in boxes:
        parts += [boxes[f"{item}.{name}"] for name in ("street", "city", "state", "zip")]
    elif f"{item}.1" in boxes:
        parts += [boxes.get(f"{item}.{place}", "") for place in (1, 2, 3)] + beside[1:3]
    else:
        parts += [beside[0], beside[3], boxes.get(f"{item}.date", "")]
    return " ".join([part for part in parts if part])


def _day(boxes: Boxes, item: str) -> str:
    return "/".join(
        [boxes[f"{item}.{part}"] for part in ("month", "day", "year") if f"{item}.{part}" in boxes]
    )


def _ticks(boxes: Boxes, item: str) -> list[str]:
    own = [name for name in boxes if name.startswith(f"{item}.") and boxes[name] == "X"]
    return [name.removeprefix(f"{item}.") for name in own]


def _line(line: Boxes) -> Row:
    code = "-".join(
        [line["24D.code"], *(line[f"24D.{place}"] for place in range(1, 5) if f"24D.{place}" in line)]
    )
    number = " ".join([part for part in (line.get("24I", ""), line.get("24J.above", "")) if part])
    above = " · ".join([part for part in (line.get("24.above", ""), number) if part])
    plain = [_day(line, "24A.from"), line["24B"], line.get("24E", ""), line["24G"], line["24J"]]
    cells = [(text, "") for text in (*plain, amount(line, "24F"))]
    return [*cells[:2], (code, above), *cells[2:]]
