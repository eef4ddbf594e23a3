"""Names, addresses and days as a letter shows them. Text of others is shown without its control characters.
"""

from datetime import date

from almoner.core.party import Address, Patient, PersonName

MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


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
    """The name and address of who answers for the bill: the guarantor where there is one, else the patient.
    """
    answers = patient.guarantor or patient
    return [full_name(answers.name), *address_lines(answers.address)]


def day_in_words(on: date) -> str:
    """`March 5, 2026`."""
    return f"{MONTHS[on.month - 1]} {on.day}, {on.year}"


def day_in_figures(on: date) -> str:
    """`03/05/2026`."""
    return f"{on.month:02d}/{on.day:02d}/{on.year}"


def phone_number(phone: str) -> str:
    """Ten digits as `315-555-0100`; anything else as it stands."""
    return f"{phone[:3]}-{phone[3:6]}-{phone[6:]}" if len(phone) == 10 and phone.isdigit() else plain(phone)
