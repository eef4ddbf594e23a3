"""Reads why a balance is what it is, down to the payer's bytes; asks for access as every other read."""

from almoner.flow.access import Actor, Permission, enter
from almoner.store.why import Because, because, find_id, kind_of


def why(actor: Actor, name: str) -> tuple[str, list[Because]] | None:
    """Return what a number names and the postings behind it, or None where it names nothing here."""
    with enter(actor, Permission.CLAIM_READ) as session:
        record_id = find_id(session, name)
        kind = kind_of(session, record_id) if record_id else ""
        return (kind, list(because(session, kind, record_id))) if kind else None
