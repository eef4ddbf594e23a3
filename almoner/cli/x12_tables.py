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

    from almoner.core.rules import releases
    from almoner.core.rules.reasons import Reasons

_IMPORTED = {"hcpcs": "hcpcs", "taxonomy": "nucc", "procedure": "cpt"}
"""Lists of the guides, and the kind of an imported release that holds each."""
_DIAGNOSES = "icd10cm"


def tables(data: Path) -> Tables:
    """The lists of the product, the diagnoses, and what was imported into a data folder."""
    from almoner.store.codes import CodeStore

    store = CodeStore(data)
    there = {note.kind for note in store.releases()}
    lists = {_DIAGNOSES: _DIAGNOSES} | {name: kind for name, kind in _IMPORTED.items() if kind in there}
    packed = store.tables()
    return {**shipped_tables(), **{name: _packed(packed, kind) for name, kind in lists.items()}}


def _packed(packed: releases.Tables, kind: str) -> Predicate:
    """What the release of the day says of a code. One that is a sample, or that had ended or not begun on the
    day, can't tell that a code doesn't exist."""

    def verdict(code: str, day: str) -> Verdict:
        on = _day(day)
        found = packed.codes(kind)
        chosen = found.at(on) if on is not None else None
        if chosen is None:
            known = any(part.rows(code) for each in found.releases for part in each.parts)
            return "good" if known or not found.releases else "uncertain"
        rows = [row for part in chosen.parts for row in part.rows(code)]
        if not rows:
            is_sure = not (chosen.release.is_partial or chosen.is_stale or chosen.is_later)
            return "absent" if is_sure else "uncertain"
        assert on is not None, "a release was chosen by the day"
        in_force = [row for row in rows if row.covers(on)]
        is_whole = any(row.get("is_billable") != "0" for row in in_force)
        return "good" if is_whole else "not_valid"

    return verdict


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
