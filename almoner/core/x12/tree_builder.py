"""Makes the tree of a transaction while it is walked, and lets each claim go when it has ended, so that
memory holds one claim and not the file."""

from collections.abc import Callable, Sequence

from almoner.core.x12.automaton import Step
from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.scanner import Elements
from almoner.core.x12.spec import Guide, LoopSpec
from almoner.core.x12.tree import Loop

OnLoop = Callable[[Loop], None]


class TreeBuilder:
    """Opens and closes loops as the steps say.

    `on_claim` gets each loop that holds one unit of business (a claim, a payment, an inquiry) when it has
    ended, `on_loop` each other loop outside those, and the transaction last. With `on_claim` the tree is
    streamed: what has been told is let go, and with it the levels and blocks that repeat around the claims.
    Without it the whole tree is kept, under `root`."""

    def __init__(
        self, guide: Guide, delimiters: Delimiters, on_claim: OnLoop | None, on_loop: OnLoop | None
    ) -> None:
        self.root = Loop(guide.root, None, 1, delimiters)
        self.claim_loops = guide.claim_loops
        self.on_claim = on_claim
        self.on_loop = on_loop
        self.stack = [self.root]
        self.claims_open = 0

    def feed(self, steps: Sequence[Step], rows: Sequence[Elements], index: int) -> None:
        """The next segments, with the steps that they make; `index` is the number of the one before."""
        bound = self.stack[-1].bound
        for step, elements in zip(steps, rows, strict=True):
            index += 1
            if step.moves:
                for _ in range(step.closes):
                    self._close()
                if step.opens is not None:
                    self._open(step.opens)
                bound = self.stack[-1].bound
                if step.spec is None:
                    continue
            bound.append((step.spec, elements, index))  # type: ignore[arg-type]

    def finish(self) -> Loop:
        """Ends every open loop, and gives the transaction."""
        while self.stack:
            self._close()
        return self.root

    def _open(self, spec: LoopSpec) -> None:
        self.stack.append(self.stack[-1].open(spec))
        if spec.id in self.claim_loops:
            self.claims_open += 1

    def _close(self) -> None:
        loop = self.stack.pop()
        if loop.spec.id in self.claim_loops:
            self.claims_open -= 1
            if self.on_claim is not None:
                self.on_claim(loop)
                _let_go(loop)
        elif not self.claims_open:
            if self.on_loop is not None:
                self.on_loop(loop)
            if self.on_claim is not None and loop.spec.opener.id in _REPEATING:
                _let_go(loop)


_REPEATING = ("HL", "LX")
"""What opens the loops around claims that come again and again."""


def _let_go(loop: Loop) -> None:
    """Take a loop, which is the last of those beside it, out of what encloses it, and the loops in it apart, so
    that nothing waits for the garbage collector."""
    if loop.up is not None:
        loop.up.loops.pop()
    _take_apart(loop)


def _take_apart(loop: Loop) -> None:
    for inner in loop.loops:
        _take_apart(inner)
    if loop.loops:
        loop.loops.clear()
