"""Provider-level pairs that settle over several payments: what a payer has deferred, carried on or advanced,
and which later pair collects it. Read off the remittances themselves and what people said of them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Protocol

from almoner.core.quick import quick
from almoner.core.remit.advice import ProviderLevel

DEFERRED = "WO"
CARRIED = "FB"
REFUND = "72"
ADVANCED = frozenset({"AP", "C5"})
SETTLING = ADVANCED | {DEFERRED, CARRIED}
_NOTHING: Mapping[tuple[int, int], int] = MappingProxyType({})


class Payment(Protocol):
    """What of a payment tells how its provider-level pairs settle; a `Remittance` has it."""

    kind: ClassVar[str]

    @property
    def id(self) -> int: ...
    @property
    def version(self) -> int: ...
    @property
    def payer_id(self) -> int: ...
    @property
    def payer_number(self) -> str: ...
    @property
    def trace(self) -> str: ...
    @property
    def paid_on(self) -> date: ...
    @property
    def received_on(self) -> date: ...
    @property
    def provider_level(self) -> tuple[ProviderLevel, ...]: ...


@quick
@dataclass(frozen=True, slots=True)
class Paid:
    """A payment of which no more is known than how its pairs settle."""

    kind: ClassVar[str] = "remittance"
    id: int
    version: int
    payer_id: int
    payer_number: str
    trace: str
    paid_on: date
    received_on: date
    provider_level: tuple[ProviderLevel, ...]


@quick
@dataclass(frozen=True, slots=True)
class OpenPair:
    """What one pair left to be collected, or took without anything to collect, in positive cents, and the
    payment that it came with; `number` is its place there, from 1.
    """

    code: str
    reference: str
    cents: int
    of: Payment
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
    taken and nothing explains it. `waiting` are acts of which a side is not there yet.
    """

    open: list[OpenPair] = field(default_factory=list)
    taken: list[OpenPair] = field(default_factory=list)
    waiting: list[TakebackAct] = field(default_factory=list)


def standing(
    history: Iterable[Payment],
    acts: Iterable[TakebackAct] = (),
    repaid: Iterable[Repaid] = (),
    since: Standing | None = None,
) -> Standing:
    """Return where a payer's posted remittances stand, the oldest first. A negative pair opens, later
    positive ones collect (X12 interpretations 227, 738, 1756), and so does what we paid back; a person
    explains the rest. What was paid back, and what was laid on a claim, stays so when a payment of an earlier
    day comes in afterwards.

    `since`: where it stood before these payments; then the acts and what was paid back are what people said
    of it since then, and those that waited.
    """
    start, said = since or Standing(), list(acts)
    opened, taken = Pairs(start.open), Pairs(start.taken)
    spoken = _spoken_for(said, repaid)
    for (remittance_id, number), cents in spoken.items():
        if (left := opened.named(remittance_id, number)) is not None:
            opened.lessen(left, min(cents, opened[left].cents))
    said = [act for act in said if not _apply(opened, taken, act)]
    for remittance in sorted(history, key=lambda one: (one.paid_on, one.id)):
        for each in follow(opened, remittance, spoken):
            taken.add(each)
        said = [act for act in said if not _apply(opened, taken, act)]
    return Standing(list(opened), list(taken), said)


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
    history: Iterable[Payment], acts: Iterable[TakebackAct] = (), repaid: Iterable[Repaid] = ()
) -> list[OpenPair]:
    """Return what a payer's posted remittances leave open, the oldest first."""
    return standing(history, acts, repaid).open


def _apply(opened: "Pairs", taken: "Pairs", act: TakebackAct) -> bool:
    """Take what a person explained off both sides; return False where a side is not there yet."""
    taker = taken.named(act.remittance_id, act.number)
    if taker is None:
        return False
    if act.claim_id:
        taken.lessen(taker, act.cents)
        return True
    left = opened.named(act.open_remittance_id, act.open_number)
    if left is None:
        return False
    cents = min(act.cents, taken[taker].cents, opened[left].cents)
    taken.lessen(taker, cents)
    opened.lessen(left, cents)
    return True


_Key = tuple[str, frozenset[str] | str]


