"""What people do to balances, as the books hold it: proposals that wait, small balances, and the proof."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from almoner.core.remit.history import SUSPENDING
from almoner.store.session import Session, array_of

POSTED_OTHERWISE = """
SELECT coalesce(a.id, p.id) FROM (SELECT * FROM balance_act WHERE practice_id = %s) a FULL JOIN (
  SELECT split_part(o.key, ':', 2)::bigint AS id, sum(o.cents) AS cents,
    sum(CASE WHEN u.id IS NULL THEN o.cents ELSE 0 END) AS standing
  FROM posting o LEFT JOIN posting u ON u.practice_id = o.practice_id AND u.reverses = o.key
  WHERE o.practice_id = %s AND o.key LIKE 'act:%%' AND o.reverses IS NULL GROUP BY 1) p USING (id)
WHERE coalesce(p.standing, 0) <> CASE a.state WHEN 'posted' THEN a.cents ELSE 0 END
  OR coalesce(p.cents, 0) <> CASE WHEN a.state IN ('posted', 'reversed') THEN a.cents ELSE 0 END
"""
"""Acts whose postings are not what they say, and postings of acts that are not there."""

HELD_OTHERWISE = f"""
SELECT a.id FROM (
  SELECT remittance_id, split_part(regexp_replace(key, '^(undo:)+', ''), ':', 3) AS place,
    sum(CASE credit WHEN 'suspense' THEN cents ELSE -cents END) AS cents
  FROM posting WHERE practice_id = %s AND reason = 'suspended_cash' GROUP BY 1, 2) held
JOIN advice a ON a.remittance_id = held.remittance_id AND a.ordinal::text = held.place
WHERE a.practice_id = %s AND held.cents <> coalesce((
  SELECT sum(t.cents) FROM task t WHERE t.practice_id = a.practice_id AND t.subject_id = a.id
    AND t.state = 'open' AND t.what = ANY('{{{",".join(sorted(SUSPENDING))}}}')), 0)
"""
"""Advices of which suspense holds another amount than the open work about them."""

BY_HAND = (
    "payer_write_off denial_write_off small_balance charity discount bad_debt contractual_by_hand "
    "by_hand_to_patient"
)
NOBODYS = f"""
SELECT id FROM posting WHERE practice_id = %s AND reverses IS NULL AND key NOT LIKE 'act:%%'
  AND reason = ANY('{{{BY_HAND.replace(" ", ",")}}}')
"""
"""Balances that only a person's act may move, and that none did."""


@dataclass(frozen=True, slots=True)
class Small:
    """A patient's small balance on one line."""

    patient_id: int
    line_id: int
    cents: int


# Of everybody who owes anything the sums are read off one index; the lines are looked up of whom it finds.
_SMALL = """
SELECT o.patient_id, l.line_ids, l.cents FROM (
  SELECT patient_id, min(moved_on) AS since_on FROM patient_total
  WHERE practice_id = %s AND cents <> 0 AND line_id > 0
  GROUP BY patient_id HAVING min(cents) > 0 AND sum(cents) <= %s AND max(moved_on) < %s) o
CROSS JOIN LATERAL (
  SELECT array_agg(line_id ORDER BY line_id) AS line_ids, array_agg(cents ORDER BY line_id) AS cents
  FROM patient_total
  WHERE practice_id = %s AND patient_id = o.patient_id AND cents <> 0 AND line_id > 0) l
WHERE NOT EXISTS (
  SELECT 1 FROM receipt t WHERE t.practice_id = %s AND t.patient_id = o.patient_id
    AND t.allocated_cents + t.refunded_cents + t.returned_cents < t.cents)
ORDER BY o.since_on, o.patient_id LIMIT %s
"""


def small_balances(
    session: Session, *, at_most_cents: int, quiet_since_on: date, limit: int
) -> tuple[list[Small], bool]:
    """Return the lines of patients who owe no more than so much in all, on whose balances nothing has moved
    since a day, and who have no free money, the longest quiet first; at most so many lines, whole patients
    only, and whether there are more.
    """
    here = session.practice_id
    rows = session.rows(_SMALL, here, at_most_cents, quiet_since_on, here, here, limit + 1)
    found: list[Small] = []
    for patient_id, line_ids, cents in rows:
        if len(found) + len(line_ids) > limit:
            break
        found += [Small(patient_id, *line) for line in zip(line_ids, cents, strict=True)]
    is_cut = len(found) < sum(len(row[1]) for row in rows)
    return _small_as_one(session, found, at_most_cents) if session.charts else found, is_cut


def _small_as_one(session: Session, found: list[Small], at_most_cents: int) -> list[Small]:
    """Those whose merged charts together owe no more either."""
    charts = session.charts
    joined = sorted({charts.standing(one.patient_id) for one in found} & charts.merged.keys())
    sql = """
    SELECT p.chart_id, sum(o.cents)::bigint FROM patient_total o
    JOIN patient p ON p.practice_id = o.practice_id AND p.id = o.patient_id
    WHERE o.practice_id = %s AND o.patient_id = ANY(%s) GROUP BY 1
    """
    whole = array_of(charts.whole(*joined))
    owed = dict(session.rows(sql, session.practice_id, whole)) if joined else {}
    return [one for one in found if owed.get(charts.standing(one.patient_id), 0) <= at_most_cents]


