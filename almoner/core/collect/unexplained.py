"""Money of a payer that reached the bank before its advice: it waits in suspense, and the advice that
explains it takes it out again, exactly.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from almoner.core.collect.receipt import Deposit
from almoner.core.ledger import Posting, Reason, Subject, reversal_of
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Plan, Task, reading
from almoner.core.remit import Remittance, RemittanceState

BY_ITSELF = "almoner"
"""Who closes a task that nobody had to touch."""
EXPLAINED = "The advice has come and explains the money."


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
    key = f"deposit:{deposit.id}:1"
    effect = Effect(Reason.DEPOSIT_CASH, deposit.cents, subject, key=key, element=_place(deposit))
    return post(effect, on=on)


def came_before(
    deposits: Iterable[Deposit], remittance: Remittance, others: Iterable[Remittance]
) -> Deposit | None:
    """Return the deposit that a payment explains: its trace and its amount. Where several fit, or another
    payer's payment has the same trace (`others`), the bank's name for who paid decides.
    """
    fitting = [
        one
        for one in deposits
        if one.is_unexplained and (one.trace, one.cents) == (remittance.trace, remittance.amount_cents)
    ]
    is_shared = any(
        one.payer_number != remittance.payer_number and one.state is not RemittanceState.REVERSED
        for one in others
    )
    if is_shared or len(fitting) > 1:
        fitting = [one for one in fitting if one.payer == remittance.payer_number][:1]
    return fitting[0] if fitting else None


def explain(
    deposit: Deposit, held: Posting, remittance: Remittance, tasks: Iterable[Task] = (), *, on: date
) -> Plan:
    """Return the plan that books a deposit as the payment that explains it. `held` is the posting that held
    it, `tasks` are the open work that looked for the advice.
    """
    assert deposit.is_unexplained, "a deposit is explained once"
    assert deposit.cents == remittance.amount_cents, "a payment explains its own amount alone"
    asked = list(tasks)
    return Plan(
        on=on,
        records=(replace(deposit, version=deposit.version + 1, remittance_id=remittance.id),),
        postings=(reversal_of(held, key=f"{held.key}:r", on=on), booked(deposit, remittance, on=on)),
        tasks=tuple(task.closed(by=BY_ITSELF, outcome=EXPLAINED, on=on) for task in asked),
        reads=reading(deposit, *asked),
    )
