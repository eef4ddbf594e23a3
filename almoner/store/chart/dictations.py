"""Dictations of visits and the pieces of their recordings.

Promises that a dictation that is read to be changed is locked until the transaction ends, and that a
piece that is sent again is kept once.
"""

from datetime import date, timedelta

from almoner.core.chart.dictated import Dictation
from almoner.store.codec import decode, encode
from almoner.store.session import NotFound, Session
from almoner.store.shipped.voice import Retention

_ONE = "SELECT body::text FROM dictation WHERE practice_id = %s AND id = %s"


def add(session: Session, dictation: Dictation, *, by: str, on: date) -> None:
    """Keep a new dictation."""
    sql = """
    INSERT INTO dictation (practice_id, id, visit_id, made_by, made_on, body)
    VALUES (%s, %s, %s, %s, %s, %s::jsonb)
    """
    body = encode(dictation).decode()
    session.rows(sql, session.practice_id, dictation.id, dictation.visit_id, by, on, body)


def to_change(session: Session, dictation_id: int) -> Dictation:
    """Return a dictation that nobody else changes meanwhile; NotFound where there is none."""
    found = session.rows(f"{_ONE} FOR UPDATE", session.practice_id, dictation_id)
    if not found:
        raise NotFound("no such dictation in this practice")
    return decode(Dictation, found[0][0])


def change(session: Session, dictation: Dictation) -> None:
    """Keep a dictation as it is now."""
    sql = "UPDATE dictation SET body = %s::jsonb WHERE practice_id = %s AND id = %s"
    session.rows(sql, encode(dictation).decode(), session.practice_id, dictation.id)


def of_visit(session: Session, visit_id: int) -> list[Dictation]:
    """Return a visit's dictations, the latest first."""
    sql = "SELECT body::text FROM dictation WHERE practice_id = %s AND visit_id = %s ORDER BY id DESC"
    return [decode(Dictation, body) for (body,) in session.rows(sql, session.practice_id, visit_id)]


def add_piece(session: Session, dictation_id: int, number: int, kind: str, piece: bytes) -> None:
    """Keep a piece of a recording; one that came before under its number stays."""
    sql = """
    INSERT INTO dictation_audio (practice_id, dictation_id, number, kind, piece) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT DO NOTHING
    """
    session.rows(sql, session.practice_id, dictation_id, number, kind, piece)


def recorded_bytes(session: Session, dictation_id: int) -> int:
    """Return how much is recorded."""
    sql = """
    SELECT coalesce(sum(octet_length(piece)), 0) FROM dictation_audio
    WHERE practice_id = %s AND dictation_id = %s
    """
    return int(session.value(sql, session.practice_id, dictation_id))


def recording_of(session: Session, dictation_id: int) -> tuple[str, bytes] | None:
    """Return a recording with its kind; None where it is deleted or there never was one."""
    sql = """
    SELECT kind, piece FROM dictation_audio WHERE practice_id = %s AND dictation_id = %s ORDER BY number
    """
    pieces = session.rows(sql, session.practice_id, dictation_id)
    return (pieces[0][0], b"".join(bytes(piece) for _, piece in pieces)) if pieces else None


def with_recording(session: Session, visit_id: int) -> frozenset[int]:
    """Return the dictations of a visit whose recording is still there."""
    sql = """
    SELECT DISTINCT a.dictation_id FROM dictation_audio a
    JOIN dictation d ON d.practice_id = a.practice_id AND d.id = a.dictation_id
    WHERE a.practice_id = %s AND d.visit_id = %s
    """
    return frozenset(int(one) for (one,) in session.rows(sql, session.practice_id, visit_id))


def delete_recordings(session: Session, kept: Retention, *, on: date) -> int:
    """Delete the recordings that are kept no longer on a day, note the day on their dictations, and return
    how many pieces that were.
    """
    sql = """
    WITH gone AS (
      DELETE FROM dictation_audio a USING dictation d
      WHERE a.practice_id = %s AND d.practice_id = a.practice_id AND d.id = a.dictation_id
        AND (d.made_on <= %s OR EXISTS (
          SELECT FROM note n WHERE n.practice_id = d.practice_id AND n.visit_id = d.visit_id
            AND n.sort = 'visit' AND n.signed_on <= %s AND NOT EXISTS (
              SELECT FROM note w WHERE w.practice_id = n.practice_id AND w.addendum_to_id = n.id
                AND w.sort = 'withdrawal')))
      RETURNING a.practice_id, a.dictation_id
    ), told AS (
      UPDATE dictation d SET body = jsonb_set(d.body, '{forgotten_on}', to_jsonb(%s::text))
      FROM (SELECT DISTINCT practice_id, dictation_id FROM gone) g
      WHERE d.practice_id = g.practice_id AND d.id = g.dictation_id
    )
    SELECT count(*) FROM gone
    """
    signed, unsigned = on - timedelta(kept.signed_days), on - timedelta(kept.unsigned_days)
    return int(session.value(sql, session.practice_id, unsigned, signed, on.isoformat()))
