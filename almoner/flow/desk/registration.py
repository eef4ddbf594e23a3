"""What the front desk keeps of a patient: the policies on file, and who answers for the bill."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from almoner.core.coverage import Coverage
from almoner.core.coverage.card_image import CardImage, latest
from almoner.core.coverage.check import check_coverage
from almoner.core.coverage.member_shape import LikelyPlan, likely_plan, start_of
from almoner.core.identity.merge import with_merged
from almoner.core.party import Guarantor, Patient, Payer, PayerPlan
from almoner.core.party.check import check_guarantor, check_patient
from almoner.core.plan import Plan
from almoner.core.rules import Finding
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.desk.look_patient import age_on
from almoner.flow.patient.register import change_coverage
from almoner.flow.refused import refusal, refuse_if, refuse_without_reason
from almoner.store.commit import commit
from almoner.store.lists import lists, lists_patient
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_pairs import merged_with
from almoner.store.session import Session

OF_AGE = 18
CHILD = "19"
"""What a patient is to a parent who holds the policy (837P PAT01)."""


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A plan that a policy may be of, as a list shows it."""

    plan_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Answering:
    """Who is to answer for a patient's bill: a person, somebody by the chart number, or with neither the
    patient alone. `version` is the patient's that was seen.
    """

    patient_id: int
    version: int
    person: Guarantor | None = None
    number: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Registration:
    """A patient with every policy, the latest first within a rank, and the plans that there are."""

    frame: Frame
    patient: Patient
    policies: tuple[tuple[Coverage, str], ...]
    plans: tuple[PlanChoice, ...]
    guarantor_number: str = ""
    """The chart number of who answers, where they are a patient here."""
    cards: Mapping[tuple[int, str], CardImage] = field(default_factory=dict)
    """The picture of each policy and side."""
    is_child_alone: bool = False
    """A child for whose bill nobody answers: statements wait."""
    proposed: Answering | None = None
    """Who might answer for that child: the holder of the policy, by the chart number of a patient here."""


def registration_of(actor: Actor, patient_id: int, *, on: date) -> Registration:
    """Return what is on file of a patient, or raise NotFound."""
    with enter(actor, Permission.PATIENT_WRITE) as session:
        patient = session.get(Patient, patient_id)
        plans = _plans(session)
        names = {one.plan_id: one.name for one in plans}
        policies = session.find(Coverage, patient_id=patient_id, order="rank, since_on DESC, t.id")
        answers = patient.guarantor.patient_id if patient.guarantor else 0
        is_alone = patient.guarantor is None and age_on(patient.birth_on, on) < OF_AGE
        return Registration(
            frame=lists.frame(session, on=on),
            patient=patient,
            policies=tuple((one, names.get(one.plan_id, "")) for one in policies),
            plans=plans,
            guarantor_number=session.get(Patient, answers).number if answers else "",
            cards=latest(session.find(CardImage, patient_id=patient_id)),
            is_child_alone=is_alone,
            proposed=_holder_answers(session, patient, policies, on=on) if is_alone else None,
        )


def _holder_answers(
    session: Session, patient: Patient, policies: Iterable[Coverage], *, on: date
) -> Answering | None:
    """The holder of a child's policy, where one of age is named, as who might answer for the bill."""
    held = [one for one in policies if one.subscriber and one.covers(on)]
    if not held or held[0].subscriber is None or age_on(held[0].subscriber.birth_on, on) < OF_AGE:
        return None
    holder, relation = held[0].subscriber, "parent" if held[0].relation == CHILD else "holder of the policy"
    known = session.find(
        Patient,
        last_name=holder.name.last,
        first_name=holder.name.first,
        birth_on=holder.birth_on,
        limit=2,
    )
    number = known[0].number if len(known) == 1 and known[0].guarantor is None else ""
    person = Guarantor(holder.name, relation, holder.address, patient.phone)
    return Answering(patient.id, patient.version, person, number, relation)


def plan_choices(actor: Actor, *, on: date) -> tuple[Frame, tuple[PlanChoice, ...]]:
    """Return the plans that a new patient may bring, and the frame of a page without a patient."""
    with enter(actor, Permission.PATIENT_WRITE) as session:
        return lists.frame(session, on=on), _plans(session)


def plan_of_number(actor: Actor, member_id: str) -> tuple[tuple[PlanChoice, ...], LikelyPlan | None]:
    """Return the plans that there are, and the one that a member's number speaks for by its look."""
    with enter(actor, Permission.PATIENT_WRITE) as session:
        start = start_of(member_id)
        known = lists_patient.numbers_like(session, start) if start else []
        return _plans(session), likely_plan(member_id, known)


