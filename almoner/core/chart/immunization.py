"""Immunizations: what was given, from which lot, who paid for the vaccine, and what was refused."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal

from almoner.core.chart import check
from almoner.core.chart.entry import Entry
from almoner.core.chart.shape import Amount, Concept, Moment
from almoner.core.rules import Finding


class Funding(StrEnum):
    """Who paid for the vaccine (registries ask it)."""

    PRIVATE = "private"
    VFC = "vfc"
    """The federal program of vaccines for children."""
    STATE = "state"
    FEDERAL = "federal"
    MILITARY = "military"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Leaflet:
    """The information statement that was handed over: which edition, and when."""

    title: str
    published_on: date | None = None
    given_on: date | None = None


@dataclass(frozen=True, slots=True)
class Immunization:
    """A vaccine given or not given (FHIR Immunization). `is_ours`: given here, not told by somebody; then lot
    and expiry belong to it. `eligibility` is the program's code, such as V01; the author is who gave it.
    """

    kind: ClassVar[str] = "immunization"
    id: int
    entry: Entry
    concept: Concept
    given: Moment
    version: int = 1
    status: Literal["completed", "not-done"] = "completed"
    why_not: Concept | None = None
    is_ours: bool = True
    location_id: int = 0
    lot: str = ""
    expires_on: date | None = None
    maker: Concept | None = None
    site: Concept | None = None
    route: Concept | None = None
    dose: Amount | None = None
    dose_number: int = 0
    doses_in_series: int = 0
    funding: Funding | None = None
    eligibility: str = ""
    leaflets: tuple[Leaflet, ...] = ()
    order_id: int = 0

    def against(self, *, on: date) -> list[Finding]:
        """Return what stands against it."""
        found = [
            *check.named("The vaccine", self.concept),
            *check.past("The day", self.given, on=on),
            *check.coded("The reason", self.why_not),
            *check.coded("The maker", self.maker),
            *check.coded("The site", self.site),
            *check.coded("The route", self.route),
            *check.amounts("The dose", self.dose),
            *check.texts("The lot", self.lot, self.eligibility, longest=40),
            *check.ranged("The dose's number", self.dose_number, 0, 99),
            *check.ranged("The number of doses", self.doses_in_series, 0, 99),
            *check.few("Leaflets", self.leaflets, most=10),
            *check.texts("A leaflet", *(one.title for one in self.leaflets), longest=check.LONGEST_WORDS),
        ]
        is_given = self.status == "completed"
        if not is_given and (self.why_not is None or self.why_not.is_empty):
            found.append(check.finding("CHT-15", "Nobody says why it was not given.", "Give the reason."))
        if is_given and self.is_ours and not (self.lot.strip() and self.expires_on):
            mend = "Copy both from the vial, or say that it was given elsewhere."
            found.append(check.finding("CHT-15", "A vaccine given here has no lot or no expiry.", mend))
        return found + check.unexpired(self.expires_on, self.given if is_given else None)
