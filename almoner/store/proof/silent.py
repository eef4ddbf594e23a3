"""What nobody owns: claims, denials, visits, payments, files and money that wait without a person or a day.

Each check is one query that names ids. `watch` gives what is late to somebody; these prove that it did, with
`GRACE` days for a practice that was closed.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.claim.claim import ENDED, OWNED, WAITING
from almoner.store.session import Session

GRACE = timedelta(days=4)
"""A weekend and a holiday: how long what is late may wait for the next look."""

OPEN_TASK = "SELECT 1 FROM task t WHERE t.practice_id = {own}.practice_id AND t.state = 'open'"


def _list(states: frozenset[str]) -> str:
    return ", ".join(f"'{state}'" for state in sorted(map(str, states)))


_CLAIMS = f"""
SELECT c.id FROM claim c
WHERE c.practice_id = {{here}} {{narrow}} AND c.state NOT IN ({_list(ENDED)})
  AND NOT EXISTS ({OPEN_TASK.format(own="c")} AND t.claim_id = c.id)
  AND (c.state IN ({_list(OWNED)})
    OR (c.state IN ({_list(WAITING)}) AND (c.wait_until IS NULL OR c.wait_until < {{late}})))
"""
_DENIALS = f"""
SELECT d.id FROM denial d WHERE d.practice_id = {{here}} {{narrow}}
  AND d.state IN ('open', 'appealed', 'upheld')
  AND NOT EXISTS ({OPEN_TASK.format(own="d")} AND t.subject_id = d.id)
"""
_VISITS = f"""
SELECT v.id FROM visit v WHERE v.practice_id = {{here}} {{narrow}} AND v.state <> 'billed'
  AND v.service_on < {{late}} - 5 AND NOT EXISTS ({OPEN_TASK.format(own="v")} AND t.subject_id = v.id)
  AND (v.state = 'charged' OR NOT EXISTS (
    SELECT 1 FROM no_charge n WHERE n.practice_id = v.practice_id AND n.visit_id = v.id))
"""
_BOOKINGS = f"""
SELECT a.id FROM appointment a WHERE a.practice_id = {{here}} {{narrow}} AND a.starts_at < {{late}} - 2
  AND (a.state IN ('booked', 'arrived', 'in_room') OR (a.state = 'done' AND NOT EXISTS (
    SELECT 1 FROM visit v WHERE v.practice_id = a.practice_id AND v.appointment_id = a.id)))
  AND NOT EXISTS ({OPEN_TASK.format(own="a")} AND t.subject_id = a.id)
  AND NOT EXISTS (SELECT 1 FROM no_charge n WHERE n.practice_id = a.practice_id AND n.appointment_id = a.id)
"""
# Backwards: what is billed rests on a charge, and a claim on the charges of its visits.
_UNCHARGED = """
SELECT v.id FROM visit v WHERE v.practice_id = {here} {narrow} AND v.state IN ('charged', 'billed')
  AND NOT EXISTS (SELECT 1 FROM charge_line l WHERE l.practice_id = v.practice_id AND l.visit_id = v.id)
"""
_UNFOUNDED = """
SELECT c.id FROM claim c WHERE c.practice_id = {here} {narrow} AND c.visit_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM charge_line l WHERE l.practice_id = c.practice_id AND l.visit_id = c.visit_id)
"""
_REVIEWS = f"""
SELECT w.id FROM coding_review w WHERE w.practice_id = {{here}} {{narrow}} AND w.state IN ('drawn', 'differs')
  AND NOT EXISTS ({OPEN_TASK.format(own="w")} AND t.subject_id = w.visit_id
    AND t.what IN ('second_review', 'claim_review'))
"""
_REMITTANCES = f"""
SELECT r.id FROM remittance r WHERE r.practice_id = {{here}} {{narrow}}
  AND (r.state IN ('unbalanced', 'suspect') OR (r.state = 'received' AND r.received_on < {{late}} - 3)
    OR (r.state = 'reversed' AND EXISTS (SELECT 1 FROM deposit d
      WHERE d.practice_id = r.practice_id AND d.remittance_id = r.id) AND NOT EXISTS (
      SELECT 1 FROM remittance o WHERE o.practice_id = r.practice_id AND o.trace = r.trace
        AND o.payer_number = r.payer_number AND o.state IN ('received', 'posted'))))
  AND NOT EXISTS ({OPEN_TASK.format(own="r")} AND t.subject_id = r.id)
"""
_FILES = f"""
SELECT i.id FROM interchange i
LEFT JOIN transmission n ON n.practice_id = i.practice_id AND n.interchange_id = i.id
WHERE i.practice_id = {{here}} {{narrow}} AND i.direction = 'out' AND n.id IS NULL
  AND i.exchanged_on < {{late}} - 2 AND NOT EXISTS ({OPEN_TASK.format(own="i")} AND t.subject_id = i.id)
"""
# What took an amount out of suspense may be taken back, and that again: it lies there after an even number
# of turns.
_SUSPENSE = f"""
WITH RECURSIVE chain (first, last, turns) AS (
  SELECT key, key, 0 FROM posting
  WHERE practice_id = {{here}} AND reason IN ('suspended_cash', 'provider_suspense') AND reverses IS NULL
  UNION ALL
  SELECT c.first, u.key, c.turns + 1 FROM chain c
  JOIN posting u ON u.practice_id = {{here}} AND u.reverses = c.last)
