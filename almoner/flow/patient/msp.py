"""The questionnaire about who pays before Medicare: asked, signed, and what it proposes for the policies.

Promises that answers change no policy by themselves: a person confirms what they mean, and then claims tell
the type that follows (837P SBR05).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from almoner.core.chart.signed_form import Signature, against_signature
from almoner.core.coverage import Coverage, in_force
from almoner.core.coverage.msp import GROUP_KINDS, WORKING, MspQuestionnaire, Verdict, told, verdict
from almoner.core.coverage.msp_questions import Questions, read_questions
from almoner.core.coverage.order import MEDICARE, Turn, on_file, order
from almoner.core.party import Patient, Payer
from almoner.core.plan import Plan, reading
from almoner.core.schedule import Appointment
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.once import first_act
from almoner.flow.patient.payers import looks
from almoner.flow.patient.sign_form import Shown, sealed
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.session import Ask, NotFound, Session

FORM = "payer_questions"
TITLE = "Who pays before Medicare"
AGE = 65


@cache
def questions() -> Questions:
    """Return the questions that a patient with Medicare is asked."""
    words = files("almoner").joinpath("policy", "forms", "payer_questions.toml")
    return read_questions(words.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Proposed:
    """A policy with what the answers make of it: `after` is the record that a confirmation would keep."""

    before: Coverage
    after: Coverage
    payer: Payer
    turn: Turn

    @property
    def is_changed(self) -> bool:
        """True where a confirmation would bill it at another rank, or tells of it what was not known."""
        same = replace(self.after.standing, asked_on=self.before.standing.asked_on)
        before, after = self.before, self.after
        return (before.rank, before.msp_type, before.standing) != (after.rank, after.msp_type, same)


@dataclass(frozen=True, slots=True)
class MspPage:
    """A patient's questionnaires, the latest first, with what the latest proposes. `suggested` are the
    answers that the form shows: those of the last time, else what the books know.
    """

    frame: Frame
    patient: Patient
    asked: tuple[MspQuestionnaire, ...]
    due_on: date | None
    suggested: Mapping[str, str]
    verdict: Verdict | None = None
    proposed: tuple[Proposed, ...] = ()
    missing: str = ""
    has_medicare: bool = True

    @property
    def is_to_confirm(self) -> bool:
        """True where the latest answers wait for a person's confirmation."""
        return bool(self.asked) and self.asked[0].confirmed_on is None


@dataclass(frozen=True, slots=True)
class _Known:
    patient: Patient
    asked: tuple[MspQuestionnaire, ...]
    policies: tuple[Coverage, ...]
    payers: Mapping[int, Payer]
    on_file: tuple[Coverage, ...]

    @classmethod
    def of(cls, session: Session, patient_id: int, on: date) -> "_Known":
        patients, asked = Ask(Patient, {"id": patient_id}), Ask(MspQuestionnaire, {"patient_id": patient_id})
        policies, payers = Ask(Coverage, {"patient_id": patient_id}), Ask(Payer)
        found = session.gather(patients, asked, policies, payers)
        if not found.of(patients):
            raise NotFound("no such patient in this practice")
        latest_first = tuple(sorted(found.of(asked), key=lambda one: -one.id))
        day = _day(session, patient_id, latest_first[0].appointment_id if latest_first else 0, on)
        return cls(
            found.of(patients)[0],
            latest_first,
            tuple(in_force(found.of(policies), on=day)),
            {one.id: one for one in found.of(payers)},
            tuple(found.of(policies)),
        )

    def kind(self, policy: Coverage) -> str:
        return self.payers[policy.payer_id].payer_kind.value

    def has_medicare(self, on: date) -> bool:
        return any(self.kind(one) in MEDICARE for one in in_force(self.on_file, on=on))

    def suggested(self, on: date) -> dict[str, str]:
        """The last answers, for the patient to look over; else the age alone."""
        if self.asked:
            return dict(self.asked[0].answers)
        born = self.patient.birth_on
        years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        reasons = [one.standing.medicare_reason for one in self.policies if self.kind(one) in MEDICARE]
        reason = next((one for one in reasons if one), "age" if years >= AGE else "")
        return {"held_for": reason} if reason else {}

    def proposed(self, latest: MspQuestionnaire, on: date) -> tuple[Proposed, ...]:
        """The policies in the order of the rules, by the latest answers."""
        answers = dict(latest.answers)
        changed = [
            replace(
                one,
                version=one.version + 1,
                standing=told(one, self.kind(one), answers, asked_on=latest.asked_on),
                msp_type="",
            )
            for one in self.policies
        ]
        known = {on_file(one, rank=one.rank, payer_kind=self.kind(one)): one for one in changed}
        turns, _ = order(known, on=on)
        ranks = sorted(one.rank for one in self.policies)
        before = {one.id: one for one in self.policies}
        return tuple(
            Proposed(before[one.id], replace(one, rank=rank), self.payers[one.payer_id], turn)
            for turn, rank in zip(turns, ranks, strict=True)
            for one in (known[turn.policy],)
        )

    def missing(self, answers: Mapping[str, str], said: Verdict) -> str:
        """What pays first by the answers and is not on file, as a sentence."""
        kinds = {self.kind(one) for one in self.policies if not one.standing.is_supplement}
        if said.is_medicare_first:
            return ""
        if answers.get("cause", "none") != "none":
            is_there = bool(kinds & {"workers_comp", "auto", "va", "other"})
            return "" if is_there else "Who pays for the cause is not on file: add it as a policy."
        is_there = answers.get("plan") in {*WORKING, "past"} and bool(kinds & GROUP_KINDS)
        return "" if is_there else "The employer's plan is not on file: ask for its card."


