"""What each adjustment of a line may do to money. A contractual write-off passes only where every row of the
gate is true (billing-core.md 2.9); a refusal is never one; a number that the table does not know moves
nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from almoner.core.chart.advance_notice import SIGNED_MARKS, WITHOUT
from almoner.core.money import percent
from almoner.core.pricing.underpayment import SEQUESTRATION, standing_cents
from almoner.core.remit.advice import ADJUDICATED, NOT_RECOGNIZED, Adjustment
from almoner.core.remit.balance import total
from almoner.core.remit.desk import Book, Desk
from almoner.core.remit.match import MatchedLine
from almoner.core.remit.outcome import ItemKind
from almoner.core.rules.reasons import REFUSALS, Reasons, Standing

CONTRACT = "CO"
PATIENT = "PR"
OTHER = "OA"
PAYER = "PI"
CORRECTION = "CR"

WRITING_OFF = ADJUDICATED - {NOT_RECOGNIZED}
"""The statuses under which something may be written off (WG7)."""

Rated = tuple[Adjustment, Standing | None]
T = TypeVar("T")

REFUSING = REFUSALS | {Standing.NON_COVERED, Standing.CAPITATED}
"""What may refuse a line, by its group and the contract."""

ANSWERED = frozenset({"49", "50", "55", "56", "96", "119", "149", "151", "167", "204"})
"""Refusals for want of necessity, as too often, or as no benefit: what an advance notice is about."""

REFUSED_AS = {
    Standing.DENIAL: ItemKind.DENIAL,
    Standing.BUNDLED: ItemKind.BUNDLING_REVIEW,
    Standing.DUPLICATE: ItemKind.DUPLICATE_REVIEW,
    Standing.NON_COVERED: ItemKind.DENIAL,
    Standing.CAPITATED: ItemKind.DENIAL,
}


class Standings(dict[str, Standing | None]):
    """What each CARC may do on the day of the payer's decision, looked up once; None where it is unknown
    then.
    """

    def __init__(self, reasons: Reasons, on: date) -> None:
        super().__init__()
        self._reasons = reasons
        self._on = on

    def __missing__(self, carc: str) -> Standing | None:
        code = self._reasons.carc(carc, self._on)
        self[carc] = code.standing if code else None
        return self[carc]


@dataclass(frozen=True, slots=True)
class Case:
    """What the gate knows beside the line itself."""

    desk: Desk
    book: Book
    status: str
    standings: Standings
    is_paid: bool
    """Something of the claim is paid, or is the patient's or the next payer's to pay."""

    @property
    def is_later_payer(self) -> bool:
        """True where another payer has decided before this one."""
        return self.book.claim.rank > 1


@dataclass(slots=True)
class Decision:
    """A line's adjustments by what they do: moved to an account, or kept in the receivable with the reason
    why.
    """

    line: MatchedLine
    written_off: Sequence[Adjustment] = ()
    shares: Sequence[Adjustment] = ()
    member: Sequence[Adjustment] = ()
    capitated: Sequence[Adjustment] = ()
    interest: Sequence[Adjustment] = ()
    kept: Sequence[tuple[Adjustment, ItemKind]] = ()
    is_refused: bool = False

    @property
    def moves_money(self) -> bool:
        """True where something is paid, passed on or written off."""
        return bool(self.line.paid_cents or self.written_off or self.shares or self.member or self.capitated)

    @property
    def is_effective(self) -> bool:
        """True where it moves money or refuses it; only a refusal as a duplicate leaves an earlier decision
        alone.
        """
        return self.moves_money or (bool(self.kept) and not self.is_duplicate)

    @property
    def is_duplicate(self) -> bool:
        """True where all that stays was refused as already received."""
        return bool(self.kept) and all(kind is ItemKind.DUPLICATE_REVIEW for _, kind in self.kept)

    @property
    def leaves_refused(self) -> bool:
        """True where what it keeps is a denial: a refusing reason stands on the line, or nothing at all
        moves.
        """
        return bool(self.kept) and (self.is_refused or not self.moves_money)

    def keep(self, adjustment: Adjustment, kind: ItemKind) -> None:
        """Leave an amount in the receivable."""
        self.kept = _with(self.kept, (adjustment, kind))


def _with(held: Sequence[T], one: T) -> Sequence[T]:
    """Return what is held with one more, which costs the same however much there is."""
    if isinstance(held, list):
        held.append(one)
        return held
    return [*held, one]


def decide(line: MatchedLine, case: Case) -> Decision:
    """Judge the adjustments of one line of an advice whose balance and match are certain (WG1, WG2). One of
    no cents says nothing.
    """
    decision = Decision(line)
    rated = [(each, case.standings[each.carc]) for each in line.adjustments if each.cents]
    contractual: list[Adjustment] = []
    bundled: list[Adjustment] = []
    for adjustment, standing in rated:
        if standing is Standing.BUNDLED and _is_listed(adjustment, case):
            bundled.append(adjustment)
            continue
        if standing is Standing.WRITE_OFF and _may_write_off(adjustment.group, case):
            contractual.append(adjustment)
        elif standing is None:
            decision.keep(adjustment, ItemKind.UNKNOWN_CODE)
        elif standing is Standing.MEMBER_PAID:
            decision.member = _with(decision.member, adjustment)
        elif adjustment.group == PATIENT:
            _patient(adjustment, standing, rated, decision)
        else:
            _other(adjustment, standing, case, decision)
        if standing in REFUSING and _is_refusal(adjustment, standing, case):
            decision.is_refused |= not decision.shares or decision.shares[-1] is not adjustment
    if bundled:
        _give_up_bundled(bundled, case, decision)
    if contractual:
        _write_off(contractual, case, decision, rated)
    return decision


def _is_refusal(adjustment: Adjustment, standing: Standing | None, case: Case) -> bool:
    if adjustment.cents <= 0:
        return False
    if standing is Standing.CAPITATED:
        return not case.book.is_capitated
    return standing is not Standing.NON_COVERED or adjustment.group != PATIENT


def _patient(adjustment: Adjustment, standing: Standing, rated: list[Rated], decision: Decision) -> None:
    """PR moves by its CARC; a refusal waits, and so does a non-covered service for which nothing else was
    paid (Z5). Where the patient signed the advance notice in time, and the line says so, both are theirs;
    what a line says to be without a notice (GZ) never is.
    """
    modifiers = decision.line.line.modifiers
    if WITHOUT in modifiers and adjustment.carc in ANSWERED:
        decision.keep(adjustment, ItemKind.DENIAL)
        decision.is_refused = True
    elif _is_noticed(decision.line, adjustment):
        decision.shares = _with(decision.shares, adjustment)
    elif standing in REFUSALS or standing is Standing.CAPITATED:
        decision.keep(adjustment, ItemKind.DENIAL)
    elif standing is Standing.NON_COVERED and decision.line.paid_cents <= 0 and _share_of(rated) <= 0:
        decision.keep(adjustment, ItemKind.COVERAGE_REVIEW)
    else:
        decision.shares = _with(decision.shares, adjustment)


def _is_noticed(line: MatchedLine, adjustment: Adjustment) -> bool:
    """True where an advance notice is about such a refusal, the line tells of one, and the patient signed it
    in time.
    """
    if adjustment.carc not in ANSWERED:
        return False
    return line.line.id in line.book.noticed and not SIGNED_MARKS.isdisjoint(line.line.modifiers)


def _share_of(rated: Iterable[Rated]) -> int:
    return sum(
        [each.cents for each, standing in rated if each.group == PATIENT and standing is Standing.SHARE]
    )


def _may_write_off(group: str, case: Case) -> bool:
    return group == CONTRACT or group in case.desk.write_off_groups


def _other(adjustment: Adjustment, standing: Standing, case: Case, decision: Decision) -> None:
    """Every group but PR, where nothing may be written off. A payer that gives the practice what the patient
    signed an advance notice for is asked again.
    """
    if _is_noticed(decision.line, adjustment):
        decision.keep(adjustment, ItemKind.COVERAGE_REVIEW)
    elif standing is Standing.CAPITATED and case.book.is_capitated:
        decision.capitated = _with(decision.capitated, adjustment)
    elif standing in REFUSED_AS:
        decision.keep(adjustment, REFUSED_AS[standing])
    elif standing is Standing.PRIOR_PAYER and case.is_later_payer:
        return
    elif standing is Standing.INTEREST and adjustment.cents < 0:
        decision.interest = _with(decision.interest, adjustment)
    elif adjustment.group == PAYER:
        decision.keep(adjustment, ItemKind.DISPUTE)
    elif adjustment.group in (CONTRACT, OTHER, CORRECTION):
        decision.keep(adjustment, ItemKind.OTHER_ADJUSTMENT)
    else:
        decision.keep(adjustment, ItemKind.UNKNOWN_CODE)


def _is_listed(adjustment: Adjustment, case: Case) -> bool:
    """True where the payer's contract gives up what is bundled under this reason (Z7)."""
    return adjustment.carc in case.desk.bundled_reasons and _may_write_off(adjustment.group, case)


