"""Whether a remittance may be laid on the books at all. Where not, it waits as a whole; nothing of it is half
applied.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from almoner.core.money import in_dollars
from almoner.core.remit.advice import Remittance, RemittanceState
from almoner.core.remit.balance import check_difference
from almoner.core.remit.desk import Desk
from almoner.core.remit.read import ReadRemittance

S = RemittanceState
AWAITED = "awaiting_deposit"
"""The work about a payment that is held until its money is in the bank."""

COUNTS = frozenset({S.RECEIVED, S.POSTED, S.SUSPECT})
"""States of an earlier remittance beside which another of its trace is a repetition. One that did not balance
never posted: only the same content again repeats it, and a corrected one may post. One that came later counts
when it is posted: else two that wait would stand in each other's way.
"""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing posts; `task` names the work where somebody must act. `holds_cash`: the check may be real,
    and its whole amount waits as unposted.
    """

    state: RemittanceState
    why: str
    task: str = ""
    holds_cash: bool = False


def refusal(read: ReadRemittance, desk: Desk) -> Refusal | None:
    """Return why a remittance may not post, or None (EN7 to EN9, UW4, MT1, BQ4, BQ6, DM1, DM2, DM5)."""
    if not is_ours(read.remittance, desk.npis, desk.tax_ids):
        return MISROUTED
    if desk.is_production and read.usage == "T":
        return Refusal(S.REFUSED, "The file says that it is a test; real books take none.", "test_remittance")
    repeated = _repeated(read.remittance, desk)
    if repeated is not None and not (desk.is_confirmed and repeated.state is S.SUSPECT):
        return repeated
    if not read.is_whole:
        why = f"The file is cut or miscounted: nothing posts until it has come whole.{_first_error(read)}"
        return Refusal(S.DAMAGED, why, "damaged_remittance", holds_cash=True)
    return _unbalanced(read) or _held(read.remittance, desk)


def _first_error(read: ReadRemittance) -> str:
    """Return where the transaction is damaged (EN7); where the envelope around it is, nothing."""
    first = next((issue for issue in read.issues if issue.rule.startswith("X-SE")), None)
    return f" {first}" if first else ""


def _held(remittance: Remittance, desk: Desk) -> Refusal | None:
    """A check that moves no money has no deposit to wait for."""
    if not desk.is_held or remittance.amount_cents <= 0:
        return None
    why = "The payer's advice is posted when its deposit has come; it has not."
    return Refusal(S.RECEIVED, why, AWAITED, holds_cash=True)


MISROUTED = Refusal(
    S.MISROUTED, "The payee is not this practice; the file is kept apart.", "misrouted_remittance"
)


def is_ours(remittance: Remittance, npis: AbstractSet[str], tax_ids: AbstractSet[str]) -> bool:
    """True where the payee bears a number of the practice (MT1), or where none is known to judge by."""
    if not npis and not tax_ids:
        return True
    return remittance.payee_npi in npis or remittance.payee_tax_id in tax_ids


def is_of_same_payment(one: Remittance, other: Remittance) -> bool:
    """True for two remittances of one payer and one trace; payers may use each other's traces. Those without
    a trace are the same where all that they say is.
    """
    if one.id == other.id or (one.trace, one.payer_number) != (other.trace, other.payer_number):
        return False
    return bool(one.trace) or one.content_sha256 == other.content_sha256


def _repeated(remittance: Remittance, desk: Desk) -> Refusal | None:
    for earlier in desk.earlier:
        is_same = earlier.content_sha256 == remittance.content_sha256
        counts = earlier.state in COUNTS or (is_same and earlier.state is S.UNBALANCED)
        if earlier.id > remittance.id and earlier.state is not S.POSTED:
            continue
        if not counts or not is_of_same_payment(earlier, remittance):
            continue
        first = f"the remittance received on {earlier.received_on:%m/%d/%Y}"
        if is_same:
            return Refusal(S.DUPLICATE, f"It repeats {first}; nothing posts.")
        apart = in_dollars(remittance.amount_cents - earlier.amount_cents)
        amounts = f"another amount, {apart} apart" if earlier.amount_cents != remittance.amount_cents else ""
        both = f" The bank received {in_dollars(desk.sum_cents)}: all together." if desk.sum_cents else ""
        why = f"It has the trace of {first} and {amounts or 'another content'}: a person decides.{both}"
        return Refusal(S.SUSPECT, why, "suspect_remittance", holds_cash=True)
    return None


def _unbalanced(read: ReadRemittance) -> Refusal | None:
    remittance = read.remittance
    difference = check_difference(remittance.amount_cents, read.advices, remittance.provider_level)
    if difference == 0 and read.is_balanced:
        return None
    if not difference or not read.is_readable:
        why = "An amount that the check is made of cannot be read: nothing posts."
    else:
        why = (
            f"The check of {in_dollars(remittance.amount_cents)} and its parts are {in_dollars(difference)} "
            "apart: nothing posts (BQ4)."
        )
    return Refusal(S.UNBALANCED, why, "unbalanced_remittance", holds_cash=True)
