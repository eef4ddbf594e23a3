"""What the edits look at: one claim revision and what is known around it, on a day.

Promises to tell ignorance from absence: a path in `unknown` was not given, so the edits that need it stay
silent and say so; anything else that is empty is a fact. A claim from the books has no unknown path.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.claim.revision import ClaimRevision
from almoner.core.coverage import Benefits, Coverage


@dataclass(frozen=True, slots=True)
class SentLine:
    """A line that was sent before and neither voided nor rejected. `units` is None where history
    doesn't say.
    """

    code: str
    modifiers: tuple[str, ...]
    service_on: date
    units: int | None = None
    line_id: int = 0
    provider_npi: str = ""
    is_same_group: bool = True
    is_same_specialty: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """A claim as it is about to leave on `on`, with its surroundings.

    `filing_days` is the payer's limit from its contract; `is_reachable` whether it takes electronic claims.
    """

    revision: ClaimRevision
    on: date
    coverage: Coverage | None = None
    benefits: Benefits | None = None
    history: tuple[SentLine, ...] = ()
    filing_days: int = 0
    is_reachable: bool = True
    died_on: date | None = None
    unknown: frozenset[str] = frozenset()
