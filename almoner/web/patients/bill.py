"""How one patient is asked for money: marks, a payment plan, good-faith estimates. Each form is bound to its
patient.
"""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.collect import Receipt
from almoner.core.collect.billing_mark import BillingMark, MarkSort
from almoner.core.collect.card_on_file import CardOnFile
from almoner.core.collect.estimate_notice import WAYS, EstimateNotice
from almoner.core.collect.pay_link import PayLink
from almoner.core.collect.payment_plan import Every, PaymentPlan
from almoner.core.collect.receipt import METHODS
from almoner.core.report.statement import Statement
from almoner.flow import mark
from almoner.flow.collect import (
    autopay,
    card,
    collections,
    good_faith,
    look_bill,
    pay_link,
    payment_plan,
    plan_cards,
)
from almoner.flow.refused import refusal
from almoner.web import asked
from almoner.web.door import Caller

SORTS = [
    (sort.value, words)
    for sort, words in (
        (MarkSort.HOLD, "hold"),
        (MarkSort.DISPUTE, "dispute"),
        (MarkSort.CHARITY_PENDING, "financial help applied for"),
        (MarkSort.RETURNED_MAIL, "mail came back"),
        (MarkSort.CONFIDENTIAL, "confidential"),
        (MarkSort.BANKRUPTCY, "bankruptcy"),
        (MarkSort.ESTATE, "estate answers"),
        (MarkSort.TEXT_CONSENT, "agreed to text messages"),
        (MarkSort.EMAIL_CONSENT, "agreed to email"),
    )
]
EVERY = [(Every.MONTH.value, "month"), (Every.FORTNIGHT.value, "two weeks"), (Every.WEEK.value, "week")]


def bill(caller: Caller, patient_id: int) -> HttpResponse:
    """Show how a patient is asked, and every agreement about it."""
    found = look_bill.patient_bill(caller.actor, patient_id, on=caller.on)
    return caller.page(
        "bill.html",
        frame=found.frame,
        found=found,
        sorts=SORTS,
        names=dict(SORTS),
        every=EVERY,
        ways=[(way, way) for way in WAYS],
        methods=[(method, method) for method in METHODS],
        autopay=plan_cards.autopay(),
    )


def set_mark(caller: Caller, patient_id: int) -> HttpResponse:
    """Set the mark that the form names."""
    caller.check_token("patient", patient_id)
    sort = asked.text_in_form(caller.request, "sort")
    if sort not in dict(SORTS):
        raise refusal("MRK-04", "There is no such mark.", "Choose one of the list.")
    why = asked.text_in_form(caller.request, "why")
    mark.set_mark(caller.actor, patient_id, MarkSort(sort), on=caller.on, why=why)
    return _back(patient_id)


def end_mark(caller: Caller, patient_id: int) -> HttpResponse:
    """End the mark that the form names."""
    mark_id = _named(caller, BillingMark.kind)
    mark.end_mark(caller.actor, mark_id, on=caller.on)
    return _back(patient_id)


def agree(caller: Caller, patient_id: int) -> HttpResponse:
    """Record the payment plan of the form."""
    caller.check_token("patient", patient_id)
    form = asked.Form(caller.request)
    every, count = form.text("every"), asked.id_in_form(caller.request, "count")
    if every not in dict(EVERY):
        form.wrong("every", "There is no such distance of the parts.", "Choose one of the list.")
    if not count:
        form.wrong("count", "In how many parts isn't said.", "Give it in digits.")
    first_on = form.day("first", lacking="The first day is missing.")
    total_cents = form.cents("total")
    agreed_with = form.text("with", longest=100, lacking="Who agreed isn't said.", mend="Give the name.")
    form.refuse()
    assert first_on is not None, "it was looked at"
    agreed = payment_plan.Agreement(total_cents, count, first_on, Every(every), agreed_with)
    payment_plan.agree_plan(caller.actor, patient_id, agreed, on=caller.on)
    return _back(patient_id)


def pay(caller: Caller, patient_id: int) -> HttpResponse:
    """Take money on the plan that the form names."""
    plan_id = _named(caller, PaymentPlan.kind)
    form = caller.request
    draft = Receipt(
        id=0,
        patient_id=patient_id,
        method=asked.text_in_form(form, "method"),
        cents=asked.cents_in_form(form, "amount"),
        received_on=caller.on,
        taken_by=caller.actor.name,
        reference=asked.text_in_form(form, "reference", longest=101),
    )
    payment_plan.pay_plan(caller.actor, plan_id, draft, on=caller.on)
    return _back(patient_id)


def keep_card(caller: Caller, patient_id: int) -> HttpResponse:
    """Keep the card at the terminal to pay the plan that the form names."""
    plan_id = _named(caller, PaymentPlan.kind)
    name = asked.text_in_form(caller.request, "with", longest=101)
    terminal = card.terminal_of(caller.actor)
    autopay.keep_card(caller.actor, terminal, plan_id, agreed_by=name, on=caller.on)
    return _back(patient_id)


