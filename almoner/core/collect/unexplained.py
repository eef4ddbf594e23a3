"""Money of a payer that reached the bank before its advice: it waits in suspense, and the advice that
explains it takes it out again, exactly: one payment, or several of one trace that came as one sum.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.collect.receipt import Deposit
from almoner.core.ledger import Posting, Reason, Subject, reversal_of
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Ids, Plan, Task, reading
from almoner.core.remit import Remittance, RemittanceState

BY_ITSELF = "almoner"
"""Who closes a task that nobody had to touch."""
EXPLAINED = "The advice has come and explains the money."
WAITS_FOR_MONEY = frozenset({RemittanceState.RECEIVED, RemittanceState.SUSPECT, RemittanceState.POSTED})
"""States of a remittance whose money the bank may show."""


def key_of(deposit: Deposit) -> str:
    """Return the key of the posting that holds a deposit in suspense until it is explained."""
    return f"deposit:{deposit.id}:u"


def hold(deposit: Deposit, *, on: date) -> Posting:
    """Return the posting of money whose advice is missing: it is in the bank, and nobody's yet (DM4)."""
    reason, place = Reason.UNEXPLAINED_DEPOSIT, _place(deposit)
    return post(Effect(reason, deposit.cents, Subject(), key=key_of(deposit), element=place), on=on)


def _place(deposit: Deposit) -> str:
    """Where the bank's list says it."""
    return f"row {deposit.row}" if deposit.row else ""


def booked(deposit: Deposit, remittance: Remittance, *, on: date) -> Posting:
    """Return the posting that takes a payment from cash to the bank."""
    subject = Subject(payer_id=remittance.payer_id, remittance_id=remittance.id)
    effect = Effect(
        Reason.DEPOSIT_CASH, deposit.cents, subject, key=booked_key(deposit), element=_place(deposit)
    )
    return post(effect, on=on)


def booked_key(deposit: Deposit) -> str:
    """Return the key of the posting that books a deposit as a payment."""
    return f"deposit:{deposit.id}:1"


def made_of(cents: int, remittances: Collection[Remittance]) -> tuple[Remittance, ...]:
    """Return the payments of one trace that an amount in the bank is: the one of that amount, or all of them
    together, such as a check whose advice came in several files. None where neither is so, or two fit alike:
    which of them it is nobody guesses.
    """
    paying = [one for one in remittances if one.amount_cents > 0]
    alone = [one for one in paying if one.amount_cents == cents]
    if len(alone) == 1:
        return tuple(alone)
    return tuple(paying) if sum(one.amount_cents for one in paying) == cents else ()


@dataclass(frozen=True, slots=True)
class CameBefore:
    """Money that was in the bank before its advice: the `deposit` and, where it is the sum of several
    payments of its trace, the `others`, which are posted and were waiting for it.
    """

    deposit: Deposit
    others: tuple[Remittance, ...] = ()


def came_before(
    deposits: Iterable[Deposit], remittance: Remittance, others: Collection[Remittance]
) -> CameBefore | None:
    """Return the money that a payment explains: of its trace, and of its amount, or else of the sum of it and
    the posted `others` of its trace that no deposit has paid. Where several fit, or another payer's payment
    has the same trace, the bank's name for who paid decides.
    """
    posted = [one for one in _of_same_payer(remittance, others) if one.state is RemittanceState.POSTED]
    fitting = [
        CameBefore(one, tuple(part for part in parts if part.id != remittance.id))
        for one in deposits
        if one.is_unexplained
        and one.trace == remittance.trace
        and (parts := _parts(one.cents, remittance, posted))
    ]
    fitting = [one for one in fitting if not one.others] or fitting
    is_shared = any(
        one.payer_number != remittance.payer_number and one.state is not RemittanceState.REVERSED
        for one in others
    )
    if is_shared or len(fitting) > 1:
        fitting = [one for one in fitting if one.deposit.payer == remittance.payer_number][:1]
    return fitting[0] if fitting else None


def is_there(cents: int, remittance: Remittance, others: Iterable[Remittance]) -> bool:
    """True where an amount in the bank under a payment's trace may be its money: its own amount, or that of
    all of its trace together, posted or not, that no deposit has paid.
    """
    waiting = [one for one in _of_same_payer(remittance, others) if one.state in WAITS_FOR_MONEY]
    return bool(_parts(cents, remittance, waiting))


def _parts(cents: int, remittance: Remittance, others: Collection[Remittance]) -> tuple[Remittance, ...]:
    """The payments that an amount is, this one among them."""
    if cents == remittance.amount_cents:
        return (remittance,)
    parts = made_of(cents, [remittance, *others])
    return parts if len(parts) > 1 else ()


def _of_same_payer(remittance: Remittance, others: Iterable[Remittance]) -> list[Remittance]:
    return [one for one in others if one.id != remittance.id and one.payer_number == remittance.payer_number]


def explain(
    deposit: Deposit, held: Posting, remittances: Sequence[Remittance], *, ids: Ids, on: date
) -> Plan:
    """Return the plan that books a deposit as the payments that explain it, each as a deposit of its own on
    the same row. `held` is the posting that held it.
    """
    assert deposit.is_unexplained, "a deposit is explained once"
    assert deposit.cents == sum(one.amount_cents for one in remittances), "payments explain their own amount"
    parts = divided(replace(deposit, version=deposit.version + 1), remittances, ids=ids)
    return Plan(
        on=on,
        records=tuple(parts),
        postings=(
            reversal_of(held, key=f"{held.key}:r", on=on),
            *(booked(part, one, on=on) for part, one in zip(parts, remittances, strict=True)),
        ),
        reads=reading(deposit),
    )


def answered(tasks: Iterable[Task], *, on: date) -> Plan:
    """Return the plan that closes the work that looked for an advice which has come."""
    asked = list(tasks)
    done = tuple(task.closed(by=BY_ITSELF, outcome=EXPLAINED, on=on) for task in asked)
    return Plan(on=on, tasks=done, reads=reading(*asked))


def divided(deposit: Deposit, remittances: Sequence[Remittance], *, ids: Ids) -> list[Deposit]:
    """Return a deposit as the payments that it is: itself of the first, and a further one of each other."""
    first, *rest = (replace(deposit, cents=one.amount_cents, remittance_id=one.id) for one in remittances)
    return [first, *(replace(one, id=next(ids), version=1) for one in rest)]
