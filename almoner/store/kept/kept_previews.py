"""What posting a large payment would do, as it was planned while it waits: kept apart from the books, so that
its page needs no plan of all its claims; and what was recorded since that it rests on.

Promises that what is told as unchanged since an entry is: a change of the house, of the payment's own trace
or of what lies between payer and practice is told as one of the ground, any other by its patient.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.remit import Remittance
from almoner.core.remit.recoupment import SETTLING
from almoner.store.session import Session, array_of


@dataclass(frozen=True, slots=True)
class KeptPreview:
    """The outcome of a payment in one version, planned for a day from what stood at an audit entry, under the
    prices that `rests_on` names. `body` is what concerns the whole; the claims lie beside it by their places.
    """

    remittance_id: int
    version: int
    on: date
    entry_id: int
    rests_on: str
    body: str
    keep_id: int = 0

    def is_of(self, remittance: Remittance, *, on: date, rests_on: str) -> bool:
        """True where it is of this version, this day and these prices."""
        return (self.version, self.on, self.rests_on) == (remittance.version, on, rests_on)


_KEEP = """
INSERT INTO kept_preview (practice_id, remittance_id, keep_id, version, on_day, entry_id, rests_on, body)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (practice_id, remittance_id) DO UPDATE SET keep_id = excluded.keep_id,
  version = excluded.version, on_day = excluded.on_day, entry_id = excluded.entry_id,
  rests_on = excluded.rests_on, body = excluded.body
"""
_KEEP_PARTS = """
INSERT INTO kept_preview_part (practice_id, remittance_id, ordinal, keep_id, body)
SELECT %s, %s, ordinal, %s, body FROM unnest(%s::bigint[], %s::text[]) part (ordinal, body)
"""
_FORGET_PARTS = "DELETE FROM kept_preview_part WHERE practice_id = %s AND remittance_id = ANY(%s)"


def keep(session: Session, found: KeptPreview, parts: Mapping[int, str]) -> None:
    """Keep a preview in place of the payment's last; `parts` are its claims by their places in the file."""
    keep_id = next(session.ids())
    here, remittance_id = session.practice_id, found.remittance_id
    session.rows(
        _KEEP,
        *(here, remittance_id, keep_id, found.version, found.on, found.entry_id, found.rests_on, found.body),
    )
    session.rows(_FORGET_PARTS, here, [remittance_id])
    session.rows(_KEEP_PARTS, here, remittance_id, keep_id, [*parts], [*parts.values()])


def kept(session: Session, remittance_id: int) -> KeptPreview | None:
    """Return what was kept of a payment last, or None."""
    sql = """
    SELECT remittance_id, version, on_day, entry_id, rests_on, body, keep_id FROM kept_preview
    WHERE practice_id = %s AND remittance_id = %s
    """
    rows = session.rows(sql, session.practice_id, remittance_id)
    return KeptPreview(*rows[0]) if rows else None


def parts(session: Session, found: KeptPreview, ordinals: Sequence[int]) -> dict[int, str]:
    """Return the claims of a kept preview at these places; none where they were kept anew meanwhile."""
    sql = """
    SELECT ordinal, body FROM kept_preview_part
    WHERE practice_id = %s AND remittance_id = %s AND keep_id = %s AND ordinal = ANY(%s)
    """
    values = (found.remittance_id, found.keep_id, array_of(ordinals))
    return dict(session.rows(sql, session.practice_id, *values))


_FORGET = """
DELETE FROM kept_preview k WHERE k.practice_id = %s AND NOT EXISTS (
  SELECT 1 FROM remittance m
  WHERE m.practice_id = k.practice_id AND m.id = k.remittance_id AND m.state = ANY(%s))
RETURNING k.remittance_id
"""


def forget(session: Session, *, but: Sequence[str]) -> None:
    """Forget what was kept of payments that are in none of these states any more."""
    gone = [remittance_id for (remittance_id,) in session.rows(_FORGET, session.practice_id, [*but])]
    if gone:
        session.rows(_FORGET_PARTS, session.practice_id, gone)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A payment that waits, and of what was kept of it the version, the day, the entry and the prices."""

    remittance_id: int
    version: int
    kept_version: int
    kept_on: date | None
    entry_id: int
    rests_on: str


_WAITING = """
SELECT m.id, m.version, coalesce(k.version, 0), k.on_day, coalesce(k.entry_id, 0), coalesce(k.rests_on, '')
FROM remittance m
JOIN record r ON r.practice_id = m.practice_id AND r.id = m.id AND r.version = m.version
LEFT JOIN kept_preview k ON k.practice_id = m.practice_id AND k.remittance_id = m.id
WHERE m.practice_id = %s AND m.state = ANY(%s)
  AND (r.body->>'claim_count')::bigint BETWEEN %s AND %s
