"""Whether a payer allowed what the contract says (FIN-05, FIN-09). A federal sequestration cut is no
underpayment.
"""

from almoner.core.remit.gate import Decision
from almoner.core.rules import Because, Finding, Severity

SEQUESTRATION = "253"


def variance(decision: Decision) -> list[Finding]:
    """Return what to say about a line that has a contract price: one finding at most, with the cents that are
    missing.
    """
    line = decision.line
    price = line.book.allowed.get(line.line.id)
    if price is None or decision.is_refused:
        return []
    allowed = line.paid_cents
    for adjustment in (*decision.shares, *decision.member):
        allowed += adjustment.cents
    cut = sum([each.cents for each in line.adjustments if each.carc == SEQUESTRATION])
    if allowed + cut < price:
        return _finding(
            "FIN-05",
            "The payer allows less than the contract.",
            "Compare with the contract and dispute it.",
            decision,
            price - allowed - cut,
        )
    if cut and allowed < price:
        return _finding(
            "FIN-09",
            "The payment is short by the sequestration cut only.",
            "Nothing: the cut is expected.",
            decision,
            cut,
        )
    return []


def _finding(edit: str, message: str, mend: str, decision: Decision, cents: int) -> list[Finding]:
    line = decision.line
    row = line.parts[0].element if line.parts else ""
    because = Because(card=edit, source="the contract price of the line", row=row)
    return [Finding(edit, "payment", Severity.INFO, line.line.sequence, message, mend, because, cents=cents)]
