"""Kind `member_id`: the member id is there and has the payer's shape.

Params: `shapes` (as in `shape`; none means any), `without` (letters that never stand in it).
"""

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.edits.shape import pattern
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

LONGEST = 80
"""NM109 of 2010BA."""


def prepare(card: Card) -> Prepared:
    """Judge the id of the policy that is billed."""
    shapes = card.words("shapes", ())
    matches = pattern(shapes, without=card.text("without", "")).fullmatch if shapes else None
    hits = (Hit(row="member id"),)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        member_id = facts.revision.payer.member_id
        has_length = len(member_id.strip()) >= 2 and len(member_id) <= LONGEST
        fits = has_length and (matches is None or matches(member_id))
        return NOTHING if fits else hits

    return Prepared(judge, ("coverage", "coverage.member_id"))
