"""Proves the books: recomputes seals, projections, balances and references, and names whatever nobody owns.

Reads as the owner, changes nothing, and reports counts and ids, never what a record says.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db import DataError, transaction
from msgspec import MsgspecError

from almoner.core.claim.state import Event, NotAllowed, fold
from almoner.core.collect.month import MonthClose, next_month
from almoner.store.kept import kept_receivables, kept_standings, kept_variance
from almoner.store.kept.kept_boards import differs
from almoner.store.lay import receivable_sides
from almoner.store.lists.charge_lag import counted_otherwise
from almoner.store.lists.funnel_then import asked_otherwise
from almoner.store.money import acts
from almoner.store.money.ledger import posted_balances
from almoner.store.proof import ties
from almoner.store.proof.members import held_otherwise
from almoner.store.proof.seals import broken_seals
from almoner.store.proof.signed_days import wrong
from almoner.store.proof.signed_forms import altered
from almoner.store.proof.silent import silent
from almoner.store.session import Session, books, let_help
from almoner.store.tables.projection import Projection
from almoner.store.tables.projections import PROJECTIONS

SEEN_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Broken:
    """A truth that does not hold: the check, in how many places, and the ids of the first few."""

    check: str
    count: int
    ids: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.check}: {self.count} (ids {', '.join(map(str, self.ids)) or 'none'})"


Check = Callable[[Session, date], Iterator[Broken]]


def practices(*, alias: str = "owner") -> list[int]:
    """Return the ids of every practice in the database."""
    with books(0, alias=alias) as session:
        return [row[0] for row in session.rows("SELECT id FROM practice ORDER BY id")]


def verify(practice_id: int, *, on: date, alias: str = "owner", is_quick: bool = False) -> list[Broken]:
    """Return everything that is broken in a practice's books; an empty list is the proof that they are whole.

    One snapshot: what others commit meanwhile is not seen half. A quick look leaves out what reads every
    record, the seals and the projections; it proves money, claims and files.
    """
    checks = [check for check in CHECKS if not (is_quick and check in READING_ALL)]
    with books(practice_id, alias=alias, is_snapshot=True) as session:
        let_help(session)
        return [broken for check in checks for broken in _looked(session, check, on)]


UNREADABLE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    MsgspecError,
    DataError,
)
"""What a check meets where somebody wrote what no flow writes."""


def _looked(session: Session, check: Check, on: date) -> list[Broken]:
    """Return what a check finds; a row that it cannot even read ends that check alone, and is broken too. Its
    place is told by the seals, which read no meaning.
    """
    found: list[Broken] = []
    try:
        with transaction.atomic(using=session.alias):
            found.extend(check(session, on))
    except UNREADABLE as error:
        found.append(Broken(f"unreadable for {check.__name__.strip('_')} ({type(error).__name__})", 1, ()))
    return found


def _found(session: Session, check: str, sql: str, *arguments: object) -> Iterator[Broken]:
    ids = [row[0] for row in session.rows(sql, *arguments)]
    if ids:
        yield Broken(check, len(ids), tuple(ids[:SEEN_AT_ONCE]))


def seals(session: Session) -> list[Broken]:
    """Return what is broken in a practice's audit: records, postings or entries that were changed, taken away
    or slipped in. Reads in parts, so that books of any size fit; the caller gives one snapshot.
    """
    return list(_seals(session, date.min))


def _seals(session: Session, _on: date) -> Iterator[Broken]:
    for name, ids in broken_seals(session):
        yield Broken(name, len(ids), tuple(ids[:SEEN_AT_ONCE]))


def _projections(session: Session, _on: date) -> Iterator[Broken]:
    """Each current row equals what its record's latest version says; none is missing, none stray."""
    for projection in PROJECTIONS.values():
        yield from _found(
            session, f"projection of {projection.table}", _unequal(projection), session.practice_id
        )
        sql = (
            f'SELECT r.id FROM record r LEFT JOIN "{projection.table}" t USING (practice_id, id) '
            "WHERE r.practice_id = %s AND r.kind = %s GROUP BY r.id, t.version HAVING max(r.version) "
            "IS DISTINCT FROM t.version OR count(*) <> max(r.version)"
        )
        yield from _found(
            session, f"versions of {projection.table}", sql, session.practice_id, projection.record.kind
        )


def _unequal(projection: Projection) -> str:
    pairs = " OR ".join(f't."{name}" IS DISTINCT FROM {value}' for name, value in projection.columns.items())
    return (
        f'SELECT t.id FROM "{projection.table}" t LEFT JOIN LATERAL (SELECT body AS b FROM record r WHERE '
        "r.practice_id = t.practice_id AND r.id = t.id AND r.version = t.version) latest ON true "
        f"WHERE t.practice_id = %s AND (latest.b IS NULL OR {pairs})"
    )