class Pairs:
    """Pairs in the order in which they came, each at a place of its own, found by its payment and number and
    by what collects it: so that many open ones cost no more than few.
    """

    def __init__(self, pairs: Iterable[OpenPair] = ()) -> None:
        self._held: dict[int, OpenPair] = {}
        self._named: dict[tuple[int, int], int] = {}
        self._keys: dict[int, list[_Key]] = {}
        self._by: defaultdict[_Key, dict[int, None]] = defaultdict(dict)
        self._of: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._next = 0
        for each in pairs:
            self.add(each)

    def __iter__(self) -> Iterator[OpenPair]:
        return iter(self._held.values())

    def __getitem__(self, place: int) -> OpenPair:
        return self._held[place]

    def add(self, pair: OpenPair) -> None:
        """Put one behind the others."""
        self._held[self._next] = pair
        self._named[pair.of.id, pair.number] = self._next
        self._keys[self._next] = _keys(pair)
        for key in self._keys[self._next]:
            self._by[key][self._next] = None
        self._of[pair.code][self._next] = None
        self._next += 1

    def of_code(self, code: str) -> Iterator[OpenPair]:
        """Yield those of a code, the oldest first."""
        return (self._held[place] for place in self._of.get(code, ()))

    def named(self, remittance_id: int, number: int) -> int | None:
        """Return the place of what is left of a payment's pair."""
        return self._named.get((remittance_id, number))

    def lessen(self, place: int, cents: int) -> None:
        """Take so much off one; with nothing left it is gone."""
        pair = self._held[place]
        if cents < pair.cents:
            self._held[place] = replace(pair, cents=pair.cents - cents)
            return
        del self._held[place], self._of[pair.code][place]
        self._named.pop((pair.of.id, pair.number), None)
        for key in self._keys.pop(place):
            del self._by[key][place]

    def settled_by(self, pair: ProviderLevel) -> list[int]:
        """Return the places of those that a later pair of the payer collects, the oldest first. WO goes by
        the claim's number, FB by the trace of the payment before; an advance is drawn down whoever names it.
        """
        if pair.code in ADVANCED:
            return list(self._by.get((pair.code, ""), ()))
        words = frozenset(pair.reference.split())
        if pair.code != CARRIED:
            return list(self._by.get((pair.code, words), ())) if words else []
        keys: list[_Key] = [(pair.code, words), *((pair.code, word) for word in words)]
        return sorted({place for key in keys for place in self._by.get(key, ())})


def _keys(pair: OpenPair) -> list[_Key]:
    if pair.code in ADVANCED:
        return [(pair.code, "")]
    words = frozenset(pair.reference.split())
    own: list[_Key] = [(pair.code, words)] if words else []
    return [*own, (pair.code, pair.of.trace)] if pair.code == CARRIED else own


def follow(
    found: Pairs, remittance: Payment, spoken: Mapping[tuple[int, int], int] = _NOTHING
) -> list[OpenPair]:
    """Change what is open by the pairs of one more payment; return what its pairs took beyond that, what a
    person laid on claims among it.
    """
    taken: list[OpenPair] = []
    adding: Callable[[OpenPair], None] = found.add
    refunds = refunds_of(remittance)
    for number, pair in enumerate(remittance.provider_level, 1):
        if pair.code not in SETTLING or not pair.cents:
            continue
        known = min(spoken.get((remittance.id, number), 0), abs(pair.cents)) if spoken else 0
        if pair.cents < 0:
            left, put = -pair.cents - known, adding
        else:
            free = replace(pair, cents=pair.cents - known) if known else pair
            beyond = pair.cents - sum(cents for _, cents in _collecting(found, free))
            left, put = 0 if (pair.reference, pair.cents) in refunds else beyond, taken.append
        if left:
            put(OpenPair(pair.code, pair.reference, left, remittance, number))
    return taken


def refunds_of(remittance: Payment) -> frozenset[tuple[str, int]]:
    """Return the references and amounts of pairs beside which the payer acknowledges our refund of as much
    (PL3).
    """
    return frozenset(
        (each.reference, -each.cents) for each in remittance.provider_level if each.code == REFUND
    )


def collect(found: Pairs, pair: ProviderLevel) -> list[OpenPair]:
    """Take a positive pair out of what is open, and return the parts that it collects; what no open pair
    explains is the rest.
    """
    return [replace(pair_open, cents=cents) for pair_open, cents in _collecting(found, pair)]


def _collecting(found: Pairs, pair: ProviderLevel) -> Iterator[tuple[OpenPair, int]]:
    """Take a positive pair out of what is open; yield each as it was, with what it gave."""
    left = pair.cents
    for place in found.settled_by(pair):
        before = found[place]
        part = min(left, before.cents)
        if part <= 0:
            break
        left -= part
        found.lessen(place, part)
        yield before, part