def _give_up_bundled(adjustments: list[Adjustment], case: Case, decision: Decision) -> None:
    """Write a bundled line off where the claim is paid otherwise and nothing else stands against it; else it
    is refused as any other.
    """
    if case.is_paid and not decision.is_refused and case.status in WRITING_OFF:
        if not case.desk.write_off_hold:
            decision.written_off = tuple(adjustments)
            return
        for adjustment in adjustments:
            decision.keep(adjustment, ItemKind.WRITE_OFF_HOLD)
        return
    decision.is_refused = True
    for adjustment in adjustments:
        decision.keep(adjustment, ItemKind.BUNDLING_REVIEW)


def pays(line: MatchedLine, standings: Standings) -> bool:
    """Return whether a line is paid, or is left to the patient or the next payer."""
    rated = [(adjustment, standings[adjustment.carc]) for adjustment in line.adjustments]
    return line.paid_cents + _share_of(rated) > 0


def _has_prior(rated: Iterable[Rated]) -> bool:
    return any(standing is Standing.PRIOR_PAYER and each.cents > 0 for each, standing in rated)


def _write_off(adjustments: list[Adjustment], case: Case, decision: Decision, rated: list[Rated]) -> None:
    stopped = _stopped_by(case, decision, rated)
    if stopped is not None:
        for adjustment in adjustments:
            decision.keep(adjustment, stopped)
        return
    left = _limit(decision.line, case, asked_cents=total(adjustments))
    for adjustment in adjustments:
        allowed = min(adjustment.cents, left)
        left -= allowed
        if allowed:
            decision.written_off = _with(decision.written_off, _part(adjustment, allowed))
        if allowed != adjustment.cents:
            decision.keep(_part(adjustment, adjustment.cents - allowed), ItemKind.VARIANCE)


