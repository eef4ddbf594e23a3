"""The close of a day: records and postings tie, or the day stays open. A closed day takes no posting."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from almoner.core.collect.drawer import DrawerCount
from almoner.core.money import in_dollars
from almoner.core.plan import Ids, Plan
from almoner.core.rules import Finding
from almoner.core.rules.finding import Because, Severity

_BECAUSE = Because(card="close/day", source="The practice's books: every record of money has its postings")


@dataclass(frozen=True, slots=True)
class DayClose:
    """The proof of one closed day, in cents: movements of the day and the standing balances at its end."""

    kind: ClassVar[str] = "day_close"
    id: int
    closed_on: date
    closed_by: str
    payer_cash_cents: int
    receipt_cents: int
    deposit_cents: int
    posting_cents: int
    suspense_cents: int
    undeposited_cents: int
    trial_balance_cents: int
    version: int = 1


@dataclass(frozen=True, slots=True)
class Tie:
    """Two sums that must be equal, in cents: what the records say and what the postings say."""

    record_cents: int
    posting_cents: int


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What the books say of one day, as sums that the flow loads. A reversal counts against what it
    reverses.
    """

    payer_cash: Tie
    """Of the day: amounts (BPR02) of remittances posted; net postings to `cash` without deposits."""
    receipts: Tie
    """Of the day: receipts received; RECEIPT postings."""
    allocations: Tie
    """Of the day: allocations made; ALLOCATION postings."""
    slips: Tie
    """Of the day: deposits of kind slip; DEPOSIT_RECEIPTS postings."""
    bank: Tie
    """Of the day: deposits of kinds eft and check; DEPOSIT_CASH postings."""
    drawer: Tie
    """At its end: receipts without a deposit; the balance of `undeposited`."""
    unapplied: Tie
    """At its end: receipts less their allocations; what `unapplied` owes to patients (credit less debit)."""
    posting_cents: int
    """Of the day: all postings."""
    suspense_cents: int
    """At its end: what `suspense` holds (credit less debit)."""
    suspense_owner_count: int
    """At its end: open tasks that own a part of it."""
    debit_cents: int
    """At its end: debits of all accounts."""
    credit_cents: int
    """At its end: credits of all accounts."""
    open_since_on: date | None = None
    """The first day with postings that is not closed; None without any."""
    closed_through_on: date | None = None
    """The last closed day; None before the first."""
    count: DrawerCount | None = None
    """How the drawer was counted on the day; None where nobody did."""
    is_count_open: bool = False
    """True while nobody has decided about the difference of that count."""


def close_day(figures: DayFigures, *, closed_by: str, ids: Ids, on: date) -> Plan:
    """Return the plan that closes the day `on`, or findings and no record where something doesn't tie."""
    found = (*_order_findings(figures, on=on), *_tie_findings(figures), *_balance_findings(figures))
    if found:
        return Plan(on=on, findings=found)
    close = DayClose(
        id=next(ids),
        closed_on=on,
        closed_by=closed_by,
        payer_cash_cents=figures.payer_cash.posting_cents,
        receipt_cents=figures.receipts.posting_cents,
        deposit_cents=figures.slips.posting_cents + figures.bank.posting_cents,
        posting_cents=figures.posting_cents,
        suspense_cents=figures.suspense_cents,
        undeposited_cents=figures.drawer.posting_cents,
        trial_balance_cents=figures.debit_cents - figures.credit_cents,
    )
    return Plan(on=on, records=(close,))


def _order_findings(figures: DayFigures, *, on: date) -> list[Finding]:
    if figures.closed_through_on is not None and on <= figures.closed_through_on:
        return [_finding("CLOSE-01", "This day is closed.", "Post what is still to come on an open day.")]
    if figures.open_since_on is not None and figures.open_since_on < on:
        day = figures.open_since_on.isoformat()
        return [
            _finding("CLOSE-02", f"An earlier day is still open: {day}.", "Close the days in their order.")
        ]
    return []


def _tie_findings(figures: DayFigures) -> list[Finding]:
    ties = (
        ("CLOSE-03", figures.payer_cash, "Posted remittances", "the postings to cash"),
        ("CLOSE-04", figures.receipts, "Receipts", "their postings"),
        ("CLOSE-05", figures.allocations, "Allocations", "their postings"),
        ("CLOSE-06", figures.slips, "Deposit slips", "their postings"),
        ("CLOSE-07", figures.bank, "Payer deposits", "their postings"),
        ("CLOSE-08", figures.drawer, "Receipts in the drawer", "the account undeposited"),
        ("CLOSE-09", figures.unapplied, "Receipts less allocations", "the account unapplied"),
    )
    return [
        _finding(
            edit,
            f"{records} ({in_dollars(tie.record_cents)}) differ "
            f"from {postings} ({in_dollars(tie.posting_cents)}).",
            "Run `almoner verify`: it names the record or posting that has no counterpart.",
            cents=tie.record_cents - tie.posting_cents,
        )
        for edit, tie, records, postings in ties
        if tie.record_cents != tie.posting_cents
    ]


def _balance_findings(figures: DayFigures) -> list[Finding]:
    found = []
    if off := figures.debit_cents - figures.credit_cents:
        found.append(
            _finding(
                "CLOSE-10", f"The trial balance is {in_dollars(off)}.", "Run `almoner verify`.", cents=off
            )
        )
    if figures.suspense_cents and not figures.suspense_owner_count:
        found.append(
            _finding(
                "CLOSE-11",
                f"Suspense holds {in_dollars(figures.suspense_cents)} and nobody owns it.",
                "Give each suspended amount a task with an owner and a day.",
                cents=figures.suspense_cents,
            )
        )
    if figures.count is not None and figures.is_count_open:
        found.append(
            _finding(
                "CLOSE-12",
                f"The count of the drawer is off, and nobody has decided. {figures.count.difference}.",
                "Correct a receipt and count again, or a manager closes the work with what was decided.",
                cents=figures.count.off_cash_cents + figures.count.off_check_cents,
            )
        )
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
