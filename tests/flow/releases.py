"""Small releases of code tables for the books of a test, imported and taken back as any other."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from almoner.core.rules.pairs import mark_of, number_of, pack_pairs
from almoner.core.rules.tables import Line, pack_codes
from almoner.settings import data_folder
from almoner.store.shipped.codes import CodeStore, PartNote, ReleaseNote

KIND = "ncci-ptp"


def import_pairs(name: str, *pairs: tuple[str, str, int]) -> CodeStore:
    """Make (code, code, indicator) the pairs of the year, as `codes import` does."""
    store = CodeStore(data_folder())
    rows = sorted(
        (number_of(one) << 26 | number_of(two), mark_of(mark, "D"), 0, 0) for one, two, mark in pairs
    )
    part = PartNote(store.save_pack(KIND, pack_pairs(rows, {"setting": "practitioner"})), name, "", 1, "")
    note = ReleaseNote(KIND, name, "2026-01-01", "2027-01-01", is_partial=False, parts=(part,))
    with store.changing():
        store.set_releases({KIND: (note,)})
    return store


@contextmanager
def code_lists(kind: str, columns: tuple[str, ...], *wanted: tuple[str, date, list[Line]]) -> Iterator[None]:
    """Import the releases of a kind of codes, each by its name, first day and rows; take them back at the
    end.
    """
    store = CodeStore(data_folder())
    notes = []
    for name, since_on, lines in wanted:
        part = PartNote(
            store.save_pack(kind, pack_codes(lines, columns, {"kind": kind})), name, "", len(lines), ""
        )
        notes.append(ReleaseNote(kind, name, since_on.isoformat(), "", is_partial=False, parts=(part,)))
    with store.changing():
        store.set_releases({kind: tuple(notes)})
    try:
        yield
    finally:
        store.roll_back(kind)


@contextmanager
def pairs(name: str, *wanted: tuple[str, str, int]) -> Iterator[CodeStore]:
    """Import pairs, and take them back at the end."""
    store = import_pairs(name, *wanted)
    try:
        yield store
    finally:
        store.roll_back(KIND)
