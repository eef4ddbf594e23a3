"""The sorts of work that goes on after its page is left: by whose right each is done, how much of it at
once, and what it does with a part.

Promises that each is safe to do twice: a part that was cut off after its act finds it done.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from almoner.core.collect.adjust import ActState, BalanceAct
from almoner.core.remit import RemittanceState
from almoner.core.report.kpi import Asked, Period
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.books import audit
from almoner.flow.claim import claim_coded, hand_over
from almoner.flow.collect import collect, collections, give_up, small, statement
from almoner.flow.exchange import receive
from almoner.flow.manage import kpi
from almoner.flow.refused import Refused
from almoner.flow.remit import contract_impact, post
from almoner.store.commit import AlreadyDone, ClosedDay, RefusedByStore, StalePlan
from almoner.store.kept import brought
from almoner.store.kept.long_runs import LongRun, Problem, Took
from almoner.store.once import Once

MOST = 5000
"""Subjects of one run."""
P = Permission
MET = (Refused, StalePlan, ClosedDay, AlreadyDone, RefusedByStore)
"""What may meet a part that is nobody's mistake of programming."""
NOTHING = Took()


@dataclass(frozen=True, slots=True)
class Sort:
    """What a run does to its subjects, by whose right. `is_whole`: all of them are one act, or none."""

    permission: Permission
    act: Callable[[Actor, LongRun, Sequence[int], date], Took]
    is_whole: bool = False


def taking(sort: Sort, run: LongRun) -> Sequence[int]:
    """Return the part of a run that comes next."""
    return run.subjects[run.done :][: None if sort.is_whole else AT_ONCE[run.sort]]


def _once(actor: Actor, run: LongRun, part: Sequence[int]) -> Actor:
    """Return the person as who does this part of a run, and no part twice."""
    said = sha256(f"{run.sort} {list(part)}".encode()).hexdigest()
    return replace(actor, once=Once(f"long-run-{run.id}-{part[0]}", said))


def why(error: Exception) -> str:
    """Say what met a part, and what to do."""
    if isinstance(error, Refused):
        return str(error)
    if isinstance(error, StalePlan):
        return "Somebody changed it at the same time. Do it again by itself."
    if isinstance(error, ClosedDay):
        return "The day is closed. Do it on an open day."
    return "The books refuse it. Open it, and do it by itself."


def _state(actor: Actor, _run: LongRun, part: Sequence[int], on: date) -> Took:
    statement.state_accounts(actor, part, on=on)
    return NOTHING


def _apply(actor: Actor, _run: LongRun, part: Sequence[int], on: date) -> Took:
    collect.lay_receipts(actor, part, on=on)
    return NOTHING


def _post_clean(actor: Actor, _run: LongRun, part: Sequence[int], on: date) -> Took:
    """Post what needs nobody's eyes; what still waits afterwards needs them."""
    done = {one for one in part if post.post_if_clean(actor, one, on=on)}
    left = {one.id for one in post.waiting(actor, limit=MOST)} - done if len(done) < len(part) else set()
    told = "Not everything in it can be placed with certainty."
    return Took([Problem(one, told) for one in part if one in left])


def _post(actor: Actor, run: LongRun, part: Sequence[int], on: date) -> Took:
    """Post one payment that a person has looked at."""
    (remittance_id,) = part
    if not post.is_in(actor, remittance_id, RemittanceState.POSTED):
        made = post.post(actor, remittance_id, on=on, reason=str(run.asks.get("reason", "")))
        if made.state is not RemittanceState.POSTED:
            return Took([Problem(remittance_id, "It waits for its deposit and posts when that has come.")])
    return Took(result=["payment", remittance_id])


def _reverse(actor: Actor, run: LongRun, part: Sequence[int], on: date) -> Took:
    (remittance_id,) = part
    if not post.is_in(actor, remittance_id, RemittanceState.REVERSED):
        post.reverse(actor, remittance_id, on=on, reason=str(run.asks.get("reason", "")))
    return NOTHING


def _claim(actor: Actor, _run: LongRun, part: Sequence[int], on: date) -> Took:
    """Build the claims of coded visits; what is held has its own owner and stands under Ready to send."""
    claim_coded.claim_these(actor, part, on=on)
    return NOTHING


def _count_contract(actor: Actor, run: LongRun, part: Sequence[int], _on: date) -> Took:
    return Took(result=contract_impact.count_on(actor, run.about_id, part, run.result))


def _place(actor: Actor, run: LongRun, part: Sequence[int], on: date) -> Took:
    """Hand bills to an agency, with the others of the batch that the run is about."""
    by, agency = _once(actor, run, part), str(run.asks["agency"])
    try:
        collections.place_bills(by, part, agency, on=on, batch_id=run.about_id)
    except Refused as refused:
        if not _is(refused, "PLC-02"):  # a bill of several patients went with the first of them
            raise
    return NOTHING


def _recall(actor: Actor, run: LongRun, part: Sequence[int], on: date) -> Took:
    return _end(collections.recall_batch, actor, run, part, on)


def _lose(actor: Actor, run: LongRun, part: Sequence[int], on: date) -> Took:
    return _end(collections.write_off_batch, actor, run, part, on)


def _end(end: Callable[..., int], actor: Actor, run: LongRun, part: Sequence[int], on: date) -> Took:
    try:
        end(actor, run.about_id, on=on, reason=str(run.asks["reason"]), patient_ids=part)
    except Refused as refused:
        if not _is(refused, "PLC-04"):  # they came back before
            raise
    return NOTHING


