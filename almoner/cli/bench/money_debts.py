"""Cash in suspense and debts at an agency, on the books in memory: placed, taken back, worked, given up."""

import random
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from almoner.cli.bench.money_books import MoneyBooks, Owed
from almoner.core.claim import ClaimState
from almoner.core.collect import Receipt
from almoner.core.collect.placement import (
    Debt,
    Held,
    Placement,
    PlacementState,
    bring_home,
    give_up,
    lay_on_placed,
    place,
    placed_key,
    recall,
)
from almoner.core.collect.suspense import (
    HELD,
    HeldCash,
    Left,
    Placed,
    Placing,
    give_to_patient,
    place_faults,
    spread,
    still_undecided,
    take_back,
    taken_of,
)
from almoner.core.collect.suspense import place as place_cash
from almoner.core.denial.open import FOLLOWED
from almoner.core.ledger import Posting
from almoner.core.ledger.accounts import Account, credit_beside
from almoner.core.plan import Plan, Task, join
from almoner.core.remit import Advice
from almoner.core.remit.history import PARTS, SUSPENDING
from almoner.core.remit.sheet import prefix_of

IT_IS_THE_NAMED = 0.9
"""How often suspended cash was for the claim that its work names."""
PATIENT, AGENCY, LOST = (one.value for one in (Account.PATIENT_AR, Account.COLLECTIONS, Account.BAD_DEBT))

# -------------------------------------------------------------------------------------------------- suspense


def place_suspended(books: MoneyBooks, chance: random.Random) -> bool:
    """Somebody finds the claim that suspended cash paid."""
    held = held_cash(books, chance)
    if held is None or not books.owed:
        return False
    named = books.owed.get(held.task.claim_id)
    owed = named if named and chance.random() < IT_IS_THE_NAMED else chance.choice(list(books.owed.values()))
    lines = tuple(books.paid_lines(owed))
    cents = spread(held.cents, lines)
    if owed.claim.state in (ClaimState.VOIDED, ClaimState.CLOSED) or place_faults(held, lines, cents):
        return False
    others = tuple(task for task in owed.tasks.values() if task.id != held.task.id)
    to = Placing(owed.claim, lines, cents, others, _is_followed(books, owed))
    plan = place_cash(held, to, by="biller", ids=books.ids, on=books.on)
    books.commit(join([plan, *undecided(books, [held], kept_by=owed.claim.id)], on=books.on))
    books.placed.append((held.task.id, f"{held.mark}:", owed.claim.id))
    return True


def take_placing_back(books: MoneyBooks, chance: random.Random) -> bool:
    """What was placed by hand goes back into suspense, where it still stands."""
    if not books.placed:
        return False
    task_id, start, claim_id = chance.choice(books.placed)
    postings = tuple(one for key, one in books.postings.items() if key.startswith(start))
    if any(one.key in books.undone_by for one in postings):
        return False
    task = books.all(Task)[task_id]
    home = books.owed[task.claim_id].claim if task.claim_id not in (0, claim_id) else None
    left = _left(books, books.owed[claim_id], taken=taken_of(postings))
    placed = Placed(postings, task, left, home)
    books.commit(take_back(placed, by="biller", ids=books.ids, on=books.on))
    return True


def give_patient(books: MoneyBooks, chance: random.Random) -> bool:
    """Suspended cash was a patient's own payment."""
    held = held_cash(books, chance)
    if held is None or held.cents < 0 or not books.policies:
        return False
    patient_id = chance.choice(list(books.policies))
    plan = give_to_patient(held, patient_id, by="biller", ids=books.ids, on=books.on)
    books.commit(join([plan, *undecided(books, [held])], on=books.on))
    return True


def _is_followed(books: MoneyBooks, owed: Owed) -> bool:
    return any(one.state in FOLLOWED for one in books.live_denials(owed))


def undecided(books: MoneyBooks, held: Sequence[HeldCash], *, kept_by: int = 0) -> Iterator[Plan]:
    """What becomes of the claims whose suspended cash goes elsewhere."""
    ended = {one.task.id for one in held}
    for claim_id in sorted({one.task.claim_id for one in held if one.task.claim_id} - {kept_by}):
        left = _left(books, books.owed[claim_id], ended=ended)
        yield still_undecided(left, by="biller", ids=books.ids, on=books.on)


def _left(
    books: MoneyBooks, owed: Owed, *, ended: Container[int] = (), taken: Mapping[int, int] | None = None
) -> Left:
    """A claim without some of its cash: the work about that ends, and so much is taken of its lines."""
    rooms = books.paid_lines(owed)
    open_cents = sum(max(room.open_cents + (taken or {}).get(room.line.id, 0), 0) for room in rooms)
    tasks = [task for task in owed.tasks.values() if task.id not in ended]
    return Left(owed.claim, open_cents, tasks, _is_followed(books, owed))


