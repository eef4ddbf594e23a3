"""Sets of codes as cards write them: single codes and ranges (`99202-99215`). Promises that asking for a code
again costs one look.
"""

from collections.abc import Iterable

_MOST_KEPT = 20_000


class CodeRange:
    """A set of codes, of ranges of codes of one length, or of both."""

    def __init__(self, words: Iterable[str]) -> None:
        self._codes: set[str] = set()
        self._ranges: list[tuple[str, str]] = []
        for word in words:
            first, _, last = word.partition("-")
            if last:
                self._ranges.append((first, last))
            else:
                self._codes.add(first)
        self._kept: dict[str, bool] = {}

    def __contains__(self, code: str) -> bool:
        found = self._kept.get(code)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[code] = code in self._codes or any(
                len(code) == len(first) and first <= code <= last for first, last in self._ranges
            )
        return found

    def __bool__(self) -> bool:
        return bool(self._codes or self._ranges)


class Beginnings:
    """The codes that begin with one of some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)

    def __contains__(self, code: str) -> bool:
        return code.startswith(self._texts)
