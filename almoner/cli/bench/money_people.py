"""What people do to balances on the books in memory: write-offs that two sign, refunds by three hands."""

import random
from collections.abc import Callable, Sequence

from almoner.cli.bench.money_books import MoneyBooks, Owed
from almoner.cli.bench.money_debts import owned, undecided
from almoner.core.collect import Receipt
from almoner.core.collect.adjust import (
    ActPart,
    ActState,
    Balance,
    BalanceAct,
    Case,
    Decision,
    approve,
    back_faults,
    faults,
    propose,
    refuse,
    reverse,
)
from almoner.core.collect.adjust_reasons import ActReason, Need
from almoner.core.collect.refund import (
    METHODS,
    CreditLine,
    Issue,
    Refund,
    RefundState,
    acknowledge,
    ask,
    ask_faults,
    clear,
    decide,
    decide_faults,
    issue,
    issue_faults,
    key_of,
    settle,
    void,
    void_faults,
)
from almoner.core.collect.refund import Case as RefundCase
from almoner.core.collect.refund import Decision as RefundDecision
from almoner.core.collect.refund_held import back_to_suspense, leave_suspense
from almoner.core.denial import Denial, DenialState, give_up
from almoner.core.ledger import Posting, Reason, Subject, ranked
from almoner.core.ledger.accounts import Account, credit_beside
from almoner.core.party import PayerKind
from almoner.core.plan import Plan, Task, join

PATIENT = Account.PATIENT_AR.value
ALONE_CENTS = 25_00
"""How much one person moves alone here; what is more wants a second one."""
ONE, OTHER, THIRD = "biller", "manager", "desk"

# ------------------------------------------------------------------------------------------------ write-offs


def move_balance(books: MoneyBooks, chance: random.Random) -> bool:
    """Somebody asks to write a balance off, or to give it to the patient; a small one is moved at once."""
    found = _open_balances(books, chance)
    if not found:
        return False
    owed, line_id, account, open_cents = found
    cents = open_cents if chance.random() < 0.8 else chance.randint(1, open_cents)
    part = ActPart(line_id, account, cents, owed.claim.id if owed else 0)
    patient_id = books.lines[line_id].patient_id
    reason = chance.choice(books.act_reasons)
    draft = BalanceAct(
        id=0,
        reason=reason.id,
        parts=(part,),
        cents=cents,
        proposed_by=ONE,
        proposed_on=books.on,
        patient_id=patient_id,
        claim_id=owed.claim.id if owed else 0,
        note="looked at",
    )
    case = _case(books, draft, reason)
    if faults(draft, case):
        return False
    plan = propose(draft, case, ids=books.ids, on=books.on)
    _commit_act(books, plan)
    return True


def sign(books: MoneyBooks, chance: random.Random) -> bool:
    """A second person signs a proposal, or refuses it; one that fits no more is refused."""
    waiting = [one for one in books.all(BalanceAct).values() if one.state is ActState.PROPOSED]
    if not waiting:
        return False
    act = chance.choice(waiting)
    case = _case(books, act, next(one for one in books.act_reasons if one.id == act.reason))
    asked = [task for task in books.work.values() if task.subject_id == act.id]
    decision = Decision(OTHER, books.on, "seen")
    if faults(act, case) or chance.random() < 0.2:
        books.commit(refuse(act, asked, decision))
    else:
        _commit_act(books, approve(act, case, asked, decision))
    return True


def take_act_back(books: MoneyBooks, chance: random.Random) -> bool:
    """A posted act is taken back as a whole, and what is open again is followed again."""
    posted = [one for one in books.all(BalanceAct).values() if one.state is ActState.POSTED]
    if not posted:
        return False
    act = chance.choice(posted)
    postings = [books.postings[f"act:{act.id}:{number}"] for number in range(1, len(act.parts) + 1)]
    balances = {key: cents for part in act.parts for key, cents in _all_of(books, part.line_id)}
    if back_faults(postings, balances):
        return False
    plans = [reverse(act, postings, Decision(OTHER, books.on, "a mistake"))]
    if act.claim_id:
        claim = books.owed[act.claim_id].claim
        ended = [
            one
            for one in books.owed[act.claim_id].denials.values()
            if one.id in act.denial_ids and one.state is DenialState.SETTLED
        ]
        plans.append(give_up.take_up(claim, ended, cents=act.cents, ids=books.ids, on=books.on))
    books.commit(join(plans, on=books.on))
    return True


def _all_of(books: MoneyBooks, line_id: int) -> list[tuple[tuple[int, str], int]]:
    return [((line_id, account), cents) for account, cents in books.balances[line_id].items()]


