"""A bank's statement in BAI2: files, groups, accounts and their entries, as the rows of a bank's list.

Promises that a file is read whole, with every trailer's count and total tied, or refused with the record, the
rule and the mend; no message repeats what the file says. The layout is that of the Cash Management Balance
Reporting Specifications, version 2.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from almoner.core.collect import BankRow, DepositKind
from almoner.core.wire.bank_csv import MAX_BYTES, MAX_ROWS, MOST_FAULTS, BankListError

OPENING = b"01,"
_CREDITS, _DEBITS = range(100, 400), range(400, 700)
_SLIPS = frozenset({172, 174, 175, 176, 301, 302, 303, 306, 308})
"""What the branch counted from our slip: deposits of checks and cash."""
_CHECKS = frozenset({115, 116, 118})
"""What a lockbox took in."""
_MOST_TRACE, _MOST_PAYER = 50, 80
_TRN = re.compile(r"TRN\*1\*([^*~\\]{1,50})(?:\*([^*~\\]{0,80}))?")
"""The reassociation trace, as CCD+ and CTX transfers carry it in their text."""
_DAY = re.compile(r"\d{6}", re.ASCII)
_CENTS = re.compile(r"\d{1,15}", re.ASCII)
_SIGNED = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_FUNDS_FIELDS = {"": 1, "0": 1, "1": 1, "2": 1, "Z": 1, "V": 3}
"""Fields that a funds type takes, itself among them; S has four, D a count and two for each."""


@dataclass(frozen=True, slots=True)
class _Record:
    """One record with its continuations: the number of its first line, its code, fields and lines. No slash
    at its end leaves its last field, an entry's text, open.
    """

    number: int
    code: str
    fields: list[str]
    line_count: int
    is_open: bool


def read_bai2(content: bytes) -> tuple[BankRow, ...]:
    """Return the entries of a BAI2 file that move money, numbered from 1; debits are negative.

    A transfer's trace is its TRN, else the customer's reference, else the bank's. Raises BankListError.
    """
    reading = _Reading()
    for record in _records(_text(content)):
        reading.take(record)
        if len(reading.faults) >= MOST_FAULTS:
            reading.faults.append("The rest was not looked at.")
            break
    if reading.faults:
        raise BankListError(reading.faults)
    if reading.open_levels:
        raise BankListError(["The file's trailer (99) is missing: the file was cut; fetch it again."])
    return tuple(reading.rows)


def _text(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise BankListError([f"The file is larger than {MAX_BYTES} bytes: fetch fewer days."])
    try:
        return content.decode("ascii")
    except UnicodeDecodeError:
        raise BankListError(["The file is not ASCII, which BAI2 is: fetch it again."]) from None


def _records(text: str) -> Iterator[_Record]:
    """Yield each record with its continuations (88) joined; a slash ends the fields of a record."""
    held: _Record | None = None
    for number, line in enumerate(text.splitlines(), 1):
        code, _, rest = line.rstrip().partition(",")
        if not code:
            continue
        fields, is_open = rest.removesuffix("/").split(","), not rest.endswith("/")
        if code == "88" and held is not None:
            if held.is_open:
                fields[0] = held.fields.pop() + fields[0]
            held = _Record(held.number, held.code, [*held.fields, *fields], held.line_count + 1, is_open)
            continue
        if held is not None:
            yield held
        held = _Record(number, code, fields, 1, is_open)
    if held is not None:
        yield held


@dataclass(slots=True)
class _Level:
    """An open file, group or account: what its trailer must say."""

    total: int = 0
    children: int = 0
    lines: int = 0


@dataclass(slots=True)
class _Reading:
    """The file so far: its rows, what is wrong with it, and the levels that are open."""

    rows: list[BankRow] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    open_levels: list[_Level] = field(default_factory=list)
    posted_on: date | None = None
    is_done: bool = False

    def take(self, record: _Record) -> None:
        """Lay one record on what was read; a record out of its place is a fault."""
        depth = len(self.open_levels)
        wanted = {"01": 0, "02": 1, "03": 2, "16": 3, "49": 3, "98": 2, "99": 1}.get(record.code)
        if wanted is None or wanted != depth or self.is_done:
            self._blame(record, "it does not stand where its kind belongs; fetch the file again.")
            return
        for level in self.open_levels:
            level.lines += record.line_count
        match record.code:
            case "01" | "03":
                self.open_levels.append(_Level(lines=record.line_count))
                self._account_total(record)
            case "02":
                self.open_levels.append(_Level(lines=record.line_count))
                self._open_group(record)
            case "16":
                self._entry(record)
            case _:
                self._close(record)

    def _blame(self, record: _Record, rule: str) -> None:
        self.faults.append(f"Line {record.number}, record {record.code[:2]!r}: {rule}")

    def _open_group(self, record: _Record) -> None:
        day = record.fields[3] if len(record.fields) > 3 else ""
        self.posted_on = _day(day)
        if self.posted_on is None:
            self._blame(record, "its as-of date must be written YYMMDD; fetch the file again.")

    def _account_total(self, record: _Record) -> None:
        """An account's own summary amounts count in its control total."""
        if record.code != "03":
            return
        amounts, fields = 0, record.fields[2:]
        while len(fields) >= 2:
            if fields[1] and _SIGNED.fullmatch(fields[1]) is None:
                self._blame(record, "a summary amount must be a whole number of cents.")
                return
            amounts += int(fields[1] or 0)
            step = _funds(fields[3] if len(fields) > 3 else "", fields[4:])
            fields = fields[3 + step :]
        self.open_levels[-1].total = amounts

    def _entry(self, record: _Record) -> None:
        fields = record.fields
        if len(fields) < 2 or not fields[0].isdecimal() or _CENTS.fullmatch(fields[1]) is None:
            self._blame(record, "an entry has a type code and an amount in cents; fetch the file again.")
            return
        kind, cents = int(fields[0]), int(fields[1])
        self.open_levels[-1].total += cents
        if kind not in _CREDITS and kind not in _DEBITS:
            return
        if len(self.rows) >= MAX_ROWS:
            self._blame(record, f"a file has at most {MAX_ROWS} entries; fetch fewer days.")
        elif cents and self.posted_on is not None:
            self._add(fields, kind, cents)

    def _add(self, fields: list[str], kind: int, cents: int) -> None:
        assert self.posted_on is not None, "an entry stands in a group"
        step = _funds(fields[2] if len(fields) > 2 else "", fields[3:])
        bank, customer, *told = [*fields[2 + step :], "", ""]
        found = _TRN.search(",".join(told))
        trace = (found[1] if found else "") or customer or bank or f"line-{len(self.rows) + 1}"
        self.rows.append(
            BankRow(
                number=len(self.rows) + 1,
                posted_on=self.posted_on,
                kind=_kind(kind),
                trace=_plain(trace)[:_MOST_TRACE],
                payer=_plain(found[2] or "" if found else "")[:_MOST_PAYER],
                cents=cents if kind in _CREDITS else -cents,
            )
        )

    def _close(self, record: _Record) -> None:
        level = self.open_levels.pop()
        told = [text for text in record.fields if _SIGNED.fullmatch(text)]
        counts = [level.total] + ([] if record.code == "49" else [level.children]) + [level.lines]
        if len(told) != len(record.fields) or [int(text) for text in told] != counts:
            self._blame(
                record, "its totals and counts are not those of what stands above; fetch the file again."
            )
        if self.open_levels:
            self.open_levels[-1].total += level.total
            self.open_levels[-1].children += 1
        self.is_done = record.code == "99"


def _funds(kind: str, rest: list[str]) -> int:
    """How many fields a funds type takes, itself among them."""
    if kind == "S":
        return 4
    if kind == "D":
        count = int(rest[0]) if rest and rest[0].isdecimal() and len(rest[0]) < 4 else 0
        return 2 + 2 * count
    return _FUNDS_FIELDS.get(kind, 1)


def _day(text: str) -> date | None:
    """A day of this century, YYMMDD."""
    if _DAY.fullmatch(text) is None:
        return None
    try:
        return date(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return None


def _kind(code: int) -> DepositKind:
    if code in _SLIPS:
        return DepositKind.SLIP
    return DepositKind.CHECK if code in _CHECKS else DepositKind.EFT


def _plain(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable()).strip()
