"""Work over many records that goes on after its page is left: begun by a person, taken on part by part by
the worker in that person's name and rights, stopped and taken up again.

Promises that each part is whole or not done at all, that a part which is cut off is done again without
harm (each sort's act is safe to run twice), and that what is refused of one subject stops no other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.remit import Remittance
from almoner.core.report.kpi import Asked
from almoner.flow.access import AccessDenied, Actor, Permission, enter, require
from almoner.flow.admit import name_of
from almoner.flow.books import audit
from almoner.flow.claim import claim_coded
from almoner.flow.claim.hand_over import Sleep, check_sleep
from almoner.flow.collect import statement
from almoner.flow.collect.collections import check_agency, held_patients
from almoner.flow.collect.small import found_small
from almoner.flow.manage import kpi
from almoner.flow.manage.kpi import When
from almoner.flow.refused import refusal, refuse_without_reason
from almoner.flow.remit import post
from almoner.flow.work.long_sorts import (
    LARGE_PAYMENT,
    MET,
    MOST,
    SORTS,
    figures,
    figures_of,
    is_long,
    taking,
    why,
)
from almoner.store import queue
from almoner.store.kept import brought, kept_boards, long_runs
from almoner.store.kept.long_runs import DONE, GOING, STOPPED, Begun, LongRun, Problem, Took
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.session import Session

P = Permission


def begin_statements(actor: Actor, chosen: Sequence[int] = (), *, on: date) -> int:
    """Begin to make the statements of the chosen patients, else every one that is due today; return the
    run's id.
    """
    require(actor, P.STATEMENT_SEND)
    due = chosen or [one.patient_id for one in statement.statements_due(actor, on=on, limit=MOST)]
    return _begin(actor, P.STATEMENT_SEND, Begun("statements", due), on)


def begin_claims(actor: Actor, *, on: date) -> int:
    """Begin to charge every coded visit and to build its claims; return the run's id."""
    require(actor, P.CLAIM_BUILD)
    return _begin(actor, P.CLAIM_BUILD, Begun("claims", claim_coded.unclaimed(actor, limit=MOST)), on)


def begin_payments(actor: Actor, *, on: date) -> int:
    """Begin to post every payment that waits and needs nobody's eyes; return the run's id."""
    require(actor, P.REMITTANCE_POST)
    return _begin(
        actor, P.REMITTANCE_POST, Begun("payments", [one.id for one in post.waiting(actor, limit=MOST)]), on
    )


def begin_figures(actor: Actor, when: When, *, today: date) -> int:
    """Begin to count the board of a day and period, or find the run that already does; return the run's id.
    Refused where it is counted.
    """
    with enter(actor, P.LEDGER_READ) as session:
        asked = kpi.asked_about(session, when, today=today)
        if kept_boards.kept(session, asked) is not None:
            raise refusal("RUN-05", "These figures are counted.", "Open them again.")
        subjects = figures(asked)
        other = long_runs.run_about(session, "figures", asked.entry_id)
        if other is not None and other.state != DONE and [*other.subjects] == subjects:
            return other.id
        return begin(session, Begun("figures", subjects, asked.entry_id), on=today)


def begin_receipts(actor: Actor, patient_ids: Sequence[int], *, on: date) -> int:
    """Begin to lay the free money of patients on what they owe; return the run's id."""
    require(actor, P.RECEIPT_ALLOCATE)
    return _begin(actor, P.RECEIPT_ALLOCATE, Begun("receipts", patient_ids), on)


def begin_posting(actor: Actor, remittance_id: int, *, on: date, reason: str = "") -> int:
    """Begin to post one payment; return the run's id, 0 where it is so small that it is done while somebody
    waits.
    """
    require(actor, P.REMITTANCE_POST)
    return _begin_large(actor, Begun("posting", [remittance_id], asks={"reason": reason}), on)


