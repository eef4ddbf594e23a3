"""What one patient's screen shows: who, which coverage, who owes what, and everything that happened. Reads
only.
"""

from dataclasses import dataclass, field
from datetime import date

from almoner.core.party import Patient
from almoner.core.schedule import Appointment
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.desk.look import refusals_of, sees_balances
from almoner.flow.patient.authorize import Allowed, allowed
from almoner.flow.patient.comment import told_roles
from almoner.store.lists import lists, lists_claims, lists_comments, lists_patient
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_claims import ClaimFilter, ClaimRow
from almoner.store.lists.lists_comments import NO_COMMENTS, Comments
from almoner.store.lists.lists_pairs import merged_with
from almoner.store.lists.lists_patient import Policy, ReceiptRow, VisitRow
from almoner.store.load import bookings_ahead
from almoner.store.past import person


@dataclass(frozen=True, slots=True)
class Owes:
    """A part of what is open: who has it, and how much (cents). `who` is a payer's name or the patient."""

    who: str
    what: str
    cents: int


@dataclass(frozen=True, slots=True)
class Account:
    """One patient. `owes`, `claims` and `receipts` are empty for those who don't work with money."""

    frame: Frame
    patient: Patient
    age: int
    policies: tuple[Policy, ...]
    visits: tuple[VisitRow, ...]
    shows_money: bool
    shows_statements: bool
    shows_claims: bool
    owes: tuple[Owes, ...] = ()
    open_cents: int = 0
    owed_cents: int = 0
    unapplied_cents: int = 0
    claims: tuple[ClaimRow, ...] = ()
    labels: dict[int, str] = field(default_factory=dict)
    receipts: tuple[ReceiptRow, ...] = ()
    authorizations: tuple[Allowed, ...] = ()
    comments: Comments = NO_COMMENTS
    ahead: tuple[Appointment, ...] = ()
    """What they are booked for and have not been seen for."""
    merged: tuple[str, ...] = ()
    """The numbers of the charts that are read with this one."""


def patient(actor: Actor, patient_id: int, *, on: date) -> Account:
    """Return one patient's account, or raise NotFound."""
    with enter(actor, Permission.PATIENT_READ) as session:
        whole = person(session, patient_id)
        found = whole.patient
        policies = lists_patient.policies(session, patient_id)
        shows_money, shows_claims = sees_balances(actor), actor.may(Permission.CLAIM_READ)
        balances = lists_patient.balances(session, patient_id) if shows_money else {}
        owes = owed_by(balances, policies, on=on)
        wanted = ClaimFilter(patient_id=patient_id)
        claims = lists_claims.claims(session, wanted, on=on).rows if shows_claims else ()
        return Account(
            frame=lists.frame(session, on=on),
            patient=found,
            age=age_on(found.birth_on, on),
            policies=policies,
            visits=lists_patient.visits(session, patient_id),
            shows_money=shows_money,
            shows_statements=actor.may(Permission.STATEMENT_READ),
            shows_claims=shows_claims,
            owes=owes,
            open_cents=sum(one.cents for one in owes),
            owed_cents=balances.get("patient_ar", 0),
            unapplied_cents=-balances.get("unapplied", 0),
            claims=claims,
            labels=refusals_of(claims),
            receipts=lists_patient.receipts(session, patient_id) if shows_money else (),
            authorizations=tuple(allowed(whole)),
            ahead=tuple(bookings_ahead(session, patient_id, on)),
            merged=tuple(one.number for one in merged_with(session, found)),
            comments=lists_comments.about_patient(
                session, patient_id, told_roles(), with_claims=shows_claims
            ),
        )


def owed_by(balances: dict[str, int], policies: tuple[Policy, ...], *, on: date) -> tuple[Owes, ...]:
    """Return the open receivables with who has each; a payer's part is named by the latest policy of its
    rank.
    """
    found = []
    for account, cents in sorted(balances.items()):
        name, _, rank = account.partition(":")
        if name in {"payer_ar", "denied"}:
            what = "refused" if name == "denied" else "not decided"
            found.append(Owes(_payer_at(policies, int(rank or 1), on), what, cents))
        elif name in {"patient_ar", "collections"}:
            found.append(Owes("", "agency" if name == "collections" else "patient", cents))
    return tuple(found)


def _payer_at(policies: tuple[Policy, ...], rank: int, on: date) -> str:
    of_rank = [one for one in policies if one.rank == rank]
    in_force = [one for one in of_rank if one.since_on <= on and (one.until_on is None or on < one.until_on)]
    chosen = in_force or of_rank
    return chosen[0].payer if chosen else f"Payer {rank}"


def age_on(birth_on: date, on: date) -> int:
    """Return the whole years between."""
    return on.year - birth_on.year - ((on.month, on.day) < (birth_on.month, birth_on.day))
