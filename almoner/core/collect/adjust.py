"""What a person does to balances: a write-off, or a transfer to who owes them; signed, posted and taken back.

Promises that nothing moves before as many people have signed as the reason's limit wants, that no balance is
taken further than zero, that who asked never signs for the second person, and that taking an act back is its
exact reversal as a whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from almoner.core.charge import ChargeLine
from almoner.core.chart.advance_notice import WITHOUT
from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.claim import WAITING
from almoner.core.collect.adjust_reasons import ActReason, Need
from almoner.core.ledger import Account, Posting, Subject, account_name, ranked, reversal_of
from almoner.core.ledger.accounts import CHART, RECEIVABLE
from almoner.core.ledger.posting import Effect, post
from almoner.core.money import in_dollars
from almoner.core.party import PayerKind
from almoner.core.plan import Ids, Plan, Task, reading

TASK = "approve_balance_act"
OWNER = "manager"
DUE = timedelta(days=4)
MOST_PARTS = 20_000
LONGEST_NOTE = 500
PATIENT = "PR"


class ActState(StrEnum):
    """Where an act stands."""

    PROPOSED = "proposed"
    """A second person has to sign; nothing has moved."""
    POSTED = "posted"
    REFUSED = "refused"
    """The second person said no, or who asked took it back; nothing has moved."""
    REVERSED = "reversed"
    """It was posted and taken back whole."""


@dataclass(frozen=True, slots=True)
class ActPart:
    """How much of a line's balance on an account; `claim_id` is the claim that asks a payer for it."""

    line_id: int
    account: str
    cents: int
    claim_id: int = 0


@dataclass(frozen=True, slots=True)
class BalanceAct:
    """A person's act on balances, for a reason. `cents` is the sum of its parts. `patient_id` and `claim_id`
    are 0 where it is about many.

    Posted without `decided_by`, one person did it alone, within `alone_cents`; else that second person signed
    it. `denial_ids` are the refusals that ended with it.
    """

    kind: ClassVar[str] = "balance_act"
    id: int
    reason: str
    parts: tuple[ActPart, ...]
    cents: int
    proposed_by: str
    proposed_on: date
    version: int = 1
    patient_id: int = 0
    claim_id: int = 0
    note: str = ""
    state: ActState = ActState.PROPOSED
    alone_cents: int = 0
    decided_by: str = ""
    decided_on: date | None = None
    decided_why: str = ""
    reversed_by: str = ""
    reversed_on: date | None = None
    reversed_why: str = ""
    denial_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Balance:
    """A line's balance on one receivable as the books hold it now, with what a reason may ask about it.

    `claim` asks the payer for it; None for a patient's balance. `credit_cents` is what the line's other
    receivables have too much meanwhile.
    """

    line: ChargeLine
    cents: int
    claim: Claim | None = None
    payer_kind: PayerKind | None = None
    facts: frozenset[Need] = frozenset()
    credit_cents: int = 0


Balances = Mapping[tuple[int, str], Balance]
"""Balances by line and account id."""


@dataclass(frozen=True, slots=True)
class Case:
    """What an act is judged by: its reason, the balances, and how much its author may still move alone."""

    reason: ActReason
    balances: Balances = field(default_factory=dict)
    alone_cents: int = 0
    denial_ids: tuple[int, ...] = ()


def faults(draft: BalanceAct, case: Case) -> list[str]:
    """Return what stands against an act, each as one sentence for who asks for it; all of it is asked again
    when it is posted.
    """
    found = []
    if case.reason.needs_note and not draft.note.strip():
        found.append("This reason wants a note: say why.")
    if len(draft.note) > LONGEST_NOTE or not draft.note.isprintable():
        found.append(f"A note is one line of at most {LONGEST_NOTE} characters.")
    places = [(part.line_id, part.account) for part in draft.parts]
    if not 0 < len(places) <= MOST_PARTS or len(set(places)) < len(places):
        found.append(f"An act moves 1 to {MOST_PARTS:,} balances, each once.")
    return found + list(dict.fromkeys(fault for part in draft.parts for fault in _of_part(part, case)))


