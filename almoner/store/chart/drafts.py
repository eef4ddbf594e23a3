"""Drafts of notes, one a visit, and the words of psychotherapy notes.

Promises that a save from an older version than the one that stands changes nothing, and that nobody but its
author is given the words of a psychotherapy note.
"""

from dataclasses import dataclass, replace
from datetime import date

from almoner.core.chart.draft import Draft
from almoner.store.codec import decode, encode
from almoner.store.session import Session, array_of


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it is kept, with the days of its first and its last save."""

    draft: Draft
    begun_on: date
    saved_on: date


def draft_of(session: Session, visit_id: int) -> Kept | None:
    """Return a visit's draft; None where nobody has saved one."""
    sql = """
    SELECT body::text, version, saved_by, begun_on, saved_on FROM note_draft
    WHERE practice_id = %s AND visit_id = %s
    """
    found = session.rows(sql, session.practice_id, visit_id)
    if not found:
        return None
    body, version, saved_by, begun_on, saved_on = found[0]
    return Kept(replace(decode(Draft, body), version=version, saved_by=saved_by), begun_on, saved_on)


def save(session: Session, draft: Draft, *, by: str, on: date) -> int | None:
    """Keep a draft that was made from `draft.version` (0: the first), and return its new version; None where
    another one was saved since.
    """
    body = encode(replace(draft, version=0, saved_by="")).decode()
    if draft.version == 0:
        sql = """
        INSERT INTO note_draft (practice_id, visit_id, version, begun_on, saved_on, saved_by, body)
        VALUES (%s, %s, 1, %s, %s, %s, %s::jsonb) ON CONFLICT DO NOTHING RETURNING version
        """
        found = session.rows(sql, session.practice_id, draft.visit_id, on, on, by, body)
    else:
        sql = """
        UPDATE note_draft SET version = version + 1, saved_on = %s, saved_by = %s, body = %s::jsonb
        WHERE practice_id = %s AND visit_id = %s AND version = %s RETURNING version
        """
        found = session.rows(sql, on, by, body, session.practice_id, draft.visit_id, draft.version)
    return int(found[0][0]) if found else None


def drop(session: Session, *visit_ids: int) -> None:
    """Forget the drafts of visits: their notes are signed."""
    wanted = array_of(visit_ids)
    session.rows(
        "DELETE FROM note_draft WHERE practice_id = %s AND visit_id = ANY(%s)", session.practice_id, wanted
    )


def keep_words(session: Session, note_id: int, words: str) -> None:
    """Keep the words of a psychotherapy note that was just recorded."""
    session.rows(
        "INSERT INTO psychotherapy_text (practice_id, id, words) VALUES (%s, %s, %s)",
        *(session.practice_id, note_id, words),
    )


def words_of(session: Session, patient_id: int, *, author: str) -> list[tuple[int, date, str]]:
    """Return an author's own psychotherapy notes about a patient as (id, day, words), the latest first."""
    sql = """
    SELECT n.id, n.signed_on, t.words FROM psychotherapy_note n
    JOIN psychotherapy_text t ON t.practice_id = n.practice_id AND t.id = n.id
    WHERE n.practice_id = %s AND n.patient_id = ANY(%s) AND n.signed_by = %s
    ORDER BY n.signed_on DESC, n.id DESC
    """
    found = session.rows(sql, session.practice_id, session.charts.whole(patient_id), author)
    return [(int(key), on, words) for key, on, words in found]
