"""Kind `dates`: no service lies in the future, before birth or after death. No params."""

from datetime import date

from almoner.core.claim.edits.kind import Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge every line's service date."""
    del card

    def judge(facts: Facts) -> list[Hit]:
        born, today = facts.revision.patient.birth_on, facts.on
        last = min(today, facts.died_on) if facts.died_on else today
        return [
            Hit(number, _which(line.service_on, born, today))
            for number, line in enumerate(facts.revision.lines, 1)
            if not born <= line.service_on <= last
        ]

    return Prepared(judge)


def _which(service_on: date, born: date, today: date) -> str:
    if service_on > today:
        return "service date in the future"
    return "service date before birth" if service_on < born else "service date after death"
