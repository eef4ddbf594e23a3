"""Kind `new_patient`: the code says new, or known, and what was sent before says otherwise. Params: `codes`;
`meetings` (codes of which each is a meeting); `says` (new or known).
"""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.coding.em_known import is_known
from almoner.core.rules import Card, CardError

READING_ONLY = frozenset({"26", "TC"})
"""With these a test was read or made, and nobody met the patient."""


def prepare(card: Card) -> Prepared:
    """Known is whom the same group and specialty met less than three years before. A known code is doubted
    where other meetings were sent before or the history is whole: the books of a young practice tell nothing.
    """
    codes, meetings = CodeRange(card.words("codes")), CodeRange(card.words("meetings"))
    says = card.text("says")
    if says not in ("new", "known"):
        raise CardError(f"card {card.id}: params.says is new or known")

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code not in codes:
                continue
            last, is_met = _last_met(facts, line.service_on, meetings)
            if says == "new" and last:
                found += (Hit(number, f"{line.code}: met on {last}"),)
            elif says == "known" and not last and (is_met or facts.is_history_whole):
                found += (Hit(number, f"{line.code}: no meeting of three years"),)
        return found

    return Prepared(judge, ("history",), codes)


_sent_on = attrgetter("service_on")


def _last_met(facts: Facts, on: date, meetings: CodeRange) -> tuple[date | None, bool]:
    """The last day of three years on which the group and specialty met the patient, and whether anybody met
    the patient at all.
    """
    own = {line.line_id for line in facts.revision.lines}
    is_met = False
    for sent in sorted(facts.history, key=_sent_on, reverse=True):
        if sent.code not in meetings or not READING_ONLY.isdisjoint(sent.modifiers):
            continue
        if sent.line_id and sent.line_id in own:
            continue
        is_met = True
        if sent.is_same_group and sent.is_same_specialty and is_known((sent.service_on,), on=on):
            return sent.service_on, True
    return None, is_met
