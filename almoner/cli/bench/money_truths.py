"""What must be true of the books after every event, asked of `MoneyBooks` and of nothing that plans: no plan
is its own witness.

`after_event` asks about what the last plan touched, `of_all` about everything.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from almoner.cli.bench.money_books import MoneyBooks, Owed
from almoner.core.claim import ClaimState
from almoner.core.claim.claim import ENDED, WAITING
from almoner.core.collect import Deposit, DepositKind, Receipt
from almoner.core.collect.adjust import ActState, BalanceAct
from almoner.core.collect.card import CardCharge, CardState
from almoner.core.collect.placement import Placement, PlacementState
from almoner.core.collect.receipt import FROM_PAYER
from almoner.core.collect.refund import Refund, RefundState
from almoner.core.denial.open import FOLLOWED
from almoner.core.ledger import Posting, Reason
from almoner.core.plan import Task
from almoner.core.remit import Advice, Remittance, RemittanceState

ASSETS = ("payer_ar", "patient_ar", "denied", "collections")
"""Where a charge lies while somebody still owes it."""
SETTLED = (
    "cash",
    "suspense",
    "unapplied",
    "contractual",
    "capitation",
    "interest",
    "payer_recoupment",
    "revenue",
)
GIVEN_UP = ("denial_write_off", "bad_debt", "charity", "small_balance")
ON_LINES = frozenset({*ASSETS, *SETTLED, *GIVEN_UP, "refunds_in_transit"})
NEVER_BELOW = ("denied", "collections", "capitation", *GIVEN_UP)
"""Of one line: nothing is taken out of these that was not put in."""
NEVER_NEGATIVE = ("undeposited",)
NEVER_POSITIVE = ("revenue", "unapplied", "refunds_payable")
WRITE_OFFS = frozenset({"write_off"})
MOVING = frozenset({DepositKind.SLIP, DepositKind.EFT, DepositKind.CHECK})
"""Kinds of deposits that bring money; the others only confirm what moved it."""


def after_event(books: MoneyBooks) -> list[str]:
    """Return what does not hold of what the last plan touched."""
    found: list[str] = []
    for line_id in books.touched.lines:
        found += _line(books, line_id)
    for receipt_id in books.touched.receipts:
        found += _receipt(books, receipt_id)
    for remittance_id in books.touched.remittances:
        found += _remittance(books, remittance_id)
    for claim_id in books.touched.claims:
        found += _claim(books, books.owed[claim_id])
    found += _write_offs(books)
    found += _accounts(books)
    return found


def of_all(books: MoneyBooks) -> list[str]:
    """Return what does not hold of the whole books, every sum taken anew from the postings."""
    found: list[str] = []
    for ask in (_derived, _all_parts, _money_by_records, _cards, _bank, _suspense):
        found += ask(books)
    return found


def _line(books: MoneyBooks, line_id: int) -> Iterator[str]:
    """A charge is what is owed, what was paid and what was given up; nothing else holds a part of it. One
    that was taken back is nothing, and what was paid for it is somebody's credit.
    """
    by_name: Counter[str] = Counter()
    for account, cents in books.balances[line_id].items():
        by_name[account.partition(":")[0]] += cents
    line = books.lines[line_id]
    charge = line.charge_cents if line.stands else 0
    if by_name.keys() - ON_LINES:
        yield f"line {line_id} lies on an account that holds no part of a charge"
    if -by_name["revenue"] != charge:
        yield f"line {line_id}: revenue is {-by_name['revenue']}, its charge {charge}"
    if sum(by_name[name] for name in ON_LINES if name != "revenue") != charge:
        yield f"line {line_id}: its parts are not its charge"
    for name in NEVER_BELOW:
        if by_name[name] < 0:
            yield f"line {line_id}: {name} gives more than it got"
    if sum(by_name[name] for name in GIVEN_UP) > line.charge_cents:
        yield f"line {line_id}: more was given up than charged"


def _receipt(books: MoneyBooks, receipt_id: int) -> Iterator[str]:
    """A receipt is what is laid, given back, taken back and free; the postings say the same."""
    receipt = books.all(Receipt)[receipt_id]
    laid = sum(one.allocation.cents for one in books.laid_of(receipt_id))
    if (
        receipt.free_cents < 0
        or min(receipt.allocated_cents, receipt.refunded_cents, receipt.returned_cents) < 0
    ):
        yield f"receipt {receipt_id} gives more than it has"
    if laid != receipt.allocated_cents:
        yield f"receipt {receipt_id}: {laid} laid, it says {receipt.allocated_cents}"
    posted = books.of_receipt[receipt_id]
    if -posted["unapplied"] != receipt.free_cents:
        yield f"receipt {receipt_id}: {-posted['unapplied']} free by postings, {receipt.free_cents} by it"


def _remittance(books: MoneyBooks, remittance_id: int) -> Iterator[str]:
    """A posted check moves its amount, each decision of it what the payer said; another moves nothing."""
    remittance = books.all(Remittance)[remittance_id]
    stands = remittance.state is RemittanceState.POSTED
    cash: Counter[str] = Counter()
    for posting in books.of_remittance[remittance_id]:
        if posting.reason is not Reason.DEPOSIT_CASH:
            sign = (posting.debit == "cash") - (posting.credit == "cash")
            cash[_decision_of(books, posting)] += sign * posting.cents
    if sum(cash.values()) != (remittance.amount_cents if stands else 0):
        yield f"remittance {remittance_id} moves {sum(cash.values())} and says {remittance.amount_cents}"
    if not stands:
        return
    told = Counter({str(one.ordinal): one.paid_cents or 0 for one in books.advices[remittance_id]})
    told["plb"] = -sum(pair.cents for pair in remittance.provider_level)
    for place in told.keys() | cash.keys():
        if told[place] != cash[place]:
            yield f"remittance {remittance_id}: a decision says {told[place]} and moves {cash[place]}"


def _decision_of(books: MoneyBooks, posting: Posting) -> str:
    """The ordinal of the decision that a posting belongs to, `plb` for an amount beside; by its key alone."""
    key = posting.key
    while key.startswith("undo:"):
        key = key.removeprefix("undo:")
    head, number, *rest = key.split(":")
    if head == "refund":
        head, number = "suspense", str(books.all(Refund)[int(number)].task_id)
    if head == "suspense":  # what became of cash that a task owned
        return str(books.all(Advice)[books.all(Task)[int(number)].subject_id].ordinal)
    return rest[0]


def _claim(books: MoneyBooks, owed: Owed) -> Iterator[str]:
    """No claim that was refused, taken back or held waits without somebody; nor does a denial, unless its
    claim went again and its answer is awaited.
    """
    state, work = owed.claim.state, owed.tasks.values()
    waits = state in WAITING and owed.claim.wait_until is not None
    if not (work or waits or state in ENDED or state is ClaimState.ACCEPTED):
        yield f"claim {owed.claim.id} is {state.value} and nobody's"
    owned = {task.subject_id for task in work}
    live = books.live_denials(owed)
    if any(one.id not in owned for one in live if one.state in FOLLOWED):
        yield f"claim {owed.claim.id} has a denial without an owner"
    if state is ClaimState.DENIED and live and not any(one.state in FOLLOWED for one in live):
        yield f"claim {owed.claim.id} was refused again, and that is nobody's"


def _write_offs(books: MoneyBooks) -> Iterator[str]:
    """A payer's file writes off only what the list allows, never a refusal; a refusal only people do."""
    for posting in books.touched.postings:
        if posting.reason is Reason.CONTRACTUAL:
            code = books.reasons.carc(posting.carc, books.on)
            if posting.group != "CO" or code is None or code.standing not in WRITE_OFFS:
                yield f"{posting.group} {posting.carc} was written off"
        elif posting.key.startswith("act:"):
            yield from _unsigned(books, posting.key)
        elif posting.debit in GIVEN_UP and not (posting.reverses or _is_lost(books, posting.key)):
            yield f"{posting.debit} got something from nobody"


