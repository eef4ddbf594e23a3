"""Loads what a remittance is planned against, with a fixed number of queries; called inside a flow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.claim import Claim
from almoner.core.collect import Deposit
from almoner.core.collect.refund import Refund, repaid
from almoner.core.collect.unexplained import came_before
from almoner.core.denial import Denial
from almoner.core.denial.open import LIVE
from almoner.core.party import Payer, Practice, Provider
from almoner.core.plan import Task, TaskState
from almoner.core.remit import Advice, ReadRemittance, Remittance
from almoner.core.remit.advice import REVERSAL
from almoner.core.remit.desk import Desk
from almoner.core.remit.history import SECOND
from almoner.core.remit.match import SHORTEST_TRUNCATION
from almoner.core.remit.recoupment import SETTLING, OpenPair, TakebackAct, open_pairs
from almoner.flow.claim_books import PART, Around, Contents, Named, Reads, Shelf, at_once
from almoner.flow.expected import PARTIES
from almoner.flow.policy import reasons
from almoner.store.load import (
    Carried,
    Trait,
    carried_lines,
    claims_cut,
    claims_of_lines,
    claims_told,
    claims_with_work,
    lookalikes,
    repaid_deferrals,
    with_provider_level,
)
from almoner.store.session import Ask, Gathered, Session

MOST_MERGED = 500
"""Lines of claims that no advice names, for which their claims are sought."""
MOST_LOOKALIKES = 50
"""Unmatched advices for which a proposal is sought; a file of strangers is misrouted, not fifty puzzles."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A desk, the open denials of its claims, the open tasks about the remittance itself and about the
    earlier ones of its trace, and the money in the bank that it explains, where that came first.
    """

    desk: Desk
    denials: tuple[Denial, ...]
    tasks: tuple[Task, ...]
    deposit: Deposit | None = None


@dataclass(frozen=True, slots=True)
class _House:
    """What a remittance meets before any claim is opened."""

    practice: Practice
    providers: list[Provider]
    payers: list[Payer]
    earlier: list[Remittance]
    claims: list[Claim]
    deposits: list[Deposit]

    def payer(self, read: ReadRemittance) -> Payer | None:
        """The one payer that the remittance names by any of its numbers."""
        numbers = {number for number in (read.remittance.payer_number, *read.payer_numbers) if number}
        found = [payer for payer in self.payers if payer.remittance_payer_id in numbers]
        return found[0] if len(found) == 1 else None


def load_desk(
    session: Session, read: ReadRemittance, *, is_confirmed: bool = False, reads: Reads | None = None
) -> Loaded:
    """Load the desk of one remittance: its claims, its payer, and earlier payments of its trace. With `reads`
    the claims come in parts, in the order in which the remittance names them.
    """
    house = _house(session, read)
    carried = carried_lines(session, [claim.revision_id for claim in house.claims])
    once = [*_cut_short(session, read, house), *_waiting(read, house)]
    while asks := [*once, *_merged(read, carried.values(), house)]:
        more = _others_of(session.gather(*asks), asks, house)
        if not more:
            break
        once = []
        house = replace(house, claims=[*house.claims, *more])
        carried |= carried_lines(session, [claim.revision_id for claim in more])
    parts = [house.claims] if reads is None else _parts(read, house.claims)
    contents = [Contents.of(part, carried) for part in parts]
    return _laid_out(session, read, house, _Claims(contents, is_confirmed, reads))


def _others_of(found: Gathered, asks: Iterable[Ask[Claim]], house: _House) -> list[Claim]:
    loaded = {claim.id for claim in house.claims}
    more = {claim.id: claim for ask in asks for claim in found.of(ask) if claim.id not in loaded}
    return list(more.values())


def _cut_short(session: Session, read: ReadRemittance, house: _House) -> list[Ask[Claim]]:
    """The claims whose numbers the payer may have cut short (MT2): sought only for what is nobody's else."""
    known = {claim.control for claim in house.claims} | {claim.payer_control for claim in house.claims}
    wanted = {
        advice.control
        for advice in read.advices
        if not known & {advice.control, advice.payer_control} and len(advice.control) >= SHORTEST_TRUNCATION
    }
    return [claims_cut(session.practice_id, sorted(wanted)[:MOST_LOOKALIKES])] if wanted else []


def _parts(read: ReadRemittance, claims: Sequence[Claim]) -> list[Sequence[Claim]]:
    places = {advice.control: place for place, advice in enumerate(read.advices)}
    in_order = sorted(claims, key=lambda claim: places.get(claim.control, len(places)))
    return [in_order[start : start + PART] for start in range(0, len(in_order), PART)] or [[]]


@dataclass(frozen=True, slots=True)
class _Claims:
    """The parts in which the claims are loaded, of which the first is loaded at once."""

    parts: list[Contents]
    is_confirmed: bool
    reads: Reads | None

    def shelf(self, session: Session, found: Gathered) -> Shelf:
        """Put up the first part; what is asked of the session from now on is asked through `reads`."""
        rows = self.parts[0].rows(session)
        shelf = Shelf(self.parts, Around.of(found), self.reads or at_once(session))
        shelf.put(0, found, rows)
        return shelf


