"""The end of a provider's day: what each visit still wants, and the signature that closes the day. A charge
that nobody foresaw opens the day again, in the commit that charges it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from almoner.core.charge import signed_day as step
from almoner.core.charge.signed_day import DayState, Left, Seen, SignedDay
from almoner.core.chart import Visit
from almoner.core.coding.day_minutes import DayTime
from almoner.core.party import Provider
from almoner.core.plan import Plan, Task, TaskState, reading
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.charge import day_minutes
from almoner.flow.once import first_act
from almoner.flow.refused import refusal, refuse_if
from almoner.store.chart import desk_of_provider
from almoner.store.chart.desk_of_provider import Summary
from almoner.store.commit import commit, take_turn
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.proof import signed_days
from almoner.store.proof.signed_days import LEFT_OPEN, MOST, Coming, Row
from almoner.store.session import Session

_FLOW = "close"
MOST_SUMMED = 40
"""Patients still to come of whom it is told what is worth knowing."""


@dataclass(frozen=True, slots=True)
class MyDay:
    """A provider's day on the screen: its visits and the older ones that want something, with the reasons
    that are proposed; whether it is signed; what was opened again; the time that its notes state; who is
    still to come; `seen` is the hash of all that is to be signed.
    """

    frame: Frame
    provider: Provider
    day_on: date
    rows: tuple[Row, ...]
    counts: tuple[tuple[str, int], ...]
    seen: str
    signed: SignedDay | None
    reopened: tuple[SignedDay, ...]
    time: DayTime
    coming: tuple[Coming, ...] = ()
    before: Mapping[int, Summary] = field(default_factory=dict)
    """What is worth knowing of those before they are seen, by patient, as far as the actor reads charts."""

    @property
    def open_rows(self) -> tuple[Row, ...]:
        """The visits that want something."""
        return tuple(one for one in self.rows if one.seen.wants)

    @property
    def unsaid(self) -> int:
        """How many of them have no reason yet."""
        return sum(one.seen.left is None for one in self.open_rows)


def my_day(actor: Actor, *, day_on: date, on: date) -> MyDay:
    """Return the actor's own day; Refused where the actor is no provider of the practice."""
    require(actor, Permission.DAY_SIGN)
    with enter(actor, Permission.DAY_SIGN) as session:
        provider = _provider(session, actor.name)
        days = signed_days.days_since(session, [provider.id], day_on - signed_days.LOOK_BACK)
        rows = _proposed(signed_days.rows_of(session, provider.id, day_on), days, on=on)
        seen = tuple(one.seen for one in rows)
        standing = [one for one in days if one.state is DayState.SIGNED]
        coming = signed_days.coming(session, provider.id, day_on) if day_on == on else ()
        signed_on = {one.day_on for one in standing}
        return MyDay(
            frame=lists.frame(session, on=on),
            provider=provider,
            day_on=day_on,
            rows=rows,
            counts=step.counts_of(seen),
            seen=_looked(seen),
            signed=next((one for one in standing if one.day_on == day_on), None),
            reopened=tuple(
                one for one in days if one.state is DayState.REOPENED and one.day_on not in signed_on
            ),
            time=day_minutes.of_day(session, provider.id, day_on),
            coming=coming,
            before=_before(session, actor, coming, on=on),
        )


def _before(session: Session, actor: Actor, coming: Sequence[Coming], *, on: date) -> Mapping[int, Summary]:
    if not actor.may(Permission.CHART_READ):
        return {}
    ids = list(dict.fromkeys(one.patient_id for one in coming[:MOST_SUMMED]))
    return desk_of_provider.summaries(session, ids, actor.eyes, on=on)


def next_of(actor: Actor, *, after: str, on: date) -> Seen | None:
    """Return the visit of the actor's day that comes next after one and wants something of the actor; None
    where none does.
    """
    require(actor, Permission.DAY_SIGN)
    with enter(actor, Permission.DAY_SIGN) as session:
        rows = signed_days.rows_of(session, _provider(session, actor.name).id, on)
        own = [one.seen for one in rows if one.seen.wants and not one.seen.is_others]
        keys = [one.key for one in own]
        start = keys.index(after) + 1 if after in keys else 0
        ordered = [one for one in (*own[start:], *own[:start]) if one.key != after]
        return ordered[0] if ordered else None


@dataclass(frozen=True, slots=True)
class Closing:
    """What the screen says of a day: which, the hash of what it showed, and the reasons by visit."""

    day_on: date
    seen: str
    said: Mapping[str, Left]


