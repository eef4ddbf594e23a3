"""A charge that was made in error is taken back on the books in memory, and its decided claims go again.

What the act moves is asked of the accounts themselves: the opening of the line and nothing else, no cash.
"""

import random
from dataclasses import replace

from almoner.cli.bench.money_books import MoneyBooks, Owed
from almoner.core.charge import ChargeLine
from almoner.core.charge.reassign import standing
from almoner.core.charge.taken_back import Error, taken_back
from almoner.core.claim import ClaimState
from almoner.core.denial import DenialState
from almoner.core.denial.again import send_again
from almoner.core.ledger import Posting, Reason
from almoner.core.plan import Plan, join, reading

BACK = "the charge was taken back"
DECIDED = frozenset({ClaimState.PAID, ClaimState.DENIED})
BY_HAND = frozenset(
    {
        Reason.PAYER_WRITE_OFF,
        Reason.DENIAL_WRITE_OFF,
        Reason.SMALL_BALANCE,
        Reason.CHARITY,
        Reason.DISCOUNT,
        Reason.BAD_DEBT,
        Reason.CONTRACTUAL_BY_HAND,
        Reason.BY_HAND_TO_PATIENT,
        Reason.COLLECTIONS_PLACED,
        Reason.RETURNED_FEE,
        Reason.ABSENCE_FEE,
    }
)
"""What a person laid on a line, and takes back before the charge."""


def take_charge_back(books: MoneyBooks, chance: random.Random) -> bool:
    """A line that nothing is on its way for is taken back: its opening is reversed, and no cash moves."""
    lines = [one for one in books.lines.values() if one.stands]
    if not lines:
        return False
    line = chance.choice(lines)
    carrying = [one for one in books.owed.values() if any(own.id == line.id for own in one.lines)]
    carrying = [one for one in carrying if one.claim.state is not ClaimState.VOIDED]
    posted = [one for one in books.postings.values() if one.subject.line_id == line.id]
    if any(one.claim.state not in DECIDED for one in carrying) or _by_hand(books, posted):
        return False
    opened = standing(posted)[line.id]
    gone = taken_back(line, opened, Error("biller", "not done"), on=books.on)
    before = books.accounts.copy()
    books.commit(join([gone, *(_sent_again(books, one, line) for one in carrying)], on=books.on))
    moved = {name: books.accounts[name] - before[name] for name in books.accounts}
    changed = {name: cents for name, cents in moved.items() if cents}
    assert changed == {opened.debit: -opened.cents, "revenue": opened.cents}, "the charge alone is taken back"
    return True


def _by_hand(books: MoneyBooks, posted: list[Posting]) -> bool:
    return any(
        one.reason in BY_HAND and not one.reverses and one.key not in books.undone_by for one in posted
    )


def _sent_again(books: MoneyBooks, owed: Owed, line: ChargeLine) -> Plan:
    """The claim without the line is with its payer, and answers what was refused of its other lines; of the
    line itself nothing is left to be refused.
    """
    claim = owed.claim
    left = [one for one in owed.lines if one.stands and one.id != line.id]
    again = replace(
        claim,
        version=claim.version + 1,
        state=ClaimState.ACCEPTED,
        cause="payer_accepted",
        since_on=books.on,
        total_cents=sum(one.charge_cents for one in left) or claim.total_cents,
    )
    denials = books.live_denials(owed)
    over = tuple(one for one in denials if one.line_id == line.id)
    settled = tuple(
        replace(one, version=one.version + 1, state=DenialState.SETTLED, outcome=BACK) for one in over
    )
    about = {one.id for one in over}
    tasks = tuple(owed.tasks.values())
    done = tuple(
        one.closed(by="biller", outcome=BACK, on=books.on) for one in tasks if one.subject_id in about
    )
    others = [one for one in denials if one not in over]
    left_open = [one for one in tasks if one.subject_id not in about]
    ended = Plan(on=books.on, records=(again, *settled), tasks=done, reads=reading(claim, *over))
    return join([ended, send_again(others, left_open, by="biller", on=books.on)], on=books.on)
