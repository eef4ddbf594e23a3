"""What a score is worth: the calibrated confidence of a suggestion, and the tier that it reaches.

Promises that the tier comes from the note alone: what is known beside it (the chart, who provides) moves the
confidence that is shown, may lower a tier and never raises one. Every calibration has a name that its
suggestions carry.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import exp, log
from typing import Any, ClassVar

from almoner.core.coding.answer import Tier
from almoner.core.coding.decision import Sort, family_of
from almoner.core.coding.isotonic import Block, Curve

_WHOLE, _THOUSAND = 10_000, 1_000
_SUREST = 0.995
OWN = "practice"
"""How the name of a practice's own calibration begins."""


class CalibrationError(ValueError):
    """A text is no calibration; names the place and the rule."""


@dataclass(frozen=True, slots=True)
class Step:
    """A block of a curve as it is kept: from which score to which in thousandths, the share that was right in
    hundredths of a percent, and how many decisions stand behind it, those that the curve above counts for
    among them.
    """

    score: int
    until: int
    share: int
    count: int


@dataclass(frozen=True, slots=True)
class FamilyCurve:
    """The curve of a family of codes, or of all codes of a sort where `family` is empty."""

    sort: Sort
    family: str
    decisions: int
    steps: tuple[Step, ...]

    @property
    def curve(self) -> Curve:
        """The curve as it is read off."""
        blocks = (
            Block(one.score / _THOUSAND, one.until / _THOUSAND, one.share / _WHOLE, one.count)
            for one in self.steps
        )
        return Curve(tuple(blocks))


@dataclass(frozen=True, slots=True)
class Shift:
    """By how many thousandths of log odds a fact beside the note moves a confidence; without a name: what
    each is moved by, so that the mean stays.
    """

    fact: str
    decisions: int
    log_odds: int


@dataclass(frozen=True, slots=True)
class Measured:
    """How reliable confidences were on decisions that nothing was fit on; in hundredths of a percent."""

    count: int = 0
    error_bp: int = 0
    brier_bp: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingCalibration:
    """A practice's calibration: who had it fit, when, from which decisions. One a practice; each fit is its
    next version, and what was before stays on record.

    `before` and `after` tell what stood and what was fit on the older decisions, measured on the newest ones.
    """

    kind: ClassVar[str] = "coding_calibration"
    id: int
    fitted_by: str
    fitted_on: date
    since_on: date
    decisions: int
    accepted: int
    weights: str
    """The hash of the weights whose scores it reads."""
    curves: tuple[FamilyCurve, ...]
    shifts: tuple[Shift, ...] = ()
    before: Measured = Measured()
    after: Measured = Measured()
    version: int = 1

    @property
    def name(self) -> str:
        """What suggestions made with it name."""
        return f"{OWN} {self.version}"


@dataclass(frozen=True, slots=True)
class CalibrationCard:
    """When a practice has its own curve, and what its tiers promise. Shares in hundredths of a percent."""

    version: str
    from_on: date
    precision: int
    """What has to be right of what is ready to confirm."""
    least: int
    """So many decisions before a practice has its own curve."""
    least_new: int
    """So many decisions since it was fit before it is fit again."""
    least_family: int
    prior: int
    """How many decisions the curve above counts for in each band of scores."""
    stiffness: int
    """How many decisions it takes to believe half of what a fact beside the note seems to be worth."""
    look_back_days: int
    again_days: int
    tested: int
    """The share of decisions, the newest, that a fit is measured on."""


def read_card(text: str, file: str) -> CalibrationCard:
    """Return the card of a TOML text; CalibrationError where it breaks its form."""
    table = tomllib.loads(text)
    names = "precision least least_new least_family prior stiffness look_back_days again_days tested".split()
    numbers = {name: table.get(name) for name in names}
    whole = {name: value for name, value in numbers.items() if type(value) is int and value > 0}
    if whole.keys() != numbers.keys() or max(whole["precision"], whole["tested"]) >= _WHOLE:
        raise CalibrationError(f"{file}: {', '.join(names)}: whole numbers, the shares under 10000")
    if not isinstance(table.get("from"), date) or not table.get("version"):
        raise CalibrationError(f"{file}: it wants a version, and a day in from")
    return CalibrationCard(version=str(table["version"]), from_on=table["from"], **whole)


