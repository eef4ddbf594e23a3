"""What earlier advices have done to one claim, read off the postings themselves: nothing about it is stored
twice.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from almoner.core.ledger import Posting, Reason
from almoner.core.remit.advice import ADJUDICATED, REVERSAL, Advice
from almoner.core.remit.balance import faults
from almoner.core.remit.desk import Book
from almoner.core.remit.sheet import prefix_of

SECOND = "second_adjudication"
UNKNOWN_ORIGINAL = "unknown_original"
DIFFERS = "reversal_differs"
WAITING_TASKS = frozenset({SECOND, UNKNOWN_ORIGINAL, DIFFERS})
"""Tasks of advices that wait for another advice; they close by themselves when it comes."""


@dataclass(slots=True)
class Held:
    """One advice of a claim's chain. `effects` are what it has posted and nobody has undone, `suspended` its
    cash that still waits. `is_marked`: an open task says that it waits. `is_settled`: it was undone, or it
    has undone another.
    """

    advice: Advice
    is_new: bool
    effects: list[Posting] = field(default_factory=list)
    suspended: Posting | None = None
    is_marked: bool = False
    is_settled: bool = False

    @property
    def is_reversal(self) -> bool:
        return self.advice.status == REVERSAL

    @property
    def is_waiting(self) -> bool:
        """True where an earlier advice has not been laid on its lines yet."""
        return not self.is_new and (self.suspended is not None or self.is_marked)

    @property
    def line_ids(self) -> set[int]:
        """The lines on which its effects stand."""
        return {posting.subject.line_id for posting in self.effects}


def chain(book: Book, new: list[Advice]) -> list[Held]:
    """Return the claim's balanced adjudications and reversals, earlier ones first, then the new ones."""
    earlier = _earlier(book) if book.advices else []
    return earlier + [Held(advice, is_new=True) for advice in new]


def _earlier(book: Book) -> list[Held]:
    own, waiting, undoing = _by_advice(book.posted)
    marked = {task.subject_id for task in book.tasks if task.what in WAITING_TASKS}
    found = []
    for advice in book.advices:
        if advice.status != REVERSAL and advice.status not in ADJUDICATED:
            continue
        if faults(advice):
            continue
        prefix = prefix_of(advice)
        all_effects, standing = own.get(prefix, ([], []))
        found.append(
            Held(
                advice,
                is_new=False,
                effects=standing,
                suspended=waiting.get(prefix),
                is_marked=advice.id in marked,
                is_settled=prefix in undoing or bool(all_effects and not standing),
            )
        )
    return found


def _by_advice(
    posted: tuple[Posting, ...],
) -> tuple[dict[str, tuple[list[Posting], list[Posting]]], dict[str, Posting], set[str]]:
    """Return effects (all, and those still standing), waiting cash, and the advices that have undone others,
    by key prefix.
    """
    undone = {posting.reverses for posting in posted if posting.reverses}
    effects: defaultdict[str, tuple[list[Posting], list[Posting]]] = defaultdict(lambda: ([], []))
    waiting: dict[str, Posting] = {}
    undoing: set[str] = set()
    for posting in posted:
        head, *rest = posting.key.split(":")
        if head != "era" or len(rest) < 3 or rest[0] == "plb":
            continue
        prefix = f"era:{rest[0]}:{rest[1]}"
        if rest[2] == "u":
            undoing.add(prefix)
        elif posting.reverses:
            continue
        elif posting.reason is Reason.SUSPENDED_CASH:
            if posting.key not in undone:
                waiting[prefix] = posting
        else:
            effects[prefix][0].append(posting)
            if posting.key not in undone:
                effects[prefix][1].append(posting)
    return effects, waiting, undoing
