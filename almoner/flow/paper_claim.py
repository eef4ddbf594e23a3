"""A claim on paper: its latest frozen revision for the red CMS-1500, or whole on a plain sheet. Reads only:
printing sends nothing, and the claim stands afterwards as it stood before.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from almoner.core.claim import Claim, ClaimRevision
from almoner.core.wire.cms1500 import NO_SHIFT, Shift, form_pages
from almoner.flow.access import Actor, Permission, enter, require
from almoner.flow.by_hand import is_untold, refuse_untold
from almoner.store import lists
from almoner.store.lists import Frame

Sheet = Literal["form", "plain"]
FARTHEST = 50
"""Hundredths of an inch that a printer's sheets may be moved: beyond half an inch another box is hit."""


@dataclass(frozen=True, slots=True)
class ClaimOnPaper:
    """A claim with how many forms it fills, and the boxes that are too small for what they should hold."""

    frame: Frame
    claim: Claim
    revision: ClaimRevision
    forms: int
    cut: tuple[str, ...]
    is_untold: bool
    """No consent lets the payer be told of it: it is not printed."""


def on_paper(actor: Actor, claim_id: int, *, on: date) -> ClaimOnPaper:
    """Return what printing a claim would bring."""
    with enter(actor, Permission.CLAIM_READ) as session:
        claim = session.get(Claim, claim_id)
        revision = session.get(ClaimRevision, claim.revision_id)
        frame = lists.frame(session, on=on)
        kept_back = is_untold(session, claim, on=on)
    from almoner.links.paper import cut  # its compiler takes a while to load

    pages = form_pages(revision)
    boxes = tuple(sorted({box for page in pages for box in cut(page)}))
    return ClaimOnPaper(frame, claim, revision, len(pages), boxes, kept_back)


def claim_sheet(actor: Actor, claim_id: int, sheet: Sheet, *, on: date, shift: Shift = NO_SHIFT) -> bytes:
    """Return the PDF of a claim's latest revision. Refused where no consent lets its payer be told of it."""
    with enter(actor, Permission.CLAIM_READ) as session:
        claim = session.get(Claim, claim_id)
        refuse_untold(session, claim, on=on)
        revision = session.get(ClaimRevision, claim.revision_id)
    from almoner.links import paper

    if sheet == "plain":
        return paper.plain_pdf(revision)
    return paper.form_pdf(form_pages(revision), revision.control, revision.built_on, shift=shift)


def trial_sheet(actor: Actor, *, on: date, shift: Shift = NO_SHIFT) -> bytes:
    """Return the PDF of the sheet that shows where this printer puts the boxes."""
    require(actor, Permission.CLAIM_READ)
    from almoner.links import paper

    return paper.trial_pdf(on, shift=shift)