def _states(session: Session, _on: date) -> Iterator[Broken]:
    """Each claim stands where what happened to it has led (its versions, each made by one event)."""
    sql = (
        "SELECT id, split_part(body->>'cause', ':', 1), body->>'state' FROM record "
        "WHERE practice_id = %s AND kind = 'claim' ORDER BY id, version"
    )
    broken = []
    for claim_id, versions in groupby(session.rows(sql, session.practice_id), key=lambda row: row[0]):
        told = [(Event(cause), state) for _, cause, state in versions]
        try:
            folded = fold(event for event, _ in told)
        except NotAllowed:
            folded = None
        if folded != told[-1][1]:
            broken.append(claim_id)
    if broken:
        yield Broken("state of a claim", len(broken), tuple(broken[:SEEN_AT_ONCE]))


_DEPARTURES = """
WITH gone AS (
  SELECT id, (body->>'revision_id')::bigint AS revision_id, audit_id FROM record
  WHERE practice_id = {here} AND kind = 'claim' AND split_part(body->>'cause', ':', 1) = 'sent'),
said AS (
  SELECT g.id, g.revision_id, coalesce(
    (SELECT j.body->'findings' FROM judgement t
     JOIN record j ON j.practice_id = t.practice_id AND j.id = t.id AND j.version = t.version
     WHERE t.practice_id = {here} AND t.revision_id = g.revision_id AND j.audit_id <= g.audit_id
     ORDER BY j.audit_id DESC, j.id DESC LIMIT 1),
    v.body->'findings') AS findings
  FROM gone g JOIN record v ON v.practice_id = {here} AND v.id = g.revision_id AND v.version = 1)
SELECT DISTINCT s.id FROM said s CROSS JOIN LATERAL jsonb_array_elements(s.findings) f
WHERE f->>'severity' = 'reject' OR (f->>'severity' = 'hold' AND NOT EXISTS (
  SELECT 1 FROM finding_override o WHERE o.practice_id = {here} AND o.revision_id = s.revision_id
    AND o.finding = left(encode(sha256(convert_to(concat_ws(chr(31),
      f->>'edit', f->>'line', f->'because'->>'card', f->'because'->>'row'), 'UTF8')), 'hex'), 16)))
"""
"""The claims that left although the last word of the edits stopped them and nobody had overridden it. The
mark is that of `core/claim/judgement.py`.
"""


def _departures(session: Session, _on: date) -> Iterator[Broken]:
    """No claim left against its edits."""
    yield from _found(
        session, "claim that left against its edits", _DEPARTURES.format(here=session.practice_id)
    )


def _totals(session: Session, _on: date) -> Iterator[Broken]:
    """The cached account totals equal the postings, and the trial balance is zero."""
    sql = """
    SELECT 0 FROM (
      SELECT account, sum(debit)::bigint AS debit, sum(credit)::bigint AS credit FROM (
        SELECT debit AS account, cents AS debit, 0 AS credit FROM posting WHERE practice_id = %s
        UNION ALL SELECT credit, 0, cents FROM posting WHERE practice_id = %s) sides GROUP BY account) derived
    FULL JOIN (SELECT * FROM account_total WHERE practice_id = %s) cached USING (account)
    WHERE derived.debit IS DISTINCT FROM cached.debit_cents
      OR derived.credit IS DISTINCT FROM cached.credit_cents
    """
    yield from _found(session, "cached account totals", sql, *[session.practice_id] * 3)
    sql = f"""
    SELECT 0 FROM (
      SELECT account, payer_id, provider_id, service_on, sum(cents)::bigint AS cents
      FROM ({receivable_sides("posting")}) sides WHERE practice_id = %s GROUP BY 1, 2, 3, 4) derived
    FULL JOIN (SELECT * FROM aged_total WHERE practice_id = %s) cached
      USING (account, payer_id, provider_id, service_on)
    WHERE coalesce(derived.cents, 0) <> coalesce(cached.cents, 0)
    """
    yield from _found(session, "cached receivables by age", sql, *[session.practice_id] * 2)
    yield from _found(session, "cached receivables of all days", ties.DUE, *[session.practice_id] * 2)
    yield from _found(session, "cached totals of days", ties.DAYS, *[session.practice_id] * 3)
    yield from _found(session, "cached balances of patients", ties.PATIENTS, *[session.practice_id] * 2)
    sql = "SELECT 0 FROM account_total WHERE practice_id = %s HAVING sum(debit_cents) <> sum(credit_cents)"
    yield from _found(session, "trial balance", sql, session.practice_id)


