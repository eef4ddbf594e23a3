"""What two people changed at once: the record as it was seen and as it stands, for who may read it.
Reads only.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.flow.access import Actor, Permission, enter, require
from almoner.store import lists_versions
from almoner.store.commit import StalePlan

READ_WITH = {
    **dict.fromkeys(("patient", "coverage", "authorization"), Permission.PATIENT_READ),
    **dict.fromkeys(("practice", "location", "provider", "payer", "enrollment"), Permission.SETUP_READ),
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


def _flat(body: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in body.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        elif name not in {"id", "version"}:
            yield f"{before}{name}", value
