"""What a file from outside must be before anything of it is looked at: small enough, X12, whole, and ours.

Each refusal names the place, the rule and the mend, and nothing of what the file says.
"""

import hashlib

from almoner.core.party import Practice
from almoner.core.x12 import Document, Interchange, Issue, NotX12, read
from almoner.core.x12.limits import Limits
from almoner.flow.refused import refusal

MAX_BYTES = 64 * 1024 * 1024
LONGEST_NAME = 200
LIMITS = Limits(total_bytes=MAX_BYTES, interchanges=1_000, groups=10_000, sets=20_000, segments=1_500_000)
"""Some 100,000 claims of a remittance; what is larger comes as several files."""


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file, or refuse one that is too large."""
    if len(content) > MAX_BYTES:
        size = f"The file is larger than {MAX_BYTES >> 20} MB."
        raise refusal("RCV-01", size, "Ask the sender to split it.")
    return hashlib.sha256(content).hexdigest()


def name_of(name: str) -> str:
    """Return a file's name as the books keep it: printable and short, whatever the sender called it."""
    printable = "".join(sign if sign.isprintable() else "?" for sign in name[-LONGEST_NAME:])
    return printable or "unnamed"


def admit(content: bytes, practice: Practice) -> Document:
    """Return the document that a file holds, or refuse it."""
    try:
        document = read(content, limits=LIMITS)
    except NotX12 as error:
        why = f"The file is not X12: {error}."
        raise refusal("RCV-02", why, "Ask the sender for the file itself.") from None
    for interchange in document.interchanges:
        _refuse_unless_ours(interchange, practice)
    _refuse_unless_whole(document)
    for interchange in document.interchanges:
        _refuse_nul(interchange)
    return document


def _refuse_unless_whole(document: Document) -> None:
    """A file that is cut or miscounted anywhere changes nothing (EN7, EN8): the sender has it whole."""
    whole = all(one.is_whole and all(each.is_whole for each in one.sets) for one in document.interchanges)
    if whole and document.interchanges:
        return
    worst = next((issue for issue in _faults(document) if issue.severity == "error"), None)
    place = "it ends before its end"
    if worst:
        place = f"byte {worst.byte_offset}, {worst.segment or 'envelope'}: {worst.message}"
    why = f"The file is cut or miscounted ({place})"
    raise refusal("RCV-04", why, "Ask the sender for the whole file again.")


def _faults(document: Document) -> list[Issue]:
    """The issues of the envelopes, and of the sets that are not whole."""
    issues = list(document.issues)
    for interchange in document.interchanges:
        issues += interchange.issues
        for group in interchange.groups:
            issues += group.issues
            issues += [issue for each in group.sets if not each.is_whole for issue in each.issues]
    return issues


def _refuse_unless_ours(interchange: Interchange, practice: Practice) -> None:
    if interchange.receiver.strip() != practice.submitter_id:
        raise refusal(
            "RCV-05",
            f"The file is addressed to another receiver (ISA08 at byte {interchange.byte_offset}).",
            "Send it back to the clearinghouse: it is not this practice's.",
        )
    if interchange.usage == "T" and practice.usage == "P":
        raise refusal("RCV-06", "The file says that it is a test (ISA15).", "Real books take no tests.")


def _refuse_nul(interchange: Interchange) -> None:
    """A NUL inside an interchange is damage on the way, and no database keeps one in a text."""
    place = interchange.data.find(b"\x00", interchange.byte_offset, interchange.end)
    if place >= 0:
        why = f"The file holds a NUL character (byte {place}): it was damaged on the way."
        raise refusal("RCV-08", why, "Ask the sender for the file again.")