def _open_balances(books: MoneyBooks, chance: random.Random) -> tuple[Owed | None, int, str, int] | None:
    """A line, and whose balance of it: of the patient, or of a payer whose claim has been decided."""
    if chance.random() < 0.5:
        own = [(line_id, held[PATIENT]) for line_id, held in books.balances.items() if held[PATIENT] > 0]
        if not own:
            return None
        line_id, cents = chance.choice(own)
        return None, line_id, PATIENT, cents
    if not books.owed:
        return None
    owed = chance.choice(list(books.owed.values()))
    account = ranked(Account.PAYER_AR, owed.claim.rank)
    for line in owed.lines:
        if books.balances[line.id][account] > 0:
            return owed, line.id, account, books.balances[line.id][account]
    return None


def _case(books: MoneyBooks, act: BalanceAct, reason: ActReason) -> Case:
    held = {}
    for part in act.parts:
        line, own = books.lines[part.line_id], books.balances[part.line_id]
        cents, credit = own[part.account], credit_beside(own, part.account)
        owed = books.owed.get(part.claim_id)
        if owed is None:
            held[part.line_id, part.account] = Balance(line, cents, credit_cents=credit)
            continue
        denied = any(one.line_id in (0, line.id) for one in books.live_denials(owed))
        facts = frozenset({Need.DENIAL} if denied else ())
        held[part.line_id, part.account] = Balance(
            line, cents, owed.claim, PayerKind.COMMERCIAL, facts, credit
        )
    ended = [one.id for case in _given_up(books, act) for one in case.ended]
    return Case(reason, held, alone_cents=ALONE_CENTS, denial_ids=tuple(ended))


def _given_up(books: MoneyBooks, act: BalanceAct) -> list[give_up.Case]:
    owed = books.owed.get(act.claim_id)
    if owed is None:
        return []
    account = ranked(Account.PAYER_AR, owed.claim.rank)
    moved = {part.line_id: part.cents for part in act.parts}
    left = {line.id: books.balances[line.id][account] - moved.get(line.id, 0) for line in owed.lines}
    denials: tuple[Denial, ...] = tuple(owed.denials.values())
    return [give_up.Case(owed.claim, denials, tuple(owed.tasks.values()), left)]


def _commit_act(books: MoneyBooks, plan: Plan) -> None:
    act = next(record for record in plan.records if isinstance(record, BalanceAct))
    plans = [plan]
    if act.state is ActState.POSTED:
        plans += [
            give_up.give_up(case, why="given up", by=ONE, on=books.on) for case in _given_up(books, act)
        ]
    books.commit(join(plans, on=books.on))


# --------------------------------------------------------------------------------------------------- refunds


def ask_refund(books: MoneyBooks, chance: random.Random) -> bool:
    """Somebody asks that money goes back: free money of a receipt, or what a payer paid too much."""
    draft, room_cents = _of_receipt(books, chance) if chance.random() < 0.7 else _of_claim(books, chance)
    if draft is None or ask_faults(draft, room_cents=room_cents):
        return False
    books.commit(ask(draft, ids=books.ids, on=books.on))
    return True


def _of_receipt(books: MoneyBooks, chance: random.Random) -> tuple[Refund | None, int]:
    free = [one for one in books.all(Receipt).values() if one.free_cents > 0]
    if not free:
        return None, 0
    receipt = chance.choice(free)
    asked = sum(
        one.cents
        for one in books.all(Refund).values()
        if one.receipt_id == receipt.id and one.state is RefundState.ASKED
    )
    cents = chance.randint(1, receipt.free_cents)
    draft = Refund(0, receipt.patient_id, cents, "paid twice", ONE, books.on, receipt_id=receipt.id)
    return draft, receipt.free_cents - asked


def _of_claim(books: MoneyBooks, chance: random.Random) -> tuple[Refund | None, int]:
    paid_too_much = [one for one in books.owed.values() if _credit(books, one)]
    if not paid_too_much:
        return None, 0
    owed = chance.choice(paid_too_much)
    claim, credit = owed.claim, sum(line.cents for line in _credit(books, owed))
    unsettled = sum(
        one.cents
        for one in books.all(Refund).values()
        if one.claim_id == claim.id and one.is_standing and one.settled_on is None
    )
    draft = Refund(
        id=0,
        patient_id=claim.patient_id,
        cents=chance.randint(1, credit),
        reason="paid too much",
        asked_by=ONE,
        asked_on=books.on,
        payer_id=claim.payer_id,
        claim_id=claim.id,
        rank=claim.rank,
    )
    return draft, credit - unsettled


