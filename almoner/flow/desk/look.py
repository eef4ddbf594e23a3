"""What the first screens show: the day's board and the patients. Reads only; each asks access first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache

from almoner.core.coverage.coverage import member_number
from almoner.core.rules.reasons import DEMANDS_REMARK
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.desk.look_schedule import House, house_of
from almoner.flow.patient.desk_notices import OfDay, owed_on
from almoner.flow.policy import policy, reasons
from almoner.store.lists import lists, lists_bookings
from almoner.store.lists.lists import Frame, Page, PatientRow, Sought
from almoner.store.lists.lists_bookings import ANYBODY, Booking, With
from almoner.store.lists.lists_claims import ClaimRow
from almoner.store.lists.order import USUAL, Order
from almoner.store.session import Session

HERE = frozenset({"arrived", "in_room", "done"})
"""Who came."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A booking with the state of its coverage on the day and what to collect (None where nobody can say)."""

    booking: Booking
    coverage: str
    collect_cents: int | None

    @property
    def needs_somebody(self) -> bool:
        """True where the coverage is a question, and of who is in the room without a check-in."""
        return self.in_room or self.has_question

    @property
    def has_question(self) -> bool:
        """True when the coverage is not known to be active and the desk is not done with the patient yet."""
        return self.coverage != "active" and self.at_desk

    @property
    def at_desk(self) -> bool:
        """True while the desk still asks for money, coverage and papers."""
        return self.booking.state in {"booked", "arrived", "in_room"}

    @property
    def in_room(self) -> bool:
        """True when the visit has begun and the patient was not checked in."""
        return self.booking.state == "in_room"


@dataclass(frozen=True, slots=True)
class Board:
    """The day: its rows, and how many of them are here, want somebody, have a coverage question, are in the
    room without a check-in, and what is to collect of them all. `total` is how many the day has of whom is
    asked; where that is more than are shown, or somebody is chosen, `house` says whom and which place one can
    choose.
    """

    frame: Frame
    on: date
    rows: tuple[BoardRow, ...]
    arrived: int
    needing: int
    questions: int
    in_room: int
    collect_cents: int
    shows_money: bool
    notices: OfDay
    total: int
    house: House | None


def board(actor: Actor, *, on: date, of: With = ANYBODY) -> Board:
    """Return the bookings of a day, the first `MOST_BOOKINGS` of them; of a provider or a place where one is
    chosen.
    """
    with enter(actor, Permission.PATIENT_READ) as session:
        rows = tuple(board_row(booking) for booking in lists_bookings.bookings(session, on=on, of=of))
        booked = sum(row.booking.id > 0 for row in rows)
        is_cut = max(booked, len(rows) - booked) >= lists_bookings.MOST_BOOKINGS
        due = [row for row in rows if row.at_desk]
        return Board(
            frame=lists.frame(session, on=on),
            on=on,
            rows=rows,
            arrived=sum(row.booking.state in HERE for row in rows),
            needing=sum(row.needs_somebody for row in rows),
            questions=sum(row.has_question for row in rows),
            in_room=sum(row.in_room for row in rows),
            collect_cents=sum(row.collect_cents or 0 for row in due),
            shows_money=sees_balances(actor),
            notices=owed_on(session, on, on=on) if gives_notices(actor) else OfDay(),
            total=lists_bookings.booking_count(session, on=on, of=of) if is_cut else len(rows),
            house=house_of(session) if is_cut or of != ANYBODY else None,
        )


def gives_notices(actor: Actor) -> bool:
    """True for those who give patients the notices that are owed before a service."""
    return actor.may(Permission.PATIENT_WRITE)


def sees_balances(actor: Actor) -> bool:
    """True for those who work with money; a clinician's screens show none (AHIMA and ACDIS on compliant
    queries).
    """
    return actor.may(Permission.CLAIM_READ) or actor.may(Permission.RECEIPT_TAKE)


def refusal_words(carc: str, remarks: Iterable[str]) -> str:
    """Return our words for a refusal: the reason's, or its remark's where the reason only points to it."""
    table = reasons()
    pointed = [table.label("rarc", code) for code in remarks] if carc in DEMANDS_REMARK else []
    return next((label for label in pointed if label), table.label("carc", carc))


def refusals_of(rows: Iterable[ClaimRow]) -> dict[int, str]:
    """Return our words for what was refused of each claim that has a refusal."""
    return {row.id: refusal_words(row.carc, row.remarks) for row in rows if row.carc}


