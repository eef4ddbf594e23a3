"""What the screens of sent files show: each with its answers, the claims in it, and its exact bytes. Reads
only; asks access first.
"""

from dataclasses import dataclass
from datetime import date

from almoner.flow.access import Actor, Permission, enter
from almoner.store.lists import lists, lists_batches
from almoner.store.lists.lists import Frame, Page
from almoner.store.lists.lists_batches import BatchRow, CarriedRow, SentBack
from almoner.store.lists.order import USUAL, Order


@dataclass(frozen=True, slots=True)
class Batches:
    """A page of the files of claims."""

    frame: Frame
    page: Page[BatchRow]


def batches(actor: Actor, *, on: date, order: Order = USUAL, after: int = 0) -> Batches:
    """Return the files of claims in an order, usually the latest first."""
    with enter(actor, Permission.CLAIM_READ) as session:
        page = lists_batches.batches(session, order=order, after=after)
        return Batches(lists.frame(session, on=on), page)


@dataclass(frozen=True, slots=True)
class OneBatch:
    """A file of claims, what was sent back of it, and a page of the claims that it carried."""

    frame: Frame
    batch: BatchRow
    sent_back: list[SentBack]
    page: Page[CarriedRow]


def one_batch(actor: Actor, interchange_id: int, *, on: date, after: int = 0) -> OneBatch:
    """Return one file of claims, or raise NotFound."""
    with enter(actor, Permission.CLAIM_READ) as session:
        return OneBatch(
            frame=lists.frame(session, on=on),
            batch=lists_batches.batch(session, interchange_id),
            sent_back=lists_batches.sent_back(session, interchange_id),
            page=lists_batches.carried(session, interchange_id, after=after),
        )


def file_of(actor: Actor, interchange_id: int) -> tuple[str, bytes]:
    """Return the name and the exact bytes of a file of claims, or raise NotFound."""
    with enter(actor, Permission.CLAIM_SEND) as session:
        return lists_batches.batch(session, interchange_id).name, session.content(interchange_id)
