"""Whether a payer allowed what the contract says (FIN-05, FIN-09). A federal sequestration cut is no
underpayment.
"""

from almoner.core.pricing.underpayment import SEQUESTRATION, PaidLine, underpayment
from almoner.core.remit.balance import total
from almoner.core.remit.gate import Decision
from almoner.core.rules import Finding


def variance(decision: Decision) -> list[Finding]:
    """Return what to say about a line that has a contract price: one finding at most, with the cents that are
    missing and the steps of the price.
    """
    line = decision.line
    if decision.is_refused:
        return []
    paid = PaidLine(
        number=line.line.sequence,
        charge_cents=line.charge_cents,
        paid_cents=line.paid_cents,
        patient_cents=total(decision.shares) + total(decision.member),
        cut_cents=sum(each.cents for each in line.adjustments if each.carc == SEQUESTRATION),
    )
    price = line.book.prices.get(line.line.id)
    found = underpayment(paid, price, tolerance_cents=line.book.tolerance_cents)
    return [] if found is None else [found]
