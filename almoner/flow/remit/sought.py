"""What a remittance meets before any claim is opened: the house that it comes to, and the claims that it
names. Those of a large one are sought while its file is still read; called inside a flow.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from almoner.core.claim import Claim
from almoner.core.collect import Deposit
from almoner.core.party import Location, Payer, PlaceEnrollment, Practice, Provider
from almoner.core.remit import Advice, ReadRemittance, Remittance
from almoner.flow.price.claim_books import Contents, Raw, Reads, at_once
from almoner.store.load import Carried, carried_lines, claims_told
from almoner.store.session import Ask, Gathered, Session

_BANKED = """
t.remittance_id IN (SELECT m.id FROM remittance m WHERE m.practice_id = t.practice_id AND m.trace = %s)
"""


@dataclass(frozen=True, slots=True)
class House:
    """What a remittance meets before any claim is opened. `deposits` wait under its trace for their advice,
    `banked` are those of the `earlier` payments of its trace.
    """

    practice: Practice
    providers: list[Provider]
    payers: list[Payer]
    earlier: list[Remittance]
    deposits: list[Deposit]
    banked: list[Deposit]
    places: list[PlaceEnrollment]
    locations: list[Location]

    @property
    def unpaid(self) -> list[Remittance]:
        """The earlier payments of its trace that no deposit has paid."""
        paid = {one.remittance_id for one in self.banked}
        return [one for one in self.earlier if one.id not in paid]

    def is_banked(self, remittance: Remittance) -> bool:
        """True where its money is in the bank: somebody said so of a row under another trace."""
        return any(one.remittance_id == remittance.id for one in self.banked)

    @property
    def npis(self) -> frozenset[str]:
        """The practice's own NPIs: its own, its people's, its places'."""
        places = {one.npi for one in self.locations if one.npi}
        return frozenset({self.practice.npi, *(one.npi for one in self.providers)} | places)

    def payer(self, read: ReadRemittance) -> Payer | None:
        """The one payer that the remittance names by any of its numbers, also by one that it has for
        institutional claims alone.
        """
        numbers = {number for number in (read.remittance.payer_number, *read.payer_numbers) if number}
        placed = {one.payer_id for one in self.places if one.remittance_payer_id in numbers}
        found = [one for one in self.payers if one.remittance_payer_id in numbers or one.id in placed]
        return found[0] if len(found) == 1 else None


@dataclass(slots=True)
class Known:
    """A remittance's house, and its claims with the lines that they carry. The contents of those that were
    found by the way are in `begun`, and `coming` by their places there.
    """

    house: House
    claims: list[Claim]
    carried: dict[int, Carried]
    reads: Reads
    begun: Sequence[Contents] = ()
    coming: Mapping[int, Callable[[], Raw]] = field(default_factory=dict)

    def add(self, more: Sequence[Claim]) -> None:
        """Add claims that were found later, with the lines that they carry."""
        self.claims += more
        self.carried |= self.reads(partial(_carried, more))()

    def parts(self) -> list[Contents]:
        """Return the contents of all claims in the parts in which they are read."""
        told = {claim.id for part in self.begun for claim in part.claims}
        rest = [claim for claim in self.claims if claim.id not in told]
        if self.begun and not rest:
            return [*self.begun]
        return [*self.begun, Contents.of(rest, self.carried)]


def known_at_once(session: Session, read: ReadRemittance) -> Known:
    """Ask for the house and for all claims that a remittance names."""
    asks, named = _HouseAsks.of(session.practice_id, read.remittance), _claims_of(read.advices)
    found = session.gather(*asks.all, named)
    claims = found.of(named)
    return Known(asks.house(found), claims, _carried(claims, session), at_once(session))


class Sought:
    """The house of a remittance and the claims that its advices name, sought as these are heard. What they
    contain is read `meanwhile`, when nothing is left to be sought.
    """

    def __init__(self, reads: Reads, meanwhile: Reads, remittance: Remittance, *, practice_id: int) -> None:
        self._reads = reads
        self._meanwhile = meanwhile
        asks = _HouseAsks.of(practice_id, remittance)
        self._house = reads(lambda session: asks.house(session.gather(*asks.all)))
        self._looks: list[Callable[[], None]] = []
        self._found: list[Contents] = []
        self._known: set[int] = set()
        self._coming: dict[int, Callable[[], Raw]] = {}

    def hear(self, advices: Sequence[Advice]) -> None:
        """Begin to seek the claims of these, each claim once whatever else names it."""
        place = len(self._looks)
        self._looks.append(self._reads(partial(self._look, advices)))
        self._coming[place] = self._meanwhile(partial(self._read, place))

    def known(self) -> Known:
        """Wait until all is found that was heard of."""
        for look in self._looks:
            look()
        claims = [claim for part in self._found for claim in part.claims]
        carried = {key: each for part in self._found for key, each in part.carried.items()}
        return Known(self._house(), claims, carried, self._reads, self._found, self._coming)

    def _read(self, place: int, session: Session) -> Raw:
        return self._found[place].raw(session)

    def _look(self, advices: Sequence[Advice], session: Session) -> None:
        ask = _claims_of(advices)
        claims = [claim for claim in session.gather(ask).of(ask) if claim.id not in self._known]
        self._known.update(claim.id for claim in claims)
        self._found.append(Contents.of(claims, _carried(claims, session)))


@dataclass(frozen=True, slots=True)
class _HouseAsks:
    practice: Ask[Practice]
    providers: Ask[Provider]
    payers: Ask[Payer]
    earlier: Ask[Remittance]
    deposits: Ask[Deposit]
    banked: Ask[Deposit]
    places: Ask[PlaceEnrollment]
    locations: Ask[Location]

    @classmethod
    def of(cls, practice_id: int, remittance: Remittance) -> "_HouseAsks":
        return cls(
            practice=Ask(Practice, {"id": practice_id}),
            providers=Ask(Provider),
            payers=Ask(Payer),
            earlier=Ask(Remittance, {"trace": remittance.trace}),
            deposits=Ask(Deposit, {"trace": remittance.trace, "remittance_id": None}),
            banked=Ask(Deposit, {}, _BANKED, (remittance.trace,)),
            places=Ask(PlaceEnrollment),
            locations=Ask(Location),
        )

    @property
    def all(self) -> tuple[Ask[Any], ...]:
        known = (self.practice, self.providers, self.payers, self.places, self.locations)
        return (*known, self.earlier, self.deposits, self.banked)

    def house(self, found: Gathered) -> House:
        return House(
            practice=found.of(self.practice)[0],
            providers=found.of(self.providers),
            payers=found.of(self.payers),
            earlier=found.of(self.earlier),
            deposits=found.of(self.deposits),
            banked=found.of(self.banked),
            places=found.of(self.places),
            locations=found.of(self.locations),
        )


def asked(reads: Reads, *asks: Ask[Any]) -> Gathered:
    """Ask, and wait for the answers."""
    return reads(lambda session: session.gather(*asks))()


def _claims_of(advices: Sequence[Advice]) -> Ask[Claim]:
    return claims_told(
        list({advice.control for advice in advices if advice.control}),
        list({advice.payer_control for advice in advices if advice.payer_control}),
    )


def _carried(claims: Sequence[Claim], session: Session) -> dict[int, Carried]:
    return carried_lines(session, [claim.revision_id for claim in claims])