def _is_lost(books: MoneyBooks, key: str) -> bool:
    """True of a debt that an agency gave back as lost."""
    head, _, number = key.partition(":")
    return head == "lost" and books.all(Placement)[int(number)].state is PlacementState.LOST


def _unsigned(books: MoneyBooks, key: str) -> Iterator[str]:
    act = books.all(BalanceAct).get(int(key.split(":")[1]))
    if act is None or act.state is not ActState.POSTED:
        yield "a balance was moved by an act that was not posted"
    elif act.cents > act.alone_cents and act.decided_by in ("", act.proposed_by):
        yield "a balance was moved without a second signature"


def _accounts(books: MoneyBooks) -> Iterator[str]:
    """The trial balance is zero, and no account stands on its wrong side."""
    accounts = books.accounts
    if sum(accounts.values()):
        yield f"the trial balance is {sum(accounts.values())}"
    for name in NEVER_NEGATIVE:
        if accounts[name] < 0:
            yield f"{name} is {accounts[name]}"
    for name in NEVER_POSITIVE:
        if accounts[name] > 0:
            yield f"{name} is {accounts[name]}"


# ------------------------------------------------------------------------------------------------ the whole


def _derived(books: MoneyBooks) -> Iterator[str]:
    """Every balance is the sum of its postings; what is reversed is reversed once."""
    accounts: Counter[str] = Counter()
    lines: Counter[tuple[int, str]] = Counter()
    for posting in books.postings.values():
        for account, cents in ((posting.debit, posting.cents), (posting.credit, -posting.cents)):
            accounts[account] += cents
            lines[posting.subject.line_id, account] += cents
    if accounts != books.accounts:
        yield "an account is not the sum of its postings"
    kept = Counter(
        {(line, name): cents for line, own in books.balances.items() for name, cents in own.items()}
    )
    if {key: cents for key, cents in lines.items() if key[0] and cents} != {
        key: cents for key, cents in kept.items() if cents
    }:
        yield "a line is not the sum of its postings"
    undone = [posting.reverses for posting in books.postings.values() if posting.reverses]
    if len(undone) != len(set(undone)):
        yield "a posting was reversed twice"