ORDER BY k.entry_id NULLS FIRST, m.id
"""


def waiting(session: Session, states: Sequence[str], *, least: int, most: int) -> list[Waiting]:
    """Return the payments in these states of so many claims, those first of which nothing is kept, then those
    that were planned longest ago.
    """
    return [Waiting(*row) for row in session.rows(_WAITING, session.practice_id, [*states], least, most)]


@dataclass(frozen=True, slots=True)
class Since:
    """What was recorded since an entry: by whose charts, and whether what all claims share is among it.
    `is_much`: more than is looked through.
    """

    patients: frozenset[int] = frozenset()
    is_ground: bool = False
    is_much: bool = False

    @property
    def is_nothing(self) -> bool:
        """True where nothing that a payment rests on was recorded."""
        return not (self.patients or self.is_ground or self.is_much)


MOST = 5_000
"""Versions of records and postings that are looked through."""
APART = frozenset(
    (
        "access_act work_view visit_type open_hours closed_days signed_day code_autonomy coding_calibration "
        "mend_consent rule_stop interchange transmission release route_test acknowledgement drawer_count "
        "day_close month_close collection_cost account_number journal_export problem allergy medication "
        "order administration vital_sign report result immunization procedure family_history social_history "
        "goal fee_schedule"
    ).split()
)
"""Kinds of records about no patient and no claim at which no plan looks; all others are the ground."""

_SINCE = f"""
WITH told AS MATERIALIZED (
  SELECT id, kind, body, coalesce((body->>'patient_id')::bigint, 0) AS patient_id,
    coalesce((body->>'claim_id')::bigint, 0) AS claim_id
  FROM record WHERE practice_id = %(here)s AND audit_id > %(entry)s LIMIT {MOST + 1}),
moved AS MATERIALIZED (
  SELECT patient_id FROM posting WHERE practice_id = %(here)s AND audit_id > %(entry)s LIMIT {MOST + 1}),
same AS MATERIALIZED (
  SELECT id FROM remittance WHERE practice_id = %(here)s AND trace = %(trace)s)
SELECT
  ARRAY(
    SELECT patient_id FROM told WHERE patient_id > 0 UNION SELECT id FROM told WHERE kind = 'patient'
    UNION SELECT patient_id FROM moved WHERE patient_id IS NOT NULL
    UNION SELECT c.patient_id FROM told t JOIN claim c ON c.practice_id = %(here)s AND c.id = t.claim_id
      WHERE t.claim_id > 0 AND t.patient_id = 0),
  EXISTS (SELECT 1 FROM told WHERE CASE kind
    WHEN 'patient' THEN false
    WHEN 'remittance' THEN id IN (SELECT id FROM same)
      OR (%(settles)s AND jsonb_array_length(body->'provider_level') > 0)
    WHEN 'deposit' THEN body->>'trace' = %(trace)s
      OR (body->>'remittance_id')::bigint IN (SELECT id FROM same)
    WHEN 'task' THEN (body->>'subject_id')::bigint IN (SELECT id FROM same)
    WHEN 'takeback_act' THEN %(settles)s
    WHEN 'refund' THEN %(settles)s
    ELSE NOT (kind = ANY(%(apart)s) OR body ? 'patient_id' OR body ? 'claim_id') END),
  greatest((SELECT count(*) FROM told), (SELECT count(*) FROM moved)) > {MOST}
"""


def since(session: Session, remittance: Remittance, entry_id: int) -> Since:
    """Return what was recorded since an entry that the plan of a payment may rest on."""
    values = {
        "here": session.practice_id,
        "entry": entry_id,
        "trace": remittance.trace,
        "settles": any(pair.code in SETTLING for pair in remittance.provider_level),
        "apart": [*APART],
    }
    with session.cursor() as cursor:
        cursor.execute(_SINCE, values)
        patients, is_ground, is_much = cursor.fetchone()
    touched = session.charts.widened("patient_id", list(patients))
    return Since(frozenset(touched), is_ground, is_much)


def patients_of(session: Session, claim_ids: Sequence[int]) -> dict[int, int]:
    """Return whose each claim is."""
    sql = "SELECT id, patient_id FROM claim WHERE practice_id = %s AND id = ANY(%s)"
    return dict(session.rows(sql, session.practice_id, array_of(claim_ids)))
