"""A claim's form as a PDF: its data alone for the red CMS-1500 or UB-04, or a trial sheet for the printer.

The red form itself is never drawn: whoever prints on it buys it.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import MappingProxyType

from almoner.core.wire.form_page import NO_SHIFT, FormName, FormPage, Shift
from almoner.links.paper.cells import Mark, corners, marks, sheet
from almoner.links.paper.page import set_page

TEMPLATE = Path(__file__).with_name("red_form.typ")
NAMES: Mapping[FormName, str] = MappingProxyType({"cms1500": "CMS-1500 (02/12)", "ub04": "UB-04 (CMS-1450)"})
ADVICE = (
    "Trial sheet. Hold it against a red form and a lamp: each X stands inside its box, none on a line.",
    "All X too far left by a tenth of an inch? Enter 10 to the right. Too high? Enter the hundredths down.",
)
NOTES_AT: Mapping[FormName, tuple[int, int]] = MappingProxyType({"cms1500": (766, 778), "ub04": (219, 555)})
"""Points from the top of the sheet at which the advice of a trial sheet meets no mark."""


def form_pdf(pages: Sequence[FormPage], control: str, built_on: date, *, shift: Shift = NO_SHIFT) -> bytes:
    """Return the data of a claim's forms, a page each, to be printed on the red form at full size."""
    assert pages, "a claim fills at least one form"
    form = pages[0].form
    placed = [marks(page, shift) for page in pages]
    return _pdf(form, f"Claim {control} for {NAMES[form]}", placed, built_on)


def trial_pdf(form: FormName, on: date, *, shift: Shift = NO_SHIFT) -> bytes:
    """Return a sheet that marks the first and the last sign of every box of a form."""
    return _pdf(form, f"Trial sheet for {NAMES[form]}", [corners(form, shift)], on, notes=ADVICE)


def _pdf(
    form: FormName, title: str, placed: Sequence[Sequence[Mark]], on: date, *, notes: Sequence[str] = ()
) -> bytes:
    data = {
        "title": title,
        "practice": "Almoner",
        "size": sheet(form).grid.size,
        "pages": [[{"text": one.text, "x": one.x, "y": one.y} for one in page] for page in placed],
        "notes": [{"text": note, "x": 24, "y": at} for note, at in zip(notes, NOTES_AT[form], strict=False)],
        "date": {"year": on.year, "month": on.month, "day": on.day},
    }
    return set_page(TEMPLATE, data, stamp=datetime.combine(on, time(), UTC))
