"""Books made of a file alone, for looking at a remittance where there are none: its own charges, or given
ones, count as billed, and what a reversal takes back counts as posted.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim, ClaimState
from almoner.core.ledger import Account, Posting, ranked
from almoner.core.remit.advice import REVERSAL, Adjustment, Advice, AdviceLine
from almoner.core.remit.balance import amounts, faults
from almoner.core.remit.desk import Book, Desk
from almoner.core.remit.history import chain
from almoner.core.remit.lay import judge, lay_to_undo
from almoner.core.remit.match import Claims, Uncertain, match_lines
from almoner.core.remit.read import ReadRemittance
from almoner.core.remit.reversal import pair
from almoner.core.remit.sheet import Sheet
from almoner.core.rules.reasons import Reasons, Standing

RANKS = {"2": 2, "20": 2, "3": 3, "21": 3}
"""CLP02 by the payer's place in the order; every other counts as the first."""


@dataclass(frozen=True, slots=True)
class BilledLine:
    """A line that counts as billed."""

    control: str
    code: str
    modifiers: tuple[str, ...]
    service_on: date
    charge_cents: int


@dataclass(frozen=True, slots=True)
class BilledClaim:
    """A claim that counts as billed."""

    control: str
    lines: tuple[BilledLine, ...]


def own_books(
    read: ReadRemittance, reasons: Reasons, billed: Sequence[BilledClaim] | None = None
) -> tuple[ReadRemittance, Desk]:
    """Return the remittance, its lines numbered where they had no number, and a desk for planning it.

    Without `billed` every claim of the file is its own book, but a reversal shares that of its correction,
    and lines are known by their place.
    """
    ids = _Ids()
    if billed is None:
        read = replace(read, advices=tuple([_numbered(advice) for advice in read.advices]))
        own: dict[int, Book] = {}
        named: dict[str, Book] = {}
        desk = Desk(reasons=reasons, by_ordinal=own, books=named)
        for group in _groups(read.advices):
            first = next((advice for advice in group if advice.status != REVERSAL), group[0])
            book = _with_original(_own_book(first, reasons, ids, read), group, read, desk)
            own.update((advice.ordinal, book) for advice in group)
            named.setdefault(first.control, book)
            named.setdefault(first.payer_control, book)
        return read, desk
    books = {claim.control: _given_book(claim, read, reasons, ids) for claim in billed}
    desk = Desk(reasons=reasons, books=books)
    for control in {advice.control for advice in read.advices if advice.status == REVERSAL} & books.keys():
        advices = [advice for advice in read.advices if advice.control == control]
        books[control] = _with_original(books[control], advices, read, desk)
    return read, desk


class _Ids:
    """Ids for records that are never kept."""

    def __init__(self) -> None:
        self.claims = count(1)
        self.lines = count(1)


def _numbered(advice: Advice) -> Advice:
    """Give each line without a control number its place in the claim as one."""
    if all(line.control for line in advice.lines):
        return advice
    known = {line.control for line in advice.lines}
    lines = []
    for number, line in enumerate(advice.lines, 1):
        place = str(number) if str(number) not in known else f"#{number}"
        lines.append(line if line.control else replace(line, control=place))
    return replace(advice, lines=tuple(lines))


def _groups(advices: Sequence[Advice]) -> list[list[Advice]]:
    """Put the decisions on one claim together where one of them is a reversal and all charge the same
    lines.
    """
    by_control: defaultdict[str, list[Advice]] = defaultdict(list)
    for advice in advices:
        by_control[advice.control].append(advice)
    groups: list[list[Advice]] = []
    for group in by_control.values():
        is_reversed = any(advice.status == REVERSAL for advice in group)
        if is_reversed and len({tuple(sorted(_charges(advice).items())) for advice in group}) == 1:
            groups.append(group)
        else:
            groups.extend([advice] for advice in group)
    return groups


def _charges(advice: Advice) -> dict[str, int]:
    """Return what an advice takes as charged, by line control; a reversal gives its charges back."""
    sign = -1 if advice.status == REVERSAL else 1
    if not advice.lines:
        return {"": sign * (advice.charge_cents or 0)}
    charges: defaultdict[str, int] = defaultdict(int)
    for line in advice.lines:
        charges[line.control] += sign * (line.charge_cents or 0)
    return dict(charges)


def _own_book(advice: Advice, reasons: Reasons, ids: _Ids, read: ReadRemittance) -> Book:
    """Take an advice's charges as billed."""
    charges = _charges(advice)
    parts: dict[str, AdviceLine] = {}
    for line in advice.lines:
        parts.setdefault(line.control, line)
    lines = [
        _billed_line(control, cents, parts.get(control), advice, read) for control, cents in charges.items()
    ]
    return _book(advice, lines, reasons, ids)


