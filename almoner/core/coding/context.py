"""Which concept an ambiguous phrase means: by the words of its sentence, its problem, the note, and by
its section."""

from collections.abc import Iterable
from functools import cached_property

from almoner.core.coding.concept import Concept
from almoner.core.coding.lexicon import Lexicon
from almoner.core.coding.matcher import Hit
from almoner.core.coding.reading import Reading, Sentence, Span, stems_of


class Context:
    """Chooses by what one reading says elsewhere."""

    def __init__(self, reading: Reading, lexicon: Lexicon, hits: Iterable[Hit]) -> None:
        self._reading, self._lexicon = reading, lexicon
        self._named = {hit.concepts[0] for hit in hits if len(hit.concepts) == 1}
        self._at = 0

    def choose(self, hit: Hit) -> str | None:
        """The concept of a match; None where none fits or two fit alike. Matches are asked for in their
        order."""
        owners = [self._lexicon.concepts[each] for each in hit.concepts]
        fit = [owner for owner in owners if self._is_in_section(owner, hit)]
        if len(fit) == 1 and not fit[0].context:
            return fit[0].id
        return self._by_words(fit, hit) if fit else None

    def _is_in_section(self, concept: Concept, hit: Hit) -> bool:
        if not concept.needs:
            return True
        section = self._reading.section_of(self._sentence(hit))
        return section.kind in concept.needs or (concept.is_check_up and self._is_titled(hit))

    def _is_titled(self, hit: Hit) -> bool:
        """The note's title names it."""
        tokens = self._reading.tokens
        return self._reading.is_title(Span(tokens[hit.first].start, tokens[hit.last - 1].end))

    def _sentence(self, hit: Hit) -> Sentence:
        while self._reading.sentences[self._at].last_token <= hit.first:
            self._at += 1
        return self._reading.sentences[self._at]

    def _by_words(self, owners: list[Concept], hit: Hit) -> str | None:
        """The one target with the most context words in the narrowest surroundings that have any."""
        targets = [(target or owner.id, words) for owner in owners for target, words in owner.context]
        targets += [(owner.id, ()) for owner in owners if not owner.context]
        named = [target for target, _ in targets if target in self._named]
        sentence = self._sentence(hit)
        for stems in (self._stems(sentence), self._stems_of_block(sentence), self._all):
            counts = {target: sum(_holds(stems, word) for word in words) for target, words in targets}
            best = max(counts.values(), default=0)
            leaders = [target for target, count in counts.items() if count == best and best]
            if len(leaders) == 1:
                return self._known(leaders[0])
        return self._known(named[0]) if len(named) == 1 else None

    def _known(self, concept: str) -> str | None:
        return concept if concept in self._lexicon.concepts else None

    def _stems(self, sentence: Sentence) -> str:
        return _joined(token.stem for token in self._reading.words(sentence))

    def _stems_of_block(self, sentence: Sentence) -> str:
        if sentence.block is None:
            return ""
        span = self._reading.blocks[sentence.block].span
        return _joined(self._reading.tokens[at].stem for at in self._reading.within(span))

    @cached_property
    def _all(self) -> str:
        return _joined(token.stem for token in self._reading.tokens)


def _joined(stems: Iterable[str]) -> str:
    return f" {' '.join(stems)} "


def _holds(stems: str, words: str) -> bool:
    return f" {' '.join(stems_of(words))} " in stems
