"""The door of practice mode on the real screens, and the page of missions in a learner's room."""

from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.report.mission import Mission
from almoner.flow.setup import training
from almoner.store.training import Learner, Result
from almoner.web import offers
from almoner.web.asked import safe_path
from almoner.web.door import Caller
from almoner.web.guard import View
from almoner.web.practice_mode import mission as kept
from almoner.web.practice_mode.forward import PRACTISING
from almoner.web.practice_mode.rooms import ROOMS, State
from almoner.web.words import count, day

LOOK_AGAIN_S = 2
DAYS = {"0": 0, "1": 1, "7": 7}


def show(caller: Caller) -> HttpResponse:
    """Show the door, or in a room its missions."""
    return _room(caller) if settings.IS_TRAINING else _door(caller)


def _door(caller: Caller) -> HttpResponse:
    room = ROOMS.of(caller.request.user.pk or 0)
    if room is not None and room.state is State.READY and caller.request.GET.get("opening"):
        caller.request.session[PRACTISING] = True
        return HttpResponseRedirect("/training")
    is_preparing = room is not None and room.state is State.PREPARING
    seen = training.results_of_all(caller.actor) if caller.may("audit.read") else []
    answer = caller.page(
        "training_door.html",
        room=room,
        is_preparing=is_preparing,
        was_closed=caller.request.GET.get("closed") == "1",
        progress=_progress(seen),
        missions=training.missions(),
    )
    if is_preparing:
        answer.headers["Refresh"] = f"{LOOK_AGAIN_S};url=/training?opening=1"
    return answer


@dataclass(frozen=True, slots=True)
class Progress:
    """What one person finished: of each mission the best result, and how often."""

    name: str
    best: dict[str, Result]
    times: int

    @property
    def points(self) -> int:
        """The sum of the best."""
        return sum(one.points for one in self.best.values())


def _progress(found: list[Result]) -> list[Progress]:
    people: dict[str, Progress] = {}
    for one in found:
        before = people.get(one.name) or Progress(one.name, {}, 0)
        best = before.best.get(one.mission)
        mended = before.best if best and best.points >= one.points else before.best | {one.mission: one}
        people[one.name] = Progress(one.name, mended, before.times + 1)
    return sorted(people.values(), key=lambda one: one.name)


def open_room(caller: Caller) -> HttpResponse:
    """Begin to open the learner's room."""
    if settings.IS_TRAINING or caller.request.POST.get("go") != "open":
        return HttpResponseRedirect("/training")
    user = caller.request.user
    assert user.pk is not None, "the guard lets only signed-in users through"
    actor = caller.actor
    ROOMS.open(Learner(user.pk, actor.name, tuple(sorted(actor.roles)), actor.practice_id))
    return HttpResponseRedirect("/training?opening=1")


def leave(caller: Caller) -> HttpResponse:
    """Go back to the real practice; the room stays as it is for a while."""
    caller.request.session.pop(PRACTISING, None)
    return HttpResponseRedirect("/")


@dataclass(frozen=True, slots=True)
class Card:
    """A mission as its card shows it: `done` tells of each step, and is empty where it was not begun."""

    mission: Mission
    done: tuple[bool, ...] = ()
    best: int = 0


def _room(caller: Caller, *, said: str = "", tone: str = "") -> HttpResponse:
    begun = kept.under_way(caller.request)
    mine = _progress(training.results_of_learner())
    best = {id_: one.points for id_, one in mine[0].best.items()} if mine else {}
    own = caller.actor.roles
    cards = [Card(one, best=best.get(one.id, 0)) for one in training.missions().values()]
    cards.sort(key=lambda card: card.mission.role not in own)
    at = Card(begun.mission, training.steps_done(begun.mission, begun.before)) if begun else None
    return caller.page(
        "training_room.html",
        cards=cards,
        at=at,
        begun=begun,
        said=said,
        tone=tone,
        is_day_closed=training.is_day_closed(),
    )


def in_a_room(view: View) -> View:
    """Return a view that acts in a room alone; on the real screens it leads to the door."""

    @wraps(view)
    def answer(caller: Caller) -> HttpResponse:
        return view(caller) if settings.IS_TRAINING else HttpResponseRedirect("/training")

    return answer


@in_a_room
def begin(caller: Caller) -> HttpResponse:
    """Begin a mission: sit at its desk, and count from here."""
    wanted = training.missions().get(caller.request.POST.get("mission", ""))
    if wanted is None:
        return _room(caller, said="There is no such mission. Choose one of the cards.", tone="bad")
    training.sit(wanted.role)
    kept.keep(caller.request, kept.Begun(wanted.id, training.counts(wanted)))
    return HttpResponseRedirect("/training")


@in_a_room
def hint(caller: Caller) -> HttpResponse:
    """Show one more hint of the mission under way."""
    begun = kept.under_way(caller.request)
    if begun is not None and begun.hints < len(begun.mission.steps):
        begun.hints += 1
        kept.keep(caller.request, begun)
    return HttpResponseRedirect("/training")


@in_a_room
def check(caller: Caller) -> HttpResponse:
    """Ask the books whether the mission is done; then score it and end it."""
    begun = kept.under_way(caller.request)
    if begun is None:
        return HttpResponseRedirect("/training")
    done = training.steps_done(begun.mission, begun.before)
    if not all(done):
        return _room(caller, said=f"Not yet: step {done.index(False) + 1} is open in the books.", tone="warn")
    result = training.finish(begun.mission, acts=begun.acts, seconds=max(begun.seconds, 1), hints=begun.hints)
    kept.keep(caller.request, None)
    return _room(caller, said=f"Done: {result.points} of 100 points, in {result.acts} acts.")


@in_a_room
def give_up(caller: Caller) -> HttpResponse:
    """End the mission under way without a score."""
    kept.keep(caller.request, None)
    return HttpResponseRedirect("/training")


@in_a_room
def pass_days(caller: Caller) -> HttpResponse:
    """Move the room's clock: the payers and the bank answer."""
    days = DAYS.get(caller.request.POST.get("days", ""))
    if days is None:
        return _room(caller, said="Choose by how many days the clock moves.", tone="bad")
    passed = training.pass_days(days)
    came = count(passed.came, "file", "files") if passed.came else "Nothing"
    back = safe_path(caller.request, caller.request.headers.get("Referer", "")) or "/training"
    said = f"It is {day(passed.on)}. {came} came in."
    offers.keep(caller.request, offers.made(caller.actor.practice_id, said, back))
    return HttpResponseRedirect(back)


@in_a_room
def reset(caller: Caller) -> HttpResponse:
    """Begin anew with a fresh copy of the training practice."""
    caller.request.session.flush()  # it lies in the books that go
    training.begin_anew()
    return HttpResponseRedirect("/training")
