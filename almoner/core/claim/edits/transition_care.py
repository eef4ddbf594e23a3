"""Kind `transition_care`: the care after a discharge lacks its contact, its visit came late, or it was billed
before. Params: `codes`, each `99496=7` (the days within which the patient is seen); `contact` (business
days), `attempts` (at one, that suffice), `once_in` (days from the discharge on in which it is paid once).
"""

from collections.abc import Iterable
from datetime import timedelta

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import is_another
from almoner.core.claim.edits.workdays import workday_after
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.claim.told import Transition
from almoner.core.rules import Card, CardError

UNKNOWN = (Unjudged("lines.transition is not given"),)


def prepare(card: Card) -> Prepared:
    """The visit is that of `seen_on`, else of the line's own day. Whoever billed it before counts."""
    codes = dict(_days(card, word) for word in card.words("codes"))
    contact, attempts, once_in = card.number("contact"), card.number("attempts"), card.number("once_in")

    def fault(facts: Facts, line: ClaimLine, care: Transition) -> str:
        contact_by = workday_after(care.discharged_on, contact)
        is_reached = care.contacted_on is not None and care.contacted_on <= contact_by
        if not is_reached and care.attempts < attempts:
            return f"contact until {contact_by}"
        seen_by = care.discharged_on + timedelta(days=codes[line.code])
        if (care.seen_on or line.service_on) > seen_by:
            return f"{line.code}: seen until {seen_by}"
        ends_on = care.discharged_on + timedelta(days=once_in)
        sent = (one.service_on for one in facts.history if one.code in codes and is_another(facts, one))
        is_twice = any(care.discharged_on <= day < ends_on for day in sent)
        return f"{line.code}: once before {ends_on}" if is_twice else ""

    def told(facts: Facts, number: int, line: ClaimLine) -> tuple[Hit | Unjudged, ...]:
        care = facts.of_line(number).transition
        if care is None:
            return UNKNOWN
        return (Hit(number, row),) if (row := fault(facts, line, care)) else NOTHING

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        lines = enumerate(facts.revision.lines, 1)
        return [one for number, line in lines if line.code in codes for one in told(facts, number, line)]

    return Prepared(judge, about=codes)


def _days(card: Card, word: str) -> tuple[str, int]:
    code, _, days = word.partition("=")
    if not days.isdigit():
        raise CardError(f"card {card.id}: params.codes are written as 99496=7")
    return code, int(days)
