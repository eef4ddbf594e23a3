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
    done = _by_advice(book.posted)
    marked = {task.subject_id for task in book.tasks if task.what in WAITING_TASKS}
    found = []
    for advice in book.advices:
        if advice.status != REVERSAL and advice.status not in ADJUDICATED:
            continue
        if faults(advice):
            continue
        own = done.get(prefix_of(advice), _NOTHING)
        found.append(
            Held(
                advice,
                is_new=False,
                effects=[posting for posting in own.effects if posting.key in own.live],
                suspended=next((posting for posting in own.suspended if posting.key in own.live), None),
                is_marked=advice.id in marked,
                is_settled=own.is_over,
            )
        )
    return found


@dataclass(slots=True)
class _Done:
    """What one advice has done: its effects, its cash in suspense, what it has undone, and which keys nobody
    undid.
    """

    effects: list[Posting] = field(default_factory=list)
    suspended: list[Posting] = field(default_factory=list)
    undoing: list[Posting] = field(default_factory=list)
    live: set[str] = field(default_factory=set)

    @property
    def is_over(self) -> bool:
        """True where nothing of it stands, though something did, or where it has undone another."""
        if self.undoing:
            return True
        mine = self.effects or self.suspended
        return bool(mine) and not any(posting.key in self.live for posting in mine)


_NOTHING = _Done()


def _by_advice(posted: tuple[Posting, ...]) -> dict[str, _Done]:
    """Sort a claim's postings by the advice that their key names."""
    live = _live(posted)
    done: defaultdict[str, _Done] = defaultdict(_Done)
    for posting in posted:
        head, _, rest = posting.key.partition(":")
        remittance, _, rest = rest.partition(":")
        ordinal, _, rest = rest.partition(":")
        if head != "era" or ordinal == "plb" or not rest:
            continue
        own = done[f"era:{remittance}:{ordinal}"]
        if rest.startswith("u:"):
            own.undoing.append(posting)
        elif posting.reverses:
            continue
        elif posting.reason is Reason.SUSPENDED_CASH:
            own.suspended.append(posting)
        else:
            own.effects.append(posting)
        if posting.key in live:
            own.live.add(posting.key)
    return done


def _live(posted: tuple[Posting, ...]) -> set[str]:
    """Return the keys of postings that stand: not reversed, or reversed by one that was reversed itself."""
    live: set[str] = set()
    undoes: dict[str, str] = {}
    for posting in posted:
        live.add(posting.key)
        if posting.reverses:
            undoes[posting.key] = posting.reverses
            live.discard(posting.reverses)
            brought_back = undoes.get(posting.reverses)
            if brought_back is not None:
                live.add(brought_back)
    return live
