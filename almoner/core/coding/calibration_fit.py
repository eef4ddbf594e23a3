"""Fits a practice's calibration to the decisions of its people: curves by family, and what facts beside the
note are worth.

Promises that few decisions hardly move anything: a practice's curve leans on the general one, a family's on
the practice's, a fact's worth on nothing. What is fit is measured on decisions that it was not fit on.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp
from typing import TypeVar

from almoner.core.coding.calibration import (
    Calibration,
    CalibrationCard,
    CodingCalibration,
    FamilyCurve,
    Measured,
    Shift,
    Step,
    log_odds_of,
    own,
)
from almoner.core.coding.decision import Sort, family_of
from almoner.core.coding.isotonic import Curve, Mark, fitted
from almoner.core.coding.reliability import Reliability, Said, reliability

_WHOLE, _THOUSAND = 10_000, 1_000
_ROUNDS = 25
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Decided:
    """A suggestion that a person decided on: its score from 0 to 1, what was known beside the note, and
    whether it was accepted and stood.
    """

    on: date
    sort: Sort
    code: str
    score: float
    is_right: bool
    beside: tuple[str, ...] = ()

    @property
    def mark(self) -> Mark:
        """The score with its outcome."""
        return Mark(self.score, self.is_right)


def family_curve(sort: Sort, family: str, marks: Sequence[Mark], above: Curve, prior: float) -> FamilyCurve:
    """Return the curve of marks as it is kept, leaning on the curve above."""
    blocks = fitted(marks, above, prior).blocks
    steps = (
        Step(
            round(one.score * _THOUSAND),
            round(one.until * _THOUSAND),
            round(one.share * _WHOLE),
            round(one.weight),
        )
        for one in blocks
    )
    return FamilyCurve(sort, family, len(marks), tuple(steps))


def fit(
    decided: Sequence[Decided], above: Calibration, card: CalibrationCard
) -> tuple[tuple[FamilyCurve, ...], tuple[Shift, ...]]:
    """Return the curves and shifts of decisions. `above` is the general calibration."""
    curves: list[FamilyCurve] = []
    for sort, of_sort in sorted(_grouped(decided, lambda one: one.sort).items()):
        general = above.curves.get((sort, ""), Curve())
        whole = family_curve(sort, "", [one.mark for one in of_sort], general, card.prior)
        curves.append(whole)
        for family, held in sorted(_grouped(of_sort, lambda one: family_of(one.sort, one.code)).items()):
            if len(held) >= card.least_family:
                marks = [one.mark for one in held]
                curves.append(family_curve(sort, family, marks, whole.curve, card.prior))
    by_key = {(one.sort, one.family): one.curve for one in curves}
    worth = Calibration("", {**above.curves, **by_key}, above.floors)
    return tuple(curves), shifts(decided, worth, card.stiffness)


def _grouped(decided: Iterable[Decided], key_of: Callable[[Decided], K]) -> dict[K, list[Decided]]:
    found: dict[K, list[Decided]] = defaultdict(list)
    for one in decided:
        found[key_of(one)].append(one)
    return found


def shifts(decided: Sequence[Decided], worth: Calibration, stiffness: int) -> tuple[Shift, ...]:
    """Return what facts beside the note are worth in log odds, beside what the curves say already: a logistic
    fit, each weight held back as if `stiffness` decisions spoke for nothing. The nameless one keeps the mean.
    """
    rows: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(decided):
        for fact in ("", *one.beside):
            rows[fact].append(number)
    if rows.keys() <= {""}:
        return ()
    odds = [log_odds_of(worth.of(one.sort, one.code, one.score)) for one in decided]
    weights = dict.fromkeys(sorted(rows), 0.0)
    for _ in range(_ROUNDS):
        for fact in weights:
            step = _step(
                [(odds[row], decided[row].is_right) for row in rows[fact]], weights[fact], stiffness / 4
            )
            weights[fact] += step
            for row in rows[fact]:
                odds[row] += step
    return tuple(Shift(fact, len(rows[fact]), round(weight * _THOUSAND)) for fact, weight in weights.items())


def _step(held: Sequence[tuple[float, bool]], weight: float, hold: float) -> float:
    """One step of Newton for one weight, at most 1 long. A decision at even odds tells a quarter."""
    chances = [(1 / (1 + exp(-odds)), is_right) for odds, is_right in held]
    slope = sum(is_right - chance for chance, is_right in chances) - hold * weight
    bend = sum(chance * (1 - chance) for chance, _ in chances) + hold
    return max(-1.0, min(1.0, slope / bend))


def parted(
    decided: Iterable[Decided], card: CalibrationCard, seen_until: date = date.min
) -> tuple[list[Decided], list[Decided]]:
    """Return the older decisions, and the newest ones that a fit on those is measured on: by the card, and
    none that what stands has seen, which was fit on a day.
    """
    ordered = sorted(decided, key=lambda one: one.on)
    at = len(ordered) - len(ordered) * card.tested // _WHOLE
    at = max(at, sum(one.on <= seen_until for one in ordered))
    return ordered[:at], ordered[at:]


def measured(decided: Iterable[Decided], worth: Calibration) -> Reliability:
    """Return how reliable a calibration is on decisions."""
    return reliability(
        Said(worth.beside(worth.of(one.sort, one.code, one.score), one.beside), one.is_right)
        for one in decided
    )


def in_short(found: Reliability) -> Measured:
    """Return a measurement as it is kept."""
    return Measured(found.count, round(found.error * _WHOLE), round(found.brier * _WHOLE))


def trial(
    parts: tuple[Sequence[Decided], Sequence[Decided]],
    stands: Calibration,
    above: Calibration,
    card: CalibrationCard,
) -> tuple[Measured, Measured]:
    """Return how reliable what stands is on the newest decisions, and what is fit on the older ones. `parts`:
    older and newest, neither empty.
    """
    older, newest = parts
    curves, moves = fit(older, above, card)
    day = older[0].on
    record = CodingCalibration(
        id=0,
        fitted_by="",
        fitted_on=day,
        since_on=day,
        decisions=0,
        accepted=0,
        weights="",
        curves=curves,
        shifts=moves,
    )
    tried = own(record, card, above)
    return in_short(measured(newest, stands)), in_short(measured(newest, tried))
