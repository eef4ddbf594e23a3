"""Takes the guards of the tables off while a large practice is laid, and puts them back, each proved by the
server: references, secondary indexes and triggers. What was taken off is noted in the database first, so that
a run that was cut off puts it back.
"""

from collections.abc import Iterator, Mapping

from almoner.store.codec import encode
from almoner.store.session import Session, books

_NOTE = """
CREATE SCHEMA IF NOT EXISTS bench;
CREATE TABLE IF NOT EXISTS bench.guard (place serial, taken text PRIMARY KEY, back text NOT NULL);
CREATE TABLE IF NOT EXISTS bench.wanted (said text);
"""
_REFERENCES = """
INSERT INTO bench.guard (taken, back)
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
  format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace
  AND conrelid::regclass::text NOT LIKE ALL ('{auth%,django%,procrastinate%}')
ORDER BY conrelid, conname
"""
_INDEXES = """
INSERT INTO bench.guard (taken, back)
SELECT format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE ALL ('{auth%,django%,procrastinate%}')
  AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
ORDER BY c.relname, i.indexrelid
"""
_TRIGGERS = """
INSERT INTO bench.guard (taken, back)
SELECT DISTINCT format('ALTER TABLE %s DISABLE TRIGGER USER', tgrelid::regclass),
  format('ALTER TABLE %s ENABLE TRIGGER USER', tgrelid::regclass)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT tgisinternal AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'procrastinate%'
"""


def take_off(session: Session) -> None:
    """Take the guards off; where they are off already nothing changes."""
    session.rows(_NOTE)
    if session.value("SELECT count(*) FROM bench.guard"):
        return
    for noted in (_REFERENCES, _INDEXES, _TRIGGERS):
        session.rows(noted)
    for (taken,) in session.rows("SELECT taken FROM bench.guard ORDER BY place"):
        session.rows(taken)


_QUICK = ("SET LOCAL maintenance_work_mem = '1GB'", "SET LOCAL synchronous_commit = off")
"""An index is sorted, and a reference's two tables are joined, in memory."""


def put_back(practice_id: int) -> Iterator[tuple[str, int]]:
    """Put the guards back, the last taken first, each in a transaction of its own; yield each one's
    statement before it runs, and how many are left. A row that breaks a guard is an error of the server.
    """
    while True:
        with books(practice_id, alias="owner") as session:
            found = session.rows("SELECT place, back FROM bench.guard ORDER BY place DESC")
        if not found:
            return
        place, back = found[0]
        yield back, len(found)
        with books(practice_id, alias="owner") as session:
            for quick in _QUICK:
                session.rows(quick)
            session.rows(back)
            session.rows("DELETE FROM bench.guard WHERE place = %s", place)


def is_same(session: Session, wanted: Mapping[str, int]) -> bool:
    """Note which practice is made here, and say whether it is the one that was begun."""
    session.rows(_NOTE)
    said = encode(wanted).decode()
    session.rows(
        "INSERT INTO bench.wanted (said) SELECT %s WHERE NOT EXISTS (SELECT 1 FROM bench.wanted)", said
    )
    return bool(session.value("SELECT said FROM bench.wanted") == said)
