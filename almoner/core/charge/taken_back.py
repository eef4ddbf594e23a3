"""Takes a charge line back that was made in error. Promises that its next version says who, when and why,
that exactly its own opening is reversed, and that no cash moves.
"""

from dataclasses import dataclass, replace
from datetime import date

from almoner.core.charge.line import ChargeLine
from almoner.core.ledger import Posting, reversal_of
from almoner.core.plan import Plan, reading


@dataclass(frozen=True, slots=True)
class Error:
    """Who takes a charge back, and why."""

    by: str
    why: str


def taken_back(line: ChargeLine, opened: Posting | None, error: Error, *, on: date) -> Plan:
    """Return the plan that takes a standing line back; `opened` is the posting of its receivable that stands
    (None: it had no charge).
    """
    assert line.stands, "a charge is taken back once"
    assert opened is None or opened.subject.line_id == line.id, "a line's own opening is reversed"
    gone = replace(
        line,
        version=line.version + 1,
        taken_back_on=on,
        taken_back_by=error.by,
        taken_back_why=error.why,
    )
    undone = () if opened is None else (reversal_of(opened, key=f"undo:{opened.key}", on=on),)
    return Plan(on=on, records=(gone,), postings=undone, reads=reading(line))
