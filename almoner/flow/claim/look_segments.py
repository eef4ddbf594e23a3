"""A claim's own segments in the files that carried it or answered it, cut out of their exact bytes. Reads
only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from almoner.core.claim import Claim
from almoner.core.x12 import Document, TransactionSet, read
from almoner.flow.access import Actor, Permission, enter
from almoner.store.lists import lists, lists_claim
from almoner.store.lists.lists import Frame

MOST_FILES = 12
MOST_SEGMENTS = 400
ENDS_837 = frozenset({"HL", "SE", "CLM"})
ENDS_835 = frozenset({"CLP", "LX", "PLB", "SE"})


@dataclass(frozen=True, slots=True)
class Cut:
    """One file's segments about a claim, a segment a line; `has_more` where they were too many."""

    about: str
    file: str
    exchanged_on: date
    lines: tuple[str, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Segments:
    """What every file said of a claim, the latest file first."""

    frame: Frame
    control: str
    head: lists_claim.ClaimHead
    cuts: tuple[Cut, ...]


def segments(actor: Actor, claim_id: int, *, on: date) -> Segments:
    """Return a claim's segments in its latest files, or raise NotFound."""
    with enter(actor, Permission.CLAIM_READ) as session:
        versions = session.history(Claim, claim_id)
        claim = session.get(Claim, claim_id)
        sent_in = sorted({one.interchange_id for one in versions if one.interchange_id})
        files = lists_claim.files(session, claim_id, sent_in, limit=MOST_FILES)
        names = {claim.control, *(one.payer_control for one in versions if one.payer_control)}
        cuts = tuple(_cut(file, names) for file in files)
        return Segments(
            frame=lists.frame(session, on=on),
            control=claim.control,
            head=lists_claim.claim_head(session, claim_id),
            cuts=tuple(cut for cut in cuts if cut.lines),
        )


def _cut(file: lists_claim.FileRow, names: set[str]) -> Cut:
    found = [
        line for line, _ in zip(_lines(read(file.content), names), range(MOST_SEGMENTS + 1), strict=False)
    ]
    return Cut(
        file.about, file.name, file.exchanged_on, tuple(found[:MOST_SEGMENTS]), len(found) > MOST_SEGMENTS
    )


def _lines(document: Document, names: set[str]) -> Iterator[str]:
    groups = (group for interchange in document.interchanges for group in interchange.groups)
    for transaction in (transaction for group in groups for transaction in group.sets):
        if transaction.set_id in {"837", "835"}:
            yield from _of_set(transaction, names)


def _of_set(transaction: TransactionSet, names: set[str]) -> Iterator[str]:
    """Yield the segments from a claim's first to the next claim's: CLM of an 837, CLP of an 835 (loops 2300
    and 2100).
    """
    opens, ends = ("CLM", ENDS_837) if transaction.set_id == "837" else ("CLP", ENDS_835)
    separator = transaction.delimiters.element
    is_ours = False
    for row in transaction.iter_rows():
        if row[0] == opens:
            is_ours = len(row) > 1 and row[1].strip() in names
        elif row[0] in ends:
            is_ours = is_ours and row[0] == "LX" and opens == "CLM"
        if is_ours:
            yield separator.join(row)
