"""The second review of a coded visit on the screen: blind first, then side by side; never money."""

import re

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.coding.day_codes import dotted
from almoner.core.coding.decision import Sort
from almoner.core.coding.review import FIRST_LISTED, MOST_CODES, CodedService, Codes, Difference, Right
from almoner.core.coding.sampling import Ground
from almoner.flow.code import review
from almoner.flow.refused import refusal
from almoner.web import asked
from almoner.web.door import Caller

SAID = {
    "agreed": "Both of you coded the same. The review is over.",
    "differs": "Your codes are on record. What differs is settled next.",
    "settled": "It is settled.",
}
GROUNDS = {
    Ground.SHARE: "drawn by its share",
    Ground.BEGINNER: "one of the coder's first visits",
    Ground.RISKY: "a code that is looked at first",
    Ground.DOUBTED: "a suggestion of low confidence was accepted",
    Ground.CHANGED: "a suggestion was changed",
}
_CODE = re.compile(r"[A-Z0-9]{3,7}")
_SERVICE = re.compile(r"([A-Z0-9]{5})((?: [A-Z0-9]{2}){0,8})(?: ?\* ?([0-9]{1,3}))?")
_LONGEST = 2000


def show(caller: Caller, visit_id: int) -> HttpResponse:
    """Show the second review of a visit: the note alone until it was coded a second time."""
    found = review.show(caller.actor, visit_id, on=caller.on)
    return caller.page(
        "review.html",
        frame=found.head.frame,
        head=found.head,
        found=found,
        grounds=[GROUNDS[one] for one in found.review.grounds],
        rights=RIGHTS.items(),
        dotted=dotted,
        told=told,
        said=SAID.get(asked.text(caller.request, "done"), ""),
    )


RIGHTS = {Right.FIRST: "the first coder", Right.SECOND: "the second coder", Right.NEITHER: "neither"}


def told(difference: Difference) -> str:
    """Return what a difference is about, in words."""
    if difference.about == FIRST_LISTED:
        return "The diagnosis that stands first"
    return dotted(difference.about) if difference.sort is Sort.DIAGNOSIS else difference.about


def code_again(caller: Caller, visit_id: int) -> HttpResponse:
    """Record what the form codes from the note alone."""
    caller.check_token("review", visit_id)
    typed = (asked.text_in_form(caller.request, name, longest=_LONGEST) for name in ("diagnoses", "services"))
    made = review.code_again(caller.actor, visit_id, codes_typed(*typed), on=caller.on)
    return HttpResponseRedirect(f"/visits/{visit_id}/review?done={made.state}")


def settle(caller: Caller, visit_id: int) -> HttpResponse:
    """Settle what differs as the form says, difference by difference."""
    caller.check_token("review", visit_id)
    form = caller.request
    said = []
    for number in range(1, 2 * MOST_CODES + 2):
        right = asked.text_in_form(form, f"right-{number}", longest=10)
        if right not in list(Right):
            break
        reason = asked.text_in_form(form, f"reason-{number}", longest=_LONGEST)
        said.append((Right(right), reason))
    review.settle(caller.actor, visit_id, said, on=caller.on)
    return HttpResponseRedirect(f"/visits/{visit_id}/review?done=settled")


def codes_typed(diagnoses: str, services: str) -> Codes:
    """Return what a person typed: diagnoses in their order, and one service a line with its modifiers and
    units (`20610 RT 59 *2`). Refused where a word is no code.
    """
    words = diagnoses.upper().replace(".", "").replace(",", " ").split()
    if not all(_CODE.fullmatch(word) for word in words):
        raise refusal("COD-23", "A diagnosis is no code.", "Write codes with blanks between them.")
    made = []
    for line in filter(None, (" ".join(each.upper().split()) for each in services.splitlines())):
        read = _SERVICE.fullmatch(line)
        if read is None:
            raise refusal("COD-23", "A service is no code.", "Write one a line, such as 20610 RT *2.")
        made.append(CodedService(read[1], int(read[3] or 1), tuple(read[2].split())))
    return Codes(tuple(words), tuple(made))
