"""Files of claims with their answers, the claims in each, and its bytes to take away."""

from django.http import HttpResponse

from almoner.flow.claim import look_batches
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.order import sorting
from almoner.web.sheets import as_file
from almoner.web.words import Status

STATES = {
    "waiting": Status("hourglass", "Waits here", "quiet"),
    "silent": Status("send", "No answer yet", "sent"),
    "refused": Status("undo-2", "Sent back", "rejected"),
    "partly": Status("circle-alert", "Partly sent back", "partial"),
    "taken": Status("check", "Taken", "paid"),
}
"""How a file's standing reads."""


def batches(caller: Caller) -> HttpResponse:
    """List the files of claims."""
    after = asked.number(caller.request, "after")
    sorted_as = sorting(caller.request, "batches", "/send/batches")
    found = look_batches.batches(caller.actor, on=caller.on, order=sorted_as.order, after=after)
    said = "The file is made; it leaves with the next exchange." if _is_sent(caller) else ""
    return caller.page(
        "batches.html",
        frame=found.frame,
        found=found,
        after=after,
        states=STATES,
        sorting=sorted_as,
        said=said,
    )


def _is_sent(caller: Caller) -> bool:
    return asked.text(caller.request, "done") == "sent"


def batch(caller: Caller, interchange_id: int) -> HttpResponse:
    """Show one file: what came back, and what it carries."""
    after = asked.number(caller.request, "after")
    found = look_batches.one_batch(caller.actor, interchange_id, on=caller.on, after=after)
    return caller.page(
        "batch.html", frame=found.frame, found=found, batch=found.batch, after=after, states=STATES
    )


def file(caller: Caller, interchange_id: int) -> HttpResponse:
    """Give the file's exact bytes."""
    name, content = look_batches.file_of(caller.actor, interchange_id)
    return as_file(content, name, "application/octet-stream")
