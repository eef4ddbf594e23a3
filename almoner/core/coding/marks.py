"""What marks beside the name of an illness say, without a word: "(-) cough", "CP-", "asthma [ ]", "? UTI"."""

import re

from almoner.core.coding.matcher import Hit
from almoner.core.coding.mention_kinds import Assertion
from almoner.core.coding.reading import Reading

_WIDTH = 8
_ANY = re.compile(r"[-\u2013\u2212\[\]?]")
"""Without one of these nothing of what follows stands there."""
_DENIED_BEFORE = re.compile(r"\(\s?[-\u2013\u2212]\s?\)\s*\Z")
_DENIED_AFTER = re.compile(
    r"[-\u2013\u2212](?=[,;.\n]|\Z)|[-\u2013]free\b|\s?\(\s?[-\u2013\u2212]\s?\)(?=\s?[,;.\n]|\Z)"
)
_BOX_AFTER = re.compile(r"\s?\[\s?\]")
_BOX_BEFORE = re.compile(r"\]\s*\Z")
_ASKED_BEFORE = re.compile(r"(?:\A|[\s(,:/])\?\s?\Z")
_ASKED_AFTER = re.compile(r"\s?\?(?!\s*:|\s*(?:yes|no|y|n)\b|\s*(?:a|answer)\s*:)", re.IGNORECASE)


def marked_by(reading: Reading, hit: Hit) -> Assertion | None:
    """What a mark right before or behind a match says: a minus or an empty box denies it, a question mark
    doubts it, unless an answer follows. None without such a mark. A box behind counts only where none stands
    before: there the boxes belong to what follows them.
    """
    start, end = reading.tokens[hit.first].start, reading.tokens[hit.last - 1].end
    before, after = reading.text[max(0, start - _WIDTH) : start], reading.text[end : end + _WIDTH]
    if not _ANY.search(before + after):
        return None
    is_boxed = _BOX_AFTER.match(after) and not _BOX_BEFORE.search(before)
    if is_boxed or _DENIED_BEFORE.search(before) or _DENIED_AFTER.match(after):
        return Assertion.NEGATED
    if _ASKED_BEFORE.search(before) or _ASKED_AFTER.match(after):
        return Assertion.UNCERTAIN
    return None
