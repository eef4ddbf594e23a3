"""Who can't pay a bill as it stands, finds it wrong or can't read it, acts by its link: a plan, a dispute, a
language.

Promises that a plan is one of those that the page offers at the moment of the yes; and that a service that is
disputed is asked for no more until somebody of the practice has looked, while the rest goes on.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.collect.billing_mark import LONGEST_WHY, BillingMark, MarkSort
from almoner.core.collect.guarantor_choice import GuarantorChoice
from almoner.core.collect.payment_plan import Every, PaymentPlan
from almoner.core.party import Patient
from almoner.core.plan import Ids, Plan, Task, reading
from almoner.core.report.language import Language
from almoner.core.report.owed_now import OwedNow
from almoner.core.report.statement import Statement
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.collect.languages import chosen, languages, languages_of
from almoner.flow.collect.pay import open_link, owed_by
from almoner.flow.collect.payment_plan import Agreement, new_plan, plan_offers
from almoner.flow.once import first_act
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn

LONGEST_SAID = 140
LONGEST_LABEL = 40
TASK = "bill_disputed"
ANSWERED_IN = timedelta(days=7)
PLANNED = "a guarantor agrees to a payment plan"


@dataclass(frozen=True, slots=True)
class Wrong:
    """What somebody says is wrong: with which service of the bill (0: with all of it), in their words."""

    line_id: int
    said: str


def say_wrong(actor: Actor, link_id: int, wrong: Wrong, *, on: date) -> BillingMark:
    """Mark what a guarantor disputes, one service or all, so that it is asked for no more, and hand it to the
    biller. A form that is sent again gets the mark that it made. Refused without words, or about what isn't
    on the bill.
    """
    with enter(actor, Permission.BILL_PAY) as session:
        take_turn(session)
        link = open_link(session, link_id, on=on)
        if (first := first_act(session, actor, BillingMark)) is not None:
            return first
        said = " ".join(wrong.said.split())
        if not said or len(said) > LONGEST_SAID or not said.isprintable():
            mend = f"Say it in at most {LONGEST_SAID} characters."
            raise refusal("PAY-16", "What is wrong isn't said.", mend, "said")
        owed = owed_by(session, link, session.get(Statement, link.statement_id), on=on)
        about, ids = _about(owed, wrong.line_id), session.ids()
        sort, by = MarkSort.DISPUTE, actor.name
        marks = tuple(
            BillingMark(
                next(ids), patient_id, sort, on, by, f"{what}{said}"[:LONGEST_WHY], line_id=wrong.line_id
            )
            for patient_id, what in about.items()
        )
        tasks = tuple(_task(one, ids, on=on) for one in marks)
        plan = Plan(on=on, records=marks, tasks=tasks, reads=reading(link))
        commit(session, plan, cause=cause(actor, "pay", "a guarantor disputes a bill"))
        return marks[0]


def choose_language(actor: Actor, link_id: int, code: str, *, on: date) -> GuarantorChoice:
    """Keep in which language the guarantor of an opened link is written to from now on, on paper too."""
    with enter(actor, Permission.BILL_PAY) as session:
        take_turn(session)
        link = open_link(session, link_id, on=on)
        return chosen(session, actor, (link.guarantor, link.patient_id, code), on=on)


def language_spoken(actor: Actor, link_id: int, wished: str, *, on: date) -> Language | None:
    """Return the language that the guarantor of an opened link is written to in; None where nobody chose one.
    One that was `wished` for at its question is kept first.
    """
    with enter(actor, Permission.BILL_PAY) as session:
        take_turn(session)
        link = open_link(session, link_id, on=on)
        if wished in languages():
            chosen(session, actor, (link.guarantor, link.patient_id, wished), on=on)
        return languages_of(session, [link.guarantor]).get(link.guarantor)


def _about(owed: OwedNow, line_id: int) -> dict[int, str]:
    """Each patient of whom something is disputed, with the service that it is about."""
    if not line_id and owed.lines:
        return {part.patient_id: "" for part in owed.parts}
    for line in owed.lines:
        if line.line_id == line_id:
            return {line.patient_id: f"{line.label[:LONGEST_LABEL]}, {line.service_on:%m/%d/%Y}: "}
    raise refusal("PAY-17", "This service isn't on the bill.", "Choose one of the list.", "line")


def _task(mark: BillingMark, ids: Ids, *, on: date) -> Task:
    return Task(
        id=next(ids),
        what=TASK,
        subject_kind=BillingMark.kind,
        subject_id=mark.id,
        why=f"Who answers for the bill says that it is wrong. {mark.why}",
        owner="biller",
        opened_on=on,
        due_on=on + ANSWERED_IN,
        patient_id=mark.patient_id,
    )


def agree(actor: Actor, link_id: int, count: int, *, on: date) -> PaymentPlan:
    """Agree to the plan of so many parts that the page offers. Refused for another one."""
    with enter(actor, Permission.BILL_PAY) as session:
        take_turn(session)
        link = open_link(session, link_id, on=on)
        if (first := first_act(session, actor, PaymentPlan)) is not None:
            return first
        statement = session.get(Statement, link.statement_id)
        owed = owed_by(session, link, statement, on=on)
        offered = {len(parts): parts for parts in plan_offers(owed, statement.due_on, on=on)}
        patient = session.get(Patient, link.patient_id)
        name = (patient.guarantor or patient).name
        whose = [part.patient_id for part in owed.parts if part.owed_cents > 0]
        if count not in offered:
            raise refusal(
                "PAY-18", "This plan isn't offered.", "Choose one of the list, or call us.", "count"
            )
        total = sum(each.cents for each in offered[count])
        first_on = offered[count][0].due_on
        agreed = Agreement(total, count, first_on, Every.MONTH, f"{name.first} {name.last}"[:100])
        plan = new_plan(session, whose[0], agreed, by=actor.name, on=on)
        commit(session, Plan(on=on, records=(plan,), reads=reading(link)), cause=cause(actor, "pay", PLANNED))
        return plan
