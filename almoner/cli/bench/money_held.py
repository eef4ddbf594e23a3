"""Cash in suspense that is divided or goes back to its payer, and takebacks that a person explains, on the
books in memory.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from almoner.cli.bench.money_books import MoneyBooks
from almoner.cli.bench.money_debts import held_cash, held_of, undecided
from almoner.cli.bench.money_remits import PAYERS, history, said_of
from almoner.core.collect.divide import Division, Part, divide, divide_faults, unite
from almoner.core.collect.refund import Refund, ask, ask_faults
from almoner.core.collect.refund_held import held_draft
from almoner.core.collect.suspense import HeldCash
from almoner.core.ledger import Account
from almoner.core.plan import Plan, Task, join, reading
from almoner.core.remit.history import PART, PARTS
from almoner.core.remit.recoupment import (
    ADVANCED,
    CARRIED,
    DEFERRED,
    OpenPair,
    Standing,
    TakebackAct,
    refunds_of,
    standing,
)
from almoner.core.remit.takeback import place as place_back
from almoner.core.remit.takeback import room

ONE = "biller"


def divide_suspended(books: MoneyBooks, chance: random.Random) -> bool:
    """Suspended cash is several amounts; what nobody names stays one of its own."""
    held = held_cash(books, chance)
    if held is None:
        return False
    sign = 1 if held.cents > 0 else -1
    left, parts = abs(held.cents), []
    for _ in range(chance.choice([1, 2, 3])):
        if left:
            part = chance.randint(1, left)
            left -= part
            parts.append(Part(sign * part, "a part of it"))
    if divide_faults(held, parts):
        return False
    books.commit(divide(held, parts, by=ONE, ids=books.ids, on=books.on))
    return True


def unite_parts(books: MoneyBooks, chance: random.Random) -> bool:
    """Parts of an amount are put together again, while none of them has gone anywhere."""
    held = held_cash(books, chance, what=PART)
    if held is None:
        return False
    root, _, numbers = held.base.rpartition(f":{PARTS}")
    whole_id = int(numbers.partition(":")[0])
    found = list(_parts(books, f"{root}:{PARTS}{whole_id}:", held))
    if not all(found):
        return False
    parts = tuple(one for one in found if one is not None)
    out = books.postings[f"{root}:h{whole_id}:out"]
    division = Division(parts, out, books.all(Task)[whole_id])
    plan = unite(division, by=ONE, ids=books.ids, on=books.on)
    left = undecided(books, parts, kept_by=division.whole.claim_id)
    books.commit(join([plan, *left], on=books.on))
    return True


def _parts(books: MoneyBooks, start: str, held: HeldCash) -> Iterator[HeldCash | None]:
    """Each part that was made with its own work, None where one has gone."""
    about = held.task.subject_id
    work = [task for task in books.work.values() if task.subject_id == about and task.what == PART]
    keys = [key for key in books.postings if key.startswith(start) and key[len(start) :].isdecimal()]
    for key in keys:
        standing_one = held_of(books, key, held.root, held.task)
        task = next((one for one in work if standing_one and abs(one.cents) == abs(standing_one.cents)), None)
        if standing_one is None or task is None:
            yield None
            continue
        work.remove(task)
        yield replace(standing_one, task=task)


def ask_held(books: MoneyBooks, chance: random.Random) -> bool:
    """Somebody asks that suspended cash goes back, whole, to the payer that sent it."""
    held = held_cash(books, chance)
    if held is None:
        return False
    draft = held_draft(held, reason="not ours", by=ONE, on=books.on)
    asked = any(one.is_standing for one in books.all(Refund).values() if one.task_id == held.task.id)
    if not draft.payer_id or asked or ask_faults(draft, room_cents=held.cents):
        return False
    books.commit(ask(draft, ids=books.ids, on=books.on))
    return True


# -------------------------------------------------------------------------------------------------- takebacks


def stand_of(books: MoneyBooks, payer_number: str) -> Standing:
    """Where a payer's pairs stand, with what people said of them."""
    return standing(history(books, payer_number), said_of(books, payer_number))


def explain_takeback(books: MoneyBooks, chance: random.Random) -> bool:
    """A person finds what a payer took back to be about: another pair of it, or a claim that it had paid."""
    payer = chance.choice(PAYERS)
    stand = stand_of(books, payer.remittance_payer_id)
    if not stand.taken:
        return False
    taken = chance.choice(stand.taken)
    fitting = [one for one in stand.open if one.code == taken.code]
    if fitting and chance.random() < 0.5:
        _match(books, taken, chance.choice(fitting))
        return True
    return _place(books, taken, chance)


def _match(books: MoneyBooks, taken: OpenPair, left: OpenPair) -> None:
    act = replace(
        _act(books, taken, min(taken.cents, left.cents)),
        open_remittance_id=left.of.id,
        open_number=left.number,
    )
    books.commit(Plan(on=books.on, records=(act,), reads=reading(taken.of)))


def _place(books: MoneyBooks, taken: OpenPair, chance: random.Random) -> bool:
    number = taken.of.payer_number
    payer = next(one for one in PAYERS if one.remittance_payer_id == number)
    claims = [one for one in books.owed.values() if one.claim.payer_id == payer.id]
    if not claims or taken.code in ADVANCED:
        return False
    owed = chance.choice(claims)
    lines = books.paid_lines(owed)
    most = min(taken.cents, room(lines))
    if most <= 0:
        return False
    act = replace(
        _act(books, taken, most if chance.random() < 0.6 else chance.randint(1, most)),
        claim_id=owed.claim.id,
    )
    books.commit(place_back(act, taken, owed.claim, lines, ids=books.ids))
    return True


def _act(books: MoneyBooks, taken: OpenPair, cents: int) -> TakebackAct:
    return TakebackAct(
        id=next(books.ids),
        payer_id=taken.of.payer_id,
        remittance_id=taken.of.id,
        number=taken.number,
        cents=cents,
        decided_by=ONE,
        decided_on=books.on,
        why="their letter",
    )


def takebacks_tie(books: MoneyBooks) -> list[str]:
    """Return what does not tie: payers' deferred and carried pairs, as they stand, are the account."""
    told = 0
    for payer in PAYERS:
        number = payer.remittance_payer_id
        every = [(refunds_of(one), pair) for one in history(books, number) for pair in one.provider_level]
        if any((pair.reference, pair.cents) in refunds for refunds, pair in every):
            return []  # our refund stands beside it: what it took is explained and in neither list
        stand = stand_of(books, number)
        told += sum(one.cents for one in stand.taken if one.code in (DEFERRED, CARRIED))
        told -= sum(one.cents for one in stand.open if one.code in (DEFERRED, CARRIED))
    account = Account.PAYER_RECOUPMENT.value
    if books.accounts[account] != told:
        return [f"{account} is {books.accounts[account]}, the pairs say {told}"]
    return []


EVENTS: tuple[tuple[Callable[[MoneyBooks, random.Random], bool], int], ...] = (
    (divide_suspended, 3),
    (unite_parts, 1),
    (ask_held, 2),
    (explain_takeback, 3),
)
"""What people make of a payer's cash, each with how often it is tried."""