def names_of(session: Session, patient_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of patients as lists show them."""
    sql = "SELECT id, last_name || ', ' || first_name FROM patient WHERE practice_id = %s AND id = ANY(%s)"
    return dict(session.rows(sql, session.practice_id, array_of(patient_ids)))


@dataclass(frozen=True, slots=True)
class OwedLine:
    """What a patient owes on one line."""

    line_id: int
    service_on: date
    code: str
    cents: int


def owed_lines(session: Session, patient_id: int) -> list[OwedLine]:
    """Return the lines on which a patient owes something, the oldest first."""
    sql = """
    SELECT l.id, l.service_on, l.code, owed.cents FROM (
      SELECT line_id, sum(CASE debit WHEN 'patient_ar' THEN cents ELSE -cents END)::bigint AS cents
      FROM posting WHERE practice_id = %s AND patient_id = ANY(%s) AND line_id IS NOT NULL
        AND 'patient_ar' IN (debit, credit)
      GROUP BY line_id) owed
    JOIN charge_line l ON l.practice_id = %s AND l.id = owed.line_id
    WHERE owed.cents > 0 ORDER BY l.service_on, l.id
    """
    here = session.practice_id
    return [OwedLine(*row) for row in session.rows(sql, here, session.charts.whole(patient_id), here)]


@dataclass(frozen=True, slots=True)
class ActRow:
    """An act as the list of approvals shows it; a patient's name where it is about one alone."""

    id: int
    reason: str
    state: str
    cents: int
    part_count: int
    note: str
    proposed_by: str
    proposed_on: date
    decided_by: str
    patient_id: int
    last_name: str
    first_name: str
    claim_id: int
    control: str
    earlier: int = 0
    earlier_cents: int = 0
    """How many acts on the same patient's balances were posted before it, where that is asked, and their
    cents."""


_ROWS = """
SELECT a.id, a.reason, a.state, a.cents, jsonb_array_length(r.body->'parts'), r.body->>'note',
  a.proposed_by, a.proposed_on, a.decided_by, coalesce(p.id, 0), coalesce(p.last_name, ''),
  coalesce(p.first_name, ''), coalesce(c.id, 0), coalesce(c.control, ''){more}
FROM balance_act a
JOIN record r ON r.practice_id = a.practice_id AND r.id = a.id AND r.version = a.version
LEFT JOIN patient p ON p.practice_id = a.practice_id AND p.id = a.patient_id
LEFT JOIN claim c ON c.practice_id = a.practice_id AND c.id = a.claim_id
{joined}WHERE a.practice_id = %s AND {where} ORDER BY {order} LIMIT %s
"""
_EARLIER = """LEFT JOIN LATERAL (SELECT count(*) AS number, coalesce(sum(b.cents), 0)::bigint AS cents
  FROM balance_act b WHERE b.practice_id = a.practice_id AND b.patient_id = a.patient_id AND b.id < a.id
    AND b.state = 'posted') before ON true
"""


def proposed(session: Session, *, limit: int) -> list[ActRow]:
    """Return the acts that wait for a second person, the largest first, with what was posted before."""
    sql = _ROWS.format(
        where="a.state = 'proposed'",
        order="a.cents DESC, a.id",
        more=", before.number, before.cents",
        joined=_EARLIER,
    )
    return [ActRow(*row) for row in session.rows(sql, session.practice_id, limit)]


def decided(session: Session, *, limit: int) -> list[ActRow]:
    """Return the acts that are decided, the latest first."""
    sql = _ROWS.format(where="a.state <> 'proposed'", order="a.id DESC", more="", joined="")
    return [ActRow(*row) for row in session.rows(sql, session.practice_id, limit)]


def acts_about(session: Session, *, patient_id: int = 0, claim_id: int = 0) -> list[ActRow]:
    """Return the acts about a patient or a claim, the latest first."""
    where = "(a.patient_id = ANY(%s) OR a.claim_id = %s)"
    sql = _ROWS.format(where=where, order="a.id DESC", more="", joined="")
    charts = session.charts.whole(patient_id)
    return [ActRow(*row) for row in session.rows(sql, session.practice_id, charts, claim_id, 50)]


def moved_alone(session: Session, *, by: str, patient_ids: list[int], since_on: date) -> int:
    """Return how many cents somebody has moved alone on these patients' balances since a day, without what
    was taken back.
    """
    sql = """
    SELECT coalesce(sum(cents), 0)::bigint FROM balance_act
    WHERE practice_id = %s AND state = 'posted' AND decided_by = '' AND proposed_by = %s
      AND patient_id = ANY(%s) AND proposed_on >= %s
    """
    return int(
        session.value(sql, session.practice_id, by, array_of(session.charts.whole(*patient_ids)), since_on)
    )
