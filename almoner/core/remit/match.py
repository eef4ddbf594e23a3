"""Which of our claims and lines an advice speaks of. Certainty or nothing: what is not certain goes to a
person, no name is ever looked at, and no charge is created.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from almoner.core.charge import ChargeLine
from almoner.core.money import in_dollars, share
from almoner.core.quick import quick
from almoner.core.remit.advice import Adjustment, Advice, AdviceLine
from almoner.core.remit.balance import amounts, total
from almoner.core.remit.desk import Book, Desk

CODES = frozenset({"HC", "NU", "N4", "AD", "HP", "IV", "ER", "WK"})
"""Kinds of code by which a line may be matched (2.7)."""
REVENUE = "NU"
KEPT = frozenset({"UI", "N6"})
"""Kinds that are matched by control number only."""
SHORTEST_TRUNCATION = 6
MOST_OWN = 99 * 6
"""Adjustments that a claim can have beside those of its lines: 99 segments of six."""


class Uncertain(Exception):
    """A line cannot be matched with certainty; the text says why and holds no value of the file."""


@quick
@dataclass(frozen=True, slots=True)
class MatchedLine:
    """One of our lines with all that the advice says about it. Amounts are the sum of its parts; the claim's
    own adjustments are shared out, so that charge = paid + adjustments still holds.
    """

    book: Book
    line: ChargeLine
    ordinal: int
    parts: tuple[AdviceLine, ...]
    charge_cents: int
    paid_cents: int
    adjustments: tuple[Adjustment, ...]

    @property
    def place(self) -> tuple[int, int]:
        """Our line, and the rank of the payer that decides on it."""
        return self.line.id, self.book.claim.rank


class Claims:
    """Looks up the claim of an advice among those that the desk holds."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sorted: list[str] | None = None
        self._lines: dict[str, tuple[Book, ChargeLine]] | None = None

    def book_of(self, advice: Advice) -> Book | None:
        """Return the claim of an advice (MT2, MT3), or None where none is certain."""
        desk = self._desk
        return (
            desk.by_ordinal.get(advice.ordinal)
            or desk.books.get(advice.control)
            or self._by_truncation(advice.control)
            or (desk.by_payer_control.get(advice.payer_control) if advice.payer_control else None)
        )

    @property
    def are_apart(self) -> bool:
        """True where no advice named a line of another claim than its own."""
        return self._lines is None

    def line_of(self, part: AdviceLine, *, rank: int) -> tuple[Book, ChargeLine] | None:
        """Return the line of any claim that a payer's line names by its number, where a payer merged claims
        (MT10): only one bears that number, its code and day say the same, and a payer of this rank has it.
        """
        if self._lines is None:
            found: dict[str, list[tuple[Book, ChargeLine]]] = {}
            for book in {book.claim.id: book for book in self._all()}.values():
                for line in book.lines:
                    found.setdefault(line.control, []).append((book, line))
            self._lines = {control: one[0] for control, one in found.items() if len(one) == 1}
        named = self._lines.get(part.control)
        if named is None or named[0].claim.rank != rank or not _is_code_of(part, named[1], named[0]):
            return None
        return named if part.service_on in (None, named[1].service_on) else None

    def _all(self) -> Iterable[Book]:
        return (*self._desk.books.values(), *self._desk.by_payer_control.values())

    def _by_truncation(self, control: str) -> Book | None:
        if len(control) < SHORTEST_TRUNCATION:
            return None
        if self._sorted is None:
            self._sorted = sorted(self._desk.books)
        place = bisect_left(self._sorted, control)
        found = [known for known in self._sorted[place : place + 2] if known.startswith(control)]
        return self._desk.books[found[0]] if len(found) == 1 else None


def match_lines(advice: Advice, book: Book, claims: Claims) -> list[MatchedLine]:
    """Return our lines with what the advice says of each (MT5 to MT12). Raises Uncertain."""
    if not advice.lines:
        return _whole_claim(advice, book)
    groups = _grouped(advice, book, claims)
    matched = []
    for ordinal, (line_book, line, parts) in enumerate(groups, 1):
        charge = sum([part.charge_cents or 0 for part in parts])
        if charge != line.charge_cents:
            raise Uncertain(
                f"line {ordinal} of the advice charges {in_dollars(charge)}, "
                f"ours {in_dollars(line.charge_cents)}"
            )
        paid = sum([part.paid_cents or 0 for part in parts])
        adjustments = parts[0].adjustments if len(parts) == 1 else _joined(parts)
        matched.append(MatchedLine(line_book, line, ordinal, tuple(parts), charge, paid, adjustments))
    return _with_own(matched, advice.adjustments)


def _joined(parts: Iterable[AdviceLine]) -> tuple[Adjustment, ...]:
    return tuple(adjustment for part in parts for adjustment in part.adjustments)


def _grouped(advice: Advice, book: Book, claims: Claims) -> list[tuple[Book, ChargeLine, list[AdviceLine]]]:
    """Group the advice's lines by ours: by control number, and what is left by its facts."""
    controls = _unique(book.lines)
    groups: dict[int, tuple[Book, ChargeLine, list[AdviceLine]]] = {}
    left: list[AdviceLine] = []
    for part in advice.lines:
        if part.qualifier not in CODES and part.qualifier not in KEPT:
            raise Uncertain("a line's kind of code is unknown")
        line = controls.get(part.control)
        merged = claims.line_of(part, rank=book.claim.rank) if part.control and not line else None
        named = (book, line) if line else merged
        if named is None:
            left.append(part)
            continue
        if part.code != named[1].code:
            _contradicts(part, named[1], book)
        groups.setdefault(named[1].id, (*named, []))[2].append(part)
    if left:
        for part, line in _by_facts(left, book, groups):
            groups[line.id] = (book, line, [part])
    return list(groups.values())


