"""What the edits look at: one claim revision and what is known around it, on a day.

Promises to tell ignorance from absence: a path in `unknown` was not given, so the edits that need it stay
silent and say so; anything else that is empty is a fact. A claim from the books has no unknown path.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from almoner.core.chart.advance_notice import ItemNotice
from almoner.core.claim.revision import ClaimRevision
from almoner.core.claim.told import NOT_REMOTE, NOT_TOLD, IncidentTo, Remote, Told, Transition
from almoner.core.coding import VisitFacts
from almoner.core.coverage import AnsweredPerson, Benefits, Coverage


@dataclass(frozen=True, slots=True)
class SentLine:
    """A line that was sent before and neither voided nor rejected. `units` is None where history
    doesn't say; `is_waiting` while its claim is ready and has not left.
    """

    code: str
    modifiers: tuple[str, ...]
    service_on: date
    units: int | None = None
    line_id: int = 0
    provider_npi: str = ""
    is_same_group: bool = True
    is_same_specialty: bool = True
    state: str = ""
    """What became of it, where that is known: paid or denied."""
    claim_id: int = 0
    is_waiting: bool = False


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a payer allowed beforehand and what is left of it, over [since_on, until_on). Empty codes, no
    units and an empty NPI are open; `is_by_visit` counts days of service; `is_pending` until it is decided.
    """

    number: str
    codes: tuple[str, ...] = ()
    since_on: date | None = None
    until_on: date | None = None
    units_left: int | None = None
    provider_npi: str = ""
    is_pending: bool = False
    is_by_visit: bool = False


@dataclass(frozen=True, slots=True)
class LineAround:
    """What is known of a line beside what the claim shows. `certificate` is the kind of CLIA certificate
    (waiver, microscopy, registration, compliance, accreditation); `minutes` of the service or of anesthesia;
    `dose` what was given (`40 mg`); `is_single_dose` the drug's container; `by_assistant` a therapy assistant
    gave more than a tenth; `allowed_cents` what the payer is expected to allow for the line.
    None and empty texts are unknown, but for `clia`: empty means no number.
    """

    clia: str = ""
    certificate: str = ""
    minutes: int | None = None
    dose: str = ""
    is_single_dose: bool | None = None
    by_assistant: bool | None = None
    allowed_cents: int | None = None
    supported_code: str = ""
    """The visit code that the note supports, where somebody has judged it."""
    visit: VisitFacts | None = None
    """The documented elements of a visit, from which the E/M calculator judges the level."""
    has_own_work: bool | None = None
    """A visit's note shows work beyond that of what stands beside it."""
    transition: Transition | None = None
    reading_days: int | None = None
    """Days of the 30 on which a device sent readings."""
    incident_to: IncidentTo | None = None
    remote: Remote = NOT_REMOTE
    medicare_cents: int | None = None
    """What Medicare pays for the line here, to measure the charge by."""


NO_LINE = LineAround()


@dataclass(frozen=True, slots=True)
class Facts:
    """A claim as it is about to leave on `on`, with its surroundings.

    `filing_days` is the payer's limit from its contract; `is_reachable` whether it takes electronic claims.
    `setting` is the form's side of NCCI: practitioner, outpatient or dme. `provider_kind` as in prices, empty
    where unknown; `credentialed` the days [since, until) on which the payer has the rendering provider, no
    day at all where it hasn't (since equals until), None where it isn't known; `documents` the kinds that are
    on file; `therapy_cents` Medicare's allowed amounts of the year so far by discipline (pt_slp, ot).
    `around` has an entry a line, or none at all.
    `authorized_codes` are those that the payer wants to allow beforehand; `benefit_marks` what its answer
    told of the patient beside being covered (advantage, hospice, other_first, used_up, excluded,
    skilled_nursing, home_health, gatekeeper, out_of_network).
    """

    revision: ClaimRevision
    on: date
    coverage: Coverage | None = None
    benefits: Benefits | None = None
    history: tuple[SentLine, ...] = ()
    is_history_whole: bool = False
    """Nobody met the patient but as `history` says; the books of a young practice cannot know that."""
    filing_days: int = 0
    is_reachable: bool = True
    died_on: date | None = None
    setting: str = "practitioner"
    provider_kind: str = ""
    credentialed: tuple[date | None, date | None] | None = None
    documents: frozenset[str] = frozenset()
    therapy_cents: Mapping[str, int] | None = None
    handed_over_on: date | None = None
    around: tuple[LineAround, ...] = ()
    authorizations: tuple[Allowance, ...] = ()
    authorized_codes: frozenset[str] = frozenset()
    benefit_marks: frozenset[str] = frozenset()
    answered_person: AnsweredPerson | None = None
    told: Told = NOT_TOLD
    notices: tuple[ItemNotice, ...] = ()
    """What the patient's advance notices say of services."""
    unknown: frozenset[str] = frozenset()

    def of_line(self, number: int) -> LineAround:
        """What is known around a line, by its number from 1."""
        return self.around[number - 1] if self.around else NO_LINE
