"""Keying a remittance that came on paper: the lines of the claims that it names, and taking it in with who
keyed it, what they noted, and the picture of the sheet. It then waits to be posted like any other.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim
from almoner.core.coverage import Coverage
from almoner.core.party import Patient, Payer, Practice
from almoner.core.plan import Plan
from almoner.core.remit import Remittance
from almoner.core.wire.interchange import Interchange
from almoner.core.wire.paper_eob import (
    SENDER,
    KeyedClaim,
    KeyedLevel,
    KeyedLine,
    KeyedRemittance,
    faults,
    write_keyed,
)
from almoner.core.wire.remit_835 import read_payments
from almoner.core.x12 import X12WriteError, read
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.admit import name_of
from almoner.flow.refused import refusal, refuse_faults
from almoner.store.commit import commit, take_turn
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.load import revision_lines
from almoner.store.session import Session

MOST_CLAIMS = 100
LONGEST_NOTE = 2000
LARGEST_SCAN = 20 * 1024 * 1024
PICTURES = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
"""How the files begin that a scanner makes, and what they are."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A claim of the sheet with its lines, ready to be keyed."""

    claim: Claim
    patient: Patient
    lines: tuple[ChargeLine, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the form shows: the payers, and the claims that were named. `unknown` are numbers of no claim."""

    frame: Frame
    payers: tuple[Payer, ...]
    payer_id: int
    blanks: tuple[Blank, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypedLine:
    """What was typed of a line: cents, and reasons as texts; an empty reason is that of the line above."""

    paid_cents: int = 0
    share_cents: int = 0
    share: str = ""
    other_cents: int = 0
    other: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypedClaim:
    """What was typed of a claim, by the ids of its lines."""

    claim_id: int
    payer_control: str
    lines: Mapping[int, TypedLine]
    status: str = "1"


@dataclass(frozen=True, slots=True)
class Typed:
    """A sheet as it was typed. `note` is kept with it, `scan` is its picture with the name of its file."""

    payer_id: int
    trace: str
    method: str
    paid_on: date
    amount_cents: int
    claims: tuple[TypedClaim, ...] = ()
    levels: tuple[KeyedLevel, ...] = ()
    rest: str = "CO 45"
    note: str = ""
    scan_name: str = ""
    scan: bytes = b""


def sheet(actor: Actor, numbers: Sequence[str], *, on: date) -> Sheet:
    """Return the lines of the claims that a sheet names by our numbers."""
    with enter(actor, Permission.REMITTANCE_POST) as session:
        wanted = list(dict.fromkeys(number.strip().upper() for number in numbers if number.strip()))
        claims = session.find(Claim, control=wanted[:MOST_CLAIMS]) if wanted else []
        payers = sorted(session.find(Payer), key=lambda payer: payer.name)
        known = {claim.control for claim in claims}
        claims.sort(key=lambda claim: wanted.index(claim.control))
        return Sheet(
            frame=lists.frame(session, on=on),
            payers=tuple(payers),
            payer_id=claims[0].payer_id if claims else 0,
            blanks=tuple(_blanks(session, claims)),
            unknown=tuple(number for number in wanted if number not in known),
        )


def take_in_sheet(actor: Actor, typed: Typed, *, on: date) -> Remittance:
    """Take a keyed sheet in, or raise Refused with what stands against it; it waits to be posted."""
    with enter(actor, Permission.REMITTANCE_POST) as session:
        take_turn(session)
        practice = session.get(Practice, session.practice_id)
        keyed = _keyed(session, typed)
        refuse_faults("PAP-01", faults(keyed), "Correct the sheet.")
        control = session.next_control(SENDER)
        try:
            content = write_keyed(keyed, practice, control=control, on=on)
        except X12WriteError as error:
            why = f"A value cannot stand in a remittance ({error})."
            raise refusal("PAP-02", why, "Correct the sheet.") from None
        scan = _scan(session, typed, on=on)
        file = _file(session, practice, content, control, on=on)
        file = _noted(file, actor, typed, scan)
        found = read_payments(read(content), ids=session.ids(), received_on=on, interchange_id=file.id)
        contents = {file.id: content} | ({scan.id: typed.scan} if scan else {})
        records = (*((scan,) if scan else ()), file, *found)
        commit(
            session, Plan(on=on, records=records), cause=cause(actor, "receive", "keyed"), contents=contents
        )
        return found[0]


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a sheet and what kind of file it is."""

    content: bytes
    kind: str


def picture(actor: Actor, remittance_id: int) -> Picture:
    """Return the picture of the sheet that a payment was keyed from, or raise Refused where there is none."""
    with enter(actor, Permission.REMITTANCE_READ) as session:
        found = session.get(Interchange, session.get(Remittance, remittance_id).interchange_id)
        if not found.scan_id:
            raise refusal("PAP-06", "No picture was kept of this payment.", "Look at the payment itself.")
        content = session.content(found.scan_id)
        return Picture(content, next(kind for start, kind in PICTURES.items() if content.startswith(start)))


def _blanks(session: Session, claims: Sequence[Claim]) -> list[Blank]:
    carried = revision_lines(session, [claim.revision_id for claim in claims])
    lines = {
        line.id: line
        for line in session.find(ChargeLine, id=[each for own in carried.values() for each in own])
    }
    patients = {one.id: one for one in session.find(Patient, id=[claim.patient_id for claim in claims])}
    return [
        Blank(claim, patients[claim.patient_id], tuple(lines[each] for each in carried[claim.revision_id]))
        for claim in claims
    ]


def _keyed(session: Session, typed: Typed) -> KeyedRemittance:
    claims = session.find(Claim, id=[one.claim_id for one in typed.claims]) if typed.claims else []
    blanks = {blank.claim.id: blank for blank in _blanks(session, claims)}
    covers = {one.id: one for one in session.find(Coverage, id=[claim.coverage_id for claim in claims])}
    if len(blanks) < len(typed.claims) or len(typed.claims) > MOST_CLAIMS:
        raise refusal("PAP-03", "A claim stands twice on the sheet, or is none of ours.", "Load it again.")
    payers = session.find(Payer, id=typed.payer_id)
    if not payers:
        raise refusal("PAP-07", "The payer is none of ours.", "Choose who paid.")
    return KeyedRemittance(
        payer=payers[0],
        trace=typed.trace.strip(),
        method=typed.method,
        paid_on=typed.paid_on,
        amount_cents=typed.amount_cents,
        claims=tuple(
            _claim(blanks[one.claim_id], covers[blanks[one.claim_id].claim.coverage_id], one)
            for one in typed.claims
        ),
        levels=typed.levels,
        rest=typed.rest,
    )


def _claim(blank: Blank, coverage: Coverage, typed: TypedClaim) -> KeyedClaim:
    nothing = TypedLine()
    told = [(line, typed.lines.get(line.id, nothing)) for line in blank.lines]
    return KeyedClaim(
        claim=blank.claim,
        patient=blank.patient.name,
        member_id=coverage.member_id,
        payer_control=typed.payer_control,
        status=typed.status,
        lines=tuple(
            KeyedLine(
                line=line,
                paid_cents=one.paid_cents,
                share_cents=one.share_cents,
                share=one.share,
                other_cents=one.other_cents,
                other=one.other,
                remarks=one.remarks,
            )
            for line, one in told
        ),
    )


def _scan(session: Session, typed: Typed, *, on: date) -> Interchange | None:
    if not typed.scan:
        return None
    if len(typed.scan) > LARGEST_SCAN or not typed.scan.startswith(tuple(PICTURES)):
        raise refusal(
            "PAP-04", "The picture is no PDF, PNG, JPEG or TIFF of at most 20 MB.", "Scan the sheet again."
        )
    practice = session.get(Practice, session.practice_id)
    return Interchange(
        id=next(session.ids()),
        direction="in",
        name=f"scan: {name_of(typed.scan_name or 'sheet')}",
        about="scan",
        sha256=hashlib.sha256(typed.scan).hexdigest(),
        size=len(typed.scan),
        control="",
        sender=SENDER,
        receiver=practice.submitter_id,
        exchanged_on=on,
        usage=practice.usage,
    )


def _file(session: Session, practice: Practice, content: bytes, control: int, *, on: date) -> Interchange:
    return Interchange(
        id=next(session.ids()),
        direction="in",
        name=f"paper: {control:09d}.x12",
        about="835",
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        control=f"{control:09d}",
        sender=SENDER,
        receiver=practice.submitter_id,
        exchanged_on=on,
        usage=practice.usage,
        sets=1,
    )


def _noted(file: Interchange, actor: Actor, typed: Typed, scan: Interchange | None) -> Interchange:
    note = typed.note.strip()
    if len(note) > LONGEST_NOTE or not note.replace("\n", " ").replace("\r", " ").isprintable():
        raise refusal("PAP-05", "The note is too long, or holds signs that don't print.", "Shorten it.")
    return replace(file, why=note, entered_by=actor.name, scan_id=scan.id if scan else 0)
