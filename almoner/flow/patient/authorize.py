"""Authorizations: what payers allowed beforehand is kept, decided, and counted down by claims themselves."""

from dataclasses import dataclass, replace
from datetime import date

from almoner.core.coverage import Authorization, Coverage
from almoner.core.coverage.authorization import check_authorization, left
from almoner.core.party import Provider
from almoner.core.plan import Plan, reading
from almoner.core.rules import Finding
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.refused import refusal, refuse_if
from almoner.store.commit import commit
from almoner.store.past import Person
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class Allowed:
    """An authorization as it stands: `left` of its units or visits, None where there is no limit."""

    authorization: Authorization
    left: int | None


def record(actor: Actor, draft: Authorization, *, on: date) -> Authorization:
    """Keep a request to a payer, or what it has answered; the payer is its policy's."""
    require(actor, Permission.AUTHORIZATION_WRITE)
    refuse_if(check_authorization(draft))
    with enter(actor, Permission.AUTHORIZATION_WRITE) as session:
        coverage = session.get(Coverage, draft.coverage_id)
        _refuse_another(draft, coverage.patient_id)
        made = replace(draft, id=next(session.ids()), version=1, payer_id=coverage.payer_id)
        _refuse_outside(session, made, coverage)
        commit(
            session, Plan(on=on, records=(made,), reads=reading(coverage)), cause=cause(actor, "authorize")
        )
        return made


def faults_of(draft: Authorization) -> list[Finding]:
    """Return everything that stands against an authorization as it was typed."""
    return check_authorization(draft)


def change(actor: Actor, changed: Authorization, *, on: date, reason: str) -> Authorization:
    """Supersede an authorization (decided, extended, withdrawn), which stays its policy's.

    `changed.version` is the version that was seen.
    """
    require(actor, Permission.AUTHORIZATION_WRITE)
    refuse_if(check_authorization(changed))
    with enter(actor, Permission.AUTHORIZATION_WRITE) as session:
        kept = session.get(Authorization, changed.id)
        _refuse_another(changed, kept.patient_id)
        coverage = session.get(Coverage, kept.coverage_id)
        made = replace(
            changed, version=changed.version + 1, payer_id=kept.payer_id, coverage_id=kept.coverage_id
        )
        _refuse_outside(session, made, coverage)
        commit(session, Plan(on=on, records=(made,)), cause=cause(actor, "authorize", reason))
        return made


def allowed(found: Person) -> list[Allowed]:
    """Return a patient's authorizations with what is left of each."""
    return [Allowed(one, left(one, found.uses)) for one in found.authorizations]


def _refuse_another(draft: Authorization, patient_id: int) -> None:
    if draft.patient_id != patient_id:
        why = "The policy or the authorization is another patient's."
        raise refusal("AUT-02", why, "Open the right patient, and choose there.")


def _refuse_outside(session: Session, made: Authorization, coverage: Coverage) -> None:
    """An authorization lies within its policy, and names somebody of the practice."""
    if made.provider_id:
        session.get(Provider, made.provider_id)
    ends_before = coverage.until_on is not None and made.since_on >= coverage.until_on
    if ends_before or (made.until_on is not None and made.until_on <= coverage.since_on):
        why = "The policy is not in force on any of the allowed days."
        raise refusal("AUT-03", why, "Choose the policy that was asked, or correct the days.")
