"""Loads claims as the books hold them, at once or in parts as they are asked for; called inside a flow."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Protocol, TypeVar

from almoner.core.charge import ChargeLine, responsible
from almoner.core.chart import Visit
from almoner.core.chart.advance_notice import AdvanceNotice, Choice, ItemNotice, held_by
from almoner.core.claim import Claim
from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.coverage import Coverage
from almoner.core.ledger import Posting
from almoner.core.plan import Task, TaskState
from almoner.core.remit import Advice
from almoner.core.remit.desk import Book
from almoner.flow.noticed import by_patient, notices_asked
from almoner.flow.price.contracts import PriceBook
from almoner.flow.price.expected import PARTIES, Expected, Meeting, Parties, expected, parties_of, services_of
from almoner.store.charts import Charts
from almoner.store.load import Carried, advices_that_count, carried_lines
from almoner.store.money.postings import posting_of, rows_about
from almoner.store.session import Answer, Ask, Gathered, Session, gathered

A = TypeVar("A", Advice, Task)
T = TypeVar("T")
NOTHING = Carried((), (), "")


class Reads(Protocol):
    """Begins to ask the session something; what it gives back waits for the answer."""

    def __call__(self, work: Callable[[Session], T], /) -> Callable[[], T]: ...


def at_once(session: Session) -> Reads:
    """Ask when the answer is wanted."""

    def read(work: Callable[[Session], T]) -> Callable[[], T]:
        return lambda: work(session)

    return read


@dataclass(frozen=True, slots=True)
class Around:
    """What the books of all claims share: who may pay, by which prices. `priced` keeps what was priced, by
    all that its price depends on.
    """

    parties: Parties
    prices: PriceBook
    capitated: Mapping[int, CodeRange]
    priced: dict[tuple[object, ...], Expected] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Gathered) -> "Around":
        """Of what was found of `PARTIES`."""
        parties = parties_of(found)
        capitated = {payer.id: CodeRange(payer.capitated_codes) for payer in parties.payers.values()}
        return cls(parties, parties.prices, capitated)


@dataclass(frozen=True, slots=True)
class Raw:
    """What was read of the contents of claims; each makes rows of it, before any record is made."""

    answers: Callable[[], Sequence[Answer]]
    postings: Callable[[], Sequence[tuple[Any, ...]]]
    charts: Charts


@dataclass(frozen=True, slots=True)
class Contents:
    """What the books hold about some claims, asked for together; `carried` are the lines of each revision."""

    claims: Sequence[Claim]
    carried: Mapping[int, Carried]
    lines: Ask[ChargeLine]
    advices: Ask[Advice]
    tasks: Ask[Task]
    visits: Ask[Visit]
    coverages: Ask[Coverage]
    notices: Ask[AdvanceNotice]

    @classmethod
    def of(cls, claims: Sequence[Claim], carried: Mapping[int, Carried]) -> "Contents":
        """Ask for what these claims are made of."""
        ids = [claim.id for claim in claims]
        lines = {line for claim in claims for line in carried.get(claim.revision_id, NOTHING).ids}
        return cls(
            claims,
            carried,
            lines=Ask(ChargeLine, {"id": list(lines)}),
            advices=advices_that_count(ids),
            tasks=Ask(Task, {"claim_id": ids, "state": TaskState.OPEN}),
            visits=Ask(Visit, {"id": list({claim.visit_ids[0] for claim in claims})}),
            coverages=Ask(Coverage, {"patient_id": list({claim.patient_id for claim in claims})}),
            notices=notices_asked(claim.patient_id for claim in claims),
        )

    @property
    def asks(self) -> tuple[Ask[Any], ...]:
        """All but the postings."""
        return (self.lines, self.advices, self.tasks, self.visits, self.coverages, self.notices)

    def rows(self, session: Session) -> Callable[[], Sequence[tuple[Any, ...]]]:
        """Read the postings about the claims and the lines of their visits, those too that a claim carries
        no more.
        """
        lines: list[int] = self.lines.columns["id"]
        visits = {claim.visit_ids[0] for claim in self.claims}
        return rows_about(session, [claim.id for claim in self.claims], lines, visits)

    def raw(self, session: Session) -> Raw:
        """Read all of it."""
        return Raw(session.bodies(*self.asks), self.rows(session), session.charts)

    def books(self, found: Gathered, postings: Iterable[tuple[Any, ...]], around: Around) -> dict[int, Book]:
        """Bind what was found into a book a claim, by the claim's id, with what its payer should allow."""
        lines = {line.id: line for line in found.of(self.lines)}
        posted: dict[int, list[Posting]] = defaultdict(list)
        balances: dict[int, dict[str, int]] = defaultdict(dict)
        for posting in map(posting_of, postings):
            posted[posting.subject.claim_id].append(posting)
            own = balances[posting.subject.line_id]
            own[posting.debit] = own.get(posting.debit, 0) + posting.cents
            own[posting.credit] = own.get(posting.credit, 0) - posting.cents
        advices, tasks = _by_claim(found.of(self.advices)), _by_claim(found.of(self.tasks))
        visits = {visit.id: visit for visit in found.of(self.visits)}
        coverages: dict[int, list[Coverage]] = defaultdict(list)
        for coverage in found.of(self.coverages):
            coverages[coverage.patient_id].append(coverage)
        notices = by_patient(found.of(self.notices))
        books = {}
        for claim in self.claims:
            carried = self.carried.get(claim.revision_id, NOTHING)
            own_lines = tuple([lines[line_id] for line_id in carried.ids])
            policies = coverages[claim.patient_id]
            order = responsible(visits[claim.visit_ids[0]], policies, around.parties.payers)
            following = [one for one in order if one.rank > claim.rank]
            prices = expected_of(claim, own_lines, policies, around)
            books[claim.id] = Book(
                claim=claim,
                lines=own_lines,
                balances={
                    (line_id, account): cents
                    for line_id in _touched(own_lines, posted[claim.id])
                    for account, cents in balances[line_id].items()
                    if cents
                },
                posted=tuple(posted[claim.id]),
                advices=tuple(advices[claim.id]),
                next_coverage=following[0] if following else None,
                later_coverages=tuple(following[1:]),
                tasks=tuple(tasks[claim.id]),
                is_capitated=all(line.code in around.capitated[claim.payer_id] for line in own_lines),
                prices={line.id: price for line, price in zip(own_lines, prices.prices, strict=False)},
                tolerance_cents=prices.tolerance_cents,
                is_void=carried.frequency == "8",
                noticed=_noticed(own_lines, notices.get(claim.patient_id, ())),
                revenue_codes=dict(zip(carried.ids, carried.revenue_codes, strict=False)),
            )
        return books


