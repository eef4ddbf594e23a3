"""The payer of a held or rejected claim is asked: what, by whom and by when, each with a usual answer."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.remit.desk import business_days_after
from almoner.core.rules import Finding
from almoner.flow.follow import payer_call
from almoner.web import asked
from almoner.web.door import Caller

USUAL_DAYS = 2
"""Business days in which somebody asks, unless the form says another day."""
QUESTIONS = (
    ("ELG-06", "Which payer comes first for this patient, and since when?"),
    ("ELG", "Is the patient covered on the day of service, under which number, and does another pay first?"),
    ("AUT", "Does the service need an authorization, and under which number does one stand?"),
    ("ENR", "Is the provider enrolled with you on the day of service?"),
    ("", "What is missing for this claim to be decided?"),
)
"""What is asked most, by how the id of the finding begins that stops the claim."""


def usual_question(stopping: Iterable[Finding]) -> str:
    """Return what is asked most about the first finding that stops a claim."""
    edit = next((finding.edit for finding in stopping), "")
    return next(question for begins, question in QUESTIONS if edit.startswith(begins))


def usual_day(on: date) -> date:
    """Return the day by which somebody usually asks."""
    return business_days_after(on, USUAL_DAYS)


def ask(caller: Caller, claim_id: int) -> HttpResponse:
    """Have the payer asked as the form says; the claim stays where it is."""
    caller.check_token("claim", claim_id)
    form = caller.request
    asking = payer_call.Asking(
        question=asked.text_in_form(form, "question", longest=payer_call.LONGEST_QUESTION + 1),
        owner=asked.text_in_form(form, "owner"),
        due_on=asked.day_in_form(form, "due"),
    )
    payer_call.ask(caller.actor, claim_id, asking, on=caller.on)
    return HttpResponseRedirect(f"/send/holds/{claim_id}?done=asked#ap")
