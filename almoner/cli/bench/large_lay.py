"""Lays copies of a lived practice into the same tables by set: records with their projections, postings with
the cached totals, files, and sealed audit entries.

A chunk of copies is one transaction: the books are whole after each, and a run that was cut off goes on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from almoner.cli.bench import large_tokens as marks
from almoner.cli.bench.large_shape import Copy
from almoner.store.commit import lock_chain, seal_of
from almoner.store.lay import KEEP_TOTALS, LAID
from almoner.store.session import Session
from almoner.store.tables.projections import PROJECTIONS

APART = 10**marks.PLACES
"""What lies between the ids of two copies."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record version of the lived practice as a pattern, under the number of its entry among those."""

    entry: int
    id: int
    version: int
    kind: str
    on: date
    body: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A posting as a pattern: `body` is what its commit sealed."""

    entry: int
    on: date
    body: str


@dataclass(frozen=True, slots=True)
class Act:
    """An audit entry of the lived practice: who did what, when, about which records (a pattern)."""

    flow: str
    actor: str
    reason: str
    on: date
    subjects: str


@dataclass(frozen=True, slots=True)
class Life:
    """What is copied: entries in their order, records, postings, and the files by the id of their record."""

    acts: Sequence[Act]
    rows: Sequence[Row]
    postings: Sequence[Moved]
    files: Sequence[tuple[int, str]]

    def moved(self, weeks: int) -> "Life":
        """Return the same life so many weeks later; files keep their days."""
        shift = timedelta(weeks=weeks)
        return Life(
            [Act(one.flow, one.actor, one.reason, one.on + shift, one.subjects) for one in self.acts],
            [
                Row(one.entry, one.id, one.version, one.kind, one.on + shift, marks.moved(one.body, weeks))
                for one in self.rows
            ],
            [Moved(one.entry, one.on + shift, marks.moved(one.body, weeks)) for one in self.postings],
            self.files,
        )

    def until(self, on: date) -> "Life":
        """Return what was done through a day: later versions are not there yet."""
        kept = [place for place, one in enumerate(self.acts) if one.on <= on]
        number = {place: count for count, place in enumerate(kept)}
        rows = [
            Row(number[one.entry], one.id, one.version, one.kind, one.on, one.body)
            for one in self.rows
            if one.entry in number
        ]
        postings = [
            Moved(number[one.entry], one.on, one.body) for one in self.postings if one.entry in number
        ]
        there = {one.id for one in rows}
        files = [(record_id, content) for record_id, content in self.files if record_id in there]
        return Life([self.acts[place] for place in kept], rows, postings, files)


_PREPARE = (
    "SET LOCAL temp_buffers = '256MB'",
    """CREATE TEMP TABLE IF NOT EXISTS lived_row (entry int, id bigint, version int, kind text, is_last bool,
    effective_on date, body text, marked int)""",
    """CREATE TEMP TABLE IF NOT EXISTS lived_posting (entry int, place int, effective_on date, body text,
    marked int)""",
    "CREATE TEMP TABLE IF NOT EXISTS lived_file (id bigint, content text, marked int)",
    "TRUNCATE lived_row, lived_posting, lived_file",
)


def load(session: Session, life: Life) -> None:
    """Copy a life's patterns to the connection's own tables, where `lay` takes them from."""
    for sql in _PREPARE:
        session.rows(sql)
    last = {one.id: one.version for one in sorted(life.rows, key=lambda one: one.version)}
    _copy(
        session,
        "lived_row",
        (
            (
                *(one.entry, one.id, one.version, one.kind, last[one.id] == one.version, one.on, one.body),
                marks.how_marked(one.body),
            )
            for one in life.rows
        ),
    )
    _copy(
        session,
        "lived_posting",
        (
            (one.entry, place, one.on, one.body, marks.how_marked(one.body))
            for place, one in enumerate(life.postings)
        ),
    )
    _copy(
        session,
        "lived_file",
        ((record_id, content, marks.how_marked(content)) for record_id, content in life.files),
    )
    session.rows("ANALYZE lived_row")


def _copy(session: Session, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with session.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


@dataclass(frozen=True, slots=True)
class Own:
    """A copy with what fills its marks: the ids of its providers, and the first part of its family names."""

    copy: Copy
    providers: tuple[int, ...]
    family: str


_QUICK = ("SET LOCAL work_mem = '256MB'", "SET LOCAL synchronous_commit = off")
"""Copies of a transaction are joined and sorted in memory; what a crash takes, the next run lays again."""


def lay(session: Session, life: Life, owns: Sequence[Own], *, at: datetime) -> None:
    """Lay copies of the life that was loaded, with their entries at the end of the practice's chain."""
    for sql in _QUICK:
        session.rows(sql)
    link = lock_chain(session)
    session.rows("DROP TABLE IF EXISTS own, made_file, made, made_posting")
    _fill(session, owns, first=link.last_id + 1, acts=len(life.acts))
    filled = _filled("t.body", len(owns[0].providers))
    session.rows(_FILES.format(filled=_filled("t.content", len(owns[0].providers)), apart=APART))
    session.rows(_MADE.format(filled=filled, id=marks.ID, sha=marks.SHA, size=marks.SIZE, apart=APART))
    session.rows("CREATE INDEX ON made (kind) WHERE is_last")
    session.rows(_MADE_POSTING.format(filled=filled))
    session.rows("ANALYZE made (kind, is_last)")
    practice, since = session.practice_id, at
    session.rows(_KEEP_FILES, practice)
    session.rows(_KEEP_RECORDS, practice, since)
    for kind in dict.fromkeys(kind for kind in PROJECTIONS if any(one.kind == kind for one in life.rows)):
        session.rows(_projecting(kind), practice, kind)
    session.rows(_KEEP_POSTINGS, practice, since)
    _seal(session, life, owns, at=at)


