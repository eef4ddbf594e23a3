"""Reads why a balance is what it is, down to the payer's bytes; asks for access as every other read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from almoner.core.x12 import Document, NotX12, TransactionSet, read
from almoner.flow.access import Actor, Permission, enter, require
from almoner.store.money.why import (
    MOST_OF_ACCOUNT,
    Because,
    account_name_of,
    accounts_of,
    because,
    find_id,
    kind_of,
    of_accounts,
)
from almoner.store.money.why_open import Place, Work, open_work
from almoner.store.session import Session

MOST_FILES = 50
"""Files of which what they say is shown; a patient's other postings name their file and place."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a number names, the postings behind its balance, and the work about what stays open. `is_cut`: an
    account has more postings than are told.
    """

    kind: str
    rows: tuple[Because, ...]
    work: tuple[Work, ...] = ()
    is_cut: bool = False


def why(actor: Actor, name: str) -> Told | None:
    """Return what a number or an account's name names, with what the payers' files say at each place; None
    where it names nothing here. All money of an account is told to who may read the ledger.
    """
    with enter(actor, Permission.CLAIM_READ) as session:
        if account_name_of(name):
            require(actor, Permission.LEDGER_READ)
            return _account(session, name)
        record_id = find_id(session, name)
        kind = kind_of(session, record_id) if record_id else ""
        if not kind:
            return None
        return _told(session, kind, list(because(session, kind, record_id)), record_id)


def _account(session: Session, name: str) -> Told:
    accounts = accounts_of(session, name)
    rows = of_accounts(session, accounts) if accounts else []
    told = _told(session, account_name_of(name), rows[:MOST_OF_ACCOUNT], 0)
    return replace(told, kind="account", is_cut=len(rows) > MOST_OF_ACCOUNT)


def _told(session: Session, kind: str, rows: list[Because], record_id: int) -> Told:
    work = open_work(session, kind, record_id)
    places: list[Because | Place] = [*rows, *(place for one in work for place in one.places)]
    wanted: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for place in places:
        if _segment(place) and (place.interchange_id in wanted or len(wanted) < MOST_FILES):
            wanted[place.interchange_id][place.st_control].add(_segment(place))
    found: dict[tuple[int, str, int], str] = {}
    for file_id, numbers in wanted.items():
        for control, number, text in _cut(session.content(file_id), numbers):
            found[file_id, control, number] = text
    return Told(
        kind,
        tuple(replace(row, said=_said(found, row)) for row in rows),
        tuple(
            replace(one, places=tuple(replace(each, said=_said(found, each)) for each in one.places))
            for one in work
        ),
    )


def _said(found: Mapping[tuple[int, str, int], str], place: Because | Place) -> str:
    return found.get((place.interchange_id, place.st_control, _segment(place)), "")


def _segment(row: Because | Place) -> int:
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
