"""The posting report of a payment: what it did to the books, to keep beside the payer's advice."""

from collections.abc import Iterable
from datetime import date

from almoner.core.report.posting_report import PostingReport, ReportRow, stays_of, to_csv, to_sheet
from almoner.core.report.sheet import Sheet
from almoner.flow.access import Actor
from almoner.flow.remit.look_remit_money import effects
from almoner.flow.remit.look_remits import Part, Payment, remittance

WHOLE = 1_000_000
"""More claims than a file may hold."""


def posting_report(actor: Actor, remittance_id: int, *, on: date) -> PostingReport:
    """Return what a payment did, or, while it waits, what posting it would do; or NotFound."""
    payment = remittance(actor, remittance_id, on=on, most=WHOLE)
    told = payment.remittance
    return PostingReport(
        payer=payment.origin.payer or told.payer_name,
        trace=told.trace,
        method=told.method,
        paid_on=told.paid_on,
        received_on=told.received_on,
        check_cents=0 if told.state.value == "reversed" else told.amount_cents,
        state=f"{told.state.value}, not posted yet" if payment.is_preview else told.state.value,
        rows=tuple(_rows(payment.parts)),
        levels=tuple(_levels(payment)),
    )


def report_csv(actor: Actor, remittance_id: int, *, on: date) -> bytes:
    """Return the report as CSV."""
    return to_csv(posting_report(actor, remittance_id, on=on))


def report_sheet(actor: Actor, remittance_id: int, *, on: date) -> Sheet:
    """Return the report as a table of values."""
    return to_sheet(posting_report(actor, remittance_id, on=on))


def report_pdf(actor: Actor, remittance_id: int, practice: str, *, on: date) -> bytes:
    """Return the report as PDF."""
    from almoner.links.paper import posting_pdf  # its compiler takes a while to load

    return posting_pdf(posting_report(actor, remittance_id, on=on), practice)


def _rows(parts: Iterable[Part]) -> Iterable[ReportRow]:
    for part in sorted(parts, key=lambda each: each.advice.ordinal):
        done, is_held = part.effects, bool(part.effects.suspended) or part.claim is None
        moved = done.adjusted + done.patient + done.later
        yield ReportRow(
            claim=part.claim.control if part.claim else part.advice.control,
            patient=part.claim.number if part.claim else "",
            charged=part.advice.charge_cents or 0,
            paid=done.paid,
            adjusted=done.adjusted,
            share=done.patient,
            later=done.later,
            stays=0 if is_held else stays_of(part.advice, moved),
            suspended=done.suspended,
        )


def _levels(payment: Payment) -> Iterable[tuple[str, str, int]]:
    """Each pair with what was posted of it; a reversal of the batch takes it back."""
    named = {(pair.code, pair.element): pair.reference for pair in payment.remittance.provider_level}
    for posting in payment.loose:
        cash = effects([posting]).cash
        if cash:
            yield posting.carc, named.get((posting.carc, posting.element), ""), cash
