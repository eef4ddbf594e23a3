"""Lays what a payer took back at provider level on the claim that it had paid, for a person who found it.

Promises that no line gives back more than was paid on it, and that the claim then has an owner.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim
from almoner.core.claim.subject import line_subject
from almoner.core.ledger import Account, Posting, Reason, ranked
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Ids, Plan, Task, reading
from almoner.core.remit.desk import OWNER, business_days_after
from almoner.core.remit.recoupment import ADVANCED, OpenPair, TakebackAct

PLACED = "takeback"
"""Work about a claim whose payment the payer took back without a decision of its own."""
DAYS = 10
PAID_IN = (Account.CASH.value, Account.PAYER_RECOUPMENT.value)
"""Accounts of a line in which a payer's money lies, and what it took back of it at provider level."""


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A line of the claim: what its payer has paid on it, less what it took back, and what is open there, in
    cents.
    """

    line: ChargeLine
    paid_cents: int
    open_cents: int

    def room(self, cents: int) -> int:
        """Return how far the line takes an amount of this sign; never negative."""
        return max(0, self.open_cents if cents > 0 else self.paid_cents)


def paid_lines(
    claim: Claim, lines: Iterable[ChargeLine], balance: Callable[[int, str], int]
) -> list[PaidLine]:
    """Return the lines of a claim with what was paid and is open with its payer. `balance` gives that of a
    line in an account.
    """
    open_in = ranked(Account.PAYER_AR, claim.rank)
    return [
        PaidLine(line, sum(balance(line.id, account) for account in PAID_IN), balance(line.id, open_in))
        for line in lines
    ]


def room(lines: Sequence[PaidLine]) -> int:
    """Return how much can be taken back of a claim, in cents."""
    return sum(max(0, each.paid_cents) for each in lines)


def place(act: TakebackAct, taken: OpenPair, claim: Claim, lines: Sequence[PaidLine], *, ids: Ids) -> Plan:
    """Return the plan that lays a takeback on a claim's lines, in their order, as far as each was paid."""
    assert act.claim_id == claim.id, "the act names the claim"
    assert taken.code not in ADVANCED, "an advance that is drawn down is no claim's payment"
    assert 0 < act.cents <= min(taken.cents, room(lines)), "the flow has shown the limits first"
    left, postings = act.cents, []
    for each in lines:
        part = min(left, max(0, each.paid_cents))
        if part:
            left -= part
            postings.append(_placed(act, claim, each.line, part))
    owed = min(act.cents, act.cents + sum(each.open_cents for each in lines))
    tasks = (_task(act, claim, owed, next(ids)),) if owed > 0 else ()
    return Plan(
        on=act.decided_on,
        records=(act,),
        postings=tuple(postings),
        tasks=tasks,
        reads=reading(claim, taken.of),
    )


def _placed(act: TakebackAct, claim: Claim, line: ChargeLine, cents: int) -> Posting:
    subject = line_subject(claim, line, remittance_id=act.remittance_id)
    key = f"takeback:{act.id}:{line.id}"
    return post(Effect(Reason.RECOUPMENT_PLACED, cents, subject, key=key), on=act.decided_on)


def _task(act: TakebackAct, claim: Claim, cents: int, task_id: int) -> Task:
    return Task(
        id=task_id,
        what=PLACED,
        subject_kind=claim.kind,
        subject_id=claim.id,
        why="The payer took its payment back: object, bill whoever pays next, or ask to write it off.",
        owner=OWNER,
        opened_on=act.decided_on,
        due_on=business_days_after(act.decided_on, DAYS),
        patient_id=claim.patient_id,
        claim_id=claim.id,
        cents=cents,
    )
