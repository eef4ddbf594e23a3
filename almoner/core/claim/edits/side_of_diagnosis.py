"""Kind `side_of_diagnosis`: the side of a line contradicts the side of its diagnoses, read from their titles.
No params.
"""

import re
from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import cite, most, row_at
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card
from almoner.core.rules.releases import Choice, Tables
from almoner.core.rules.tables import CodeTable

RIGHT = frozenset({"RT", "E3", "E4", "F5", "F6", "F7", "F8", "F9", "T5", "T6", "T7", "T8", "T9"})
LEFT = frozenset({"LT", "E1", "E2", "FA", "F1", "F2", "F3", "F4", "TA", "T1", "T2", "T3", "T4"})
_SIDE = re.compile(r"\b(right|left|bilateral)\b", re.IGNORECASE)
_MOST_KEPT = 20_000


def prepare(card: Card, tables: Tables) -> Prepared:
    """A line is judged where all diagnoses that name a side name the other one."""
    del card
    kept: dict[tuple[str, date], frozenset[str]] = {}

    def sides_of(choice: Choice[CodeTable], code: str, on: date) -> frozenset[str]:
        key = (code, on)
        if key not in kept:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            row = row_at(choice, code, on)
            kept[key] = frozenset(_SIDE.findall(row.get("title").lower())) if row else frozenset()
        return kept[key]

    def fault(facts: Facts, number: int, line: ClaimLine) -> Iterable[Hit | Unjudged]:
        sides = {side for side, of in (("right", RIGHT), ("left", LEFT)) if not of.isdisjoint(line.modifiers)}
        if len(sides) != 1:
            return
        choice = tables.codes("icd10cm").at(line.service_on)
        if choice is None:
            yield Unjudged("no release of icd10cm is imported")
            return
        told: set[str] = set()
        row = ""
        for code in _pointed(facts, line):
            found = sides_of(choice, code, line.service_on)
            told |= found
            row = f"{code}: {' and '.join(sorted(found))}" if found else row
        if told and "bilateral" not in told and told.isdisjoint(sides):
            yield Hit(number, f"{row}; the line says {min(sides)}", cite("ICD-10-CM", choice), most(choice))

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        lines = enumerate(facts.revision.lines, 1)
        return [hit for number, line in lines if line.modifiers for hit in fault(facts, number, line)]

    return Prepared(judge, about=RIGHT | LEFT)


def _pointed(facts: Facts, line: ClaimLine) -> list[str]:
    """The diagnoses of a line, without dots."""
    codes = facts.revision.diagnoses
    return [codes[at - 1].replace(".", "") for at in line.pointers if 0 < at <= len(codes)]