def _references(session: Session, _on: date) -> Iterator[Broken]:
    """A posting's sides exist (a foreign key holds its charge line), and a reversal undoes exactly one."""
    for column, table in (
        ("patient_id", "patient"),
        ("visit_id", "visit"),
        ("claim_id", "claim"),
        ("revision_id", "claim_revision"),
        ("payer_id", "payer"),
        ("provider_id", "provider"),
        ("location_id", "location"),
        ("remittance_id", "remittance"),
        ("receipt_id", "receipt"),
        ("audit_id", "audit_entry"),
    ):
        sql = (
            f'SELECT p.id FROM posting p LEFT JOIN "{table}" t '
            f"ON t.practice_id = p.practice_id AND t.id = p.{column} "
            f"WHERE p.practice_id = %s AND p.{column} IS NOT NULL AND t.id IS NULL"
        )
        yield from _found(session, f"posting without its {table}", sql, session.practice_id)
    for name, sql in ties.CLOCKS.items():
        yield from _found(session, name, sql, session.practice_id)
    sql = """
    SELECT p.id FROM posting p LEFT JOIN posting o ON o.practice_id = p.practice_id AND o.key = p.reverses
    WHERE p.practice_id = %s AND p.reverses IS NOT NULL
      AND (o.id IS NULL OR o.debit <> p.credit OR o.credit <> p.debit OR o.cents <> p.cents)
    """
    yield from _found(session, "reversal that is not exact", sql, session.practice_id)


def _money(session: Session, _on: date) -> Iterator[Broken]:
    """A charge stands once, a posted remittance moves exactly its cash, and accounts tie with records."""
    sql = """
    SELECT l.id FROM charge_line l LEFT JOIN posting p ON p.practice_id = l.practice_id AND p.line_id = l.id
      AND p.reason IN ('charge', 'self_pay_charge') AND p.reverses IS NULL AND NOT EXISTS (
        SELECT 1 FROM posting u WHERE u.practice_id = p.practice_id AND u.reverses = p.key)
    WHERE l.practice_id = %s AND l.charge_cents > 0
    GROUP BY l.id, l.charge_cents, l.is_taken_back HAVING CASE WHEN l.is_taken_back THEN count(p.id) <> 0
      ELSE sum(p.cents) IS DISTINCT FROM l.charge_cents OR count(*) <> 1 END
    """
    yield from _found(session, "charge line posted otherwise", sql, session.practice_id)
    sql = """
    SELECT r.id FROM remittance r LEFT JOIN posting p
      ON p.practice_id = r.practice_id AND p.remittance_id = r.id AND p.reason <> 'deposit_cash'
    WHERE r.practice_id = %s GROUP BY r.id, r.state, r.amount_cents
    HAVING coalesce(sum(CASE 'cash' WHEN p.debit THEN p.cents WHEN p.credit THEN -p.cents ELSE 0 END), 0)
      <> CASE r.state WHEN 'posted' THEN r.amount_cents ELSE 0 END
    """
    yield from _found(session, "remittance whose cash differs", sql, session.practice_id)
    sql = """
    SELECT d.id FROM deposit d LEFT JOIN receipt r ON r.practice_id = d.practice_id AND r.deposit_id = d.id
    WHERE d.practice_id = %s AND d.deposit_kind = 'slip'
    GROUP BY d.id, d.cents HAVING coalesce(sum(r.cents), 0) <> d.cents
    """
    yield from _found(session, "deposit slip whose receipts differ", sql, session.practice_id)
    yield from _found(session, "deposit held otherwise", ties.DEPOSITS, *[session.practice_id] * 2)
    yield from _found(session, "debt placed otherwise", ties.AGENCIES, *[session.practice_id] * 3)
    yield from _found(
        session, "account that differs from its records", ties.ACCOUNTS, *[session.practice_id] * 5
    )
    yield from _found(session, "suspense without its task", acts.HELD_OTHERWISE, *[session.practice_id] * 2)
    yield from _found(session, "act posted otherwise", acts.POSTED_OTHERWISE, *[session.practice_id] * 2)
    yield from _found(session, "balance that nobody moved", acts.NOBODYS, session.practice_id)


def _receipts(session: Session, _on: date) -> Iterator[Broken]:
    """What is laid, refunded and returned of a receipt is what its records and postings say."""
    for name, sql in ties.RECEIPTS.items():
        yield from _found(session, name, sql, session.practice_id)


