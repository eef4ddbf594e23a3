"""Open tasks: each with its owner, its day and its reason, what would be lost first on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from almoner.core.plan import Task
from almoner.store.codec import decode
from almoner.store.lists.lists import COUNTED, PAGE, Page, page_of
from almoner.store.lists.order import USUAL, Order, Read, read
from almoner.store.session import Session
from almoner.store.shipped.chances import shipped_chances

SOON = timedelta(days=14)
# An array and no join: of the refusals that are followed few have such a reason, and each names its task.
_UNAUTHORIZED = """ AND t.subject_kind = 'denial' AND t.subject_id = ANY(ARRAY(
  SELECT d.id FROM denial d
  WHERE d.practice_id = nullif(current_setting('almoner.practice', true), '')::bigint
    AND d.carc = ANY(%s) AND d.state IN ('open', 'appealed', 'resent', 'upheld')))"""


# Put off, handed on or mended again and again: each makes a version of the task, or of what the claim said.
_IN_VAIN = """ AND t.id = ANY(ARRAY(
  SELECT a.id FROM task a
  WHERE a.practice_id = nullif(current_setting('almoner.practice', true), '')::bigint
    AND a.state = 'open' AND a.version >= 4
  UNION SELECT a.id FROM claim_revision v
  JOIN claim c ON c.practice_id = v.practice_id AND c.id = v.claim_id AND c.state IN ('held', 'rejected')
  JOIN task a ON a.practice_id = v.practice_id AND a.claim_id = c.id AND a.state = 'open'
  WHERE v.practice_id = nullif(current_setting('almoner.practice', true), '')::bigint AND v.number >= 4))"""


class View(StrEnum):
    """A part of the open work."""

    ALL = ""
    DUE = "due"
    EXPIRING = "expiring"
    DENIED = "denied"
    AUTHORIZATION = "authorization"
    UNDERPAID = "underpaid"
    IN_VAIN = "in-vain"
    """Touched three times or more, and open still."""
    SNOOZED = "snoozed"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose open work (everybody's where none is named), which part of it, and the day it is looked at.
    Narrowed to a kind of work (`what`), to so much money or more and to what is due within so many days,
    where these are given. `carcs` are the reasons by which a payer misses an authorization.
    """

    on: date
    owners: tuple[str, ...] = ()
    view: View = View.ALL
    what: str = ""
    least_cents: int = 0
    within_days: int = 0
    carcs: tuple[str, ...] = ()

    @property
    def conditions(self) -> tuple[str, list[object]]:
        """The part as SQL over the task `t`, with its values."""
        parts = [
            ("t.owner = ANY(%s)", list(self.owners), bool(self.owners)),
            ("t.asleep_until > %s", self.on, self.view is View.SNOOZED),
            ("(t.asleep_until IS NULL OR t.asleep_until <= %s)", self.on, self.view is not View.SNOOZED),
            ("t.what = %s", self.what, bool(self.what)),
            ("t.cents >= %s", self.least_cents, self.least_cents > 0),
            ("t.due_on <= %s", self.on + timedelta(days=self.within_days), self.within_days > 0),
        ]
        part, values = self._part
        asked = [(sql, value) for sql, value, is_asked in parts if is_asked]
        return "".join(f" AND {sql}" for sql, _ in asked) + part, [value for _, value in asked] + values

    @property
    def _part(self) -> tuple[str, list[object]]:
        match self.view:
            case View.DUE:
                return " AND t.due_on <= %s", [self.on]
            case View.EXPIRING:
                return " AND t.due_on <= %s", [self.on + SOON]
            case View.DENIED:
                return " AND t.subject_kind = 'denial' AND t.cents > 25000", []
            case View.AUTHORIZATION:
                return _UNAUTHORIZED, [list(self.carcs)]
            case View.UNDERPAID:
                return " AND t.what IN ('underpayment', 'variance', 'contract_dispute')", []
            case View.IN_VAIN:
                return _IN_VAIN, []
            case _:
                return "", []


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task and what it is about; `control` is its claim's number where there is one, `next_step` the first
    answer to its refusal.
    """

    id: int
    version: int
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
    asleep_until: date | None
    asleep_why: str
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """How much open work there is, and about how many minutes of it; counts stop at `COUNTED`."""

    tasks: int
    due: int
    cents: int
    minutes: int


_CHANCES = shipped_chances()
# The order of core/report/at_risk.py, by the same card.
_URGENCY = (
    f"greatest(t.cents, {_CHANCES.least_cents}) * "
    f"coalesce((%s::int[])[array_position(%s::text[], t.what)], {_CHANCES.other}) "
    "/ greatest(t.due_on - %s::date, 1)"
)
_ROW = """
SELECT t.id, t.version, t.what, tr.body->>'why', t.owner, t.opened_on, t.due_on, t.cents,
  t.subject_kind, t.subject_id, coalesce(c.id, 0), coalesce(c.control, ''), coalesce(c.state, ''),
  coalesce(p.id, 0), coalesce(p.last_name, ''), coalesce(p.first_name, ''), coalesce(p.number, ''),
  t.asleep_until, coalesce(tr.body->>'asleep_why', ''), coalesce(dr.body->>'next_step', '')
