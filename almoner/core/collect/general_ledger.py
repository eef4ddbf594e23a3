"""Under which number and name each of our accounts stands in the practice's own general ledger, by day.

Promises that what was said is never changed, only followed by a later word; that a number bears one name and
is of one statement on every day; and that an account without a word of the practice has the shipped number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from almoner.core.plan import Ids, Plan
from almoner.core.pricing.rows import MOST_FAULTS, Fault, Row, cells, columns, read_each

NUMBER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,18}[A-Za-z0-9])?")
LONGEST_NAME = 60
LONGEST_WHY = 200
EARLIEST = date(1990, 1, 1)
AHEAD = timedelta(days=366)
"""How far ahead a number may be set."""
_COLUMNS: Mapping[str, frozenset[str]] = {
    "account": frozenset({"account"}),
    "number": frozenset({"number", "no", "account number", "gl number"}),
    "name": frozenset({"name", "account name"}),
}
MOST_ACCOUNTS = 200


@dataclass(frozen=True, slots=True)
class Named:
    """What an account is in a general ledger."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Shipped:
    """What an account is where the practice has not said: `is_balance` tells the balance sheet from the
    statement of results.
    """

    named: Named
    is_balance: bool


@dataclass(frozen=True, slots=True)
class AccountNumber:
    """The practice's word of what an account is from a day on: the latest word for a day counts."""

    kind: ClassVar[str] = "account_number"
    id: int
    account: str
    number: str
    name: str
    since_on: date
    set_by: str
    set_on: date
    why: str = ""
    version: int = 1

    @property
    def named(self) -> Named:
        """What it says."""
        return Named(self.number, self.name)


@dataclass(frozen=True, slots=True)
class JournalExport:
    """A journal that left for a general ledger: of which days, as known at which audit entry, under which of
    the practice's numbers.
    """

    kind: ClassVar[str] = "journal_export"
    id: int
    since_on: date
    until_on: date
    entry_id: int
    taken_by: str
    taken_on: date
    number_ids: tuple[int, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True)
class Numbers:
    """The shipped numbers by account, and all that the practice ever said."""

    shipped: Mapping[str, Shipped]
    own: Sequence[AccountNumber] = ()

    def word(self, account: str, on: date) -> AccountNumber | None:
        """Return the practice's word that counts for an account on a day, None where there is none."""
        said = (one for one in self.own if one.account == account and one.since_on <= on)
        return max(said, key=_rank, default=None)

    def at(self, account: str, on: date) -> Named:
        """Return what an account is on a day."""
        word = self.word(account, on)
        return word.named if word else self.shipped[account].named

    def within(self, since_on: date, until_on: date) -> tuple[int, ...]:
        """Return the ids of the words that count on some day of [since_on, until_on), in order."""
        days = {since_on, *(one.since_on for one in self.own if since_on < one.since_on < until_on)}
        found = (self.word(account, on) for account in self.shipped for on in days)
        return tuple(sorted({word.id for word in found if word}))

    def changed(self, export: JournalExport) -> tuple[str, ...]:
        """Return the accounts whose numbers or names in an exported journal are others by now."""
        then = Numbers(self.shipped, [one for one in self.own if one.id in export.number_ids])
        words = [one for one in self.own if export.since_on < one.since_on < export.until_on]
        days = {export.since_on, *(one.since_on for one in words)}
        return tuple(
            account
            for account in self.shipped
            if any(then.at(account, on) != self.at(account, on) for on in days)
        )


def _rank(one: AccountNumber) -> tuple[date, int]:
    return one.since_on, one.id


@dataclass(frozen=True, slots=True)
class Wanted:
    """What accounts are to be from a day on, and why."""

    named: Mapping[str, Named]
    since_on: date
    why: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """What stands against numbers: by which rule, what mends it, and which field it is about."""

    edit: str
    message: str
    mend: str
    field: str = ""


def faults(numbers: Numbers, wanted: Wanted, *, on: date) -> list[Clash]:
    """Return what stands against numbers, on the first day and on every later one on which one changes."""
    found = [*_shapes(numbers, wanted, on=on)]
    if found:
        return found
    later = {one.since_on for one in numbers.own if one.since_on > wanted.since_on}
    after = Numbers(numbers.shipped, [*numbers.own, *_words(numbers, wanted)])
    for day in sorted({wanted.since_on, *later}):
        found += _clashes(after, day)
        if found:
            break
    return found


