"""The close of a month: every day of it closed, the receivables rolled forward and tied, the proof kept."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from almoner.core.ledger.roll_forward import RollForward
from almoner.core.money import in_dollars
from almoner.core.plan import Ids, Plan
from almoner.core.rules import Finding
from almoner.core.rules.finding import Because, Severity

_BECAUSE = Because(card="close/month", source="The practice's books: the receivables roll forward and tie")


@dataclass(frozen=True, slots=True)
class MonthClose:
    """The proof of a closed month: each account's balance at its end, in cents (debits less credits), as
    known at the audit entry `entry_id`. The same question at that entry gets the same answer for ever, so
    `verify` asks it again.
    """

    kind: ClassVar[str] = "month_close"
    id: int
    month_on: date
    closed_by: str
    entry_id: int
    balances: tuple[tuple[str, int], ...]
    version: int = 1


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """What the books say of a month: its roll-forward over every account, and how far months and days are
    closed.
    """

    roll: RollForward
    closed_through_on: date | None
    closed_month_on: date | None
    first_on: date | None
    """The first day with a posting; None without any."""

    @property
    def next_month_on(self) -> date | None:
        """The month that is to be closed next; None where nothing was ever posted."""
        if self.first_on is None:
            return None
        begun = first_of(self.first_on)
        return begun if self.closed_month_on is None else max(begun, next_month(self.closed_month_on))


def first_of(on: date) -> date:
    """Return the first day of a day's month."""
    return on.replace(day=1)


def next_month(month_on: date) -> date:
    """Return the first day of the month after."""
    return first_of(month_on + timedelta(days=31))


def close_month(figures: MonthFigures, *, closed_by: str, ids: Ids, on: date) -> Plan:
    """Return the plan that closes a month, or findings and no record where something stands against it."""
    found = tuple(_findings(figures, on=on))
    if found:
        return Plan(on=on, findings=found)
    close = MonthClose(
        id=next(ids),
        month_on=figures.roll.since_on,
        closed_by=closed_by,
        entry_id=figures.roll.entry_id,
        balances=tuple(sorted(figures.roll.closing.items())),
    )
    return Plan(on=on, records=(close,))


def _findings(figures: MonthFigures, *, on: date) -> list[Finding]:
    roll = figures.roll
    last_on = roll.until_on - timedelta(days=1)
    begun = figures.first_on and first_of(figures.first_on)
    if begun is None or roll.since_on < begun:
        since = f"The books begin in {begun:%B %Y}." if begun else "Nothing was ever posted."
        return [_finding("CLOSE-26", since, "There is nothing to close before.")]
    if figures.closed_month_on is not None and roll.since_on <= figures.closed_month_on:
        return [_finding("CLOSE-21", "This month is closed.", "Correct it on an open day.")]
    found = []
    if last_on >= on:
        found.append(_finding("CLOSE-22", "The month is not over.", "Close it when its last day is past."))
    if figures.next_month_on is not None and figures.next_month_on < roll.since_on:
        still = f"{figures.next_month_on:%B %Y} is still open."
        found.append(_finding("CLOSE-23", still, "Close the months in order."))
    if figures.closed_through_on is None or figures.closed_through_on < last_on:
        found.append(
            _finding(
                "CLOSE-24", "Not every day of it is closed.", f"Close the days up to {last_on.isoformat()}."
            )
        )
    found += [
        _finding(
            "CLOSE-25",
            f"The account {account} does not roll forward: {in_dollars(cents)} off.",
            "Run `almoner verify`.",
            cents=cents,
        )
        for account, cents in roll.off.items()
    ]
    return found


def _finding(edit: str, message: str, mend: str, *, cents: int = 0) -> Finding:
    return Finding(
        edit=edit,
        kind="close",
        severity=Severity.REJECT,
        line=0,
        message=message,
        mend=mend,
        because=_BECAUSE,
        cents=cents,
    )
