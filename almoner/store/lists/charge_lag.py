"""When each visit took its steps, and what of it was charged after its day was closed; and how many visits of
a day took how long, as it was counted in the night, so that a month of large books is looked at in no time.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta

from almoner.store.money.ledger import entry_at
from almoner.store.session import Session, let_help

_VISITS = """
SELECT v.id, v.patient_id, p.last_name || ', ' || p.first_name, v.provider_id, v.service_on, n.signed_on,
  l.charged_on, c.claimed_on, coalesce(l.late_lines, 0), coalesce(l.late_cents, 0)
FROM visit v
JOIN patient p ON p.practice_id = v.practice_id AND p.id = v.patient_id
LEFT JOIN LATERAL (SELECT min(signed_on) AS signed_on FROM note n
  WHERE n.practice_id = v.practice_id AND n.visit_id = v.id) n ON true
LEFT JOIN LATERAL (
  SELECT min(r.effective_on) AS charged_on,
    count(*) FILTER (WHERE r.audit_id > k.audit_id AND NOT l.is_taken_back) AS late_lines,
    (sum(l.charge_cents) FILTER (WHERE r.audit_id > k.audit_id AND NOT l.is_taken_back))::bigint AS late_cents
  FROM charge_line l
  JOIN record r ON r.practice_id = l.practice_id AND r.id = l.id AND r.version = 1
  LEFT JOIN day_close d ON d.practice_id = l.practice_id AND d.closed_on = l.service_on
  LEFT JOIN record k ON k.practice_id = d.practice_id AND k.id = d.id AND k.version = 1
  WHERE l.practice_id = v.practice_id AND l.visit_id = v.id) l ON true
LEFT JOIN LATERAL (
  SELECT min(o.effective_on) AS claimed_on FROM claim c
  JOIN record o ON o.practice_id = c.practice_id AND o.id = c.id AND o.version = 1
  WHERE c.practice_id = v.practice_id AND c.visit_id = v.id) c ON true
WHERE v.practice_id = %s AND v.service_on >= %s AND v.service_on < %s AND %s IN (0, v.provider_id)
ORDER BY v.service_on, v.id
"""


@dataclass(frozen=True, slots=True)
class VisitLag:
    """A visit with the days of its steps (None where it has not come so far), and its late lines with their
    cents.
    """

    visit_id: int
    patient_id: int
    patient: str
    provider_id: int
    service_on: date
    signed_on: date | None
    charged_on: date | None
    claimed_on: date | None
    late_lines: int
    late_cents: int

    @property
    def to_signature(self) -> int | None:
        """Days from the service to the signature."""
        return (self.signed_on - self.service_on).days if self.signed_on else None

    @property
    def to_charge(self) -> int | None:
        """Days from the service to the charge."""
        return (self.charged_on - self.service_on).days if self.charged_on else None


def visit_lags(
    session: Session, *, since_on: date, until_on: date, provider_id: int = 0
) -> tuple[VisitLag, ...]:
    """Return the visits of the days [since_on, until_on), oldest first, of one provider or all."""
    asked = (session.practice_id, since_on, until_on, provider_id)
    return tuple(VisitLag(*row) for row in session.rows(_VISITS, *asked))


@dataclass(frozen=True, slots=True)
class Alike:
    """How many visits of a provider took the same days to their signature and charge (None: not yet), with
    their late lines and cents.
    """

    provider_id: int
    to_signature: int | None
    to_charge: int | None
    visits: int
    late_lines: int
    late_cents: int


_ALIKE = f"""
SELECT service_on, provider_id, signed_on - service_on, charged_on - service_on, count(*),
  sum(late_lines)::bigint, sum(late_cents)::bigint
FROM ({_VISITS}) visits (id, patient_id, patient, provider_id, service_on, signed_on, charged_on, claimed_on,
  late_lines, late_cents)
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""


def count_lags(session: Session, *, since_on: date, until_on: date) -> dict[date, list[Alike]]:
    """Count the visits of the days [since_on, until_on) by how long they took, by day."""
    found: dict[date, list[Alike]] = {}
    for day, *row in session.rows(_ALIKE, session.practice_id, since_on, until_on, 0):
        found.setdefault(day, []).append(Alike(*row))
    return found


KEPT_DAYS = 123
"""A night counts so many days back: a quarter of a year, and a month in which one looks back on it."""


@dataclass(frozen=True, slots=True)
class Night:
    """The last night's count: its newest day and entry, how long it took, and the first day that it has."""

    on: date
    entry_id: int
    took_ms: int
    since_on: date


def keep_lags(session: Session, *, on: date) -> None:
    """Count the days up to one that is over, and keep them in place of what was kept of them before."""
    let_help(session)
    began, since_on = time.monotonic(), on - timedelta(days=KEPT_DAYS - 1)
    found = count_lags(session, since_on=since_on, until_on=on + timedelta(days=1))
    told = (on, entry_at(session, None), round((time.monotonic() - began) * 1000))
    sql = """
    INSERT INTO kept_lag (practice_id, service_on, on_day, entry_id, took_ms, body)
    SELECT %s, day, %s, %s, %s, body FROM unnest(%s::date[], %s::jsonb[]) counted (day, body)
    ON CONFLICT (practice_id, service_on) DO UPDATE SET on_day = excluded.on_day,
      entry_id = excluded.entry_id, took_ms = excluded.took_ms, body = excluded.body
    """
    days = [since_on + timedelta(days=place) for place in range(KEPT_DAYS)]
    bodies = [json.dumps([astuple(one) for one in found.get(day, ())]) for day in days]
    session.rows(sql, session.practice_id, *told, days, bodies)


def last_night(session: Session) -> Night | None:
    """Return the last night's count, or None where there was none."""
    sql = """
    SELECT on_day, entry_id, took_ms, min(service_on) FROM kept_lag
    WHERE practice_id = %s AND on_day = (SELECT max(on_day) FROM kept_lag WHERE practice_id = %s)
    GROUP BY 1, 2, 3 ORDER BY 2 DESC LIMIT 1
    """
    found = session.rows(sql, session.practice_id, session.practice_id)
    return Night(*found[0]) if found else None


def kept_lags(session: Session, night: Night, *, since_on: date, until_on: date) -> list[Alike]:
    """Return what a night counted of the days [since_on, until_on)."""
    sql = """
    SELECT body FROM kept_lag
    WHERE practice_id = %s AND service_on >= %s AND service_on < %s AND on_day = %s
    """
    rows = session.rows(sql, session.practice_id, since_on, until_on, night.on)
    return [one for (told,) in rows for one in _read(told)]


def _read(told: str | Sequence[Sequence[int]]) -> list[Alike]:
    rows = json.loads(told) if isinstance(told, str) else told
    return [Alike(*row) for row in rows]


def counted_otherwise(session: Session) -> list[int]:
    """Return the entry of the last night's count where counting again, with nothing entered since, says
    something else.
    """
    night = last_night(session)
    if night is None or night.entry_id != entry_at(session, None):
        return []
    until_on = night.on + timedelta(days=1)
    then = kept_lags(session, night, since_on=night.since_on, until_on=until_on)
    now = count_lags(session, since_on=night.since_on, until_on=until_on)
    every = [one for rows in now.values() for one in rows]
    return [] if sorted(then, key=str) == sorted(every, key=str) else [night.entry_id]
