"""Loads what a remittance is planned against, with a fixed number of queries; called inside a flow."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from almoner.core.charge import ChargeLine, responsible
from almoner.core.chart import Visit
from almoner.core.claim import Claim
from almoner.core.coverage import Coverage
from almoner.core.ledger import Posting
from almoner.core.party import Payer, Practice, Provider
from almoner.core.plan import Task, TaskState
from almoner.core.remit import Advice, ReadRemittance, Remittance, RemittanceState
from almoner.core.remit.desk import Book, Desk
from almoner.flow.charge import coverages_by_patient
from almoner.flow.policy import reasons
from almoner.store.load import claims_told, lookalikes, revision_lines
from almoner.store.postings import line_balances, postings_of
from almoner.store.session import Session

MOST_LOOKALIKES = 50
"""Unmatched advices for which a proposal is sought; a file of strangers is misrouted, not fifty puzzles."""


def load_desk(session: Session, read: ReadRemittance, *, is_confirmed: bool = False) -> Desk:
    """Load the desk of one remittance: its claims, its payer, and earlier payments of its trace."""
    practice = session.get(Practice, session.practice_id)
    payer = _payer(session, read)
    claims = _claims(session, read)
    books = {book.claim.id: book for book in load_books(session, claims)}
    return Desk(
        reasons=reasons(),
        payer=payer,
        books={claim.control: books[claim.id] for claim in claims},
        by_payer_control=_by_payer_control(books.values(), payer),
        lookalikes=_lookalikes(session, read, {claim.control for claim in claims}),
        npis=frozenset({practice.npi, *(provider.npi for provider in session.find(Provider))}),
        tax_ids=frozenset({practice.tax_id}),
        earlier=tuple(session.find(Remittance, trace=read.remittance.trace)),
        is_production=practice.usage == "P",
        is_confirmed=is_confirmed,
    )


def _payer(session: Session, read: ReadRemittance) -> Payer | None:
    numbers = [number for number in (read.remittance.payer_number, *read.payer_numbers) if number]
    found = session.find(Payer, remittance_payer_id=numbers) if numbers else []
    return found[0] if len(found) == 1 else None


def _claims(session: Session, read: ReadRemittance) -> list[Claim]:
    controls = list({advice.control for advice in read.advices if advice.control})
    numbers = list({advice.payer_control for advice in read.advices if advice.payer_control})
    return claims_told(session, controls, numbers) if controls or numbers else []


def _by_payer_control(books: Iterable[Book], payer: Payer | None) -> dict[str, Book]:
    """Two payers may give the same number, so only the remittance's own payer is asked by it."""
    return {
        book.claim.payer_control: book
        for book in books
        if book.claim.payer_control and payer is not None and book.claim.payer_id == payer.id
    }


def _lookalikes(session: Session, read: ReadRemittance, known: set[str]) -> dict[str, tuple[str, ...]]:
    """Claims that fit an unmatched advice by member, day and charge: proposals for a person."""
    found: dict[str, tuple[str, ...]] = {}
    for advice in read.advices:
        if len(found) == MOST_LOOKALIKES:
            break
        if advice.control in known or not (advice.member_id and advice.service_on and advice.charge_cents):
            continue
        found[advice.control] = lookalikes(session, advice.member_id, advice.service_on, advice.charge_cents)
    return found


def load_books(session: Session, claims: Sequence[Claim]) -> list[Book]:
    """Load claims as the books hold them: lines, balances, postings, advices, tasks, and who pays next."""
    ids = [claim.id for claim in claims]
    carried = revision_lines(session, [claim.revision_id for claim in claims])
    found = session.find(ChargeLine, id=[line_id for each in carried.values() for line_id in each])
    lines = {line.id: line for line in found}
    balances = _balances(session, lines)
    posted, advices, tasks = _posted(session, ids), _advices(session, ids), _tasks(session, ids)
    following = _next_coverages(session, claims)
    return [
        Book(
            claim=claim,
            lines=tuple(lines[line_id] for line_id in carried[claim.revision_id]),
            balances={
                (line_id, account): cents
                for line_id in carried[claim.revision_id]
                for account, cents in balances[line_id].items()
            },
            posted=tuple(posted[claim.id]),
            advices=tuple(advices[claim.id]),
            next_coverage=following.get(claim.id),
            tasks=tuple(tasks[claim.id]),
        )
        for claim in claims
    ]


def _balances(session: Session, line_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Each line's balances, by account."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for (line_id, account), cents in line_balances(session, line_ids).items():
        found[line_id][account] = cents
    return found


def _posted(session: Session, claim_ids: list[int]) -> dict[int, list[Posting]]:
    found: dict[int, list[Posting]] = defaultdict(list)
    for posting in postings_of(session, claim_id=claim_ids):
        found[posting.subject.claim_id].append(posting)
    return found


def _advices(session: Session, claim_ids: list[int]) -> dict[int, list[Advice]]:
    """The claims' advices, but those of remittances that were undone: they count no more."""
    advices = session.find(Advice, claim_id=claim_ids)
    remittances = list({advice.remittance_id for advice in advices})
    undone = {one.id for one in session.find(Remittance, id=remittances, state=RemittanceState.REVERSED)}
    found: dict[int, list[Advice]] = defaultdict(list)
    for advice in advices:
        if advice.remittance_id not in undone:
            found[advice.claim_id].append(advice)
    return found


def _tasks(session: Session, claim_ids: list[int]) -> dict[int, list[Task]]:
    found: dict[int, list[Task]] = defaultdict(list)
    for task in session.find(Task, claim_id=claim_ids, state=TaskState.OPEN):
        found[task.claim_id].append(task)
    return found


def _next_coverages(session: Session, claims: Sequence[Claim]) -> dict[int, Coverage]:
    """The policy that answers after each claim's rank on its day."""
    visits = {visit.id: visit for visit in session.find(Visit, id=[claim.visit_ids[0] for claim in claims])}
    coverages = coverages_by_patient(session, [claim.patient_id for claim in claims])
    payers = {payer.id: payer for payer in session.find(Payer)}
    found = {}
    for claim in claims:
        order = responsible(visits[claim.visit_ids[0]], coverages[claim.patient_id], payers)
        following = next((one for one in order if one.rank > claim.rank), None)
        if following is not None:
            found[claim.id] = following
    return found
