"""Proves after a day what others than payers hold of the year's money: the agency's book and the processor's
memory against ours.

Both are read from their own files; our books are asked for the other side alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from almoner.cli.year.agency import Agency, is_of_agency
from almoner.core.collect import Allocation, Receipt
from almoner.core.collect.bank_row import CARD
from almoner.core.collect.card import CardAnswer, CardCharge, CardState
from almoner.core.collect.placement import Placement, PlacementState
from almoner.core.collect.refund import Refund, RefundState
from almoner.core.ledger import Account
from almoner.core.ledger.accounts import by_line
from almoner.core.party import Patient
from almoner.flow.access import office
from almoner.flow.collect.card import key_of
from almoner.links.card import CardTerminal
from almoner.store.money.postings import account_totals, line_balances
from almoner.store.session import Session

AGENCY = Account.COLLECTIONS.value


def agency_faults(session: Session, agency: Agency) -> Iterator[str]:
    """What the agency was given and brought in is in the books, once, and it holds the rest to the cent."""
    placed = session.find(Placement)
    given = Counter[object]()
    for one in placed:
        given[one.placed_on] += one.cents
    if given != Counter(agency.given()):
        yield "the agency was given other debts than the books say"
    numbers = {one.id: one.number for one in session.find(Patient)}
    checks = [one for one in session.find(Receipt) if is_of_agency(one)]
    taken = Counter((one.received_on, numbers[one.patient_id], one.cents) for one in checks)
    if taken != Counter((on, number, cents) for (on, number), cents in agency.brought().items()):
        yield "the agency brought in other money than was taken"
    yield from _left(session, placed, {one.id for one in checks})


def _left(session: Session, placed: list[Placement], checks: set[int]) -> Iterator[str]:
    """Each debt is what was placed less what the agency's checks paid of it; nothing of one that ended."""
    laid: defaultdict[int, int] = defaultdict(int)
    for allocation in session.find(Allocation, line_id=[one.line_id for one in placed]):
        if allocation.undone_on is None and allocation.receipt_id in checks:
            laid[allocation.line_id] += allocation.cents
    own = by_line(line_balances(session, [one.line_id for one in placed]))
    held = 0
    for one in placed:
        left = own[one.line_id].get(AGENCY, 0)
        is_held = one.state is PlacementState.PLACED
        held += left
        if left != (one.cents - laid[one.line_id] if is_held else 0):
            yield f"a debt that is {one.state.value} leaves {left} of {one.cents} at the agency"
    if account_totals(session).get(AGENCY, 0) != held:
        yield "the agency holds what was never placed"


def card_faults(session: Session, terminal: CardTerminal, *, is_last: bool) -> Iterator[str]:
    """What the processor approved is a charge and its receipts in the books, once, and goes back once."""
    receipts = {one.id: one for one in session.find(Receipt) if one.method == CARD}
    charges = session.find(CardCharge)
    if is_last and any(one.state is CardState.ASKED for one in charges):
        yield "a charge of a card was never answered"
    for charge in charges:
        answer = terminal.status(key_of(office(session.practice_id), charge))
        is_approved = charge.state is CardState.APPROVED
        if charge.state is not CardState.ASKED and is_approved is not _is_given(answer):
            yield "the processor says otherwise of a charge than the books"
        if is_approved:
            yield from _receipts(charge, receipts)
    made = Counter(part.receipt_id for one in charges for part in one.fares if part.receipt_id)
    if any(count > 1 for count in made.values()):
        yield "a receipt is of two charges"
    for refund in session.find(Refund, state=[RefundState.ISSUED, RefundState.CLEARED]):
        told = terminal.status(f"refund-{session.practice_id}-{refund.id}")
        if refund.method == CARD and not _is_given(told):
            yield "a refund to a card that the processor never gave"


def _is_given(answer: CardAnswer | None) -> bool:
    return answer is not None and answer.is_approved


def _receipts(charge: CardCharge, receipts: Mapping[int, Receipt]) -> Iterator[str]:
    own = [receipts[part.receipt_id] for part in charge.fares if part.receipt_id in receipts]
    told = {(one.reference, one.card_last_four) for one in own}
    if sum(one.cents for one in own) != charge.cents or told != {(charge.reference, charge.last_four)}:
        yield "a charge of a card differs from its receipts"