def close_my_day(actor: Actor, closing: Closing, *, on: date) -> SignedDay:
    """Sign the actor's own day; Refused while a visit is neither closed nor somebody's, or where something
    has changed since the screen was loaded. What was given to somebody becomes their task.
    """
    require(actor, Permission.DAY_SIGN)
    with enter(actor, Permission.DAY_SIGN) as session:
        if (first := first_act(session, actor, SignedDay)) is not None:
            return first
        provider = _provider(session, actor.name)
        take_turn(session)
        _refuse_day(session, provider, closing.day_on, on=on)
        rows = signed_days.rows_of(session, provider.id, closing.day_on)
        looked = tuple(one.seen for one in rows)
        if len(looked) > MOST or _looked(looked) != closing.seen:
            mend = "Load the page again: it shows what stands now."
            raise refusal("DAY-05", "A visit has changed since this page was loaded.", mend)
        seen = step.with_reasons(looked, closing.said)
        refuse_if(step.against(seen, by=actor.name, on=on))
        blank = SignedDay(next(session.ids()), provider.id, closing.day_on, actor.name, on, "", seen, (), "")
        made = _sealed(blank)
        tasks, asked = _tasks(session, seen, on)
        tasks += day_minutes.opened(session, provider.id, closing.day_on, on=on)
        plan = Plan(on=on, records=(made,), tasks=tasks, reads=reading(*asked))
        commit(session, plan, cause=cause(actor, _FLOW, "a provider's day"))
        return made


def reopened(session: Session, visits: Sequence[Visit], *, on: date) -> tuple[SignedDay, ...]:
    """Return the signed days that charges of visits open again, in the next version (inside a flow that
    charges them).
    """
    if not visits:
        return ()
    since_on = min(visit.service_on for visit in visits)
    days = signed_days.days_since(session, sorted({visit.provider_id for visit in visits}), since_on)
    opened: dict[int, SignedDay] = {}
    for visit in visits:
        later = [
            one for one in days if one.provider_id == visit.provider_id and one.day_on >= visit.service_on
        ]
        own = next(
            (one for one in later if one.day_on == visit.service_on and one.state is DayState.SIGNED), None
        )
        why = step.why_late(later, visit.id, on=on) if own else ""
        if own and why:
            opened.setdefault(own.id, own.reopened(why, on=on))
    return tuple(opened.values())


def left_over(session: Session, *, on: date) -> Plan:
    """Return the plan that closes the work with visits which were left open and want nothing any more."""
    ids = signed_days.finished(session)
    asked = session.find(Task, id=ids) if ids else []
    done = tuple(task.closed(by="almoner", outcome="It was finished.", on=on) for task in asked)
    return Plan(on=on, tasks=done, reads=reading(*asked))


def _provider(session: Session, user: str) -> Provider:
    """The provider whose user somebody is; Refused where there is none."""
    found = session.find(Provider, user_name=user)
    if not found:
        mend = "Sign in as the provider, or have the user named at the provider."
        raise refusal("DAY-06", "You are no provider of this practice.", mend)
    return found[0]


def _proposed(rows: Iterable[Row], days: Sequence[SignedDay], *, on: date) -> tuple[Row, ...]:
    """Each visit with the reason that needs no asking."""
    said: dict[str, Left] = {}
    for day in days:
        said.update({one.key: one.left for one in day.seen if one.left is not None})
    return tuple(
        replace(one, seen=replace(one.seen, left=step.proposed(one.seen, said.get(one.seen.key), on=on)))
        for one in rows
    )


def _looked(seen: Iterable[Seen]) -> str:
    """The hash of what a screen shows, whatever reasons are said."""
    return step.digest_of(replace(one, left=None) for one in seen)


def _refuse_day(session: Session, provider: Provider, day_on: date, *, on: date) -> None:
    if day_on > on:
        raise refusal("DAY-04", "A day is signed when it is over.", "Choose today or an earlier day.")
    if session.find(SignedDay, provider_id=provider.id, day_on=day_on, state=DayState.SIGNED):
        raise refusal("DAY-04", "This day is signed already.", "A late charge opens it again by itself.")


def _sealed(day: SignedDay) -> SignedDay:
    """A day with its instant, its counts and the hash over all of it."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    made = replace(day, signed_at=now, counts=step.counts_of(day.seen))
    return replace(made, sha256=made.seal())


def _tasks(session: Session, seen: Sequence[Seen], on: date) -> tuple[tuple[Task, ...], list[Task]]:
    """What was given to somebody as their task, once a visit; and the work about what is closed by now."""
    ids = [one.visit_id or one.appointment_id for one in seen]
    asked = session.find(Task, what=LEFT_OPEN, subject_id=ids, state=TaskState.OPEN) if ids else []
    standing = {task.subject_id: task for task in asked}
    made: list[Task] = []
    for one in seen:
        task = standing.get(one.visit_id or one.appointment_id)
        if one.left is None or one.left.reason == step.WAITS_FOR_OTHERS:
            made += [task.closed(by="almoner", outcome="It was finished.", on=on)] if task else []
        elif task is None:
            made.append(_task(session, one, one.left, on))
        elif (task.owner, task.due_on) != (one.left.owner, one.left.due_on):
            moved = replace(task, version=task.version + 1, why=_why(one.left), owner=one.left.owner)
            made.append(replace(moved, due_on=one.left.due_on))
    return tuple(made), asked


def _task(session: Session, one: Seen, left: Left, on: date) -> Task:
    return Task(
        id=next(session.ids()),
        what=LEFT_OPEN,
        subject_kind="visit" if one.visit_id else "appointment",
        subject_id=one.visit_id or one.appointment_id,
        why=_why(left),
        owner=left.owner,
        opened_on=on,
        due_on=left.due_on,
        patient_id=one.patient_id,
    )


def _why(left: Left) -> str:
    said = f" {left.note}" if left.note else ""
    return f"Left open at the end of the day: {step.REASONS[left.reason]}.{said}"
