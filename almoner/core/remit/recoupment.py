"""Provider-level pairs that settle over several payments: what a payer has deferred, carried on or advanced,
and which later pair collects it. Read off the remittances themselves; nothing about it is stored twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from almoner.core.remit.advice import ProviderLevel, Remittance

DEFERRED = "WO"
CARRIED = "FB"
ADVANCED = frozenset({"AP", "C5"})
SETTLING = ADVANCED | {DEFERRED, CARRIED}


@dataclass(frozen=True, slots=True)
class OpenPair:
    """What one pair left to be collected, in positive cents, and the payment that it came with."""

    code: str
    reference: str
    cents: int
    of: Remittance


def open_pairs(history: Iterable[Remittance]) -> list[OpenPair]:
    """Return what a payer's posted remittances leave open, the oldest first. A negative pair opens, later
    positive ones collect (X12 interpretations 227, 738, 1756).
    """
    found: list[OpenPair] = []
    for remittance in sorted(history, key=lambda one: (one.paid_on, one.id)):
        follow(found, remittance)
    return found


def follow(found: list[OpenPair], remittance: Remittance) -> None:
    """Change what is open by the pairs of one more payment."""
    for pair in remittance.provider_level:
        if pair.code in SETTLING and pair.cents < 0:
            found.append(OpenPair(pair.code, pair.reference, -pair.cents, remittance))
        elif pair.code in SETTLING:
            collect(found, pair)


def collect(found: list[OpenPair], pair: ProviderLevel) -> list[OpenPair]:
    """Take a positive pair out of what is open, and return the parts that it collects; what no open pair
    explains is the rest.
    """
    left, taken = pair.cents, []
    for each in [one for one in found if _settles(pair, one)]:
        part = min(left, each.cents)
        if part <= 0:
            break
        left -= part
        taken.append(replace(each, cents=part))
        place = found.index(each)
        if part == each.cents:
            del found[place]
        else:
            found[place] = replace(each, cents=each.cents - part)
    return taken


def _settles(pair: ProviderLevel, earlier: OpenPair) -> bool:
    """WO goes by the claim's number, FB by the trace of the payment before; an advance is drawn down whoever
    names it.
    """
    if pair.code != earlier.code:
        return False
    if pair.code in ADVANCED:
        return True
    words = set(pair.reference.split())
    if pair.code == CARRIED and earlier.of.trace in words:
        return True
    return bool(words) and words == set(earlier.reference.split())
