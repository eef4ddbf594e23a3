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
    ended; after that its inner loops are taken apart. `on_loop` gets each other loop outside those, and the
    transaction last. Without `on_claim` the whole tree is kept, under `root`."""

    def __init__(
        self, guide: Guide, delimiters: Delimiters, on_claim: OnLoop | None, on_loop: OnLoop | None
    ) -> None:
        self.root = Loop(guide.root, None, 1, delimiters)
        self.claim_loops = guide.claim_loops
        self.on_claim = on_claim
        self.on_loop = on_loop
        self.stack = [self.root]
        self.inside: list[Loop] = []
        self.claims_open = 0

    def feed(self, steps: Sequence[Step], rows: Sequence[Elements], index: int) -> None:
        """The next segments, with the steps that they make; `index` is the number of the one before."""
        bound = self.stack[-1].bound
        for step, elements in zip(steps, rows, strict=True):
            index += 1
            if step.closes or step.opens is not None:
                for _ in range(step.closes):
                    self._close()
                if step.opens is not None:
                    self._open(step)
                bound = self.stack[-1].bound
            if step.spec is not None:
                bound.append((step.spec, elements, index))

    def finish(self) -> Loop:
        """Ends every open loop, and gives the transaction."""
        while self.stack:
            self._close()
        return self.root

    def _open(self, step: Step) -> None:
        assert step.opens is not None
        loop = self.stack[-1].open(step.opens)
        self.stack.append(loop)
        if loop.spec.id in self.claim_loops:
            self.claims_open += 1
        if self.claims_open:
            self.inside.append(loop)

    def _close(self) -> None:
        loop = self.stack.pop()
        if loop.spec.id in self.claim_loops:
            self.claims_open -= 1
            if self.on_claim is not None:
                self.on_claim(loop)
                self._let_go(loop)
        elif not self.claims_open and self.on_loop is not None:
            self.on_loop(loop)

    def _let_go(self, claim: Loop) -> None:
        """Take the claim out of what encloses it, and its inner loops apart, so that nothing waits for the
        garbage collector."""
        assert claim.up is not None
        claim.up.loops.pop()
        if not self.claims_open:
            for loop in self.inside:
                loop.loops.clear()
            self.inside.clear()
