"""The audit trail: searched, proved, and exported only after it was proved in the same look.

Whoever may read no patient sees who did what to which kinds of record, and no reason that a person typed.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date

from almoner.core.report.sheet import Column, Sheet
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.refused import refusal
from almoner.store import lists, lists_audit
from almoner.store.lists import Frame, Page
from almoner.store.lists_audit import KINDS, Asked, AuditRow
from almoner.store.session import Session
from almoner.store.verify import Broken, seals

MOST_EXPORTED = 100_000
"""Entries of one file."""
COLUMNS = ("number", "written_at", "person", "work", "reason", "day", "records", "postings", "digest", "seal")


@dataclass(frozen=True, slots=True)
class Search:
    """What a person looks for: `chart` is a patient's number as it stands on the chart."""

    person: str = ""
    chart: str = ""
    kind: str = ""
    first_on: date | None = None
    last_on: date | None = None
    before: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """What proving the chain found: how many entries, the seal at their end, and what is broken."""

    entries: int
    seal: str
    broken: tuple[Broken, ...]

    @property
    def is_whole(self) -> bool:
        """True where every seal holds."""
        return not self.broken


@dataclass(frozen=True, slots=True)
class Trail:
    """A page of the trail. `is_unknown`: no patient has the number that was asked for."""

    frame: Frame
    page: Page[AuditRow]
    people: tuple[str, ...]
    last_id: int
    seal: str
    is_unknown: bool
    proof: Proof | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of record that can be asked for."""
        return KINDS


def trail(actor: Actor, search: Search, *, on: date, is_proving: bool = False) -> Trail:
    """Return the entries that a search finds, newest first; with the proof of the chain if asked."""
    with enter(actor, Permission.AUDIT_READ) as session:
        proof = _prove(session) if is_proving else None
        asked = _asked(session, search)
        last_id, seal = lists_audit.chain_end(session)
        found = lists_audit.page(session, asked, size=lists.PAGE) if asked else Page(())
        return Trail(
            frame=lists.frame(session, on=on),
            page=replace(found, rows=tuple(_seen(actor, row) for row in found.rows)),
            people=lists_audit.people(session),
            last_id=last_id,
            seal=seal,
            is_unknown=asked is None,
            proof=proof,
        )


def export(actor: Actor, search: Search) -> Sheet:
    """Return the entries that a search finds as a table, the oldest first.

    Refused where the chain does not hold: nobody hands on a trail that was tampered with as if it were whole.
    """
    with enter(actor, Permission.AUDIT_READ) as session:
        proof = _prove(session)
        if not proof.is_whole:
            message = "The audit does not verify, so that nothing was exported."
            raise refusal("AUD-01", message, "Run `almoner verify`, and restore the books from a backup.")
        asked = _asked(session, replace(search, before=0))
        found = lists_audit.entries(session, asked, most=MOST_EXPORTED + 1) if asked else []
        if len(found) > MOST_EXPORTED:
            message = f"The search finds more than {MOST_EXPORTED:,} entries."
            raise refusal("AUD-02", message, "Choose fewer days and export in parts.")
        return Sheet(
            title="Audit trail",
            about=(f"{proof.entries} entries verified before the export; the chain ends at {proof.seal}",),
            columns=tuple(Column(name) for name in COLUMNS),
            rows=[_cells(_seen(actor, row)) for row in reversed(found)],
        )


def _prove(session: Session) -> Proof:
    """Prove the chain; the first thing that a session does, so that all it reads is one snapshot."""
    session.rows("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    broken = seals(session)
    return Proof(*lists_audit.chain_end(session), tuple(broken))


def _asked(session: Session, search: Search) -> Asked | None:
    """Return the search with the patient's id, or None where no patient has the number."""
    patient_id = 0
    if search.chart:
        patient_id = lists_audit.patient_of(session, search.chart)
        if not patient_id:
            return None
    return Asked(search.person, patient_id, search.kind, search.first_on, search.last_on, search.before)


def _seen(actor: Actor, row: AuditRow) -> AuditRow:
    return row if actor.may(Permission.PATIENT_READ) else replace(row, reason="")


def _cells(row: AuditRow) -> tuple[str | int | date, ...]:
    records = "; ".join(f"{kind} {' '.join(map(str, ids))}" for kind, ids in sorted(row.subjects.items()))
    at = row.at.astimezone(UTC).isoformat()
    return (
        *(row.id, at, row.person, row.flow, row.reason, row.on),
        *(records, row.postings, row.digest, row.seal),
    )