"""
# CASE and not coalesce: row security lets an index serve only expressions that it knows to leak nothing.
_JOINED = """
JOIN record tr ON tr.practice_id = t.practice_id AND tr.id = t.id AND tr.version = t.version
LEFT JOIN claim c ON c.practice_id = t.practice_id AND c.id = t.claim_id
LEFT JOIN patient p ON p.practice_id = t.practice_id
  AND p.id = CASE WHEN t.patient_id IS NULL THEN c.patient_id ELSE t.patient_id END
LEFT JOIN denial d ON d.practice_id = t.practice_id
  AND d.id = CASE WHEN t.subject_kind = 'denial' THEN t.subject_id END
LEFT JOIN record dr ON dr.practice_id = d.practice_id AND dr.id = d.id AND dr.version = d.version
"""
# What waits puts no more at risk in a day than its money times the best chance. Of the open work with the
# most money, the last of a page tells how much a task must hold to come before it: no other has to be read.
_MOST_CHANCE = max(*_CHANCES.percent.values(), _CHANCES.other)
_LEAST_URGENCY = _CHANCES.least_cents * _MOST_CHANCE
_ANY_CENTS = -(1 << 62)
_TASKS = f"""
WITH rich AS MATERIALIZED (
  SELECT * FROM (
    SELECT t.id, t.due_on, {_URGENCY} AS urgency FROM task t
    WHERE t.practice_id = %s AND t.state = 'open'{{where}} ORDER BY t.cents DESC LIMIT {COUNTED}) t
  {{beyond}} ORDER BY t.urgency DESC LIMIT {PAGE + 1}),
last AS MATERIALIZED (SELECT CASE WHEN count(*) > {PAGE} AND min(urgency) > {_LEAST_URGENCY}
  THEN min(urgency) / {_MOST_CHANCE} ELSE {_ANY_CENTS} END AS cents FROM rich),
ranked AS (
  SELECT * FROM (
    SELECT t.id, t.due_on, {_URGENCY} AS urgency FROM task t
    WHERE t.practice_id = %s AND t.state = 'open' AND t.cents >= (SELECT cents FROM last){{where}}) t
  {{beyond}} ORDER BY t.urgency DESC, t.due_on, t.id LIMIT {PAGE + 1})
{_ROW} FROM ranked JOIN task t ON t.practice_id = %s AND t.id = ranked.id
{_JOINED} ORDER BY ranked.urgency DESC, ranked.due_on, ranked.id
"""
_BEYOND = f"""
WHERE (-t.urgency, t.due_on, t.id) > (SELECT -({_URGENCY}), t.due_on, t.id FROM task t
  WHERE t.practice_id = %s AND t.id = %s)
