"""What a claim is built from: the records that a flow loaded, by noun, for one patient and one payer in turn.

Promises nothing but completeness: `build` asks the folder and no one else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.chart import Visit
from almoner.core.claim.prior_payer import PriorPayer
from almoner.core.coverage import Authorization, Coverage
from almoner.core.coverage.authorization import Use
from almoner.core.party import (
    Enrollment,
    Location,
    Patient,
    Payer,
    PayerPlan,
    PlaceEnrollment,
    Practice,
    Provider,
)


@dataclass(frozen=True, slots=True)
class House:
    """The practice's side, shared by many folders: itself, its places and people, its payers and enrollments
    by id.
    """

    practice: Practice
    locations: Mapping[int, Location]
    providers: Mapping[int, Provider]
    payers: Mapping[int, Payer]
    plans: Mapping[int, PayerPlan] = field(default_factory=dict)
    enrollments: Mapping[tuple[int, int], tuple[Enrollment, ...]] = field(default_factory=dict)
    """Enrollments by (provider, payer)."""
    place_enrollments: Mapping[tuple[int, int], tuple[PlaceEnrollment, ...]] = field(default_factory=dict)
    """Who takes institutional claims, by (place, payer)."""

    def enrollment(self, provider_id: int, payer_id: int, *, on: date) -> Enrollment | None:
        """Return a provider's standing with a payer on a day."""
        held = self.enrollments.get((provider_id, payer_id), ())
        return next((one for one in held if one.covers(on)), None)

    def place_enrollment(self, location_id: int, payer_id: int, *, on: date) -> PlaceEnrollment | None:
        """Return by what a payer takes institutional claims of a place on a day, or None."""
        held = self.place_enrollments.get((location_id, payer_id), ())
        return next((one for one in held if one.covers(on)), None)


def by_provider_and_payer(enrollments: Iterable[Enrollment]) -> dict[tuple[int, int], tuple[Enrollment, ...]]:
    """Group enrollments as `House` wants them."""
    grouped: dict[tuple[int, int], tuple[Enrollment, ...]] = {}
    for one in enrollments:
        key = (one.provider_id, one.payer_id)
        grouped[key] = (*grouped.get(key, ()), one)
    return grouped


def by_place_and_payer(
    enrollments: Iterable[PlaceEnrollment],
) -> dict[tuple[int, int], tuple[PlaceEnrollment, ...]]:
    """Group the enrollments of places as `House` wants them."""
    grouped: dict[tuple[int, int], tuple[PlaceEnrollment, ...]] = {}
    for one in enrollments:
        key = (one.location_id, one.payer_id)
        grouped[key] = (*grouped.get(key, ()), one)
    return grouped


@dataclass(frozen=True, slots=True)
class Folder:
    """One patient's charged visit(s) for one payer.

    `visits` share provider, location and place of service. `diagnoses` are the superbills', the principal
    first. `coverages` are those that answer for the visit, in the order in which they pay
    (`charge.responsible`); `turn` says whose turn it is, from 0. `prior` holds the decisions of the payers
    before, by payer id; `passed_over` are payers before that nobody asks. `policy` names the rules' version
    that the revision keeps.
    """

    house: House
    patient: Patient
    visits: tuple[Visit, ...]
    diagnoses: tuple[str, ...]
    lines: tuple[ChargeLine, ...]
    coverages: tuple[Coverage, ...]
    turn: int = 0
    prior: Mapping[int, PriorPayer] = field(default_factory=dict)
    passed_over: frozenset[int] = frozenset()
    note_sha256: str = ""
    patient_paid_cents: int = 0
    prior_claim_id: int = 0
    policy: str = ""
    authorizations: tuple[Authorization, ...] = ()
    """The patient's, with whatever payer."""
    uses: tuple[Use, ...] = ()
    """What standing claims bill under their numbers."""

    @property
    def coverage(self) -> Coverage:
        """The policy whose turn it is."""
        return self.coverages[self.turn]
