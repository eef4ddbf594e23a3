"""The global periods of surgery: what was done before, by the same group and specialty, and for how long its
fee covers what follows. Promises to count the lines of the claim and those that were sent alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.claim.edits.sheet import Fees, Sheet, sent_before
from almoner.core.claim.facts import Facts

DAYS = {"000": 0, "010": 10, "090": 90}
"""Days behind the day of surgery that its fee covers (CMS fee schedule, global days)."""
NO_TAIL = frozenset({"54", "56", "78", "80", "81", "82", "AS"})
"""Without the care that follows, or by someone who has none: no tail of one's own."""

_LONGEST = timedelta(days=max(DAYS.values()))


@dataclass(frozen=True, slots=True)
class Surgery:
    """Something with a global period: `number` is its line in the claim, 0 where it was sent before."""

    code: str
    days: str
    on: date
    number: int
    modifiers: tuple[str, ...]

    @property
    def last_on(self) -> date:
        """The last day that the fee covers."""
        return self.on + timedelta(days=DAYS[self.days])

    @property
    def row(self) -> str:
        """The proof, as a finding shows it."""
        return f"{self.code} on {self.on}: global {self.days}, last day {self.last_on}"


class _Near:
    """The days on which a surgery could touch a service of one day."""

    def __init__(self, on: date) -> None:
        self.first_on, self.last_on = on - _LONGEST, on + _LONGEST

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first_on <= day <= self.last_on


def is_anything_near(facts: Facts, on: date) -> bool:
    """Something was sent before that could touch a service of a day."""
    near = _Near(on)
    return any(sent.service_on in near for sent in facts.history)


def surgeries(fees: Fees, sheet: Sheet, on: date) -> Iterator[Surgery]:
    """What has a global period by the fee schedule of a day, and could touch a service of it."""
    for entry in sheet.entries:
        line = entry.line
        days = entry.value("global_days")
        if days in DAYS:
            yield Surgery(line.code, days, line.service_on, entry.number, line.modifiers)
    if sheet.facts.revision.frequency != "1":
        return
    for sent in sent_before(sheet.facts, _Near(on)):
        row = fees.row(sent.code, "", on)
        if row is not None and row.get("global_days") in DAYS:
            yield Surgery(sent.code, row.get("global_days"), sent.service_on, 0, sent.modifiers)
