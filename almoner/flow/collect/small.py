"""Balances that cost more to ask for than they are worth: shown together, written off as one act, and back as
one; and refusals of which nothing is left to follow.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.claim import Claim
from almoner.core.collect.adjust import ActPart, BalanceAct
from almoner.core.collect.adjust_reasons import ActReason
from almoner.core.denial import Denial, give_up
from almoner.core.denial.open import LIVE
from almoner.core.ledger import Account, ranked
from almoner.core.ledger.accounts import by_line, credit_beside
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.claim.claim import tasks_of
from almoner.flow.collect.adjust import act_reasons, asked
from almoner.flow.once import first_act
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn
from almoner.store.load import revision_lines
from almoner.store.money import acts
from almoner.store.money.acts import Small
from almoner.store.money.disputes import NOTHING, disputes_of
from almoner.store.money.postings import line_balances
from almoner.store.session import Session

PATIENT = Account.PATIENT_AR.value
SMALL = "small_balance"
MOST_LINES = 1_000
"""Lines of one act; what is more comes with the next."""


@dataclass(frozen=True, slots=True)
class SmallBalances:
    """What would be written off as one act: lines of patients who owe no more than `at_most_cents` in all, on
    whose balances nothing has moved since a day, where nobody else has a credit, and that nobody disputes.
    """

    rows: tuple[Small, ...]
    at_most_cents: int
    quiet_since_on: date
    is_more: bool = False
    """More wait behind the longest quiet, which alone go together."""

    @property
    def cents(self) -> int:
        """What the lines come to."""
        return sum(row.cents for row in self.rows)

    @property
    def patient_count(self) -> int:
        """How many patients owe them."""
        return len({row.patient_id for row in self.rows})


def small_balances(actor: Actor, *, on: date) -> SmallBalances:
    """Return the small balances that may be written off together; nothing is written."""
    with enter(actor, Permission.BALANCE_ADJUST) as session:
        return found_small(session, on=on)


def found_small(session: Session, *, on: date) -> SmallBalances:
    """Return the same inside another flow's session."""
    quiet_since_on = on - timedelta(days=act_reasons().quiet_days)
    at_most = _small().at_most_cents
    rows, is_more = acts.small_balances(
        session, at_most_cents=at_most, quiet_since_on=quiet_since_on, limit=MOST_LINES
    )
    found = by_line(line_balances(session, [row.line_id for row in rows]))
    beside = {row.patient_id for row in rows if credit_beside(found[row.line_id], PATIENT)}
    disputes = disputes_of(session, sorted({row.patient_id for row in rows}), on=on)
    kept = tuple(
        row
        for row in rows
        if row.patient_id not in beside and not disputes.get(row.patient_id, NOTHING).covers(row.line_id)
    )
    return SmallBalances(kept, at_most, quiet_since_on, is_more)


def _small() -> ActReason:
    reason = act_reasons().get(SMALL)
    assert reason is not None, "the reasons that ship have it"
    return reason


def write_off_small(actor: Actor, *, seen_cents: int, on: date) -> BalanceAct:
    """Write the small balances off as one act, as they were seen: refused where they come to another sum by
    now. It is taken back as a unit.
    """
    with enter(actor, Permission.BALANCE_ADJUST) as session:
        if (first := first_act(session, actor, BalanceAct)) is not None:
            return first
        take_turn(session)
        found = found_small(session, on=on)
        if not found.rows or found.cents != seen_cents:
            raise refusal("ACT-10", "The small balances have changed since.", "Look at them again.")
        parts = tuple(ActPart(row.line_id, PATIENT, row.cents) for row in found.rows)
        note = f"{found.patient_count} patients, quiet since {found.quiet_since_on.isoformat()}"
        act = BalanceAct(0, SMALL, parts, found.cents, actor.name, on, note=note)
        return asked(session, act, _small(), by=actor, on=on)


def close_refusal(actor: Actor, denial_id: int, *, on: date, why: str) -> Denial:
    """End a refusal of which nothing is left, such as one of a line that was paid elsewhere. Refused while
    its balance is open: that is written off, or moved to who owes it.
    """
    require(actor, Permission.DENIAL_WORK)
    if not why.strip():
        raise refusal("ACT-11", "A refusal ends for a reason.", "Say what became of it.")
    with enter(actor, Permission.DENIAL_WORK) as session:
        take_turn(session)
        denial = session.get(Denial, denial_id)
        case = _case(session, denial)
        if denial not in case.ended:
            raise refusal(
                "ACT-12",
                "Its balance is still open with the payer, or it has ended.",
                "Write it off or move it to who owes it: then it ends by itself.",
            )
        plan = give_up.give_up(case, why=why, by=actor.name, on=on)
        commit(session, plan, cause=cause(actor, "adjust", why))
        return session.get(Denial, denial_id)


def _case(session: Session, denial: Denial) -> give_up.Case:
    claim = session.get(Claim, denial.claim_id)
    lines = revision_lines(session, [claim.revision_id])[claim.revision_id]
    balances = line_balances(session, lines)
    account = ranked(Account.PAYER_AR, claim.rank)
    return give_up.Case(
        claim,
        tuple(session.find(Denial, claim_id=claim.id, state=[*LIVE])),
        tuple(tasks_of(session, claim.id)),
        {line_id: balances.get((line_id, account), 0) for line_id in lines},
    )
