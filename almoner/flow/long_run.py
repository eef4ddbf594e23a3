"""Work over many records that goes on after its page is left: begun by a person, taken on part by part by the
worker in that person's name and rights, stopped and taken up again.

Promises that each part is whole or not done at all, that a part which is cut off is done again without
harm (each sort's act is safe to run twice), and that what is refused of one subject stops no other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.core.report.kpi import Asked, Period
from almoner.flow import claim_coded, contract_impact, kpi, post, statement
from almoner.flow.access import AccessDenied, Actor, Permission, enter, require
from almoner.flow.kpi import When
from almoner.flow.refused import Refused, refusal
from almoner.store import kept_boards, lists, long_runs, queue
from almoner.store.commit import AlreadyDone, ClosedDay, RefusedByStore, StalePlan
from almoner.store.lists import Frame
from almoner.store.long_runs import DONE, GOING, STOPPED, Begun, LongRun, Problem, Took
from almoner.store.session import Session

MOST = 5000
"""Subjects of one run."""
P = Permission
MET = (Refused, StalePlan, ClosedDay, AlreadyDone, RefusedByStore)
"""What may meet a part that is nobody's mistake of programming."""


@dataclass(frozen=True, slots=True)
class Sort:
    """What a run does to its subjects, so many at once, by whose right; safe to do twice. One that only finds
    something out gives, with the run and a part, what is found so far.
    """

    permission: Permission
    at_once: int
    act: Callable[[Actor, Sequence[int], date], list[Problem]] | None = None
    find: Callable[[Actor, LongRun, Sequence[int]], list[Any]] | None = None


def _state(actor: Actor, subjects: Sequence[int], on: date) -> list[Problem]:
    statement.state_accounts(actor, subjects, on=on)
    return []


def _post(actor: Actor, subjects: Sequence[int], on: date) -> list[Problem]:
    """Post what needs nobody's eyes; what still waits afterwards needs them."""
    done = {one for one in subjects if post.post_if_clean(actor, one, on=on)}
    left = {one.id for one in post.waiting(actor, limit=MOST)} - done if len(done) < len(subjects) else set()
    return [
        Problem(one, "Not everything in it can be placed with certainty.") for one in subjects if one in left
    ]


def _claim(actor: Actor, subjects: Sequence[int], on: date) -> list[Problem]:
    """Build the claims of coded visits; what is held has its own owner and stands under Ready to send."""
    claim_coded.claim_these(actor, subjects, on=on)
    return []


def _count_contract(actor: Actor, run: LongRun, part: Sequence[int]) -> list[Any]:
    return contract_impact.count_on(actor, run.about_id, part, run.result)


def _count_figures(actor: Actor, run: LongRun, part: Sequence[int]) -> list[Any]:
    (subject,) = part
    on, period, place = _read_figures(subject)
    return kpi.count_part(actor, Asked(on, run.about_id, period), place, run.result)


def _figures(asked: Asked) -> list[int]:
    """The parts of a board as subjects: the day, the period and which part, in one number each."""
    which = asked.on.toordinal() * 10 + list(Period).index(asked.period)
    return [which * 10 + place for place in range(kpi.PARTS)]


def _read_figures(subject: int) -> tuple[date, Period, int]:
    which, place = divmod(subject, 10)
    day, period = divmod(which, 10)
    return date.fromordinal(day), list(Period)[period], place


def figures_of(run: LongRun) -> Asked:
    """Return the board that a run counts."""
    on, period, _ = _read_figures(run.subjects[0])
    return Asked(on, run.about_id, period)


SORTS: Mapping[str, Sort] = {
    "statements": Sort(P.STATEMENT_SEND, 20, _state),
    "payments": Sort(P.REMITTANCE_POST, 1, _post),
    "claims": Sort(P.CLAIM_BUILD, 50, _claim),
    "contract": Sort(P.SETUP_WRITE, contract_impact.AT_ONCE, find=_count_contract),
    "figures": Sort(P.LEDGER_READ, 1, find=_count_figures),
}


def begin_statements(actor: Actor, chosen: Sequence[int] = (), *, on: date) -> int:
    """Begin to make the statements of the chosen patients, else every one that is due today; return the run's
    id.
    """
    require(actor, P.STATEMENT_SEND)
    due = chosen or [one.patient_id for one in statement.statements_due(actor, on=on, limit=MOST)]
    return _begin(actor, "statements", due, on)


def begin_claims(actor: Actor, *, on: date) -> int:
    """Begin to charge every coded visit and to build its claims; return the run's id."""
    require(actor, P.CLAIM_BUILD)
    return _begin(actor, "claims", claim_coded.unclaimed(actor, limit=MOST), on)


def is_long(sort: str, subjects: int) -> bool:
    """True where so many subjects are more than one part of a run: more than is done while somebody waits."""
    return subjects > SORTS[sort].at_once


def begin_payments(actor: Actor, *, on: date) -> int:
    """Begin to post every payment that waits and needs nobody's eyes; return the run's id."""
    require(actor, P.REMITTANCE_POST)
    return _begin(actor, "payments", [one.id for one in post.waiting(actor, limit=MOST)], on)


