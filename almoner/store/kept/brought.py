"""Files that a person brought, kept for the run that takes them in, and deleted once it has looked."""

from collections.abc import Sequence

from almoner.store.session import Session


def keep(session: Session, file_id: int, name: str, content: bytes) -> None:
    """Keep a file's bytes."""
    sql = "INSERT INTO brought_file (practice_id, id, name, content) VALUES (%s, %s, %s, %s)"
    session.rows(sql, session.practice_id, file_id, name, content)


def kept(session: Session, file_id: int) -> tuple[str, bytes] | None:
    """Return a file's name and bytes, or None where a run has taken it in before."""
    sql = "SELECT name, content FROM brought_file WHERE practice_id = %s AND id = %s"
    found = session.rows(sql, session.practice_id, file_id)
    return (found[0][0], bytes(found[0][1])) if found else None


def forget(session: Session, file_ids: Sequence[int]) -> None:
    """Delete files."""
    sql = "DELETE FROM brought_file WHERE practice_id = %s AND id = ANY(%s)"
    session.rows(sql, session.practice_id, list(file_ids))
