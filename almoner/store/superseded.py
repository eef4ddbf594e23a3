"""What one audit entry did to the records of a kind: each as it was before, and as the entry left it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from almoner.core.plan import Record
from almoner.store.session import Session

R = TypeVar("R", bound=Record)

_CHANGED = """
SELECT old.body::text, r.body::text FROM record made
JOIN record r ON r.practice_id = made.practice_id AND r.audit_id = made.audit_id AND r.kind = %s
LEFT JOIN record old
  ON old.practice_id = r.practice_id AND old.id = r.id AND old.version = r.version - 1
WHERE made.practice_id = %s AND made.id = %s AND made.version = %s AND made.kind = %s
ORDER BY r.id, r.version
"""


@dataclass(frozen=True, slots=True)
class Change(Generic[R]):
    """A record as it was before an audit entry (None: the entry made it), and as the entry left it."""

    before: R | None
    after: R


def changed_with(session: Session, made: Record, kind: type[R]) -> list[Change[R]]:
    """Return what the entry that wrote this version of a record did to the records of a kind."""
    rows = session.rows(_CHANGED, kind.kind, session.practice_id, made.id, made.version, made.kind)
    return [
        Change(session.read(kind, before) if before is not None else None, session.read(kind, after))
        for before, after in rows
    ]


def is_untouched(session: Session, changes: Iterable[Change[R]]) -> bool:
    """True where each record still stands as the entry left it."""
    made = [one.after for one in changes]
    if not made:
        return True
    standing = {one.id: one.version for one in session.find(type(made[0]), id=[one.id for one in made])}
    return standing == {one.id: one.version for one in made}
