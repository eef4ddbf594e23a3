"""Which codes a practice uses, for what a new release of a code set touches. Reads only."""

from datetime import date

from almoner.flow.access import Actor, Permission, enter
from almoner.store import lists_codes


def codes_used(actor: Actor, *, since_on: date) -> dict[str, int]:
    """Return the procedures and diagnoses that were decided on since a day, with how often."""
    with enter(actor, Permission.CLAIM_READ) as session:
        return lists_codes.codes_used(session, since_on=since_on)
