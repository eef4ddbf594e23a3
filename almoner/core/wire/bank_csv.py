"""The bank's list of what reached the account, and our deposit slip, as CSV.

Promises that a list is read whole or refused whole with every fault named by row, field, rule and mend, and
that no message repeats what the file says.
"""

import csv
import io
import re
from collections.abc import Callable
from datetime import date

from almoner.core.collect import BankRow, Deposit, DepositKind

HEADER = ("date", "kind", "trace", "payer", "cents")
SLIP_HEADER = ("id", "on", "cents")
MAX_BYTES = 10_000_000
MAX_ROWS = 100_000
MOST_FAULTS = 50
KINDS = {"eft": DepositKind.EFT, "check": DepositKind.CHECK, "deposit": DepositKind.SLIP}

_DATE = re.compile(r"(20\d\d)-(\d\d)-(\d\d)", re.ASCII)
_CENTS = re.compile(r"-?\d{1,12}", re.ASCII)
_MOST_SIGNS = {"trace": 50, "payer": 80}


class BankListError(ValueError):
    """The list cannot be used, and nothing of it was. `faults` are sentences for the person who sent it."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = tuple(faults)


def read_bank_list(content: bytes) -> tuple[BankRow, ...]:
    """Return the rows of a bank's list, numbered from 1 after the header. Raises BankListError."""
    rows: list[BankRow] = []
    faults: list[str] = []
    for number, fields in enumerate(_fields(content), 1):
        found = _faults(number, fields)
        faults += found
        if len(faults) >= MOST_FAULTS:
            faults = [*faults[:MOST_FAULTS], "The rest was not looked at."]
            break
        if not found:
            rows.append(_row(number, fields))
    if faults:
        raise BankListError(faults)
    return tuple(rows)


def write_slip(slip: Deposit) -> tuple[str, bytes]:
    """Return the file name and the bytes of a deposit slip for the bank."""
    assert slip.deposit_kind is DepositKind.SLIP, "only a slip goes to the bank"
    rows = f"{','.join(SLIP_HEADER)}\n{slip.trace},{slip.deposited_on.isoformat()},{slip.cents}\n"
    return f"deposit-{slip.trace}.csv", rows.encode("ascii")


def _fields(content: bytes) -> list[list[str]]:
    """Return the fields of each row below the header."""
    if len(content) > MAX_BYTES:
        raise BankListError([f"The file is larger than {MAX_BYTES} bytes: send a list of fewer days."])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BankListError(["The file is not text in UTF-8: save it as CSV in UTF-8."]) from None
    try:
        table = [fields for fields in csv.reader(io.StringIO(text, newline=""), strict=True) if fields]
    except csv.Error:
        raise BankListError(["The file is not CSV: see that every opening quote is closed."]) from None
    if not table or tuple(table[0]) != HEADER:
        raise BankListError([f"The first row is not the header: it must read {','.join(HEADER)}."])
    if not text.endswith(("\n", "\r")):
        raise BankListError(["The last row has no end: the file was cut; send it whole, with a line break."])
    if len(table) > MAX_ROWS + 1:
        raise BankListError([f"The file has more than {MAX_ROWS} rows: send a list of fewer days."])
    return table[1:]


def _faults(number: int, fields: list[str]) -> list[str]:
    if len(fields) != len(HEADER):
        return [f"Row {number} has not {len(HEADER)} fields: see that no comma is missing or unquoted."]
    return [
        f"Row {number}, {name}: {_RULES[name][1]}"
        for name, text in zip(HEADER, fields, strict=True)
        if not _RULES[name][0](text)
    ]


def _row(number: int, fields: list[str]) -> BankRow:
    on, kind, trace, payer, cents = fields
    return BankRow(
        number=number,
        posted_on=date.fromisoformat(on),
        kind=KINDS[kind],
        trace=trace,
        payer=payer,
        cents=int(cents),
    )


def _is_date(text: str) -> bool:
    if _DATE.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_trace(text: str) -> bool:
    return 0 < len(text) <= _MOST_SIGNS["trace"] and text.isprintable() and text == text.strip()


def _is_payer(text: str) -> bool:
    return len(text) <= _MOST_SIGNS["payer"] and (not text or text.isprintable())


def _is_cents(text: str) -> bool:
    return _CENTS.fullmatch(text) is not None and int(text) != 0


_RULES: dict[str, tuple[Callable[[str], bool], str]] = {
    "date": (_is_date, "a day is written YYYY-MM-DD; write it so."),
    "kind": (KINDS.__contains__, f"the kind is one of {', '.join(KINDS)}; map the bank's own word to one."),
    "trace": (_is_trace, "a trace has 1 to 50 printable signs; ask the bank for the number of the transfer."),
    "payer": (_is_payer, "a payer has at most 80 printable signs; shorten it or leave it empty."),
    "cents": (_is_cents, "an amount is a whole number of cents, not zero; write 125.00 as 12500."),
}
