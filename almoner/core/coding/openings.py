"""Where phrases may begin: by their first stem and the next one, how many words they have. Most places of a
note are ruled out by these two looks, before any phrase is put together."""

from collections.abc import Container, Iterable, Mapping, Sequence

Openings = Mapping[str, Mapping[str, tuple[int, ...]]]
"""By first stem, by second stem, the numbers of words of the phrases that begin so, the most first. "" stands
for any other second stem: only phrases of a single word may stand there."""

NO_LOOSE: Mapping[str, frozenset[str]] = {}


def openings_of(phrases: Iterable[str]) -> Openings:
    """The openings of phrases, each given as its stems with a space between."""
    found: dict[str, dict[str, set[int]]] = {}
    for phrase in phrases:
        first, *rest = phrase.split()
        found.setdefault(first, {"": set()}).setdefault(rest[0] if rest else "", set()).add(1 + len(rest))
    return {
        first: {
            second: tuple(sorted(sizes | by_second[""], reverse=True)) for second, sizes in by_second.items()
        }
        for first, by_second in found.items()
    }


class Starts:
    """Several tables of openings as one, so that a note's words are looked up once for all of them."""

    def __init__(self, tables: Iterable[Openings], loose: Mapping[str, frozenset[str]] = NO_LOOSE) -> None:
        """`loose` are words that may stand in any order: for each, those that stand beside it."""
        self.tables = tuple(tables)
        found: dict[str, list[tuple[int, bool, Container[str]]]] = {}
        for number, table in enumerate(self.tables):
            for stem, by_second in table.items():
                found.setdefault(stem, []).append((number, bool(by_second[""]), by_second))
        for stem, beside in loose.items():
            found.setdefault(stem, []).append((len(self.tables), False, beside))
        self._by_stem = {stem: tuple(each) for stem, each in found.items()}

    def places(self, stems: Sequence[str], small: frozenset[str] = frozenset()) -> tuple[list[int], ...]:
        """For each table, and at last for the loose words, the numbers of the words, given by their stems,
        with which a phrase may begin; `small` words may follow any loose one."""
        found: tuple[list[int], ...] = tuple([] for _ in range(len(self.tables) + 1))
        loose, get = len(self.tables), self._by_stem.get
        for at, (stem, after) in enumerate(zip(stems, (*stems[1:], ""), strict=False)):
            for table, is_always, seconds in get(stem, ()):
                if is_always or after in seconds or (table == loose and after in small):
                    found[table].append(at)
        return found
