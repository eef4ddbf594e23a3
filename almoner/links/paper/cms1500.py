"""A CMS-1500 as a PDF: its data alone for the red form, or a trial sheet for the printer.

The red form itself is never drawn: whoever prints on it buys it.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from almoner.core.wire.cms1500 import NO_SHIFT, FormPage, Shift
from almoner.links.paper.cms1500_cells import Mark, corners, marks, sheet
from almoner.links.paper.page import set_page

TEMPLATE = Path(__file__).with_name("cms1500.typ")
ADVICE = (
    "Trial sheet. Hold it against a red form and a lamp: each X stands inside its box, none on a line.",
    "All X too far left by a tenth of an inch? Enter 10 to the right. Too high? Enter the hundredths down.",
)


def form_pdf(pages: Sequence[FormPage], control: str, built_on: date, *, shift: Shift = NO_SHIFT) -> bytes:
    """Return the data of a claim's forms, a page each, to be printed on the red form at full size."""
    placed = [marks(page, shift) for page in pages]
    return _pdf(f"Claim {control} for CMS-1500 (02/12)", placed, built_on)


def trial_pdf(on: date, *, shift: Shift = NO_SHIFT) -> bytes:
    """Return a sheet that marks the first and the last sign of every box."""
    return _pdf("Trial sheet for CMS-1500 (02/12)", [corners(shift)], on, notes=ADVICE)


def _pdf(title: str, placed: Sequence[Sequence[Mark]], on: date, *, notes: Sequence[str] = ()) -> bytes:
    data = {
        "title": title,
        "practice": "Almoner",
        "size": sheet().grid.size,
        "pages": [[{"text": one.text, "x": one.x, "y": one.y} for one in page] for page in placed],
        "notes": [{"text": note, "x": 24, "y": 766 + 12 * place} for place, note in enumerate(notes)],
        "date": {"year": on.year, "month": on.month, "day": on.day},
    }
    return set_page(TEMPLATE, data, stamp=datetime.combine(on, time(), UTC))
