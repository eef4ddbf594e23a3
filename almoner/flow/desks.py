"""Loads what a remittance is planned against, with a fixed number of queries; called inside a flow."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from almoner.core.charge import ChargeLine, responsible
from almoner.core.chart import Visit
from almoner.core.claim import Claim
from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.collect import Deposit
from almoner.core.collect.unexplained import came_before
from almoner.core.coverage import Coverage
from almoner.core.denial import Denial
from almoner.core.denial.open import LIVE
from almoner.core.ledger import Posting
from almoner.core.party import Payer, Practice, Provider
from almoner.core.plan import Task, TaskState
from almoner.core.remit import Advice, ReadRemittance, Remittance
from almoner.core.remit.desk import Book, Desk
from almoner.core.remit.match import SHORTEST_TRUNCATION
from almoner.core.remit.recoupment import SETTLING, TakebackAct, open_pairs
from almoner.flow.contracts import PriceBook, price_book
from almoner.flow.expected import PARTIES, Expected, Meeting, Parties, expected, parties_of, services_of
from almoner.flow.policy import reasons
from almoner.store.load import (
    Trait,
    advices_that_count,
    claims_cut,
    claims_of_lines,
    claims_told,
    lookalikes,
    revision_lines,
    with_provider_level,
)
from almoner.store.postings import postings_about
from almoner.store.session import Ask, Gathered, Session

A = TypeVar("A", Advice, Task)
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


def load_desk(session: Session, read: ReadRemittance, *, is_confirmed: bool = False) -> Loaded:
    """Load the desk of one remittance: its claims, its payer, and earlier payments of its trace."""
    house = _house(session, read)
    house = replace(house, claims=[*house.claims, *_cut_short(session, read, house)])
    return _laid_out(session, read, house, is_confirmed=is_confirmed)


def _cut_short(session: Session, read: ReadRemittance, house: _House) -> list[Claim]:
    """The claims whose numbers the payer may have cut short (MT2): sought only for what is nobody's else."""
    known = {claim.control for claim in house.claims} | {claim.payer_control for claim in house.claims}
    wanted = {
        advice.control
        for advice in read.advices
        if not known & {advice.control, advice.payer_control} and len(advice.control) >= SHORTEST_TRUNCATION
    }
    return claims_cut(session, sorted(wanted)[:MOST_LOOKALIKES]) if wanted else []


def _laid_out(session: Session, read: ReadRemittance, house: _House, *, is_confirmed: bool) -> Loaded:
    payer = house.payer(read)
    denials = Ask(Denial, {"claim_id": [claim.id for claim in house.claims], "state": [*LIVE]})
    subjects = [read.remittance.id, *(one.id for one in house.earlier)]
    about = Ask(Task, {"subject_id": subjects, "state": TaskState.OPEN})
    contents = _Contents.of(session, house.claims)
    history, acts = _takebacks(read, payer)
    found = session.gather(*contents.asks, denials, about, history, acts)
    merged = _merged(session, read, found.of(contents.lines), house)
    if merged:
        whole = replace(house, claims=[*house.claims, *merged])
        return _laid_out(session, read, whole, is_confirmed=is_confirmed)
    deposit = came_before(house.deposits, read.remittance, house.earlier)
    books = {book.claim.id: book for book in contents.books(session, found)}
    desk = Desk(
        reasons=reasons(),
        payer=payer,
        books={claim.control: books[claim.id] for claim in house.claims},
        by_payer_control=_by_payer_control(books.values(), payer),
        lookalikes=_lookalikes(session, read, {claim.control for claim in house.claims}),
        npis=frozenset({house.practice.npi, *(provider.npi for provider in house.providers)}),
        tax_ids=frozenset({house.practice.tax_id}),
        earlier=tuple(house.earlier),
        is_production=house.practice.usage == "P",
        is_confirmed=is_confirmed,
        open_pairs=tuple(open_pairs(_others(found.of(history), read.remittance), found.of(acts))),
        write_off_hold=payer is not None and payer.holds_write_offs,
        write_off_groups=frozenset(payer.write_off_groups if payer else ()),
        bundled_reasons=frozenset(payer.bundled_reasons if payer else ()),
        is_held=deposit is None and (house.practice.holds_until_deposit or _holds(payer)),
    )
    return Loaded(desk, tuple(found.of(denials)), tuple(found.of(about)), deposit)


def _holds(payer: Payer | None) -> bool:
    return payer is not None and payer.holds_until_deposit


def _takebacks(read: ReadRemittance, payer: Payer | None) -> tuple[Ask[Remittance], Ask[TakebackAct]]:
    """What to ask for the payer's open balances; nobody's where the remittance settles none."""
    settles = payer is not None and any(pair.code in SETTLING for pair in read.remittance.provider_level)
    payer_id = payer.id if payer is not None and settles else 0
    return with_provider_level(payer_id), Ask(TakebackAct, {"payer_id": payer_id})


def _others(history: Iterable[Remittance], own: Remittance) -> list[Remittance]:
    return [one for one in history if one.id != own.id]


def _merged(
    session: Session, read: ReadRemittance, lines: Iterable[ChargeLine], house: _House
) -> list[Claim]:
    """The claims of the lines that the remittance names by their numbers and that no loaded claim carries: a
    payer merged or split claims (MT10). A file of strangers asks for a bounded number of them.
    """
    payer = house.payer(read)
    named = {line.control for advice in read.advices for line in advice.lines if line.control}
    unknown = sorted(named - {line.control for line in lines})[:MOST_MERGED]
    if payer is None or not unknown:
        return []
    loaded = {claim.id for claim in house.claims}
    found = session.gather(ask := claims_of_lines(unknown, payer.id)).of(ask)
    return [claim for claim in found if claim.id not in loaded]


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


