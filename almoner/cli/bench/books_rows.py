"""The row-by-row way for `bench books`: each record, its projection, each posting and the cached totals by
statements of their own, without seals and audit.
"""

from collections.abc import Sequence
from functools import cache

from almoner.core.ledger import Posting, Subject
from almoner.store.lay import Body, Entry
from almoner.store.session import Session
from almoner.store.tables.projections import PROJECTIONS


def insert_one_by_one(
    session: Session, entry: Entry, bodies: Sequence[Body], postings: Sequence[Posting]
) -> None:
    """Write records and postings as a program does that saves object by object."""
    for body in bodies:
        _insert_record(session, entry, body)
    for posting in postings:
        insert_posting(session, posting, audit_id=entry.audit_id)


_RECORD = """
INSERT INTO record (practice_id, id, version, kind, body, audit_id, effective_on, recorded_at)
VALUES (%s, %s, %s, %s, %s::jsonb, %s, %s, %s)
"""


def _insert_record(session: Session, entry: Entry, body: Body) -> None:
    record_id, version, kind, content = body
    text = content.decode()
    own = (session.practice_id, record_id, version)
    session.rows(_RECORD, *own, kind, text, entry.audit_id, entry.on, entry.at)
    session.rows(_shown(kind), text, *own)


@cache
def _shown(kind: str) -> str:
    projection = PROJECTIONS[kind]
    names = ", ".join(f'"{name}"' for name in projection.columns)
    sql = (
        "WITH given AS (SELECT %s::jsonb AS b) "  # noqa: S608 - names come from our own declarations
        f'INSERT INTO "{projection.table}" (practice_id, id, version, {names}) '
        f"SELECT %s, %s, %s, {', '.join(projection.columns.values())} FROM given"
    )
    if projection.is_superseded:
        renewed = ", ".join(f'"{name}" = excluded."{name}"' for name in ("version", *projection.columns))
        sql += f" ON CONFLICT (practice_id, id) DO UPDATE SET {renewed}"
    return sql


_POSTING = """
INSERT INTO posting (practice_id, audit_id, recorded_at, key, debit, credit, cents, reason, effective_on,
  "group", carc, element, rank, service_on, patient_id, visit_id, line_id, claim_id, revision_id, payer_id,
  provider_id, location_id, remittance_id, other_payer_id)
VALUES (%s, %s, now(), %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_TOTAL = """
INSERT INTO account_total (practice_id, account, debit_cents, credit_cents) VALUES (%s, %s, %s, %s)
ON CONFLICT (practice_id, account) DO UPDATE SET
  debit_cents = account_total.debit_cents + excluded.debit_cents,
  credit_cents = account_total.credit_cents + excluded.credit_cents
"""
_AGED = """
INSERT INTO aged_total (practice_id, account, payer_id, provider_id, service_on, cents)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (practice_id, account, payer_id, provider_id, service_on) DO UPDATE
  SET cents = aged_total.cents + excluded.cents
"""
RECEIVABLE = ("payer_ar:", "denied:", "patient_ar", "collections")


def insert_posting(session: Session, posting: Posting, *, audit_id: int) -> None:
    """The row, the cached totals of its two accounts, and the age of each receivable."""
    practice, who = session.practice_id, posting.subject
    about = (who.patient_id, who.visit_id, who.line_id, who.claim_id, who.revision_id, who.payer_id)
    place = (who.provider_id, who.location_id, who.remittance_id, who.other_payer_id)
    session.rows(
        _POSTING,
        *(practice, audit_id, posting.key, posting.debit, posting.credit, posting.cents),
        *(posting.reason.value, posting.effective_on, posting.group, posting.carc, posting.element),
        *(who.rank, who.service_on, *(one or None for one in (*about, *place))),
    )
    for account, cents in ((posting.debit, posting.cents), (posting.credit, -posting.cents)):
        session.rows(_TOTAL, practice, account, max(cents, 0), max(-cents, 0))
        if account.startswith(RECEIVABLE):
            key = (practice, account, _payer(account, who), who.provider_id, who.service_on)
            session.rows(_AGED, *key, cents)


def _payer(account: str, who: Subject) -> int:
    """Whose receivable an account is: a patient's is nobody's."""
    if ":" not in account:
        return 0
    is_other = who.other_payer_id and not account.endswith(f":{who.rank}")
    return who.other_payer_id if is_other else who.payer_id
