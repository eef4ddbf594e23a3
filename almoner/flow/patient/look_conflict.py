"""What two people changed at once: the record as it was seen and as it stands, for who may read it.
Reads only.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.core.chart.nouns import BY_KIND, AnyNoun
from almoner.core.claim import Claim, ClaimRevision
from almoner.flow.access import Actor, Permission, enter, require
from almoner.store.chart import chart
from almoner.store.codec import decode
from almoner.store.commit import StalePlan
from almoner.store.lists import lists_versions
from almoner.store.lists.lists_versions import Kept
from almoner.store.session import NotFound

READ_WITH = {
    **dict.fromkeys(("patient", "coverage", "authorization"), Permission.PATIENT_READ),
    **dict.fromkeys(
        ("practice", "location", "provider", "payer", "enrollment", "place_enrollment"), Permission.SETUP_READ
    ),
    **dict.fromkeys(("claim", "denial"), Permission.CLAIM_READ),
    "visit": Permission.VISIT_READ,
    "task": Permission.TASK_READ,
}
"""The kinds of records that are shown side by side, each with what one has to be permitted for it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record that changed meanwhile: the fields as they were seen (`was`) and as they stand (`now`), by
    their paths; `by` whom and `on` which day it was changed last.
    """

    seen: int
    standing: int
    was: Mapping[str, Any]
    now: Mapping[str, Any]
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class ChartConflict:
    """An entry of a chart as it was seen and as it stands, with the versions of both; changed last `by` whom
    and `on` which day.
    """

    seen: int
    standing: int
    was: AnyNoun
    now: AnyNoun
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class ClaimConflict:
    """A held claim as it was told when it was seen and as it is told now, built anew `by` whom and `on` which
    day.
    """

    was: ClaimRevision
    now: ClaimRevision
    by: str
    on: date


def conflict(actor: Actor, stale: StalePlan) -> Conflict | None:
    """Return what changed of the record that a plan was too old for; None where the plan names none, or the
    actor may not read it. Refused to who may read none of these kinds.
    """
    require(actor, next((one for one in READ_WITH.values() if actor.may(one)), Permission.PATIENT_READ))
    permission = READ_WITH.get(stale.kind)
    if permission is None or not actor.may(permission):
        return None
    with enter(actor, permission) as session:
        found = lists_versions.seen_and_standing(session, stale.kind, stale.record_id, stale.seen)
    if len(found) < 2:
        return None
    was, now = found
    return Conflict(was.version, now.version, dict(_flat(was.body)), dict(_flat(now.body)), now.actor, now.on)


def chart_conflict(actor: Actor, stale: StalePlan) -> ChartConflict | None:
    """Return what changed of an entry of a chart; None where it did not, or these eyes see none of it."""
    with enter(actor, Permission.CHART_READ) as session:
        if chart.entry(session, stale.kind, stale.record_id, actor.eyes) is None:
            return None
        found = lists_versions.seen_and_standing(session, stale.kind, stale.record_id, stale.seen)
        if len(found) < 2:
            return None
        was, now = found
        return ChartConflict(
            was.version, now.version, _noun(stale.kind, was), _noun(stale.kind, now), now.actor, now.on
        )


def _noun(kind: str, kept: Kept) -> AnyNoun:
    return decode(BY_KIND[kind], json.dumps(kept.body))


def claim_conflict(actor: Actor, claim_id: int, seen_revision_id: int) -> ClaimConflict:
    """Return how a claim was told in the revision that somebody saw and how it is told now, or raise NotFound
    where that revision is not the claim's.
    """
    with enter(actor, Permission.CLAIM_READ) as session:
        was = session.get(ClaimRevision, seen_revision_id)
        if was.claim_id != claim_id:
            raise NotFound("no such revision of this claim")
        now = session.get(ClaimRevision, session.get(Claim, claim_id).revision_id)
        last = lists_versions.seen_and_standing(session, ClaimRevision.kind, now.id, now.version)[-1]
        return ClaimConflict(was, now, last.actor, last.on)


def _flat(body: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in body.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        elif name not in {"id", "version"}:
            yield f"{before}{name}", value
