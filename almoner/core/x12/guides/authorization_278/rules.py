"""The rules across segments of a review before a service (level 4), of the request and of its answer: which
of the two a transaction is, its purpose (BHT02) says."""

from collections.abc import Iterator

from almoner.core.x12.guides.authorization_278.rules_refusals import refusal_speaks_of_its_party
from almoner.core.x12.rule import Rulebook, Spot, Words, at, missing, rule
from almoner.core.x12.tree import Loop

_ANSWER = "11"
_ADMISSION = "AR"
_CANCEL = "3"
_AGAIN = frozenset("1 2 3 4 R S".split())
"""Kinds of review (UM02) that follow an earlier one: appeals, cancelling, extension, renewal, revision."""
_CERTIFIED = ("A1", "A6")
_NOT_CERTIFIED = ("A3", "A4")
_PARTIES_ABOVE = {"2000A": "2010A", "2000B": "2010B", "2000C": "2010C", "2000D": "2010D"}


def _is_answer(loop: Loop) -> bool:
    root = loop.above("ST")
    return root is not None and root.get("beginning", "purpose") == _ANSWER


@rule(
    "U-01",
    "2000E",
    Words(
        "The event has no trace, so that its answer can't be told from others.",
        "Send TRN 1 with a number of your own at the event's level.",
        source="278 2000E TRN",
    ),
    severity="warning",
)
def event_has_a_trace(event: Loop) -> Iterator[Spot]:
    """TRN at 2000E (handbook U-01); the UM and the order of levels are in the table."""
    if not event.has("trace") and not _is_answer(event):
        yield missing(event, "TRN")


@rule(
    "U-06",
    "2000C 2000D",
    Words(
        "No event follows for this patient.",
        "Send the event (HL with level EV) below the patient: the subscriber, or the dependent.",
        "I6",
        source="278 2000E HL",
    ),
)
def patient_has_an_event(level: Loop) -> Iterator[Spot]:
    """2000E below the patient (handbook U-01)."""
    if not level.counts.get("2000E") and not level.counts.get("2000D") and not _is_answer(level):
        yield missing(level, "HL")


@rule(
    "U-02",
    "2000E",
    Words(
        "An admission is to be reviewed, and its type or its date is missing.",
        "Send the admission's type (CL101) and date (DTP 435) with category AR.",
        "I6",
        source="278 2000E CL101, DTP 435",
    ),
    has="review",
)
def admission_is_described(event: Loop) -> Iterator[Spot]:
    """CL1 and DTP*435 with UM01 of AR (handbook U-02); one that is cancelled needs neither."""
    review = event.row("review")
    if review is None or review.get("category") != _ADMISSION or review.get("kind") == _CANCEL:
        return
    if _is_answer(event):
        return
    admission = event.row("admission")
    if admission is None:
        yield missing(event, "CL1", because=(review, "category"))
    elif not admission.get("type"):
        yield at(admission, "type", because=(review, "category"))
    if not event.has("admission_date"):
        yield missing(event, "DTP", because=(review, "category"))


@rule(
    "U-03",
    "2000E 2000F",
    Words(
        "The review follows an earlier one, which isn't named.",
        "Send its authorization number (REF BB), or its administrative number (REF NT).",
        "I6",
        source="278 UM02, REF BB",
    ),
    has="review",
)
def earlier_review_is_named(loop: Loop) -> Iterator[Spot]:
    """REF*BB or REF*NT with UM02 of an appeal, cancelling, extension, renewal or revision (handbook U-03);
    a service may lean on its event's."""
    review = loop.row("review")
    if review is None or review.get("kind") not in _AGAIN or _is_answer(loop):
        return
    event = loop.above("2000E")
    if not _names_the_earlier(loop) and not (event and _names_the_earlier(event)):
        yield missing(loop, "REF", because=(review, "kind"))


def _names_the_earlier(loop: Loop) -> bool:
    return loop.has("previous_authorization") or loop.has("administrative_number")


@rule(
    "U-04",
    "2000E 2000F",
    Words(
        "There is neither a decision nor a refusal.",
        "Send HCR, or AAA with its reason, for the event or for each of its services.",
        "I6",
        source="278 HCR, AAA",
    ),
)
def is_decided(loop: Loop) -> Iterator[Spot]:
    """HCR or AAA in an answer (handbook U-04): one for the event, or one for each service."""
    if _has_decision(loop) or not _is_answer(loop):
        return
    event = loop.above("2000E") or loop
    services = event.children("2000F")
    is_told_by_service = any(map(_has_decision, services))
    is_left_to_services = is_told_by_service and not _has_decision(event)
    is_open = not is_told_by_service if loop is event else is_left_to_services
    if is_open and not _is_refused_above(event):
        yield missing(loop, "HCR")


def _has_decision(loop: Loop) -> bool:
    """A decision or a refusal of the event or the service, or of a provider of it."""
    if loop.has("decision") or loop.has("refusal"):
        return True
    return any(each.has("refusal") for each in loop.children("2010EA", "2010FA"))


def _is_refused_above(event: Loop) -> bool:
    level = event.up
    while level is not None:
        party = level.child(_PARTIES_ABOVE.get(level.id, ""))
        if level.has("refusal") or (party is not None and party.has("refusal")):
            return True
        level = level.up
    return False


@rule(
    "U-07",
    "2000E 2000F",
    Words(
        "The decision lacks what its kind must have.",
        "A certified one (A1, A6) has the authorization's number, one denied or pending (A3, A4) a reason.",
        "I9",
        source="278 HCR02, HCR03",
    ),
    has="decision",
)
def decision_is_complete(loop: Loop) -> Iterator[Spot]:
    """HCR02 with A1 and A6, HCR03 with A3 and A4 (handbook U-04); services share the event's number."""
    event = loop.above("2000E")
    for row in loop.rows("decision"):
        action = row.get("action")
        if action in _CERTIFIED and not row.get("authorization"):
            if event is None or not event.get("decision", "authorization"):
                yield at(row, "authorization", because=(row, "action"))
        elif action in _NOT_CERTIFIED and not row.get("reason"):
            yield at(row, "reason", because=(row, "action"))


RULES = Rulebook(
    (
        event_has_a_trace,
        patient_has_an_event,
        admission_is_described,
        earlier_review_is_named,
        is_decided,
        decision_is_complete,
        refusal_speaks_of_its_party,
    )
)