def _unique(lines: Sequence[ChargeLine]) -> dict[str, ChargeLine]:
    """Return lines by their control numbers, those that two of them bear left out."""
    found = {line.control: line for line in lines}
    if len(found) == len(lines) and "" not in found:
        return found
    bearing = Counter(line.control for line in lines)
    return {control: line for control, line in found.items() if control and bearing[control] == 1}


def _contradicts(part: AdviceLine, named: ChargeLine, book: Book) -> None:
    """Raise Uncertain where a line bears the number of one of ours and all the facts of another."""
    if not _is_code_of(part, named, book) and any(
        _fits(part, line, book, is_exact=True) for line in book.lines
    ):
        raise Uncertain("the control number names one line of ours, and code, day and charge another")


def _by_facts(
    parts: Sequence[AdviceLine], book: Book, taken: Container[int]
) -> Iterable[tuple[AdviceLine, ChargeLine]]:
    """Pair lines without a control number that we know: first those whose facts all agree, then those that
    lack modifiers (MT6 to MT8). A pair is certain where one candidate remains for a line, and no other line
    could be it. Lines that are `taken` are nobody's.
    """
    left, free = list(parts), [line for line in book.lines if line.id not in taken]
    for is_exact in (True, False):
        while found := _certain(left, free, book, is_exact=is_exact):
            for part, line in found:
                left.remove(part)
                free.remove(line)
            yield from found
    for part in left:
        if not any(_fits(part, line, book, is_exact=False) for line in free):
            raise Uncertain("a line that we never sent")
    if left:
        raise Uncertain("several lines alike, and no control number tells them apart")


def _certain(
    parts: Sequence[AdviceLine], lines: Sequence[ChargeLine], book: Book, *, is_exact: bool
) -> list[tuple[AdviceLine, ChargeLine]]:
    found: dict[int, list[tuple[AdviceLine, ChargeLine]]] = {}
    for part in parts:
        candidates = [line for line in lines if _fits(part, line, book, is_exact=is_exact)]
        if len(candidates) == 1:
            found.setdefault(candidates[0].id, []).append((part, candidates[0]))
    return [pairs[0] for pairs in found.values() if len(pairs) == 1]


def _fits(part: AdviceLine, line: ChargeLine, book: Book, *, is_exact: bool) -> bool:
    if part.qualifier in KEPT or part.charge_cents != line.charge_cents:
        return False
    if part.service_on is not None and part.service_on != line.service_on:
        return False
    if not _is_code_of(part, line, book) or not _is_revenue_of(part, line, book):
        return False
    if part.qualifier == REVENUE:
        return True  # it tells no modifiers
    modifiers = part.submitted_modifiers if part.submitted_code else part.modifiers
    if is_exact:
        return sorted(modifiers) == sorted(line.modifiers)
    return set(modifiers) <= set(line.modifiers)


def _is_code_of(part: AdviceLine, line: ChargeLine, book: Book) -> bool:
    """Compare codes as their kind is written: a revenue code with or without its leading zero, a drug code
    with or without dashes.
    """
    code = part.submitted_code or part.code
    if part.qualifier == REVENUE:
        return code.zfill(4) in (line.code.zfill(4), book.revenue_codes.get(line.id))
    if part.qualifier == "N4":
        plain = code.replace("-", "")
        return plain in (line.code.replace("-", ""), line.ndc.replace("-", ""))
    return code == line.code


def _is_revenue_of(part: AdviceLine, line: ChargeLine, book: Book) -> bool:
    """True where the revenue code that a line names beside its procedure is the one that we sent, or either
    is not told.
    """
    sent = book.revenue_codes.get(line.id, "")
    return not sent or not part.revenue_code or part.revenue_code.zfill(4) == sent


def _whole_claim(advice: Advice, book: Book) -> list[MatchedLine]:
    """Share an advice without lines over the claim's lines by their charges."""
    charge, _ = amounts(advice)
    charges = [line.charge_cents for line in book.lines]
    if not book.lines or charge != sum(charges):
        ours = in_dollars(sum(charges))
        raise Uncertain(f"the advice has no lines and charges {in_dollars(charge)}, our claim {ours}")
    matched = [
        MatchedLine(book, line, ordinal, (), line.charge_cents, line.charge_cents, ())
        for ordinal, line in enumerate(book.lines, 1)
    ]
    return _with_own(matched, advice.adjustments)


def _with_own(matched: list[MatchedLine], own: tuple[Adjustment, ...]) -> list[MatchedLine]:
    """Share the claim's own adjustments over its lines: by what each was paid, else by what each charged."""
    if not own:
        return matched
    if len(own) > MOST_OWN:
        raise Uncertain(f"the claim has {len(own):,} adjustments of its own, and {MOST_OWN} is the most")
    rest = [each.paid_cents for each in matched]
    added: list[list[Adjustment]] = [[] for _ in matched]
    for adjustment in own:
        for place, cents in enumerate(share(adjustment.cents, _weights(matched, rest))):
            if cents:
                rest[place] -= cents
                added[place].append(replace(adjustment, cents=cents))
    return [
        replace(each, paid_cents=each.paid_cents - total(extra), adjustments=(*each.adjustments, *extra))
        for each, extra in zip(matched, added, strict=True)
    ]


def _weights(matched: list[MatchedLine], rest: list[int]) -> list[int]:
    if all(cents >= 0 for cents in rest) and any(rest):
        return rest
    weights = [abs(each.charge_cents) for each in matched]
    return weights if any(weights) else [1] * len(matched)
