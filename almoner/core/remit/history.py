"""What earlier advices have done to one claim, read off the postings themselves: nothing about it is stored
twice.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from almoner.core.ledger import Posting, Reason
from almoner.core.remit.advice import ADJUDICATED, REVERSAL, Advice
from almoner.core.remit.balance import faults
from almoner.core.remit.desk import Book
from almoner.core.remit.sheet import prefix_of

SECOND = "second_adjudication"
UNKNOWN_ORIGINAL = "unknown_original"
DIFFERS = "reversal_differs"
TOO_EARLY = "before_first_payer"
WAITING_TASKS = frozenset({SECOND, UNKNOWN_ORIGINAL, DIFFERS, TOO_EARLY})
"""Tasks of advices that wait for another advice; they close by themselves when it comes."""
PART = "suspended_part"
"""Work about a part of an amount that a person divided."""
SUSPENDING = WAITING_TASKS | {
    PART,
    "unbalanced_claim",
    "unknown_claim",
    "suspended_claim",
    "provider_level_review",
}
"""The work that owns cash in suspense: what `remit` opens whenever it puts some there, and a person who
divides it.
"""


PARTS = "q"
"""How the place of a part begins in the key of its posting, after that of its advice."""


@dataclass(slots=True)
class Held:
    """One advice of a claim's chain. `effects` are what it has posted and nobody has undone, `suspended` its
    cash that still waits. `is_marked`: an open task says that it waits. `is_settled`: it was undone, it has
    undone another, or a person has laid a reversal's cash on lines by hand or divided its cash.
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
    def places(self) -> set[tuple[int, int]]:
        """The lines on which its effects stand, each with the payer's rank."""
        return {(posting.subject.line_id, posting.subject.rank) for posting in self.effects}


def chain(book: Book, new: list[Advice], others: Sequence[Book] = ()) -> list[Held]:
    """Return the claim's balanced adjudications and reversals, earlier ones first, then the new ones.
    `others` are the claims whose lines its advices name too.
    """
    earlier = _earlier(book, others) if book.advices else []
    return earlier + [Held(advice, is_new=True) for advice in new]


def _earlier(book: Book, others: Sequence[Book]) -> list[Held]:
    done = _by_advice([posting for each in (book, *others) for posting in each.posted])
    marked = {task.subject_id for task in book.tasks if task.what in WAITING_TASKS}
    found = []
    home = (book.home or book.claim).rank
    for advice in book.advices:
        if (advice.rank or home) != book.claim.rank:
            continue
        if advice.status != REVERSAL and advice.status not in ADJUDICATED:
            continue
        if faults(advice):
            continue
        own = done.get(prefix_of(advice), _NOTHING)
        found.append(
            Held(
                advice,
                is_new=False,
                effects=own.effects,
                suspended=own.suspended,
                is_marked=advice.id in marked,
                is_settled=own.is_over or own.is_divided or (advice.status == REVERSAL and bool(own.effects)),
            )
        )
    return found


@dataclass(slots=True)
class _Done:
    """What one advice has done: effects that stand, cash that waits, and whether it is over: nothing of it
    stands, though something did, or it has undone another.
    """

    effects: list[Posting] = field(default_factory=list)
    suspended: Posting | None = None
    has_acted: bool = False
    has_undone: bool = False
    is_divided: bool = False
    """A part of its cash waits for its own place, so that the whole waits for no other advice any more."""

    @property
    def is_over(self) -> bool:
        return self.has_undone or (self.has_acted and not self.effects and self.suspended is None)


_NOTHING = _Done()


_ON_LINE = re.compile("(era:[0-9]+:[0-9]+):[0-9]")
"""How the key of what a decision lays on a line begins, and that of its advice."""


def laid_by(posted: Sequence[Posting]) -> dict[str, list[Posting]]:
    """Return what decisions have laid on lines and nobody has undone, by how their advice's keys begin."""
    laid = [(found[1], one) for one in posted if (found := _ON_LINE.match(one.key))]
    if not laid:
        return {}
    reversed_by = {posting.reverses: posting for posting in posted if posting.reverses}
    by_advice: defaultdict[str, list[Posting]] = defaultdict(list)
    for prefix, posting in laid:
        standing = standing_of(posting, reversed_by)
        if standing is not None:
            by_advice[prefix].append(standing)
    return by_advice


def _by_advice(posted: Sequence[Posting]) -> dict[str, _Done]:
    """Sort a claim's postings by the advice that their key begins with; whatever else a key begins with is
    never asked for.
    """
    reversed_by = {posting.reverses: posting for posting in posted if posting.reverses}
    done: defaultdict[str, _Done] = defaultdict(_Done)
    for posting in posted:
        *begins, rest = posting.key.split(":", 3)
        own = done[":".join(begins)]
        if rest.startswith("u:"):
            own.has_undone = True
        elif not posting.reverses:
            own.has_acted = True
            standing = standing_of(posting, reversed_by)
            if standing is None:
                continue
            if rest.startswith(PARTS):
                own.is_divided = True
            elif posting.reason is Reason.SUSPENDED_CASH:
                own.suspended = standing
            else:
                own.effects.append(standing)
    return done


def standing_of(posting: Posting, reversed_by: Mapping[str, Posting]) -> Posting | None:
    """Return the posting that carries an effect now, or None where it is undone. A reversal that was itself
    reversed brings the effect back under the last key, which is the one to reverse the next time.
    """
    undoing = reversed_by.get(posting.key)
    while undoing is not None:
        restored = reversed_by.get(undoing.key)
        if restored is None:
            return None
        posting, undoing = restored, reversed_by.get(restored.key)
    return posting
