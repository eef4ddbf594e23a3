"""The audit trail: searched, proved, and exported only after it was proved in the same look.

Whoever may read no patient sees who did what to which kinds of record, and no reason that a person typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date
from typing import Any

from almoner.core.report.sheet import Column, Sheet
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.refused import refusal
from almoner.store.kept import long_runs
from almoner.store.kept.long_runs import DONE
from almoner.store.lists import lists, lists_audit
from almoner.store.lists.lists import Frame, Page
from almoner.store.lists.lists_audit import KINDS, Asked, AuditRow
from almoner.store.proof.seals import LARGEST, Proved, prove_end, prove_on
from almoner.store.proof.verify import SEEN_AT_ONCE, Broken
from almoner.store.session import Session

MOST_EXPORTED = 100_000
"""Entries of one file."""
COLUMNS = ("number", "written_at", "person", "work", "reason", "day", "records", "postings", "digest", "seal")


@dataclass(frozen=True, slots=True)
class Search:
    """What a person looks for: `chart` is a patient's number as it stands on the chart, `work` the flow
    by which something was done.
    """

    person: str = ""
    chart: str = ""
    kind: str = ""
    record_id: int = 0
    work: str = ""
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
    """A page of the trail. `is_unknown`: no patient has the number that was asked for; `works` are the
    acts that can be asked for.
    """

    frame: Frame
    page: Page[AuditRow]
    people: tuple[str, ...]
    works: tuple[str, ...]
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
    with enter(actor, Permission.AUDIT_READ, is_snapshot=is_proving) as session:
        proof = _prove(session) if is_proving else None
        asked = _asked(session, search)
        last_id, seal = lists_audit.chain_end(session)
        people, works = lists_audit.people_and_works(session)
        found = lists_audit.page(session, asked, size=lists.PAGE) if asked else Page(())
        return Trail(
            frame=lists.frame(session, on=on),
            page=replace(found, rows=tuple(_seen(actor, row) for row in found.rows)),
            people=people,
            works=works,
            last_id=last_id,
            seal=seal,
            is_unknown=asked is None,
            proof=proof,
        )


def export(actor: Actor, search: Search, *, on: date) -> Sheet:
    """Return the entries that a search finds as a table, the oldest first. Of a long trail a run has to
    have proved the chain on the same day; what came since is proved now.

    Refused where the chain does not hold: nobody hands on a trail that was tampered with as if it were
    whole.
    """
    with enter(actor, Permission.AUDIT_READ, is_snapshot=True) as session:
        proof = _prove(session, _proved_today(session, on))
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


def _prove(session: Session, proved: Proved | None = None) -> Proof:
    """Prove the chain, on from what is proved (all that the session reads is one snapshot)."""
    proved = proved or Proved()
    prove_on(session, proved, through=LARGEST)
    prove_end(session, proved)
    return Proof(*lists_audit.chain_end(session), broken_of(proved))


AT_ONCE = 20_000
"""Entries that are proved while somebody waits."""


def parts(actor: Actor) -> list[int]:
    """Return the entries up to which the chain is proved part by part, the last one last; empty where it
    is so short that it is proved at once.
    """
    with enter(actor, Permission.AUDIT_READ) as session:
        last_id, _ = lists_audit.chain_end(session)
    return [*range(AT_ONCE, last_id, AT_ONCE), last_id] if last_id > AT_ONCE else []


def prove_part(actor: Actor, through: int, so_far: Sequence[Any], *, is_last: bool) -> list[Any]:
    """Prove the chain on from what is proved so far, the last time to its end; return what is proved, as
    it can be kept. Safe to do twice.
    """
    with enter(actor, Permission.AUDIT_READ, is_snapshot=True) as session:
        proved = read_proved(so_far)
        prove_on(session, proved, through=LARGEST if is_last else through)
        if is_last:
            prove_end(session, proved)
    closed_on = proved.closed_on.isoformat() if proved.closed_on else ""
    return [proved.seal, proved.last_id, closed_on, proved.misnamed, proved.strays, proved.broken]


def read_proved(kept: Sequence[Any]) -> Proved:
    """Return what was proved, as it was kept."""
    if not kept:
        return Proved()
    seal, last_id, closed_on, misnamed, strays, broken = kept
    day = date.fromisoformat(closed_on) if closed_on else None
    return Proved(seal, last_id, day, [*misnamed], [*strays], [(name, ids) for name, ids in broken])


def broken_of(proved: Proved) -> tuple[Broken, ...]:
    """Return what is broken, as `verify` says it."""
    return tuple(Broken(name, len(ids), tuple(ids[:SEEN_AT_ONCE])) for name, ids in proved.broken)


def _proved_today(session: Session, on: date) -> Proved | None:
    """What a run proved today of a long chain, so that only what came since is to be proved; None for a
    short one. Refused where no run did.
    """
    if lists_audit.chain_end(session)[0] <= AT_ONCE:
        return None
    run = long_runs.newest(session, "audit")
    if run is None or run.state != DONE or run.begun_on != on:
        message = "The trail is long, and nobody has verified it today."
        raise refusal("AUD-03", message, "Verify it first: that goes on by itself. Then export.")
    return read_proved(run.result)


def _asked(session: Session, search: Search) -> Asked | None:
    """Return the search with the patient's id, or None where no patient has the number."""
    patient_id = 0
    if search.chart:
        patient_id = lists_audit.patient_of(session, search.chart)
        if not patient_id:
            return None
    return Asked(
        person=search.person,
        patient_id=patient_id,
        kind=search.kind,
        record_id=search.record_id,
        work=search.work,
        first_on=search.first_on,
        last_on=search.last_on,
        before=search.before,
    )


def _seen(actor: Actor, row: AuditRow) -> AuditRow:
    """The entry as somebody may read it: of reasons, which may name patients, only who may enter."""
    is_open = actor.may(Permission.PATIENT_READ) or row.flow == "access"
    return row if is_open else replace(row, reason="")


def _cells(row: AuditRow) -> tuple[str | int | date, ...]:
    records = "; ".join(f"{kind} {' '.join(map(str, ids))}" for kind, ids in sorted(row.subjects.items()))
    at = row.at.astimezone(UTC).isoformat()
    return (
        *(row.id, at, row.person, row.flow, row.reason, row.on),
        *(records, row.postings, row.digest, row.seal),
    )
