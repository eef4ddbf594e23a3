"""Lists that share one word of denial or doubt behind them: "A, B and C were considered and excluded". Counts
the items that stand between a name and such a word, where nothing else does."""

import re
from collections.abc import Collection

_PARTS = re.compile(r"\s*(,\s*(?:and|or|nor)\b|,|\b(?:and|or|nor)\b|[/&])\s*", re.IGNORECASE)
_CLOSERS = ("and", "or", "nor", "/", "&")
_OPEN = frozenset(";:.!?()\n|")
_MOST_WORDS, _FARTHEST, _OPEN_LIST = 5, 220, 2
_WORD = re.compile(r"[^\s]+")


def further_items(gap: str, joins: Collection[str], before: int = 0) -> int:
    """The number of items of a few words, parted by commas or slashes, the last behind "and", "or" or a
    slash, or three of them in all; 0 where something else stands there. Words that only join the list to what
    follows ("were", "are both") don't count; `before` are items that stand before the name."""
    if len(gap) > _FARTHEST or not _OPEN.isdisjoint(gap.strip(" \n")):
        return 0
    first, *rest = _PARTS.split(gap)
    marks, items = rest[::2], rest[1::2]
    is_closed = bool(marks) and (marks[-1].lower().endswith(_CLOSERS) or len(marks) + before >= _OPEN_LIST)
    if not is_closed or _counted(first, joins):
        return 0
    is_list = all(0 < _counted(item, joins) <= _MOST_WORDS for item in items)
    return len(items) if is_list else 0


def _counted(item: str, joins: Collection[str]) -> int:
    return sum(word.lower() not in joins for word in _WORD.findall(item))


def items_before(start: str) -> int:
    """The number of items of a few words, each behind it a comma, that a sentence begins with up to here."""
    *items, rest = start.lstrip(" .:;\n\r)").split(",")
    is_list = not rest.strip() and all(0 < len(item.split()) <= _MOST_WORDS for item in items)
    return len(items) if is_list and _OPEN.isdisjoint(start.lstrip(" .:;\n\r)").rstrip()) else 0
