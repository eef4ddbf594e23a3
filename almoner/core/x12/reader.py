"""From bytes to a document. Whatever begins an interchange is read to its end with issues; only what has no
readable ISA is refused."""

import re
from functools import lru_cache
from itertools import islice

from almoner.core.x12.assemble import Tally, assemble
from almoner.core.x12.byte_checks import check_bytes
from almoner.core.x12.delimiters import Header, read_header
from almoner.core.x12.document import Document, Interchange
from almoner.core.x12.issue import Place, found
from almoner.core.x12.joint import choose_scanner
from almoner.core.x12.limits import LIMITS, Limits
from almoner.core.x12.mapped import Data
from almoner.core.x12.marks import marks
from almoner.core.x12.scanner import Scanner


class NotX12(ValueError):
    """The bytes hold no readable ISA: empty, text, PDF, ZIP, JSON, EDIFACT, or an ISA cut before its
    sixteenth field."""


_LEAD = re.compile(rb"[\x00-\x20\xef\xbb\xbf]*")
_ISA = re.compile(rb"[Ii][Ss][Aa][^A-Za-z0-9 \r\n\0]")
_ISA_ON_LINE = re.compile(rb"[\r\n][\x00-\x20]*([Ii][Ss][Aa][^A-Za-z0-9 \r\n\0])")
_OTHER_FORMATS = (b"%PDF", b"PK\x03\x04", b"{", b"[", b"<", b"UNA", b"UNB", b"MSH|")
_MOST_TRIES = 1_000


def read(data: Data, *, limits: Limits = LIMITS) -> Document:
    """The document that these bytes hold. Raises `NotX12` where there is no readable ISA, and nothing else.

    Faults of the grammar (level 1) are issues of the document, its interchanges, groups and sets."""
    header = _first_header(data, limits)
    if header is None:
        raise NotX12(
            "no readable ISA: the file is not X12, or it is cut before the sixteenth element of its ISA"
        )
    document = Document(data)
    if len(data) > limits.total_bytes:
        document.issues.append(found("X-LIMIT-BYTES", Place("ISA", header.start)))
        return document
    _note_lead(document, header.start)
    tally = Tally(limits)
    while header is not None:
        if len(document.interchanges) >= limits.interchanges or not tally.has_room_for("GS"):
            document.issues.append(found("X-LIMIT-COUNT", Place("ISA", header.start)))
            break
        interchange = _read_interchange(data, header, tally)
        document.interchanges.append(interchange)
        header = _next_header(document, interchange, limits)
    return document


def _read_interchange(data: Data, header: Header, tally: Tally) -> Interchange:
    """Read with the fast scanner where the bytes allow it, then looked over byte by byte."""
    careful = Scanner(data, header.delimiters, tally.limits)
    framing = list(islice(marks(careful, header), tally.most_frames))
    end = framing[-1].end if framing and framing[-1].id in ("ISA", "IEA") else len(data)
    tally.segments += data.count(header.delimiters.terminator.encode("latin-1"), header.start, end)
    scanner = choose_scanner(careful, header, end)
    interchange = assemble(scanner, header, framing, tally)
    check_bytes(interchange, scanner)
    return interchange


def _first_header(data: Data, limits: Limits) -> Header | None:
    """The first ISA: behind blanks and a byte order mark only, or at the start of a line not far from the
    top."""
    lead = _LEAD.match(data, 0, limits.preamble_bytes)
    start = lead.end() if lead else 0
    header = read_header(data, start, limits)
    if header is not None or data.startswith(_OTHER_FORMATS, start):
        return header
    for tries, match in enumerate(_ISA_ON_LINE.finditer(data, start, limits.preamble_bytes)):
        header = read_header(data, match.start(1), limits)
        if header is not None or tries > _MOST_TRIES:
            return header
    return None


def _next_header(document: Document, last: Interchange, limits: Limits) -> Header | None:
    """The next ISA behind an interchange, and an issue for whatever else stands there."""
    data, at = document.data, last.end
    lead = _lead_or_empty(last.delimiters.terminator).match(data, at)
    start = lead.end() if lead else at
    header = None
    for tries, match in enumerate(_ISA.finditer(data, start)):
        header = read_header(data, match.start(), limits)
        if header is not None or tries > _MOST_TRIES:
            break
    end = header.start if header else len(data)
    if start < end:
        rule = "X-FILE-04" if data[start : start + 3].upper() == b"ISA" else "X-FILE-03"
        document.issues.append(found(rule, Place("", start)))
    elif data[at:end].strip(b"\r\n"):
        document.issues.append(found("X-FILE-02", Place("", at)))
    return header


@lru_cache(maxsize=64)
def _lead_or_empty(terminator: str) -> re.Pattern[bytes]:
    """Blanks, byte order marks, and the terminators of empty segments."""
    return re.compile(rb"[\x00-\x20\xef\xbb\xbf" + re.escape(terminator.encode("latin-1")) + b"]*")


def _note_lead(document: Document, start: int) -> None:
    lead = document.data[:start]
    if lead.startswith(b"\xef\xbb\xbf"):
        document.issues.append(found("X-FILE-01", Place()))
        lead = lead[3:]
    if lead.strip(bytes(range(33))):
        document.issues.append(found("X-FILE-03", Place()))
    elif lead:
        document.issues.append(found("X-FILE-02", Place()))
