"""The code lists that `almoner x12 check` judges by: those that the product ships, read without a server."""

from datetime import date
from importlib.resources import files

from almoner.core.rules.reasons import Reasons, read_reasons
from almoner.core.x12.code_shapes import SHAPES
from almoner.core.x12.codes import Predicate, Tables, Verdict


def shipped_tables() -> Tables:
    """The lists of adjustment reasons and remarks in ordinary use.

    They are a sample: a number that they lack is good as long as it is one that was ever assigned. One that
    they have is not valid on a day on which it wasn't in force."""
    with files("almoner").joinpath("policy", "codes", "adjustments.csv").open(encoding="utf-8") as lines:
        reasons = read_reasons(lines)
    return {kind: _sample(reasons, kind) for kind in ("carc", "rarc")}


def _sample(reasons: Reasons, kind: str) -> Predicate:
    def verdict(code: str, day: str) -> Verdict:
        row = reasons.codes.get((kind, code))
        if row is None:
            return "absent" if SHAPES[kind](code) else "good"
        on = _day(day)
        return "good" if on is None or row.covers(on) else "not_valid"

    return verdict


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None