def _fill(session: Session, owns: Sequence[Own], *, first: int, acts: int) -> None:
    session.rows(
        "CREATE TEMP TABLE own (k int, digits text, four text, family text, providers text[], first bigint) "
        "ON COMMIT DROP"
    )
    for place, own in enumerate(owns):
        session.rows(
            "INSERT INTO own VALUES (%s, %s, %s, %s, %s, %s)",
            *(own.copy.number, own.copy.digits, f"{own.copy.number:04}", own.family),
            *([str(each) for each in own.providers], first + place * acts),
        )


def _filled(column: str, providers: int) -> str:
    """Return the SQL of a pattern of `t` whose marks are filled from `c`, a row of `own`: those that
    `marks.how_marked` says.
    """
    ids = {marks.ID: "c.k::text"}
    numbers = ids | {marks.DIGITS: "c.digits", marks.FOUR: "c.four"}
    every = numbers | {marks.NAME: "c.family"}
    every |= {marks.PROVIDER[place]: f"c.providers[{place + 1}]" for place in range(providers)}
    first, second, rest = (_replaced(column, fills) for fills in (ids, numbers, every))
    return f"CASE t.marked WHEN 0 THEN {first} WHEN 1 THEN {second} ELSE {rest} END"


def _replaced(column: str, fills: Mapping[str, str]) -> str:
    for mark, value in fills.items():
        column = f"replace({column}, '{mark}', {value})"
    return column


_FILES = """
CREATE TEMP TABLE made_file WITH (toast_tuple_target = 8160) ON COMMIT DROP AS
SELECT id, content, encode(sha256(content), 'hex') AS sha256, length(content) AS size
FROM (SELECT c.k::bigint * {apart} + t.id AS id, convert_to({filled}, 'UTF8') AS content
  FROM own c, lived_file t) filled
"""
_MADE = """
CREATE TEMP TABLE made WITH (toast_tuple_target = 8160) ON COMMIT DROP AS
SELECT audit_id, id, version, kind, is_last, effective_on, body, body::jsonb AS b FROM (
  SELECT c.first + t.entry AS audit_id, c.k::bigint * {apart} + t.id AS id, t.version, t.kind, t.is_last,
    t.effective_on, CASE WHEN t.kind = 'interchange'
      THEN replace(replace({filled}, '{sha}', coalesce(f.sha256, '')), '{size}', coalesce(f.size, 0)::text)
      ELSE {filled} END AS body
  FROM own c CROSS JOIN lived_row t
  LEFT JOIN made_file f ON t.kind = 'interchange' AND f.id = c.k::bigint * {apart} + t.id
  ORDER BY c.first, t.entry, t.id) filled
"""
_MADE_POSTING = """
CREATE TEMP TABLE made_posting ON COMMIT DROP AS
SELECT audit_id, place, effective_on, body, body::jsonb AS b FROM (
  SELECT c.first + t.entry AS audit_id, t.place, t.effective_on, {filled} AS body
  FROM own c CROSS JOIN lived_posting t ORDER BY c.first, t.place) filled
"""
_KEEP_FILES = """
INSERT INTO interchange_bytes (practice_id, interchange_id, content) SELECT %s, id, content FROM made_file
"""
_AT = "%s::timestamptz + audit_id * interval '1 microsecond'"
_KEEP_RECORDS = (
    "INSERT INTO record (practice_id, id, version, kind, body, audit_id, effective_on, recorded_at) "
    f"SELECT %s, id, version, kind, b, audit_id, effective_on, {_AT} FROM made"
)