def begin_reversal(actor: Actor, remittance_id: int, *, on: date, reason: str) -> int:
    """Begin to take one payment back as a unit; return as above. Refused without a reason."""
    require(actor, P.REMITTANCE_REVERSE)
    refuse_without_reason(reason)
    return _begin_large(actor, Begun("reversal", [remittance_id], asks={"reason": reason}), on)


def _begin_large(actor: Actor, begun: Begun, on: date) -> int:
    is_back = begun.sort == "reversal"
    with enter(actor, P.REMITTANCE_REVERSE if is_back else P.REMITTANCE_POST) as session:
        if session.get(Remittance, begun.subjects[0]).claim_count <= LARGE_PAYMENT:
            return 0
        return begin(session, begun, on=on)


def begin_files(actor: Actor, files: Sequence[tuple[str, bytes]], *, on: date) -> int:
    """Keep files that somebody brought, and begin to take them in, each whole or not at all; return the
    run's id.
    """
    with enter(actor, P.FILE_RECEIVE) as session:
        ids = session.ids()
        kept = [(next(ids), name, content) for name, content in files]
        for file_id, name, content in kept:
            brought.keep(session, file_id, name_of(name), content)
        return begin(session, Begun("files", [file_id for file_id, _, _ in kept]), on=on)


def begin_debts(actor: Actor, patient_ids: Sequence[int], agency: str, *, on: date) -> int:
    """Begin to hand the bills of patients to an agency as one batch; return the run's id."""
    with enter(actor, P.PLACEMENT_WRITE) as session:
        check_agency(agency)
        batch_id = next(session.ids())
        return begin(session, Begun("debts", patient_ids, batch_id, {"agency": agency}), on=on)


def begin_ending(actor: Actor, batch_id: int, *, on: date, reason: str, is_lost: bool = False) -> int:
    """Begin to take a batch back from its agency, or to write it off as lost; return the run's id, 0
    where it is so little that it can be done while somebody waits.
    """
    sort = "write_offs" if is_lost else "recalls"
    with enter(actor, P.BALANCE_APPROVE if is_lost else P.PLACEMENT_WRITE) as session:
        refuse_without_reason(reason)
        patients = held_patients(session, batch_id)
        if not is_long(sort, len(patients)):
            return 0
        return begin(session, Begun(sort, patients, batch_id, {"reason": reason}), on=on)


def begin_small(actor: Actor, *, seen_cents: int, on: date) -> int:
    """Begin to write the small balances off as one act, as they were seen; return the run's id, 0 where
    they are so few that it can be done while somebody waits.
    """
    with enter(actor, P.BALANCE_ADJUST) as session:
        lines = [row.line_id for row in found_small(session, on=on).rows]
        if not is_long("small_balances", len(lines)):
            return 0
        return begin(session, Begun("small_balances", lines, asks={"cents": seen_cents}), on=on)


def begin_denials(actor: Actor, seen: Mapping[int, int], *, note: str, on: date) -> int:
    """Begin to give refusals up as one act, as they were seen (cents by refusal); return the run's id."""
    require(actor, P.BALANCE_ADJUST)
    return _begin(
        actor,
        P.BALANCE_ADJUST,
        Begun("denials", list(seen), asks={"cents": list(seen.values()), "note": note}),
        on,
    )


def begin_handing(actor: Actor, seen: Mapping[int, int], *, to: str, on: date) -> int:
    """Begin to hand tasks over as one act, as they were seen (version by task); return the run's id."""
    require(actor, P.TASK_WORK)
    return _begin(
        actor,
        P.TASK_WORK,
        Begun("handing_over", list(seen), asks={"versions": list(seen.values()), "to": to}),
        on,
    )


