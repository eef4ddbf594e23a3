"""How the front desk's screens say things: a payer's answer in words with its age, and why money is asked."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from almoner.core.chart.advance_notice import Choice, Ground, NoticeState
from almoner.core.chart.signed_form import text_hash
from almoner.core.collect.due_today import Part, Why
from almoner.core.coverage import Benefits, BenefitState
from almoner.flow.code.advance_notice import Asked
from almoner.flow.patient.desk_notices import Sort
from almoner.web.words import Status, count, day, money

STATE = {
    BenefitState.ACTIVE: "The policy is in force on {}.",
    BenefitState.INACTIVE: "The policy is not in force on {}: ask for the new card.",
    BenefitState.NOT_FOUND: "The payer knows nobody under this number and birth date: compare the card.",
    BenefitState.REFUSED: "The payer gave no answer.",
}
MARK = {
    "advantage": "An Advantage plan answers in Medicare's place: ask for its card.",
    "excluded": "A service of this kind is not covered: the patient may have to pay it.",
    "gatekeeper": "The plan wants its own primary-care doctor, or a referral.",
    "home_health": "The patient is in home health care: some services are paid to the agency alone.",
    "hospice": "The patient is in hospice care: only what is unrelated to it is paid.",
    "other_first": "Another payer comes first: ask which, and bill it first.",
    "out_of_network": "The practice is outside the plan's network.",
    "skilled_nursing": "The patient is in a nursing facility: some services are paid to it alone.",
    "used_up": "The benefit is used up.",
}
WHY = {
    Why.COPAY_ANSWERED: "Copay, as the payer answered",
    Why.COPAY_OF_CARD: "Copay, as the card on file says",
    Why.TAKEN: "Taken today already",
    Why.OWED: "Owed from earlier visits",
    Why.HELD: "Held from before",
}


GROUNDS = [
    ("", "only what the rules say"),
    (Ground.NECESSITY.value, "not held necessary for what the patient has"),
    (Ground.FREQUENCY.value, "given more often than is paid for"),
    (Ground.EXCLUDED.value, "never paid for by Medicare"),
]
GROUND = {
    Ground.NECESSITY: "The notice is required: signed, the line says GA; without it GZ.",
    Ground.FREQUENCY: "The notice is required: signed, the line says GA; without it GZ.",
    Ground.EXCLUDED: "The notice is a courtesy: signed, the line says GX and GY; without it GY.",
}
CHOICE = {
    Choice.NONE: "not chosen yet",
    Choice.BILL: "wants it, Medicare is asked",
    Choice.DONT_BILL: "wants it, pays alone",
    Choice.DECLINE: "does not want it",
}
NOTICE = {
    NoticeState.PREPARED: Status("clock", "To be signed", "partial"),
    NoticeState.SIGNED: Status("circle-check", "Signed", "paid"),
    NoticeState.WITHDRAWN: Status("circle-x", "Withdrawn", "quiet"),
}
DUE = {
    Sort.PAYER_QUESTIONS: "Ask who pays before Medicare",
    Sort.PAYER_ORDER: "Confirm who pays first",
    Sort.ADVANCE_NOTICE: "Have the advance notice signed",
    Sort.ESTIMATE: "Hand out the good-faith estimate",
}
GIVEN = {
    Sort.ADVANCE_NOTICE: "Advance notice: Medicare may not pay",
    Sort.PAYER_QUESTIONS: "Who pays before Medicare",
    Sort.ESTIMATE: "Good-faith estimate",
}
"""What can be given though nothing is owed."""
LAW = {
    Sort.PAYER_QUESTIONS: "before the visit, and anew after 90 days (MSP manual, chapter 3)",
    Sort.PAYER_ORDER: "before the claim (42 CFR 411.32)",
    Sort.ADVANCE_NOTICE: "before the service (42 CFR 411.404)",
    Sort.ESTIMATE: "one or three business days after the booking (45 CFR 149.610)",
}
"""Until when the law wants it."""


NEEDS = {
    Sort.PAYER_QUESTIONS: "patient.write",
    Sort.PAYER_ORDER: "patient.write",
    Sort.ADVANCE_NOTICE: "document.write",
    Sort.ESTIMATE: "estimate.give",
}
"""The permission to give it."""


def seal_of(text: str) -> str:
    """Return what a form says that its page has shown."""
    return text_hash(text)


def query(asked: Asked) -> str:
    """Return what is asked of a notice as the query of an address."""
    told = {
        "booking": asked.appointment_id or "",
        "services": asked.services,
        "diagnoses": asked.diagnoses,
        "ground": asked.ground,
    }
    return urlencode({name: value for name, value in told.items() if value})


def place_of(sort: Sort, appointment_id: int, patient_id: int) -> str:
    """Return where something that is owed is given."""
    if sort is Sort.ESTIMATE:
        return f"/today/{appointment_id}/estimate"
    page = "advance-notice" if sort is Sort.ADVANCE_NOTICE else "payer-questions"
    return f"/patients/{patient_id}/{page}?booking={appointment_id}"


def age(answer: Benefits, *, on: date) -> str:
    """Return how old an answer is."""
    days = (on - answer.answered_on).days
    return "answered today" if days <= 0 else f"answered {count(days, 'day')} ago"


def silent(tried: Benefits, *, on: date) -> str:
    """Return that a payer told nothing when it was asked after its last answer, and that this one stands."""
    days = (on - tried.answered_on).days
    when = "today" if days <= 0 else f"{count(days, 'day')} ago"
    why = "".join(f" It says: {words}." for words in tried.refusals)
    return f"Asked again {when}, and the payer gave no answer: its last one stands above.{why}"


def answer_lines(answer: Benefits) -> list[str]:
    """Return a payer's answer as sentences, the verdict first."""
    return [STATE[answer.state].format(day(answer.service_on)), *_told(answer)]


def _told(answer: Benefits) -> Iterator[str]:
    yield from (f"It says: {words}." for words in answer.refusals)
    if answer.copay_cents is not None:
        yield f"Copay {money(answer.copay_cents)}."
    if answer.deductible_left_cents is not None:
        whole = f" of {money(answer.deductible_cents)}" if answer.deductible_cents else ""
        yield f"Deductible: {money(answer.deductible_left_cents)}{whole} left to pay this year."
    if answer.coinsurance_bp is not None:
        yield f"After the deductible the patient pays {_share(answer.coinsurance_bp)} of the price."
    if answer.out_of_pocket_left_cents is not None:
        yield f"At most {money(answer.out_of_pocket_left_cents)} more can fall to the patient this year."
    yield from (MARK[mark] for mark in answer.marks)
    if answer.authorized_codes:
        yield f"Wants to allow beforehand: {_codes(answer.authorized_codes)}."


def _share(basis_points: int) -> str:
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d}%" if rest else f"{whole}%"


def _codes(codes: tuple[str, ...], most: int = 8) -> str:
    more = len(codes) - most
    return " ".join(codes[:most]) + (f" and {more} more" if more > 0 else "")


def why_due(part: Part) -> str:
    """Return why a part is asked for."""
    return WHY[part.why]
