"""The way to the clearinghouse and to each payer: what went and came last, and a button that tries it."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow import clock
from almoner.flow.exchange import route_test
from almoner.flow.exchange.route_test import Mailbox
from almoner.settings import option
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.words import Status

STATES = {
    "waiting": Status("hourglass", "Waits for the answer", "ready"),
    "works": Status("circle-check", "The payer answers", "paid"),
    "refused": Status("octagon-x", "Refused", "denied"),
}
SAID = {"sent": "The test is on its way. This page shows the answer as soon as it comes."}


def show(caller: Caller) -> HttpResponse:
    """Show the mailbox and what was exchanged last."""
    return _mailbox(caller, None)


def look(caller: Caller) -> HttpResponse:
    """Show the same after a look into the mailbox."""
    return _mailbox(caller, route_test.look(caller.actor, clock.link_of(caller.actor)))


def _mailbox(caller: Caller, found: Mailbox | None) -> HttpResponse:
    traffic = route_test.traffic(caller.actor, on=caller.on)
    is_box = not option("ALMONER_MAILBOX")
    kind = "SFTP server" if option("ALMONER_MAILBOX").startswith("sftp://") else "folder"
    where = "the payer in a box" if is_box else f"the {kind} that ALMONER_MAILBOX names"
    return caller.page("setup_link.html", frame=traffic.frame, traffic=traffic, found=found, where=where)


def route(caller: Caller, payer_id: int) -> HttpResponse:
    """Show the last test of a payer's route."""
    found = route_test.route(caller.actor, payer_id, on=caller.on)
    said = SAID.get(asked.text(caller.request, "done"), "")
    is_box = not option("ALMONER_MAILBOX")
    return caller.page(
        "setup_route.html", frame=found.frame, found=found, states=STATES, said=said, is_box=is_box
    )


def test_it(caller: Caller, payer_id: int) -> HttpResponse:
    """Send a test question to a payer."""
    route_test.ask(caller.actor, payer_id, clock.link_of(caller.actor), on=caller.on)
    return HttpResponseRedirect(f"/setup/payers/{payer_id}/route?done=sent")