@dataclass(frozen=True)
class Calibration:
    """What scores are worth now. `floors` are the least confidence of each tier; `decisions` is 0 where it
    rests on none of the practice's.
    """

    name: str
    curves: Mapping[tuple[Sort, str], Curve]
    floors: Mapping[Tier, float]
    shifts: Mapping[str, float] = field(default_factory=dict)
    decisions: int = 0

    def of(self, sort: Sort, code: str, score: float) -> float:
        """Return how often a suggestion of this code and score is right, from 0 to 1, by the note alone."""
        curve = self.curves.get((sort, family_of(sort, code))) or self.curves.get((sort, ""))
        return curve.at(score) if curve else score

    def holds(self, sort: Sort) -> bool:
        """True where it has a curve for codes of a sort."""
        return (sort, "") in self.curves

    def tier(self, confidence: float) -> Tier | None:
        """Return the tier that a confidence reaches, None where it is too low to be shown."""
        return next((tier for tier in Tier if confidence >= self.floors[tier]), None)

    def beside(self, confidence: float, facts: Iterable[str]) -> float:
        """Return the confidence with what is known beside the note."""
        known = [self.shifts[fact] for fact in ("", *facts) if fact in self.shifts]
        return moved(confidence, sum(known)) if known else confidence

    def lowered(self, tier: Tier, confidence: float) -> Tier:
        """Return the tier, or a lower one where the confidence doesn't reach it; nothing disappears by it."""
        order = list(Tier)
        reached = self.tier(confidence) or Tier.HINT
        return max(tier, reached, key=order.index)


def moved(confidence: float, log_odds: float) -> float:
    """Return a confidence moved by log odds; never to 0 or 1."""
    odds = log_odds_of(confidence) + log_odds
    return 1 / (1 + exp(-odds))


def log_odds_of(confidence: float) -> float:
    """Return the log odds of a confidence, which counts as no surer than 995 of 1000 either way."""
    kept = min(max(confidence, 1 - _SUREST), _SUREST)
    return log(kept / (1 - kept))


NO_CALIBRATION = Calibration("none", {}, {})


def uncalibrated(floors: Mapping[Tier, float]) -> Calibration:
    """Return what takes scores as they are, with the floors of the weights."""
    return Calibration("none", {}, floors)


def general(text: str, card: CalibrationCard, floors: Mapping[Tier, float], file: str) -> Calibration:
    """Return the general calibration of a TOML text (`as_toml`), with the floors of scores on its scale; what
    is ready to confirm reaches the card's precision as well. CalibrationError where the text breaks its form.
    """
    table = tomllib.loads(text)
    try:
        curves = [
            FamilyCurve(
                Sort(sort), "", int(held["decisions"]), tuple(Step(*map(int, step)) for step in held["steps"])
            )
            for sort, held in table["curve"].items()
        ]
        name = f"general {table['fitted_on']}"
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CalibrationError(
            f"{file}: fitted_on, and steps of score, until, share and count a curve"
        ) from error
    for one in curves:
        _check_rises(one, file)
    by_key = {(one.sort, one.family): one.curve for one in curves}
    scale = by_key.get((Sort.DIAGNOSIS, ""), Curve())
    on_scale = {tier: scale.at(floor) for tier, floor in floors.items()}
    on_scale[Tier.CONFIRM] = max(on_scale[Tier.CONFIRM], card.precision / _WHOLE)
    return Calibration(name, by_key, on_scale)


def _check_rises(one: FamilyCurve, file: str) -> None:
    pairs = list(zip(one.steps, one.steps[1:], strict=False))
    is_rising = all(low.until < high.score and low.share <= high.share for low, high in pairs)
    is_whole = all(0 <= step.share <= _WHOLE and step.score <= step.until for step in one.steps)
    if not one.steps or not is_rising or not is_whole:
        raise CalibrationError(f"{file}: the steps of {one.sort} don't rise")


def as_toml(curves: Iterable[FamilyCurve], facts: Mapping[str, Any]) -> str:
    """Return general curves as a text that `general` reads; `facts` say what they were fit on."""
    lines = [
        f"{name} = {value}" if isinstance(value, int | date) else f'{name} = "{value}"'
        for name, value in facts.items()
    ]
    for one in curves:
        steps = (f"  [{step.score}, {step.until}, {step.share}, {step.count}]," for step in one.steps)
        lines += ["", f"[curve.{one.sort}]", f"decisions = {one.decisions}", "steps = [", *steps, "]"]
    return "\n".join(lines) + "\n"


def own(record: CodingCalibration, card: CalibrationCard, above: Calibration) -> Calibration:
    """Return the calibration of a practice's record. Where it has no curve the general one stands."""
    curves = {(one.sort, one.family): one.curve for one in record.curves}
    floors = {**above.floors, Tier.CONFIRM: card.precision / _WHOLE}
    shifts = {one.fact: one.log_odds / _THOUSAND for one in record.shifts}
    return Calibration(record.name, {**above.curves, **curves}, floors, shifts, record.decisions)


def is_own(name: str) -> bool:
    """True of the name of a practice's own calibration."""
    return name.startswith(OWN)


def in_words(confidence: int, name: str) -> str:
    """Return what a confidence in hundredths means, in a sentence; `name` is the calibration it is by."""
    if name == NO_CALIBRATION.name:
        return "How often this is right was not measured yet: the rule says how sure it is."
    tenths = (confidence + 5) // 10
    share = {0: "hardly any", 10: "nearly all"}.get(tenths, f"about {tenths} in 10")
    if is_own(name):
        return f"Of suggestions like this, {share} were accepted here ({name})."
    return f"Of suggestions like this, {share} were right in the notes it was measured on ({name})."
