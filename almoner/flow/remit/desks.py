"""Loads what a remittance is planned against, with a fixed number of queries; called inside a flow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from almoner.core.claim import Claim
from almoner.core.collect.refund import Refund, repaid
from almoner.core.collect.unexplained import CameBefore, came_before, is_there
from almoner.core.denial import Denial
from almoner.core.denial.open import LIVE
from almoner.core.party import Payer, Practice
from almoner.core.plan import Task, TaskState
from almoner.core.remit import Advice, ReadRemittance, Remittance
from almoner.core.remit.advice import REVERSAL
from almoner.core.remit.desk import Desk
from almoner.core.remit.history import SECOND
from almoner.core.remit.match import SHORTEST_TRUNCATION
from almoner.core.remit.recoupment import SETTLING, OpenPair, TakebackAct, open_pairs
from almoner.flow.policy import reasons
from almoner.flow.price.claim_books import Around, Named, Reads, Shelf
from almoner.flow.price.expected import PARTIES
from almoner.flow.remit.sought import Known, Sought, asked, known_at_once
from almoner.store.load import (
    Trait,
    claims_cut,
    claims_of_lines,
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
    earlier ones of its trace, and the money in the bank that it explains, where that `came` first.
    """

    desk: Desk
    denials: tuple[Denial, ...]
    tasks: tuple[Task, ...]
    came: CameBefore | None = None


def load_desk(
    session: Session, read: ReadRemittance, *, is_confirmed: bool = False, sought: Sought | None = None
) -> Loaded:
    """Load the desk of one remittance: its claims, its payer, and earlier payments of its trace. What was
    `sought` while it was read is not asked again, and its claims come in parts.
    """
    known = known_at_once(session, read) if sought is None else sought.known()
    _seek_others(session.practice_id, read, known)
    return _laid_out(read, known, is_confirmed=is_confirmed)


def _seek_others(practice_id: int, read: ReadRemittance, known: Known) -> None:
    """Add the claims that no advice names by a whole number of its own."""
    once = [*_cut_short(practice_id, read, known), *_waiting(read, known)]
    while asks := [*once, *_merged(read, known)]:
        more = _others_of(asked(known.reads, *asks), asks, known)
        if not more:
            return
        once = []
        known.add(more)


def _others_of(found: Gathered, asks: Iterable[Ask[Claim]], known: Known) -> list[Claim]:
    loaded = {claim.id for claim in known.claims}
    more = {claim.id: claim for ask in asks for claim in found.of(ask) if claim.id not in loaded}
    return list(more.values())


def _cut_short(practice_id: int, read: ReadRemittance, known: Known) -> list[Ask[Claim]]:
    """The claims whose numbers the payer may have cut short (MT2): sought only for what is nobody's else."""
    numbers = {claim.control for claim in known.claims} | {claim.payer_control for claim in known.claims}
    wanted = {
        advice.control
        for advice in read.advices
        if advice.control not in numbers
        and advice.payer_control not in numbers
        and len(advice.control) >= SHORTEST_TRUNCATION
    }
    return [claims_cut(practice_id, sorted(wanted)[:MOST_LOOKALIKES])] if wanted else []


def _laid_out(read: ReadRemittance, known: Known, *, is_confirmed: bool) -> Loaded:
    house, payer = known.house, known.house.payer(read)
    parts = known.parts()
    denials = Ask(Denial, {"claim_id": [claim.id for claim in known.claims], "state": [*LIVE]})
    subjects = [read.remittance.id, *(one.id for one in house.earlier)]
    about = Ask(Task, {"subject_id": subjects, "state": TaskState.OPEN})
    history, acts, back = _takebacks(read, payer)
    first = () if known.coming else parts[0].asks
    found = asked(known.reads, *first, *PARTIES, denials, about, history, acts, back)
    unpaid = house.unpaid
    came = came_before(house.deposits, read.remittance, unpaid)
    there = [
        one.cents
        for one in house.deposits
        if one.is_unexplained and is_there(one.cents, read.remittance, unpaid)
    ]
    fitting = _lookalikes(known.reads, read, {claim.control for claim in known.claims})
    shelf = Shelf(parts, Around.of(found), known.reads, known.coming)
    if not known.coming:
        shelf.put(0, found, known.reads(parts[0].rows)()())
    desk = Desk(
        reasons=reasons(),
        payer=payer,
        books=Named(shelf, {claim.control: claim.id for claim in known.claims}),
        by_payer_control=Named(shelf, _by_payer_control(known.claims, payer)),
        lookalikes=fitting,
        npis=house.npis,
        tax_ids=frozenset({house.practice.tax_id}),
        earlier=tuple(house.earlier),
        is_production=house.practice.usage == "P",
        is_confirmed=is_confirmed,
        open_pairs=tuple(_open(found, (history, acts, back), read.remittance)),
        write_off_hold=payer is not None and payer.holds_write_offs,
        write_off_groups=frozenset(payer.write_off_groups if payer else ()),
        bundled_reasons=frozenset(payer.bundled_reasons if payer else ()),
        is_held=not there and not house.is_banked(read.remittance) and _holds(house.practice, payer),
        sum_cents=next((cents for cents in there if cents != read.remittance.amount_cents), 0),
    )
    return Loaded(desk, tuple(found.of(denials)), tuple(found.of(about)), came)


def _holds(practice: Practice, payer: Payer | None) -> bool:
    return practice.holds_until_deposit or (payer is not None and payer.holds_until_deposit)


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


def _merged(read: ReadRemittance, known: Known) -> list[Ask[Claim]]:
    """The claims of the lines that the remittance names by their numbers and that no loaded claim carries: a
    payer merged or split claims (MT10). A file of strangers asks for a bounded number of them.
    """
    payer = known.house.payer(read)
    named = {line.control for advice in read.advices for line in advice.lines if line.control}
    carried = {control for each in known.carried.values() for control in each.controls}
    unknown = sorted(named - carried)[:MOST_MERGED]
    return [claims_of_lines(unknown, payer.id)] if payer is not None and unknown else []


def _waiting(read: ReadRemittance, known: Known) -> list[Ask[Claim]]:
    """The claims whose decision waits for the reversal of another one's, where the payer merged claims."""
    payer = known.house.payer(read)
    takes_back = any(advice.status == REVERSAL for advice in read.advices)
    return [claims_with_work(SECOND, payer.id)] if payer is not None and takes_back else []


def _by_payer_control(claims: Iterable[Claim], payer: Payer | None) -> dict[str, int]:
    """Two payers may give the same number, so only the remittance's own payer is asked by it."""
    return {
        claim.payer_control: claim.id
        for claim in claims
        if claim.payer_control and payer is not None and claim.payer_id == payer.id
    }


def _lookalikes(reads: Reads, read: ReadRemittance, known: set[str]) -> dict[str, tuple[str, ...]]:
    """Claims that fit an unmatched advice by member, day and charge: proposals for a person."""
    traits: dict[str, Trait] = {}
    for advice in read.advices:
        if len(traits) == MOST_LOOKALIKES:
            break
        service_on = _first_day(advice)
        if advice.control in known or not (advice.member_id and service_on and advice.charge_cents):
            continue
        traits[advice.control] = Trait(advice.member_id, service_on, advice.charge_cents)
    found = reads(lambda session: lookalikes(session, list(traits.values())))() if traits else []
    return dict(zip(traits, found, strict=True))


def _first_day(advice: Advice) -> date | None:
    """The claim's own day; most payers of professional claims date its lines alone."""
    return advice.service_on or min(
        (line.service_on for line in advice.lines if line.service_on), default=None
    )
