"""Kind `modifier_list`: each modifier exists on the day. Params: `known`, those of all years; `since` and
`until`, each `modifier day` of its first day and of the first day without it; `whole_until` (a list made
before a later day may lack what is new then, and holds at most); `between` letters of ambulance places,
which stand in twos on `between_codes`.
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.edits.sheet import cite, is_whole, most, row_at
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card, Severity
from almoner.core.rules.releases import Tables


def prepare(card: Card, tables: Tables) -> Prepared:
    """HCPCS decides where it is imported whole; else the card's own list."""
    known = frozenset(card.words("known"))
    since, until = _days(card, "since"), _days(card, "until")
    whole_until = date.fromisoformat(card.text("whole_until"))
    letters, journeys = frozenset(card.text("between", "")), CodeRange(card.words("between_codes", ()))

    def is_known(modifier: str, line: ClaimLine) -> bool:
        if modifier in known:
            return since.get(modifier, date.min) <= line.service_on < until.get(modifier, date.max)
        return line.code in journeys and letters.issuperset(modifier)

    def fault(number: int, line: ClaimLine, modifier: str) -> Iterable[Hit]:
        row = f"modifier {modifier}"
        choice = tables.codes("hcpcs").at(line.service_on)
        if choice is None or not is_whole(choice) or modifier in known:
            yield Hit(number, row, at_most=None if line.service_on < whole_until else Severity.HOLD)
        elif row_at(choice, modifier, line.service_on) is None:
            yield Hit(number, row, cite("HCPCS", choice), most(choice))

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            for modifier in line.modifiers:
                if not is_known(modifier, line):
                    found += tuple(fault(number, line, modifier))
        return found

    return Prepared(judge)


def _days(card: Card, name: str) -> dict[str, date]:
    pairs = (word.split(" ", 1) for word in card.words(name, ()))
    return {modifier: date.fromisoformat(day) for modifier, day in pairs}
