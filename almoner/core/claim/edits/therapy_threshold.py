"""Kind `therapy_threshold`: therapy above the year's amount says that it is needed (KX). Params: `cents`."""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

DISCIPLINES = {"GP": "pt_slp", "GN": "pt_slp", "GO": "ot"}
NEEDED = "KX"
PATH = "benefits.therapy_cents"
UNKNOWN = (Unjudged(f"{PATH} is not given"),)


def prepare(card: Card) -> Prepared:
    """Judge therapy lines by what Medicare allowed before them this year."""
    most = card.number("cents")

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        found: list[Hit] = []
        for number, line in enumerate(facts.revision.lines, 1):
            discipline = next((DISCIPLINES[one] for one in line.modifiers if one in DISCIPLINES), "")
            if not discipline or NEEDED in line.modifiers:
                continue
            if facts.therapy_cents is None:
                return UNKNOWN if PATH in facts.unknown else found
            if facts.therapy_cents.get(discipline, 0) >= most:
                found.append(Hit(number, f"{discipline}: threshold {most // 100} dollars"))
        return found

    return Prepared(judge, about=DISCIPLINES)
