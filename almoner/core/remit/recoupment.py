"""Provider-level pairs that settle over several payments: what a payer has deferred, carried on or advanced,
and which later pair collects it. Read off the remittances themselves and what people said of them; nothing
about it is stored twice.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from almoner.core.remit.advice import ProviderLevel, Remittance

DEFERRED = "WO"
CARRIED = "FB"
REFUND = "72"
ADVANCED = frozenset({"AP", "C5"})
SETTLING = ADVANCED | {DEFERRED, CARRIED}
_NOTHING: Mapping[tuple[int, int], int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OpenPair:
    """What one pair left to be collected, or took without anything to collect, in positive cents, and the
    payment that it came with; `number` is its place there, from 1.
    """

    code: str
    reference: str
    cents: int
    of: Remittance
    number: int


@dataclass(frozen=True, slots=True)
class TakebackAct:
    """What a person said of a pair that took money: it collects what another pair left open (`open_...`), or
    it took back what had been paid on a claim, whose receivable stands again by as much.
    """

    kind: ClassVar[str] = "takeback_act"
    id: int
    payer_id: int
    remittance_id: int
    number: int
    cents: int
    decided_by: str
    decided_on: date
    why: str
    version: int = 1
    open_remittance_id: int = 0
    open_number: int = 0
    claim_id: int = 0


@dataclass(frozen=True, slots=True)
class Repaid:
    """What of an open pair the practice has paid to the payer in money, in positive cents."""

    remittance_id: int
    number: int
    cents: int


@dataclass(slots=True)
class Standing:
    """What a payer's payments leave between it and the practice: `open` is to be collected yet, `taken` was
    taken and nothing explains it.
    """

    open: list[OpenPair] = field(default_factory=list)
    taken: list[OpenPair] = field(default_factory=list)


def standing(
    history: Iterable[Remittance], acts: Iterable[TakebackAct] = (), repaid: Iterable[Repaid] = ()
) -> Standing:
    """Return where a payer's posted remittances stand, the oldest first. A negative pair opens, later
    positive ones collect (X12 interpretations 227, 738, 1756), and so does what we paid back; a person
    explains the rest. What was paid back, and what was laid on a claim, stays so when a payment of an earlier
    day comes in afterwards.
    """
    found, said = Standing(), list(acts)
    spoken = _spoken_for(said, repaid)
    for remittance in sorted(history, key=lambda one: (one.paid_on, one.id)):
        found.taken += follow(found.open, remittance, spoken)
        said = [act for act in said if not _apply(found, act)]
    return found


def _spoken_for(acts: Iterable[TakebackAct], repaid: Iterable[Repaid]) -> Counter[tuple[int, int]]:
    """Cents of each pair, by its payment and number, that money has moved for: no other pair meets them."""
    spoken: Counter[tuple[int, int]] = Counter()
    for act in acts:
        if act.claim_id:
            spoken[act.remittance_id, act.number] += act.cents
    for one in repaid:
        spoken[one.remittance_id, one.number] += one.cents
    return spoken


def open_pairs(
    history: Iterable[Remittance], acts: Iterable[TakebackAct] = (), repaid: Iterable[Repaid] = ()
) -> list[OpenPair]:
    """Return what a payer's posted remittances leave open, the oldest first."""
    return standing(history, acts, repaid).open


def _apply(found: Standing, act: TakebackAct) -> bool:
    """Take what a person explained off both sides; return False where a side is not there yet."""
    taken = _named(found.taken, act.remittance_id, act.number)
    if taken is None:
        return False
    if act.claim_id:
        _lessen(found.taken, taken, act.cents)
        return True
    left = _named(found.open, act.open_remittance_id, act.open_number)
    if left is None:
        return False
    cents = min(act.cents, taken.cents, left.cents)
    _lessen(found.taken, taken, cents)
    _lessen(found.open, left, cents)
    return True


def _named(pairs: list[OpenPair], remittance_id: int, number: int) -> OpenPair | None:
    return next((each for each in pairs if (each.of.id, each.number) == (remittance_id, number)), None)


def _lessen(pairs: list[OpenPair], each: OpenPair, cents: int) -> None:
    place = pairs.index(each)
    if cents >= each.cents:
        del pairs[place]
    else:
        pairs[place] = replace(each, cents=each.cents - cents)


def follow(
    found: list[OpenPair], remittance: Remittance, spoken: Mapping[tuple[int, int], int] = _NOTHING
) -> list[OpenPair]:
    """Change what is open by the pairs of one more payment; return what its pairs took beyond that, what a
    person laid on claims among it.
    """
    taken: list[OpenPair] = []
    for number, pair in enumerate(remittance.provider_level, 1):
        if pair.code not in SETTLING or not pair.cents:
            continue
        known = min(spoken.get((remittance.id, number), 0), abs(pair.cents))
        free = replace(pair, cents=abs(pair.cents) - known)
        if pair.cents < 0:
            left, into = free.cents, found
        else:
            beyond = pair.cents - sum(part.cents for part in collect(found, free))
            left, into = 0 if is_refunded(remittance, pair) else beyond, taken
        if left:
            into.append(OpenPair(pair.code, pair.reference, left, remittance, number))
    return taken


def is_refunded(remittance: Remittance, pair: ProviderLevel) -> bool:
    """True where the payer acknowledges our refund of the same amount beside a pair (PL3)."""
    return any(
        each.code == REFUND and each.cents == -pair.cents and each.reference == pair.reference
        for each in remittance.provider_level
    )


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
