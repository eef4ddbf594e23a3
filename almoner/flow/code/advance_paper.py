"""The sheet of an advance notice, to be signed by hand or as it was signed."""

from datetime import date

from almoner.core.chart.advance_notice import AdvanceNotice
from almoner.core.chart.signed_form import SignedForm
from almoner.core.report.notice_paper import notice_paper
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.code.advance_foreseen import notice_card
from almoner.flow.code.advance_notice import Asked, notice_page, unkept
from almoner.flow.refused import refusal
from almoner.links.paper import notice_pdf
from almoner.store.session import NotFound


def draft_sheet(actor: Actor, patient_id: int, asked: Asked, *, on: date) -> bytes:
    """Return the sheet of a notice that nobody has kept yet; Refused where there is nothing to notice."""
    page = notice_page(actor, patient_id, asked, on=on)
    if page.draft is None:
        raise refusal("ABN-12", "Nothing stands on this notice.", "Say which services it is for, and why.")
    return notice_pdf(notice_paper(unkept(page, by=actor.name, on=on), notice_card(), None))


def kept_sheet(actor: Actor, patient_id: int, notice_id: int) -> bytes:
    """Return the sheet of a notice on file, or raise NotFound."""
    with enter(actor, Permission.DOCUMENT_WRITE) as session:
        notice = session.get(AdvanceNotice, notice_id)
        if notice.patient_id != patient_id:
            raise NotFound("no such notice of this patient")
        form = session.get(SignedForm, notice.form_id) if notice.form_id else None
    return notice_pdf(notice_paper(notice, notice_card(), form))
