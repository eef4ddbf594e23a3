"""Names, addresses, days and ages as a letter shows them. Text of others loses its control characters."""

from datetime import date

from almoner.core.money import dollars
from almoner.core.party import Address, Patient, PersonName, Practice
from almoner.core.report.language import ENGLISH, Language
from almoner.core.report.statement import AGES, Statement
from almoner.core.report.statement_lines import meanings


def plain(text: str) -> str:
    """The text on one line, with a blank for whatever cannot be printed."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def full_name(name: PersonName) -> str:
    """`Helen M Okafor Jr`."""
    return plain(f"{name.first} {name.middle} {name.last} {name.suffix}")


def address_lines(address: Address) -> list[str]:
    """The lines of an address below the name; a nine-digit ZIP gets its dash."""
    zip_code = f"{address.zip[:5]}-{address.zip[5:]}" if len(address.zip) == 9 else address.zip
    lines = (address.line1, address.line2, f"{address.city}, {address.state} {zip_code}")
    return [plain(line) for line in lines if line]


def addressee(patient: Patient) -> list[str]:
    """The name and address of who answers for the bill: the guarantor if there is one, else the patient."""
    answers = patient.guarantor or patient
    return [full_name(answers.name), *address_lines(answers.address)]


def day_in_words(on: date) -> str:
    """`March 5, 2026`."""
    return ENGLISH.day_in_words(on)


def day_in_figures(on: date) -> str:
    """`03/05/2026`."""
    return f"{on.month:02d}/{on.day:02d}/{on.year}"


def phone_number(phone: str) -> str:
    """Ten digits as `315-555-0100`; anything else as it stands."""
    return f"{phone[:3]}-{phone[3:6]}-{phone[6:]}" if len(phone) == 10 and phone.isdigit() else plain(phone)


def ages_in_words(statement: Statement, language: Language = ENGLISH) -> str:
    """How old what is owed is, as one sentence; nothing where all of it is new."""
    ages = [
        language.say("{first} to {last} days ${amount}", first=first, last=last, amount=dollars(cents))
        if last
        else language.say("over {days} days ${amount}", days=first - 1, amount=dollars(cents))
        for (first, last), cents in zip(AGES, statement.aged_cents, strict=True)
        if cents
    ]
    if not any(statement.aged_cents[1:]):
        return ""
    return language.say("How long it is yours: {ages}.", ages=", ".join(ages))


def meanings_in_words(statement: Statement, language: Language = ENGLISH) -> str:
    """What the words of insurance on a statement mean, in one row; nothing where it uses none."""
    told = meanings(statement.lines)
    return " ".join(f"{language.told(word).capitalize()}: {language.told(means)}." for word, means in told)


def pay_link(practice: Practice, statement: Statement) -> str:
    """The practice's pay page with the statement's number and its check digit; nothing that names a
    person.
    """
    number = f"{statement.id:012d}"
    return f"{plain(practice.pay_url)}?statement={number}{_check_digit(number)}"


def scan_line(statement: Statement) -> str:
    """The coupon's line for a scanner: statement, cents to pay, last day, and a check digit over them
    (Luhn).
    """
    parts = (f"{statement.id:012d}", f"{statement.due_cents:010d}", f"{statement.due_on:%Y%m%d}")
    return f"{' '.join(parts)} {_check_digit(''.join(parts))}"


def _check_digit(digits: str) -> int:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    return -total % 10
