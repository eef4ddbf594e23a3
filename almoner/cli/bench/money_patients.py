"""Visits and patients' money on the books in memory: charges, receipts, where they lie, what comes back."""

import random
from collections.abc import Callable

from almoner.cli.bench.money_books import MoneyBooks, Owed
from almoner.cli.bench.money_remits import policies
from almoner.core.charge import ChargeLine, Superbill, SuperbillLine
from almoner.core.charge.capture import capture
from almoner.core.chart import Visit, VisitState
from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.claim import claim_control
from almoner.core.collect import OwedLine, Receipt, Rule, Target, allocate, take
from almoner.core.collect.receipt import METHODS
from almoner.core.collect.returned import Return, Taken, return_faults, take_back, void, void_faults, win_back
from almoner.core.collect.unlay import free_excess, unlay
from almoner.core.ledger import Posting
from almoner.core.plan import Plan

PATIENT = "patient_ar"


def charge(books: MoneyBooks, chance: random.Random) -> bool:
    """A visit of a new or a known patient is charged, and its claim is with the first payer."""
    patient_id = _patient(books, chance)
    covered = books.policies[patient_id]
    number = next(books.ids)
    visit = Visit(number, patient_id, 7, 8, books.on, "11", state=VisitState.CODED)
    services = tuple(
        SuperbillLine("99213", 1, chance.randint(1, 300_00), (1,)) for _ in range(chance.choice([1, 1, 2, 3]))
    )
    superbill = Superbill(next(books.ids), number, patient_id, ("I10",), services, "coder", books.on)
    books.commit(Plan(on=books.on, records=(visit, superbill)))
    plan = capture(visit, superbill, covered, ids=books.ids, on=books.on)
    books.commit(plan)
    lines = tuple(record for record in plan.records if isinstance(record, ChargeLine))
    if covered:
        first = covered[0]
        number = next(books.ids)
        claim = Claim(
            id=number,
            patient_id=patient_id,
            visit_ids=(visit.id,),
            coverage_id=first.id,
            payer_id=first.payer_id,
            rank=first.rank,
            control=claim_control(number),
            total_cents=sum(line.charge_cents for line in lines),
            service_on=books.on,
            state=ClaimState.ACCEPTED,
            cause="payer_accepted",
            since_on=books.on,
        )
        following = covered[1] if len(covered) > 1 else None
        books.open_claim(Owed(claim, lines, following, is_capitated=chance.random() < 0.05))
    return True


def _patient(books: MoneyBooks, chance: random.Random) -> int:
    if books.policies and chance.random() < 0.5:
        return chance.choice(list(books.policies))
    number = next(books.ids)
    books.policies[number] = policies(number, chance.choices([0, 1, 2, 3], [2, 6, 4, 1])[0], books)
    return number


def receive(books: MoneyBooks, chance: random.Random) -> bool:
    """A patient pays something, owed or not, for a visit, for nothing yet, or for whatever is owed."""
    if not books.policies:
        return False
    patient_id = chance.choice(list(books.policies))
    method = chance.choice(METHODS)
    target = chance.choice([Target.ACCOUNT, Target.ACCOUNT, Target.NOTHING])
    draft = Receipt(
        id=0,
        patient_id=patient_id,
        method=method,
        cents=chance.choice([2500, chance.randint(1, 400_00)]),
        received_on=books.on,
        taken_by="desk",
        reference="1001" if method != "cash" else "",
        target=target,
    )
    books.commit(take(draft, ids=books.ids, on=books.on))
    return True


def lay(books: MoneyBooks, chance: random.Random) -> bool:
    """Free money is laid on what its patients owe."""
    free = [one for one in books.all(Receipt).values() if one.free_cents]
    if not free:
        return False
    some = chance.sample(free, min(len(free), chance.choice([1, 2, 5])))
    patients = {one.patient_id for one in some}
    owed = [
        OwedLine(line, books.balances[line.id][PATIENT])
        for line in books.lines.values()
        if line.stands and line.patient_id in patients
    ]
    rule = chance.choice(list(Rule))
    books.commit(allocate(some, owed, ids=books.ids, on=books.on, rule=rule))
    return True


def take_off(books: MoneyBooks, chance: random.Random) -> bool:
    """Money is taken off lines again."""
    laid = [one for own in books.laid.values() for one in own.values()]
    if not laid:
        return False
    some = chance.sample(laid, min(len(laid), chance.choice([1, 2])))
    receipts = [books.all(Receipt)[number] for number in {one.allocation.receipt_id for one in some}]
    books.commit(unlay(receipts, some, on=books.on))
    return True


def free_overpaid(books: MoneyBooks, chance: random.Random) -> bool:
    """What stands on lines beyond what patients owe by now becomes free money."""
    del chance
    excess = {line_id: -own[PATIENT] for line_id, own in books.balances.items() if own[PATIENT] < 0}
    laid = [one for own in books.laid.values() for one in own.values() if one.allocation.line_id in excess]
    if not laid:
        return False
    receipts = [books.all(Receipt)[number] for number in {one.allocation.receipt_id for one in laid}]
    books.commit(free_excess(receipts, laid, excess, ids=books.ids, on=books.on))
    return True


def take_void(books: MoneyBooks, chance: random.Random) -> bool:
    """A receipt is voided while it lies in the drawer."""
    receipt = _some(books, chance, lambda one: not void_faults(one))
    if receipt is None:
        return False
    books.commit(void(_taken(books, receipt), why="typed twice", on=books.on))
    return True


def bounce(books: MoneyBooks, chance: random.Random) -> bool:
    """The bank takes back a deposited payment, whole or in part."""
    receipt = _some(books, chance, lambda one: not return_faults(one, Return(one.cents, "NSF")))
    if receipt is None:
        return False
    returned = Return(chance.choice([receipt.cents, chance.randint(1, receipt.cents)]), "NSF")
    books.commit(take_back(_taken(books, receipt), returned, ids=books.ids, on=books.on))
    return True


def win(books: MoneyBooks, chance: random.Random) -> bool:
    """A chargeback is won: what the bank took back comes again."""
    receipt = _some(books, chance, lambda one: one.returned_cents > 0 and not one.is_voided)
    if receipt is None:
        return False
    posting = _standing(books, receipt.id, "return:")
    books.commit(win_back(receipt, posting, on=books.on))
    return True


def _some(books: MoneyBooks, chance: random.Random, fits: Callable[[Receipt], bool]) -> Receipt | None:
    found = [one for one in books.all(Receipt).values() if fits(one)]
    return chance.choice(found) if found else None


def _taken(books: MoneyBooks, receipt: Receipt) -> Taken:
    return Taken(receipt, books.postings[f"receipt:{receipt.id}"], books.laid_of(receipt.id))


def _standing(books: MoneyBooks, receipt_id: int, start: str) -> Posting:
    (one,) = [
        posting
        for key, posting in books.postings.items()
        if key.startswith(f"{start}{receipt_id}:") and key not in books.undone_by
    ]
    return one
