"""Recomputes the audit: what each entry wrote, the chain over the entries, and the day it is closed up
to.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from almoner.store.codec import canonical, encode_posting
from almoner.store.commit import GENESIS, digest_of, seal_of
from almoner.store.money.postings import COLUMNS, posting_of
from almoner.store.session import Session

LARGEST = 2**63 - 1
AT_ONCE = 2000
"""Entries whose records are read together."""


@dataclass(frozen=True, slots=True)
class _Written:
    """What one entry wrote: `subjects` are the ids of its records by their kind."""

    digest: str = field(default_factory=lambda: digest_of([], []))
    records: int = 0
    postings: int = 0
    subjects: dict[str, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Proved:
    """How far a chain is proved: up to which entry with which seal, the day that it closes up to, and
    what is broken so far, by name.
    """

    seal: str = GENESIS
    last_id: int = 0
    closed_on: date | None = None
    misnamed: list[int] = field(default_factory=list)
    strays: list[int] = field(default_factory=list)
    broken: list[tuple[str, list[int]]] = field(default_factory=list)


def broken_seals(session: Session) -> Iterator[tuple[str, list[int]]]:
    """Yield by name what is broken: entries whose records, postings or header were changed, taken away or
    slipped in, those that name other records than they wrote, and a chain that ends or closes elsewhere.
    Reads in parts, so that books of any size fit; the caller gives one snapshot.
    """
    proved = Proved()
    prove_on(session, proved, through=LARGEST)
    prove_end(session, proved)
    yield from proved.broken


def prove_on(session: Session, proved: Proved, *, through: int) -> None:
    """Prove the entries that follow up to one, and put down what is broken; nothing beyond a broken seal."""
    columns = "id, flow, actor, reason, effective_on, recorded_at, record_count, posting_count, digest, seal"
    sql = (
        f"SELECT {columns}, subjects::text FROM audit_entry WHERE practice_id = %s AND id > %s AND id <= %s "
        f"ORDER BY id LIMIT {AT_ONCE}"
    )
    if not proved.last_id:
        proved.strays = sorted(_written(session, -LARGEST, 0))
    while not proved.broken and (entries := session.rows(sql, session.practice_id, proved.last_id, through)):
        written = _written(session, proved.last_id, entries[-1][0])
        for entry in entries:
            if not _holds(session, proved, entry, written):
                return
        proved.strays += sorted(written)


def _holds(session: Session, proved: Proved, entry: Sequence[Any], written: dict[int, _Written]) -> bool:
    *header, records, postings, digest, stored, subjects = entry
    audit_id = header[0]
    own = written.pop(audit_id, _Written())
    seal = seal_of(proved.seal, [session.practice_id, *header], digest)
    is_whole = (own.digest, own.records, own.postings) == (digest, records, postings)
    if audit_id != proved.last_id + 1 or seal != stored or not is_whole:
        proved.broken = [("audit seal", [audit_id])]
        return False
    if not _are(json.loads(subjects), own.subjects):
        proved.misnamed.append(audit_id)
    proved.seal, proved.last_id = seal, audit_id
    proved.closed_on = header[4] if "day_close" in own.subjects else proved.closed_on
    return True


def prove_end(session: Session, proved: Proved) -> None:
    """Prove that the chain ends where it is proved up to, and put down all that is broken."""
    if proved.broken:
        return
    strays = proved.strays + sorted(_written(session, proved.last_id, LARGEST))
    if strays:
        proved.broken.append(("record outside the audit", strays))
    if proved.misnamed:
        proved.broken.append(("audit entry that names other records", proved.misnamed))
    proved.broken += _end(session, proved.last_id, proved.seal, proved.closed_on)


def _end(
    session: Session, last_id: int, seal: str, closed_on: date | None
) -> Iterator[tuple[str, list[int]]]:
    found = session.rows(
        "SELECT last_id, seal, closed_on FROM audit_chain WHERE practice_id = %s", session.practice_id
    )
    ((ends, sealed, closes),) = found or [(0, GENESIS, None)]
    if (ends, sealed) != (last_id, seal):
        yield "end of the audit chain", [last_id]
    if closes != closed_on:
        yield "books closed up to another day", [last_id]


def _are(told: object, subjects: dict[str, list[int]]) -> bool:
    """True where an entry names these ids by kind, in whatever order; what it tells may be anything."""
    if not isinstance(told, dict) or told.keys() != subjects.keys():
        return False
    return all(
        isinstance(ids, list) and sorted(map(str, ids)) == sorted(map(str, subjects[kind]))
        for kind, ids in told.items()
    )


def _written(session: Session, after: int, through: int) -> dict[int, _Written]:
    """Return what the entries in (after, through] wrote, recomputed, by their ids."""
    span = "practice_id = %s AND audit_id > %s AND audit_id <= %s ORDER BY audit_id"
    asked = (session.practice_id, after, through)
    sql = f"SELECT audit_id, id, version, kind, body::text FROM record WHERE {span}"
    bodies = {
        audit_id: [(row[1], row[2], row[3], canonical(row[4])) for row in rows]
        for audit_id, rows in groupby(session.rows(sql, *asked), key=lambda row: row[0])
    }
    sql = f"SELECT audit_id, {COLUMNS} FROM posting WHERE {span}"
    postings = {
        audit_id: [(row[1], _encoded(row[1:])) for row in rows]
        for audit_id, rows in groupby(session.rows(sql, *asked), key=lambda row: row[0])
    }
    return {
        audit_id: _told(bodies.get(audit_id, []), postings.get(audit_id, []))
        for audit_id in bodies.keys() | postings.keys()
    }


def _told(bodies: Sequence[tuple[int, int, str, bytes]], postings: Sequence[tuple[str, bytes]]) -> _Written:
    subjects: dict[str, list[int]] = {}
    for record_id, _, kind, _ in bodies:
        subjects.setdefault(kind, []).append(record_id)
    return _Written(digest_of(bodies, postings), len(bodies), len(postings), subjects)


def _encoded(cells: tuple[Any, ...]) -> bytes:
    """Return a posting as it was sealed; one that says what no flow says was sealed otherwise."""
    try:
        return encode_posting(posting_of(cells))
    except (LookupError, TypeError, ValueError):
        return b""