def _of_part(part: ActPart, case: Case) -> Iterable[str]:
    reason, held = case.reason, case.balances.get((part.line_id, part.account))
    if held is None or reason.ledger_reason(part.account) is None:
        yield "The reason takes nothing from this balance."
        return
    if not 0 < part.cents <= max(held.cents, 0):
        yield f"No more than is open can be moved, and more than 0.00: {in_dollars(held.cents)} is open."
    if _gives_up(part, reason) and held.cents >= part.cents > max(0, held.cents - held.credit_cents):
        yield CREDIT.format(cents=in_dollars(held.credit_cents))
    if reason.at_most_cents and held.cents > reason.at_most_cents:
        yield f"The reason takes balances of at most {in_dollars(reason.at_most_cents)}."
    owed = account_name(part.account)
    is_payers = owed is not Account.PATIENT_AR
    if is_payers and (held.claim is None or part.account != ranked(owed, held.claim.rank)):
        yield "No claim asks this payer for it: bill it first."
    elif held.claim is not None and held.claim.state in UNDECIDED:
        yield "The payer has still to speak of the claim: wait, or withdraw it first."
    if reason.needs and reason.needs not in held.facts:
        yield WANTED[reason.needs]
    if WITHOUT in held.line.modifiers and _goes_to_patient(part, reason):
        yield "The line says that there is no advance notice (GZ): it is never the patient's."
    if held.payer_kind in reason.never_for:
        yield "A patient of this kind of payer is never billed for it."


CREDIT = "The line has a credit of {cents} elsewhere: apply that first, or take back what made it."


def _gives_up(part: ActPart, reason: ActReason) -> bool:
    why = reason.ledger_reason(part.account)
    return why is not None and CHART[why][0] not in RECEIVABLE


def _goes_to_patient(part: ActPart, reason: ActReason) -> bool:
    why = reason.ledger_reason(part.account)
    is_moved = account_name(part.account) is not Account.PATIENT_AR
    return is_moved and why is not None and CHART[why][0] is Account.PATIENT_AR


WANTED = {
    Need.DENIAL: "No refusal of the line can be given up: there is none, or its appeal waits for an answer.",
    Need.NOTICE: "No notice that the patient signed before the service is on file for it.",
    Need.COVERAGE_OVER: "The policy was in force on that day.",
}


UNDECIDED = WAITING | {ClaimState.SUSPENDED}
"""States of a claim whose balance is not given up: an answer, or cash to be placed, is still to come."""


def propose(draft: BalanceAct, case: Case, *, ids: Ids, on: date) -> Plan:
    """Return the plan of a draft (id 0): posted at once where one person may do it alone, else a proposal
    with a task for the second.
    """
    assert draft.id == 0, "a draft has no id yet"
    assert not faults(draft, case), "the flow shows the faults first"
    cents = sum(part.cents for part in draft.parts)
    act = replace(draft, id=next(ids), version=1, cents=cents, proposed_on=on, alone_cents=case.alone_cents)
    if cents <= case.alone_cents:
        return _posted(act, case, on=on)
    act = replace(act, state=ActState.PROPOSED)
    return Plan(on=on, records=(act,), tasks=(_task(act, case.reason, task_id=next(ids), on=on),))


