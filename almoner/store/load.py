"""Loads what `Session.find` cannot say: each function is one query, named for what it returns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from almoner.core.claim import Claim
from almoner.core.claim.claim import WAITING
from almoner.core.collect.refund import Refund
from almoner.core.plan import TaskState
from almoner.core.remit import Advice, ProviderLevel, Remittance, RemittanceState
from almoner.core.remit.recoupment import Paid
from almoner.core.schedule import Appointment
from almoner.core.wire.interchange import Interchange
from almoner.store.codec import decode
from almoner.store.session import Ask, NotFound, Session, array_of


def appointments_of(session: Session, on: date) -> list[Appointment]:
    """Return the bookings of a day in the order of their times."""
    return appointments_between(session, on, on + timedelta(days=1))


def appointments_between(session: Session, since: date, until: date) -> list[Appointment]:
    """Return the bookings of [since, until) in the order of their times."""
    where = "t.starts_at >= %s AT TIME ZONE 'UTC' AND t.starts_at < %s AT TIME ZONE 'UTC'"
    days = (datetime.combine(since, time()), datetime.combine(until, time()))
    found = session.gather(ask := Ask(Appointment, where=where, arguments=days)).of(ask)
    return sorted(found, key=lambda one: (one.starts_at, one.id))


def bookings_of(
    session: Session, since: date, until: date, *, provider_id: int, patient_id: int
) -> list[Appointment]:
    """Return the bookings of [since, until) that take the time of a provider or of a patient, in the order of
    their times.
    """
    where = (
        "(t.provider_id = %s OR t.patient_id = ANY(%s)) AND t.state NOT IN ('cancelled', 'no_show') "
        "AND t.starts_at >= %s AT TIME ZONE 'UTC' AND t.starts_at < %s AT TIME ZONE 'UTC'"
    )
    days = (datetime.combine(since, time()), datetime.combine(until, time()))
    told = (provider_id, session.charts.whole(patient_id), *days)
    found = session.gather(ask := Ask(Appointment, where=where, arguments=told)).of(ask)
    return sorted(found, key=lambda one: (one.starts_at, one.id))


def bookings_ahead(session: Session, patient_id: int, since: date) -> list[Appointment]:
    """Return what a patient is booked for from a day on and was not seen for, in the order of the times."""
    where = (
        "t.patient_id = ANY(%s) AND t.state IN ('booked', 'arrived') AND t.starts_at >= %s AT TIME ZONE 'UTC'"
    )
    told = (session.charts.whole(patient_id), datetime.combine(since, time()))
    found = session.gather(ask := Ask(Appointment, where=where, arguments=told)).of(ask)
    return sorted(found, key=lambda one: (one.starts_at, one.id))


_PAID = """
SELECT visit_id, sum(cents)::bigint FROM (
  SELECT visit_id, cents - refunded_cents - returned_cents AS cents
  FROM receipt WHERE practice_id = %s AND visit_id = ANY(%s)
  UNION ALL
  SELECT v.id, r.cents - r.allocated_cents - r.refunded_cents - r.returned_cents + (
    SELECT coalesce(sum(a.cents), 0) FROM allocation a
    JOIN charge_line l ON l.practice_id = a.practice_id AND l.id = a.line_id
    WHERE a.practice_id = r.practice_id AND a.receipt_id = r.id AND a.undone_on IS NULL AND l.visit_id = v.id)
  FROM visit v
  JOIN receipt r ON r.practice_id = v.practice_id AND r.patient_id = v.patient_id
    AND r.received_on = v.service_on AND r.visit_id IS NULL AND r.target = 'account'
  WHERE v.practice_id = %s AND v.id = ANY(%s) AND NOT EXISTS (
    SELECT 1 FROM visit w WHERE w.practice_id = v.practice_id AND w.patient_id = v.patient_id
      AND w.service_on = v.service_on AND w.id < v.id)
) paid WHERE cents > 0 GROUP BY visit_id
"""


def paid_at_visits(session: Session, visit_ids: list[int]) -> dict[int, int]:
    """Return the cents that patients paid at visits, by visit; one without a receipt is not there.

    What was taken at the desk before the visit began names no visit: it is that day's first visit's, as far
    as it isn't laid on anything else.
    """
    here, ids = session.practice_id, array_of(visit_ids)
    return dict(session.rows(_PAID, here, ids, here, ids))


def revision_lines(session: Session, revision_ids: list[int]) -> dict[int, list[int]]:
    """Return the ids of the charge lines that claim revisions carry, by revision."""
    sql = """
    SELECT r.id, ARRAY(SELECT (line->>'line_id')::bigint FROM jsonb_array_elements(r.body->'lines') line)
    FROM record r WHERE r.practice_id = %s AND r.id = ANY(%s) AND r.version = 1
    """
    return dict(session.rows(sql, session.practice_id, array_of(revision_ids)))


@dataclass(frozen=True, slots=True)
class Carried:
    """What a claim revision carries: its lines' ids and control numbers, its own frequency, and the lines'
    revenue codes where it is an institutional claim.
    """

    ids: tuple[int, ...]
    controls: tuple[str, ...]
    frequency: str
    revenue_codes: tuple[str, ...] = ()


def carried_lines(session: Session, revision_ids: list[int]) -> dict[int, Carried]:
    """Return what claim revisions carry, by revision, in the order of their lines."""
    sql = """
    SELECT r.id,
      array_agg((line->>'line_id')::bigint ORDER BY place), array_agg(line->>'control' ORDER BY place),
      min(r.body->>'frequency'),
      array_agg(line->>'revenue_code' ORDER BY place) FILTER (WHERE r.body->'bill' IS NOT NULL
        AND r.body->'bill' <> 'null'::jsonb)
    FROM record r, jsonb_array_elements(r.body->'lines') WITH ORDINALITY lines (line, place)
    WHERE r.practice_id = %s AND r.id = ANY(%s) AND r.version = 1 GROUP BY r.id
    """
    found = session.rows(sql, session.practice_id, array_of(revision_ids))
    return {
        revision_id: Carried(tuple(ids), tuple(controls), frequency, tuple(revenue or ()))
        for revision_id, ids, controls, frequency, revenue in found
    }


def claims_told(controls: Sequence[str], payer_controls: Sequence[str]) -> Ask[Claim]:
    """Ask for the claims of these control numbers, ours or the payer's."""
    where = "t.control = ANY(%s) OR (t.payer_control = ANY(%s) AND t.payer_control <> '')"
    return Ask(Claim, where=where, arguments=(list(controls), list(payer_controls)))


