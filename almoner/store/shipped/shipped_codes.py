"""The code sets that work without an import: diagnoses with titles and notes, places of service, adjustment
codes, our words for common procedures. Packed once beside the environment, then mapped.

Titles and notes come from the data file of a package that we depend on and never import, as risk groups do
where an optional package is installed; days and flags from a compact table of US-government facts that the
product ships."""

import hashlib
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from almoner.core.rules.pack import Pack, PackError
from almoner.core.rules.releases import Release
from almoner.core.rules.tables import CodeTable
from almoner.store.shipped.packs import PackFolder, PartNote, ReleaseNote, release_of
from almoner.store.shipped.shipped_places import risk_maps, shipped_files, tabular_list

KINDS = ("icd10cm", "icd10cm-notes", "pos", "x12", "demo", "hcc")
_SCHEME = "4"  # raised when what is packed changes in form
_FOLDER = "almoner-codes"


def shipped(kind: str) -> Iterator[Release[CodeTable]]:
    """The shipped releases of a kind of table; packed first where they weren't."""
    if kind not in KINDS:
        return
    store = packed_store()
    if store is None:
        yield from (release for name, release in _in_memory() if name == kind)
        return
    yield from store.codes_of(store.active().of(kind))


def notes() -> list[ReleaseNote]:
    """What is shipped, for the list of releases."""
    store = packed_store()
    return store.releases() if store else [note for note, _ in _built(store=None)]


def folder() -> Path:
    """Where the packs lie: beside the environment, under a name for what they are made of."""
    return Path(sys.prefix) / "share" / _FOLDER / _stamp()


@lru_cache(maxsize=1)
def _stamp() -> str:
    digest = hashlib.sha256(_SCHEME.encode())
    for path in shipped_files():
        digest.update(path.read_bytes())
    tabular = tabular_list()
    digest.update(f"{tabular.name} {tabular.stat().st_size}".encode() if tabular else b"none")
    for year, path in risk_maps().items():
        digest.update(f"{year} {path.stat().st_size}".encode())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=1)
def packed_store() -> PackFolder | None:
    """The packed sets, packed now where they weren't; None where the environment can't hold them."""
    store = PackFolder(folder(), is_shared=True)
    try:
        if not store.releases():
            _pack_once(store)
    except (OSError, PackError):
        return None
    return store


def _pack_once(store: PackFolder) -> None:
    with store.changing():
        if not store.releases():  # another process may have been first
            pack(store)


def pack(store: PackFolder) -> None:
    """Packs what is shipped into a store."""
    sys.stderr.write("almoner: packing the diagnosis set (once)\n")
    found: dict[str, tuple[ReleaseNote, ...]] = {}
    for note, _ in _built(store):
        found[note.kind] = (*found.get(note.kind, ()), note)
    store.set_releases(found)
    import shutil  # late, for it costs every look-up a sixth of its time

    for older in folder().parent.iterdir():
        if older.name != folder().name:  # whoever has one mapped keeps it until it ends
            shutil.rmtree(older, ignore_errors=True)


@lru_cache(maxsize=1)
def _in_memory() -> list[tuple[str, Release[CodeTable]]]:
    sys.stderr.write(
        "almoner: the environment can't hold the packed diagnosis set, so it is made each time\n"
    )
    return [(note.kind, release_of(note, tables)) for note, tables in _built(store=None)]


def _built(store: PackFolder | None) -> Iterator[tuple[ReleaseNote, tuple[CodeTable, ...]]]:
    """Each shipped release, saved where there is a store."""
    # Late, for what is packed already needs no loader.
    from almoner.store.shipped.code_files.packing import packed
    from almoner.store.shipped.shipped_sources import shipped_tables

    for source, loaded in shipped_tables():
        contents = [packed(each, source, "") for each in loaded]
        saved = [store.save_pack(loaded[0].kind, content) if store else "" for content in contents]
        span = loaded[0].span
        parts = tuple(
            PartNote(name, source, "", len(each), "", each.part)
            for name, each in zip(saved, loaded, strict=True)
        )
        until = span.until_on.isoformat() if span.until_on else ""
        since = span.since_on.isoformat()
        note = ReleaseNote(loaded[0].kind, span.name, since, until, loaded[0].is_partial, parts)
        yield note, tuple(CodeTable(Pack(content)) for content in contents)


if __name__ == "__main__":
    sys.exit(0 if packed_store() else 1)
