"""How people and machine agree on codes, for those who run the practice; a far week is a task."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.chart import Visit
from almoner.core.coding.agreement import (
    Agreement,
    Drift,
    Reviewed,
    agreement,
    drifts,
    family,
    moved,
    off_curve,
    reliable,
    reviewed,
)
from almoner.core.coding.asked_provider import AnswerRate, ProviderQuery, answer_rates
from almoner.core.coding.autonomy import CodeAutonomy
from almoner.core.coding.decision import CodingDecision, family_of
from almoner.core.coding.reliability import Reliability
from almoner.core.coding.review import CodingReview, outcomes
from almoner.core.party import Provider
from almoner.core.plan import Ids, Plan, Task, TaskState, join
from almoner.flow.access import Actor, Permission, enter, require
from almoner.flow.code.calibrate import Worth, worth
from almoner.flow.code.code_autonomy import Standing, fallen_by_drift, history, standings
from almoner.store.lists import lists, lists_coding, lists_review
from almoner.store.lists.lists import Frame
from almoner.store.session import Session
from almoner.store.shipped.coding_cards import shipped_autonomy

LOOK_BACK = timedelta(days=91)
TASK = "coding_drift"
DUE = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Agreed:
    """The agreement of a quarter of a year by provider, coder, tier and family, and how providers answer."""

    frame: Frame
    since_on: date
    by_provider: tuple[Agreement, ...]
    by_coder: tuple[Agreement, ...]
    by_tier: tuple[Agreement, ...]
    by_family: tuple[Agreement, ...]
    drifts: tuple[Drift, ...]
    answers: tuple[tuple[str, AnswerRate], ...]
    reviewed: Reviewed
    kinds: tuple[Standing, ...]
    levels: tuple[CodeAutonomy, ...]
    """Every level that was set, the last first."""
    worth: Worth
    """What suggestions are worth here, and what that was fit on."""
    reliable: Reliability
    """How far the confidences that people saw were from what they did."""
    off_curve: tuple[Drift, ...]
    """Who accepted far more or fewer suggestions last week than the practice's calibration said."""


def agreed(actor: Actor, *, on: date) -> Agreed:
    """Return how people and machine agreed in the last quarter of a year."""
    require(actor, Permission.LEDGER_READ)
    since_on = on - LOOK_BACK
    with enter(actor, Permission.LEDGER_READ) as session:
        made = lists_coding.decided(session, since_on=since_on)
        names = {one.id: one.name.listed for one in session.find(Provider)}
        by_provider = _provider_of(session, made, names)
        rates = answer_rates(session.find(ProviderQuery))
        over = lists_review.reviews_over(session, since_on=since_on)
        return Agreed(
            frame=lists.frame(session, on=on),
            since_on=since_on,
            by_provider=agreement(made, by_provider),
            by_coder=agreement(made, _person),
            by_tier=agreement((one for one in made if one.suggestion), _tier),
            by_family=agreement(made, family),
            drifts=(*_drifts(made, by_provider, on), *_review_drifts(over, names, on)),
            answers=tuple((names[one.provider_id], one) for one in rates),
            reviewed=reviewed(over, names.__getitem__),
            kinds=standings(session, on=on),
            levels=history(session),
            worth=worth(session, on=on),
            reliable=reliable(made),
            off_curve=_off_curve(made, by_provider, on),
        )


def drift_work(session: Session, *, on: date) -> Plan:
    """Return the plan of a task where the last whole week is far from the weeks before, once a week, and of
    the kinds of code that go back to suggestions by it (inside a flow).
    """
    monday = on - timedelta(days=on.weekday())
    earlier = session.find(Task, what=TASK)
    if any(one.state is TaskState.OPEN or one.opened_on >= monday for one in earlier):
        return Plan(on=on)
    made = lists_coding.decided(session, since_on=on - LOOK_BACK)
    names = {one.id: one.name.listed for one in session.find(Provider)} if made else {}
    over = lists_review.reviews_over(session, since_on=on - LOOK_BACK)
    found = _drifts(made, _provider_of(session, made, names), on)
    off = _off_curve(made, _provider_of(session, made, names), on) if made else ()
    if not made or not (found or off or _review_drifts(over, names, on)):
        return Plan(on=on)
    down = [one.name for one in drifts(made, _kind, week_on=_last_week(on)) if one.now_bp < one.before_bp]
    told = Plan(on=on, tasks=(_task(session.ids(), made[-1].id, on),))
    return join((told, fallen_by_drift(session, down, on=on)), on=on)


def _drifts(
    made: list[CodingDecision], by_provider: Callable[[CodingDecision], str], on: date
) -> tuple[Drift, ...]:
    """What the last whole week, Monday to Sunday, shows of providers, coders, tiers and families."""
    week_on = _last_week(on)
    ways = (by_provider, _person, _tier, family)
    return tuple(one for name_of in ways for one in drifts(made, name_of, week_on=week_on))


def _off_curve(
    made: list[CodingDecision], by_provider: Callable[[CodingDecision], str], on: date
) -> tuple[Drift, ...]:
    """What the last whole week shows of providers, tiers and families beside the practice's calibration."""
    ways = (by_provider, _tier, family)
    return tuple(one for name_of in ways for one in off_curve(made, name_of, week_on=_last_week(on)))


def _review_drifts(over: list[CodingReview], names: dict[int, str], on: date) -> tuple[Drift, ...]:
    """What the last whole week's second reviews show of coders, providers and families."""
    found = [each for one in over for each in outcomes(one)]
    marks = (
        [(f"second reviews: {each.coder}", each.on, each.held) for each in found],
        [(f"second reviews: {names[each.provider_id]}", each.on, each.held) for each in found],
        [(f"second reviews: {family_of(each.sort, each.code)}", each.on, each.held) for each in found],
    )
    return tuple(one for group in marks for one in moved(group, week_on=_last_week(on)))


def _last_week(on: date) -> date:
    """The Monday of the last whole week."""
    return on - timedelta(days=on.weekday() + 7)


def _kind(one: CodingDecision) -> str:
    kind = shipped_autonomy().kind_of(*one.about)
    return kind.id if kind else ""


def _provider_of(
    session: Session, made: list[CodingDecision], names: dict[int, str]
) -> Callable[[CodingDecision], str]:
    visits = session.find(Visit, id=list({one.visit_id for one in made})) if made else []
    of_visit = {one.id: names[one.provider_id] for one in visits}
    return lambda one: of_visit[one.visit_id]


def _person(one: CodingDecision) -> str:
    return one.decided_by


def _tier(one: CodingDecision) -> str:
    return one.suggestion.tier if one.suggestion else "added"


def _task(ids: Ids, decision_id: int, on: date) -> Task:
    return Task(
        id=next(ids),
        what=TASK,
        subject_kind="coding_decision",
        subject_id=decision_id,
        why="Last week's decisions on suggested codes are far from what was expected: look at the agreement.",
        owner="manager",
        opened_on=on,
        due_on=on + DUE,
    )
