"""The ledger as people read it: the age of receivables, balances as of a day, the roll-forward, the month's
close, and the journal for a general ledger.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from almoner.core.collect.general_ledger import JournalExport, Numbers
from almoner.core.collect.month import MonthClose, MonthFigures, close_month, first_of, next_month
from almoner.core.ledger.accounts import RECEIVABLE, Account, account_name
from almoner.core.ledger.roll_forward import RollForward
from almoner.core.party import Payer, Provider
from almoner.core.report.sheet import Cell, Cents, Column, Sheet
from almoner.core.rules import Finding
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.books.general_ledger import changed_since, keep_export, numbers_of
from almoner.flow.refused import refuse_if
from almoner.store.commit import commit, take_turn
from almoner.store.kept import kept_boards, kept_receivables
from almoner.store.kept.kept_boards import owed_by_kind
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.money import figures as said
from almoner.store.money import ledger
from almoner.store.money.ledger import Aged, JournalLine
from almoner.store.money.patient_kinds import OwedKind
from almoner.store.session import Session

OWED = RECEIVABLE | {Account.COLLECTIONS}
"""The accounts that somebody owes to the practice."""


@dataclass(frozen=True, slots=True)
class Receivables:
    """What is owed by its age on a day: rows of one payer or of patients, the same by the provider of the
    services, and where the answer stands.
    """

    frame: Frame
    on: date
    entry_id: int
    is_now: bool
    aged: tuple[Aged, ...]
    payers: Mapping[int, str]
    providers: Mapping[int, str]

    @property
    def rows(self) -> tuple[Aged, ...]:
        """One row an account and payer."""
        return folded(replace(one, provider_id=0) for one in self.aged)

    @property
    def of_providers(self) -> tuple[Aged, ...]:
        """One row a provider, whoever owes it; the dearest first."""
        rows = folded(replace(one, account="", payer_id=0) for one in self.aged)
        return tuple(sorted(rows, key=lambda row: (-row.total_cents, row.provider_id)))

    @property
    def sums(self) -> tuple[int, ...]:
        """Each age over all rows, in cents."""
        return tuple(sum(ages) for ages in zip(*(row.cents for row in self.aged), strict=True))


def folded(aged: Iterable[Aged]) -> tuple[Aged, ...]:
    """Add up rows of one key; a row without any amount is left out."""
    found: dict[tuple[str, int, int], tuple[int, ...]] = {}
    for one in aged:
        key = (one.account, one.payer_id, one.provider_id)
        before = found.get(key, (0,) * len(one.cents))
        found[key] = tuple(map(sum, zip(before, one.cents, strict=True)))
    return tuple(Aged(*key, cents) for key, cents in found.items() if any(cents))


LATE, NEAR = timedelta(days=366), timedelta(days=92)
"""So far back an earlier day is told by what moved since, and in large books too."""


def receivables(
    actor: Actor, *, on: date, today: date, known_at: datetime | None = None, known: int = 0
) -> Receivables:
    """Return the receivables by age on a day. Of today they come from the cache that `verify` proves; of a
    day that was counted in its night, and into which nothing was posted since, they are what was kept; of
    another within a year what stands now, less what moved since; of any other, or as known at an instant or
    at the audit entry `known`, they come from the postings themselves. Raises NotCounted where that would
    read much of large books.
    """
    with enter(actor, Permission.LEDGER_READ) as session:
        latest = ledger.entry_at(session, known_at)
        entry_id = min(known or latest, latest)
        is_known_now = known_at is None and not known
        is_now = on >= today and is_known_now
        if is_now:
            found = ledger.aging(session, on=on)
        else:
            found = _aged(session, on, entry_id, since_on=today if is_known_now else on)
        return Receivables(
            frame=lists.frame(session, on=today),
            on=on,
            entry_id=entry_id,
            is_now=is_now,
            aged=tuple(found),
            payers={payer.id: payer.name for payer in session.find(Payer)},
            providers={one.id: one.name.listed for one in session.find(Provider)},
        )


def _aged(session: Session, on: date, entry_id: int, *, since_on: date) -> list[Aged]:
    """The receivables of an earlier day, as known at an entry; of the day `since_on` they are told by what
    stands, without reading what was posted up to then.
    """
    counted = kept_receivables.kept(session, on=on, entry_id=entry_id)
    if counted is not None:
        return counted
    if on <= since_on - NEAR or on >= since_on:
        kept_boards.refuse_if_large(session, on=on, entry_id=entry_id)
    if since_on - LATE < on < since_on:
        return ledger.aging_back(session, on=on)
    return ledger.aging_as_of(session, on=on, entry_id=entry_id)


def keep_receivables(actor: Actor, *, on: date) -> None:
    """Keep what was owed by age at the end of each day of the three months up to a day, where nothing that
    holds was kept of it, and forget older days; it changes nothing of the books.
    """
    with enter(actor, Permission.LEDGER_READ) as session:
        kept_receivables.forget(session, before_on=on - NEAR)
        missing = kept_receivables.missing(session, since_on=on - NEAR, until_on=on)
    for day in missing:
        with enter(actor, Permission.LEDGER_READ) as session:
            entry_id = ledger.entry_at(session, None)
            kept_receivables.keep(session, on=day, entry_id=entry_id)


AGED_COLUMNS = tuple(
    Column(name)
    for name in ("owed_by", "account", "provider", "to_30", "to_60", "to_90", "to_120", "over_120", "all")
)


def receivables_sheet(actor: Actor, *, on: date, today: date, known: int = 0) -> Sheet:
    """Return the receivables by age on a day as a table: one row an account, payer and provider."""
    found = receivables(actor, on=on, today=today, known=known)
    rows: list[tuple[Cell, ...]] = [
        (
            found.payers.get(one.payer_id, "") if ":" in one.account else "Patients",
            one.account,
            found.providers.get(one.provider_id, ""),
            *map(Cents, one.cents),
            Cents(one.total_cents),
        )
        for one in found.aged
    ]
    about = (f"As of {on.isoformat()}, by days since the service", f"Known at audit entry {found.entry_id}")
    return Sheet("Receivables", about, AGED_COLUMNS, rows)


@dataclass(frozen=True, slots=True)
class Responsibility:
    """What patients owe at a day's end by the kind of their responsibility, as known at an audit entry."""

    frame: Frame
    on: date
    entry_id: int
    kinds: tuple[OwedKind, ...]

    @property
    def cents(self) -> int:
        """All kinds together: what the account `patient_ar` holds."""
        return sum(one.cents for one in self.kinds)


