"""The code lists that `almoner x12 check` judges by: those that the product ships and those that were
imported, read without a server, and only when a file has a code that they tell of."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from almoner.core.x12.code_shapes import SHAPES
from almoner.core.x12.codes import Predicate, Tables, Verdict

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from almoner.core.rules.reasons import Reasons


def tables(data: Path) -> Tables:
    """The lists of the product, diagnoses included, and those that were imported into a data folder."""
    from almoner.store.shipped.code_lists import code_lists
    from almoner.store.shipped.codes import CodeStore

    return {**shipped_tables(), **code_lists(CodeStore(data).tables())}


def shipped_tables() -> Tables:
    """The lists of adjustment reasons and remarks in ordinary use.

    They are a sample: a number that they lack is good as long as it is one that was ever assigned. One that
    they have is not valid on a day on which it wasn't in force."""
    return {kind: _sample(kind) for kind in ("carc", "rarc")}


@cache
def _reasons() -> Reasons:
    from importlib.resources import files

    from almoner.core.rules.reasons import read_reasons

    with files("almoner").joinpath("policy", "codes", "adjustments.csv").open(encoding="utf-8") as lines:
        return read_reasons(lines)


def _sample(kind: str) -> Predicate:
    def verdict(code: str, day: str) -> Verdict:
        row = _reasons().codes.get((kind, code))
        if row is None:
            return "absent" if SHAPES[kind](code) else "good"
        on = _day(day)
        return "good" if on is None or row.covers(on) else "not_valid"

    return verdict


def _day(text: str) -> date | None:
    from datetime import date

    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None
