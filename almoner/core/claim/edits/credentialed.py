"""Kind `credentialed`: the payer has the rendering provider on the day of the service. No params."""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge by the roster's days, [since, until)."""
    del card

    def judge(facts: Facts) -> Iterable[Hit]:
        if facts.credentialed is None:
            return NOTHING
        since, until = facts.credentialed
        row = f"credentialed since {since or 'ever'}, until {until or 'today'}"
        if since is not None and since == until:
            row = "not on the payer's roster"
        return [
            Hit(number, row)
            for number, line in enumerate(facts.revision.lines, 1)
            if (since and line.service_on < since) or (until and line.service_on >= until)
        ]

    return Prepared(judge, ("providers.rendering.credentialed",))
