"""Rules of the payment as a whole: how it is made, who made it, what else is settled with it."""

from collections.abc import Iterable, Iterator

from almoner.core.x12.guides.claim.money_text import cents_of
from almoner.core.x12.rule import Spot, Words, at, rule
from almoner.core.x12.tree import Loop, Row

_TRANSFERS = frozenset({"ACH", "BOP", "FWT"})
_TRANSFER_NEEDS = (6, 7, 8, 9, 12, 13, 14, 15)
"""Both banks and both accounts, each with its qualifier."""
_BY_CLEARING_HOUSE = "ACH"
_NOTHING_PAID = "NON"
_NEED_REFERENCE = frozenset({"WO", "FB"})


@rule(
    "R-01",
    "ST",
    Words(
        "A payment by bank transfer needs its format, both banks and both accounts.",
        "Ask the payer for the missing part, or take the payment's details from the bank.",
        "I9",
        source="835 BPR05-09 BPR12-15",
    ),
    has="payment_order",
)
def bank_missing(transaction: Loop) -> Iterable[Spot]:
    """BPR04 is ACH, BOP or FWT, and one of BPR06-09 or BPR12-15 is empty; for ACH also BPR05 (handbook
    R-01)."""
    row = transaction.row("payment_order")
    if row is None or row.get(4) not in _TRANSFERS:
        return ()
    format_too = (5,) if row.get(4) == _BY_CLEARING_HOUSE else ()
    return [
        at(row, number, because=(row, 4)) for number in format_too + _TRANSFER_NEEDS if not row.get(number)
    ]


@rule(
    "R-01b",
    "ST",
    Words(
        "A bank or an account is named, though the payment is no bank transfer.",
        "Ask the payer how it paid.",
        "I13",
        source="835 BPR05-09 BPR12-15",
    ),
    has="payment_order",
)
def bank_needless(transaction: Loop) -> Iterable[Spot]:
    """BPR04 is CHK or NON, and one of BPR05-09 or BPR12-15 is sent; told at the first (handbook R-01)."""
    row = transaction.row("payment_order")
    if row is None or row.get(4) in _TRANSFERS or not row.get(4):
        return ()
    return [at(row, number, because=(row, 4)) for number in (5, *_TRANSFER_NEEDS) if row.get(number)][:1]


@rule(
    "R-02",
    "ST",
    Words(
        "The way of payment and the amount contradict each other: no payment is made exactly for zero.",
        "Ask the payer what was paid, and how.",
        "I12",
        source="835 BPR02 BPR04",
    ),
    has="payment_order",
)
def nothing_paid(transaction: Loop) -> Iterable[Spot]:
    """NON with an amount, or another method without one (handbook R-02)."""
    row = transaction.row("payment_order")
    amount = cents_of(row.get(2)) if row is not None else None
    if row is None or amount is None or not row.get(4) or amount < 0:
        return ()
    return (at(row, 4, because=(row, 2)),) if (row.get(4) == _NOTHING_PAID) != (amount == 0) else ()


@rule(
    "R-02b",
    "ST",
    Words(
        "The payment is negative.",
        "What the payer takes back beyond its payment is carried forward at the provider level; ask for it.",
        "I12",
        source="835 BPR02",
    ),
    has="payment_order",
)
def payment_negative(transaction: Loop) -> Iterable[Spot]:
    """BPR02 is below zero (handbook R-02)."""
    row = transaction.row("payment_order")
    amount = cents_of(row.get(2)) if row is not None else None
    return (at(row, 2),) if row is not None and amount is not None and amount < 0 else ()


@rule(
    "R-03",
    "ST",
    Words(
        "Payment and trace name the payer by different numbers.",
        "Match the deposit by TRN02 and ask the payer which number holds.",
        "I12",
        source="835 TRN03-04 BPR10-11",
    ),
    has="trace",
)
def payer_differs(transaction: Loop) -> Iterator[Spot]:
    """TRN03 isn't BPR10, or TRN04 isn't BPR11, where both are sent (handbook R-03)."""
    payment, trace = transaction.row("payment_order"), transaction.row("trace")
    if payment is None or trace is None:
        return
    for own, other in ((3, 10), (4, 11)):
        if trace.get(own) and payment.get(other) and trace.get(own) != payment.get(other):
            yield at(trace, own, because=(payment, other))


@rule(
    "R-14",
    "ST",
    Words(
        "Money taken back or carried forward needs the number of what it settles.",
        "Ask the payer which claim or payment is meant before posting it.",
        "I9",
        source="835 PLB03-2",
    ),
    has="provider_adjustment",
)
def settlement_unnumbered(transaction: Loop) -> Iterator[Spot]:
    """WO or FB without a reference (handbook R-14)."""
    for row in transaction.rows("provider_adjustment"):
        yield from _unnumbered(row)


def _unnumbered(row: Row) -> Iterator[Spot]:
    for number in range(3, 15, 2):
        if row.part(number, 1) in _NEED_REFERENCE and not row.part(number, 2):
            yield at(row, number, 2)


@rule(
    "R-15",
    "2000",
    Words(
        "Inpatient totals of a group of claims stand only beside its other totals.",
        "Ask the payer for the TS3 of this group.",
        "I9",
        source="835 2000 TS2 TS3",
    ),
    has="group_inpatient_totals",
)
def totals_alone(group: Loop) -> Iterable[Spot]:
    """TS2 without TS3; whether TS3 fits the claims is told by B-835-05 (handbook R-15)."""
    row = group.row("group_inpatient_totals")
    return (at(row),) if row is not None and not group.has("group_totals") else ()


PAYMENT_RULES = (
    bank_missing,
    bank_needless,
    nothing_paid,
    payment_negative,
    payer_differs,
    settlement_unnumbered,
    totals_alone,
)

__all__ = ["PAYMENT_RULES"]
