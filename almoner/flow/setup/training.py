"""A learner's room from within: who sits at which desk, the clock that they move, missions and their score.

Everything here acts on the room's own invented books. Outside a room's process each refuses at once, so that
nothing of it can ever reach a practice's books.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from django.conf import settings
from django.contrib.auth.models import User

from almoner.core.party import Practice, Provider
from almoner.core.report.mission import Mission, done_steps, points, read_missions
from almoner.flow.access import AccessDenied, Actor, Permission, office, require
from almoner.flow.claim.held import look_where_needed
from almoner.flow.clock import box_folder, link_of, today
from almoner.flow.collect.credit import tend_credits
from almoner.flow.exchange.exchange import exchange_files
from almoner.flow.follow.follow import watch
from almoner.flow.setup import setup
from almoner.flow.users import WITH_CHOICES, Given, give, take
from almoner.links.simulator.box import Box
from almoner.settings import data_folder
from almoner.store import training
from almoner.store.boot import opening
from almoner.store.models import Membership
from almoner.store.money.figures import closing
from almoner.store.proof.verify import practices
from almoner.store.session import books
from almoner.store.training_counts import count

MOST_DAYS = 31
PAUSE_S = 2
DOCTOR = "adeyemi"
"""The provider of the training practice in whose place a learner writes notes."""
_PRACTICE: dict[int, int] = {}


def _room() -> Actor:
    """The training practice's own clockwork, in a room's process alone."""
    if not settings.IS_TRAINING:
        raise AccessDenied("this is possible in a room of practice mode only")
    if opening() not in _PRACTICE:
        _PRACTICE[opening()] = _training_practice()
    return office(_PRACTICE[opening()])


def _training_practice() -> int:
    for practice_id in practices():
        with books(practice_id) as session:
            if session.get(Practice, practice_id).submitter_id == training.SUBMITTER:
                return practice_id
    raise AssertionError("a room is a copy of the training practice")


def learner() -> User:
    """Return the learner as a user of the room, with `.admitted`; they begin at their own desks."""
    actor = _room()
    room = training.room_in(data_folder())
    own = Membership.objects.filter(user__username=room.learner.name)
    held = list(own.select_related(WITH_CHOICES))
    if not held:
        with books(actor.practice_id) as session:
            for role in room.learner.roles:
                wanted = Given(room.learner.name, None, role)
                give(session, actor, wanted, on=today(actor))
        _take_the_doctor_s_place(actor, room.learner.name)
        return learner()
    user = held[0].user
    user.admitted = [(row.practice_id, row.role) for row in held]  # type: ignore[attr-defined]
    return user


def _take_the_doctor_s_place(actor: Actor, name: str) -> None:
    """Let the learner write what the training practice's doctor would."""
    with books(actor.practice_id) as session:
        providers = session.find(Provider)
    doctor = next((one for one in providers if one.user == DOCTOR), None)
    if doctor is not None and all(one.user != name for one in providers):
        setup.keep(actor, replace(doctor, user=name), on=today(actor), reason="A learner sits here.")


def sit(role: str) -> None:
    """Let the learner sit at one desk; a mission is done with that desk's rights alone."""
    actor = _room()
    name = training.room_in(data_folder()).learner.name
    held = Membership.objects.filter(user__username=name).values_list("role", flat=True)
    others = [one for one in held if one != role]
    with books(actor.practice_id) as session:
        give(session, actor, Given(name, None, role), on=today(actor))
        take(session, actor, name, others, on=today(actor))


@dataclass(frozen=True, slots=True)
class Passed:
    """The day that it is now, and how many files came in."""

    on: date
    came: int


def pass_days(days: int) -> Passed:
    """Send what waits, let so many days pass outside, and take in what the payers and the bank answer."""
    actor = _room()
    assert 0 <= days <= MOST_DAYS, "the screen offers no more"
    box, on, came = Box(box_folder(actor)), today(actor), 0
    for step in range(days + 1):
        exchange_files(actor, link_of(actor), on=on)
        on += timedelta(days=1 if step < days else 0)
        box.advance(on)
        came += len(exchange_files(actor, link_of(actor), on=on).received)
        watch(actor, on=on)
        tend_credits(actor, on=on)
        look_where_needed(actor, on=on)
    return Passed(on, came)


def is_day_closed() -> bool:
    """True where the room's day takes no posting any more, so that most missions can't be done on it."""
    actor = _room()
    with books(actor.practice_id) as session:
        through = closing(session).closed_through_on
    return through is not None and today(actor) <= through


def begin_anew() -> None:
    """Put the room back as it was at first: its books, its mailbox and its clock."""
    _room()
    training.lay_again(data_folder())
    get_ready()


def get_ready() -> None:
    """Let copies of the training practice be made behind the learner's back, so that beginning anew waits for
    none; not at once, for the first page comes before.
    """
    waiting = threading.Timer(PAUSE_S, training.get_ready, (data_folder(),))
    waiting.daemon = True
    waiting.start()


@cache
def missions() -> Mapping[str, Mission]:
    """Return the missions by id, in the order of the desks."""
    text = files("almoner").joinpath("policy", "training", "missions.toml").read_text(encoding="utf-8")
    return {mission.id: mission for mission in read_missions(text)}


def counts(mission: Mission) -> dict[str, int]:
    """Return what the steps of a mission count, as the books stand now."""
    with books(_room().practice_id) as session:
        return count(session, [step.measure for step in mission.steps])


def steps_done(mission: Mission, before: Mapping[str, int]) -> tuple[bool, ...]:
    """Tell of each step whether the books show it done since the mission began."""
    return done_steps(mission, before, counts(mission))


def finish(mission: Mission, *, acts: int, seconds: int, hints: int) -> training.Result:
    """Score a mission whose steps are done, and keep the result where the manager sees it."""
    _room()
    learner = training.room_in(data_folder()).learner
    result = training.Result(
        practice_id=learner.practice_id,
        name=learner.name,
        mission=mission.id,
        points=points(mission, acts=acts, seconds=seconds, hints=hints),
        acts=acts,
        seconds=seconds,
        hints=hints,
    )
    training.add_result(data_folder().parent, result)
    return result


def results_of_learner() -> list[training.Result]:
    """Return what the learner has finished, also before the room was begun anew."""
    _room()
    learner = training.room_in(data_folder()).learner
    found = training.results(data_folder().parent, learner.practice_id)
    return [one for one in found if one.name == learner.name]


def results_of_all(actor: Actor) -> list[training.Result]:
    """Return what everybody of the actor's practice has finished, on the real screens."""
    require(actor, Permission.AUDIT_READ)
    return training.results(data_folder() / "training", actor.practice_id)