def _is(refused: Refused, edit: str) -> bool:
    return any(one.edit == edit for one in refused.findings)


def _write_off_small(actor: Actor, run: LongRun, part: Sequence[int], on: date) -> Took:
    by = _once(actor, run, part)
    return _done(small.write_off_small(by, seen_cents=int(run.asks["cents"]), on=on))


def _give_up(actor: Actor, run: LongRun, part: Sequence[int], on: date) -> Took:
    seen = dict(zip(part, run.asks["cents"], strict=True))
    by = _once(actor, run, part)
    return _done(give_up.give_up(by, seen, note=str(run.asks["note"]), on=on))


def _done(act: BalanceAct) -> Took:
    return Took(result=["proposed" if act.state is ActState.PROPOSED else "posted", act.id])


def _hand_over(actor: Actor, run: LongRun, part: Sequence[int], on: date) -> Took:
    seen = dict(zip(part, run.asks["versions"], strict=True))
    by = _once(actor, run, part)
    return Took(result=["work", hand_over.hand_over(by, seen, to=str(run.asks["to"]), on=on)])


def _put_off(actor: Actor, run: LongRun, part: Sequence[int], on: date) -> Took:
    seen = dict(zip(part, run.asks["versions"], strict=True))
    sleep = hand_over.Sleep(date.fromisoformat(run.asks["until"]), str(run.asks["why"]))
    return Took(result=["work", hand_over.snooze(_once(actor, run, part), seen, sleep, on=on)])


def _take_in(actor: Actor, run: LongRun, part: Sequence[int], on: date) -> Took:
    """Take a file in that somebody brought, or say what stands against it; its bytes are kept no longer."""
    (file_id,) = part
    with enter(actor, P.FILE_RECEIVE) as session:
        kept = brought.kept(session, file_id)
    if kept is None:
        return NOTHING
    told, problems = _received(actor, file_id, *kept, on)
    with enter(actor, P.FILE_RECEIVE) as session:
        brought.forget(session, [file_id])
    return Took(problems, [*run.result, told])


def _received(
    actor: Actor, file_id: int, name: str, content: bytes, on: date
) -> tuple[dict[str, object], list[Problem]]:
    try:
        found = receive.receive(actor, name, content, on=on)
    except MET as error:
        return {"name": name, "against": why(error)}, [Problem(file_id, why(error))]
    ids = found.remittance_ids or found.earlier_ids
    return {"name": name, "words": found.words, "about": found.about, "ids": list(ids)}, []


def _count_figures(actor: Actor, run: LongRun, part: Sequence[int], _on: date) -> Took:
    (subject,) = part
    on, period, place = _read_figures(subject)
    return Took(result=kpi.count_part(actor, Asked(on, run.about_id, period), place, run.result))


def figures(asked: Asked) -> list[int]:
    """Return the parts of a board as subjects: the day, the period and which part, in one number each."""
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


def _prove(actor: Actor, run: LongRun, part: Sequence[int], _on: date) -> Took:
    """Prove the audit on; what is broken wants somebody, and nothing is proved beyond it."""
    (through,) = part
    is_last = through == run.subjects[-1]
    proved = audit.prove_part(actor, through, run.result, is_last=is_last)
    told = [f"{one}. Run `almoner verify`." for one in audit.broken_of(audit.read_proved(proved))]
    return Took([Problem(through, one) for one in told] if is_last else [], proved)


SORTS: Mapping[str, Sort] = {
    "statements": Sort(P.STATEMENT_SEND, _state),
    "receipts": Sort(P.RECEIPT_ALLOCATE, _apply),
    "payments": Sort(P.REMITTANCE_POST, _post_clean),
    "posting": Sort(P.REMITTANCE_POST, _post),
    "reversal": Sort(P.REMITTANCE_REVERSE, _reverse),
    "files": Sort(P.FILE_RECEIVE, _take_in),
    "claims": Sort(P.CLAIM_BUILD, _claim),
    "debts": Sort(P.PLACEMENT_WRITE, _place),
    "recalls": Sort(P.PLACEMENT_WRITE, _recall),
    "write_offs": Sort(P.BALANCE_APPROVE, _lose),
    "small_balances": Sort(P.BALANCE_ADJUST, _write_off_small, is_whole=True),
    "denials": Sort(P.BALANCE_ADJUST, _give_up, is_whole=True),
    "handing_over": Sort(P.TASK_WORK, _hand_over, is_whole=True),
    "putting_off": Sort(P.TASK_WORK, _put_off, is_whole=True),
    "contract": Sort(P.SETUP_WRITE, _count_contract),
    "figures": Sort(P.LEDGER_READ, _count_figures),
    "audit": Sort(P.AUDIT_READ, _prove),
}
LARGE_PAYMENT = 1000
"""A payment of more claims is posted and taken back by a run."""
LARGE_FILE = 1 << 20
"""Files of more bytes together are taken in by a run."""


AT_ONCE: Mapping[str, int] = {
    "statements": 20,
    "receipts": 20,
    "payments": 1,
    "posting": 1,
    "reversal": 1,
    "files": 1,
    "claims": 50,
    "debts": 20,
    "recalls": 50,
    "write_offs": 50,
    "small_balances": 100,
    "denials": 25,
    "handing_over": 50,
    "putting_off": 50,
    "contract": contract_impact.AT_ONCE,
    "figures": 1,
    "audit": 1,
}
"""So many subjects are done at once, and while somebody waits."""


def is_long(sort: str, subjects: int) -> bool:
    """True where so many subjects are more than is done while somebody waits."""
    return subjects > AT_ONCE[sort]
