"""Cards made ready for claims whose unknown facts are the same. Promises the findings that all cards would
give, and asks only those that speak of something on a claim.
"""

from collections.abc import Iterable, Iterator, Mapping

from almoner.core.claim.edits import Prepared
from almoner.core.claim.revision import ClaimRevision
from almoner.core.rules import Card

_MOST_KEPT = 20_000
Ready = tuple[Card, Prepared]


class ReadyCards:
    """The cards that can be judged; `silent` are the edits of the others, each with the path it lacks."""

    def __init__(
        self, cards: tuple[Card, ...], prepared: Mapping[str, Prepared], unknown: frozenset[str]
    ) -> None:
        self.cards = cards
        known = [(card, prepared[card.id], _lacking(prepared[card.id].needs, unknown)) for card in cards]
        self.silent = [(card.edit, path) for card, _, path in known if path]
        self._judged = [(card, each) for card, each, path in known if not path]
        self._always = _mask(each.about is None for _, each in self._judged)
        self._masks: dict[str, int] = {}
        self._chosen: dict[int, list[Ready]] = {}

    def about(self, revision: ClaimRevision) -> list[Ready]:
        """The cards that speak of a claim, in their order."""
        mask, masks = self._always, self._masks
        for word in set(_words(revision)):
            found = masks.get(word)
            mask |= self._mask_of(word) if found is None else found
        chosen = self._chosen.get(mask)
        if chosen is None:
            if len(self._chosen) >= _MOST_KEPT:
                self._chosen.clear()
            chosen = [each for at, each in enumerate(self._judged) if mask >> at & 1]
            self._chosen[mask] = chosen
        return chosen

    def _mask_of(self, word: str) -> int:
        """The cards that speak of a word, a bit each."""
        if len(self._masks) >= _MOST_KEPT:
            self._masks.clear()
        mask = _mask(each.about is not None and word in each.about for _, each in self._judged)
        self._masks[word] = mask
        return mask


def _words(revision: ClaimRevision) -> Iterator[str]:
    for line in revision.lines:
        yield line.code
        yield line.pos
        yield from line.modifiers
    for code in revision.diagnoses:
        yield code.replace(".", "")


def _mask(are_in: Iterable[bool]) -> int:
    return sum(1 << at for at, is_in in enumerate(are_in) if is_in)


def _lacking(needs: Iterable[str], unknown: frozenset[str]) -> str:
    return next((path for path in needs if path in unknown), "")
