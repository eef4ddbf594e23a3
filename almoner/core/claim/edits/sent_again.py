"""Kind `sent_again`: a line equals one that was decided. Params: `state` (paid or denied); `frequencies` of
the claim that are judged.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.duplicate import equals
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """What became of a line is known where history says so."""
    state, frequencies = card.text("state"), frozenset(card.words("frequencies"))

    def judge(facts: Facts) -> Iterable[Hit]:
        decided = [sent for sent in facts.history if sent.state == state]
        if not decided or facts.revision.frequency not in frequencies:
            return NOTHING
        npi = (facts.revision.rendering or facts.revision.billing).npi
        return [
            Hit(number, f"{line.code}: {state} before")
            for number, line in enumerate(facts.revision.lines, 1)
            if any(equals(line, sent, npi) for sent in decided)
        ]

    return Prepared(judge, ("history",))
