"""Sets of codes as cards write them: single codes and ranges (`99202-99215`). Promises that asking for a code
again costs one look.
"""

from collections.abc import Iterable

_MOST_KEPT = 20_000


class CodeRange:
    """A set of codes, of ranges of codes of one shape, or of both. A range holds no code that has a letter
    where its ends have a digit, or another last letter than both: 00142 is not between 0001U and 0999U.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._codes: set[str] = set()
        self._ranges: list[tuple[str, str, str]] = []
        for word in words:
            first, _, last = word.partition("-")
            if last:
                self._ranges.append((first, last, _shape(first)))
            else:
                self._codes.add(first)
        self._kept: dict[str, bool] = {}

    def __contains__(self, code: str) -> bool:
        found = self._kept.get(code)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            shape = _shape(code)
            found = self._kept[code] = code in self._codes or any(
                shape == own and first <= code <= last for first, last, own in self._ranges
            )
        return found

    def __bool__(self) -> bool:
        return bool(self._codes or self._ranges)


def _shape(code: str) -> str:
    """Digits as `#`, the last letter as it is, other letters as `@`."""
    last = len(code) - 1
    return "".join("#" if sign.isdigit() else sign if at == last else "@" for at, sign in enumerate(code))


class Beginnings:
    """The codes that begin with one of some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)

    def __contains__(self, code: str) -> bool:
        return code.startswith(self._texts)
