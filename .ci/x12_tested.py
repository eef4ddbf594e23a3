"""Notes which places of the guides the files of the tests fill: those with everything, the samples, the
cases, and the bodies that the checks are tried on. Run it after a change of these:
python .ci/x12_tested.py"""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from almoner.cli.x12_coverage import TESTED  # noqa: E402 - the tree is put in reach first
from almoner.cli.x12_sample import write_sample  # noqa: E402
from almoner.core.x12 import NotX12, TransactionSet, edition_of, read  # noqa: E402
from almoner.core.x12.guides import NAMES, named  # noqa: E402
from almoner.core.x12.spec import ElementSpec  # noqa: E402
from almoner.core.x12.tree import Loop  # noqa: E402
from almoner.core.x12.tree_builder import TreeBuilder  # noqa: E402
from almoner.core.x12.walk import Walk  # noqa: E402
from tests.core.x12.guides.full import full_file  # noqa: E402

SEEDS = range(1, 7)
CLAIMS = 40
Seen = dict[tuple[str, str, str, str], set[str]]


def main() -> None:
    """Write the list."""
    seen: Seen = {}
    for data in contents():
        try:
            document = read(data)
        except NotX12:
            continue
        for each in document.sets:
            note(each, seen)
    lines = [
        f"{'|'.join(key)}|{' '.join(sorted(places, key=order))}\n" for key, places in sorted(seen.items())
    ]
    path = ROOT / "almoner" / TESTED
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(lines), encoding="utf-8")


def contents() -> Iterator[bytes]:
    """The bytes of all files."""
    for name in NAMES:
        yield full_file(named(name).guide)
        yield from (write_sample(name, CLAIMS, seed) for seed in SEEDS)
    for path in sorted((ROOT / "tests").rglob("*.x12")):
        yield path.read_bytes()


def note(each: TransactionSet, seen: Seen) -> None:
    """Add what a transaction fills."""
    edition = edition_of(each)
    if edition is None:
        return
    name = next(name for name, package in NAMES.items() if package == edition.package)

    def take(loop: Loop) -> None:
        for inner in loop.within():
            for spec, elements, _ in inner.bound:
                places = seen.setdefault((name, inner.id, spec.id, spec.name), set())
                for element, text in zip(spec.elements, elements[1:], strict=False):
                    places |= filled(element, text, each.delimiters.component)

    builder = TreeBuilder(edition.guide, each.delimiters, take, take)
    Walk(each, edition.guide, builder).run()
    builder.finish()


def filled(element: ElementSpec, text: str, separator: str) -> set[str]:
    """The position of an element that isn't empty, and those of its components."""
    if not text.strip():
        return set()
    parts = text.split(separator) if element.parts else []
    inner = {f"{element.number}-{at}" for at, part in enumerate(parts, 1) if part.strip()}
    return {str(element.number)} | inner


def order(place: str) -> tuple[int, ...]:
    """Positions in the order of the segment."""
    return tuple(map(int, place.split("-")))


if __name__ == "__main__":
    main()
