"""What a rule says about a claim: a sentence, a mend and its proof. Every finding cites the card it comes
from.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding stops: `reject` must not leave, `hold` leaves after a person decides, the others
    only speak.
    """

    REJECT = "reject"
    HOLD = "hold"
    WARN = "warn"
    INFO = "info"


STOPPING = frozenset({Severity.REJECT, Severity.HOLD})


@dataclass(frozen=True, slots=True)
class Because:
    """The proof of a finding: the card, its source and the very row, or the fields (`last first`), that it
    rests on.
    """

    card: str
    source: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule speaks about one claim (`line` 0) or one of its lines (from 1). Texts never hold a patient's
    data.
    """

    edit: str
    kind: str
    severity: Severity
    line: int
    message: str
    mend: str
    because: Because
    expected_denial: str = ""
    cents: int = 0

    @property
    def is_stopping(self) -> bool:
        """True when the claim may not leave as it is."""
        return self.severity in STOPPING


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a draft from standing, in a sentence, and which of its fields (`last first`) that is
    about.
    """

    said: str
    fields: str = ""
