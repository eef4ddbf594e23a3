"""Kind `payer_order`: the policies on file stand in another order than the rules of coordination. No params.

The rules (`coverage.order`) are judged for each two policies.
"""

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.coverage.order import MEDICARE, Lacking, OnFile, between
from almoner.core.rules import Card

Found = tuple[Hit | Unjudged, ...]

COORDINATED = MEDICARE | {"medicaid", "commercial", "tricare"}
"""Kinds that are ordered here; insurers of an injury are another edit's, the VA coordinates with nobody."""

UNKNOWN = (Unjudged("coverages is not given"),)


def prepare(card: Card) -> Prepared:
    """Judge each two policies of the account; the first that stand wrongly are told."""
    del card

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        on_file = facts.told.on_file
        if on_file is None:
            return UNKNOWN
        ranked = sorted((one for one in on_file if one.payer_kind in COORDINATED), key=lambda one: one.rank)
        lines = facts.revision.lines
        on = lines[0].service_on if lines else facts.on
        has_medicare = any(one.payer_kind in MEDICARE for one in ranked)
        found = [_told(one, other, on, has_medicare=has_medicare) for one, other in combinations(ranked, 2)]
        return next(
            (one for one in found if one and isinstance(one[0], Hit)), next(filter(None, found), NOTHING)
        )

    return Prepared(judge)


def _told(one: OnFile, other: OnFile, on: date, *, has_medicare: bool) -> Found:
    """What is wrong with `one` standing before `other`."""
    ruled = between(one, other, on=on, has_medicare=has_medicare)
    if isinstance(ruled, Lacking):
        return (Unjudged(f"coverages.{ruled.fact} is not given"),)
    if ruled is None or ruled.first is one:
        return NOTHING
    return (Hit(0, f"rank {one.rank}: {ruled.why}"),)
