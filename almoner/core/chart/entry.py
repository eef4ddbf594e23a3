"""What every record of the chart carries beside its own: whose it is, who wrote it when and from where, who
may see it, and what became of it. Promises that who may see an entry is decided in one place.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Source(StrEnum):
    """Where an entry came from."""

    SCREEN = "screen"
    PATIENT = "patient"
    """The patient told it, or brought it on paper."""
    OUTSIDE = "outside"
    """Another's chart: a referral, a hospital, a list that came with the patient."""
    FHIR = "fhir"
    V2 = "v2"
    CCDA = "ccda"
    DEVICE = "device"


class Label(StrEnum):
    """Why an entry is kept from some of those who see the rest."""

    PSYCHOTHERAPY = "psychotherapy"
    """Notes of a session kept apart (45 CFR 164.501): for who wrote them, and for nobody else."""
    PART2 = "part2"
    """Treatment of a substance use disorder (42 CFR Part 2)."""
    MINOR = "minor"
    """Care that a minor consented to alone."""
    SELF_PAY = "self_pay"
    """Paid in full by the patient, who asked that no plan hears of it (45 CFR 164.522(a)(1)(vi))."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """What another system knows the entry by."""

    system: str
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Whose entry, of which visit (0: of none), who asserts it (`author_id`, a provider, 0: nobody said), who
    wrote it down and who changed it last.

    `is_proposed`: it came from outside and waits for a person to reconcile it. `fault` is why it was entered
    in error, empty while it stands; `replaced_by` names the record that was kept in its place. `residual` is
    what another system sent beside, as JSON.
    """

    patient_id: int
    visit_id: int = 0
    author_id: int = 0
    recorded_by: str = ""
    recorded_on: date | None = None
    changed_by: str = ""
    source: Source = Source.SCREEN
    labels: tuple[Label, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    note: str = ""
    is_proposed: bool = False
    fault: str = ""
    replaced_by: int = 0
    residual: str = ""

    @property
    def stands(self) -> bool:
        """True while it is part of the chart: neither in error, nor replaced, nor still proposed."""
        return not (self.fault or self.replaced_by or self.is_proposed)


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who looks: a sign-in name, and whether more than the plain chart is open to them."""

    name: str
    sees_restricted: bool = False

    def see(self, labels: Collection[Label], *, recorded_by: str) -> bool:
        """True where an entry with these labels may be shown to them."""
        if Label.PSYCHOTHERAPY in labels:
            return bool(self.name) and recorded_by == self.name
        return self.sees_restricted or not {Label.PART2, Label.MINOR} & set(labels)
