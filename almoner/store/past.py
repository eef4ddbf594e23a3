"""Loads what went before a claim: lines sent, units billed under authorizations, therapy of the year. One
query each for a whole batch, by the patients' own indexes, so that the size of the books does not matter.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.core.claim import ClaimState
from almoner.core.claim.facts import SentLine
from almoner.core.claim.memory import Memory
from almoner.core.coverage import Authorization
from almoner.core.coverage.authorization import Use
from almoner.core.denial import DenialState
from almoner.core.party import Patient, PayerKind
from almoner.store.codec import decode
from almoner.store.session import Ask, NotFound, Session, array_of

NOT_STANDING = (ClaimState.HELD, ClaimState.REJECTED, ClaimState.VOIDED)
DECIDED = (ClaimState.PAID, ClaimState.DENIED)
REFUSED = (DenialState.OPEN, DenialState.APPEALED, DenialState.UPHELD)
"""Denials that stand: what was sent again waits for another decision."""

_SENT = """
SELECT l.patient_id, l.service_on, l.id, l.code, l.units, p.npi, c.id, c.is_waiting, c.is_decided,
  c.is_decided AND (
    EXISTS (SELECT 1 FROM denial d
      WHERE d.practice_id = l.practice_id AND d.line_id = l.id AND d.state = ANY(%s))
    OR EXISTS (SELECT 1 FROM denial d
      WHERE d.practice_id = l.practice_id AND d.claim_id = c.id AND d.line_id IS NULL
        AND d.state = ANY(%s))),
  ARRAY(SELECT jsonb_array_elements_text(r.body->'modifiers'))
FROM charge_line l
JOIN provider p ON p.practice_id = l.practice_id AND p.id = l.provider_id
JOIN record r ON r.practice_id = l.practice_id AND r.id = l.id AND r.version = l.version
CROSS JOIN LATERAL (
  SELECT min(id) AS id, bool_and(state = %s) AS is_waiting, bool_or(state = ANY(%s)) AS is_decided
  FROM claim c
  WHERE c.practice_id = l.practice_id AND c.visit_id = l.visit_id AND c.state <> ALL(%s)) c
WHERE l.practice_id = %s AND l.patient_id = ANY(%s) AND NOT l.is_taken_back
  AND c.id IS NOT NULL AND (l.service_on >= %s OR l.code = ANY(%s) OR (l.service_on >= %s AND EXISTS (
    SELECT 1 FROM unnest(%s::text[], %s::text[]) k (low, high)
    WHERE l.code >= k.low COLLATE "C" AND l.code <= k.high COLLATE "C" AND length(l.code) = length(low))))
"""


def sent_lines(
    session: Session, patient_ids: Sequence[int], memory: Memory
) -> dict[int, tuple[SentLine, ...]]:
    """Return by patient the lines of standing claims that are remembered.

    A line that several claims carry waits only while all of them do. One whose denial stands is denied, any
    other of a decided claim paid.
    """
    states = ([*REFUSED], [*REFUSED], ClaimState.READY, [*DECIDED], [*NOT_STANDING])
    lows, highs = [low for low, _ in memory.meetings], [high for _, high in memory.meetings]
    kept = (memory.near_on, list(memory.rare), memory.met_on, lows, highs)
    found: dict[int, list[SentLine]] = defaultdict(list)
    charts = session.charts
    asked = (*states, session.practice_id, array_of(charts.whole(*patient_ids)), *kept)
    for patient_id, *told in session.rows(_SENT, *asked):
        found[charts.standing(patient_id)].append(_line(told))
    return {patient_id: tuple(lines) for patient_id, lines in found.items()}


def _line(told: Sequence[Any]) -> SentLine:
    day, line_id, code, units, npi, claim_id, is_waiting, is_decided, is_denied, modifiers = told
    return SentLine(
        code,
        tuple(modifiers),
        day,
        units=units,
        line_id=line_id,
        provider_npi=npi,
        state="denied" if is_denied else "paid" if is_decided else "",
        claim_id=claim_id,
        is_waiting=is_waiting,
    )


_USES = """
SELECT c.patient_id, c.payer_id, a.number, (line->>'line_id')::bigint AS line_id, line->>'code' AS code,
  (line->>'units')::int AS units, (line->>'service_on')::date AS service_on, c.id AS claim_id,
  c.state = %s AS is_waiting
FROM (SELECT DISTINCT u.practice_id, o.id AS patient_id, u.number FROM "authorization" u
  JOIN patient p ON p.practice_id = u.practice_id AND p.id = u.patient_id
  JOIN patient o ON o.practice_id = p.practice_id AND o.chart_id = p.chart_id
  WHERE u.practice_id = %s AND u.patient_id = ANY(%s) AND u.number <> '') a
