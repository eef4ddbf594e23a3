"""Forms that act once: a form's random key is stored with the audit entry of what it did.

Promises that a key has one entry for ever: the database refuses a second one.
"""

from dataclasses import dataclass

from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class Once:
    """A form that somebody sent: its own random `key`, and `said`, the SHA-256 of what it says."""

    key: str
    said: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What is known of a form that was sent before: what it said, and the record that it made, 0 for none."""

    said: str
    made_id: int
    entry: int = 0
    """The audit entry of what it did."""


def sent(session: Session, key: str, kind: str) -> Sent | None:
    """Return what a form did, with the first record of a kind that it made; None where it did nothing yet."""
    sql = """
    SELECT f.said, coalesce((e.subjects->%s->>0)::bigint, 0), e.id FROM form_sent f
    JOIN audit_entry e ON e.practice_id = f.practice_id AND e.id = f.audit_id
    WHERE f.practice_id = %s AND f.key = %s
    """
    found = session.rows(sql, kind, session.practice_id, key)
    return Sent(*found[0]) if found else None


def keep_sent(session: Session, once: Once, audit_id: int) -> None:
    """Keep what a form did, beside its entry; the database refuses a key that has one."""
    session.rows(
        "INSERT INTO form_sent (practice_id, key, said, audit_id) VALUES (%s, %s, %s, %s)",
        *(session.practice_id, once.key, once.said, audit_id),
    )
