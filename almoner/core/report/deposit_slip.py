"""A deposit slip for the bank's counter: the cash as one sum, each check with its number, the cards.

Promises that its rows sum to the slip, and that it names no patient: the bank needs none.
"""

from collections.abc import Iterable

from almoner.core.collect import Deposit, DepositKind, Receipt
from almoner.core.money import dollars
from almoner.core.party import Practice
from almoner.core.report.mail import address_lines, day_in_words, phone_number, plain
from almoner.core.report.receipt_slip import ReceiptSlip

HEADING, COLUMN = "Deposit slip", "What is in it"


def deposit_slip(slip: Deposit, receipts: Iterable[Receipt], practice: Practice) -> ReceiptSlip:
    """Return what to print of a slip with the receipts that it took to the bank."""
    assert slip.deposit_kind is DepositKind.SLIP, "only a slip goes to the bank"
    inside = sorted(receipts, key=lambda one: one.id)
    assert sum(one.cents for one in inside) == slip.cents, "a slip is the sum of its receipts"
    checks = [one for one in inside if one.method == "check"]
    rest = {"cash": "Cash", "card": "Cards", "transfer": "Transfers"}
    sums = {method: sum(one.cents for one in inside if one.method == method) for method in rest}
    rows = [(rest["cash"], dollars(sums["cash"]))] if sums["cash"] else []
    rows += [(f"Check {plain(one.reference)}", dollars(one.cents)) for one in checks]
    rows += [(rest[method], dollars(sums[method])) for method in ("card", "transfer") if sums[method]]
    name = plain(practice.name)
    return ReceiptSlip(
        title=f"{name}, deposit slip {slip.trace}",
        practice=name,
        head=(*address_lines(practice.address), phone_number(practice.phone)),
        facts=(("Slip", slip.trace), ("Day", day_in_words(slip.deposited_on)), ("Checks", str(len(checks)))),
        taken=f"${dollars(slip.cents)}",
        how="to the bank",
        verb="taken",
        rows=tuple(rows),
        note="Signed: ______________________________",
        on=slip.deposited_on,
        heading=HEADING,
        column=COLUMN,
    )