def _all_parts(books: MoneyBooks) -> Iterator[str]:
    parts: tuple[tuple[Callable[[MoneyBooks, int], Iterator[str]], object], ...] = (
        (_line, books.lines),
        (_receipt, books.all(Receipt)),
        (_remittance, books.all(Remittance)),
    )
    for ask, ids in parts:
        for record_id in list(ids):  # type: ignore[call-overload]
            yield from ask(books, record_id)
    for owed in books.owed.values():
        yield from _claim(books, owed)


def _money_by_records(books: MoneyBooks) -> Iterator[str]:
    """What waits for the bank, lies in the drawer, is free, and lies in the bank, by the records alone."""
    receipts, deposits = books.all(Receipt).values(), books.all(Deposit).values()
    drawer = sum(one.cents - one.returned_cents for one in receipts if is_in_drawer(one))
    free = sum(one.free_cents for one in receipts)
    posted = sum(
        one.amount_cents for one in books.all(Remittance).values() if one.state is RemittanceState.POSTED
    )
    found = [one for one in deposits if one.remittance_id]
    refunds = books.all(Refund).values()
    due = sum(one.cents for one in refunds if one.state is RefundState.APPROVED)
    told = {
        "undeposited": drawer,
        "unapplied": -free,
        "cash": posted - sum(one.cents for one in found),
        "refunds_payable": -due,
    }
    for name, cents in told.items():
        if books.accounts[name] != cents:
            yield f"{name} is {books.accounts[name]}, the records say {cents}"


def _cards(books: MoneyBooks) -> Iterator[str]:
    """What a processor approved is the sum of its receipts, each of one charge; what it declined has none."""
    receipts = books.all(Receipt)
    made: Counter[int] = Counter()
    for charge in books.all(CardCharge).values():
        own = [receipts[part.receipt_id] for part in charge.fares if part.receipt_id]
        made.update(one.id for one in own)
        told = charge.cents if charge.state is CardState.APPROVED else 0
        if sum(one.cents for one in own) != told:
            yield f"charge {charge.id} is {told} and its receipts are not"
    if any(count > 1 for count in made.values()):
        yield "a receipt is of two charges"


def _bank(books: MoneyBooks) -> Iterator[str]:
    """What lies in the bank is what was taken there, less what it took back and what was sent away."""
    deposits = [one for one in books.all(Deposit).values() if one.deposit_kind in MOVING]
    back = sum(one.returned_cents for one in books.all(Receipt).values() if not one.is_voided)
    gone = (RefundState.ISSUED, RefundState.CLEARED)
    sent = sum(one.cents for one in books.all(Refund).values() if one.state in gone)
    told = sum(one.cents for one in deposits) - back - sent
    if books.accounts["bank"] != told:
        yield f"the bank is {books.accounts['bank']}, the records say {told}"


def is_in_drawer(receipt: Receipt) -> bool:
    """True of what a patient paid and nobody has taken to the bank; a payer's cash never lay there."""
    return not receipt.deposit_id and receipt.method != FROM_PAYER


def _suspense(books: MoneyBooks) -> Iterator[str]:
    """Each suspended cent is somebody's."""
    owned = {task.subject_id for task in books.work.values()}
    left = books.accounts["suspense"]
    for deposit in books.all(Deposit).values():
        if deposit.is_unexplained:
            left += deposit.cents
            if deposit.task_id not in books.work:
                yield f"deposit {deposit.id} is unexplained and nobody's"
    for remittance_id, postings in books.of_remittance.items():
        held: Counter[str] = Counter()
        for posting in postings:
            if "suspense" in (posting.debit, posting.credit):
                sign = 1 if posting.credit == "suspense" else -1
                held[_decision_of(books, posting)] += sign * posting.cents
        left += sum(held.values())
        ids = {str(one.ordinal): one.id for one in books.advices[remittance_id]}
        if any(cents and ids.get(place, 0) not in owned for place, cents in held.items() if place != "plb"):
            yield f"suspended cash of remittance {remittance_id} is nobody's"
    if left:
        yield f"{-left} lie in suspense and come from no payment"