def _task(act: BalanceAct, reason: ActReason, *, task_id: int, on: date) -> Task:
    return Task(
        id=task_id,
        what=TASK,
        subject_kind=act.kind,
        subject_id=act.id,
        why=f"{act.proposed_by} asks for {in_dollars(act.cents)}: {reason.label}.",
        owner=OWNER,
        opened_on=on,
        due_on=on + DUE,
        patient_id=act.patient_id,
        claim_id=act.claim_id,
        cents=act.cents,
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides about a proposal, on which day, and what they say."""

    by: str
    on: date
    why: str = ""


def approve(act: BalanceAct, case: Case, asked: Sequence[Task], decision: Decision) -> Plan:
    """Return the plan that posts a proposal which a second person signs; its tasks are done."""
    assert act.state is ActState.PROPOSED, "only a proposal is signed"
    assert decision.by != act.proposed_by, "who asks never signs"
    assert not faults(act, case), "the flow shows what has changed since"
    plan = _posted(_decided(act, decision), case, on=decision.on)
    done = tuple(task.closed(by=decision.by, outcome="approved", on=decision.on) for task in asked)
    return replace(plan, tasks=done, reads=reading(act, *asked))


def refuse(act: BalanceAct, asked: Sequence[Task], decision: Decision) -> Plan:
    """Return the plan that ends a proposal without moving anything."""
    assert act.state is ActState.PROPOSED, "only a proposal is refused"
    gone = replace(_decided(act, decision), state=ActState.REFUSED)
    done = tuple(task.closed(by=decision.by, outcome=decision.why, on=decision.on) for task in asked)
    return Plan(on=decision.on, records=(gone,), tasks=done, reads=reading(act, *asked))


def _decided(act: BalanceAct, decision: Decision) -> BalanceAct:
    return replace(
        act,
        version=act.version + 1,
        decided_by=decision.by,
        decided_on=decision.on,
        decided_why=decision.why,
    )


def _posted(act: BalanceAct, case: Case, *, on: date) -> Plan:
    standing = replace(act, state=ActState.POSTED, denial_ids=case.denial_ids)
    postings = (
        _posting(part, case, key=f"act:{act.id}:{number}", on=on) for number, part in enumerate(act.parts, 1)
    )
    return Plan(on=on, records=(standing,), postings=tuple(postings))


def _posting(part: ActPart, case: Case, *, key: str, on: date) -> Posting:
    held = case.balances[part.line_id, part.account]
    reason = case.reason.ledger_reason(part.account)
    assert reason is not None, "the faults say so before"
    carc = case.reason.carc
    return post(
        Effect(
            reason,
            part.cents,
            _subject(held),
            key=key,
            group=PATIENT if carc else "",
            carc=carc,
        ),
        on=on,
    )


def _subject(held: Balance) -> Subject:
    line, claim = held.line, held.claim
    about = Subject(
        patient_id=line.patient_id,
        visit_id=line.visit_id,
        line_id=line.id,
        provider_id=line.provider_id,
        location_id=line.location_id,
        service_on=line.service_on,
    )
    if claim is None:
        return about
    return replace(
        about,
        claim_id=claim.id,
        revision_id=claim.revision_id,
        payer_id=claim.payer_id,
        rank=claim.rank,
    )


def back_faults(postings: Iterable[Posting], balances: Mapping[tuple[int, str], int]) -> list[str]:
    """Return what stands against taking an act back, each as one sentence. `balances` are cents by line and
    account id: what was given up and has been paid since is not owed again.
    """
    is_paid = any(
        account_name(one.debit) is Account.BAD_DEBT
        and balances.get((one.subject.line_id, one.debit), 0) < one.cents
        for one in postings
    )
    return ["A part of it was paid after it was given up: take that money off the line first."] * is_paid


def reverse(act: BalanceAct, postings: Iterable[Posting], decision: Decision) -> Plan:
    """Return the plan that takes a posted act back as a whole: each of its postings is reversed exactly."""
    assert act.state is ActState.POSTED, "only what was posted is taken back"
    back = replace(
        act,
        version=act.version + 1,
        state=ActState.REVERSED,
        reversed_by=decision.by,
        reversed_on=decision.on,
        reversed_why=decision.why,
    )
    undone = tuple(reversal_of(one, key=f"undo:{one.key}", on=decision.on) for one in postings)
    assert len(undone) == len(act.parts), "an act has one posting a part"
    return Plan(on=decision.on, records=(back,), postings=undone, reads=reading(act))