def _laid_out(session: Session, read: ReadRemittance, house: _House, claims: _Claims) -> Loaded:
    payer = house.payer(read)
    denials = Ask(Denial, {"claim_id": [claim.id for claim in house.claims], "state": [*LIVE]})
    subjects = [read.remittance.id, *(one.id for one in house.earlier)]
    about = Ask(Task, {"subject_id": subjects, "state": TaskState.OPEN})
    history, acts, back = _takebacks(read, payer)
    found = session.gather(*claims.parts[0].asks, *PARTIES, denials, about, history, acts, back)
    deposit = came_before(house.deposits, read.remittance, house.earlier)
    fitting = _lookalikes(session, read, {claim.control for claim in house.claims})
    shelf = claims.shelf(session, found)
    desk = Desk(
        reasons=reasons(),
        payer=payer,
        books=Named(shelf, {claim.control: claim.id for claim in house.claims}),
        by_payer_control=Named(shelf, _by_payer_control(house.claims, payer)),
        lookalikes=fitting,
        npis=frozenset({house.practice.npi, *(provider.npi for provider in house.providers)}),
        tax_ids=frozenset({house.practice.tax_id}),
        earlier=tuple(house.earlier),
        is_production=house.practice.usage == "P",
        is_confirmed=claims.is_confirmed,
        open_pairs=tuple(_open(found, (history, acts, back), read.remittance)),
        write_off_hold=payer is not None and payer.holds_write_offs,
        write_off_groups=frozenset(payer.write_off_groups if payer else ()),
        bundled_reasons=frozenset(payer.bundled_reasons if payer else ()),
        is_held=deposit is None and (house.practice.holds_until_deposit or _holds(payer)),
    )
    return Loaded(desk, tuple(found.of(denials)), tuple(found.of(about)), deposit)


def _holds(payer: Payer | None) -> bool:
    return payer is not None and payer.holds_until_deposit


_Between = tuple[Ask[Remittance], Ask[TakebackAct], Ask[Refund]]
"""The questions about what stands between a payer and the practice."""


def _open(found: Gathered, asked: _Between, own: Remittance) -> list[OpenPair]:
    history, acts, back = asked
    return open_pairs(_others(found.of(history), own), found.of(acts), repaid(found.of(back)))


def _takebacks(read: ReadRemittance, payer: Payer | None) -> _Between:
    """What to ask for the payer's open balances; nobody's where the remittance settles none."""
    settles = payer is not None and any(pair.code in SETTLING for pair in read.remittance.provider_level)
    payer_id = payer.id if payer is not None and settles else 0
    acts = Ask(TakebackAct, {"payer_id": payer_id})
    return with_provider_level(payer_id), acts, repaid_deferrals(payer_id)


def _others(history: Iterable[Remittance], own: Remittance) -> list[Remittance]:
    return [one for one in history if one.id != own.id]


def _merged(read: ReadRemittance, carried: Iterable[Carried], house: _House) -> list[Ask[Claim]]:
    """The claims of the lines that the remittance names by their numbers and that no loaded claim carries: a
    payer merged or split claims (MT10). A file of strangers asks for a bounded number of them.
    """
    payer = house.payer(read)
    named = {line.control for advice in read.advices for line in advice.lines if line.control}
    known = {control for each in carried for control in each.controls}
    unknown = sorted(named - known)[:MOST_MERGED]
    return [claims_of_lines(unknown, payer.id)] if payer is not None and unknown else []


def _waiting(read: ReadRemittance, house: _House) -> list[Ask[Claim]]:
    """The claims whose decision waits for the reversal of another one's, where the payer merged claims."""
    payer = house.payer(read)
    takes_back = any(advice.status == REVERSAL for advice in read.advices)
    return [claims_with_work(SECOND, payer.id)] if payer is not None and takes_back else []


def _house(session: Session, read: ReadRemittance) -> _House:
    practice, providers, payers = Ask(Practice, {"id": session.practice_id}), Ask(Provider), Ask(Payer)
    earlier = Ask(Remittance, {"trace": read.remittance.trace})
    deposits = Ask(Deposit, {"trace": read.remittance.trace, "remittance_id": None})
    claims = claims_told(
        list({advice.control for advice in read.advices if advice.control}),
        list({advice.payer_control for advice in read.advices if advice.payer_control}),
    )
    found = session.gather(practice, providers, payers, earlier, claims, deposits)
    return _House(
        practice=found.of(practice)[0],
        providers=found.of(providers),
        payers=found.of(payers),
        earlier=found.of(earlier),
        claims=found.of(claims),
        deposits=found.of(deposits),
    )


def _by_payer_control(claims: Iterable[Claim], payer: Payer | None) -> dict[str, int]:
    """Two payers may give the same number, so only the remittance's own payer is asked by it."""
    return {
        claim.payer_control: claim.id
        for claim in claims
        if claim.payer_control and payer is not None and claim.payer_id == payer.id
    }


def _lookalikes(session: Session, read: ReadRemittance, known: set[str]) -> dict[str, tuple[str, ...]]:
    """Claims that fit an unmatched advice by member, day and charge: proposals for a person."""
    traits: dict[str, Trait] = {}
    for advice in read.advices:
        if len(traits) == MOST_LOOKALIKES:
            break
        service_on = _first_day(advice)
        if advice.control in known or not (advice.member_id and service_on and advice.charge_cents):
            continue
        traits[advice.control] = Trait(advice.member_id, service_on, advice.charge_cents)
    found = lookalikes(session, list(traits.values())) if traits else []
    return dict(zip(traits, found, strict=True))


def _first_day(advice: Advice) -> date | None:
    """The claim's own day; most payers of professional claims date its lines alone."""
    return advice.service_on or min(
        (line.service_on for line in advice.lines if line.service_on), default=None
    )
