"""Kind `referrer`: a service that somebody asks for names who did. Params: `asked` (codes that another
clinician always asks for), `ordered` (codes that are ordered at a visit), `visits` (codes of visits).
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Where a visit of the same day stands on the claim, its clinician is the orderer."""
    asked, ordered = CodeRange(card.words("asked", ())), CodeRange(card.words("ordered", ()))
    visits = CodeRange(card.words("visits", ()))

    def visit_days(facts: Facts) -> frozenset[date]:
        lines = [(line.code, line.service_on) for line in facts.revision.lines]
        lines += [(sent.code, sent.service_on) for sent in facts.history]
        return frozenset(on for code, on in lines if code in visits)

    def judge(facts: Facts) -> Iterable[Hit]:
        revision = facts.revision
        if revision.referring is not None or revision.supervising is not None:
            return NOTHING
        days = visit_days(facts)
        return [
            Hit(number, f"{line.code}: nobody who referred or ordered")
            for number, line in enumerate(revision.lines, 1)
            if line.code in asked or (line.code in ordered and line.service_on not in days)
        ]

    return Prepared(judge, ("providers",), _Either(asked, ordered))


class _Either:
    """Codes of one set or the other."""

    def __init__(self, one: CodeRange, other: CodeRange) -> None:
        self._sets = (one, other)

    def __contains__(self, code: str) -> bool:
        return any(code in each for each in self._sets)
