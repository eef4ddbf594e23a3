"""Which words of a note tell of no service of this visit, whatever they say: what was copied from an earlier
note, and the boxes of a template that nobody ticked."""

import re
from bisect import bisect_left

from almoner.core.coding.reading import Reading

_HINTS = ("copied", "carried ", "pasted")
_COPIED = re.compile(
    r"\[\s*(?:copied|carried|pasted)\b[^\]]{0,2000}\]"
    r"|^[^\n]{0,80}\b(?:copied|carried)\s+(?:forward|from|over)\b[^\n]*"
    r"|^[^\n]{0,80}\((?:copied|carried forward)[^)\n]{0,40}\)[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
_EMPTY_BOX = re.compile(r"(?:\[[ _]*\]|☐|\(\s{1,3}\))")
_NEXT_BOX = re.compile(r"\[[ _xX✓✔]*\]|[☐☑☒]|\([\sxX]{1,3}\)|\n")


def struck(reading: Reading) -> frozenset[int]:
    """The numbers of the words that were copied, or that stand at an empty box: behind it where the first box
    of the line begins it (or follows its label), else before it."""
    text = reading.text
    low = text.lower()
    is_copy = any(hint in low for hint in _HINTS)
    spans = [match.span() for match in _COPIED.finditer(text)] if is_copy else []
    spans += [_boxed(text, match) for match in _EMPTY_BOX.finditer(text)]
    if not spans:
        return frozenset()
    starts = [token.start for token in reading.tokens]
    return frozenset(
        at for start, end in spans for at in range(bisect_left(starts, start), bisect_left(starts, end))
    )


def _boxed(text: str, box: re.Match[str]) -> tuple[int, int]:
    """What an empty box is about."""
    begin = text.rfind("\n", 0, box.start()) + 1
    first = _NEXT_BOX.search(text, begin)
    head = text[begin : first.start()].strip() if first else ""
    if not head or head[-1] in ":-*•" or not head[-1].isalnum():
        behind = _NEXT_BOX.search(text, box.end())
        return box.end(), behind.start() if behind else len(text)
    before = [mark.end() for mark in _NEXT_BOX.finditer(text, begin, box.start())]
    return (before[-1] if before else begin), box.start()
