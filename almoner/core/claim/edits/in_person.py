"""Kind `in_person`: a behavioral service by video or telephone lacks the visit in person that it wants.
 Params: `codes`; `places`, `modifiers` (what tells a remote line); `months_before_first`,
`months_between`.
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.remote_line import RemoteLines
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

LAST_DAY = 28


def prepare(card: Card) -> Prepared:
    """A waived visit in person (its risk outweighs its use, as noted) clears all but the first service."""
    codes, remote = CodeRange(card.words("codes")), RemoteLines(card)
    before_first, between = card.number("months_before_first"), card.number("months_between")

    def told(facts: Facts, number: int, on: date) -> tuple[Hit | Unjudged, ...]:
        around = facts.of_line(number).remote
        if around.met_on is None or around.is_first is None:
            return (Unjudged("lines.telehealth.met_on or first is not given"),)
        if around.is_waived and not around.is_first:
            return NOTHING
        months = before_first if around.is_first else between
        opens_on = _months_before(on, months)
        return NOTHING if around.met_on >= opens_on else (Hit(number, f"in person since {opens_on}"),)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        found: tuple[Hit | Unjudged, ...] = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code in codes and line in remote:
                found += told(facts, number, line.service_on)
        return found

    return Prepared(judge, about=codes)


def _months_before(day: date, months: int) -> date:
    """The same day so many months before; in a shorter month its 28th, so that no day is lost."""
    years, month = divmod(day.month - 1 - months, 12)
    try:
        return day.replace(year=day.year + years, month=month + 1)
    except ValueError:
        return date(day.year + years, month + 1, LAST_DAY)
