"""Steps 4b and 5 in one act: what is coded is charged, and what is charged becomes claims that are judged.

The clockwork does it every minute; a biller who doesn't want to wait does it from *Ready to send*.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.claim import Claim, ClaimState
from almoner.flow.access import Actor
from almoner.flow.charge.charge import charge_visits, coded_visits
from almoner.flow.claim.claim import build_claims, charged_visits

AT_ONCE = 500
"""Visits of one act: about a second's work; what is beyond them is the next act's."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of coded visits: how many were charged, and the claims, of which `held` want somebody."""

    visits: int
    claims: int
    held: int


def claim_coded(actor: Actor, *, on: date) -> Made:
    """Charge the coded visits and build the claims of the charged ones, oldest first.

    Safe to run twice, and after a half: what is charged already gets its claims, what is claimed is passed
    over.
    """
    coded = coded_visits(actor, limit=AT_ONCE)
    if coded:
        charge_visits(actor, coded, on=on)
    charged = charged_visits(actor, limit=AT_ONCE)
    built: list[Claim] = build_claims(actor, charged, on=on) if charged else []
    return Made(len(coded), len(built), sum(one.state is ClaimState.HELD for one in built))


def claim_these(actor: Actor, visit_ids: Sequence[int], *, on: date) -> Made:
    """Charge those of the visits that are coded and build the claims of those that are charged; as safe to
    run twice.
    """
    charge_visits(actor, visit_ids, on=on)
    built = build_claims(actor, visit_ids, on=on)
    return Made(len(visit_ids), len(built), sum(one.state is ClaimState.HELD for one in built))


def unclaimed(actor: Actor, *, limit: int) -> list[int]:
    """Return the visits that wait to be charged or for their claims."""
    return [*coded_visits(actor, limit=limit), *charged_visits(actor, limit=limit)][:limit]
