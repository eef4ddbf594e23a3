"""A suggestion as it is shown: its confidence by the calibration and by what is known beside the note."""

from dataclasses import replace

from almoner.core.coding.answer import Suggestion
from almoner.core.coding.asked import Asked
from almoner.core.coding.calibration import NO_CALIBRATION, Calibration
from almoner.core.coding.decision import Sort

_PLACES = 3


def calibrated(one: Suggestion, worth: Calibration, asked: Asked) -> Suggestion:
    """Return a suggestion as it is shown. A diagnosis comes calibrated by the note, a service with the score
    of its rule, whose tier a calibration lowers at most, and names none where there is no curve for it.
    """
    sort = Sort.DIAGNOSIS if one.kind == "dx" else Sort.SERVICE
    score = one.score if one.kind == "dx" else one.confidence
    alone = one.confidence if one.kind == "dx" else worth.of(sort, one.code, score)
    known = asked.beside(one.code[:3]) if one.kind != "modifier" else ()
    has_curve = one.kind == "dx" or worth.holds(sort)
    confidence = worth.beside(alone, known) if has_curve else alone
    return replace(
        one,
        confidence=round(confidence, _PLACES),
        tier=worth.lowered(one.tier, min(alone, confidence)) if has_curve else one.tier,
        score=score,
        calibration=worth.name if has_curve else NO_CALIBRATION.name,
        known=known,
    )
