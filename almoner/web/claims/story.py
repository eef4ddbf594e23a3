"""One claim told to a person: a sentence that says what happened, the steps from it, and the line of its
life.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.claim import ClaimState
from almoner.core.claim.claim import OWNED, WAITING
from almoner.flow.claim.look_claim import Life
from almoner.flow.desk.look import refusal_words
from almoner.web import words
from almoner.web.words_claims import next_step

S = ClaimState


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do or already done: what, whose, and until when."""

    text: str
    owner: str = ""
    due_on: date | None = None
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What happened, and what follows from it."""

    sentence: str
    steps: tuple[Step, ...]


def answer(life: Life) -> Answer:
    """Return what happened to a claim and what comes next."""
    return Answer(_sentence(life), tuple(_steps(life)))


def _sentence(life: Life) -> str:
    payer, claim = life.head.payer, life.claim
    told = {
        S.HELD: _held(life),
        S.READY: _ready(life),
        S.SENT: f"The claim went out on {words.day(claim.since_on)}; nobody has answered yet.",
        S.RECEIVED: f"The clearinghouse took the claim; {payer} has not confirmed it yet.",
        S.REJECTED: _rejected(life),
        S.ACCEPTED: f"{payer} has the claim and has not decided yet.",
        S.PAID: _paid(life),
        S.DENIED: _denied(life),
        S.REVERSED: f"{payer} took its decision back; a corrected one must follow.",
        S.SUSPENDED: f"What {payer} decided could not be posted: it waits for a person.",
        S.FORWARDED: f"{payer} passed the claim on to another payer.",
        S.VOIDED: "The practice withdrew this claim.",
        S.CLOSED: "A person ended this claim.",
    }
    return told[claim.state]


def _ready(life: Life) -> str:
    passed_over = [check for check in life.checks if check.override]
    if not passed_over:
        return "This claim is clean and goes out with the next batch."
    said = words.count(len(passed_over), "finding")
    return f"This claim goes out with the next batch; a person overrode {said}."


def _held(life: Life) -> str:
    stopping = [check.finding for check in life.checks if check.is_stopping]
    return (
        f"An edit holds this claim: {stopping[0].message}" if stopping else "This claim is held for a person."
    )


def _rejected(life: Life) -> str:
    refusing = [ack for ack in life.acks if not ack.is_accepted]
    said = f": {refusing[-1].words}" if refusing and refusing[-1].words else "."
    return f"The claim was refused before {life.head.payer} judged it{said}"


def _paid(life: Life) -> str:
    sums = life.total
    parts = [f"paid {words.money(sums.paid)}"]
    parts += [f"{words.money(sums.adjusted)} is given up by contract"] if sums.adjusted else []
    parts += [f"{words.money(sums.patient)} is the patient's"] if sums.patient else []
    parts += [f"{words.money(sums.later)} goes to the next payer"] if sums.later else []
    gone = sum(each.earlier for each in life.money if life.places.of_line(each.line_id))
    parts += [f"{words.money(gone)} is asked of {life.places.instead[0].payer}"] if gone else []
    return f"{life.head.payer} decided: {', '.join(parts)}."


def _denied(life: Life) -> str:
    denials = life.open_denials
    if not denials:
        return f"{life.head.payer} refused a part of this claim."
    first = denials[0]
    what = next(
        (
            f"{line.code} ({line.description.lower()})" if line.description else line.code
            for line in life.revision.lines
            if line.line_id == first.line_id
        ),
        "the claim",
    )
    label = refusal_words(first.carc, first.remarks)
    because = f": {label[:1].lower()}{label[1:]}" if label else f", reason {first.group}-{first.carc}"
    more = len(denials) - 1
    also = f" {words.count(more, 'more refusal')} below." if more else ""
    return f"{life.head.payer} did not pay {what}{because}.{also}"


def _steps(life: Life) -> list[Step]:
    claim = life.claim
    steps = [
        Step(next_step(one.next_step), words.owner(one.owner), one.due_on) for one in life.open_denials[:4]
    ]
    told = {one.id for one in life.open_denials}
    steps += [
        Step(task.why, words.owner(task.owner), task.due_on)
        for task in life.open_tasks[:6]
        if not (task.subject_kind == "denial" and task.subject_id in told)
    ]
    if claim.state is S.HELD:
        steps += [
            Step(check.finding.mend) for check in life.checks if check.is_stopping and check.finding.mend
        ]
    if claim.state in WAITING and claim.wait_until:
        steps.append(Step("No answer by then? It comes back to My work.", "", claim.wait_until))
    if claim.state is S.PAID and life.total.patient > 0:
        steps.append(Step("The patient's part goes on the next statement."))
    if claim.state in OWNED and not steps:
        steps.append(Step("A person has to look."))
    return steps


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop on the line of a claim's life; `look` is done, bad or next."""

    look: str
    icon: str
    title: str
    when: str


def line_of_life(life: Life) -> tuple[Stop, ...]:
    """Return the stops of the latest sending, from the visit to what comes next."""
    reached = _reached(life)
    claim, built = life.claim, life.revision.built_on
    checked = len(life.checks)
    stops = [
        Stop("done", "check", "Visit", words.day(claim.service_on)),
        Stop("done", "check", "Built" if life.revision.number == 1 else "Corrected", words.day(built)),
    ]
    if claim.state is S.HELD:
        stops.append(Stop("bad", "x", "Held", words.count(checked, "finding")))
    else:
        stops.append(
            Stop("done", "check", "Checked", words.count(checked, "finding") if checked else "nothing found")
        )
    for state, title in ((S.SENT, "Sent"), (S.RECEIVED, "Received, 999"), (S.ACCEPTED, "Accepted, 277CA")):
        if state in reached:
            stops.append(Stop("done", "check", title, words.day(reached[state])))
    if claim.state not in {S.HELD, S.READY, S.SENT, S.RECEIVED, S.ACCEPTED}:
        shown = words.status(words.CLAIM, claim.state)
        is_bad = claim.state in OWNED or claim.state is S.REVERSED
        stops.append(
            Stop(
                "bad" if is_bad else "done", "x" if is_bad else "check", shown.word, words.day(claim.since_on)
            )
        )
    coming = _coming(life)
    return (*stops, coming) if coming else tuple(stops)


def _reached(life: Life) -> dict[ClaimState, date]:
    """Return when the latest sending came to each state first."""
    number = life.claim.revision_number
    found: dict[ClaimState, date] = {}
    for version in life.versions:
        if version.claim.revision_number == number:
            found.setdefault(version.claim.state, version.claim.since_on)
    return found


def _coming(life: Life) -> Stop | None:
    claim = life.claim
    due = [*(one.due_on for one in life.open_denials), *(one.due_on for one in life.open_tasks)]
    if claim.state in OWNED and due:
        return Stop("next", "rotate-cw", "Somebody acts", f"by {words.day(min(due))}")
    if claim.state in WAITING and claim.wait_until:
        title = "Sent" if claim.state is S.READY else "An answer"
        return Stop("next", "hourglass", title, f"by {words.day(claim.wait_until)}")
    if life.total.open or life.total.denied:
        return Stop("next", "circle-dashed", "Still open", words.money(life.total.open + life.total.denied))
    return None
