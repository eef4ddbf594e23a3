"""A claim of ours made of what a file or a list of charges says of it, where there are no books: it counts as
billed, and its whole charge as owed by the payer that decides, less what earlier payers did.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim, ClaimState
from almoner.core.coverage import Coverage
from almoner.core.ledger import Account, ranked
from almoner.core.remit.advice import REVERSAL, Adjustment, Advice, AdviceLine
from almoner.core.remit.crossover import is_crossover
from almoner.core.remit.desk import Book, Desk
from almoner.core.remit.match import Claims, Uncertain, match_lines
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
    ndc: str = ""


@dataclass(frozen=True, slots=True)
class BilledClaim:
    """A claim that counts as billed."""

    control: str
    lines: tuple[BilledLine, ...]


@dataclass(slots=True)
class OwnIds:
    """Ids for records that are never kept."""

    claims: Iterator[int] = field(default_factory=lambda: count(1))
    lines: Iterator[int] = field(default_factory=lambda: count(1))


def rank_of(advice: Advice) -> int:
    """Return the place of the payer that decides, by the claim's status."""
    return RANKS.get(advice.status, 1)


def numbered(advices: Sequence[Advice]) -> list[Advice]:
    """Give each line without a control number one by its facts, so that the decisions on one claim name its
    lines alike, in whatever order they list them.
    """
    known = {line.control for advice in advices for line in advice.lines}
    by_fact: defaultdict[object, list[str]] = defaultdict(list)
    found = []
    for advice in advices:
        seen: defaultdict[object, int] = defaultdict(int)
        lines = []
        for place, line in enumerate(advice.lines, 1):
            if line.control:
                lines.append(line)
                continue
            fact = _fact(line)
            if seen[fact] == len(by_fact[fact]):
                by_fact[fact].append(_name(place, known))
            lines.append(replace(line, control=by_fact[fact][seen[fact]]))
            seen[fact] += 1
        found.append(replace(advice, lines=tuple(lines)))
    return found


def _name(place: int, known: set[str]) -> str:
    """Return a line's place as its name, marked where that is taken, and take it."""
    names = (name for number in count(place) for name in (str(number), f"#{number}"))
    name = next(name for name in names if name not in known)
    known.add(name)
    return name


def _fact(line: AdviceLine) -> object:
    code, modifiers = line.code, line.modifiers
    if line.submitted_code:
        code, modifiers = line.submitted_code, line.submitted_modifiers
    return code, modifiers, line.service_on, line.charge_cents and abs(line.charge_cents)


def charges_of(advice: Advice) -> dict[str, int]:
    """Return what an advice takes as charged, by line control; a reversal gives its charges back."""
    sign = -1 if advice.status == REVERSAL else 1
    if not advice.lines:
        return {"": sign * (advice.charge_cents or 0)}
    charges: defaultdict[str, int] = defaultdict(int)
    for line in advice.lines:
        charges[line.control] += sign * (line.charge_cents or 0)
    return dict(charges)


def own_book(advice: Advice, reasons: Reasons, ids: OwnIds, *, paid_on: date) -> Book:
    """Take an advice's charges as billed."""
    parts: dict[str, AdviceLine] = {}
    for line in advice.lines:
        parts.setdefault(line.control, line)
    lines = [
        _billed_line(control, cents, parts.get(control), advice, paid_on)
        for control, cents in charges_of(advice).items()
    ]
    return make_book(advice, lines, reasons, ids)


def _billed_line(
    control: str, cents: int, part: AdviceLine | None, advice: Advice, paid_on: date
) -> BilledLine:
    day = (part.service_on if part else None) or advice.service_on or paid_on
    if part is None:
        return BilledLine(control, "", (), day, cents)
    if part.submitted_code:
        return BilledLine(control, part.submitted_code, part.submitted_modifiers, day, cents)
    return BilledLine(control, part.code, part.modifiers, day, cents)


def make_book(advice: Advice, billed: Sequence[BilledLine], reasons: Reasons, ids: OwnIds) -> Book:
    """Return the claim that an advice decides, with these lines. Where the payer says that it sent the claim
    on, a later payer is known.
    """
    book = undecided_book(advice.control, billed, ids, rank=rank_of(advice))
    after = book.claim.rank + 1
    following = Coverage(0, 0, -1, 0, after, "", date.min) if is_crossover(advice) else None
    return replace(book, next_coverage=following, balances=_balances(advice, book, reasons))


def undecided_book(control: str, billed: Sequence[BilledLine], ids: OwnIds, *, rank: int = 1) -> Book:
    """Return a claim of which nothing is known but these lines: a payer owes all of them."""
    lines = tuple([_charge_line(line, number, ids) for number, line in enumerate(billed, 1)])
    claim = Claim(
        id=next(ids.claims),
        patient_id=0,
        visit_ids=(),
        coverage_id=0,
        payer_id=0,
        rank=rank,
        control=control,
        total_cents=sum([line.charge_cents for line in lines]),
        service_on=lines[0].service_on if lines else date.min,
        state=ClaimState.ACCEPTED,
        cause="file",
        since_on=date.min,
    )
    account = ranked(Account.PAYER_AR, rank)
    return Book(claim, lines, {(line.id, account): line.charge_cents for line in lines})


def _charge_line(line: BilledLine, number: int, ids: OwnIds) -> ChargeLine:
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
        ndc=line.ndc,
    )


def _balances(advice: Advice, book: Book, reasons: Reasons) -> Mapping[tuple[int, str], int]:
    """What is with the payer: the charge, less what earlier payers did where this one says so (OA 23)."""
    account = ranked(Account.PAYER_AR, book.claim.rank)
    balances = dict(book.balances)
    if book.claim.rank == 1:
        return balances
    try:
        matched = match_lines(advice, book, Claims(Desk(reasons=reasons)))
    except Uncertain:
        return balances
    for each in matched:
        balances[each.line.id, account] -= _prior(each.adjustments, reasons)
    return balances


def _prior(adjustments: Sequence[Adjustment], reasons: Reasons) -> int:
    rows = [(each, reasons.codes.get(("carc", each.carc))) for each in adjustments]
    return sum([each.cents for each, row in rows if row is not None and row.standing is Standing.PRIOR_PAYER])
