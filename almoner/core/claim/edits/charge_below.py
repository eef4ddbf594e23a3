"""Kind `charge_below`: a line charges less than the payer is expected to allow. No params."""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.money import dollars
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """A line whose allowed amount isn't known is not judged here."""
    del card

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            allowed = facts.of_line(number).allowed_cents
            if allowed is not None and line.charge_cents < allowed:
                found += (Hit(number, f"{line.code}: expected {dollars(allowed)}"),)
        return found

    return Prepared(judge, ("lines.charge_cents",))
