"""Papers for a claim (275, X210) with everything that the guide lets it say, read and written. The bytes of a
document come out as they went in, whatever they hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from almoner.core.wire.form import (
    Cells,
    Counter,
    Inner,
    Loops,
    MaybeLoop,
    Own,
    Part,
    Spread,
    fill,
    form,
    read_set,
)
from almoner.core.wire.form_codecs import Period
from almoner.core.wire.form_parties import (
    CITY,
    NAME,
    PARTY,
    REFERENCES,
    SPECIALTY,
    STREET,
    Address,
    Name,
    Party,
    Reference,
    Specialty,
)
from almoner.core.wire.status_parts import STATUSES, Status
from almoner.core.x12 import Envelope, SetWriter, TransactionSet
from almoner.core.x12.self_check import write_checked
from almoner.core.x12.tree import Row

GUIDE = "005010X210"
_BINARY = {"BIN": 2, "BDS": 3}
"""The element that holds the bytes."""


@dataclass(frozen=True, slots=True)
class Payload:
    """The bytes of a document; `filter` says how they are coded (empty: not at all), as B64 or ASC."""

    content: bytes
    filter: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its level of security."""

    security: str
    payloads: tuple[Payload, ...] = ()


@dataclass(frozen=True, slots=True)
class Papers:
    """Papers of one kind, sent on a day: report, way of sending, version of their format."""

    submitted_on: date | None
    report: str
    transmission: str = ""
    version: str = ""
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimPapers:
    """What answers one request of a payer, or what a claim has announced: `trace` is its number."""

    trace_kind: str
    trace: str
    assigned_by: str = ""
    division: str = ""
    statuses: tuple[Status, ...] = ()
    references: tuple[Reference, ...] = ()
    period: Period | None = None
    papers: Papers | None = None


@dataclass(frozen=True, slots=True)
class AttachmentProvider:
    """The provider of the services that the papers are about."""

    name: Name | None
    specialty: Specialty | None = None
    references: tuple[Reference, ...] = ()
    role: str = ""
    street: str = ""
    street2: str = ""
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class AttachmentPatient:
    """The patient, with the numbers of the claim (EJ ours, EA the record) and the days of service."""

    name: Name | None
    references: tuple[Reference, ...] = ()
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Attachments:
    """One 275: purpose (02 of one's own, 11 an answer), reference, day and time."""

    purpose: str
    reference: str
    made_on: date | None
    made_at: time | None = None
    payer: Party | None = None
    submitter: Party | None = None
    provider: AttachmentProvider | None = None
    patient: AttachmentPatient | None = None
    papers: tuple[ClaimPapers, ...] = ()


def _payloads(rows: Sequence[Row]) -> tuple[Payload, ...]:
    found = []
    for each in rows:
        at = _BINARY[each.spec.id]
        text = each.elements[at] if at < len(each.elements) else ""
        found.append(Payload(text.encode("latin-1"), each.get(1) if each.spec.id == "BDS" else ""))
    return tuple(found)


def _lay_payloads(payloads: Sequence[Payload]) -> Iterator[Cells]:
    for each in payloads:
        yield ("BDS", each.filter, each.content) if each.filter else ("BIN", each.content)


_DOCUMENT = form(Document, Own("EFI security"), Spread("payloads", "BIN BDS", _payloads, _lay_payloads))
_PAPERS = form(
    Papers,
    Own("DTP =368 =D8 submitted_on/day"),
    Own("CAT report transmission version"),
    Loops("documents", "2110B", _DOCUMENT),
)
_CLAIM_PAPERS = form(
    ClaimPapers,
    Counter("LX"),
    Own("TRN trace_kind trace assigned_by division"),
    STATUSES,
    REFERENCES,
    Inner("2100A", Own("DTP =472 period/period")),
    MaybeLoop("papers", "2100B", _PAPERS),
)
_PARTIES: tuple[Part, ...] = (
    MaybeLoop("payer", "1000A", PARTY),
    MaybeLoop("submitter", "1000B", PARTY),
    MaybeLoop(
        "provider",
        "1000C",
        form(AttachmentProvider, NAME, SPECIALTY, REFERENCES, Inner("1100C", Own("NX1 role"), STREET, CITY)),
    ),
    MaybeLoop("patient", "1000D", form(AttachmentPatient, NAME, REFERENCES, Own("DTP =472 period/period"))),
)
ATTACHMENTS = form(
    Attachments,
    Own("BGN purpose reference made_on/day made_at/time"),
    *_PARTIES,
    Loops("papers", "2000A", _CLAIM_PAPERS),
)


def read_attachments(each: TransactionSet) -> Attachments | None:
    """The papers of one 275; None for another set."""
    return read_set(ATTACHMENTS, each) if each.set_id == "275" else None


def write_attachments(attachments: Sequence[Attachments], *, envelope: Envelope) -> bytes:
    """The interchange of 275s, in their order. X12WriteError where one breaks its guide or a document
    has no bytes."""
    sets = [
        fill(ATTACHMENTS, each, SetWriter("275", number, GUIDE)) for number, each in enumerate(attachments, 1)
    ]
    return write_checked(replace(envelope, functional_id="PI", guide=GUIDE), sets)