"""
COLUMNS = {
    "what": ("t.what",),
    "patient": ("coalesce(p.last_name, '') COLLATE \"C\"", "coalesce(p.first_name, '') COLLATE \"C\""),
    "claim": ("coalesce(c.control, '')",),
    "owner": ("t.owner", "t.due_on"),
    "due": ("t.due_on", "(- t.cents)"),
    "stake": ("t.cents",),
}
"""What the open work can be sorted by; its usual order is by what would be lost first."""
_SORTED = f"""
WITH page AS (
  SELECT t.id FROM task t{{join}} WHERE t.practice_id = %s AND t.state = 'open'{{where}}
  ORDER BY {{by}} LIMIT {PAGE + 1})
{_ROW} FROM page JOIN task t ON t.practice_id = %s AND t.id = page.id
{_JOINED} ORDER BY {{by}}
"""
_NAMES = """
LEFT JOIN claim c ON c.practice_id = t.practice_id AND c.id = t.claim_id
LEFT JOIN patient p ON p.practice_id = t.practice_id
  AND p.id = CASE WHEN t.patient_id IS NULL THEN c.patient_id ELSE t.patient_id END
"""
_SOME = f"""
{_ROW} FROM task t {_JOINED}
WHERE t.practice_id = %s AND t.state = 'open' AND t.id = ANY(%s) ORDER BY t.id
"""


_LOAD = f"""
SELECT %s::int, count(*), count(*) FILTER (WHERE due_on <= %s), coalesce(sum(cents), 0)::bigint,
  coalesce(sum(coalesce((%s::int[])[array_position(%s::text[], what)], {_CHANCES.other_minutes})), 0)::bigint
FROM (
  SELECT t.due_on, t.cents, t.what FROM task t WHERE t.practice_id = %s AND t.state = 'open'{{where}}
  ORDER BY t.due_on LIMIT {{most}}) found
"""


def tasks(session: Session, scope: Scope, *, order: Order = USUAL, after: int = 0) -> Page[TaskRow]:
    """Return a page of the open tasks, from after one of them on: what would be lost first on top, or in
    another order.
    """
    if order.column:
        return _in_order(session, scope, order, after)
    where, narrowed = scope.conditions
    chances = [list(_CHANCES.percent.values()), list(_CHANCES.percent), scope.on]
    last = [*chances, session.practice_id, after] if after else []
    values = [*chances, session.practice_id, *narrowed, *last]
    sql = _TASKS.format(where=where, beyond=_BEYOND if after else "")
    found = session.rows(sql, *values, *values, session.practice_id)
    return page_of([TaskRow(*row) for row in found], [row[0] for row in found])


def _in_order(session: Session, scope: Scope, order: Order, after: int) -> Page[TaskRow]:
    where, values = scope.conditions
    in_order = read(COLUMNS, order, Read(("t.id",), is_down=False))
    join = _NAMES if order.column in ("patient", "claim") else ""
    if after:
        where += " AND " + in_order.beyond(f"task t{join} WHERE t.practice_id = %s AND t.id = %s")
        values = [*values, session.practice_id, after]
    sql = _SORTED.format(join=join, where=where, by=in_order.by)
    found = session.rows(sql, session.practice_id, *values, session.practice_id)
    return page_of([TaskRow(*row) for row in found], [row[0] for row in found])


@dataclass(frozen=True, slots=True)
class Walk:
    """A list of open work that a person goes along from claim to claim, and the task that they are at."""

    scope: Scope
    task_id: int
    order: Order = USUAL


@dataclass(frozen=True, slots=True)
class Beside:
    """The open work about claims before and after a task of a list, None at an end; its place among all of
    it, from 1, 0 where it is open no more. Counts stop at `COUNTED`.
    """

    before: TaskRow | None
    after: TaskRow | None
    place: int
    total: int


# The task itself keeps its place when it is done, so that one goes on from there.
_HERE = "t.practice_id = %s AND t.id = %s"
_OF_CLAIMS = "t.practice_id = %s AND t.state = 'open' AND t.claim_id IS NOT NULL AND t.id <> %s"
_BESIDE = f"""
SELECT n.id, n.is_open FROM (
  SELECT t.id, t.due_on, t.is_open, {_URGENCY} AS urgency FROM (
    (SELECT t.id, t.due_on, t.cents, t.what, true AS is_open FROM task t
     WHERE {_OF_CLAIMS}{{where}} ORDER BY t.cents DESC LIMIT {COUNTED})
    UNION ALL SELECT t.id, t.due_on, t.cents, t.what, t.state = 'open' FROM task t WHERE {_HERE}) t) n
