"""What a note lacks: a sentence, its mend, when it is wanted, and where the note speaks of it."""

from dataclasses import dataclass

from almoner.core.chart.template import Must
from almoner.core.coding.words import Span


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Something that a note doesn't show. `check` names the check and what it is about; `evidence` are places
    of the note, none where nothing stands there. Texts quote no note.
    """

    check: str
    says: str
    mend: str
    must: Must
    evidence: tuple[Span, ...] = ()