JOIN claim c ON c.practice_id = a.practice_id AND c.patient_id = a.patient_id AND c.state <> ALL(%s)
JOIN record own ON own.practice_id = c.practice_id AND own.id = c.id AND own.version = c.version
JOIN record r ON r.practice_id = c.practice_id AND r.id = (own.body->>'revision_id')::bigint AND r.version = 1
  AND r.body->>'authorization' = a.number
CROSS JOIN LATERAL jsonb_array_elements(r.body->'lines') line
WHERE NOT EXISTS (SELECT 1 FROM denial d WHERE d.practice_id = c.practice_id AND d.claim_id = c.id
  AND coalesce(d.line_id, (line->>'line_id')::bigint) = (line->>'line_id')::bigint AND d.state = ANY(%s))
"""


def _of_uses(session: Session, patient_ids: Sequence[int]) -> tuple[Any, ...]:
    """The arguments of `_USES`."""
    patients = array_of(session.charts.whole(*patient_ids))
    return (ClaimState.READY, session.practice_id, patients, [*NOT_STANDING], [*REFUSED])


def uses_of(session: Session, patient_ids: Sequence[int]) -> dict[int, tuple[Use, ...]]:
    """Return by patient what standing claims bill under the numbers of the patient's authorizations, but for
    lines that a payer denied.
    """
    found: dict[int, list[Use]] = defaultdict(list)
    for patient_id, *use in session.rows(_USES, *_of_uses(session, patient_ids)):
        found[session.charts.standing(patient_id)].append(Use(*use))
    return {patient_id: tuple(uses) for patient_id, uses in found.items()}


@dataclass(frozen=True, slots=True)
class Person:
    """A patient with the authorizations, the latest first, and what was billed under them."""

    patient: Patient
    authorizations: tuple[Authorization, ...]
    uses: tuple[Use, ...]


def person(session: Session, patient_id: int) -> Person:
    """Return a patient with the authorizations by one query, or raise NotFound."""
    asks = (Ask(Patient, {"id": patient_id}), Ask(Authorization, {"patient_id": patient_id}))
    sources = [ask.source(session.practice_id, charts=session.charts) for ask in asks]
    parts = [f"SELECT {place}, r.body::text {sql}" for place, (sql, _) in enumerate(sources)]
    parts.append(f"SELECT 2, row_to_json(u)::text FROM ({_USES}) u")
    values = [value for _, given in sources for value in given]
    found: dict[int, list[str]] = {0: [], 1: [], 2: []}
    for place, body in session.rows(" UNION ALL ".join(parts), *values, *_of_uses(session, [patient_id])):
        found[place].append(body)
    if not found[0]:
        raise NotFound("no such patient in this practice")
    kept = [session.read(Authorization, body) for body in found[1]]
    kept.sort(key=lambda one: (one.since_on, one.id), reverse=True)
    return Person(decode(Patient, found[0][0]), tuple(kept), tuple(decode(Use, body) for body in found[2]))


def therapy_allowed(
    session: Session, patient_ids: Sequence[int], days: Sequence[date], disciplines: Mapping[str, str]
) -> dict[tuple[int, int], dict[str, int]]:
    """Return the cents that Medicare has allowed for therapy, by (patient, year of one of the days) and by
    discipline, which a line's modifier tells: what it paid, what it left to the patient or the next payer,
    and its own sequestration (253), as posted and not taken back.
    """
    sql = """
    SELECT l.patient_id, extract(year FROM l.service_on)::int, m.discipline,
      sum(CASE WHEN p.credit = 'payer_ar:' || p.rank THEN p.cents ELSE -p.cents END)::bigint
    FROM charge_line l
    JOIN record r ON r.practice_id = l.practice_id AND r.id = l.id AND r.version = l.version
    JOIN unnest(%s::text[], %s::text[]) m (modifier, discipline) ON r.body->'modifiers' ? m.modifier
    JOIN posting p ON p.practice_id = l.practice_id AND p.line_id = l.id
      AND 'payer_ar:' || p.rank IN (p.debit, p.credit)
      AND (p.reason IN ('payment', 'patient_share', 'next_payer') OR p.carc = '253')
    JOIN payer y ON y.practice_id = p.practice_id AND y.id = p.payer_id AND y.payer_kind = %s
    WHERE l.practice_id = %s AND l.patient_id = ANY(%s) AND l.service_on >= %s AND l.service_on < %s
    GROUP BY 1, 2, 3
    """
    if not patient_ids:
        return {}
    first, last = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
    arguments = (
        PayerKind.MEDICARE,
        session.practice_id,
        array_of(session.charts.whole(*patient_ids)),
        first,
        last,
    )
    found: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for patient_id, year, discipline, cents in session.rows(
        sql, [*disciplines], [*disciplines.values()], *arguments
    ):
        of_year = found[session.charts.standing(patient_id), year]
        of_year[discipline] = of_year.get(discipline, 0) + cents
    return dict(found)