def claims_cut(practice_id: int, controls: Sequence[str]) -> Ask[Claim]:
    """Ask for the claims whose control numbers begin with one of these, at most two for each: one that the
    payer cut short is certain only where a single claim begins with it.
    """
    where = """t.id IN (SELECT found.id FROM unnest(%s::text[]) AS cut, LATERAL (
    SELECT c.id FROM claim c WHERE c.practice_id = %s AND c.control ^@ cut LIMIT 2) AS found)"""
    return Ask(Claim, where=where, arguments=(list(controls), practice_id))


def claims_of_lines(controls: Sequence[str], payer_id: int) -> Ask[Claim]:
    """Ask for a payer's claims of the visits whose charge lines bear these control numbers."""
    where = """t.visit_id IN (SELECT l.visit_id FROM charge_line l
    WHERE l.practice_id = t.practice_id AND l.control = ANY(%s))"""
    return Ask(Claim, {"payer_id": payer_id}, where, (list(controls),))


def claims_with_work(what: str, payer_id: int) -> Ask[Claim]:
    """Ask for a payer's claims about which such work is open."""
    where = """t.id IN (SELECT k.claim_id FROM task k
    WHERE k.practice_id = t.practice_id AND k.state = %s AND k.what = %s)"""
    return Ask(Claim, {"payer_id": payer_id}, where, (TaskState.OPEN.value, what))


