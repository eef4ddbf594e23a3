"""Reads why a balance is what it is, down to the payer's bytes; asks for access as every other read."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from almoner.core.x12 import Document, NotX12, TransactionSet, read
from almoner.flow.access import Actor, Permission, enter
from almoner.store.session import Session
from almoner.store.why import Because, because, find_id, kind_of

MOST_FILES = 50
"""Files of which what they say is shown; a patient's other postings name their file and place."""


def why(actor: Actor, name: str) -> tuple[str, list[Because]] | None:
    """Return what a number names and the postings behind it, each with what its file says at its place; None
    where it names nothing here.
    """
    with enter(actor, Permission.CLAIM_READ) as session:
        record_id = find_id(session, name)
        kind = kind_of(session, record_id) if record_id else ""
        return (kind, _told(session, list(because(session, kind, record_id)))) if kind else None


def _told(session: Session, rows: list[Because]) -> list[Because]:
    wanted: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        if _segment(row) and (row.interchange_id in wanted or len(wanted) < MOST_FILES):
            wanted[row.interchange_id][row.st_control].add(_segment(row))
    found: dict[tuple[int, str, int], str] = {}
    for file_id, places in wanted.items():
        for control, number, text in _cut(session.content(file_id), places):
            found[file_id, control, number] = text
    return [
        replace(row, said=found.get((row.interchange_id, row.st_control, _segment(row)), "")) for row in rows
    ]


def _segment(row: Because) -> int:
    """The number of the segment in its transaction, 0 where the posting rests on none."""
    number = row.element.partition("/")[0]
    return int(number) if row.st_control and number.isdecimal() else 0


def _cut(content: bytes, places: dict[str, set[int]]) -> Iterable[tuple[str, int, str]]:
    for transaction in _sets(content):
        numbers = places.get(transaction.st_control, set())
        last = max(numbers, default=0)
        for number, row in enumerate(transaction.iter_rows(), 1):
            if number > last:
                break
            if number in numbers:
                yield transaction.st_control, number, transaction.delimiters.element.join(row)


def _sets(content: bytes) -> Iterable[TransactionSet]:
    try:
        document: Document = read(content)
    except NotX12:  # a file that was kept as it came
        return
    for interchange in document.interchanges:
        yield from interchange.sets
