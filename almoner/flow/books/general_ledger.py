"""The practice's own general ledger: under which number and name each account stands there, by day; and the
journals that left for it.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from almoner.core.collect.general_ledger import (
    AccountNumber,
    JournalExport,
    Named,
    Numbers,
    Shipped,
    Wanted,
    faults,
    read_numbers,
    set_numbers,
)
from almoner.core.plan import Plan
from almoner.core.pricing.rows import Fault
from almoner.core.report.sheet import Column, Sheet
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.once import first_act
from almoner.flow.rate_files import as_csv, rows_of
from almoner.flow.refused import refusal, refuse_all
from almoner.store.commit import Cause, commit, take_turn
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.session import NotFound, Session

P = Permission
COLUMNS = (Column("account"), Column("number"), Column("name"), Column("since"))


@dataclass(frozen=True, slots=True)
class Row:
    """An account on a day; `word` is the practice's own, None where the shipped number counts."""

    account: str
    named: Named
    is_balance: bool
    word: AccountNumber | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a list would make of an account, on the day from which it holds."""

    account: str
    was: Named
    will_be: Named


@dataclass(frozen=True, slots=True)
class Screen:
    """The accounts as they are on a day, by number; the journals that left under other numbers than count by
    now; a list that was looked at, with what it changes or what is wrong with it.
    """

    frame: Frame
    on: date
    rows: tuple[Row, ...]
    exports: tuple[JournalExport, ...]
    preview: tuple[Change, ...] | None = None
    text: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountPage:
    """An account as it is on a day, all that was ever said of it, the latest first, and the journals that
    left under another number than counts by now.
    """

    frame: Frame
    row: Row
    shipped: Named
    history: tuple[AccountNumber, ...]
    changed: tuple[JournalExport, ...]


@cache
def shipped() -> Mapping[str, Shipped]:
    """Return what each of our accounts is where a practice has not said."""
    table = files("almoner").joinpath("policy", "ledger", "general_ledger.csv")
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {
        row["account"]: Shipped(Named(row["number"], row["name"]), row["statement"] == "balance")
        for row in rows
    }


def numbers_of(session: Session) -> Numbers:
    """Return the practice's numbers (inside another flow's session)."""
    return Numbers(shipped(), session.find(AccountNumber))


def screen(actor: Actor, *, on: date, at: date | None = None) -> Screen:
    """Return the accounts as they are on a day, today unless it is named."""
    with enter(actor, P.SETUP_WRITE) as session:
        return _screen(session, numbers_of(session), on=on, at=at or on)


def _screen(session: Session, numbers: Numbers, *, on: date, at: date) -> Screen:
    rows = [_row(numbers, account, at) for account in numbers.shipped]
    exports = session.find(JournalExport)
    changed = [one for one in _latest(exports) if numbers.changed(one)]
    return Screen(
        lists.frame(session, on=on),
        at,
        tuple(sorted(rows, key=lambda row: (row.named.number, row.account))),
        tuple(changed),
    )


def _row(numbers: Numbers, account: str, on: date) -> Row:
    is_balance = numbers.shipped[account].is_balance
    return Row(account, numbers.at(account, on), is_balance, numbers.word(account, on))


def _latest(exports: Sequence[JournalExport]) -> list[JournalExport]:
    """The latest journal of each span of days, the latest span first."""
    found = {(one.since_on, one.until_on): one for one in sorted(exports, key=lambda one: one.id)}
    return [found[span] for span in sorted(found, reverse=True)]


def account_page(actor: Actor, account: str, *, on: date) -> AccountPage:
    """Return an account with its history, or raise NotFound."""
    with enter(actor, P.SETUP_WRITE) as session:
        numbers = numbers_of(session)
        if account not in numbers.shipped:
            raise NotFound("no such account")
        own = [one for one in numbers.own if one.account == account]
        exports = _latest(session.find(JournalExport))
        return AccountPage(
            lists.frame(session, on=on),
            _row(numbers, account, on),
            numbers.shipped[account].named,
            tuple(sorted(own, key=lambda one: one.id, reverse=True)),
            tuple(one for one in exports if account in numbers.changed(one)),
        )


def set_number(actor: Actor, wanted: Wanted, *, on: date) -> tuple[AccountNumber, ...]:
    """Say what accounts are from a day on; what was said before stands in the history. Refused where a number
    would be of two names or of two statements, or nothing changes.
    """
    with enter(actor, P.SETUP_WRITE) as session:
        take_turn(session)
        if (first := first_act(session, actor, AccountNumber)) is not None:
            return (first,)
        numbers = numbers_of(session)
        _refuse(numbers, wanted, on=on)
        plan = set_numbers(numbers, wanted, by=actor.name, ids=session.ids(), on=on)
        if plan.is_empty:
            raise refusal("GL-04", "Every account is so on that day.", "Give another number, name or day.")
        commit(session, plan, cause=cause(actor, "setup", wanted.why or "numbers of the general ledger"))
        return tuple(one for one in plan.records if isinstance(one, AccountNumber))


def _refuse(numbers: Numbers, wanted: Wanted, *, on: date) -> None:
    found = faults(numbers, wanted, on=on)
    refuse_all(refusal(one.edit, one.message, one.mend, one.field) for one in found)


def preview(actor: Actor, content: bytes, since_on: date, *, on: date) -> Screen:
    """Return what a list (CSV or workbook: account, number, name) would change from a day on, or its faults
    by row and field. Accounts that it leaves out stay as they are.
    """
    with enter(actor, P.SETUP_WRITE) as session:
        numbers = numbers_of(session)
        shown = _screen(session, numbers, on=on, at=since_on)
        told, text, wrong = _read(content, numbers)
        if wrong:
            return replace(shown, faults=tuple(wrong))
        _refuse(numbers, Wanted(told, since_on), on=on)
        changes = [
            Change(account, numbers.at(account, since_on), named)
            for account, named in told.items()
            if numbers.at(account, since_on) != named
        ]
        return replace(shown, preview=tuple(changes), text=text)


def load(
    actor: Actor, content: bytes, since_on: date, *, on: date, why: str = ""
) -> tuple[AccountNumber, ...]:
    """Take a list over from a day on, all of it or nothing."""
    with enter(actor, P.SETUP_WRITE) as session:
        told, _, wrong = _read(content, numbers_of(session))
    if wrong:
        refuse_all(refusal("GL-01", str(one), one.mend, "text") for one in wrong)
    return set_number(actor, Wanted(told, since_on, why), on=on)


def _read(content: bytes, numbers: Numbers) -> tuple[dict[str, Named], str, list[Fault]]:
    rows, wrong = rows_of(content)
    if wrong:
        return {}, "", wrong
    told, wrong = read_numbers(rows, numbers)
    return told, as_csv(rows), wrong


def numbers_sheet(actor: Actor, *, on: date) -> Sheet:
    """Return the accounts as they are on a day, as a list that can be loaded again."""
    with enter(actor, P.SETUP_WRITE) as session:
        numbers = numbers_of(session)
        rows = [_row(numbers, account, on) for account in numbers.shipped]
    cells = [
        (row.account, row.named.number, row.named.name, row.word.since_on if row.word else None)
        for row in rows
    ]
    return Sheet("General ledger", (f"As of {on.isoformat()}",), COLUMNS, cells)


def keep_export(session: Session, export: JournalExport, because: Cause) -> None:
    """Keep that a journal left, once for what it says (inside another flow's session)."""
    before = session.find(JournalExport, since_on=export.since_on, until_on=export.until_on)
    said = [(one.entry_id, one.number_ids) for one in before[-1:]]
    if said == [(export.entry_id, export.number_ids)]:
        return
    plan = Plan(on=export.taken_on, records=(replace(export, id=next(session.ids())),))
    commit(session, plan, cause=because)


def changed_since(
    session: Session, since_on: date, until_on: date
) -> tuple[JournalExport, tuple[str, ...]] | None:
    """Return the latest journal of some days with the accounts that have other numbers by now; None where
    none left or nothing has changed (inside another flow's session).
    """
    exports = session.find(JournalExport, since_on=since_on, until_on=until_on)
    if not exports:
        return None
    changed = numbers_of(session).changed(exports[-1])
    return (exports[-1], changed) if changed else None
