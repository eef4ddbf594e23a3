"""The lines of a claim with what its payer has paid on them and what is open there; called inside a flow."""

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim
from almoner.core.remit import takeback
from almoner.core.remit.takeback import PaidLine
from almoner.store.load import revision_lines
from almoner.store.money.postings import line_balances
from almoner.store.session import Session


def paid_lines(session: Session, claim: Claim) -> list[PaidLine]:
    """Return the lines that a claim carries, in their order."""
    carried = revision_lines(session, [claim.revision_id])[claim.revision_id]
    lines = {line.id: line for line in session.find(ChargeLine, id=carried)}
    balances = line_balances(session, lines)
    own = [lines[line_id] for line_id in carried]
    return takeback.paid_lines(claim, own, lambda line_id, account: balances.get((line_id, account), 0))
