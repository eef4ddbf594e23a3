"""A claim on paper: its latest frozen revision for the red CMS-1500 or UB-04, or on a plain sheet. Reads
only: printing sends nothing, and the claim stands afterwards as it stood before.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from almoner.core.chart import Visit
from almoner.core.claim import Claim, ClaimRevision
from almoner.core.claim.freeze import individual
from almoner.core.party import Location, Provider
from almoner.core.rules import Finding
from almoner.core.wire.cms1500 import form_pages
from almoner.core.wire.form_page import NO_SHIFT, FormName, FormPage, Shift
from almoner.core.wire.ub04 import Ub04, ub04_of_bill, ub04_pages
from almoner.core.wire.ub04_missing import missing
from almoner.flow.access import Actor, Permission, enter, require
from almoner.flow.by_hand import is_untold, refuse_untold
from almoner.flow.refused import refuse_if
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.session import Session

Sheet = Literal["form", "plain", "ub04", "ub04_plain"]
"""The red CMS-1500 or its data on plain paper, the red UB-04 or its data on plain paper."""
FARTHEST = 50
"""Hundredths of an inch that a printer's sheets may be moved: beyond half an inch another box is hit."""


@dataclass(frozen=True, slots=True)
class Ub04OnPaper:
    """The UB-04 of a claim: the place whose terms it has, what stands against it, what is left blank on it,
    and, where nothing stands against it, how many forms it fills and what is too long for its box.
    """

    place: Location
    stops: tuple[Finding, ...]
    blanks: tuple[Finding, ...]
    forms: int
    cut: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimOnPaper:
    """A claim with how many forms it fills, and the boxes that are too small for what they should hold."""

    frame: Frame
    claim: Claim
    revision: ClaimRevision
    forms: int
    cut: tuple[str, ...]
    ub04: Ub04OnPaper
    is_untold: bool
    """No consent lets the payer be told of it: it is not printed."""


def on_paper(actor: Actor, claim_id: int, *, on: date) -> ClaimOnPaper:
    """Return what printing a claim would bring."""
    with enter(actor, Permission.CLAIM_READ) as session:
        claim = session.get(Claim, claim_id)
        revision = session.get(ClaimRevision, claim.revision_id)
        place, told = _ub04(session, claim, revision)
        frame = lists.frame(session, on=on)
        kept_back = is_untold(session, claim, on=on)
    pages = form_pages(revision)
    return ClaimOnPaper(
        frame, claim, revision, len(pages), _cut(pages), _ub04_on_paper(place, told), kept_back
    )


def claim_sheet(actor: Actor, claim_id: int, sheet: Sheet, *, on: date, shift: Shift = NO_SHIFT) -> bytes:
    """Return the PDF of a claim's latest revision. Refused where no consent lets its payer be told of it, and
    for a UB-04 whose place has not said what it wants.
    """
    with enter(actor, Permission.CLAIM_READ) as session:
        claim = session.get(Claim, claim_id)
        refuse_untold(session, claim, on=on)
        revision = session.get(ClaimRevision, claim.revision_id)
        _, told = _ub04(session, claim, revision)
    from almoner.links import paper  # its compiler takes a while to load

    if sheet == "plain":
        return paper.plain_pdf(revision)
    if sheet == "form":
        return paper.form_pdf(form_pages(revision), revision.control, revision.built_on, shift=shift)
    refuse_if(one for one in missing(told) if one.is_stopping)
    if sheet == "ub04_plain":
        return paper.ub04_plain_pdf(told)
    return paper.form_pdf(ub04_pages(told), revision.control, revision.built_on, shift=shift)


def trial_sheet(actor: Actor, form: FormName, *, on: date, shift: Shift = NO_SHIFT) -> bytes:
    """Return the PDF of the sheet that shows where this printer puts the boxes of a form."""
    require(actor, Permission.CLAIM_READ)
    from almoner.links import paper

    return paper.trial_pdf(form, on, shift=shift)


def _ub04(session: Session, claim: Claim, revision: ClaimRevision) -> tuple[Location, Ub04]:
    """The UB-04 of a claim with its place: as it was frozen with an institutional claim, else by the terms of
    the place as they stand now.
    """
    visit = session.get(Visit, claim.visit_ids[0])
    place = session.get(Location, visit.location_id)
    if revision.bill is not None:
        return place, ub04_of_bill(revision, revision.bill)
    attending = revision.rendering or individual(session.get(Provider, visit.provider_id))
    told = visit.institutional
    operated = individual(session.get(Provider, told.operating_id)) if told.operating_id else None
    return place, Ub04(revision, told.over(place.institutional), attending, told, operated)


def _ub04_on_paper(place: Location, told: Ub04) -> Ub04OnPaper:
    found = missing(told)
    stops = tuple(one for one in found if one.is_stopping)
    blanks = tuple(one for one in found if not one.is_stopping)
    pages = () if stops else ub04_pages(told)
    return Ub04OnPaper(place, stops, blanks, len(pages), _cut(pages))


def _cut(pages: tuple[FormPage, ...]) -> tuple[str, ...]:
    """The boxes whose text is too long, each once."""
    from almoner.links.paper import cut

    return tuple(sorted({box for page in pages for box in cut(page)}))