def faults_of(one: Patient | Coverage | Guarantor) -> list[Finding]:
    """Return everything that stands against a record as it was typed, before anybody tries to keep it."""
    if isinstance(one, Patient):
        return check_patient(one)
    return check_coverage(one) if isinstance(one, Coverage) else check_guarantor(one)


def _plans(session: Session) -> tuple[PlanChoice, ...]:
    payers = {payer.id: payer.name for payer in session.find(Payer)}
    found = session.find(PayerPlan)
    named = [PlanChoice(one.id, f"{payers[one.payer_id]}: {one.name}") for one in found]
    return tuple(sorted(named, key=lambda one: one.name))


def payer_of(actor: Actor, plan_id: int) -> int:
    """Return the payer of a plan, or raise NotFound."""
    with enter(actor, Permission.PATIENT_WRITE) as session:
        return session.get(PayerPlan, plan_id).payer_id


def set_guarantor(actor: Actor, answering: Answering, *, on: date, reason: str) -> Patient:
    """Let somebody answer for a patient's bill from now on. Statements that went out stay as they are.

    Refused for a child, for who is answered for by another, and for a chart number that nobody has.
    """
    with enter(actor, Permission.PATIENT_WRITE) as session:
        refuse_without_reason(reason)
        patient = session.get(Patient, answering.patient_id)
        person = _by_number(session, patient, answering, on=on) if answering.number else answering.person
        if person is not None:
            refuse_if(check_guarantor(person))
        changed = replace(patient, version=answering.version + 1, guarantor=person)
        plan = Plan(on=on, records=with_merged(changed, merged_with(session, patient)))
        commit(session, plan, cause=cause(actor, "register", reason))
        return changed


def _by_number(session: Session, patient: Patient, answering: Answering, *, on: date) -> Guarantor:
    named = session.find(Patient, number=answering.number)
    found = session.find(Patient, id=[session.charts.standing(one.id) for one in named])
    if not found or found[0].id == patient.id:
        raise refusal("REG-03", "No other patient has this chart number.", "Copy it from their chart.")
    (other,) = found
    if other.guarantor is not None:
        why = "Somebody else answers for that patient too."
        raise refusal("REG-03", why, "Name who answers for both.")
    if age_on(other.birth_on, on) < OF_AGE:
        raise refusal("REG-03", "A child can't answer for a bill.", "Name a person of age.")
    return Guarantor(other.name, answering.relation, other.address, other.phone, other.id)


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """What changes of a policy that is on file; `version` is the policy's that was seen."""

    patient_id: int
    coverage_id: int
    version: int
    member_id: str
    group_number: str
    copay_cents: int
    until_on: date | None


def change_policy(actor: Actor, change: PolicyChange, *, on: date, reason: str) -> Coverage:
    """Correct or end a policy; what it answers for is looked at anew. Refused without a member's number or
    reason, or where it ends before it begins.
    """
    with enter(actor, Permission.PATIENT_WRITE) as session:
        refuse_without_reason(reason)
        policy = session.get(Coverage, change.coverage_id)
        if policy.patient_id != change.patient_id:
            raise refusal("REG-02", "The policy is another patient's.", "Load the patient again.")
        if change.until_on is not None and change.until_on <= policy.since_on:
            raise refusal("REG-04", "The policy would end before it begins.", "Give its last day.")
        if not change.member_id:
            raise refusal("REG-04", "The policy has no member's number.", "Copy it from the card.")
    changed = replace(
        policy,
        version=change.version,
        member_id=change.member_id,
        group_number=change.group_number,
        copay_cents=change.copay_cents,
        until_on=change.until_on,
    )
    return change_coverage(actor, changed, on=on, reason=reason)


def change_patient(actor: Actor, changed: Patient, *, on: date, reason: str) -> Patient:
    """Correct a patient's name, birth date, sex, address and how they are reached; `changed.version` is the
    version that was seen. Who answers, what was agreed to and the chart number stay as they are.
    """
    with enter(actor, Permission.PATIENT_WRITE) as session:
        refuse_without_reason(reason)
        refuse_if(check_patient(changed))
        current = session.get(Patient, changed.id)
        kept = replace(
            current,
            version=changed.version + 1,
            name=changed.name,
            birth_on=changed.birth_on,
            sex=changed.sex,
            address=changed.address,
            phone=changed.phone,
            email=changed.email,
        )
        plan = Plan(on=on, records=with_merged(kept, merged_with(session, current)))
        commit(session, plan, cause=cause(actor, "register", reason))
        return kept
