"""What suggestions are worth in a practice: fit from its own decisions by a manager, or at night when due.

Nothing is fit from few decisions, and what is fit has to tell the newest decisions, which it has not seen, at
least as well as what stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.coding.calibration import Calibration, CalibrationCard, CodingCalibration, Measured, own
from almoner.core.coding.calibration_fit import Decided, fit, parted, trial
from almoner.core.plan import Plan, reading
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.charge.coder import tools
from almoner.flow.code.code_autonomy import wrong_in
from almoner.flow.once import first_act
from almoner.flow.refused import Refused, refusal
from almoner.store.commit import commit
from almoner.store.lists import lists_calibration, lists_review
from almoner.store.session import Session
from almoner.store.shipped.coding_cards import shipped_calibration, shipped_card


@dataclass(frozen=True, slots=True)
class Worth:
    """What stands in a practice, what stood before, and how many decisions a fit would have."""

    name: str
    ever: tuple[CodingCalibration, ...]
    decisions: int
    card: CalibrationCard
    is_of_other_weights: bool
    """True where the weights of scores have changed since."""

    @property
    def lacks(self) -> int:
        """How many decisions are missing for a fit."""
        return max(0, self.card.least - self.decisions)


def standing(session: Session) -> Calibration:
    """Return the calibration of a practice: its own, else the general one (inside another flow)."""
    kept = session.find(CodingCalibration)
    return own(kept[0], shipped_card(), shipped_calibration()) if kept else shipped_calibration()


def worth(session: Session, *, on: date) -> Worth:
    """Return what stands and what it rests on (inside another flow)."""
    ever = lists_calibration.calibrations_ever(session)
    return Worth(
        name=ever[0].name if ever else shipped_calibration().name,
        ever=ever,
        decisions=lists_calibration.count_decided(session, since_on=_since(on)),
        card=shipped_card(),
        is_of_other_weights=bool(ever) and ever[0].weights != _weights(),
    )


def calibrate(actor: Actor, *, on: date) -> CodingCalibration:
    """Fit the practice's calibration anew. Refused where there are too few decisions, or where what was fit
    on the older ones tells the newest ones worse than what stands.
    """
    require(actor, Permission.CALIBRATION_FIT)
    with enter(actor, Permission.CALIBRATION_FIT) as session:
        if made := first_act(session, actor, CodingCalibration):
            return made
        decided, found = _tried(session, on)
        if isinstance(found, Refused):
            raise found
        return _keep(actor, session, decided, found, on)


def calibrate_where_due(actor: Actor, *, on: date) -> bool:
    """Fit the practice's calibration anew where the card says that it is time, and where there are decisions
    enough that bear it out. True where it was.
    """
    require(actor, Permission.CALIBRATION_FIT)
    with enter(actor, Permission.CALIBRATION_FIT) as session:
        kept = session.find(CodingCalibration)
        if kept and on < kept[0].fitted_on + timedelta(days=shipped_card().again_days):
            return False
        decided, found = _tried(session, on)
        if isinstance(found, Refused):
            return False
        _keep(actor, session, decided, found, on)
        return True


def _tried(session: Session, on: date) -> tuple[list[Decided], tuple[Measured, Measured] | Refused]:
    """The decisions, with what stands and what would be fit measured on the newest of them, which neither has
    seen; or why nothing is fit.
    """
    card, kept = shipped_card(), session.find(CodingCalibration)
    decided = _decided(session, on)
    if len(decided) < card.least:
        return decided, refusal(
            "COD-40",
            f"It takes {card.least} decisions on suggestions, and there are {len(decided)}.",
            "Decide on more suggestions first; the general curve stands until then.",
        )
    older, newest = parted(decided, card, kept[0].fitted_on if kept else date.min)
    if len(newest) < card.least_new:
        return decided, refusal(
            "COD-41",
            f"It takes {card.least_new} decisions since it was fit, and there are {len(newest)}.",
            "Leave it as it is until there are more.",
        )
    before, after = trial((older, newest), standing(session), shipped_calibration(), card)
    if after.brier_bp > before.brier_bp:
        return decided, refusal(
            "COD-42",
            "What stands tells the newest decisions better than what would be fit.",
            "Leave it as it is; try again in some weeks.",
        )
    return decided, (before, after)


def _keep(
    actor: Actor,
    session: Session,
    decided: Sequence[Decided],
    measures: tuple[Measured, Measured],
    on: date,
) -> CodingCalibration:
    """Fit on all decisions and keep it as the next version."""
    before = next(iter(session.find(CodingCalibration)), None)
    curves, shifts = fit(decided, shipped_calibration(), shipped_card())
    made = CodingCalibration(
        id=before.id if before else next(session.ids()),
        fitted_by=actor.name,
        fitted_on=on,
        since_on=decided[0].on,
        decisions=len(decided),
        accepted=sum(one.is_right for one in decided),
        weights=_weights(),
        curves=curves,
        shifts=shifts,
        before=measures[0],
        after=measures[1],
        version=before.version + 1 if before else 1,
    )
    reads = reading(before) if before else {}
    commit(session, Plan(on=on, records=(made,), reads=reads), cause=cause(actor, "calibrate"))
    return made


def _decided(session: Session, on: date) -> list[Decided]:
    since_on = _since(on)
    over = lists_review.reviews_over(session, since_on=since_on)
    wrong = frozenset(each for one in over for each in wrong_in(one))
    return lists_calibration.decided_with_scores(session, since_on=since_on, wrong=wrong)


def _since(on: date) -> date:
    return on - timedelta(days=shipped_card().look_back_days)


def _weights() -> str:
    return tools().weights.hash[:16]
