"""The code sets of a data folder, over those that the product ships. Standard library only, importable
without Django."""

from collections.abc import Iterator

from almoner.core.rules.releases import Release, Tables
from almoner.core.rules.tables import CodeTable
from almoner.store.shipped.packs import PackFolder, PartNote, ReleaseNote
from almoner.store.shipped.shipped_codes import shipped

__all__ = ["CodeStore", "PartNote", "ReleaseNote"]


class CodeStore(PackFolder):
    """The imported releases of a data folder; its tables also hold what is shipped."""

    def tables(self) -> Tables:
        """The tables of the active releases, the shipped ones below them."""
        notes = self.releases()

        def codes(kind: str) -> Iterator[Release[CodeTable]]:
            yield from shipped(kind)
            yield from self.codes_of([note for note in notes if note.kind == kind])

        return Tables(codes, lambda kind: self.pairs_of([note for note in notes if note.kind == kind]))
