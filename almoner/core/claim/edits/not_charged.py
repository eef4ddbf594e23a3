"""Kind `not_charged`: the note tells of a procedure of the claim's days that has no charge. No params."""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import sent_before
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

UNKNOWN = (Unjudged("note is not given"),)


def prepare(card: Card) -> Prepared:
    """What the same group and specialty sent before was charged."""
    del card

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        note = facts.told.note
        if note is None:
            return UNKNOWN
        if not note.procedures:
            return NOTHING
        days = {line.service_on for line in facts.revision.lines}
        charged = {(line.code, line.service_on) for line in facts.revision.lines}
        charged |= {(sent.code, sent.service_on) for sent in sent_before(facts, days)}
        lacking = sorted(set(note.procedures) - charged)
        return [Hit(0, f"{code} of {on}") for code, on in lacking if on in days]

    return Prepared(judge)
