"""Decisions of which the latest counts, read as the one of the highest id.

Promises that their ids rise in the order of the audit chain: of two that overlap, the one that comes second
but drew its id first is not written.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from almoner.core.plan import Record
from almoner.store.session import Session
from almoner.store.tables.projections import PROJECTIONS


def overtaken(session: Session, records: Iterable[Record]) -> str:
    """Return the kind of a decision that another one on the same thing has overtaken since its id was drawn;
    empty where none is. Asked in the practice's turn: what overlaps is committed or waits, so it is little.
    """
    made: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if PROJECTIONS[record.kind].latest_of:
            made[record.kind].append(record)
    return next((kind for kind, some in made.items() if _is_overtaken(session, kind, some)), "")


def _is_overtaken(session: Session, kind: str, made: Sequence[Record]) -> bool:
    columns = PROJECTIONS[kind].latest_of
    names = ", ".join(f'"{name}"' for name in columns)
    first = min(record.id for record in made)
    sql = f'SELECT id, {names} FROM "{kind}" WHERE practice_id = %s AND id > %s'
    own = {record.id for record in made}
    since: dict[tuple[object, ...], int] = {}
    for record_id, *about in session.rows(sql, session.practice_id, first):
        if record_id not in own:
            since[tuple(about)] = max(record_id, since.get(tuple(about), 0))
    return any(record.id < since.get(tuple(getattr(record, name) for name in columns), 0) for record in made)
