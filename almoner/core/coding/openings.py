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
        always: dict[str, list[int]] = {}
        found: dict[str, list[tuple[int, Container[str]]]] = {}
        for number, table in enumerate(self.tables):
            for stem, by_second in table.items():
                if by_second[""]:
                    always.setdefault(stem, []).append(number)
                else:
                    found.setdefault(stem, []).append((number, by_second))
        self._by_stem = {
            stem: (tuple(always.get(stem, ())), tuple(found.get(stem, ())), loose.get(stem))
            for stem in {**always, **found, **loose}
        }

    def places(self, stems: Sequence[str], small: frozenset[str] = frozenset()) -> tuple[list[int], ...]:
        """For each table, and at last for the loose words, the numbers of the words, given by their stems,
        with which a phrase may begin; `small` words may follow any loose one."""
        found: tuple[list[int], ...] = tuple([] for _ in range(len(self.tables) + 1))
        loose, get = found[-1], self._by_stem.get
        for at, (known, after) in enumerate(zip(map(get, stems), (*stems[1:], ""), strict=False)):
            if known is None:
                continue
            always, seconds, beside = known
            for table in always:
                found[table].append(at)
            for table, by_second in seconds:
                if after in by_second:
                    found[table].append(at)
            if beside is not None and (after in beside or after in small):
                loose.append(at)
        return found