def _projecting(kind: str) -> str:
    projection = PROJECTIONS[kind]
    names = ", ".join(f'"{name}"' for name in projection.columns)
    return (
        f'INSERT INTO "{projection.table}" (practice_id, id, version, {names}) '
        f"SELECT %s, id, version, {', '.join(projection.columns.values())} "
        "FROM made WHERE kind = %s AND is_last"
    )


_TEXTS = ("key", "debit", "credit", "reason", "group", "carc", "element")
_SIDES = ("patient", "visit", "line", "claim", "revision", "payer", "provider", "location", "remittance")
_SUBJECTS = tuple(f"{side}_id" for side in (*_SIDES, "receipt", "other_payer"))
_KEEP_POSTINGS = f"""
WITH laid AS (
  INSERT INTO posting (practice_id, audit_id, recorded_at, effective_on, cents, rank, service_on, reverses,
    {", ".join(f'"{name}"' for name in (*_TEXTS, *_SUBJECTS))})
  SELECT %s, audit_id, {_AT}, (b->>'effective_on')::date, (b->>'cents')::bigint, (b->'subject'->>'rank')::int,
    (b->'subject'->>'service_on')::date, nullif(b->>'reverses', ''),
    {", ".join(f"b->>'{name}'" for name in _TEXTS)},
    {", ".join(f"nullif((b->'subject'->>'{name}')::bigint, 0)" for name in _SUBJECTS)}
  FROM made_posting ORDER BY audit_id, place
  RETURNING {LAID}),
{KEEP_TOTALS}"""
_DIGESTS = """
SELECT audit_id, encode(sha256(convert_to(coalesce(r.lines, '') || coalesce(p.lines, ''), 'UTF8')), 'hex'),
  coalesce(r.number, 0), coalesce(p.number, 0)
FROM (SELECT audit_id, count(*) AS number,
    string_agg(id || ' ' || version || ' ' || kind || ' ' || body || chr(10), '' ORDER BY id, version)
      AS lines
  FROM made GROUP BY 1) r
FULL JOIN (SELECT audit_id, count(*) AS number,
    string_agg(b->>'key' || ' ' || body || chr(10), '' ORDER BY (b->>'key') COLLATE "C") AS lines
  FROM made_posting GROUP BY 1) p USING (audit_id)
ORDER BY audit_id
"""
_ENTRY = (
    "audit_entry (practice_id, id, flow, actor, reason, effective_on, recorded_at, record_count, "
    "posting_count, subjects, digest, seal)"
)


def _seal(session: Session, life: Life, owns: Sequence[Own], *, at: datetime) -> None:
    """Write the entries, each sealed over the one before it, and the chain's new end."""
    link = lock_chain(session)
    last, seal = link.last_id, link.seal
    entries: list[tuple[Any, ...]] = []
    for audit_id, digest, records, postings in session.rows(_DIGESTS):
        place, entry = divmod(audit_id - link.last_id - 1, len(life.acts))
        act = life.acts[entry]
        assert audit_id == last + 1, "every entry that is copied has a record or a posting"
        last, instant = audit_id, at + timedelta(microseconds=audit_id)
        header = (session.practice_id, audit_id, act.flow, act.actor, act.reason, act.on, instant)
        seal = seal_of(seal, header, digest)
        subjects = act.subjects.replace(marks.ID, str(owns[place].copy.number))
        entries.append((*header, records, postings, subjects, digest, seal))
    _copy(session, _ENTRY, entries)
    session.rows(
        "UPDATE audit_chain SET last_id = %s, seal = %s WHERE practice_id = %s",
        *(last, seal, session.practice_id),
    )


def laid(session: Session) -> int:
    """Return the number of the last copy that lies in the books, 0 for none."""
    last = session.value("SELECT max(id) FROM record WHERE practice_id = %s", session.practice_id)
    return int(last or 0) // int(APART)


_NUMBERS = """
UPDATE control_number c SET last_given = greatest(c.last_given, i.control) FROM (
  SELECT practice_id, receiver, max(control::bigint) AS control FROM interchange
  WHERE practice_id = %s AND direction = 'out' AND control ~ '^[0-9]{1,9}$' GROUP BY 1, 2) i
WHERE c.practice_id = i.practice_id AND c.receiver = i.receiver
"""


def settle(session: Session) -> None:
    """Let new ids and control numbers begin behind those of the copies, and count the tables, as a server
    does in time.
    """
    last = session.value("SELECT max(id) FROM record WHERE practice_id = %s", session.practice_id)
    session.rows("SELECT setval('almoner_id', %s::bigint + 1, false)", last or 0)
    session.rows(_NUMBERS, session.practice_id)
    session.rows("ANALYZE")
