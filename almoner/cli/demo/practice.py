"""The demonstration's practice: opened with its places, people and payers, found again by its name."""

from dataclasses import dataclass, replace
from datetime import date

from almoner.cli.demo import cast
from almoner.core.party import Location, Patient, Payer, PayerPlan, Practice, Provider
from almoner.flow.access import Actor, Permission, enter, office
from almoner.flow.patient import register
from almoner.store.proof.verify import practices
from almoner.store.session import books


@dataclass(frozen=True, slots=True)
class Team:
    """Who acts: one person a role, each with that role's rights alone."""

    practice_id: int

    def _as(self, name: str, role: str) -> Actor:
        return Actor(name, self.practice_id, frozenset({role}))

    @property
    def desk(self) -> Actor:
        """The front desk."""
        return self._as("frances", "front_desk")

    @property
    def doctor(self) -> Actor:
        """A provider."""
        return self._as("adeyemi", "provider")

    @property
    def coder(self) -> Actor:
        """The coder."""
        return self._as("kim", "coder")

    @property
    def biller(self) -> Actor:
        """The biller."""
        return self._as("dana", "biller")

    @property
    def manager(self) -> Actor:
        """The manager."""
        return self._as("moira", "manager")


def practice_named(name: str) -> int | None:
    """Return the id of the practice of that name, or None."""
    for practice_id in practices():
        with books(practice_id, alias="owner") as session:
            if session.get(Practice, practice_id).name == name:
                return practice_id
    return None


def open_practice(*, submitter_id: str, name: str = cast.PRACTICE.name, on: date = cast.OPENED_ON) -> int:
    """Open the practice with its places, people and payers, or finish an opening that was cut off.

    `submitter_id` is its id at the clearinghouse, where the practice is not there yet.
    """
    practice_id = practice_named(name)
    if practice_id is None:
        draft = replace(cast.PRACTICE, name=name, submitter_id=submitter_id)
        practice_id = register.new_practice(draft, by="ada", on=on).id
    actor = office(practice_id)
    if not setting_of(practice_id).locations:
        insurers = [insurer.record() for insurer in cast.INSURERS]
        register.set_up(actor, [*cast.LOCATIONS, *cast.PROVIDERS, *insurers], on=on)
    if not setting_of(practice_id).plans:
        with enter(actor, Permission.SETUP_READ) as session:
            providers, payers = session.find(Provider), session.find(Payer)
            places = session.find(Location)
        known, taken = cast.enrollments(providers, payers), cast.place_enrollments(places, payers)
        register.set_up(actor, [*cast.plans(payers), *known, *taken], on=on)
    return practice_id


def setting_of(practice_id: int) -> cast.Setting:
    """Load the practice as its staff find it."""
    with enter(office(practice_id), Permission.SETUP_READ) as session:
        payers = session.find(Payer)
        by_id = {payer.id: payer.claim_payer_id for payer in payers}
        return cast.Setting(
            locations=tuple(session.find(Location)),
            providers=tuple(session.find(Provider)),
            payers={payer.claim_payer_id: payer for payer in payers},
            plans={by_id[plan.payer_id]: plan for plan in session.find(PayerPlan)},
        )


def register_everybody(team: Team, setting: cast.Setting, *, count: int, seed: int) -> None:
    """Register the patients who are not there yet, all as one plan."""
    wanted = list(cast.patients(setting, count=count, seed=seed))
    with enter(team.desk, Permission.PATIENT_READ) as session:
        known = session.find(Patient, number=[patient.number for patient, _ in wanted])
    there = {patient.number for patient in known}
    drafts = [pair for pair in wanted if pair[0].number not in there]
    if drafts:
        register.register_patients(team.desk, drafts, on=cast.OPENED_ON)
