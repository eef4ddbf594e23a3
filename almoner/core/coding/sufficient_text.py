"""What the plain text of a note shows by itself: words that a machine or a template left open, a note that is
the last one again, copies that nobody reviewed, and a fixed sentence in an attestation's place.
"""

import re
from collections.abc import Iterator

from almoner.core.chart.note import Carried
from almoner.core.chart.template import Must
from almoner.core.coding.documentation import Documentation
from almoner.core.coding.reading import Reading
from almoner.core.coding.shortfall import Shortfall
from almoner.core.coding.words import Span, stems_of

_BLANK = re.compile(r"_{3,}|\.{5,}")
_ENDS = re.compile(r"[.!?\n]+")
_LEAST_SENTENCES, _LEAST_WORDS = 5, 3


def of_text(
    reading: Reading, card: Documentation, *, before: str = "", carried: tuple[Carried, ...] = ()
) -> Iterator[Shortfall]:
    """All that the text lacks by itself."""
    for span in fragments(reading.text, card):
        says, mend = "Something was left open here.", "Fill it in, or take it out."
        yield Shortfall("fragment", says, mend, Must.BEFORE_CLAIM, (span,))
    if before and cloned_percent(reading.text, before) > card.cloned_percent:
        says = f"More than {card.cloned_percent} % of the sentences are those of the last note."
        yield Shortfall("cloned", says, "Say what is true of today.", Must.BEFORE_CLAIM)
    for one in carried:
        if not one.is_reviewed:
            says = "Carried over and not reviewed: it counts for no visit level."
            mend = "Review it, change it, or take it out."
            yield Shortfall("carried", says, mend, Must.AT_SIGNING, (Span(one.start, one.end),))


def fragments(text: str, card: Documentation) -> list[Span]:
    """Places where a transcript or a template left something open."""
    found = [Span(*match.span()) for match in _BLANK.finditer(text)]
    lower = text.lower()
    for mark in card.fragments if len(lower) == len(text) else ():
        start = lower.find(mark)
        while start >= 0:
            found.append(Span(start, start + len(mark)))
            start = lower.find(mark, start + len(mark))
    return sorted(found)


def cloned_percent(text: str, before: str) -> int:
    """The share of a note's sentences that stood in another just so, in percent; 0 for a short note."""
    own, older = _sentences(text), set(_sentences(before))
    if len(own) < _LEAST_SENTENCES:
        return 0
    return 100 * sum(each in older for each in own) // len(own)


def _sentences(text: str) -> list[str]:
    parts = (" ".join(part.lower().split()) for part in _ENDS.split(text))
    return [part for part in parts if len(part.split()) >= _LEAST_WORDS]


def is_fixed_attestation(text: str, card: Documentation) -> bool:
    """Whether an attestation says nothing of its own beside the sentences that fit any visit."""
    left = f" {' '.join(stems_of(text))} "
    for sentence in card.fixed_attestations:
        left = left.replace(f" {' '.join(stems_of(sentence))} ", " ")
    return len(left.split()) < card.least_attestation_words
