"""The claims (payments, inquiries) of a transaction one after the other, each as a loop with all that is in
it and around it: what typed nouns are read from."""

from collections.abc import Iterator

from almoner.core.x12.automaton import Fork, State, Step
from almoner.core.x12.check import edition_of
from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.document import TransactionSet
from almoner.core.x12.scanner import BINARY_ELEMENTS
from almoner.core.x12.spec import Guide
from almoner.core.x12.tree import Loop
from almoner.core.x12.walk import automaton_of

_REPEATING = ("HL", "LX")
"""What opens the loops around claims that come again and again; a stream doesn't keep them."""


def claims(each: TransactionSet) -> Iterator[Loop]:
    """Yields each loop that holds one unit of business, when it has ended; nothing is checked.

    A loop keeps what is in it, and reaches by `above` the outer loops with what stands there. Memory holds a
    stretch of some hundred segments and what the caller keeps. None come of a transaction whose guide isn't
    known."""
    edition = edition_of(each)
    if edition is None:
        return
    stream = _Stream(edition.guide, each.delimiters)
    separator, index = each.delimiters.element, 0
    for texts in each.scanner.texts(each.start, each.end):
        for index, text in enumerate(texts, index + 1):  # noqa: B020 - goes on counting over the stretches
            stream.take(text, text.split(separator, BINARY_ELEMENTS.get(text[:3], -1)), index)
        yield from stream.ended
        stream.ended.clear()
    while stream.stack:
        stream.close()
    yield from stream.ended


class _Stream:
    """Builds the loops of a transaction; those that have ended leave the loop around them."""

    def __init__(self, guide: Guide, delimiters: Delimiters) -> None:
        self.automaton = automaton_of(guide, delimiters)
        self.claim_loops = guide.claim_loops
        self.delimiters = delimiters
        self.state: State = self.automaton.start
        self.stack = [Loop(guide.root, None, 1, delimiters)]
        self.open_claims = 0
        self.ended: list[Loop] = []

    def take(self, text: str, elements: list[str], index: int) -> None:
        """The next segment, with its number in the transaction."""
        root = self.stack[0]
        if not root.bound:
            root.bound.append((root.spec.opener, elements, index))
            return
        step = self._step(text)
        self.state = step.state
        for _ in range(step.closes):
            self.close()
        if step.around is not None:
            self._begin(self.stack[-1].open_headless(step.around, index))
        if step.opens is not None:
            self._begin(self.stack[-1].open(step.opens))
        if step.spec is not None:
            self.stack[-1].bound.append((step.spec, elements, index))

    def _begin(self, loop: Loop) -> None:
        self.stack.append(loop)
        self.open_claims += loop.spec.id in self.claim_loops

    def close(self) -> None:
        """The innermost loop has ended."""
        loop = self.stack.pop()
        is_claim = loop.spec.id in self.claim_loops
        self.open_claims -= is_claim
        if is_claim:
            self.ended.append(loop)
        if loop.up is not None and not self.open_claims and (is_claim or loop.spec.opener.id in _REPEATING):
            loop.up.loops.pop()

    def _step(self, text: str) -> Step:
        step = self.state.get(text[:3])
        if isinstance(step, Fork):
            head = text.split(self.delimiters.element, step.after)
            key = head[step.at] if len(head) > step.at else ""
            step = step.by.get(key.partition(self.delimiters.component)[0] if step.is_composite else key)
        return self.automaton.step(self.state, text) if step is None else step