def _noticed(lines: Sequence[ChargeLine], notices: Sequence[ItemNotice]) -> frozenset[int]:
    """The lines whose patient signed in time that they answer where Medicare does not pay."""
    if not notices:
        return frozenset()
    held = {line.id: held_by(notices, line.code, line.service_on) for line in lines}
    return frozenset(line_id for line_id, one in held.items() if one and one.choice is Choice.BILL)


def _touched(lines: Sequence[ChargeLine], posted: Iterable[Posting]) -> Iterable[int]:
    """The lines that a claim carries, and then those that it has moved money on and carries no more."""
    found = dict.fromkeys(line.id for line in lines)
    return found | dict.fromkeys(one.subject.line_id for one in posted if one.subject.line_id)


def expected_of(
    claim: Claim, lines: Sequence[ChargeLine], policies: Iterable[Coverage], around: Around
) -> Expected:
    """What the first payer of a claim should allow; what a later one does rests on the first. The lines of a
    claim share their provider and place. Claims that are priced alike are priced once.
    """
    coverage = next((one for one in policies if one.id == claim.coverage_id), None)
    if not lines or claim.rank > 1 or coverage is None:
        return Expected()
    alike = (coverage.payer_id, coverage.plan_id, lines[0].location_id, *map(PRICED_BY, lines))
    found = around.priced.get(alike)
    if found is None:
        found = around.priced[alike] = _priced(lines, coverage, around)
    return found


PRICED_BY = attrgetter("code", "service_on", "modifiers", "units", "pos", "charge_cents", "provider_id")
"""What of a line its price depends on."""


def _priced(lines: Sequence[ChargeLine], coverage: Coverage, around: Around) -> Expected:
    first = lines[0]
    meeting = Meeting(first.provider_id, first.location_id, first.service_on)
    services = services_of(lines, around.prices)
    return expected(services, meeting, coverage, around.parties, around.prices)


def _by_claim(records: Iterable[A]) -> dict[int, list[A]]:
    found: dict[int, list[A]] = defaultdict(list)
    for record in records:
        found[record.claim_id].append(record)
    return found


def load_books(session: Session, claims: Sequence[Claim]) -> list[Book]:
    """Load claims as the books hold them: lines, balances, postings, advices, tasks, and who pays next."""
    contents = Contents.of(claims, carried_lines(session, [claim.revision_id for claim in claims]))
    found = session.gather(*contents.asks, *PARTIES)
    books = contents.books(found, contents.rows(session)(), Around.of(found))
    return [books[claim.id] for claim in claims]


class Shelf:
    """The books of claims, made up part by part as one of its claims is first asked for. `coming` are parts
    that are being read already, so that they come while the claims before them are worked on.
    """

    def __init__(
        self,
        parts: Sequence[Contents],
        around: Around,
        read: Reads,
        coming: Mapping[int, Callable[[], Raw]],
    ) -> None:
        self._parts = parts
        self._around = around
        self._read = read
        self._part_of = {claim.id: place for place, part in enumerate(parts) for claim in part.claims}
        self._books: dict[int, Book] = {}
        self._coming = dict(coming)

    def put(self, place: int, found: Gathered, postings: Iterable[tuple[Any, ...]]) -> None:
        """Put up the books of a part whose contents were read."""
        self._books |= self._parts[place].books(found, postings, self._around)

    def book(self, claim_id: int) -> Book:
        """Return the book of a claim."""
        if claim_id not in self._books:
            place = self._part_of[claim_id]
            part = self._parts[place]
            raw = (self._coming.pop(place, None) or self._read(part.raw))()
            self.put(place, gathered(part.asks, raw.answers(), raw.charts), raw.postings())
        return self._books[claim_id]


class Named(Mapping[str, Book]):
    """The books of a shelf by names of their claims."""

    def __init__(self, shelf: Shelf, claim_ids: Mapping[str, int]) -> None:
        self._shelf = shelf
        self._claim_ids = claim_ids

    def __getitem__(self, name: str) -> Book:
        return self._shelf.book(self._claim_ids[name])

    def __contains__(self, name: object) -> bool:
        return name in self._claim_ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._claim_ids)

    def __len__(self) -> int:
        return len(self._claim_ids)
