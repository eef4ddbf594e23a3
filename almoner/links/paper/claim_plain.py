"""A claim's form on plain paper: every filled item with its number, a name of our own, and its value.

For the practice's files and for enclosures: a payer that reads forms by machine takes only the red one.
Promises the same texts as the form, with nothing cut, and what each earlier payer decided of each line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from almoner.core.claim import ClaimRevision
from almoner.core.money import dollars
from almoner.links.paper.page import set_page

TEMPLATE = Path(__file__).with_name("claim_plain.typ")
Boxes = Mapping[str, str]
Row = Sequence[tuple[str, str]]
"""A service line, a cell each: its text, and what stands small below it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the service lines; one of them is `wide` and takes the room that is left."""

    name: str
    right: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class PlainForm:
    """One form: its `parts` (a name, and rows of item, label, value), diagnoses, service lines and sums."""

    parts: Sequence[tuple[str, Sequence[tuple[str, str, str]]]]
    codes: Sequence[str]
    lines: Sequence[Row]
    sums: Sequence[tuple[str, str]]


def claim_plain_pdf(
    revision: ClaimRevision, of: str, to: Sequence[str], columns: Sequence[Column], forms: Sequence[PlainForm]
) -> bytes:
    """Return the data of a claim's forms `of` a kind on plain paper, a page or more each, with the earlier
    payers' decisions.
    """
    on = revision.built_on
    data = {
        "title": f"Claim {revision.control}, the data of a {of}",
        "practice": revision.billing.last,
        "to": to,
        "facts": f"revision {revision.number}, built {on:%m/%d/%Y}",
        "columns": [{"name": one.name, "right": one.right, "wide": one.wide} for one in columns],
        "forms": [_form(form, place, len(forms)) for place, form in enumerate(forms, 1)],
        "earlier": list(_earlier(revision)),
        "date": {"year": on.year, "month": on.month, "day": on.day},
    }
    return set_page(TEMPLATE, data, stamp=datetime.combine(on, time(), UTC))


def amount(boxes: Boxes, item: str) -> str:
    """Return an item of money as `145.50`, or nothing."""
    return f"{boxes[f'{item}.dollars']}.{boxes[f'{item}.cents']}" if f"{item}.dollars" in boxes else ""


def _form(form: PlainForm, place: int, of: int) -> dict[str, Any]:
    return {
        "head": f"Form {place} of {of}" if of > 1 else "",
        "parts": [{"name": name, "rows": rows} for name, rows in form.parts],
        "codes": form.codes,
        "lines": form.lines,
        "sums": form.sums,
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