def owners_of(actor: Actor) -> tuple[str, ...]:
    """Return the owner names that mean this actor: the sign-in name and the roles."""
    return (actor.name, *sorted(actor.roles))


KNOWN = frozenset({"active", "stale", "other_first", "unasked", "refused"})
"""With these the copay on file is asked; with the others nobody can say."""


UNTOLD = frozenset({"unasked", "refused"})
"""With these the payer has named no copay, and a card that names none isn't a copay of nothing."""


def board_row(booking: Booking) -> BoardRow:
    """Return a booking with the state of its coverage, and the copay that was not taken that day."""
    coverage = coverage_state(booking)
    if not booking.asks_copay:
        return BoardRow(booking, coverage, 0)
    copay = booking.policy_copay_cents if booking.copay_cents is None else booking.copay_cents
    is_known = coverage in KNOWN and (booking.copay_cents is not None or copay or coverage not in UNTOLD)
    collect = max(0, copay - booking.taken_cents) if is_known else None
    return BoardRow(booking, coverage, collect)


def coverage_state(booking: Booking) -> str:
    """Return what is known of the first policy on the day of the booking: the payer's word, or why there is
    none.
    """
    if not booking.coverage_id:
        return "none"
    if not booking.is_in_force:
        return "ended"
    if booking.answer != "active":
        return booking.answer or "unasked"
    if booking.names_another:
        return "other_first"
    answered_on = booking.answered_on
    is_old = answered_on is not None and answered_on < booking.starts_at.date() - _stays_fresh()
    return "stale" if is_old else "active"


@cache
def _stays_fresh() -> timedelta:
    """How old an answer may be before a claim would be held for it."""
    return timedelta(days=next(one for one in policy().cards if one.id == "eligibility-fresh").number("days"))


# --------------------------------------------------------------------------------------------------- patients


@dataclass(frozen=True, slots=True)
class Patients:
    """A page of patients, and whether their balances may be seen."""

    frame: Frame
    page: Page[PatientRow]
    shows_money: bool


def patients(actor: Actor, typed: str, *, on: date, order: Order = USUAL, after: int = 0) -> Patients:
    """Return the patients who answer to a typed word: name, birth date, phone, chart number or member id."""
    with enter(actor, Permission.PATIENT_READ) as session:
        page = _first_found(session, readings(typed), on=on, order=order, after=after)
        return Patients(lists.frame(session, on=on), page, sees_balances(actor))


def _first_found(
    session: Session, sought: list[Sought], *, on: date, order: Order, after: int
) -> Page[PatientRow]:
    page: Page[PatientRow] = Page(())
    for one in sought:
        page = lists.patients(session, one, on=on, order=order, after=after)
        if page.rows:
            break
    return page


_BIRTH = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})|(\d{4})-(\d{2})-(\d{2})")
_LONGEST = 80


def readings(typed: str) -> list[Sought]:
    """Return what a typed word may mean, the likeliest first; at most five readings."""
    text = " ".join(typed[:_LONGEST].split())
    if not text:
        return [Sought()]
    if match := _BIRTH.fullmatch(text):
        born = _date(match)
        return [Sought(birth_on=born)] if born else []
    digits = re.sub(r"[ ().+-]", "", text)
    if len(digits) in {10, 11} and digits.isdigit():
        return [Sought(phone=digits[-10:]), Sought(number=text), Sought(member_id=text)]
    if any(sign.isdigit() for sign in text):
        code = text.upper()
        member = member_number(code)
        return [Sought(number=code), Sought(member_id=member), Sought(number=text), Sought(member_id=text)]
    return _names(text)


def _names(text: str) -> list[Sought]:
    last, comma, first = (part.strip() for part in text.partition(","))
    if comma:
        return _also_in_any_case(Sought(last_name=last, first_name=first))
    given, blank, family = text.partition(" ")
    if not blank:
        return [*_also_in_any_case(Sought(last_name=text)), Sought(first_name=text)]
    return [
        Sought(last_name=text),
        Sought(last_name=family, first_name=given),
        Sought(last_name=given, first_name=family),
    ]


def _also_in_any_case(sought: Sought) -> list[Sought]:
    return [sought, replace(sought, in_any_case=True)]


def _date(match: re.Match[str]) -> date | None:
    month, day, year = (match[1], match[2], match[3]) if match[3] else (match[5], match[6], match[4])
    try:
        return datetime(int(year), int(month), int(day)).date()  # noqa: DTZ001 - a birth date has no zone
    except ValueError:
        return None
