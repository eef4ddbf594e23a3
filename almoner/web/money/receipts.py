"""Receipts: taken on the patient's page, then laid, taken off, printed or taken back on their own."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.collect import Receipt, Target
from almoner.core.collect.card import CardState
from almoner.flow.collect import card, collect, look_receipt, refund, returned, returned_fee
from almoner.flow.refused import refusal
from almoner.web import asked
from almoner.web.door import Caller

AT_TERMINAL = "terminal"
METHODS = [
    ("cash", "cash"),
    ("check", "check"),
    (AT_TERMINAL, "card at the terminal"),
    ("card", "card, charged elsewhere"),
    ("transfer", "transfer"),
]
LONGEST = 200


def take(caller: Caller, patient_id: int) -> HttpResponse:
    """Take money as the form says, then show its receipt."""
    caller.check_token("patient", patient_id)
    return HttpResponseRedirect(f"/receipts/{taken(caller, patient_id)}?done=taken")


def taken(caller: Caller, patient_id: int) -> int:
    """Take money of a patient as the form says and return its receipt; its token was checked before."""
    form = caller.request.POST
    target, visit_id = _meant_for(caller.request)
    cents = asked.cents_in_form(caller.request, "amount")
    if form.get("method") == AT_TERMINAL:
        return _charge(caller, card.Fare(patient_id, cents, visit_id, target))
    draft = Receipt(
        id=0,
        patient_id=patient_id,
        method=str(form.get("method", ""))[:20],
        cents=cents,
        received_on=caller.on,
        taken_by=caller.actor.name,
        reference=str(form.get("reference", "")).strip()[:LONGEST],
        visit_id=visit_id,
        target=target,
        note=str(form.get("note", "")).strip()[:LONGEST],
    )
    return collect.take_receipt(caller.actor, draft, on=caller.on).id


def _charge(caller: Caller, fare: card.Fare) -> int:
    charge = card.charge_card(caller.actor, card.terminal_of(caller.actor), fare, on=caller.on)
    if charge.state is CardState.APPROVED:
        return charge.receipt_id
    if charge.state is CardState.DECLINED:
        why = f"The card was not charged: {charge.declined_why}."
        raise refusal("CRD-01", why, "Try another card, or take the money otherwise.")
    why = "The terminal was asked and did not answer."
    raise refusal("CRD-02", why, "Don't charge the card again: the receipt appears once the answer is known.")


def _meant_for(request: HttpRequest) -> tuple[Target, int]:
    """What a receipt is meant for: the account, nothing yet, or a visit by its id."""
    word = str(request.POST.get("target", ""))
    if word in {Target.ACCOUNT, Target.NOTHING}:
        return Target(word), 0
    return Target.VISIT, asked.id_in_form(request, "target")


def lay_all(caller: Caller, patient_id: int) -> HttpResponse:
    """Lay a patient's free money on what they owe, as each receipt was meant."""
    caller.check_token("patient", patient_id)
    collect.lay_receipts(caller.actor, [patient_id], on=caller.on)
    return HttpResponseRedirect(f"/patients/{patient_id}#re")


def receipt(caller: Caller, receipt_id: int) -> HttpResponse:
    """Show one receipt."""
    found = look_receipt.receipt_view(caller.actor, receipt_id, on=caller.on)
    said = SAID.get(asked.text(caller.request, "done"), "")
    return caller.page("receipt.html", frame=found.frame, found=found, said=said)


def receipt_pdf(caller: Caller, receipt_id: int) -> HttpResponse:
    """Give a receipt as PDF."""
    page = look_receipt.receipt_page(caller.actor, receipt_id)
    return HttpResponse(page, content_type="application/pdf")


def receipt_text(caller: Caller, receipt_id: int) -> HttpResponse:
    """Give a receipt as plain text."""
    page = look_receipt.receipt_page(caller.actor, receipt_id, is_text=True)
    return HttpResponse(page, content_type="text/plain; charset=utf-8")


