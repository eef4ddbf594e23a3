"""What one typed word finds: patients, claims and payments, each by one statement over indexed columns.

Promises at most `MOST` of each, the likeliest first, and no look at all rows of a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from almoner.store.lists.lists import Sought, conditions_of, spellings_of
from almoner.store.session import Session

MOST = 8


@dataclass(frozen=True, slots=True)
class FoundPatient:
    """A patient who answers to what was typed."""

    id: int
    number: str
    last_name: str
    first_name: str
    birth_on: date


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim with the number or of the amount that was typed."""

    id: int
    control: str
    last_name: str
    first_name: str
    payer: str
    service_on: date
    state: str
    total_cents: int


@dataclass(frozen=True, slots=True)
class FoundPayment:
    """A payment of a payer (`remittance`) or of a patient (`receipt`) with the number or of the amount."""

    kind: str
    id: int
    number: str
    who: str
    paid_on: date
    cents: int


def patients(session: Session, readings: Sequence[Sought]) -> list[FoundPatient]:
    """Return patients by what a word may mean; those of the likeliest reading come first."""
    parts, values = [], []
    spelled = [(place, each) for place, one in enumerate(readings) for each in spellings_of(one)]
    for place, reading in spelled:
        asked, given = conditions_of(reading)
        where = "".join(f" AND {one}" for one in asked)
        parts.append(
            f"(SELECT {place} AS place, p.id, p.number, p.last_name, p.first_name, p.birth_on FROM patient p "
            f'WHERE p.practice_id = %s{where} ORDER BY p.last_name COLLATE "C", p.first_name COLLATE "C", '
            f"p.id LIMIT {MOST})"
        )
        values += [session.practice_id, *given]
    if not parts:
        return []
    sql = (
        "SELECT id, number, last_name, first_name, birth_on FROM ("
        f"SELECT DISTINCT ON (id) * FROM ({' UNION ALL '.join(parts)}) every ORDER BY id, place) found "
        f'ORDER BY place, last_name COLLATE "C", first_name COLLATE "C", id LIMIT {MOST}'
    )
    return [FoundPatient(*row) for row in session.rows(sql, *values)]


_CLAIMS = f"""
WITH found AS (
  (SELECT 0 AS place, id FROM claim WHERE practice_id = %s AND control = %s)
  UNION ALL
  (SELECT 1, id FROM claim WHERE practice_id = %s AND payer_control = %s AND payer_control <> ''
   LIMIT {MOST})
  UNION ALL
  (SELECT 2, id FROM claim WHERE practice_id = %s AND total_cents = %s ORDER BY id DESC LIMIT {MOST}))
SELECT c.id, c.control, p.last_name, p.first_name, y.name, c.service_on, c.state, c.total_cents
FROM (SELECT id, min(place) AS place FROM found GROUP BY id) f
JOIN claim c ON c.practice_id = %s AND c.id = f.id
JOIN patient p ON p.practice_id = c.practice_id AND p.id = c.patient_id
JOIN payer y ON y.practice_id = c.practice_id AND y.id = c.payer_id
ORDER BY f.place, c.id DESC LIMIT {MOST}
"""


def claims(session: Session, code: str, cents: int | None) -> list[FoundClaim]:
    """Return claims with our number or the payer's, then the newest of an amount (in cents)."""
    own = session.practice_id
    rows = session.rows(_CLAIMS, own, code, own, code, own, cents, own)
    return [FoundClaim(*row) for row in rows]


_PAYMENTS = f"""
SELECT kind, id, number, who, paid_on, cents FROM (
  (SELECT 'remittance' AS kind, r.id, r.trace AS number, coalesce(y.name, r.payer_number) AS who, r.paid_on,
     r.amount_cents AS cents
   FROM remittance r LEFT JOIN payer y ON y.practice_id = r.practice_id AND y.id = r.payer_id
   WHERE r.practice_id = %s AND r.id = ANY(ARRAY(
     (SELECT id FROM remittance WHERE practice_id = %s AND trace = %s ORDER BY id DESC LIMIT {MOST}) UNION ALL
     (SELECT id FROM remittance WHERE practice_id = %s AND amount_cents = %s ORDER BY id DESC LIMIT {MOST})))
   ORDER BY r.id DESC LIMIT {MOST})
  UNION ALL
  (SELECT 'receipt', c.id, c.reference, p.last_name || ', ' || p.first_name, c.received_on, c.cents
   FROM receipt c JOIN patient p ON p.practice_id = c.practice_id AND p.id = c.patient_id
   WHERE c.practice_id = %s AND c.id = ANY(ARRAY(
     (WITH same AS MATERIALIZED (
        SELECT id FROM receipt WHERE practice_id = %s AND reference = %s AND reference <> '')
      SELECT id FROM same ORDER BY id DESC LIMIT {MOST}) UNION ALL
     (SELECT id FROM receipt WHERE practice_id = %s AND cents = %s ORDER BY id DESC LIMIT {MOST})))
   ORDER BY c.id DESC LIMIT {MOST})) found
WHERE kind = ANY(%s)
ORDER BY number <> %s, paid_on DESC, id DESC LIMIT {MOST}
"""


def payments(session: Session, typed: str, cents: int | None, *, kinds: Sequence[str]) -> list[FoundPayment]:
    """Return payments of some kinds by their check, transfer or receipt number, then by their amount."""
    own = session.practice_id
    sought = (own, own, typed, own, cents)
    rows = session.rows(_PAYMENTS, *sought, *sought, list(kinds), typed)
    return [FoundPayment(*row) for row in rows]
