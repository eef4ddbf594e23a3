"""Books made of a file alone, for looking at a remittance where there are none: its own charges, or given
ones, count as billed, and what a reversal takes back counts as posted where the file does not bring it. They
go on from one payment of the file to the next.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from almoner.core.claim import Claim
from almoner.core.ledger import Posting
from almoner.core.plan import Plan, Task, TaskState
from almoner.core.remit.advice import (
    ADJUDICATED,
    REVERSAL,
    Adjustment,
    Advice,
    AdviceLine,
    Remittance,
    RemittanceState,
)
from almoner.core.remit.balance import amounts, faults
from almoner.core.remit.desk import Book, Desk
from almoner.core.remit.history import Held, chain
from almoner.core.remit.lay import judge, lay_to_undo
from almoner.core.remit.match import Claims, Uncertain, match_lines
from almoner.core.remit.own_claims import (
    BilledClaim,
    BilledLine,
    OwnIds,
    charges_of,
    make_book,
    numbered,
    own_book,
    rank_of,
)
from almoner.core.remit.read import ReadRemittance
from almoner.core.remit.receive import refusal
from almoner.core.remit.reversal import mirror, pair
from almoner.core.remit.sheet import Sheet
from almoner.core.rules.reasons import Reasons

Place = tuple[int, int]
"""Where an advice stands in the file: its remittance's id, and its ordinal there."""
Decision = tuple[ReadRemittance, Advice]


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
        self._earlier: list[Remittance] = []
        self.reads = _numbered(reads) if billed is None else list(reads)
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
        return Desk(
            reasons=self._reasons,
            books={control: found[claim_id] for control, claim_id in self._named.items()},
            by_payer_control={control: found[each] for control, each in self._by_payer_control.items()},
            by_ordinal={
                advice.ordinal: found[claim_id]
                for advice in read.advices
                if (claim_id := self._claim_of.get(_place(read, advice)))
            },
            earlier=tuple(self._earlier),
            history=tuple(self._history(read)) or None,
        )

    def _history(self, read: ReadRemittance) -> Iterator[Remittance]:
        for one in self._earlier:
            is_same_payer = one.payer_number == read.remittance.payer_number
            if is_same_payer and one.state is RemittanceState.POSTED:
                yield one

    def take(self, plan: Plan) -> None:
        """Make the plan of a payment true, for those that follow it."""
        about: defaultdict[int, list[Posting]] = defaultdict(list)
        for posting in plan.postings:
            about[posting.subject.claim_id].append(posting)
        for claim_id in about.keys() & self._books.keys():
            self._books[claim_id] = _moved(self._books[claim_id], about[claim_id])
        for record in plan.records:
            if isinstance(record, Remittance):
                self._earlier.append(record)
            elif isinstance(record, Claim) and record.id in self._books:
                self._books[record.id] = replace(self._books[record.id], claim=record)
            elif isinstance(record, Advice) and record.claim_id in self._books:
                book = self._books[record.claim_id]
                self._books[record.claim_id] = replace(book, advices=(*book.advices, record))
        for task in plan.tasks:
            if task.claim_id in self._books:
                self._books[task.claim_id] = _with_task(self._books[task.claim_id], task)

    def _take_as_billed(self, decisions: Sequence[Decision]) -> None:
        for group in _groups(decisions):
            read, first = next(
                ((read, advice) for read, advice in group if advice.status != REVERSAL), group[0]
            )
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
        empty = Advice(0, 0, 0, "", "1", 0, 0, 0, "", ())
        blank = {
            control: make_book(replace(empty, control=control), (), self._reasons, OwnIds())
            for control in lines
        }
        claims = Claims(Desk(reasons=self._reasons, books=blank))
        told: defaultdict[str, defaultdict[int, list[Decision]]] = defaultdict(lambda: defaultdict(list))
        for read, advice in decisions:
            book = claims.book_of(advice)
            if book is not None:
                told[book.claim.control][rank_of(advice)].append((read, advice))
        for control, own in lines.items():
            for group in _by_rank(told[control]):
                first = replace(group[0][1] if group else empty, control=control)
                book = self._add(make_book(first, own, self._reasons, self._ids), group)
                self._named.setdefault(control, book.claim.id)

    def _add(self, book: Book, group: Sequence[Decision]) -> Book:
        self._books[book.claim.id] = book
        self._claim_of.update((_place(*decision), book.claim.id) for decision in group)
        book = self._with_originals(book, group)
        self._books[book.claim.id] = book
        return book

    def _with_originals(self, book: Book, group: Sequence[Decision]) -> Book:
        """Return a book in which what the file reverses, and does not bring itself, counts as posted. Where
        the file brings more decisions than one can stand, nothing is assumed, and the reversal waits (RV4).
        """
        if not any(advice.status == REVERSAL for _, advice in group):
            return book
        balanced = [(read, advice) for read, advice in group if _is_decision(advice)]
        paired = pair(chain(book, [advice for _, advice in balanced]))
        if len(paired.survivors) > 1 and not _is_split(paired.survivors):
            return book
        reads = {_place(read, advice): read for read, advice in balanced}
        for held in paired.unpaired:
            charge, _ = amounts(held.advice)
            if charge <= 0:
                read = reads[held.advice.remittance_id, held.advice.ordinal]
                book = self._posted(book, negated(held.advice, len(book.advices)), read)
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


