"""What the screens of balances show: acts that wait for a second person, what was decided, small balances.
Reads only; each asks access first.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.collect.adjust_reasons import ActReason
from almoner.core.party import Patient
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.collect.adjust import act_reasons
from almoner.flow.collect.small import SmallBalances, found_small
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.money import acts
from almoner.store.money.acts import ActRow, OwedLine

MOST = 50


@dataclass(frozen=True, slots=True)
class Approvals:
    """Acts that wait for a second person, the largest first, and the latest that are decided."""

    frame: Frame
    waiting: tuple[ActRow, ...]
    decided: tuple[ActRow, ...]

    @property
    def waiting_cents(self) -> int:
        """What those come to that wait."""
        return sum(row.cents for row in self.waiting)


def approvals(actor: Actor, *, on: date) -> Approvals:
    """Return the acts that wait, and the latest that do not."""
    with enter(actor, Permission.BALANCE_ADJUST) as session:
        return Approvals(
            lists.frame(session, on=on),
            tuple(acts.proposed(session, limit=MOST)),
            tuple(acts.decided(session, limit=MOST)),
        )


@dataclass(frozen=True, slots=True)
class SmallList:
    """Small balances with the names of who owes them, by patient id."""

    frame: Frame
    found: SmallBalances
    names: dict[int, str]


def small_list(actor: Actor, *, on: date) -> SmallList:
    """Return the small balances that may be written off together."""
    with enter(actor, Permission.BALANCE_ADJUST) as session:
        found = found_small(session, on=on)
        names = acts.names_of(session, {row.patient_id for row in found.rows})
        return SmallList(lists.frame(session, on=on), found, names)


def labels() -> dict[str, str]:
    """Return how the screens call each reason."""
    return {one.id: one.label for one in act_reasons().reasons}


def choices(reasons: tuple[ActReason, ...]) -> list[tuple[str, str]]:
    """Return the reasons as a form offers them."""
    return [(one.id, one.label) for one in reasons]


@dataclass(frozen=True, slots=True)
class PatientActs:
    """What a patient owes by line, and the acts on their balances."""

    frame: Frame
    patient: Patient
    owed: tuple[OwedLine, ...]
    acts: tuple[ActRow, ...]


def patient_acts(actor: Actor, patient_id: int, *, on: date) -> PatientActs:
    """Return what may be given up of what a patient owes, or raise NotFound."""
    with enter(actor, Permission.BALANCE_ADJUST) as session:
        patient = session.get(Patient, patient_id)
        owed = acts.owed_lines(session, patient_id)
        made = acts.acts_about(session, patient_id=patient_id)
        return PatientActs(lists.frame(session, on=on), patient, tuple(owed), tuple(made))
