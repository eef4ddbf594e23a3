"""Writing, mending and taking back a comment, from the page of a claim or a patient; what is refused is shown
there with what was typed.
"""

import re

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.party.comment import LONGEST_TEXT
from almoner.flow.patient import comment
from almoner.flow.refused import Refused
from almoner.web import asked
from almoner.web.claims import views as claims
from almoner.web.comment_form import CommentForm
from almoner.web.door import Caller
from almoner.web.patients import views as patients
from almoner.web.undo import ways

_AT = re.compile(r"(claims|patients)/([0-9]{1,18})")
_LONGEST = 2 * LONGEST_TEXT
"""Beyond what is kept, so that nothing is cut off unseen."""


def on_claim(caller: Caller, claim_id: int) -> HttpResponse:
    """Keep the form's comment on a claim."""
    caller.check_token("claim", claim_id)
    text = _text(caller)
    try:
        made = comment.write_on_claim(caller.actor, claim_id, text, on=caller.on)
    except Refused as refused:
        return claims.claim(caller, claim_id, comment=CommentForm(text, why=str(refused)))
    return _kept(caller, made.id, f"/claims/{claim_id}")


def on_patient(caller: Caller, patient_id: int) -> HttpResponse:
    """Keep the form's comment on a patient, or on the visit of theirs that it names."""
    caller.check_token("patient", patient_id)
    text, visit_id = _text(caller), asked.id_in_form(caller.request, "visit")
    about = comment.About(patient_id, visit_id=visit_id)
    try:
        made = comment.write(caller.actor, about, text, on=caller.on)
    except Refused as refused:
        return patients.patient(caller, patient_id, comment=CommentForm(text, visit_id, why=str(refused)))
    return _kept(caller, made.id, f"/patients/{patient_id}")


def mend_it(caller: Caller, comment_id: int) -> HttpResponse:
    """Change the text of one's own comment."""
    caller.check_token("comment", comment_id)
    text, seen = _text(caller), asked.id_in_form(caller.request, "seen")
    try:
        comment.mend(caller.actor, comment_id, text, seen=seen, on=caller.on)
    except Refused as refused:
        return _again(caller, CommentForm(text, comment_id=comment_id, why=str(refused)), refused)
    return HttpResponseRedirect(f"{_at(caller)}#comments")


def take_it_back(caller: Caller, comment_id: int) -> HttpResponse:
    """Take one's own comment back."""
    caller.check_token("comment", comment_id)
    comment.take_back(caller.actor, comment_id, on=caller.on)
    return HttpResponseRedirect(f"{_at(caller)}#comments")


def _again(caller: Caller, form: CommentForm, refused: Refused) -> HttpResponse:
    """Show the page again on which a comment was to change."""
    match = _AT.fullmatch(asked.text_in_form(caller.request, "at"))
    if match is None:
        raise refused
    show = claims.claim if match[1] == "claims" else patients.patient
    return show(caller, int(match[2]), comment=form)


def _at(caller: Caller) -> str:
    """Return the page that the form stood on."""
    match = _AT.fullmatch(asked.text_in_form(caller.request, "at"))
    return f"/{match[0]}" if match else "/"


def _kept(caller: Caller, comment_id: int, page: str) -> HttpResponse:
    ways.offer(caller, "commented", comment_id, said="The comment is kept.", back=f"{page}#comments")
    return HttpResponseRedirect(f"{page}#comments")


def _text(caller: Caller) -> str:
    return asked.text_in_form(caller.request, "text", longest=_LONGEST)
