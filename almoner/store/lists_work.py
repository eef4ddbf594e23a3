"""Open tasks: each with its owner, its day and its reason, the most urgent first."""

from dataclasses import dataclass
from datetime import date

from almoner.store.lists import COUNTED, PAGE, Page, page_of
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task and what it is about; `control` is its claim's number where there is one."""

    id: int
    what: str
    why: str
    owner: str
    opened_on: date
    due_on: date
    cents: int
    subject_kind: str
    subject_id: int
    claim_id: int
    control: str
    claim_state: str
    patient_id: int
    last_name: str
    first_name: str
    number: str


@dataclass(frozen=True, slots=True)
class Load:
    """How much open work an owner has; counts stop at `COUNTED`."""

    tasks: int
    due: int
    cents: int


# CASE and not coalesce: row security lets an index serve only expressions that it knows to leak nothing.
_TASKS = f"""
SELECT t.id, t.what, tr.body->>'why', t.owner, t.opened_on, t.due_on, t.cents, t.subject_kind, t.subject_id,
  coalesce(c.id, 0), coalesce(c.control, ''), coalesce(c.state, ''), coalesce(p.id, 0),
  coalesce(p.last_name, ''), coalesce(p.first_name, ''), coalesce(p.number, '')
FROM (SELECT * FROM task t WHERE t.practice_id = %s AND t.state = 'open'{{where}}
  ORDER BY t.due_on, -t.cents, t.id LIMIT {PAGE + 1}) t
JOIN record tr ON tr.practice_id = t.practice_id AND tr.id = t.id AND tr.version = t.version
LEFT JOIN claim c ON c.practice_id = t.practice_id AND c.id = t.claim_id
LEFT JOIN patient p ON p.practice_id = t.practice_id
  AND p.id = CASE WHEN t.patient_id IS NULL THEN c.patient_id ELSE t.patient_id END
ORDER BY t.due_on, -t.cents, t.id
"""


def tasks(
    session: Session, *, owners: tuple[str, ...] = (), due_by: date | None = None, after: int = 0
) -> Page[TaskRow]:
    """Return open tasks of these owners (everybody's where none is named), by day and then by money."""
    conditions, values = _conditions(owners, due_by)
    if after:
        conditions += (
            " AND (t.due_on, -t.cents, t.id) > "
            "(SELECT due_on, -cents, id FROM task WHERE practice_id = %s AND id = %s)"
        )
        values += [session.practice_id, after]
    found = session.rows(_TASKS.format(where=conditions), session.practice_id, *values)
    return page_of([TaskRow(*row) for row in found], [row[0] for row in found])


def load(session: Session, *, owners: tuple[str, ...] = (), on: date) -> Load:
    """Return how much is open for these owners, how much of it is due on a day, and the money in it."""
    conditions, values = _conditions(owners, None)
    sql = (
        "SELECT count(*), count(*) FILTER (WHERE due_on <= %s), coalesce(sum(cents), 0)::bigint FROM ("
        f"SELECT t.due_on, t.cents FROM task t WHERE t.practice_id = %s AND t.state = 'open'{conditions} "
        f"ORDER BY t.due_on LIMIT {COUNTED}) found"
    )
    return Load(*session.rows(sql, on, session.practice_id, *values)[0])


def _conditions(owners: tuple[str, ...], due_by: date | None) -> tuple[str, list[object]]:
    values: list[object] = [*([list(owners)] if owners else []), *([due_by] if due_by else [])]
    owned = " AND t.owner = ANY(%s)" if owners else ""
    return owned + (" AND t.due_on <= %s" if due_by else ""), values
