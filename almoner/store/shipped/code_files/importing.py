"""The import of one file: read, checked, packed, and only then active. A file that is stopped half-way, or
refused, has changed nothing; the same file again changes nothing either."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from almoner.core.rules.pack import Pack
from almoner.core.rules.tables import CodeTable
from almoner.store.shipped.code_files.checks import doubts
from almoner.store.shipped.code_files.kinds import KINDS, Kind
from almoner.store.shipped.code_files.loaded import Asked, Loaded
from almoner.store.shipped.code_files.packing import packed
from almoner.store.shipped.code_files.source import Source, sha256_of, sources
from almoner.store.shipped.code_files.table_kinds import PAIRS
from almoner.store.shipped.code_files.tally import CodeFileError, NotThisLayout, Tally
from almoner.store.shipped.packs import PackFolder, PartNote, ReleaseNote


class Doubtful(CodeFileError):
    """A file reads well and isn't plausible; what is odd, in one line. `tally` names the rows that are
    wrong."""

    def __init__(self, message: str, tally: Tally) -> None:
        super().__init__(message)
        self.tally = tally


@dataclass(frozen=True, slots=True)
class Wish:
    """An import as it was asked for. `on` is today, `by` who asks; `forced` the reason for passing over
    doubts; `told` is called with the bytes read so far."""

    kind: str
    path: Path
    on: date
    by: str = ""
    asked: Asked = field(default_factory=Asked)
    forced: str = ""
    told: Callable[[int], None] = lambda _: None

    @property
    def request(self) -> str:
        """What tells this file with these options from others."""
        asked = replace(self.asked, tables=Asked().tables)
        checksum = "" if self.path.is_dir() else sha256_of(self.path)
        # The name tells the release of many files, so the same bytes under another name may be another one.
        facts = f"{checksum} {self.path.name} {self.kind} {asked.since_on} {asked.until_on}"
        facts += f" {asked.release} {asked.part} {asked.is_partial} {asked.keeps_descriptors}"
        return hashlib.sha256(facts.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did: the releases that it changed, its counts, the doubts that were passed over.
    `is_known`: the same file was there already, and nothing changed."""

    releases: tuple[ReleaseNote, ...]
    tally: Tally
    doubts: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    is_known: bool = False


def import_file(store: PackFolder, wish: Wish) -> Outcome:
    """Imports a file. CodeFileError where it can't be used, Doubtful where it isn't plausible."""
    kind = KINDS[wish.kind]
    request = "" if wish.path.is_dir() else wish.request
    known = [note for note in store.releases() if request in {part.request for part in note.parts}]
    if request and known:
        return Outcome(tuple(known), Tally(), is_known=True)
    tally = Tally()
    asked = replace(
        wish.asked, tables=store.tables(), is_partial=wish.asked.is_partial or _is_extract(wish.path)
    )
    loaded, left_out = _read(kind, wish, asked, tally)
    if not any(map(len, loaded)):
        raise CodeFileError(f"{wish.path.name} has no row that can be used{_first_refused(tally)}")
    found = [
        f"{each.kind}{f' ({each.part})' if each.part else ''}: {doubt}"
        for each in loaded
        for doubt in doubts(each, tally, _before(store, each), wish.on)
    ]
    if found and not wish.forced:
        raise Doubtful(f"{wish.path.name} isn't plausible: {'; '.join(found[:5])}", tally)
    changed = _save(store, wish, loaded, (request, tally))
    return Outcome(changed, tally, tuple(found), left_out)


def _first_refused(tally: Tally) -> str:
    first = next(iter(tally.first_refused), None)
    return f": line {first.line}: {first.rule}; {first.mend}" if first else ""


def _is_extract(path: Path) -> bool:
    return "subset" in path.name.lower()


def _read(kind: Kind, wish: Wish, asked: Asked, tally: Tally) -> tuple[list[Loaded], tuple[str, ...]]:
    """All tables of a file; the members of an archive that are of another layout are left out by name."""
    if kind.takes_all:
        return kind.loader_of_all(_members(wish), asked, tally), ()
    if wish.path.is_dir():
        raise CodeFileError(f"{wish.path.name} is a folder: name a file, or use `import all`")
    members = sources(wish.path, wish.told)
    loaded: list[Loaded] = []
    other: list[NotThisLayout] = []
    left_out: list[str] = []
    for member in members:
        try:
            loaded += kind.loader(member, asked, tally)
        except NotThisLayout as error:
            other.append(error)
            left_out.append(member.name)
    if not loaded and other:
        raise other[0]
    return loaded, tuple(left_out)


def _members(wish: Wish) -> list[Source]:
    if not wish.path.is_dir():
        return sources(wish.path, wish.told)
    return [each for path in sorted(wish.path.glob("*.csv")) for each in sources(path, wish.told)]


def _before(store: PackFolder, loaded: Loaded) -> list[CodeTable]:
    """The tables of the same part in the user's newest full release that isn't the one being replaced."""
    if loaded.kind in PAIRS:
        return []
    notes = [
        note
        for note in store.active().of(loaded.kind)
        if not note.is_partial and any(part.part == loaded.part for part in note.parts)
    ]
    newest = notes[-1:] if notes else []
    return [CodeTable(store.open(part)) for note in newest for part in note.parts if part.part == loaded.part]


def _save(
    store: PackFolder, wish: Wish, loaded: list[Loaded], read: tuple[str, Tally]
) -> tuple[ReleaseNote, ...]:
    request, tally = read
    checksum = "" if wish.path.is_dir() else sha256_of(wish.path)
    notes = []
    for each in loaded:
        pack = packed(each, wish.path.name, checksum)
        part = PartNote(
            pack=store.save_pack(each.kind, pack),
            source=wish.path.name,
            source_sha256=checksum,
            rows=int(Pack(pack).facts["rows"]),
            imported_on=wish.on.isoformat(),
            part=each.part,
            imported_by=wish.by,
            request=request,
            refused=tally.refused,
            skipped=tally.skipped.total(),
            forced=wish.forced,
            licence=f"{wish.by} {wish.on}" if wish.asked.keeps_descriptors else "",
        )
        notes.append(_note(each, part))
    with store.changing():
        now = store.active()
        kinds = {note.kind: now.of(note.kind) for note in notes}
        for note in notes:
            kinds[note.kind] = with_part(kinds[note.kind], note)
        store.set_releases(kinds)
        changed = {(note.kind, note.since, note.is_partial) for note in notes}
        return tuple(note for note in store.releases() if (note.kind, note.since, note.is_partial) in changed)


def _note(loaded: Loaded, part: PartNote) -> ReleaseNote:
    span = loaded.span
    until = span.until_on.isoformat() if span.until_on else ""
    return ReleaseNote(loaded.kind, span.name, span.since_on.isoformat(), until, loaded.is_partial, (part,))


def with_part(notes: tuple[ReleaseNote, ...], new: ReleaseNote) -> tuple[ReleaseNote, ...]:
    """The releases of a kind with a part that is added to its release or takes the place of its like."""
    kept = []
    parts = {part.part: part for part in new.parts}
    for note in notes:
        if (note.since, note.is_partial) == (new.since, new.is_partial):
            parts = {**{part.part: part for part in note.parts}, **parts}
        else:
            kept.append(note)
    ordered = tuple(parts[name] for name in sorted(parts))
    return (*kept, replace(new, parts=ordered))
