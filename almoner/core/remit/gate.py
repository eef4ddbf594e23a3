"""What each adjustment of a line may do to money. A contractual write-off passes only where every row of the
gate is true (billing-core.md 2.9); a refusal is never one; a number that the table does not know moves
nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from almoner.core.money import percent
from almoner.core.remit.advice import ADJUDICATED, NOT_RECOGNIZED, Adjustment
from almoner.core.remit.desk import Book, Desk
from almoner.core.remit.match import MatchedLine
from almoner.core.remit.outcome import ItemKind
from almoner.core.rules.reasons import REFUSALS, Standing

CONTRACT = "CO"
PATIENT = "PR"
OTHER = "OA"
PAYER = "PI"
CORRECTION = "CR"

Rated = tuple[Adjustment, Standing | None]

REFUSED_AS = {
    Standing.DENIAL: ItemKind.DENIAL,
    Standing.BUNDLED: ItemKind.BUNDLING_REVIEW,
    Standing.DUPLICATE: ItemKind.DUPLICATE_REVIEW,
    Standing.NON_COVERED: ItemKind.DENIAL,
    Standing.CAPITATED: ItemKind.DENIAL,
}


@dataclass(frozen=True, slots=True)
class Case:
    """What the gate knows beside the line itself. `on` is the day of the payer's decision."""

    desk: Desk
    book: Book
    status: str
    on: date

    @property
    def is_later_payer(self) -> bool:
        """True where another payer has decided before this one."""
        return self.book.claim.rank > 1


@dataclass(slots=True)
class Decision:
    """The line's adjustments by what they do: moved to an account, or kept in the receivable with the reason
    why.
    """

    written_off: list[Adjustment] = field(default_factory=list)
    shares: list[Adjustment] = field(default_factory=list)
    member: list[Adjustment] = field(default_factory=list)
    capitated: list[Adjustment] = field(default_factory=list)
    kept: list[tuple[Adjustment, ItemKind]] = field(default_factory=list)
    is_refused: bool = False


def decide(line: MatchedLine, case: Case) -> Decision:
    """Judge the adjustments of one line of an advice whose balance and match are certain (WG1, WG2)."""
    decision = Decision()
    carc = case.desk.reasons.carc
    rated: list[Rated] = []
    for adjustment in line.adjustments:
        code = carc(adjustment.carc, case.on)
        rated.append((adjustment, code.standing if code else None))
    decision.is_refused = any(_is_refusal(adjustment, standing, case) for adjustment, standing in rated)
    contractual: list[Adjustment] = []
    for adjustment, standing in rated:
        if standing is None:
            decision.kept.append((adjustment, ItemKind.UNKNOWN_CODE))
        elif standing is Standing.MEMBER_PAID:
            decision.member.append(adjustment)
        elif adjustment.group == PATIENT:
            _patient(adjustment, standing, line, rated, decision)
        elif standing is Standing.WRITE_OFF and _may_write_off(adjustment.group, case):
            contractual.append(adjustment)
        else:
            _other(adjustment, standing, case, decision)
    if contractual:
        _write_off(contractual, line, case, decision, is_prior=_has_prior(rated))
    return decision


def _is_refusal(adjustment: Adjustment, standing: Standing | None, case: Case) -> bool:
    if adjustment.cents <= 0 or standing is None:
        return False
    if standing is Standing.CAPITATED:
        return not case.book.is_capitated
    return standing in REFUSALS or (standing is Standing.NON_COVERED and adjustment.group != PATIENT)


def _patient(
    adjustment: Adjustment, standing: Standing, line: MatchedLine, rated: list[Rated], decision: Decision
) -> None:
    """PR moves by its CARC; a refusal waits, and so does a non-covered service for which nothing else was
    paid (Z5).
    """
    if standing in REFUSALS or standing is Standing.CAPITATED:
        decision.kept.append((adjustment, ItemKind.DENIAL))
    elif standing is Standing.NON_COVERED and not (line.paid_cents > 0 or _share_of(rated) > 0):
        decision.kept.append((adjustment, ItemKind.COVERAGE_REVIEW))
    else:
        decision.shares.append(adjustment)


def _share_of(rated: Iterable[Rated]) -> int:
    return sum(
        [each.cents for each, standing in rated if each.group == PATIENT and standing is Standing.SHARE]
    )


def _may_write_off(group: str, case: Case) -> bool:
    return group == CONTRACT or group in case.desk.write_off_groups


def _other(adjustment: Adjustment, standing: Standing, case: Case, decision: Decision) -> None:
    """Every group but PR, where nothing may be written off."""
    if standing is Standing.CAPITATED and case.book.is_capitated:
        decision.capitated.append(adjustment)
    elif standing in REFUSED_AS:
        decision.kept.append((adjustment, REFUSED_AS[standing]))
    elif standing is Standing.PRIOR_PAYER and case.is_later_payer:
        return
    elif adjustment.group == PAYER:
        decision.kept.append((adjustment, ItemKind.DISPUTE))
    elif adjustment.group in (CONTRACT, OTHER, CORRECTION):
        decision.kept.append((adjustment, ItemKind.OTHER_ADJUSTMENT))
    else:
        decision.kept.append((adjustment, ItemKind.UNKNOWN_CODE))


def _has_prior(rated: Iterable[Rated]) -> bool:
    return any(standing is Standing.PRIOR_PAYER and each.cents > 0 for each, standing in rated)


def _write_off(
    adjustments: list[Adjustment], line: MatchedLine, case: Case, decision: Decision, *, is_prior: bool
) -> None:
    stopped = _stopped_by(line, case, decision, is_prior=is_prior)
    if stopped is not None:
        decision.kept.extend((adjustment, stopped) for adjustment in adjustments)
        return
    left = _limit(line, case)
    for adjustment in adjustments:
        allowed = min(adjustment.cents, left)
        left -= allowed
        if allowed:
            decision.written_off.append(_part(adjustment, allowed))
        if allowed != adjustment.cents:
            decision.kept.append((_part(adjustment, adjustment.cents - allowed), ItemKind.VARIANCE))


def _stopped_by(line: MatchedLine, case: Case, decision: Decision, *, is_prior: bool) -> ItemKind | None:
    """Return why nothing of the line may be written off, or None (WG4, WG5, WG7, WG8)."""
    if decision.is_refused or case.status == NOT_RECOGNIZED or case.status not in ADJUDICATED:
        return ItemKind.DENIAL
    shared = sum([each.cents for each in (*decision.shares, *decision.member)])
    is_met_before = case.is_later_payer and is_prior
    if line.paid_cents + shared <= 0 and not decision.capitated and not is_met_before:
        return ItemKind.UNDERPAYMENT
    return ItemKind.WRITE_OFF_HOLD if case.desk.write_off_hold else None


def _limit(line: MatchedLine, case: Case) -> int:
    """Return what the contract allows to write off of a line, else the practice's limit for this payer
    (WG6).
    """
    allowed = line.book.allowed.get(line.line.id)
    if allowed is not None:
        return max(line.charge_cents - allowed, 0)
    if case.desk.payer is None:
        return line.charge_cents
    return percent(line.charge_cents, case.desk.payer.contract_discount_bp)


def _part(adjustment: Adjustment, cents: int) -> Adjustment:
    if cents == adjustment.cents:
        return adjustment
    return Adjustment(adjustment.group, adjustment.carc, cents, adjustment.quantity, adjustment.element)
