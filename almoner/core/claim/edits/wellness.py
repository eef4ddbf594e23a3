"""Kind `wellness`: Medicare's wellness visits come too often or at a wrong time. Params: `welcome` (once, in
the first twelve months of Part B), `first` (once ever), `later` (after eleven full months).
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

NO_HISTORY = Unjudged("history is not given")


def prepare(card: Card) -> Prepared:
    """Whoever gave an earlier one counts. Part B begins with the policy that is billed."""
    welcome, first, later = card.text("welcome"), card.text("first"), card.text("later")
    family = (welcome, first, later)

    def fault(facts: Facts, code: str, on: date) -> str:
        before = [sent for sent in facts.history if sent.code in family and sent.service_on < on]
        if code in (welcome, first) and any(sent.code == code for sent in before):
            return f"{code}: once, and it was given before"
        if code == welcome and facts.coverage and on >= _a_year_after(facts.coverage.since_on):
            return f"{code}: first twelve months of Part B"
        if code == later and before:
            opens_on = _a_year_after(max(sent.service_on for sent in before).replace(day=1))
            return f"{code}: opens on {opens_on}" if on < opens_on else ""
        return ""

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        found: list[Hit | Unjudged] = []
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code not in family:
                continue
            if row := fault(facts, line.code, line.service_on):
                found.append(Hit(number, row))
            elif "history" in facts.unknown:
                found.append(NO_HISTORY)
        return found or NOTHING

    return Prepared(judge, about=family)


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
