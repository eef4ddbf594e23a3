"""The contracts with payers: what stands, a new one brought as a list and looked at, put in force, taken
back.
"""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.pricing.payer_contract import Rate
from almoner.core.report.contract_impact import DEFINITION, total
from almoner.flow.remit import contract_impact
from almoner.flow.setup import payer_contracts
from almoner.flow.setup.payer_contracts import SORT, Upload
from almoner.web import asked, words
from almoner.web.door import Caller
from almoner.web.setup.fees import content_of, name_of
from almoner.web.undo.ways import offer

MOST_SHOWN = 50
SAID = {
    "force": "The contract is in force.",
    "back": "The contract is taken back; what it had ended holds again.",
}
LESSER = (
    ("line", "the charge where it is less, line by line"),
    ("claim", "the charges where they are less, by the claim"),
    ("none", "the rate, whatever is charged"),
)


def show(caller: Caller) -> HttpResponse:
    """Show the contracts."""
    return _list(caller)


def bring(caller: Caller) -> HttpResponse:
    """Keep the contract of the form and show what it changes, or say what is wrong with it."""
    request = caller.request
    upload = Upload(
        name=name_of(request, longest=payer_contracts.LONGEST_NAME),
        content=content_of(request),
        payer_id=asked.id_in_form(request, "payer"),
        since_on=asked.day_in_form(request, "since"),
        until_on=asked.day_in_form(request, "until"),
        plan_id=asked.id_in_form(request, "plan"),
        location_id=asked.id_in_form(request, "location"),
        lesser_of=asked.text_in_form(request, "lesser") or "line",
    )
    made = payer_contracts.bring(caller.actor, upload, on=caller.on)
    if made.faults:
        return _list(caller, status=422, given=upload, faults=made.faults, rows=made.rows)
    return HttpResponseRedirect(f"/contracts/{made.contract_id}")


def _list(caller: Caller, *, status: int = 200, **shown: object) -> HttpResponse:
    found = payer_contracts.screen(caller.actor, on=caller.on)
    usual: dict[str, object] = {"given": None, "faults": (), "rows": 0, "lesser": LESSER}
    return caller.page("contracts.html", status=status, frame=found.frame, found=found, **usual | shown)


def look(caller: Caller, contract_id: int) -> HttpResponse:
    """Show a contract: what it changes and what it would have come to, so far as it was counted."""
    found = payer_contracts.look(caller.actor, contract_id, on=caller.on)
    return caller.page(
        "contract.html",
        frame=found.screen.frame,
        found=found,
        whole=total(found.impact),
        most=MOST_SHOWN,
        most_now=contract_impact.MOST_NOW,
        definition=DEFINITION,
        paid=paid,
        lesser=dict(LESSER),
        sort=SORT,
        said=SAID.get(caller.request.GET.get("done", ""), ""),
    )


def put_in_force(caller: Caller, contract_id: int) -> HttpResponse:
    """Put a contract in force."""
    made = payer_contracts.put_in_force(caller.actor, contract_id, on=caller.on)
    back = f"/contracts/{contract_id}"
    offer(caller, "contract", contract_id, said=f"{made.name} is in force.", back=back)
    return HttpResponseRedirect(f"{back}?done=force")


def withdraw(caller: Caller, contract_id: int) -> HttpResponse:
    """Take a contract back."""
    why = asked.text_in_form(caller.request, "why")
    payer_contracts.withdraw(caller.actor, contract_id, on=caller.on, why=why)
    return HttpResponseRedirect(f"/contracts/{contract_id}?done=back")


def paid(rate: Rate | None) -> str:
    """Return what a rate pays, in words."""
    if rate is None:
        return "nothing said"
    percent = f"{rate.value / 100:g} %"
    schedule = f"Medicare {rate.year}, {rate.locality}"
    if rate.method == "percent_of_schedule":
        return f"{percent} of {schedule}"
    if rate.method == "conversion_factor":
        return f"${rate.value / 10_000:.4f} a relative value of {schedule}"
    if rate.method == "percent_of_charge":
        return f"{percent} of the charge"
    amount = words.money(rate.value)
    return {"case_rate": f"{amount} for the day's lines", "per_diem": f"{amount} a day"}.get(
        rate.method, amount
    )