def _credit(books: MoneyBooks, owed: Owed) -> list[CreditLine]:
    claim = owed.claim
    account = ranked(Account.PAYER_AR, claim.rank)
    return [
        CreditLine(
            Subject(
                patient_id=claim.patient_id,
                visit_id=line.visit_id,
                line_id=line.id,
                claim_id=claim.id,
                payer_id=claim.payer_id,
                rank=claim.rank,
                service_on=line.service_on,
            ),
            -books.balances[line.id][account],
        )
        for line in owed.lines
        if books.balances[line.id][account] < 0
    ]


def decide_refund(books: MoneyBooks, chance: random.Random) -> bool:
    """A second person approves a refund or refuses it; one whose money is laid by now is refused."""
    case = _refund(books, chance, RefundState.ASKED)
    if case is None:
        return False
    task = books.work.get(case.refund.task_id)
    held = owned(books, task) if task else None
    is_gone = case.refund.task_id > 0 and (held is None or held.cents != case.refund.cents)
    decision = RefundDecision(chance.random() < 0.85 and not is_gone, OTHER, "seen")
    if decide_faults(case, decision):
        decision = RefundDecision(False, OTHER, "nothing is free any more")
    plan = decide(case, decision, ids=books.ids, on=books.on)
    if held is not None and decision.is_approved:
        left = leave_suspense(held, case.refund, by=OTHER, on=books.on)
        plan = join([plan, left, *undecided(books, [held])], on=books.on)
    books.commit(plan)
    return True


def issue_refund(books: MoneyBooks, chance: random.Random) -> bool:
    """A third hand sends an approved refund."""
    case = _refund(books, chance, RefundState.APPROVED)
    issued = Issue(chance.choice(METHODS), "4711", THIRD)
    if case is None or issue_faults(case, issued):
        return False
    books.commit(issue(case, issued, on=books.on))
    return True


def end_refund(books: MoneyBooks, chance: random.Random) -> bool:
    """The bank pays it out, it is taken back, or the payer takes it: by its advice, or as a person says."""
    case = _refund(
        books, chance, chance.choice([RefundState.APPROVED, RefundState.ISSUED, RefundState.CLEARED])
    )
    if case is None:
        return False
    refund, roll = case.refund, chance.random()
    if roll < 0.4 and not void_faults(refund):
        standing = [books.postings[key] for key in _keys(refund) if key in books.postings]
        plans = [void(case, standing, by=OTHER, on=books.on)]
        if refund.task_id:
            out, task = books.postings[refund.held_key], books.all(Task)[refund.task_id]
            plans.append(back_to_suspense(out, task, ids=books.ids, on=books.on))
        books.commit(join(plans, on=books.on))
    elif roll < 0.7 and refund.is_in_transit:
        return _settle(books, refund)
    elif refund.state is RefundState.ISSUED:
        books.commit(clear(refund, on=books.on))
    else:
        return False
    return True


def _settle(books: MoneyBooks, refund: Refund) -> bool:
    told = _acknowledgement(books, refund)
    if told is not None:
        books.commit(acknowledge(refund, told, on=books.on))
        return True
    credit = _credit(books, books.owed[refund.claim_id])
    if sum(line.cents for line in credit) < refund.cents:
        return False
    books.commit(settle(refund, credit, by=ONE, on=books.on))
    return True


def _acknowledgement(books: MoneyBooks, refund: Refund) -> Posting | None:
    used = {one.settled_by for one in books.all(Refund).values()}
    for key, posting in books.postings.items():
        if posting.reason is Reason.REFUND_ACKNOWLEDGED and posting.cents == refund.cents:
            is_free = key not in used and key not in books.undone_by and not posting.reverses
            if (
                is_free
                and posting.credit == Account.REFUNDS_IN_TRANSIT
                and posting.subject.payer_id == refund.payer_id
            ):
                return posting
    return None


def _keys(refund: Refund) -> Sequence[str]:
    return [key_of(refund.id, act) for act in ("approved", "issued")]


def _refund(books: MoneyBooks, chance: random.Random, state: RefundState) -> RefundCase | None:
    found = [one for one in books.all(Refund).values() if one.state is state]
    if not found:
        return None
    refund = chance.choice(found)
    receipt = books.all(Receipt)[refund.receipt_id] if refund.receipt_id else None
    work: tuple[Task, ...] = tuple(task for task in books.work.values() if task.subject_id == refund.id)
    return RefundCase(refund, receipt, work)


EVENTS: tuple[tuple[Callable[[MoneyBooks, random.Random], bool], int], ...] = (
    (move_balance, 5),
    (sign, 4),
    (take_act_back, 1),
    (ask_refund, 4),
    (decide_refund, 4),
    (issue_refund, 4),
    (end_refund, 3),
)
"""What people do, each with how often it is tried."""
