"""The text of a statement: within 80 columns whatever the names are, with the one number first, and nothing
hidden.
"""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.ledger import Reason
from almoner.core.money import dollars
from almoner.core.party import Address, PersonName
from almoner.core.report import PatientAccount, Statement, text
from almoner.core.report.mail import scan_line
from almoner.core.report.statement_text import WIDTH
from tests.core.report.samples import PATIENT, PRACTICE, TODAY, account, line, moved, told


def statement() -> Statement:
    made = told(account()).statement
    assert made is not None
    return made


def test_the_one_number_comes_first_and_on_the_coupon() -> None:
    shown = text(statement(), PRACTICE, PATIENT)
    assert "Please pay $30.00 by March 26, 2026." in shown
    assert "Amount due $30.00" in shown.partition("Send this part")[2]
    assert shown.index("Please pay") < shown.index("Office visit")


def test_it_goes_to_who_answers_for_the_bill() -> None:
    rows = text(statement(), PRACTICE, PATIENT).splitlines()
    assert "Samuel Okoro" in rows
    assert "Patient Ada N Okoro" in rows[3]


def test_each_line_shows_its_sum_and_its_reason() -> None:
    shown = text(statement(), PRACTICE, PATIENT)
    for each in statement().lines:
        assert each.label in shown
        assert dollars(each.charge_cents) in shown
        assert each.why in shown
    assert "Why: Your deductible $30.00; your coinsurance $15.00." in shown


def test_money_goes_where_the_practice_wants_it() -> None:
    box = Address(line1="PO Box 9", city="Syracuse", state="NY", zip="13201")
    assert "PO Box 9" in text(statement(), replace(PRACTICE, pay_to=box), PATIENT)
    assert "PO Box 9" not in text(statement(), PRACTICE, PATIENT)


TEXTS = st.text(min_size=1, max_size=120)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_no_name_breaks_the_page(last: str, street: str, practice: str, label: str) -> None:
    patient = replace(
        PATIENT,
        guarantor=None,
        name=PersonName(last=last, first="Ada"),
        address=replace(PATIENT.address, line1=street),
    )
    whole = statement()
    named = replace(whole, lines=tuple(replace(line, label=label) for line in whole.lines))
    shown = text(named, replace(PRACTICE, name=practice), patient)
    rows = shown.split("\n")
    assert all(len(row) <= WIDTH for row in rows)
    assert all(row.isprintable() for row in rows)


def test_the_words_of_insurance_that_it_uses_are_explained() -> None:
    shown = " ".join(text(statement(), PRACTICE, PATIENT).split())
    assert "Deductible: what you pay yourself each year before your plan begins to pay." in shown
    assert "Coinsurance: your share of the price after that." in shown
    assert "Copay:" not in shown
    plain = replace(statement(), lines=tuple(replace(line, why="") for line in statement().lines))
    assert "Deductible:" not in text(plain, PRACTICE, PATIENT)


def test_the_age_is_shown_only_where_something_is_old() -> None:
    new = statement()
    assert "How long" not in text(new, PRACTICE, PATIENT)
    old = replace(new.lines[0], owed_since_on=TODAY - timedelta(days=45))
    aged = replace(new, lines=(old, *new.lines[1:]))
    assert "How long it is yours: 31 to 60 days $35.00." in text(aged, PRACTICE, PATIENT)


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.dates(TODAY, TODAY + timedelta(days=900)), st.data())
def test_the_scan_line_catches_any_wrong_digit(
    number: int, cents: int, due_on: date, data: st.DataObject
) -> None:
    """Luhn's check: the sum is a multiple of ten, and no longer so when one digit is read wrong."""
    line = scan_line(
        replace(statement(), id=number, owed_cents=cents, unapplied_cents=0, due_on=due_on, parts=())
    )
    digits = [int(sign) for sign in line if sign.isdigit()]
    assert len(digits) == 31
    assert luhn(digits) % 10 == 0
    place = data.draw(st.integers(0, 30))
    digits[place] = (digits[place] + data.draw(st.integers(1, 9))) % 10
    assert luhn(digits) % 10 != 0


def luhn(digits: list[int]) -> int:
    return sum(
        (2 * digit - 9 * (digit > 4)) if place % 2 else digit for place, digit in enumerate(reversed(digits))
    )


def other() -> PatientAccount:
    """A brother of the patient, who owes too."""
    own = replace(line(9, "93000", 2_000), patient_id=2, visit_id=9)
    brother = replace(PATIENT, id=2, name=replace(PATIENT.name, first="Bo"))
    return PatientAccount(brother, (own,), {9: (moved(Reason.SELF_PAY_CHARGE, 2_000, line_id=9),)})


def test_each_line_stands_below_the_name_of_its_patient() -> None:
    made = told(account(), other()).statement
    assert made is not None
    rows = text(made, PRACTICE, PATIENT).splitlines()
    ada, bo = rows.index("For Ada Okoro:"), rows.index("For Bo Okoro:")
    assert ada < bo < next(place for place, row in enumerate(rows) if "(93000)" in row and place > bo)
    assert "Please pay $50.00" in "\n".join(rows)
    assert "For Ada" not in text(statement(), PRACTICE, PATIENT)


def test_the_letter_and_the_plan_have_their_words() -> None:
    assert statement().message in " ".join(text(statement(), PRACTICE, PATIENT).split())
    made = told(replace(account(), plan_cents=1_000)).statement
    assert made is not None
    shown = text(made, PRACTICE, PATIENT)
    assert "Please pay $10.00 by" in shown
    assert "In all you owe $35.00." in shown


def test_the_pay_link_has_the_number_and_its_check_digit_and_no_name() -> None:
    assert "online" not in text(statement(), PRACTICE, PATIENT)
    shown = text(statement(), replace(PRACTICE, pay_url="https://pay.example.org/x"), PATIENT)
    (row,) = (row for row in shown.splitlines() if row.startswith("Pay online: "))
    assert row.startswith("Pay online: https://pay.example.org/x?statement=000000004711")
    assert luhn([int(sign) for sign in row.partition("=")[2]]) % 10 == 0
    assert "Okoro" not in row
