"""A statement as plain text of at most 80 columns, for a screen, a printer without fonts, or a reading
voice.
"""

from itertools import zip_longest
from textwrap import wrap

from almoner.core.money import dollars
from almoner.core.party import Patient, Practice
from almoner.core.report.mail import (
    address_lines,
    addressee,
    ages_in_words,
    day_in_figures,
    day_in_words,
    full_name,
    meanings_in_words,
    pay_link,
    phone_number,
    plain,
    scan_line,
)
from almoner.core.report.statement import Statement
from almoner.core.report.statement_lines import StatementLine

WIDTH = 80
_RULE = "-" * WIDTH


def text(statement: Statement, practice: Practice, patient: Patient, *, pay_at: str = "") -> str:
    """Return the statement: the one number, where it comes from line by line, and how to pay it; `pay_at` is
    its own pay link, where it has one.
    """
    blocks = [
        _head(statement, practice, patient),
        addressee(patient),
        _ask(statement),
        [_RULE],
        *_lines(statement),
        [_RULE],
        _sums(statement),
        *_disputed(statement),
        _how(practice, statement, pay_at),
        [_RULE],
        _coupon(statement, practice, patient),
    ]
    rows = [part for block in _spaced(blocks) for row in block for part in _fit(row)]
    return "\n".join(rows).rstrip() + "\n"


def _spaced(blocks: list[list[str]]) -> list[list[str]]:
    """A blank row after each block that is no rule and doesn't end in one."""
    return [block if block == [_RULE] or block[-1:] == [""] else [*block, ""] for block in blocks]


def _fit(row: str) -> list[str]:
    return [row] if len(row) <= WIDTH else wrap(row, WIDTH)


def _head(statement: Statement, practice: Practice, patient: Patient) -> list[str]:
    left = [plain(practice.name), *address_lines(practice.address), phone_number(practice.phone)]
    right = [
        f"Statement {statement.id}",
        day_in_words(statement.stated_on),
        f"Account {plain(patient.number)}",
        f"Patient {full_name(patient.name)}",
    ]
    return [row for a, b in zip_longest(left, right, fillvalue="") for row in _two(a, b)]


def _two(left: str, right: str) -> list[str]:
    """Two texts on one row, or on two where they don't fit."""
    gap = WIDTH - len(left) - len(right)
    return [f"{left}{' ' * gap}{right}".rstrip()] if gap > 0 else [left, right]


def _ask(statement: Statement) -> list[str]:
    due = f"Please pay ${dollars(statement.due_cents)} by {day_in_words(statement.due_on)}."
    letter = wrap(statement.message, WIDTH)
    if statement.is_by_plan:
        return [due, *letter, f"In all you owe ${dollars(statement.owed_cents)}."]
    if not statement.unapplied_cents:
        return [due, *letter]
    held = dollars(statement.unapplied_cents)
    return [
        due,
        f"You owe ${dollars(statement.owed_cents)}; we hold ${held} of yours that pays a part of it.",
        *letter,
    ]


def _lines(statement: Statement) -> list[list[str]]:
    """The lines, below the name of their patient where the statement is about several."""
    blocks: list[list[str]] = []
    last = 0
    names = {part.patient_id: part.name for part in statement.parts}
    for line in statement.lines:
        if len(names) > 1 and line.patient_id != last:
            blocks.append([f"For {plain(names[line.patient_id])}:", ""])
            last = line.patient_id
        blocks.append([*_line(line), ""])
    return blocks


def _line(line: StatementLine) -> list[str]:
    code = f" ({plain(line.code)})" if line.code else ""
    title = wrap(f"{day_in_figures(line.service_on)}  {plain(line.label)}{code}", WIDTH)
    rows = (
        ("Charged", line.charge_cents, True),
        ("Your insurance paid", -line.insurance_paid_cents, line.insurance_paid_cents != 0),
        ("Taken off by agreement", -line.adjusted_cents, line.adjusted_cents != 0),
        ("You paid", -line.patient_paid_cents, line.patient_paid_cents != 0),
        ("Waiting for your insurance", -line.with_payer_cents, line.with_payer_cents != 0),
        ("You owe", line.owed_cents, True),
    )
    why = wrap(f"Why: {line.why}", WIDTH - 4, initial_indent="    ", subsequent_indent="         ")
    return [
        *title,
        *(_money(words, cents) for words, cents, is_shown in rows if is_shown),
        *(why if line.why else ()),
    ]


def _money(words: str, cents: int) -> str:
    return f"    {words:<50}{dollars(cents):>22}"


def _sums(statement: Statement) -> list[str]:
    rows = [_money("You owe", statement.owed_cents)]
    if statement.unapplied_cents:
        rows.append(_money("Money of yours that we hold", -statement.unapplied_cents))
    rows.append(_money("Please pay", statement.due_cents))
    for told in (ages_in_words(statement), meanings_in_words(statement)):
        rows += ["", *wrap(told, WIDTH)] if told else []
    return rows


def _disputed(statement: Statement) -> list[list[str]]:
    """What somebody looks into: shown, and no part of what is asked for."""
    if not statement.disputed:
        return []
    rows = [
        part
        for line in statement.disputed
        for part in _two(
            f"    {day_in_figures(line.service_on)}  {plain(line.label)}"[: WIDTH - 18],
            dollars(line.owed_cents),
        )
    ]
    return [["You told us that this is wrong. Do not pay it until we have answered you:", *rows]]


def _how(practice: Practice, statement: Statement, pay_at: str) -> list[str]:
    words = (
        f"Questions, a payment plan, or another insurance? Call {phone_number(practice.phone)} before that "
        "day. If a line differs from what your insurance wrote to you, tell us: we look at it together."
    )
    return [*_pay_here(practice, statement, pay_at), *wrap(words, WIDTH)]


def _pay_here(practice: Practice, statement: Statement, pay_at: str) -> list[str]:
    """The address at which this statement can be paid, where there is one; it stands on a row of its own."""
    if practice.pay_url:
        return [f"Pay online: {pay_link(practice, statement)}"]
    return ["See and pay it online:", pay_at, ""] if pay_at else []


def _coupon(statement: Statement, practice: Practice, patient: Patient) -> list[str]:
    to = practice.pay_to or practice.address
    return [
        "Send this part with your check.",
        "",
        *_two(f"Account {plain(patient.number)}", f"Amount due ${dollars(statement.due_cents)}"),
        *_two(f"Statement {statement.id}", f"Due {day_in_words(statement.due_on)}"),
        *_two("", "Amount enclosed $ ____________"),
        "Pay to:",
        plain(practice.name),
        *address_lines(to),
        "",
        scan_line(statement),
    ]