def held_cash(books: MoneyBooks, chance: random.Random, *, what: str = "") -> HeldCash | None:
    """Return cash in suspense that an open task owns, of a kind of work where one is named; None of none."""
    asked = [
        task
        for task in books.work.values()
        if task.what in SUSPENDING and task.subject_kind == Advice.kind and what in ("", task.what)
    ]
    return owned(books, chance.choice(asked)) if asked else None


def owned(books: MoneyBooks, task: Task) -> HeldCash | None:
    """Return the cash that a task of suspense owns, None where it is gone."""
    root = prefix_of(books.all(Advice)[task.subject_id])
    first = [key for key in books.postings if key == f"{root}:s" or key.startswith(f"{root}:{PARTS}")]
    found = (held_of(books, key, root, task) for key in first)
    return next((one for one in found if one is not None and one.is_owned), None)


def held_of(books: MoneyBooks, key: str, root: str, task: Task) -> HeldCash | None:
    """Return what was first put into suspense under a key and lies there now."""
    first = books.postings[key]
    if first.reverses or first.reason not in HELD:
        return None
    standing = _standing(books, first)
    return HeldCash(standing, root, task, key) if standing else None


def _standing(books: MoneyBooks, posting: Posting) -> Posting | None:
    undoing = books.undone_by.get(posting.key)
    while undoing is not None:
        restored = books.undone_by.get(undoing.key)
        if restored is None:
            return None
        posting, undoing = restored, books.undone_by.get(restored.key)
    return posting


# --------------------------------------------------------------------------------------------------- agencies


def place_debts(books: MoneyBooks, chance: random.Random) -> bool:
    """Lines of a patient that are owed go to an agency, each whole."""
    owed = [line for line in books.lines.values() if line.stands and books.balances[line.id][PATIENT] > 0]
    standing = {one.line_id for one in _at_agency(books)}
    free = [line for line in owed if line.id not in standing and not books.balances[line.id][AGENCY]]
    if not free:
        return False
    patient_id = chance.choice(free).patient_id
    debts = [Debt(line, books.balances[line.id][PATIENT]) for line in free if line.patient_id == patient_id]
    books.commit(place(debts, "Harbor Recovery", by="manager", ids=books.ids, on=books.on))
    return True


def agency_pays(books: MoneyBooks, chance: random.Random) -> bool:
    """Money of a patient with debts at an agency, or with debts that were lost, is laid there."""
    fitting = [
        one
        for one in books.all(Receipt).values()
        if one.free_cents > 0 and any(_debts(books, one.patient_id))
    ]
    if not fitting:
        return False
    receipt = chance.choice(fitting)
    placed, lost = _debts(books, receipt.patient_id)
    books.commit(lay_on_placed(receipt, placed, lost, ids=books.ids, on=books.on))
    return True


def _debts(books: MoneyBooks, patient_id: int) -> tuple[list[Debt], list[Debt]]:
    lines = [line for line in books.lines.values() if line.stands and line.patient_id == patient_id]
    placed, lost = (
        [Debt(line, cents) for line in lines if (cents := books.balances[line.id][account]) > 0]
        for account in (AGENCY, LOST)
    )
    return placed, lost


def end_placement(books: MoneyBooks, chance: random.Random) -> bool:
    """A debt is recalled, or the agency gives it back as lost."""
    standing = _at_agency(books)
    if not standing:
        return False
    one = chance.choice(standing)
    posting = books.postings[placed_key(one)]
    own = books.balances[one.line_id]
    credit = credit_beside(own, AGENCY)
    held = Held(one, books.lines[one.line_id], own[AGENCY], posting, credit_cents=credit)
    ends = chance.choice([recall, give_up])
    books.commit(ends([held], why="a year is over", on=books.on))
    return True


def bring_debts_home(books: MoneyBooks, chance: random.Random) -> bool:
    """What stands at no agency any more, because money came back late, is the patient's again."""
    del chance
    standing = {one.line_id for one in _at_agency(books)}
    stray = [
        Debt(books.lines[line_id], own[AGENCY])
        for line_id, own in books.balances.items()
        if own[AGENCY] > 0 and line_id not in standing
    ]
    if not stray:
        return False
    books.commit(bring_home(stray, ids=books.ids, on=books.on))
    return True


def _at_agency(books: MoneyBooks) -> list[Placement]:
    return [one for one in books.all(Placement).values() if one.state is PlacementState.PLACED]


EVENTS: tuple[tuple[Callable[[MoneyBooks, random.Random], bool], int], ...] = (
    (place_suspended, 4),
    (take_placing_back, 1),
    (give_patient, 1),
    (place_debts, 2),
    (agency_pays, 3),
    (end_placement, 1),
    (bring_debts_home, 1),
)
"""What happens to suspense and to placed debts, each with how often it is tried."""