def _shapes(numbers: Numbers, wanted: Wanted, *, on: date) -> Iterator[Clash]:
    if not EARLIEST <= wanted.since_on <= on + AHEAD:
        why = "The first day is not between 1990 and a year ahead."
        yield Clash("GL-02", why, "Give another day.", "since")
    if len(wanted.why) > LONGEST_WHY or (wanted.why and not wanted.why.isprintable()):
        yield Clash("GL-02", f"The reason is longer than {LONGEST_WHY} signs.", "Shorten it.", "why")
    for account, named in wanted.named.items():
        if account not in numbers.shipped:
            yield Clash("GL-01", "There is no such account.", "Take the names of the list.", "account")
        elif wrong := wrong_with(named):
            yield Clash("GL-01", f"{account}: {wrong.rule}", wrong.mend, wrong.field)


def wrong_with(named: Named) -> Fault | None:
    """Return what is wrong with a number or name by itself."""
    if not NUMBER.fullmatch(named.number):
        rule = "a number has 1 to 20 letters, digits, dots or dashes, and begins and ends with none of those."
        return Fault(0, "number", rule, "Give it as 1200 or 4000-10.")
    if not named.name or len(named.name) > LONGEST_NAME or not named.name.isprintable():
        rule = f"a name has 1 to {LONGEST_NAME} signs on one line."
        return Fault(0, "name", rule, "Give the name of the account in your chart.")
    return None


def _words(numbers: Numbers, wanted: Wanted) -> list[AccountNumber]:
    """The words that are new, as if they were the latest."""
    last = max((one.id for one in numbers.own), default=0)
    return [
        AccountNumber(last + place, account, named.number, named.name, wanted.since_on, "", wanted.since_on)
        for place, (account, named) in enumerate(wanted.named.items(), 1)
    ]


def _clashes(numbers: Numbers, on: date) -> Iterator[Clash]:
    """Accounts that share a number must share its name, and be of one statement."""
    by_number: dict[str, str] = {}
    for account, shipped in numbers.shipped.items():
        named = numbers.at(account, on)
        first = by_number.setdefault(named.number, account)
        if numbers.at(first, on).name != named.name:
            why = f"On {on.isoformat()} {account} has the number of {first} under another name."
            yield Clash("GL-03", why, "Give both one name, or one of them another number.", "number")
        elif numbers.shipped[first].is_balance is not shipped.is_balance:
            why = f"On {on.isoformat()} {account} has the number of {first}, which is of the other statement."
            mend = "A number is of the balance sheet or of the results, never of both."
            yield Clash("GL-03", why, mend, "number")


def set_numbers(numbers: Numbers, wanted: Wanted, *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan of new words; empty where every account is so already on the day."""
    assert not faults(numbers, wanted, on=on), "the flow shows the faults first"
    records = tuple(
        AccountNumber(
            id=next(ids),
            account=account,
            number=named.number,
            name=named.name,
            since_on=wanted.since_on,
            set_by=by,
            set_on=on,
            why=wanted.why,
        )
        for account, named in wanted.named.items()
        if numbers.at(account, wanted.since_on) != named
    )
    return Plan(on=on, records=records)


@dataclass(frozen=True, slots=True)
class _Told:
    account: str
    named: Named

    @property
    def key(self) -> str:
        return self.account


def read_numbers(rows: Sequence[Row], numbers: Numbers) -> tuple[dict[str, Named], list[Fault]]:
    """Return what a file's rows (columns account, number, name) say, and its faults by row. A file with a
    fault says nothing.
    """
    if len(rows) > MOST_ACCOUNTS:
        return {}, [Fault(0, "", f"it has more than {MOST_ACCOUNTS} rows.", "Give one row an account.")]

    def read(number: int, row: Sequence[str], places: Mapping[str, int]) -> _Told | Fault:
        return _told(number, row, places, numbers)

    twice = ("the account stands twice.", "Keep one of the rows.")
    found, wrong = read_each(rows, columns(rows, _COLUMNS, frozenset()), read, twice)
    wrong = [replace(one, field="account") if one.field == "code" else one for one in wrong]
    if not found and not wrong:
        wrong.append(Fault(0, "", "it has no row.", "Give a row for each account."))
    return ({} if wrong else {one.account: one.named for one in found}), wrong[: MOST_FAULTS + 1]


def _told(number: int, row: Sequence[str], places: Mapping[str, int], numbers: Numbers) -> _Told | Fault:
    told = cells(row, places, frozenset())
    if isinstance(told, str):
        return Fault(number, told, "a column is missing.", "Give every row as many cells as the first.")
    if told["account"] not in numbers.shipped:
        return Fault(number, "account", "there is no such account.", "Take the names of the exported file.")
    named = Named(told["number"], told["name"])
    wrong = wrong_with(named)
    return replace(wrong, row=number) if wrong else _Told(told["account"], named)