def _by_payer_control(books: Iterable[Book], payer: Payer | None) -> dict[str, Book]:
    """Two payers may give the same number, so only the remittance's own payer is asked by it."""
    return {
        book.claim.payer_control: book
        for book in books
        if book.claim.payer_control and payer is not None and book.claim.payer_id == payer.id
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


def load_books(session: Session, claims: Sequence[Claim]) -> list[Book]:
    """Load claims as the books hold them: lines, balances, postings, advices, tasks, and who pays next."""
    contents = _Contents.of(session, claims)
    return contents.books(session, session.gather(*contents.asks))


@dataclass(frozen=True, slots=True)
class _Contents:
    """What the books hold about claims, asked for together; `carried` are the line ids of each revision."""

    claims: Sequence[Claim]
    carried: Mapping[int, list[int]]
    lines: Ask[ChargeLine]
    advices: Ask[Advice]
    tasks: Ask[Task]
    visits: Ask[Visit]
    coverages: Ask[Coverage]

    @classmethod
    def of(cls, session: Session, claims: Sequence[Claim]) -> "_Contents":
        carried = revision_lines(session, [claim.revision_id for claim in claims])
        ids = [claim.id for claim in claims]
        patients = list({claim.patient_id for claim in claims})
        return cls(
            claims,
            carried,
            lines=Ask(ChargeLine, {"id": list({line_id for each in carried.values() for line_id in each})}),
            advices=advices_that_count(ids),
            tasks=Ask(Task, {"claim_id": ids, "state": TaskState.OPEN}),
            visits=Ask(Visit, {"id": list({claim.visit_ids[0] for claim in claims})}),
            coverages=Ask(Coverage, {"patient_id": patients}),
        )

    @property
    def asks(self) -> tuple[Ask[Any], ...]:
        return (self.lines, self.advices, self.tasks, self.visits, self.coverages, *PARTIES)

    def books(self, session: Session, found: Gathered) -> list[Book]:
        """Bind what was found into a book a claim, with what its payer should allow."""
        parties = parties_of(found)
        prices = self._expected(found, parties)
        lines = {line.id: line for line in found.of(self.lines)}
        postings = postings_about(session, [claim.id for claim in self.claims], lines)
        posted: dict[int, list[Posting]] = defaultdict(list)
        for posting in postings:
            posted[posting.subject.claim_id].append(posting)
        balances = _balances(postings)
        advices, tasks = _by_claim(found.of(self.advices)), _by_claim(found.of(self.tasks))
        following = self._later_coverages(found, parties)
        capitated = {payer.id: CodeRange(payer.capitated_codes) for payer in parties.payers.values()}
        return [
            Book(
                claim=claim,
                lines=tuple(lines[line_id] for line_id in self.carried[claim.revision_id]),
                balances={
                    (line_id, account): cents
                    for line_id in self.carried[claim.revision_id]
                    for account, cents in balances[line_id].items()
                    if cents
                },
                posted=tuple(posted[claim.id]),
                advices=tuple(advices[claim.id]),
                next_coverage=next(iter(following[claim.id]), None),
                later_coverages=following[claim.id][1:],
                tasks=tuple(tasks[claim.id]),
                is_capitated=all(
                    lines[line_id].code in capitated[claim.payer_id]
                    for line_id in self.carried[claim.revision_id]
                ),
                prices=dict(zip(self.carried[claim.revision_id], prices[claim.id].prices, strict=False)),
                tolerance_cents=prices[claim.id].tolerance_cents,
            )
            for claim in self.claims
        ]

    def _expected(self, found: Gathered, parties: Parties) -> dict[int, Expected]:
        """What the first payer of each claim should allow; what a later one does rests on the first."""
        coverages = {one.id: one for one in found.of(self.coverages)}
        lines = {line.id: line for line in found.of(self.lines)}
        book = price_book()
        prices = {}
        for claim in self.claims:
            own = [lines[line_id] for line_id in self.carried[claim.revision_id]]
            coverage = coverages.get(claim.coverage_id) if claim.rank == 1 else None
            prices[claim.id] = _expected_of(own, coverage, parties, book)
        return prices

    def _later_coverages(self, found: Gathered, parties: Parties) -> dict[int, tuple[Coverage, ...]]:
        """The policies that answer after each claim's rank on its day, in their order."""
        visits = {visit.id: visit for visit in found.of(self.visits)}
        coverages: dict[int, list[Coverage]] = defaultdict(list)
        for coverage in found.of(self.coverages):
            coverages[coverage.patient_id].append(coverage)
        following = {}
        for claim in self.claims:
            order = responsible(visits[claim.visit_ids[0]], coverages[claim.patient_id], parties.payers)
            following[claim.id] = tuple([one for one in order if one.rank > claim.rank])
        return following


def _expected_of(
    lines: Sequence[ChargeLine], coverage: Coverage | None, parties: Parties, book: PriceBook
) -> Expected:
    """The lines of a claim share their provider and place."""
    if not lines:
        return Expected()
    first = lines[0]
    meeting = Meeting(first.provider_id, first.location_id, first.service_on)
    return expected(services_of(lines, book), meeting, coverage, parties, book)


def _balances(postings: Iterable[Posting]) -> dict[int, dict[str, int]]:
    """Each line's balances (debits less credits, cents) by account, of all the postings of the lines."""
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for posting in postings:
        own = found[posting.subject.line_id]
        own[posting.debit] += posting.cents
        own[posting.credit] -= posting.cents
    return found


def _by_claim(records: Iterable[A]) -> dict[int, list[A]]:
    found: dict[int, list[A]] = defaultdict(list)
    for record in records:
        found[record.claim_id].append(record)
    return found
