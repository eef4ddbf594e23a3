"""Books made of a file alone, for looking at a remittance where there are none: its own charges, or given
ones, count as billed, and what a reversal takes back counts as posted where the file does not bring it. They
go on from one payment of the file to the next.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import count

from almoner.core.claim import Claim
from almoner.core.ledger import Posting
from almoner.core.plan import Plan, Task, TaskState
from almoner.core.remit.advice import REVERSAL, Advice, Remittance, RemittanceState
from almoner.core.remit.balance import amounts
from almoner.core.remit.desk import Book, Desk
from almoner.core.remit.history import Held, chain
from almoner.core.remit.lay import judge, lay_to_undo
from almoner.core.remit.match import Claims, Uncertain, match_lines
from almoner.core.remit.own_claims import (
    BilledClaim,
    BilledLine,
    OwnIds,
    make_book,
    own_book,
    rank_of,
    undecided_book,
)
from almoner.core.remit.own_groups import (
    Decision,
    Place,
    by_rank_of,
    groups_of,
    is_decision,
    leading,
    negated,
    numbered_reads,
    place_of,
)
from almoner.core.remit.read import ReadRemittance
from almoner.core.remit.receive import refusal
from almoner.core.remit.recoupment import OpenPair, Pairs, follow
from almoner.core.remit.reversal import pair
from almoner.core.remit.sheet import Sheet
from almoner.core.rules.reasons import Reasons


class OwnBooks:
    """What the payments of one file find, and leave to the next. `reads` are they in the order of the file,
    their lines numbered where they had no number.

    Without `billed` every claim of the file is its own book; decisions on the same claim and lines share one.
    """

    def __init__(
        self, reads: Sequence[ReadRemittance], reasons: Reasons, billed: Sequence[BilledClaim] | None = None
    ) -> None:
        self._reasons = reasons
        self._ids = OwnIds()
        self._books: dict[int, Book] = {}
        self._claim_of: dict[Place, int] = {}
        self._named: dict[str, int] = {}
        self._by_payer_control: dict[str, int] = {}
        self._before = _Before()
        self._is_billed = billed is not None
        self.reads = numbered_reads(reads) if billed is None else list(reads)
        posting = _posting(self.reads, reasons)
        if billed is None:
            self._take_as_billed(posting)
        else:
            self._bill(posting, billed)

    @property
    def books(self) -> Iterable[Book]:
        """Every claim as it stands now."""
        return self._books.values()

    def desk_of(self, read: ReadRemittance) -> Desk:
        """Return what one payment of the file is planned against."""
        found = self._books
        words = {word for pair in read.remittance.provider_level for word in pair.reference.split()}
        named = self._named if self._is_billed else {word: self._named.get(word, 0) for word in words}
        numbered = {word: self._by_payer_control.get(word, 0) for word in words}
        placed = {advice.ordinal: self._claim_of.get(place_of(read, advice), 0) for advice in read.advices}
        return Desk(
            reasons=self._reasons,
            books={name: found[claim_id] for name, claim_id in named.items() if claim_id},
            by_payer_control={name: found[claim_id] for name, claim_id in numbered.items() if claim_id},
            by_ordinal={ordinal: found[claim_id] for ordinal, claim_id in placed.items() if claim_id},
            earlier=self._before.of_its_trace(read),
            open_pairs=self._before.open_pairs(read) or None,
        )

    def take(self, plan: Plan) -> None:
        """Make the plan of a payment true, for those that follow it."""
        about: defaultdict[int, list[Posting]] = defaultdict(list)
        for posting in plan.postings:
            about[posting.subject.claim_id].append(posting)
        for claim_id in about.keys() & self._books.keys():
            self._books[claim_id] = _moved(self._books[claim_id], about[claim_id])
        for record in plan.records:
            if isinstance(record, Remittance):
                self._before.add(record)
            elif isinstance(record, Claim) and record.id in self._books:
                self._books[record.id] = replace(self._books[record.id], claim=record)
            elif isinstance(record, Advice) and record.claim_id in self._books:
                book = self._books[record.claim_id]
                self._books[record.claim_id] = replace(book, advices=(*book.advices, record))
        for task in plan.tasks:
            if task.claim_id in self._books:
                self._books[task.claim_id] = _with_task(self._books[task.claim_id], task)

    def _take_as_billed(self, decisions: Sequence[Decision]) -> None:
        for group in groups_of(decisions):
            read, first = leading(group)
            paid_on = read.remittance.paid_on
            book = self._add(own_book(first, self._reasons, self._ids, paid_on=paid_on), group)
            self._named.setdefault(first.control, book.claim.id)
            if first.payer_control:
                self._by_payer_control.setdefault(first.payer_control, book.claim.id)

    def _bill(self, decisions: Sequence[Decision], billed: Sequence[BilledClaim]) -> None:
        """Put what was billed in the books; where a later payer decides too, once more at its rank."""
        lines: dict[str, tuple[BilledLine, ...]] = {}
        for claim in billed:
            lines[claim.control] = (*lines.get(claim.control, ()), *claim.lines)
        blank = {control: undecided_book(control, (), OwnIds()) for control in lines}
        claims = Claims(Desk(reasons=self._reasons, books=blank))
        told: defaultdict[str, defaultdict[int, list[Decision]]] = defaultdict(lambda: defaultdict(list))
        for read, advice in decisions:
            book = claims.book_of(advice)
            if book is not None:
                told[book.claim.control][rank_of(advice)].append((read, advice))
        for control, own in lines.items():
            for group in by_rank_of(told[control]):
                book = self._add(self._billed(control, own, group), group)
                self._named.setdefault(control, book.claim.id)

    def _billed(self, control: str, lines: Sequence[BilledLine], group: Sequence[Decision]) -> Book:
        if not group:
            return undecided_book(control, lines, self._ids)
        _, first = leading(group)
        return make_book(replace(first, control=control), lines, self._reasons, self._ids)

    def _add(self, book: Book, group: Sequence[Decision]) -> Book:
        self._books[book.claim.id] = book
        self._claim_of.update((place_of(*decision), book.claim.id) for decision in group)
        book = self._with_originals(book, group)
        self._books[book.claim.id] = book
        return book

    def _with_originals(self, book: Book, group: Sequence[Decision]) -> Book:
        """Return a book in which what the file reverses, and does not bring itself, counts as posted. Where
        the file brings more decisions than one can stand, or the one that a reversal names, nothing is
        assumed, and the reversal waits (RV4).
        """
        if not any(advice.status == REVERSAL for _, advice in group):
            return book
        balanced = [(read, advice) for read, advice in group if is_decision(advice)]
        paired = pair(chain(book, [advice for _, advice in balanced]))
        if len(paired.survivors) > 1 and not _is_split(paired.survivors):
            return book
        reads = {place_of(read, advice): read for read, advice in balanced}
        taken_back = {number for _, reversal in paired.pairs for number in reversal.advice.decision_controls}
        for reversal in (held.advice for held in paired.unpaired):
            charge, _ = amounts(reversal)
            if charge > 0 or _is_brought(reversal, paired.survivors, taken_back):
                continue
            taken_back.update(reversal.decision_controls)
            read = reads[reversal.remittance_id, reversal.ordinal]
            book = self._posted(book, negated(reversal, len(book.advices)), read)
        return book

    def _posted(self, book: Book, original: Advice, read: ReadRemittance) -> Book:
        desk = Desk(reasons=self._reasons)
        sheet = Sheet(read.remittance, desk, count(1), read.remittance.paid_on)
        try:
            judged = judge(sheet, original, match_lines(original, book, Claims(desk)))
        except Uncertain:
            return book
        lay_to_undo(sheet, original, judged)
        return replace(_moved(book, sheet.postings), advices=(*book.advices, original))


class _Before:
    """The payments that the file has brought so far."""

    def __init__(self) -> None:
        self._by_trace: defaultdict[tuple[str, str], list[Remittance]] = defaultdict(list)
        self._open_pairs: defaultdict[str, Pairs] = defaultdict(Pairs)

    def add(self, remittance: Remittance) -> None:
        self._by_trace[remittance.trace, remittance.payer_number].append(remittance)
        if remittance.state is RemittanceState.POSTED:
            follow(self._open_pairs[remittance.payer_number], remittance)

    def of_its_trace(self, read: ReadRemittance) -> tuple[Remittance, ...]:
        return tuple(self._by_trace[read.remittance.trace, read.remittance.payer_number])

    def open_pairs(self, read: ReadRemittance) -> tuple[OpenPair, ...]:
        return tuple(self._open_pairs[read.remittance.payer_number])


def _posting(reads: Sequence[ReadRemittance], reasons: Reasons) -> list[Decision]:
    """Return the decisions of those payments that will post."""
    before = _Before()
    found: list[Decision] = []
    for read in reads:
        refused = refusal(read, Desk(reasons=reasons, earlier=before.of_its_trace(read)))
        before.add(replace(read.remittance, state=refused.state if refused else read.remittance.state))
        if refused is None:
            found += [(read, advice) for advice in read.advices]
    return found


def _is_brought(reversal: Advice, survivors: Sequence[Held], taken_back: Collection[str]) -> bool:
    """True where the file itself tells what became of the decision that a reversal names by the payer's
    number: an earlier payment brings it with other amounts, or it is taken back already. A decision beside
    the reversal in one payment may be its correction under the same number.
    """
    numbers = set(reversal.decision_controls) - {""}
    stands = any(
        held.advice.payer_control in numbers and held.advice.remittance_id < reversal.remittance_id
        for held in survivors
    )
    return stands or not numbers.isdisjoint(taken_back)


def _is_split(survivors: Sequence[Held]) -> bool:
    """True where decisions are on lines of their own, as when a payer splits a claim."""
    controls = [line.control for held in survivors for line in held.advice.lines]
    return bool(controls) and len(controls) == len(set(controls))


def _moved(book: Book, postings: Sequence[Posting]) -> Book:
    balances = Counter(book.balances)
    for posting in postings:
        line_id = posting.subject.line_id
        if line_id:
            balances[line_id, posting.debit] += posting.cents
            balances[line_id, posting.credit] -= posting.cents
    return replace(book, balances=balances, posted=(*book.posted, *postings))


def _with_task(book: Book, task: Task) -> Book:
    others = tuple([each for each in book.tasks if each.id != task.id])
    return replace(book, tasks=(*others, task) if task.state is TaskState.OPEN else others)