ORDER BY n.urgency DESC, n.due_on, n.id
"""
_BESIDE_SORTED = f"""
SELECT t.id, t.state = 'open' FROM task t{{join}}
WHERE {_HERE} OR ({_OF_CLAIMS}{{where}}) ORDER BY {{by}} LIMIT {COUNTED}
"""


def beside(session: Session, walk: Walk) -> Beside:
    """Return what stands beside a task in the list that a person came from."""
    where, narrowed = walk.scope.conditions
    here = [session.practice_id, walk.task_id]
    if walk.order.column:
        by = read(COLUMNS, walk.order, Read(("t.id",), is_down=False)).by
        join = _NAMES if walk.order.column in ("patient", "claim") else ""
        found = session.rows(_BESIDE_SORTED.format(join=join, where=where, by=by), *here, *here, *narrowed)
    else:
        chances = [list(_CHANCES.percent.values()), list(_CHANCES.percent), walk.scope.on]
        found = session.rows(_BESIDE.format(where=where), *chances, *here, *narrowed, *here)
    ids = [task_id for task_id, _ in found]
    total = sum(is_open for _, is_open in found)
    if walk.task_id not in ids:
        return Beside(None, None, 0, total)
    at = ids.index(walk.task_id)
    sides = [ids[at - 1] if at else 0, ids[at + 1] if at + 1 < len(ids) else 0]
    rows = {row.id: row for row in some(session, [one for one in sides if one])}
    before, after = (rows.get(one) for one in sides)
    return Beside(before, after, at + 1 if found[at][1] else 0, total)


def some(session: Session, task_ids: list[int]) -> list[TaskRow]:
    """Return those of these tasks that are open."""
    return [TaskRow(*row) for row in session.rows(_SOME, session.practice_id, task_ids)]


def moved(session: Session, entry: int, *, flow: str, by: str) -> list[Task]:
    """Return the tasks that somebody's audit entry of a flow superseded, as they were before it."""
    sql = (
        "SELECT old.body::text FROM audit_entry e JOIN record r ON r.practice_id = e.practice_id "
        "AND r.audit_id = e.id AND r.kind = 'task' JOIN record old ON old.practice_id = r.practice_id "
        "AND old.id = r.id AND old.version = r.version - 1 "
        "WHERE e.practice_id = %s AND e.id = %s AND e.flow = %s AND e.actor = %s"
    )
    return [decode(Task, body) for (body,) in session.rows(sql, session.practice_id, entry, flow, by)]


def loads(session: Session, scopes: Sequence[Scope]) -> list[Load]:
    """Return how much is open in each scope, how much of it is due on the day, the money in it and about how
    long it takes.
    """
    minutes = [list(_CHANCES.minutes.values()), list(_CHANCES.minutes)]
    parts, values = [], list[object]()
    for scope in scopes:
        where, narrowed = scope.conditions
        parts.append(f"({_LOAD.format(where=where, most=COUNTED)})")
        values += [len(parts), scope.on, *minutes, session.practice_id, *narrowed]
    found = session.rows(" UNION ALL ".join(parts) + " ORDER BY 1", *values)
    return [Load(*row[1:]) for row in found]
