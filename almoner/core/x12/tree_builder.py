"""Makes the tree of a transaction while it is walked, and lets each claim go when it has ended, so that
memory holds one claim and not the file."""

from collections.abc import Callable, Sequence

from almoner.core.x12.automaton import Step
from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.scanner import Elements
from almoner.core.x12.spec import Guide
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
        self.inside: list[Loop] = []
        """The claim that is open and the loops in it, in the order of the file."""
        self.shape: list[Step] = []
        """The steps that made them; not to be relied on where a claim had another in it (`is_nested`)."""
        self.is_nested = False

    def feed(self, steps: Sequence[Step], rows: Sequence[Elements], index: int) -> None:
        """The next segments, with the steps that they make; `index` is the number of the one before."""
        bound, trace = self.stack[-1].bound, self.shape.append
        for step, elements in zip(steps, rows, strict=True):
            index += 1
            if step.moves:
                for _ in range(step.closes):
                    self._close()
                if step.around is not None:
                    self._begin(self.stack[-1].open_headless(step.around, index))
                if step.opens is not None:
                    self._begin(self.stack[-1].open(step.opens))
                bound = self.stack[-1].bound
                if step.spec is None:
                    continue
            bound.append((step.spec, elements, index))  # type: ignore[arg-type]
            trace(step)

    def finish(self) -> Loop:
        """Ends every open loop, and gives the transaction."""
        while self.stack:
            self._close()
        return self.root

    def _begin(self, loop: Loop) -> None:
        self.stack.append(loop)
        if loop.spec.id in self.claim_loops:
            if not self.claims_open:
                self.shape.clear()
                self.is_nested = False
            self.claims_open += 1
        if self.claims_open:
            self.inside.append(loop)

    def _close(self) -> None:
        loop = self.stack.pop()
        if loop.spec.id in self.claim_loops:
            self.claims_open -= 1
            if self.on_claim is not None:
                self.on_claim(loop)
                _let_go(loop)
            if self.claims_open:
                self.is_nested = True
                del self.inside[self.inside.index(loop) :]
            else:
                self._end_claims()
        elif not self.claims_open:
            if self.on_loop is not None:
                self.on_loop(loop)
            if self.on_claim is not None and loop.spec.opener.id in _REPEATING:
                _let_go(loop)

    def _end_claims(self) -> None:
        """Takes the loops of a claim that was told apart, so that nothing waits for the garbage collector."""
        if self.on_claim is not None:
            for loop in self.inside:
                loop.loops.clear()
        self.inside.clear()


_REPEATING = ("HL", "LX")
"""What opens the loops around claims that come again and again."""


def _let_go(loop: Loop) -> None:
    """Take a loop, which is the last of those beside it, out of what encloses it, and those in it out of
    it."""
    if loop.up is not None:
        loop.up.loops.pop()
    loop.loops.clear()
