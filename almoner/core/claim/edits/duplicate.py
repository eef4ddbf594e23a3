"""Kind `duplicate`: a line equals one that was sent before and stands. No params."""

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts, SentLine
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card

ORIGINAL = "1"


def prepare(card: Card) -> Prepared:
    """Same provider, date, code, modifiers and units. A line is no duplicate of itself, nor is a
    replacement.
    """
    del card

    def judge(facts: Facts) -> tuple[Hit, ...] | list[Hit]:
        revision = facts.revision
        if not facts.history or revision.frequency != ORIGINAL:
            return NOTHING
        npi = (revision.rendering or revision.billing).npi
        return [
            Hit(number, "sent line")
            for number, line in enumerate(revision.lines, 1)
            if any(equals(line, sent, npi) for sent in facts.history)
        ]

    return Prepared(judge, ("history",))


def equals(line: ClaimLine, sent: SentLine, npi: str) -> bool:
    """Same provider, date, code, modifiers and units, and another line."""
    return (
        sent.code == line.code
        and sent.service_on == line.service_on
        and sent.units in (None, line.units)
        and sorted(sent.modifiers) == sorted(line.modifiers)
        and not (sent.line_id and sent.line_id == line.line_id)
        and (sent.provider_npi == npi if sent.provider_npi else sent.is_same_group and sent.is_same_specialty)
    )
