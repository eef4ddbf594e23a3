"""A day's funnel as it was known then, beside the funnel as it is known now, and what lies between.

Promises that what was missing then, less what was finished, plus what came to be missing, and what changed in
worth, is what is missing now, in count and in cents.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from almoner.core.charge.funnel import Case, gaps


@dataclass(frozen=True, slots=True)
class Change:
    """A case that stood elsewhere then, or that nobody knew of (`then` None)."""

    then: Case | None
    now: Case | None

    @property
    def case(self) -> Case:
        """Return it as it stands now, as it stood where it is gone."""
        found = self.now or self.then
        assert found is not None, "a change is of something"
        return found


@dataclass(frozen=True, slots=True)
class Sum:
    """How many cases, and their cents."""

    count: int
    cents: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What was missing then, what became of it, and what is missing now."""

    missing_then: Sum
    finished: Sum
    came: Sum
    revalued_cents: int
    missing_now: Sum
    changes: tuple[Change, ...]

    @property
    def closes(self) -> bool:
        """True when the parts lead from what was missing then to what is missing now."""
        count = self.missing_then.count - self.finished.count + self.came.count
        cents = self.missing_then.cents - self.finished.cents + self.came.cents + self.revalued_cents
        return (count, cents) == (self.missing_now.count, self.missing_now.cents)


def difference(then: Iterable[Case], now: Iterable[Case], *, on: date) -> Difference:
    """Return what lies between two looks at the cases of a day that was due by `on`."""
    known, stands = {_key(one): one for one in then}, {_key(one): one for one in now}
    before = {_key(one): one for one in gaps(known.values(), on=on)}
    after = {_key(one): one for one in gaps(stands.values(), on=on)}
    both = before.keys() & after.keys()
    changes = [
        Change(known.get(key), stands.get(key))
        for key in sorted(known.keys() | stands.keys())
        if _place(known.get(key)) != _place(stands.get(key))
    ]
    return Difference(
        missing_then=_sum(before.values()),
        finished=_sum(one for key, one in before.items() if key not in both),
        came=_sum(one for key, one in after.items() if key not in both),
        revalued_cents=sum(after[key].cents - before[key].cents for key in both),
        missing_now=_sum(after.values()),
        changes=tuple(changes),
    )


def _key(case: Case) -> tuple[int, int]:
    """A booking stays itself when its visit begins."""
    return case.appointment_id, 0 if case.appointment_id else case.visit_id


def _place(case: Case | None) -> str:
    return case.place if case else ""


def _sum(cases: Iterable[Case]) -> Sum:
    rows = tuple(cases)
    return Sum(len(rows), sum(one.cents for one in rows))