def with_provider_level(payer_id: int | None = None) -> Ask[Remittance]:
    """Ask for posted remittances with provider-level amounts that settle over several payments: a payer's, or
    those of all.
    """
    columns: dict[str, object] = {"state": RemittanceState.POSTED.value}
    if payer_id is not None:
        columns |= {"payer_id": payer_id}
    return Ask(Remittance, columns, "t.settling IS NOT NULL")


def settling(session: Session, *, after: date = date.min, through: date = date.max) -> list[Paid]:
    """Return of all such remittances that were paid after a day, through another, no more than what tells how
    they settle.
    """
    sql = """
    SELECT id, version, coalesce(payer_id, 0), payer_number, trace, paid_on, received_on, settling::text
    FROM remittance
    WHERE practice_id = %s AND state = %s AND settling IS NOT NULL AND paid_on > %s AND paid_on <= %s
    """
    rows = session.rows(sql, session.practice_id, RemittanceState.POSTED.value, after, through)
    return [
        Paid(number, version, payer_id, payer_number, trace, paid_on, received_on, decode(_PAIRS, pairs))
        for number, version, payer_id, payer_number, trace, paid_on, received_on, pairs in rows
    ]


_PAIRS = tuple[ProviderLevel, ...]


def repaid_deferrals(payer_id: int | None = None) -> Ask[Refund]:
    """Ask for the refunds by which a payer, or any, took in money what it had deferred."""
    columns: dict[str, object] = {} if payer_id is None else {"payer_id": payer_id}
    return Ask(Refund, columns, "(r.body->>'repaid_cents')::bigint > 0")


def advices_that_count(claim_ids: Sequence[int]) -> Ask[Advice]:
    """Ask for the claims' advices, but those of remittances that were undone."""
    where = """NOT EXISTS (SELECT 1 FROM remittance m
    WHERE m.practice_id = t.practice_id AND m.id = t.remittance_id AND m.state = %s)"""
    return Ask(Advice, {"claim_id": claim_ids}, where, (RemittanceState.REVERSED.value,))


MOST_CLAIMS = 2**62
"""As many as there are."""


def remittance_file(
    session: Session, remittance_id: int, *, unless: Collection[RemittanceState] = (), most: int = MOST_CLAIMS
) -> tuple[Remittance, bytes | None]:
    """Return a remittance and the bytes of its file, or NotFound; in one of the states, and with more than
    the `most` claims, it goes without.
    """
    sql = """
    SELECT r.body::text,
      CASE WHEN t.state <> ALL(%s) AND (r.body->>'claim_count')::bigint <= %s THEN b.content END
    FROM remittance t
    JOIN record r ON r.practice_id = t.practice_id AND r.id = t.id AND r.version = t.version
    JOIN interchange_bytes b ON b.practice_id = t.practice_id AND b.interchange_id = t.interchange_id
    WHERE t.practice_id = %s AND t.id = %s
    """
    states = [state.value for state in unless]
    found = session.rows(sql, states, most, session.practice_id, remittance_id)
    if not found:
        raise NotFound("no such remittance in this practice")
    body, content = found[0]
    return decode(Remittance, body), None if content is None else bytes(content)


@dataclass(frozen=True, slots=True)
class Trait:
    """What an advice says of a claim that it doesn't name: the member, the day of service, the charge."""

    member_id: str
    service_on: date
    cents: int


def lookalikes(session: Session, traits: Sequence[Trait]) -> list[tuple[str, ...]]:
    """Return for each of them the control numbers of at most three claims that it fits."""
    sql = """
    SELECT w.place, f.control
    FROM unnest(%s::text[], %s::date[], %s::bigint[]) WITH ORDINALITY w (member_id, service_on, cents, place)
    CROSS JOIN LATERAL (
      SELECT c.id, c.control FROM claim c
      JOIN coverage v ON v.practice_id = c.practice_id AND v.id = c.coverage_id
      WHERE c.practice_id = %s AND v.member_id = w.member_id AND c.service_on = w.service_on
        AND c.total_cents = w.cents
      ORDER BY c.id LIMIT 3) f
    ORDER BY w.place, f.id
    """
    columns = ([one.member_id for one in traits], [one.service_on for one in traits])
    cents = [one.cents for one in traits]
    found: list[list[str]] = [[] for _ in traits]
    for place, control in session.rows(sql, *columns, cents, session.practice_id):
        found[place - 1].append(control)
    return [tuple(controls) for controls in found]