def _stopped_by(case: Case, decision: Decision, rated: list[Rated]) -> ItemKind | None:
    """Return why nothing of the line may be written off, or None (WG4, WG5, WG7, WG8)."""
    if decision.is_refused or case.status not in WRITING_OFF:
        return ItemKind.DENIAL
    if not (_is_met(decision) or (case.is_later_payer and _has_prior(rated))):
        return ItemKind.UNDERPAYMENT
    return ItemKind.WRITE_OFF_HOLD if case.desk.write_off_hold else None


def _is_met(decision: Decision) -> bool:
    """True where something was paid, passed on, prepaid, or given up as bundled (WG5, Z7)."""
    met = decision.line.paid_cents
    for adjustment in (*decision.shares, *decision.member):
        met += adjustment.cents
    return met > 0 or bool(decision.capitated or decision.written_off)


def _limit(line: MatchedLine, case: Case, *, asked_cents: int) -> int:
    """Return what the contract allows to write off of a line, and the federal cut beside it, else the
    practice's limit for this payer (WG6). What is asked beyond the contract within the tolerance is let be.
    """
    allowed = standing_cents(line.book.prices.get(line.line.id))
    if allowed is not None:
        cut = sum(each.cents for each in line.adjustments if each.carc == SEQUESTRATION)
        most = max(line.charge_cents - allowed, 0) + max(cut, 0)
        return asked_cents if asked_cents - most <= line.book.tolerance_cents else most
    if case.desk.payer is None:
        return line.charge_cents
    return percent(line.charge_cents, case.desk.payer.contract_discount_bp)


def _part(adjustment: Adjustment, cents: int) -> Adjustment:
    if cents == adjustment.cents:
        return adjustment
    return Adjustment(adjustment.group, adjustment.carc, cents, adjustment.quantity, adjustment.element)
