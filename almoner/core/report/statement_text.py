"""A statement as plain text of at most 80 columns, for a screen, a printer without fonts, or a reading
voice.
"""

from itertools import zip_longest
from textwrap import wrap

from almoner.core.money import dollars
from almoner.core.party import Patient, Practice
from almoner.core.report.language import ENGLISH, Language
from almoner.core.report.mail import (
    address_lines,
    addressee,
    ages_in_words,
    day_in_figures,
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


def text(
    statement: Statement,
    practice: Practice,
    patient: Patient,
    *,
    pay_at: str = "",
    language: Language = ENGLISH,
) -> str:
    """Return the statement: the one number, where it comes from line by line, and how to pay it; `pay_at` is
    its own pay link, where it has one.
    """
    blocks = [
        _head(statement, practice, patient, language),
        addressee(patient),
        _ask(statement, language),
        [_RULE],
        *_lines(statement, language),
        [_RULE],
        _sums(statement, language),
        *_disputed(statement, language),
        _how(practice, statement, pay_at, language),
        [_RULE],
        _coupon(statement, practice, patient, language),
    ]
    rows = [part for block in _spaced(blocks) for row in block for part in _fit(row)]
    return "\n".join(rows).rstrip() + "\n"


def _spaced(blocks: list[list[str]]) -> list[list[str]]:
    """A blank row after each block that is no rule and doesn't end in one."""
    return [block if block == [_RULE] or block[-1:] == [""] else [*block, ""] for block in blocks]


def _fit(row: str) -> list[str]:
    return [row] if len(row) <= WIDTH else wrap(row, WIDTH)


def _head(statement: Statement, practice: Practice, patient: Patient, to: Language) -> list[str]:
    left = [plain(practice.name), *address_lines(practice.address), phone_number(practice.phone)]
    right = [
        to.say("Statement {number}", number=statement.id),
        to.day_in_words(statement.stated_on),
        to.say("Account {number}", number=plain(patient.number)),
        to.say("Patient {name}", name=full_name(patient.name)),
    ]
    return [row for a, b in zip_longest(left, right, fillvalue="") for row in _two(a, b)]


def _two(left: str, right: str) -> list[str]:
    """Two texts on one row, or on two where they don't fit."""
    gap = WIDTH - len(left) - len(right)
    return [f"{left}{' ' * gap}{right}".rstrip()] if gap > 0 else [left, right]


def _ask(statement: Statement, to: Language) -> list[str]:
    amount, day = dollars(statement.due_cents), to.day_in_words(statement.due_on)
    due = to.say("Please pay ${amount} by {day}.", amount=amount, day=day)
    letter = wrap(to.told(statement.message), WIDTH)
    owed = dollars(statement.owed_cents)
    if statement.is_by_plan:
        return [due, *letter, to.say("In all you owe ${amount}.", amount=owed)]
    if not statement.unapplied_cents:
        return [due, *letter]
    held = dollars(statement.unapplied_cents)
    both = to.say("You owe ${owed}; we hold ${held} of yours that pays a part of it.", owed=owed, held=held)
    return [due, both, *letter]


def _lines(statement: Statement, to: Language) -> list[list[str]]:
    """The lines, below the name of their patient where the statement is about several."""
    blocks: list[list[str]] = []
    last = 0
    names = {part.patient_id: part.name for part in statement.parts}
    for line in statement.lines:
        if len(names) > 1 and line.patient_id != last:
            blocks.append([to.say("For {name}:", name=plain(names[line.patient_id])), ""])
            last = line.patient_id
        blocks.append([*_line(line, to), ""])
    return blocks


def _line(line: StatementLine, to: Language) -> list[str]:
    code = f" ({plain(line.code)})" if line.code else ""
    title = wrap(f"{day_in_figures(line.service_on)}  {plain(to.told(line.label))}{code}", WIDTH)
    rows = (
        ("Charged", line.charge_cents, True),
        ("Your insurance paid", -line.insurance_paid_cents, line.insurance_paid_cents != 0),
        ("Taken off by agreement", -line.adjusted_cents, line.adjusted_cents != 0),
        ("You paid", -line.patient_paid_cents, line.patient_paid_cents != 0),
        ("Waiting for your insurance", -line.with_payer_cents, line.with_payer_cents != 0),
        ("You owe", line.owed_cents, True),
    )
    reason = to.say("Why: {why}", why=to.why(line.why))
    why = wrap(reason, WIDTH - 4, initial_indent="    ", subsequent_indent="         ")
    return [
        *title,
        *(_money(to.told(words), cents) for words, cents, is_shown in rows if is_shown),
        *(why if line.why else ()),
    ]


def _money(words: str, cents: int) -> str:
    return f"    {words:<50}{dollars(cents):>22}"


def _sums(statement: Statement, to: Language) -> list[str]:
    rows = [_money(to.told("You owe"), statement.owed_cents)]
    if statement.unapplied_cents:
        rows.append(_money(to.told("Money of yours that we hold"), -statement.unapplied_cents))
    rows.append(_money(to.told("Please pay"), statement.due_cents))
    for told in (ages_in_words(statement, to), meanings_in_words(statement, to)):
        rows += ["", *wrap(told, WIDTH)] if told else []
    return rows


def _disputed(statement: Statement, to: Language) -> list[list[str]]:
    """What somebody looks into: shown, and no part of what is asked for."""
    if not statement.disputed:
        return []
    rows = [
        part
        for line in statement.disputed
        for part in _two(
            f"    {day_in_figures(line.service_on)}  {plain(to.told(line.label))}"[: WIDTH - 18],
            dollars(line.owed_cents),
        )
    ]
    return [[to.told("You told us that this is wrong. Do not pay it until we have answered you:"), *rows]]


QUESTIONS = (
    "Questions, a payment plan, or another insurance? Call {phone} before that day. If a line differs from "
    "what your insurance wrote to you, tell us: we look at it together."
)


def _how(practice: Practice, statement: Statement, pay_at: str, to: Language) -> list[str]:
    words = to.say(QUESTIONS, phone=phone_number(practice.phone))
    return [*_pay_here(practice, statement, pay_at, to), *wrap(words, WIDTH)]


def _pay_here(practice: Practice, statement: Statement, pay_at: str, to: Language) -> list[str]:
    """The address at which this statement can be paid, where there is one; it stands on a row of its own."""
    if practice.pay_url:
        return [to.say("Pay online: {address}", address=pay_link(practice, statement))]
    return [to.told("See and pay it online:"), pay_at, ""] if pay_at else []


def _coupon(statement: Statement, practice: Practice, patient: Patient, to: Language) -> list[str]:
    account = to.say("Account {number}", number=plain(patient.number))
    number = to.say("Statement {number}", number=statement.id)
    return [
        to.told("Send this part with your check."),
        "",
        *_two(account, to.say("Amount due ${amount}", amount=dollars(statement.due_cents))),
        *_two(number, to.say("Due {day}", day=to.day_in_words(statement.due_on))),
        *_two("", f"{to.told('Amount enclosed')} $ ____________"),
        to.told("Pay to:"),
        plain(practice.name),
        *address_lines(practice.pay_to or practice.address),
        "",
        scan_line(statement),
    ]
