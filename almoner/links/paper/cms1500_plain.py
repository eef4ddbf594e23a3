"""A claim's form on plain paper: every filled item with its number, a name of our own, and its value.

For the practice's files and for enclosures: a payer that reads forms by machine takes only the red one.
Promises the same texts as the form, with nothing cut, and what each earlier payer decided of each line.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from almoner.core.claim import ClaimRevision
from almoner.core.money import dollars
from almoner.core.wire.cms1500 import FormPage, form_pages
from almoner.links.paper.page import set_page

TEMPLATE = Path(__file__).with_name("cms1500_plain.typ")
Boxes = Mapping[str, str]
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


def plain_pdf(revision: ClaimRevision) -> bytes:
    """Return a revision's forms on plain paper, a page or more each, with the earlier payers' decisions."""
    forms = form_pages(revision)
    on = revision.built_on
    data = {
        "title": f"Claim {revision.control}, the data of a CMS-1500 (02/12)",
        "practice": revision.billing.last,
        "to": [
            forms[0].boxes[f"carrier.{place}"]
            for place in range(1, 5)
            if f"carrier.{place}" in forms[0].boxes
        ],
        "facts": f"revision {revision.number}, built {on:%m/%d/%Y}",
        "forms": [_form(form, place, len(forms)) for place, form in enumerate(forms, 1)],
        "earlier": list(_earlier(revision)),
        "date": {"year": on.year, "month": on.month, "day": on.day},
    }
    return set_page(TEMPLATE, data, stamp=datetime.combine(on, time(), UTC))


def _form(form: FormPage, place: int, of: int) -> dict[str, Any]:
    boxes = form.boxes
    return {
        "head": f"Form {place} of {of}" if of > 1 else "",
        "parts": [
            {
                "name": name,
                "rows": [[item, label, value] for item, label in items if (value := said(boxes, item))],
            }
            for name, items in PARTS
        ],
        "codes": [f"{letter} {boxes[f'21.{letter}']}" for letter in LETTERS if f"21.{letter}" in boxes],
        "lines": [_line(line) for line in form.lines],
        "charged": amount(boxes, "28"),
        "paid": amount(boxes, "29"),
    }


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


def amount(boxes: Boxes, item: str) -> str:
    """Return an item of money as `145.50`, or nothing."""
    return f"{boxes[f'{item}.dollars']}.{boxes[f'{item}.cents']}" if f"{item}.dollars" in boxes else ""


def _day(boxes: Boxes, item: str) -> str:
    return "/".join(
        [boxes[f"{item}.{part}"] for part in ("month", "day", "year") if f"{item}.{part}" in boxes]
    )


def _ticks(boxes: Boxes, item: str) -> list[str]:
    own = [name for name in boxes if name.startswith(f"{item}.") and boxes[name] == "X"]
    return [name.removeprefix(f"{item}.") for name in own]


def _line(line: Boxes) -> dict[str, str]:
    code = "-".join(
        [line["24D.code"], *(line[f"24D.{place}"] for place in range(1, 5) if f"24D.{place}" in line)]
    )
    number = " ".join([part for part in (line.get("24I", ""), line.get("24J.above", "")) if part])
    return {
        "day": _day(line, "24A.from"),
        "place": line["24B"],
        "code": code,
        "diagnoses": line.get("24E", ""),
        "units": line["24G"],
        "charge": amount(line, "24F"),
        "provider": line["24J"],
        "above": " · ".join([part for part in (line.get("24.above", ""), number) if part]),
    }


def _earlier(revision: ClaimRevision) -> Iterator[dict[str, Any]]:
    codes = {line.line_id: line.code for line in revision.lines}
    for other in revision.others:
        if other.prior is None:
            continue
        prior = other.prior
        yield {
            "payer": other.payer.name,
            "facts": f"its number {prior.payer_control}, decided {prior.decided_on:%m/%d/%Y}",
            "rows": [
                [
                    codes.get(line.line_id, line.code),
                    dollars(line.paid_cents),
                    "  ".join([f"{one.group}-{one.carc} {dollars(one.cents)}" for one in line.adjustments]),
                ]
                for line in prior.lines
            ],
            "paid": dollars(prior.paid_cents),
            "whole": "  ".join([f"{one.group}-{one.carc} {dollars(one.cents)}" for one in prior.adjustments]),
        }