def begin_figures(actor: Actor, when: When, *, today: date) -> int:
    """Begin to count the board of a day and period, or find the run that already does; return the run's id.
    Refused where it is counted.
    """
    with enter(actor, P.LEDGER_READ) as session:
        asked = kpi.asked_about(session, when, today=today)
        if kept_boards.kept(session, asked) is not None:
            raise refusal("RUN-05", "These figures are counted.", "Open them again.")
        subjects = _figures(asked)
        other = long_runs.run_about(session, "figures", asked.entry_id)
        if other is not None and other.state != DONE and [*other.subjects] == subjects:
            return other.id
        return begin(session, Begun("figures", subjects, asked.entry_id), on=today)


def counting(actor: Actor, asked: Asked, *, today: date) -> tuple[Frame, LongRun | None]:
    """Return the run that counts a board, None where nobody began one that is still to do."""
    with enter(actor, P.LEDGER_READ) as session:
        run = long_runs.run_about(session, "figures", asked.entry_id)
        is_it = run is not None and run.state != DONE and figures_of(run) == asked
        return lists.frame(session, on=today), run if is_it else None


def _begin(actor: Actor, sort: str, subjects: Sequence[int], on: date) -> int:
    if not subjects:
        raise refusal("RUN-01", "Nothing is left to do.", "Look again tomorrow.")
    with enter(actor, SORTS[sort].permission) as session:
        return begin(session, Begun(sort, subjects), on=on)


def begin(session: Session, begun: Begun, *, on: date) -> int:
    """Keep a run of the person of the session and ask for it to be taken on; return its id."""
    run_id = next(session.ids())
    long_runs.begin(session, run_id, begun, on=on)
    queue.defer_long_run(session, run_id)
    return run_id


@dataclass(frozen=True, slots=True)
class Shown:
    """A run as its page shows it."""

    frame: Frame
    run: LongRun


def show(actor: Actor, run_id: int, *, on: date) -> Shown:
    """Return a run of the practice: ids and our own sentences, which are no secret of who began it."""
    with enter(actor, P.TASK_WORK) as session:
        return Shown(lists.frame(session, on=on), long_runs.run(session, run_id))


def stop(actor: Actor, run_id: int) -> None:
    """Let a run of one's own stop after the part that is under way."""
    _turn(actor, run_id, GOING, STOPPED)


def go_on(actor: Actor, run_id: int) -> None:
    """Let a run that was stopped go on where it stopped."""
    _turn(actor, run_id, STOPPED, GOING)


def put_away(actor: Actor, run_id: int) -> None:
    """Show a run of one's own no longer on every page; refused while it is going."""
    with enter(actor, P.TASK_WORK) as session:
        if _own(session, actor, run_id).state == GOING:
            raise refusal("RUN-03", "It is still going.", "Stop it first, or let it end.")
        long_runs.put_away(session, run_id)


def take_on(actor: Actor, run_id: int, *, on: date) -> bool:
    """Do the next part of a run in the name and by the rights of the person who began it; return whether more
    is left. Where that person lost the right to it, the run stops.
    """
    from almoner.flow.users import member  # its tables want the books open

    with enter(actor, P.TASK_WORK) as session:
        seen = long_runs.run(session, run_id)
    if seen.state != GOING:
        return False
    sort = SORTS[seen.sort]
    part = seen.subjects[seen.done : seen.done + sort.at_once]
    try:
        took = _took(member(actor.practice_id, seen.begun_by), seen, part, on)
    except AccessDenied:
        with enter(actor, P.TASK_WORK) as session:
            long_runs.turn(session, seen, STOPPED)
        return False
    with enter(actor, P.TASK_WORK) as session:
        is_ours = long_runs.took(session, seen, seen.done + len(part), took)
    return is_ours and seen.left > len(part)


def _took(actor: Actor, seen: LongRun, part: Sequence[int], on: date) -> Took:
    sort = SORTS[seen.sort]
    if sort.find is not None:
        return Took(result=sort.find(actor, seen, part))
    return Took(_met(actor, sort, part, on))


def _met(actor: Actor, sort: Sort, part: Sequence[int], on: date) -> list[Problem]:
    """Do a part at once; where that is refused, each subject by itself, and say which want a person."""
    assert sort.act is not None, "it does something to its subjects"
    try:
        return sort.act(actor, part, on)
    except MET as error:
        if len(part) == 1:
            return [Problem(part[0], _why(error))]
        return [problem for subject in part for problem in _met(actor, sort, [subject], on)]


def _why(error: Exception) -> str:
    if isinstance(error, Refused):
        return str(error)
    if isinstance(error, StalePlan):
        return "Somebody changed it at the same time. Do it again by itself."
    if isinstance(error, ClosedDay):
        return "The day is closed. Do it on an open day."
    return "The books refuse it. Open it, and do it by itself."


def _turn(actor: Actor, run_id: int, seen: str, state: str) -> None:
    with enter(actor, P.TASK_WORK) as session:
        run = _own(session, actor, run_id)
        if run.state == DONE:
            raise refusal("RUN-02", "It is done.", "See what wants you below.")
        if run.state == seen and long_runs.turn(session, run, state) and state == GOING:
            queue.defer_long_run(session, run_id)


def _own(session: Session, actor: Actor, run_id: int) -> LongRun:
    found = long_runs.run(session, run_id)
    if found.begun_by != actor.name:
        raise refusal("RUN-04", "Somebody else began this.", "Ask them to stop it or to go on.")
    return found
