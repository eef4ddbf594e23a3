"""Kind `too_soon`: a service of a benefit comes again before its months are over. Params: `every`, each
`codes=months` (`77067=11`: so many full months must have passed behind the month of the last one).
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card, CardError

NO_HISTORY = (Unjudged("history is not given"),)


def prepare(card: Card) -> Prepared:
    """Codes of one group count for one another; whoever gave it counts."""
    groups: dict[str, tuple[frozenset[str], int]] = {}
    for word in card.words("every"):
        codes, _, months = word.partition("=")
        if not months.isdigit():
            raise CardError(f"card {card.id}: params.every is written as 77067=11")
        groups |= dict.fromkeys(codes.split(), (frozenset(codes.split()), int(months)))

    def told(facts: Facts, number: int) -> tuple[Hit | Unjudged, ...]:
        line = facts.revision.lines[number - 1]
        if "history" in facts.unknown:
            return NO_HISTORY
        codes, months = groups[line.code]
        before = [
            one.service_on for one in facts.history if one.code in codes and one.service_on < line.service_on
        ]
        opens_on = _opens_on(max(before), months) if before else date.min
        return (Hit(number, f"{line.code}: opens on {opens_on}"),) if line.service_on < opens_on else NOTHING

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        lines = enumerate(facts.revision.lines, 1)
        return [one for number, line in lines if line.code in groups for one in told(facts, number)]

    return Prepared(judge, about=groups)


def _opens_on(last: date, months: int) -> date:
    """The first day behind the full months that follow the month of the last one."""
    years, month = divmod(last.month + months, 12)
    return date(last.year + years, month + 1, 1)
