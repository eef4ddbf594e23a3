"""What a payer has decided on a claim, as facts for the next payer: the advices that stand, line by line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.claim import PriorAdjustment, PriorLine, PriorPayer
from almoner.core.claim.prior_payer import PriorAmount
from almoner.core.remit.advice import ADJUDICATED, REVERSAL, Adjustment, Advice, AdviceLine
from almoner.core.remit.desk import Book
from almoner.core.remit.match import Claims, Uncertain, match_lines

OUTPATIENT = frozenset({"MOA02", "MOA08", "MOA09"})
"""Amounts for information that the next payer is told (835 and 837P MOA)."""


def standing(advices: Sequence[Advice]) -> list[Advice]:
    """Return the adjudications of a claim that no reversal has taken back, in the order of arrival."""
    left: list[Advice] = []
    for advice in advices:
        if advice.status == REVERSAL:
            undone = next(
                (one for one in reversed(left) if one.charge_cents == -(advice.charge_cents or 0)), None
            )
            if undone is not None:
                left.remove(undone)
        elif advice.status in ADJUDICATED:
            left.append(advice)
    return left


def prior_payer(
    book: Book, advices: Sequence[Advice], claims: Claims, *, paid_on: Mapping[int, date]
) -> PriorPayer | None:
    """Return a payer's decision on a claim, or None where none stands.

    `book` shows the claim at that payer's rank, `paid_on` the payment day by remittance id. Lines are matched
    as they were when they were laid on the books. A claim that was paid in several advices is told as their
    sum, each line by the day that it was last decided on.
    """
    decided = standing(advices)
    if not decided:
        return None
    parts = _by_line(book, decided, claims, paid_on)
    homes = _homes(parts)
    last = decided[-1]
    return PriorPayer(
        payer_id=book.claim.payer_id,
        payer_control=last.payer_control or book.claim.payer_control,
        decided_on=paid_on[last.remittance_id],
        paid_cents=sum(advice.paid_cents or 0 for advice in decided),
        lines=tuple(
            _line(line, same, homes.get(line.id, 0))
            for line in book.lines
            for same in _by_code(line, parts.get(line.id, []))
        ),
        adjustments=_summed(one for advice in decided for one in advice.adjustments),
        remarks=tuple(dict.fromkeys(remark for advice in decided for remark in advice.remarks)),
        outpatient=_outpatient(decided),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What an advice says of one line, and when it was paid."""

    said: AdviceLine
    on: date


def _by_line(
    book: Book, advices: Sequence[Advice], claims: Claims, paid_on: Mapping[int, date]
) -> dict[int, list[_Part]]:
    own = {line.id for line in book.lines}
    parts: dict[int, list[_Part]] = {}
    for advice in advices:
        on = paid_on[advice.remittance_id]
        for line_id, said in _told(advice, book, claims):
            if line_id in own:
                parts.setdefault(line_id, []).append(_Part(said, on))
    return parts


def _told(advice: Advice, book: Book, claims: Claims) -> Iterable[tuple[int, AdviceLine]]:
    """What an advice says of our lines, by their ids. The claim's own adjustments are told of the claim."""
    if not advice.lines:
        return
    try:
        matched = match_lines(replace(advice, adjustments=()), book, claims)
    except Uncertain:
        return
    for each in matched:
        yield from ((each.line.id, part) for part in each.parts)


def _by_code(line: ChargeLine, parts: Sequence[_Part]) -> list[list[_Part]]:
    """The parts of a line by the code that the payer decided on, in its order."""
    found: dict[tuple[str, tuple[str, ...]], list[_Part]] = {}
    for part in parts:
        found.setdefault(_decided_as(line, part.said), []).append(part)
    return list(found.values())


def _decided_as(line: ChargeLine, said: AdviceLine) -> tuple[str, tuple[str, ...]]:
    """The procedure that was decided on; a revenue or drug code tells nothing of it, so that ours stands."""
    is_procedure = said.qualifier == "HC" and bool(said.code)
    return (said.code, said.modifiers) if is_procedure else (line.code, line.modifiers)


def _homes(parts: Mapping[int, list[_Part]]) -> dict[int, int]:
    """The line within which the payer paid another one: it decided both under one code, which isn't the
    other's own, and paid there alone.
    """
    paid: dict[str, set[int]] = {}
    for line_id, own in parts.items():
        for part in own:
            if part.said.paid_cents:
                paid.setdefault(part.said.code, set()).add(line_id)
    homes = {}
    for line_id, own in parts.items():
        if not all(_is_bundled(part.said) for part in own):
            continue
        found = paid.get(own[0].said.code, set()) - {line_id}
        if len(found) == 1:
            homes[line_id] = next(iter(found))
    return homes


def _is_bundled(said: AdviceLine) -> bool:
    return not said.paid_cents and bool(said.submitted_code) and said.submitted_code != said.code


def _line(line: ChargeLine, parts: Sequence[_Part], home: int) -> PriorLine:
    code, modifiers = _decided_as(line, parts[0].said)
    return PriorLine(
        line_id=line.id,
        code=code,
        modifiers=modifiers,
        paid_cents=sum(part.said.paid_cents or 0 for part in parts),
        units=line.units,
        adjustments=_summed(one for part in parts for one in part.said.adjustments),
        counted=parts[-1].said.units if len({part.said.units for part in parts}) == 1 else "",
        decided_on=parts[-1].on,
        bundled_into=home,
    )


def _summed(adjustments: Iterable[Adjustment]) -> tuple[PriorAdjustment, ...]:
    """Each reason once with its sum and its sign as sent. A sum of nothing says nothing; payers refuse it."""
    sums: dict[tuple[str, str], PriorAdjustment] = {}
    for one in adjustments:
        before = sums.get((one.group, one.carc))
        cents = one.cents + (before.cents if before else 0)
        quantity = "" if before else one.quantity
        sums[one.group, one.carc] = PriorAdjustment(one.group, one.carc, cents, quantity)
    return tuple(one for one in sums.values() if one.cents)


def _outpatient(advices: Sequence[Advice]) -> tuple[PriorAmount, ...]:
    """The amounts of MOA, summed over the advices by their place."""
    sums: dict[str, int] = {}
    for one in (one for advice in advices for one in advice.amounts if one.qualifier in OUTPATIENT):
        sums[one.qualifier] = sums.get(one.qualifier, 0) + one.cents
    return tuple(PriorAmount(place, cents) for place, cents in sorted(sums.items()))
