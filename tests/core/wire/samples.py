"""Interchanges for the tests of wire: an envelope of the practice, and claims of every ordinary shape."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from itertools import count

from almoner.core.claim.build import build
from almoner.core.claim.revision import ClaimRevision
from almoner.core.wire.claim_837 import write_claims
from almoner.core.x12 import Envelope, SetWriter, write
from tests.core.claim import samples

ENVELOPE = Envelope(
    sender_qualifier="ZZ",
    sender="ALMONER1",
    receiver_qualifier="ZZ",
    receiver="BOXCLEAR",
    control=12,
    usage="T",
    on=date(2026, 3, 5),
    at=time(9, 30),
    group_control=12,
)
ANSWERING = replace(ENVELOPE, sender="BOXCLEAR", receiver="ALMONER1", control=77, group_control=77)

SHAPES = {
    "subscriber is the patient": samples.folder,
    "dependent": samples.dependent,
    "solo": samples.solo,
    "facility": samples.admitted,
    "secondary": samples.secondary,
    "injury": samples.injured,
    "car accident": samples.crashed,
}


def claims(number: int) -> list[ClaimRevision]:
    """So many claims of one patient and payer."""
    ids = count(5000)
    whole = samples.folder()
    return [build(whole, ids=ids, on=samples.TODAY)[0][1] for _ in range(number)]


def batch(revisions: Iterable[ClaimRevision], *, per_set: int = 100) -> bytes:
    """The bytes of a batch."""
    return write_claims(list(revisions), envelope=ENVELOPE, batch_number=12, per_set=per_set)[0]


def answer(rows: Iterable[tuple[object, ...]], *, set_id: str, guide: str, functional_id: str) -> bytes:
    """An interchange to the practice with one transaction of these segments."""
    writer = SetWriter(set_id, 1, guide)
    for row in rows:
        writer.seg(*row)  # type: ignore[arg-type]  # rows of text and composites
    return write(replace(ANSWERING, functional_id=functional_id, guide=guide), [writer])