def _is_decision(advice: Advice) -> bool:
    return (advice.status == REVERSAL or advice.status in ADJUDICATED) and not faults(advice)


def _place(read: ReadRemittance, advice: Advice) -> Place:
    return read.remittance.id, advice.ordinal


def _posting(reads: Sequence[ReadRemittance], reasons: Reasons) -> list[Decision]:
    """Return the decisions of those payments that will post."""
    earlier: list[Remittance] = []
    found: list[Decision] = []
    for read in reads:
        refused = refusal(read, Desk(reasons=reasons, earlier=tuple(earlier)))
        state = refused.state if refused else read.remittance.state
        earlier.append(replace(read.remittance, state=state))
        if refused is None:
            found += [(read, advice) for advice in read.advices]
    return found


def _numbered(reads: Sequence[ReadRemittance]) -> list[ReadRemittance]:
    by_control: defaultdict[str, list[Decision]] = defaultdict(list)
    for read in reads:
        for advice in read.advices:
            by_control[advice.control].append((read, advice))
    named: dict[Place, Advice] = {}
    for group in by_control.values():
        told = numbered([advice for _, advice in group])
        named.update((_place(*decision), advice) for decision, advice in zip(group, told, strict=True))
    return [
        replace(read, advices=tuple([named[_place(read, advice)] for advice in read.advices]))
        for read in reads
    ]


def _groups(decisions: Sequence[Decision]) -> list[list[Decision]]:
    """Put the decisions on one claim together where they charge the same lines of the same member, since
    some payers give many claims one number; a later payer's apart.
    """
    nameless = {advice.control for _, advice in decisions if not advice.member_id}
    alike: defaultdict[object, defaultdict[int, list[Decision]]] = defaultdict(lambda: defaultdict(list))
    for read, advice in decisions:
        member = "" if advice.control in nameless else advice.member_id
        charges = tuple(sorted(charges_of(advice).items()))
        alike[advice.control, member, charges][rank_of(advice)].append((read, advice))
    return [group for by_rank in alike.values() for group in _by_rank(by_rank)]


def _by_rank(by_rank: dict[int, list[Decision]]) -> list[list[Decision]]:
    """Give each reversal, which names no rank, to the payer whose decision it mirrors, else to the first."""
    ranks = sorted(
        rank for rank, group in by_rank.items() if any(advice.status != REVERSAL for _, advice in group)
    )
    if len(ranks) < 2:
        return [[decision for group in by_rank.values() for decision in group]]
    groups = {rank: [each for each in by_rank[rank] if each[1].status != REVERSAL] for rank in ranks}
    for read, advice in by_rank.get(1, ()):
        if advice.status == REVERSAL:
            fitting = (rank for rank in ranks if _mirrors(advice, groups[rank]))
            groups[next(fitting, ranks[0])].append((read, advice))
    return list(groups.values())


def _mirrors(reversal: Advice, group: Iterable[Decision]) -> bool:
    if faults(reversal):
        return False
    wanted = mirror(reversal, -1)
    return any(
        not faults(advice) and advice.status != REVERSAL and mirror(advice, 1) == wanted
        for _, advice in group
    )


def _is_split(survivors: Sequence[Held]) -> bool:
    """True where decisions are on lines of their own, as when a payer splits a claim."""
    controls = [line.control for held in survivors for line in held.advice.lines]
    return bool(controls) and len(controls) == len(set(controls))


def _moved(book: Book, postings: Sequence[Posting]) -> Book:
    balances = dict(book.balances)
    for posting in postings:
        line_id = posting.subject.line_id
        if line_id:
            balances[line_id, posting.debit] = balances.get((line_id, posting.debit), 0) + posting.cents
            balances[line_id, posting.credit] = balances.get((line_id, posting.credit), 0) - posting.cents
    return replace(book, balances=balances, posted=(*book.posted, *postings))


def _with_task(book: Book, task: Task) -> Book:
    others = tuple([each for each in book.tasks if each.id != task.id])
    return replace(book, tasks=(*others, task) if task.state is TaskState.OPEN else others)


def negated(reversal: Advice, number: int) -> Advice:
    """Return the decision that a reversal takes back; `number` tells it from others of the claim."""
    charge, paid = amounts(reversal)
    return replace(
        reversal,
        id=0,
        remittance_id=0,
        ordinal=reversal.ordinal * 1000 + number,
        status="1",
        charge_cents=-charge,
        paid_cents=-paid,
        lines=tuple([_negated_line(line) for line in reversal.lines]),
        adjustments=_negated_all(reversal.adjustments),
    )


def _negated_line(line: AdviceLine) -> AdviceLine:
    return replace(
        line,
        charge_cents=-(line.charge_cents or 0),
        paid_cents=-(line.paid_cents or 0),
        adjustments=_negated_all(line.adjustments),
    )


def _negated_all(adjustments: Sequence[Adjustment]) -> tuple[Adjustment, ...]:
    return tuple([replace(each, cents=-each.cents) for each in adjustments])
