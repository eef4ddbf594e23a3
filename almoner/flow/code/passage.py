"""Words of a signed note that somebody points at: a place in it, exact to the character.

Promises that a place holds the very words, blanks and line breaks aside, and that of words that stand more
than once none is taken for the other.
"""

import re
from dataclasses import dataclass

from almoner.core.chart import Note
from almoner.core.coding.answer import Quote
from almoner.flow.refused import refusal

LONGEST_PASSAGE = 300


@dataclass(frozen=True, slots=True)
class Passage:
    """Words as they were chosen or typed, with their place where they were chosen in the note: code points,
    half-open; without one `end` is 0.
    """

    text: str
    start: int = 0
    end: int = 0


def placed(note: Note, passage: Passage) -> Quote:
    """Return the place of a passage in a note. Refused where the words don't stand there, or where they stand
    several times and none was chosen.
    """
    said = passage.text.split()
    if 0 <= passage.start < passage.end <= len(note.text) and passage.end - passage.start <= LONGEST_PASSAGE:
        chosen = note.text[passage.start : passage.end]
        if said == chosen.split():
            return Quote(passage.start, passage.end, chosen)
    parts = [re.escape(part) for part in said] if len(passage.text) <= LONGEST_PASSAGE else []
    places = list(re.finditer(r"\s+".join(parts), note.text)) if parts else []
    if not places:
        why = "The passage doesn't stand in the note like this."
        raise refusal("COD-35", why, "Choose the words in the note, or copy them from it.")
    if len(places) > 1:
        why = "The passage stands in the note more than once."
        raise refusal("COD-36", why, "Choose the words in the note, or copy more of what stands around them.")
    return Quote(places[0].start(), places[0].end(), places[0].group())
