"""Which reversal undoes which adjudication: by the payer's control number and by amounts that mirror each
other to the cent, over the whole chain of a claim, in whatever order its members come.
"""

from collections import defaultdict
from dataclasses import dataclass

from almoner.core.money import in_dollars
from almoner.core.remit.advice import Adjustment, Advice
from almoner.core.remit.balance import amounts
from almoner.core.remit.history import Held
from almoner.core.remit.words import said

Mirror = tuple[str, int, int, frozenset[tuple[tuple[str, str], int]]]


@dataclass(frozen=True, slots=True)
class Chain:
    """A claim's advices after pairing: reversals with what they undo, adjudications that stand or want to,
    and reversals of nothing that is known here. `gone` are the payer's numbers of decisions that were taken
    back.
    """

    pairs: tuple[tuple[Held, Held], ...]
    survivors: tuple[Held, ...]
    unpaired: tuple[Held, ...]
    gone: frozenset[str] = frozenset()


def pair(chain: list[Held]) -> Chain:
    """Pair reversals with adjudications (RV8, RV11). Of several alike the last is undone: it may still
    wait.
    """
    open_adjudications: defaultdict[Mirror, list[Held]] = defaultdict(list)
    for held in chain:
        if not held.is_reversal and not held.is_settled:
            (key,) = mirrors(held.advice, 1)
            open_adjudications[key].append(held)
    pairs: list[tuple[Held, Held]] = []
    unpaired: list[Held] = []
    for held in chain:
        if not held.is_reversal or held.is_settled:
            continue
        fitting = (open_adjudications.get(key) for key in mirrors(held.advice, -1))
        candidates = next(filter(None, fitting), None)
        if candidates is None:
            unpaired.append(held)
            continue
        pairs.append((candidates.pop(), held))
    taken = {id(undone) for undone, _ in pairs}
    survivors = tuple(
        held for held in chain if not held.is_reversal and not held.is_settled and id(held) not in taken
    )
    over = [held for held in chain if held.is_settled or id(held) in taken]
    gone = frozenset(held.advice.payer_control for held in over if not held.is_reversal)
    return Chain(tuple(pairs), survivors, tuple(unpaired), gone - {""})


def mirrors(advice: Advice, sign: int) -> list[Mirror]:
    """Return what a reversal must show with the opposite sign, by each number of the payer that it may mean:
    charge, payment, and the sum of each reason over the claim.
    """
    charge, paid = amounts(advice)
    reasons = {reason: cents * sign for reason, cents in by_reason(advice).items() if cents}
    found = frozenset(reasons.items())
    return [(control, charge * sign, paid * sign, found) for control in advice.decision_controls]


def by_reason(advice: Advice) -> dict[tuple[str, str], int]:
    """Return the sum of each (group, CARC) over the claim and its lines, in cents."""
    sums: dict[tuple[str, str], int] = {}
    rows: list[tuple[Adjustment, ...]] = [advice.adjustments, *(line.adjustments for line in advice.lines)]
    for adjustments in rows:
        for adjustment in adjustments:
            reason = (adjustment.group, adjustment.carc)
            sums[reason] = sums.get(reason, 0) + adjustment.cents
    return sums


def difference(reversal: Advice, posted: Advice) -> str:
    """Say by reason how a reversal differs from what it should undo (RV4)."""
    wanted, told = by_reason(posted), by_reason(reversal)
    words = []
    paid = (reversal.paid_cents or 0) + (posted.paid_cents or 0)
    if paid:
        words.append(f"paid {in_dollars(paid)}")
    for group, carc in sorted(wanted.keys() | told.keys()):
        left = wanted.get((group, carc), 0) + told.get((group, carc), 0)
        if left:
            words.append(f"{group} {carc} {in_dollars(left)}")
    if posted.payer_control not in reversal.decision_controls:
        words.append("the payer's control number")
    return said(words)
