"""How each kind of act is taken back: by the same flow, right and reversal as from its own page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from almoner.flow.access import Actor, Permission
from almoner.flow.claim import hand_over, release
from almoner.flow.collect import absence, adjust
from almoner.flow.desk import notices, recurring, schedule
from almoner.flow.follow import other_payer_undone
from almoner.flow.patient import comment, register
from almoner.flow.remit import post, suspense, undone, variance
from almoner.flow.scrub import rule_stop
from almoner.flow.setup import fee_schedules, payer_contracts
from almoner.flow.work import work_views
from almoner.web import offers
from almoner.web.door import Caller

WHY = "Taken back within a minute."
P = Permission


@dataclass(frozen=True, slots=True)
class Way:
    """Who may take a kind of act back, and how."""

    permission: Permission
    take_back: Callable[[Actor, int, date], object]


def _act(actor: Actor, record_id: int, on: date) -> None:
    adjust.take_back(actor, record_id, on=on, why=WHY)


def _proposal(actor: Actor, record_id: int, on: date) -> None:
    adjust.decline(actor, record_id, on=on, why=WHY)


def _payment(actor: Actor, record_id: int, on: date) -> None:
    """Undo the posting and let the payment wait again, as before it was posted."""
    post.reverse(actor, record_id, on=on, reason=WHY)
    undone.take_up_again(actor, record_id, on=on, reason=WHY)


def _placing(actor: Actor, record_id: int, on: date) -> None:
    suspense.take_placing_back(actor, record_id, on=on, why=WHY)


def _disputed(actor: Actor, record_id: int, on: date) -> None:
    variance.withdraw(actor, record_id, on=on, why=WHY)


def _released(actor: Actor, record_id: int, on: date) -> None:
    release.call_back(actor, record_id, on=on)


def _moved(actor: Actor, entry: int, on: date) -> None:
    hand_over.take_back(actor, entry, on=on)


def _billed_elsewhere(actor: Actor, claim_id: int, on: date) -> None:
    other_payer_undone.take_back(actor, claim_id, on=on, reason=WHY)


def _commented(actor: Actor, record_id: int, on: date) -> None:
    comment.take_back(actor, record_id, on=on)


def _noticed(actor: Actor, record_id: int, on: date) -> None:
    notices.open_again(actor, record_id, on=on)


def _doubled(actor: Actor, booking_id: int, on: date) -> None:
    register.cancel(actor, booking_id, on=on, reason=WHY)


def _series(actor: Actor, booking_id: int, on: date) -> None:
    recurring.cancel_series(actor, booking_id, on=on, reason=WHY)


def _shifted(actor: Actor, booking_id: int, on: date) -> None:
    schedule.move_back(actor, booking_id, on=on)


def _cancelled(actor: Actor, booking_id: int, on: date) -> None:
    schedule.stand_again(actor, booking_id, on=on)


def _checked_in(actor: Actor, booking_id: int, on: date) -> None:
    schedule.not_here(actor, booking_id, on=on)


def _missed(actor: Actor, booking_id: int, on: date) -> None:
    absence.take_back(actor, booking_id, on=on, reason=WHY)


def _waived(actor: Actor, booking_id: int, on: date) -> None:
    absence.ask_again(actor, booking_id, on=on, reason=WHY)


def _view(actor: Actor, view_id: int, on: date) -> None:
    work_views.take_up(actor, view_id, on=on)


def _contract(actor: Actor, contract_id: int, on: date) -> None:
    payer_contracts.withdraw(actor, contract_id, on=on, why=WHY)


def _fees(actor: Actor, schedule_id: int, on: date) -> None:
    fee_schedules.withdraw(actor, schedule_id, on=on, why=WHY)


def _stop(actor: Actor, stop_id: int, on: date) -> None:
    rule_stop.take_back(actor, stop_id, on=on, why=WHY)


WAYS: Mapping[str, Way] = {
    "posted": Way(P.BALANCE_ADJUST, _act),
    "proposed": Way(P.BALANCE_ADJUST, _proposal),
    "payment": Way(P.REMITTANCE_REVERSE, _payment),
    "placing": Way(P.SUSPENSE_PLACE, _placing),
    "released": Way(P.CLAIM_SEND, _released),
    "billed_elsewhere": Way(P.DENIAL_WORK, _billed_elsewhere),
    "commented": Way(P.COMMENT_WRITE, _commented),
    "noticed": Way(P.COMMENT_WRITE, _noticed),
    "disputed": Way(P.TASK_WORK, _disputed),
    "doubled": Way(P.SCHEDULE_DOUBLE, _doubled),
    "series": Way(P.SCHEDULE_WRITE, _series),
    "shifted": Way(P.SCHEDULE_WRITE, _shifted),
    "cancelled": Way(P.SCHEDULE_WRITE, _cancelled),
    "checked_in": Way(P.SCHEDULE_WRITE, _checked_in),
    "missed": Way(P.SCHEDULE_WRITE, _missed),
    "waived": Way(P.BALANCE_ADJUST, _waived),
    "work": Way(P.TASK_WORK, _moved),
    "contract": Way(P.SETUP_WRITE, _contract),
    "fees": Way(P.SETUP_WRITE, _fees),
    "stop": Way(P.SETUP_WRITE, _stop),
    "view": Way(P.TASK_READ, _view),
}


def offer(caller: Caller, kind: str, record_id: int, *, said: str, back: str) -> None:
    """Offer to take an act back for a minute, to who may do that; says nothing to anybody else."""
    way = WAYS.get(kind)
    if way is None or not caller.actor.may(way.permission):
        return
    practice_id = caller.actor.practice_id
    offers.keep(caller.request, offers.made(practice_id, said, back, kind=kind, record_id=record_id))