def _bytes(session: Session, _on: date) -> Iterator[Broken]:
    """Every exchanged file is there, to the byte, and its number is not given again."""
    yield from _found(session, "control number that would be given again", ties.NUMBERS, session.practice_id)
    broken = []
    sql = """
    SELECT i.id, i.sha256, b.content FROM interchange i LEFT JOIN interchange_bytes b
      ON b.practice_id = i.practice_id AND b.interchange_id = i.id WHERE i.practice_id = %s AND i.id = ANY(%s)
    """
    ids = [
        row[0]
        for row in session.rows("SELECT id FROM interchange WHERE practice_id = %s", session.practice_id)
    ]
    for start in range(0, len(ids), 50):
        for record_id, sha256, content in session.rows(sql, session.practice_id, ids[start : start + 50]):
            if content is None or hashlib.sha256(content).hexdigest() != sha256:
                broken.append(record_id)
    if broken:
        yield Broken("bytes of a file", len(broken), tuple(broken[:SEEN_AT_ONCE]))


def _silent(session: Session, on: date) -> Iterator[Broken]:
    """Nothing waits without a person or a day; and what is charged to a payer has its claim."""
    for name, ids in silent(session, on):
        yield Broken(name, len(ids), tuple(ids[:SEEN_AT_ONCE]))


def _signatures(session: Session, _on: date) -> Iterator[Broken]:
    """What was signed is as it was; a signed day leaves no visit to nobody, beside no late charge."""
    yield from _found(session, "words of a psychotherapy note", ties.WORDS, session.practice_id)
    for name, ids in (*wrong(session), *altered(session)):
        yield Broken(name, len(ids), tuple(ids[:SEEN_AT_ONCE]))


def _patients(session: Session, _on: date) -> Iterator[Broken]:
    """No money moves between patients: a posting is of the patient of its line, claim and receipt, in one of
    the charts that are read as theirs.
    """
    for column, table in (
        ("line_id", "charge_line"),
        ("claim_id", "claim"),
        ("visit_id", "visit"),
        ("receipt_id", "receipt"),
    ):
        sql = (
            f'SELECT p.id FROM posting p JOIN "{table}" t ON t.practice_id = p.practice_id '
            f"AND t.id = p.{column} WHERE p.practice_id = %s AND p.patient_id IS DISTINCT FROM t.patient_id "
            "AND NOT EXISTS (SELECT 1 FROM patient a JOIN patient b ON b.practice_id = a.practice_id "
            "AND b.chart_id = a.chart_id WHERE a.practice_id = p.practice_id AND a.id = p.patient_id "
            "AND b.id = t.patient_id)"
        )
        yield from _found(
            session, f"posting about another patient than its {table}", sql, session.practice_id
        )


def _months(session: Session, _on: date) -> Iterator[Broken]:
    """A closed month still is what it was closed as, known at the same audit entry."""
    broken = []
    for close in session.find(MonthClose):
        until_on = next_month(close.month_on)
        if (
            tuple(sorted(posted_balances(session, before_on=until_on, entry_id=close.entry_id).items()))
            != close.balances
        ):
            broken.append(close.id)
    if broken:
        yield Broken("closed month", len(broken), tuple(broken[:SEEN_AT_ONCE]))


def _boards(session: Session, _on: date) -> Iterator[Broken]:
    """The newest board that was kept says what counting it again says; what is asked as of then, what is."""
    if ids := differs(session):
        yield Broken("kept figures", len(ids), tuple(ids))
    if ids := asked_otherwise(session):
        yield Broken("funnel as known then", len(ids), tuple(ids[:SEEN_AT_ONCE]))
    if ids := kept_variance.differs(session):
        yield Broken("kept variance", len(ids), tuple(ids[:SEEN_AT_ONCE]))
    if ids := kept_standings.differs(session):
        yield Broken("kept standing of payers", len(ids), tuple(ids[:SEEN_AT_ONCE]))
    if ids := kept_receivables.differs(session):
        yield Broken("kept receivables", len(ids), tuple(ids[:SEEN_AT_ONCE]))
    if ids := counted_otherwise(session):
        yield Broken("kept lags", len(ids), tuple(ids))


def _members(session: Session, _on: date) -> Iterator[Broken]:
    """Whoever may enter was let in by a decision of record that stands."""
    odd = held_otherwise(session)
    if odd.ungiven:
        yield Broken("role that nobody gave", len(odd.ungiven), tuple(odd.ungiven[:SEEN_AT_ONCE]))
    if odd.lost:
        yield Broken("role that was given and is gone", len(odd.lost), tuple(odd.lost[:SEEN_AT_ONCE]))


CHECKS: tuple[Check, ...] = (
    _seals,
    _projections,
    _states,
    _departures,
    _totals,
    _references,
    _money,
    _receipts,
    _patients,
    _months,
    _bytes,
    _silent,
    _signatures,
    _boards,
    _members,
)
READING_ALL: tuple[Check, ...] = (_seals, _projections, _boards, _members)