def lay(caller: Caller, receipt_id: int) -> HttpResponse:
    """Lay the amounts that the form gives to lines."""
    caller.check_token("receipt", receipt_id)
    given = [name for name in caller.request.POST if name.startswith("line-")][:MOST_LINES]
    parts = [
        collect.Part(int(name[5:]), cents)
        for name in given
        if name[5:].isdecimal() and len(name) < 24 and (cents := asked.cents_in_form(caller.request, name))
    ]
    collect.lay_by_hand(caller.actor, receipt_id, parts, on=caller.on)
    return _again(receipt_id, "laid")


def take_off(caller: Caller, receipt_id: int) -> HttpResponse:
    """Take one allocation off its line."""
    caller.check_token("receipt", receipt_id)
    allocation_id = asked.id_in_form(caller.request, "allocation")
    collect.take_off(caller.actor, [allocation_id], on=caller.on, reason=_reason(caller.request))
    return _again(receipt_id, "off")


def void(caller: Caller, receipt_id: int) -> HttpResponse:
    """Void a receipt that lies in the drawer."""
    caller.check_token("receipt", receipt_id)
    returned.void_receipt(caller.actor, receipt_id, on=caller.on, reason=_reason(caller.request))
    return _again(receipt_id, "void")


def take_back(caller: Caller, receipt_id: int) -> HttpResponse:
    """Record that the bank took a payment back."""
    caller.check_token("receipt", receipt_id)
    cents, reason = asked.cents_in_form(caller.request, "amount"), _reason(caller.request)
    has_moved = returned.return_receipt(caller.actor, receipt_id, cents, on=caller.on, reason=reason)
    return _again(receipt_id, "returned" if has_moved else "disputed")


def win_back(caller: Caller, receipt_id: int) -> HttpResponse:
    """Record that the bank gave a payment again."""
    caller.check_token("receipt", receipt_id)
    returned.win_receipt_back(caller.actor, receipt_id, on=caller.on, reason=_reason(caller.request))
    return _again(receipt_id, "won")


def charge_fee(caller: Caller, receipt_id: int) -> HttpResponse:
    """Ask the fee for a returned check of the patient."""
    caller.check_token("receipt", receipt_id)
    returned_fee.charge_fee(caller.actor, receipt_id, on=caller.on)
    return _again(receipt_id, "fee")


def waive_fee(caller: Caller, receipt_id: int) -> HttpResponse:
    """Take the fee for a returned check back."""
    caller.check_token("receipt", receipt_id)
    returned_fee.waive_fee(caller.actor, receipt_id, on=caller.on, reason=_reason(caller.request))
    return _again(receipt_id, "waived")


def ask_refund(caller: Caller, receipt_id: int) -> HttpResponse:
    """Ask that free money goes back."""
    caller.check_token("receipt", receipt_id)
    wish = refund.Wish(asked.cents_in_form(caller.request, "amount"), _reason(caller.request))
    refund.ask_for_patient(caller.actor, receipt_id, wish, on=caller.on)
    return _again(receipt_id, "asked")


MOST_LINES = 200
SAID = {
    "taken": "The money is taken: print the receipt.",
    "laid": "It is applied.",
    "off": "It is off the line, and free.",
    "void": "The receipt is void.",
    "returned": "The return is booked, and what it paid is owed again.",
    "disputed": "Nothing moved: it was refunded already, and disputing it is somebody's task.",
    "won": "The money is back, and free to apply.",
    "fee": "The fee is asked of the patient: the next statement shows it.",
    "waived": "The fee is taken back.",
    "asked": "The refund is asked for: another person decides.",
}


def _again(receipt_id: int, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"/receipts/{receipt_id}?done={done}")


def _reason(request: HttpRequest) -> str:
    return str(request.POST.get("reason", "")).strip()[: LONGEST + 1]
