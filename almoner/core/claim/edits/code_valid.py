"""Kind `code_valid`: the procedure code exists on the day of the service. No params."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import cite, is_whole, most, row_at
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.releases import Choice, Tables
from almoner.core.rules.tables import CodeTable

KINDS = ("mpfs", "hcpcs", "cpt")
"""Where a code may be found."""
LABELS = {"mpfs": "fee schedule", "hcpcs": "HCPCS", "cpt": "CPT file"}
_IN_SCHEDULE = re.compile(r"\d{4}[0-9FT]")
"""Codes whose whole set the fee schedule lists."""
_LEVEL_TWO = re.compile(r"[A-Z]\d{4}")
_MOST_KEPT = 20_000
FOUND: tuple[Hit | Unjudged, ...] = ()


class Existence:
    """Tells of a code and a day, once for all lines of all claims."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._kept: dict[tuple[str, date], tuple[Hit | Unjudged, ...]] = {}

    def of(self, code: str, on: date) -> tuple[Hit | Unjudged, ...]:
        """Nothing where the code exists; what is wrong, of line 0, where it doesn't; or why nobody knows."""
        key = (code, on)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._tell(code, on)
        return found

    def _tell(self, code: str, on: date) -> tuple[Hit | Unjudged, ...]:
        known = [(kind, choice) for kind in KINDS if (choice := self._tables.codes(kind).at(on))]
        if any(row_at(choice, code, on) for _, choice in known):
            return FOUND
        wanted = _deciding(code)
        for kind, choice in known:
            row = _out_of_time(choice, code)
            if row or (kind in wanted and is_whole(choice)):
                row = row or f"{code}: not there"
                return (Hit(0, row, cite(LABELS[kind], choice), most(choice)),)
        if not wanted:
            return FOUND
        return (Unjudged(f"no release of {' or '.join(wanted)} that is whole is imported"),)


def _out_of_time(choice: Choice[CodeTable], code: str) -> str:
    """How a code stands in a release that has it for other days only; empty where it hasn't."""
    rows = [row for part in choice.parts for row in part.rows(code) if row.since_on or row.until_on]
    if not rows:
        return ""
    row = rows[-1]
    return f"{code}: from {row.since_on or 'ever'} until before {row.until_on or 'ever'}"


def _deciding(code: str) -> tuple[str, ...]:
    """The kinds whose silence tells that a code doesn't exist; none for a text that is no code, which another
    edit tells."""
    if _LEVEL_TWO.fullmatch(code):
        return ("hcpcs",)
    if _IN_SCHEDULE.fullmatch(code):
        return ("mpfs", "cpt")
    return ("cpt",) if re.fullmatch(r"\d{4}[AMU]", code) else ()


def prepare(card: Card, tables: Tables) -> Prepared:
    """A code that a partial release lacks may exist all the same."""
    del card
    codes = Existence(tables)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        found: list[Hit | Unjudged] = []
        for number, line in enumerate(facts.revision.lines, 1):
            told = codes.of(line.code, line.service_on)
            found += [replace(one, line=number) if isinstance(one, Hit) else one for one in told]
        return found

    return Prepared(judge)