def msp_page(actor: Actor, patient_id: int, *, on: date, appointment_id: int = 0) -> MspPage:
    """Return what a patient answered and what it proposes, or raise NotFound. At a booking (0: none) the
    questions are asked for its day.
    """
    with enter(actor, Permission.PATIENT_WRITE) as session:
        known = _Known.of(session, patient_id, on)
        again = questions().again_days
        page = MspPage(
            frame=lists.frame(session, on=on),
            patient=known.patient,
            asked=known.asked,
            due_on=known.asked[0].due_on(again) if known.asked else None,
            suggested=known.suggested(on),
            has_medicare=known.has_medicare(_day(session, patient_id, appointment_id, on)),
        )
        if not known.asked:
            return page
        answers = dict(known.asked[0].answers)
        said = verdict(answers, on=on)
        proposed, missing = known.proposed(known.asked[0], on), known.missing(answers, said)
        return replace(page, verdict=said, proposed=proposed, missing=missing)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a patient answered, by question, with the signature, at a booking (0: none)."""

    answers: Mapping[str, str]
    signature: Signature
    appointment_id: int = 0


def answer_faults(answers: Mapping[str, str], *, on: date) -> dict[str, str]:
    """Return what is wrong with answers, by the question."""
    return questions().faults(questions().kept(answers), on=on)


def keep_answers(actor: Actor, patient_id: int, given: Answered, *, on: date) -> MspQuestionnaire:
    """Keep what a patient answered and signed. Refused where a question that is asked has no answer, or no
    policy of Medicare covers the day: the booking's, else today.
    """
    require(actor, Permission.PATIENT_WRITE)
    card = questions()
    answers = card.kept(given.answers)
    with enter(actor, Permission.PATIENT_WRITE) as session:
        if (first := first_act(session, actor, MspQuestionnaire)) is not None:
            return first
        known = _Known.of(session, patient_id, on)
        if not known.has_medicare(_day(session, patient_id, given.appointment_id, on)):
            raise refusal("MSP-01", "No policy of Medicare covers that day.", "See the coverage.")
        if card.faults(answers, on=on):
            raise refusal("MSP-02", "A question is not answered.", "Answer what is marked.")
        if wrong := against_signature(given.signature):
            raise refusal("MSP-03", wrong, "Sign again.")
        said = verdict(answers, on=on)
        shown = Shown(patient_id, FORM, TITLE, card.transcript(answers), given.appointment_id)
        form = sealed(session, shown, given.signature, by=actor, on=on)
        made = MspQuestionnaire(
            id=next(session.ids()),
            patient_id=patient_id,
            answers=tuple(answers.items()),
            card_from=card.from_on,
            asked_on=on,
            asked_by=actor.name,
            form_id=form.id,
            appointment_id=given.appointment_id,
            msp_type=said.msp_type,
            why=said.why,
        )
        plan = Plan(on=on, records=(form, made))
        commit(session, plan, cause=cause(actor, "register", "who pays before Medicare"))
        return made


def _day(session: Session, patient_id: int, appointment_id: int, on: date) -> date:
    """The day for which the questions are asked: the booking's, where it lies ahead."""
    if not appointment_id:
        return on
    booked = session.get(Appointment, appointment_id)
    if booked.patient_id not in session.charts.whole(patient_id):
        raise NotFound("no such booking of this patient")
    return max(booked.starts_at.date(), on)


def confirm_answers(
    actor: Actor, patient_id: int, questionnaire_id: int, seen: Sequence[tuple[int, int]], *, on: date
) -> list[Coverage]:
    """Keep what the latest answers mean for the policies (`seen`: id and version of each as it was shown),
    and return those that change. Unsettled claims of a policy that changes its place get a look.
    """
    with enter(actor, Permission.PATIENT_WRITE) as session:
        take_turn(session)
        known = _Known.of(session, patient_id, on)
        if not known.asked or known.asked[0].id != questionnaire_id:
            raise refusal("MSP-04", "The patient has answered anew since.", "Load the page again.")
        latest = known.asked[0]
        if latest.confirmed_on is not None:
            return []
        if {(one.id, one.version) for one in known.policies} != set(seen):
            raise refusal("MSP-05", "A policy has changed since it was shown.", "Load the page again.")
        proposed = known.proposed(latest, on)
        changed = [one.after for one in proposed]
        moved = {one.before.id for one in proposed if one.before.rank != one.after.rank}
        done = replace(latest, version=latest.version + 1, confirmed_on=on, confirmed_by=actor.name)
        work = looks(session, patient_id, moved, on) if moved else []
        plan = Plan(
            on=on, records=(*changed, done), tasks=tuple(work), reads=reading(latest, *known.policies)
        )
        commit(session, plan, cause=cause(actor, "register", "who pays before Medicare is confirmed"))
        return changed
