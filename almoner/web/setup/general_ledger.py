"""The practice's own general ledger: the accounts with their numbers by day, one account with its history,
and a list that is looked at and loaded.
"""

from datetime import date

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.collect.general_ledger import LONGEST_WHY, Named, Wanted
from almoner.flow.books import general_ledger
from almoner.flow.books.general_ledger import Screen
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.setup.fees import content_of
from almoner.web.sheets import as_csv

SAID = {"loaded": "The list is loaded.", "kept": "It is kept."}


def show(caller: Caller) -> HttpResponse:
    """Show the accounts as they are on a day."""
    at = asked.day(caller.request, "on") or caller.on
    return _page(caller, general_ledger.screen(caller.actor, on=caller.on, at=at))


def _page(caller: Caller, found: Screen, *, status: int = 200) -> HttpResponse:
    said = SAID.get(asked.text(caller.request, "done"), "")
    return caller.page("general_ledger.html", status=status, frame=found.frame, found=found, said=said)


def as_list(caller: Caller) -> HttpResponse:
    """Return the accounts as they are on a day as CSV, which can be loaded again."""
    at = asked.day(caller.request, "on") or caller.on
    return as_csv(general_ledger.numbers_sheet(caller.actor, on=at), f"general-ledger-{at.isoformat()}")


def preview(caller: Caller) -> HttpResponse:
    """Show what the list of the form would change, or what is wrong with it."""
    since_on = _since(asked.Form(caller.request))
    found = general_ledger.preview(caller.actor, content_of(caller.request), since_on, on=caller.on)
    return _page(caller, found, status=422 if found.faults else 200)


def load(caller: Caller) -> HttpResponse:
    """Load the list of the form."""
    form = asked.Form(caller.request)
    since_on, why = _since(form), form.text("why", longest=LONGEST_WHY)
    general_ledger.load(caller.actor, content_of(caller.request), since_on, on=caller.on, why=why)
    return HttpResponseRedirect("/setup/ledger?done=loaded")


def open_one(caller: Caller, account: str) -> HttpResponse:
    """Show an account with its history."""
    found = general_ledger.account_page(caller.actor, account, on=caller.on)
    said = SAID.get(asked.text(caller.request, "done"), "")
    return caller.page("general_ledger_one.html", frame=found.frame, found=found, said=said)


def change(caller: Caller, account: str) -> HttpResponse:
    """Say what an account is from a day on."""
    form = asked.Form(caller.request)
    number = form.text("number", lacking="No number is given.", mend="Give it as 1200 or 4000-10.")
    name = form.text("name", lacking="No name is given.", mend="Give the name of the account in your chart.")
    why = form.text("why", lacking="No reason is given.", mend="Say why it changes.")
    wanted = Wanted({account: Named(number, name)}, _since(form), why)
    general_ledger.set_number(caller.actor, wanted, on=caller.on)
    return HttpResponseRedirect(f"/setup/ledger/{account}?done=kept")


def _since(form: asked.Form) -> date:
    """The first day of a form; everything that is wrong with the form is told with it."""
    since_on = form.day("since", lacking="The first day is missing.")
    form.refuse()
    assert since_on is not None, "a day that lacks is refused"
    return since_on