def responsibility(actor: Actor, *, on: date, today: date, known: int = 0) -> Responsibility:
    """Return what patients owe by kind at a day's end, as known now or at an audit entry."""
    with enter(actor, Permission.LEDGER_READ) as session:
        latest = ledger.entry_at(session, None)
        entry_id = min(known or latest, latest)
        kinds = owed_by_kind(session, on=on, entry_id=entry_id)
        return Responsibility(lists.frame(session, on=today), on, entry_id, tuple(kinds))


def responsibility_sheet(actor: Actor, *, on: date, today: date, known: int = 0) -> Sheet:
    """Return the same as a table."""
    found = responsibility(actor, on=on, today=today, known=known)
    about = (f"As of {on.isoformat()}", f"Known at audit entry {found.entry_id}")
    columns = (Column("kind"), Column("lines"), Column("cents"))
    rows: list[tuple[Cell, ...]] = [(one.kind, one.lines, Cents(one.cents)) for one in found.kinds]
    return Sheet("Patients owe", about, columns, rows)


@dataclass(frozen=True, slots=True)
class Month:
    """A month's roll-forward, what stands against closing it, and its close where it has one."""

    frame: Frame
    roll: RollForward
    against: tuple[Finding, ...]
    close: MonthClose | None
    next_on: date | None = None
    """The first day that is still to be closed; None where nothing was ever posted."""
    renumbered: tuple[JournalExport, tuple[str, ...]] | None = None
    """The latest journal that left, with the accounts that have other numbers by now."""
    next_month_on: date | None = None
    """The month that is to be closed next; None where nothing was ever posted."""