def late_claims(session: Session, *, on: date, limit: int) -> list[Claim]:
    """Return the claims that wait beyond their day."""
    sql = """
    SELECT id FROM claim WHERE practice_id = %s AND wait_until < %s AND state = ANY(%s)
    ORDER BY wait_until, id LIMIT %s
    """
    ids = _column(session, sql, session.practice_id, on, [*WAITING], limit)
    return session.find(Claim, id=ids) if ids else []


def note_digests(session: Session, note_ids: Sequence[int]) -> dict[int, str]:
    """Return the SHA-256 of signed notes, by note."""
    sql = "SELECT id, sha256 FROM note WHERE practice_id = %s AND id = ANY(%s)"
    return dict(session.rows(sql, session.practice_id, array_of(note_ids)))


def claims_named(session: Session, controls: Sequence[str]) -> dict[str, int]:
    """Return the ids of the claims of these control numbers, by number."""
    sql = "SELECT control, id FROM claim WHERE practice_id = %s AND control = ANY(%s)"
    return dict(session.rows(sql, session.practice_id, list(controls)))


def claims_carried(session: Session, interchange_id: int) -> dict[str, int]:
    """Return the ids of the claims that an interchange of ours carries, by control number: its audit entry
    lists them.
    """
    sql = """
    SELECT c.control, c.id FROM record own
    JOIN record r ON r.practice_id = own.practice_id AND r.audit_id = own.audit_id AND r.kind = 'claim'
    JOIN claim c ON c.practice_id = r.practice_id AND c.id = r.id
    WHERE own.practice_id = %s AND own.id = %s AND own.version = 1
    """
    return dict(session.rows(sql, session.practice_id, interchange_id))


def undelivered(session: Session, *, limit: int) -> list[Interchange]:
    """Return the out-going files that the other side has not got, oldest first."""
    sql = """
    SELECT i.id FROM interchange i
    LEFT JOIN transmission t ON t.practice_id = i.practice_id AND t.interchange_id = i.id
    WHERE i.practice_id = %s AND i.direction = 'out' AND t.id IS NULL ORDER BY i.id LIMIT %s
    """
    ids = _column(session, sql, session.practice_id, limit)
    return session.find(Interchange, id=ids) if ids else []


def taken_names(session: Session, names: Sequence[str], *, refused_since: date) -> set[str]:
    """Return those of the names that are done with: taken in, or refused before that day."""
    sql = """
    SELECT name FROM interchange WHERE practice_id = %s AND direction = 'in' AND name = ANY(%s)
    GROUP BY name HAVING bool_or(about <> 'refused') OR max(exchanged_on) < %s
    """
    return {row[0] for row in session.rows(sql, session.practice_id, list(names), refused_since)}


def refused_digests(session: Session, names: Sequence[str]) -> set[tuple[str, str]]:
    """Return (name, SHA-256) of what was refused under these names."""
    sql = """
    SELECT name, sha256 FROM interchange
    WHERE practice_id = %s AND direction = 'in' AND about = 'refused' AND name = ANY(%s)
    """
    return {(name, sha256) for name, sha256 in session.rows(sql, session.practice_id, list(names))}


def refused_under(session: Session, name: str) -> list[Interchange]:
    """Return the files that were refused under a name."""
    return session.find(Interchange, direction="in", name=name, about="refused")


def _column(session: Session, sql: str, *arguments: object) -> list[int]:
    return [row[0] for row in session.rows(sql, *arguments)]