SELECT coalesce(a.id, p.remittance_id)
FROM (SELECT first FROM chain GROUP BY first HAVING max(turns) % 2 = 0) s
JOIN posting p ON p.practice_id = {{here}} AND p.key = s.first
LEFT JOIN advice a ON a.practice_id = p.practice_id AND a.remittance_id = p.remittance_id
  AND a.ordinal::text = split_part(p.key, ':', 3)
WHERE true {{narrow}} AND NOT EXISTS ({OPEN_TASK.format(own="p")}
  AND (t.subject_id = a.id OR a.id IS NULL AND t.subject_id IN (p.remittance_id, p.claim_id)))
"""
_DEPOSITS = f"""
SELECT d.id FROM deposit d
JOIN record m ON m.practice_id = d.practice_id AND m.id = d.id AND m.version = d.version
WHERE d.practice_id = {{here}} {{narrow}} AND d.remittance_id IS NULL AND d.deposit_kind IN ('eft', 'check')
  AND NOT EXISTS ({OPEN_TASK.format(own="d")} AND t.id = (m.body->>'task_id')::bigint)
"""
# An open claim is followed by its own clock, and the receivable of its rank with it: also a payer's credit
# there, which stands until the payer has decided the claim that was sent anew.
_MONEY = f"""
SELECT DISTINCT l.id FROM (
  SELECT line_id, account, sum(cents) AS cents FROM (
    SELECT line_id, debit AS account, cents FROM posting
    WHERE practice_id = {{here}} AND line_id IS NOT NULL {{moved}}
    UNION ALL
    SELECT line_id, credit, -cents FROM posting
    WHERE practice_id = {{here}} AND line_id IS NOT NULL {{moved}}) sides
  GROUP BY line_id, account HAVING sum(cents) <> 0) b
JOIN charge_line l ON l.practice_id = {{here}} AND l.id = b.line_id
JOIN visit v ON v.practice_id = l.practice_id AND v.id = l.visit_id AND v.state = 'billed'
WHERE l.practice_id = {{here}} {{narrow}}
  AND (b.account ~ '^(payer_ar|denied):' OR (b.account = 'patient_ar' AND b.cents < 0))
  AND NOT EXISTS (
    SELECT 1 FROM claim c WHERE c.practice_id = l.practice_id AND c.visit_id = l.visit_id
      AND c.rank::text = split_part(b.account, ':', 2) AND c.state NOT IN ({_list(ENDED)}))
  AND NOT EXISTS ({OPEN_TASK.format(own="l")} AND t.claim_id IN (
    SELECT c.id FROM claim c WHERE c.practice_id = l.practice_id AND c.visit_id = l.visit_id))
  AND NOT EXISTS ({OPEN_TASK.format(own="l")} AND t.patient_id = l.patient_id AND t.what = 'refund_review')
"""


@dataclass(frozen=True, slots=True)
class Silence:
    """A kind of thing that must not wait unowned: its query, and the columns that narrow it to a patient or
    to one record.
    """

    name: str
    sql: str
    patient: str = ""
    subject: str = ""

    def found(self, session: Session, on: date, *, narrow: str = "", moved: str = "") -> list[int]:
        """Return the ids of what is silent on a day, of those that the conditions leave."""
        sql = self.sql.format(
            here=int(session.practice_id), late=f"DATE '{on - GRACE}'", narrow=narrow, moved=moved
        )
        return [row[0] for row in session.rows(sql)]


SILENCES = (
    Silence("silent claim", _CLAIMS, patient="c.patient_id", subject="c.id"),
    Silence("denial without an owner", _DENIALS, patient="d.patient_id", subject="d.id"),
    Silence("visit that went no further", _VISITS, patient="v.patient_id", subject="v.id"),
    Silence("booking that came to nothing", _BOOKINGS, patient="a.patient_id", subject="a.id"),
    Silence("visit billed without a charge", _UNCHARGED, patient="v.patient_id", subject="v.id"),
    Silence("claim without a charge", _UNFOUNDED, patient="c.patient_id", subject="c.id"),
    Silence("second review without an owner", _REVIEWS, patient="w.patient_id", subject="w.visit_id"),
    Silence("payment that waits for nobody", _REMITTANCES, subject="r.id"),
    Silence("file that was not delivered", _FILES, subject="i.id"),
    Silence(
        "cash in suspense without an owner",
        _SUSPENSE,
        patient="p.patient_id",
        subject="coalesce(a.id, p.remittance_id)",
    ),
    Silence("deposit without an owner", _DEPOSITS, subject="(m.body->>'source_id')::bigint"),
    Silence("money on a line that nobody follows", _MONEY, patient="l.patient_id"),
)


def silent(session: Session, on: date) -> Iterator[tuple[str, list[int]]]:
    """Yield each kind of silence that there is, with its ids."""
    for each in SILENCES:
        if ids := each.found(session, on):
            yield each.name, ids


def silent_about(session: Session, on: date, *, patient_ids: Collection[int], subject_id: int) -> list[str]:
    """Return what is silent about patients or one record: what closing their work would leave."""
    names = []
    charts = session.charts.whole(*sorted(patient_ids))
    among = f"IN ({', '.join(str(int(one)) for one in charts)})"
    for each in SILENCES:
        ids: list[int] = []
        if each.patient and patient_ids:
            narrow = f"AND {each.patient} {among}"
            ids += each.found(session, on, narrow=narrow, moved=f"AND patient_id {among}")
        if each.subject and not ids:
            ids += each.found(session, on, narrow=f"AND {each.subject} = {subject_id:d}")
        names += [each.name] if ids else []
    return names