def begin_putting_off(actor: Actor, seen: Mapping[int, int], sleep: Sleep, *, on: date) -> int:
    """Begin to put tasks off as one act, as they were seen; return the run's id. Refused without a day."""
    require(actor, P.TASK_WORK)
    check_sleep(sleep, on=on)
    asks = {"until": str(sleep.until), "why": sleep.why}
    return _begin(
        actor,
        P.TASK_WORK,
        Begun("putting_off", list(seen), asks={"versions": list(seen.values()), **asks}),
        on,
    )


def begin_proof(actor: Actor, *, on: date) -> int:
    """Begin to prove the whole audit; return the run's id, 0 where it is so short that it is proved while
    somebody waits.
    """
    require(actor, P.AUDIT_READ)
    parts = audit.parts(actor)
    return _begin(actor, P.AUDIT_READ, Begun("audit", parts), on) if parts else 0


def counting(actor: Actor, asked: Asked, *, today: date) -> tuple[Frame, LongRun | None]:
    """Return the run that counts a board, None where nobody began one that is still to do."""
    with enter(actor, P.LEDGER_READ) as session:
        run = long_runs.run_about(session, "figures", asked.entry_id)
        is_it = run is not None and run.state != DONE and figures_of(run) == asked
        return lists.frame(session, on=today), run if is_it else None


def _begin(actor: Actor, permission: Permission, begun: Begun, on: date) -> int:
    if not begun.subjects:
        raise refusal("RUN-01", "Nothing is left to do.", "Look again tomorrow.")
    with enter(actor, permission) as session:
        return begin(session, begun, on=on)


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
    with enter(actor, P.RUN_WATCH) as session:
        return Shown(lists.frame(session, on=on), long_runs.run(session, run_id))


def stop(actor: Actor, run_id: int) -> None:
    """Let a run of one's own stop after the part that is under way."""
    _turn(actor, run_id, GOING, STOPPED)


def go_on(actor: Actor, run_id: int) -> None:
    """Let a run that was stopped go on where it stopped."""
    _turn(actor, run_id, STOPPED, GOING)


def put_away(actor: Actor, run_id: int) -> None:
    """Show a run of one's own no longer on every page; refused while it is going."""
    with enter(actor, P.RUN_WATCH) as session:
        own = _own(session, actor, run_id)
        if own.state == GOING:
            raise refusal("RUN-03", "It is still going.", "Stop it first, or let it end.")
        if own.sort == "files":
            brought.forget(session, own.subjects)
        long_runs.put_away(session, run_id)


def take_on(actor: Actor, run_id: int, *, on: date) -> bool:
    """Do the next part of a run in the name and by the rights of the person who began it; return whether
    more is left. Where that person lost the right to it, the run stops.
    """
    from almoner.flow.users import member  # its tables want the books open

    with enter(actor, P.RUN_WATCH) as session:
        seen = long_runs.run(session, run_id)
    if seen.state != GOING:
        return False
    part = taking(SORTS[seen.sort], seen)
    try:
        took = _took(member(actor.practice_id, seen.begun_by), seen, part, on)
    except AccessDenied:
        with enter(actor, P.RUN_WATCH) as session:
            long_runs.turn(session, seen, STOPPED)
        return False
    with enter(actor, P.RUN_WATCH) as session:
        is_ours = long_runs.took(session, seen, seen.done + len(part), took)
    return is_ours and seen.left > len(part)


def _took(actor: Actor, seen: LongRun, part: Sequence[int], on: date) -> Took:
    """Do a part at once; where that is refused, each subject by itself, and say which want a person. What
    is one act is not done in pieces.
    """
    sort = SORTS[seen.sort]
    try:
        return sort.act(actor, seen, part, on)
    except MET as error:
        if len(part) == 1 or sort.is_whole:
            return Took([Problem(part[0], why(error))])
        each = [_took(actor, seen, [subject], on) for subject in part]
        return Took([problem for one in each for problem in one.problems])


def _turn(actor: Actor, run_id: int, seen: str, state: str) -> None:
    with enter(actor, P.RUN_WATCH) as session:
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