def revoke_card(caller: Caller, patient_id: int) -> HttpResponse:
    """End the consent to the card that the form names."""
    card_id = _named(caller, CardOnFile.kind)
    why, terminal = asked.text_in_form(caller.request, "why"), card.terminal_of(caller.actor)
    autopay.revoke_card(caller.actor, terminal, card_id, on=caller.on, reason=why)
    return _back(patient_id)


def end_plan(caller: Caller, patient_id: int) -> HttpResponse:
    """End the plan that the form names."""
    plan_id = _named(caller, PaymentPlan.kind)
    why = asked.text_in_form(caller.request, "why")
    payment_plan.end_plan(caller.actor, plan_id, on=caller.on, reason=why)
    return _back(patient_id)


def give_estimate(caller: Caller, patient_id: int) -> HttpResponse:
    """Make the good-faith estimate of the form's services."""
    caller.check_token("patient", patient_id)
    on = asked.day_in_form(caller.request, "on")
    if on is None:
        raise refusal("GFE-10", "The day of the visit can't be read.", "Choose it.")
    services = asked.text_in_form(caller.request, "services", longest=300)
    wish = good_faith.Wish(services, on, asked.id_in_form(caller.request, "appointment"))
    good_faith.give_estimate(caller.actor, patient_id, wish, on=caller.on)
    return _back(patient_id)


def estimate_paper(caller: Caller, patient_id: int) -> HttpResponse:
    """Give the paper of the estimate that the address names."""
    assert patient_id, "an address of a patient names one"
    page = good_faith.estimate_page(caller.actor, asked.number(caller.request, "estimate"))
    return HttpResponse(page, content_type="text/plain; charset=utf-8")


def deliver_estimate(caller: Caller, patient_id: int) -> HttpResponse:
    """Record how the estimate that the form names was delivered."""
    estimate_id = _named(caller, EstimateNotice.kind)
    form = caller.request
    by, proof = asked.text_in_form(form, "by"), asked.text_in_form(form, "proof")
    good_faith.deliver_estimate(caller.actor, estimate_id, on=caller.on, by=by, proof=proof)
    return _back(patient_id)


def dispute_estimate(caller: Caller, patient_id: int) -> HttpResponse:
    """Open the dispute of a bill by the estimate that the form names."""
    estimate_id = _named(caller, EstimateNotice.kind)
    why = asked.text_in_form(caller.request, "why")
    good_faith.dispute_estimate(caller.actor, estimate_id, on=caller.on, reason=why)
    return _back(patient_id)


def renew_link(caller: Caller, patient_id: int) -> HttpResponse:
    """Make a new pay link for the statement that the form names."""
    pay_link.renew_link(caller.actor, _named(caller, Statement.kind), on=caller.on)
    return _back(patient_id)


def revoke_link(caller: Caller, patient_id: int) -> HttpResponse:
    """Revoke the pay link that the form names."""
    link_id = _named(caller, PayLink.kind)
    pay_link.revoke_link(
        caller.actor, link_id, on=caller.on, reason=asked.text_in_form(caller.request, "why")
    )
    return _back(patient_id)


def place(caller: Caller, patient_id: int) -> HttpResponse:
    """Hand what the patient owes to the agency that the form names, before the final notice ran out."""
    caller.check_token("patient", patient_id)
    agency = asked.text_in_form(caller.request, "agency", longest=61)
    collections.place_accounts(caller.actor, [patient_id], agency, on=caller.on)
    return _back(patient_id)


def take_back(caller: Caller, patient_id: int) -> HttpResponse:
    """Take the patient's part of a batch back from its agency."""
    caller.check_token("patient", patient_id)
    batch_id, why = asked.id_in_form(caller.request, "batch"), asked.text_in_form(caller.request, "why")
    collections.recall_batch(caller.actor, batch_id, on=caller.on, reason=why, patient_ids=[patient_id])
    return _back(patient_id)


def lay_agency_money(caller: Caller, patient_id: int) -> HttpResponse:
    """Lay a receipt that an agency brought in on what it holds."""
    receipt_id = _named(caller, Receipt.kind)
    collections.lay_agency_money(caller.actor, receipt_id, on=caller.on)
    return _back(patient_id)


def _back(patient_id: int) -> HttpResponse:
    return HttpResponseRedirect(f"/patients/{patient_id}/bill")


def _named(caller: Caller, kind: str) -> int:
    """Return the id of the record that the form is about; its token binds it to the screen that showed it."""
    record_id = asked.id_in_form(caller.request, kind)
    caller.check_token(kind, record_id)
    return record_id