def _billed_line(
    control: str, cents: int, part: AdviceLine | None, advice: Advice, read: ReadRemittance
) -> BilledLine:
    day = _day(advice, part, read)
    if part is None:
        return BilledLine(control, "", (), day, cents)
    if part.submitted_code:
        return BilledLine(control, part.submitted_code, part.submitted_modifiers, day, cents)
    return BilledLine(control, part.code, part.modifiers, day, cents)


def _day(advice: Advice, line: AdviceLine | None, read: ReadRemittance) -> date:
    return (line.service_on if line else None) or advice.service_on or read.remittance.paid_on


def _given_book(claim: BilledClaim, read: ReadRemittance, reasons: Reasons, ids: _Ids) -> Book:
    first = next((advice for advice in read.advices if advice.control == claim.control), None)
    advice = first or Advice(0, 0, 0, claim.control, "1", 0, 0, 0, "", ())
    return _book(advice, claim.lines, reasons, ids)


def _book(advice: Advice, billed: Sequence[BilledLine], reasons: Reasons, ids: _Ids) -> Book:
    rank = RANKS.get(advice.status, 1)
    lines = tuple([_charge_line(line, number, ids) for number, line in enumerate(billed, 1)])
    claim = Claim(
        id=next(ids.claims),
        patient_id=0,
        visit_ids=(),
        coverage_id=0,
        payer_id=0,
        rank=rank,
        control=advice.control,
        total_cents=sum([line.charge_cents for line in lines]),
        service_on=lines[0].service_on if lines else date.min,
        state=ClaimState.ACCEPTED,
        cause="file",
        since_on=date.min,
    )
    return Book(claim, lines, _balances(advice, lines, rank, reasons))


def _charge_line(line: BilledLine, number: int, ids: _Ids) -> ChargeLine:
    return ChargeLine(
        id=next(ids.lines),
        visit_id=0,
        superbill_id=0,
        patient_id=0,
        provider_id=0,
        location_id=0,
        sequence=number,
        control=line.control,
        code=line.code,
        units=1,
        charge_cents=line.charge_cents,
        diagnoses=(),
        service_on=line.service_on,
        pos="",
        modifiers=line.modifiers,
    )


def _balances(
    advice: Advice, lines: tuple[ChargeLine, ...], rank: int, reasons: Reasons
) -> Mapping[tuple[int, str], int]:
    """What is with the payer: the charge, less what earlier payers did where this one says so (OA 23)."""
    account = ranked(Account.PAYER_AR, rank)
    balances = {(line.id, account): line.charge_cents for line in lines}
    if rank == 1:
        return balances
    by_control = {line.control: line for line in lines}
    for part in advice.lines:
        line = by_control.get(part.control)
        if line is not None:
            balances[line.id, account] -= _prior(part.adjustments, reasons)
    if not advice.lines and lines:
        balances[lines[0].id, account] -= _prior(advice.adjustments, reasons)
    return balances


def _prior(adjustments: Sequence[Adjustment], reasons: Reasons) -> int:
    rows = [(each, reasons.codes.get(("carc", each.carc))) for each in adjustments]
    return sum([each.cents for each, row in rows if row is not None and row.standing is Standing.PRIOR_PAYER])


def _with_original(book: Book, advices: Sequence[Advice], read: ReadRemittance, desk: Desk) -> Book:
    """Return a book in which what the file reverses, and does not bring itself, counts as posted."""
    balanced = [advice for advice in advices if not faults(advice)]
    for held in pair(chain(book, balanced)).unpaired:
        book = _posted(book, _negated(held.advice, len(book.advices)), read, desk)
    return book


def _posted(book: Book, original: Advice, read: ReadRemittance, desk: Desk) -> Book:
    sheet = Sheet(read.remittance, desk, count(1), read.remittance.paid_on)
    try:
        judged = judge(sheet, original, match_lines(original, book, Claims(desk)))
    except Uncertain:
        return book
    lay_to_undo(sheet, original, judged)
    balances = dict(book.balances)
    for key, cents in sheet.moved().items():
        balances[key] = balances.get(key, 0) + cents
    posted: tuple[Posting, ...] = (*book.posted, *sheet.postings)
    return replace(book, balances=balances, posted=posted, advices=(*book.advices, original))


def _negated(reversal: Advice, number: int) -> Advice:
    """Return the decision that a reversal takes back."""
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
