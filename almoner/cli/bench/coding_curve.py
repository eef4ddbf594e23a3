"""The general curve from scores to confidence, fit on labelled notes: `bench coding FILE --fit OUT.toml`."""

from collections.abc import Iterable
from datetime import date

from almoner.cli.bench.coding_figures import Judged
from almoner.cli.bench.coding_rows import plain
from almoner.core.coding.calibration import as_toml
from almoner.core.coding.calibration_fit import family_curve
from almoner.core.coding.decision import Sort
from almoner.core.coding.isotonic import Curve, Mark
from almoner.core.coding.suggest import Tools
from almoner.store.shipped.coding_cards import shipped_card


def general_curve(judged: Iterable[Judged], tools: Tools, on: date) -> str:
    """Return the curve of diagnoses as the text of `policy/coding/curve.toml`. What stays below the floors
    counts as well, so that the low end is measured too; the scores themselves are the prior.
    """
    notes = list(judged)
    marks = [
        Mark(each.score, plain(each.candidate.code) in one.row.right)
        for one in notes
        for each in one.answer.ranked
        if plain(each.candidate.code) in one.row.right or plain(each.candidate.code) not in one.row.optional
    ]
    curve = family_curve(Sort.DIAGNOSIS, "", marks, Curve(), shipped_card().prior)
    facts = {"fitted_on": on, "notes": len(notes), "weights": tools.weights.hash[:16]}
    return as_toml([curve], facts)
