"""Kind `telehealth_listed`: a service by video or telephone is on the list of its year. Params: `places`,
`modifiers` (either tells that it was one).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import cite, missing, most, row_at
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables


def prepare(card: Card, tables: Tables) -> Prepared:
    """A part of a list tells nothing of a code that it lacks."""
    places, modifiers = frozenset(card.words("places")), frozenset(card.words("modifiers"))

    def told(number: int, line: ClaimLine) -> tuple[Hit | Unjudged, ...]:
        choice = tables.codes("telehealth").at(line.service_on)
        if choice is None or choice.is_later:
            return (Unjudged(missing("telehealth", choice)),)
        if row_at(choice, line.code, line.service_on) is not None:
            return ()
        if choice.release.is_partial:
            return (Unjudged("only a part of telehealth is imported"),)
        return (Hit(number, f"{line.code}: not listed", cite("telehealth list", choice), most(choice)),)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        found: list[Hit | Unjudged] = []
        for number, line in enumerate(facts.revision.lines, 1):
            if line.pos in places or not modifiers.isdisjoint(line.modifiers):
                found += told(number, line)
        return found

    return Prepared(judge, about=places | modifiers)
