"""The check-in sheet of a booking: what covers the visit and how fresh that is, what may be given, what to
ask for and why. Reads only; taking money and checking in are acts of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.collect.due_today import AtDesk, DueToday, due_today
from almoner.core.coverage.authorization import Authorization, AuthorizationState
from almoner.core.schedule import Appointment
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.desk.look import BoardRow, board_row, sees_balances
from almoner.flow.desk.schedule import Policy, policies_on
from almoner.flow.patient.authorize import Allowed, allowed
from almoner.flow.patient.desk_notices import Due, Sort, offers_of
from almoner.flow.patient.desk_notices import due_of as notices_of
from almoner.flow.patient.sign_form import Forms, forms_of
from almoner.store.lists import lists, lists_bookings, lists_notices
from almoner.store.lists.lists import Frame
from almoner.store.money.disputes import disputed_cents, disputes_of
from almoner.store.past import person
from almoner.store.session import Session

REMEMBERED = timedelta(days=180)
"""So long an authorization that ended still explains what is lacking."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A booking on its sheet. `row` is as the board shows it; `due` is None for those who see no money."""

    frame: Frame
    appointment: Appointment
    row: BoardRow
    policies: tuple[Policy, ...]
    allowed: tuple[Allowed, ...]
    due: DueToday | None
    forms: Forms
    notices: tuple[Due, ...] = ()
    """What is owed before the service, each with its last day."""
    offers: tuple[Sort, ...] = ()
    """What can be given though nothing is owed, for the day's coverage."""
    lapsed: tuple[Authorization, ...] = ()
    """Authorizations that ended not long before the day, the last first."""


def check_in_sheet(actor: Actor, appointment_id: int, *, on: date) -> CheckIn:
    """Return the sheet of a booking as it stands, or raise NotFound."""
    with enter(actor, Permission.ELIGIBILITY_ASK) as session:
        appointment = session.get(Appointment, appointment_id)
        return _sheet(session, appointment, on, shows_money=sees_balances(actor))


def patient_of(actor: Actor, appointment_id: int) -> int:
    """Return whose booking it is, or raise NotFound."""
    with enter(actor, Permission.PATIENT_READ) as session:
        return session.get(Appointment, appointment_id).patient_id


def _sheet(session: Session, appointment: Appointment, on: date, *, shows_money: bool) -> CheckIn:
    day = appointment.starts_at.date()
    row = board_row(lists_bookings.booking(session, appointment.id, on=day))
    whole = person(session, appointment.patient_id)
    known = allowed(whole)
    needs = lists_notices.needs_of(session, appointment.id, on=on)
    return CheckIn(
        frame=lists.frame(session, on=on),
        appointment=appointment,
        row=row,
        policies=policies_on(session, appointment.patient_id, day),
        allowed=tuple(one for one in known if one.authorization.covers(day)),
        lapsed=_lapsed([one.authorization for one in known], day),
        due=due_of(session, row, on=on) if shows_money else None,
        forms=forms_of(session, appointment, on=on),
        notices=notices_of(needs) if needs else (),
        offers=offers_of(needs) if needs else (),
    )


def _lapsed(known: Iterable[Authorization], day: date) -> tuple[Authorization, ...]:
    ended = [
        one
        for one in known
        if one.state is AuthorizationState.APPROVED
        and one.last_on is not None
        and day - REMEMBERED <= one.last_on < day
    ]
    return tuple(sorted(ended, key=lambda one: (one.last_on, one.id), reverse=True))


def due_of(session: Session, row: BoardRow, *, on: date) -> DueToday:
    """Return what to ask for at the desk, part by part; nothing of what is disputed."""
    known = row.booking
    owed = {known.patient_id: known.owed_cents}
    disputes = disputes_of(session, [known.patient_id] if known.owed_cents > 0 else [], on=on)
    apart = disputed_cents(session, owed, disputes).get(known.patient_id, 0)
    can_say = row.collect_cents is not None or row.coverage == "none"
    copay = known.policy_copay_cents if known.copay_cents is None else known.copay_cents
    copay = copay if known.asks_copay else 0
    return due_today(
        AtDesk(
            copay_cents=copay if can_say else None,
            is_answered=known.copay_cents is not None,
            taken_cents=known.taken_cents,
            owed_cents=known.owed_cents - apart,
            held_cents=known.unapplied_cents,
        )
    )