def month(actor: Actor, *, month_on: date, today: date) -> Month:
    """Return a month as its close shows it; a closed one as it was known when it was closed."""
    with enter(actor, Permission.LEDGER_READ) as session:
        closes = [one for one in session.find(MonthClose) if one.month_on == first_of(month_on)]
        close = closes[0] if closes else None
        figures = _figures(session, first_of(month_on), entry_id=close.entry_id if close else None)
        plan = close_month(figures, closed_by=actor.name, ids=iter(range(1, 2)), on=today)
        against = () if close else plan.findings
        closed_on = figures.closed_through_on
        next_on = closed_on + timedelta(days=1) if closed_on else figures.first_on
        owed = _of_receivables(figures.roll)
        renumbered = changed_since(session, first_of(month_on), next_month(month_on))
        return Month(
            lists.frame(session, on=today), owed, against, close, next_on, renumbered, figures.next_month_on
        )


def close_books_of_month(actor: Actor, *, month_on: date, on: date) -> MonthClose:
    """Close a month, or raise Refused with everything that stands against it."""
    with enter(actor, Permission.MONTH_CLOSE) as session:
        take_turn(session)
        figures = _figures(session, first_of(month_on))
        plan = close_month(figures, closed_by=actor.name, ids=session.ids(), on=on)
        refuse_if(plan.findings)
        commit(session, plan, cause=cause(actor, "close", "month"))
        return next(record for record in plan.records if isinstance(record, MonthClose))


def _figures(session: Session, month_on: date, *, entry_id: int | None = None) -> MonthFigures:
    known = ledger.entry_at(session, None) if entry_id is None else entry_id
    until_on = next_month(month_on)
    months = [one.month_on for one in session.find(MonthClose)]
    return MonthFigures(
        roll=RollForward(
            since_on=month_on,
            until_on=until_on,
            entry_id=known,
            opening=ledger.balances(session, before_on=month_on, entry_id=known),
            moves=ledger.moves(session, since_on=month_on, until_on=until_on, entry_id=known),
            closing=ledger.balances(session, before_on=until_on, entry_id=known),
        ),
        closed_through_on=said.closing(session).closed_through_on,
        closed_month_on=max(months, default=None),
        first_on=ledger.first_day(session),
    )


def _of_receivables(roll: RollForward) -> RollForward:
    """The part of a roll-forward that somebody owes to the practice."""
    return RollForward(
        since_on=roll.since_on,
        until_on=roll.until_on,
        entry_id=roll.entry_id,
        opening={account: cents for account, cents in roll.opening.items() if _is_owed(account)},
        moves={key: cents for key, cents in roll.moves.items() if _is_owed(key[0])},
        closing={account: cents for account, cents in roll.closing.items() if _is_owed(account)},
    )


def _is_owed(account: str) -> bool:
    return account_name(account) in OWED


JOURNAL = (
    *(
        Column(name)
        for name in ("date", "number", "name", "account", "reason", "debit_cents", "credit_cents")
    ),
)


def journal(actor: Actor, *, since_on: date, until_on: date, on: date) -> Sheet:
    """Return the journal of [since_on, until_on) for a general ledger: two rows a movement, so that debits
    and credits are equal, each under the number that its account has on the movement's day. That it left is
    kept.
    """
    with enter(actor, Permission.LEDGER_READ) as session:
        take_turn(session)
        entry_id = ledger.entry_at(session, None)
        lines = ledger.journal(session, since_on=since_on, until_on=until_on, entry_id=entry_id)
        numbers = numbers_of(session)
        ids = numbers.within(since_on, until_on)
        last = max((line.entry_id for line in lines), default=0)
        export = JournalExport(0, since_on, until_on, last, actor.name, on, ids)
        keep_export(session, export, cause(actor, "close", "a journal for the general ledger"))
    rows = [row for line in lines for row in _sides(line, numbers)]
    about = (
        f"From {since_on.isoformat()} up to {until_on.isoformat()}, that day not included",
        f"As known at audit entry {entry_id}; postings summed by day, accounts and reason",
    )
    return Sheet("Journal", about, JOURNAL, rows)


def _sides(line: JournalLine, numbers: Numbers) -> Iterator[tuple[Cell, ...]]:
    nothing = Cents(0)
    for account, debit, credit in (
        (line.debit, Cents(line.cents), nothing),
        (line.credit, nothing, Cents(line.cents)),
    ):
        named = numbers.at(account_name(account).value, line.on)
        yield line.on, named.number, named.name, account, line.reason, debit, credit
