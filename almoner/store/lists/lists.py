"""What every screen shows around its content, and the patient search: plain SQL over the
current tables.

Each function promises a fixed number of queries whatever the number of rows; a page has at most `PAGE` rows
and goes on after the id of its last row.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Generic, TypeVar

from almoner.store.lists.order import USUAL, Order, Read, read
from almoner.store.session import Session

PAGE = 50
COUNTS = 9
"""The practice's name, and the counts beside it."""
LAST_SIGN = chr(0x10FFFF)
"""Nothing sorts after it under the C collation."""
COUNTED = 1000
"""Counts stop here, so that their cost does not grow with the books."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Up to `PAGE` rows; `after` is the id to go on after, 0 at the end."""

    rows: tuple[T, ...]
    after: int = 0


def page_of(rows: list[T], ids: list[int]) -> Page[T]:
    """Make a page of up to `PAGE` + 1 rows and their ids: the row too many says that there are more."""
    return Page(tuple(rows[:PAGE]), ids[PAGE - 1] if len(rows) > PAGE else 0)


@dataclass(frozen=True, slots=True)
class RunNow:
    """How far the latest long run of the person who looks is; `problems` want them."""

    id: int
    sort: str
    state: str
    done: int
    total: int
    problems: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The practice's name and what waits where; counts stop at `COUNTED`. `tasks` and `notices` are those of
    the person who looks.
    """

    practice: str
    tasks: int
    ready: int
    held: int
    rejected: int
    denied: int
    suspended: int
    remittances: int
    notices: int
    run: RunNow | None = None

    @property
    def stuck(self) -> int:
        """Claims that wait for a person."""
        return self.held + self.rejected + self.denied + self.suspended


_COUNT = (
    "(SELECT count(*) FROM (SELECT 1 FROM claim WHERE practice_id = %s AND state = '{state}' "
    f"LIMIT {COUNTED}) c)"
)
_AWAKE = "(asleep_until IS NULL OR asleep_until <= %s)"
_FRAME = f"""
SELECT coalesce((SELECT name FROM practice WHERE practice_id = %s AND id = %s), ''),
  (SELECT count(*) FROM (SELECT 1 FROM task WHERE practice_id = %s AND state = 'open' AND owner = ANY(%s)
                         AND {_AWAKE} LIMIT {COUNTED}) t),
  {", ".join(_COUNT.format(state=state) for state in ("ready", "held", "rejected", "denied", "suspended"))},
  (SELECT count(*) FROM (SELECT 1 FROM remittance WHERE practice_id = %s
                         AND state IN ('received', 'unbalanced', 'suspect') LIMIT {COUNTED}) r),
  (SELECT count(*) FROM (SELECT 1 FROM notice WHERE practice_id = %s AND person = %s AND state = 'open'
                         LIMIT {COUNTED}) n),
  l.*
FROM (SELECT 1) one LEFT JOIN (
  SELECT id, sort, state, done, jsonb_array_length(subjects), jsonb_array_length(problems) FROM long_run
  WHERE practice_id = %s AND begun_by = %s AND NOT is_put_away ORDER BY id DESC LIMIT 1) l ON true
"""


def frame(session: Session, *, on: date) -> Frame:
    """Return what surrounds every screen."""
    here, mine = session.practice_id, list(session.owners)
    asked = (*(here, here), *(here, mine, on), *[here] * 7)
    asked = (*asked, session.person, here, session.person)
    row = session.rows(_FRAME, *asked)[0]
    counts, run = row[:COUNTS], row[COUNTS:]
    return replace(Frame(*counts), run=RunNow(*run) if run[0] else None)


THEIRS = "= ANY (ARRAY(SELECT x.id FROM patient x WHERE x.practice_id = p.practice_id AND x.chart_id = p.id))"
"""True of the charts that are read as that of the patient `p`, in SQL."""


# --------------------------------------------------------------------------------------------------- patients


@dataclass(frozen=True, slots=True)
class Sought:
    """What a search asks for; an empty field asks nothing. Names match from their beginning: as they are
    usually written (`Okafor`, `OKAFOR`, `McKay`) by index, or `in_any_case` by reading all.
    """

    number: str = ""
    last_name: str = ""
    first_name: str = ""
    birth_on: date | None = None
    phone: str = ""
    member_id: str = ""
    in_any_case: bool = False
    as_written: str = ""
    """The field of which but this very spelling is asked."""


@dataclass(frozen=True, slots=True)
class PatientRow:
    """A patient as lists show them, with the policy that pays first today and the next booking."""

    id: int
    number: str
    last_name: str
    first_name: str
    birth_on: date
    sex: str
    phone: str
    payer: str
    member_id: str
    owed_cents: int
    next_at: datetime | None
    last_on: date | None


# With + 0 the last visit is sought among the patient's own: else an index by the day is walked from its end.
_PATIENTS = f"""
SELECT p.id, p.number, p.last_name, p.first_name, p.birth_on, p.sex, p.phone, coalesce(c.payer, ''),
  coalesce(c.member_id, ''), coalesce(m.owed, 0)::bigint, n.starts_at, v.service_on
FROM (SELECT * FROM patient p WHERE p.practice_id = %s{{where}}
  ORDER BY {{by}} LIMIT {{limit}}) p
LEFT JOIN LATERAL (SELECT py.name AS payer, c.member_id FROM coverage c
  JOIN payer py ON py.practice_id = c.practice_id AND py.id = c.payer_id
  WHERE c.practice_id = p.practice_id AND c.patient_id {THEIRS}
  AND c.since_on <= %s AND (c.until_on IS NULL OR c.until_on > %s)
  ORDER BY c.rank LIMIT 1) c ON true
LEFT JOIN LATERAL (
  SELECT sum(cents) AS owed FROM patient_total
  WHERE practice_id = p.practice_id AND patient_id {THEIRS} AND cents <> 0) m ON true
LEFT JOIN LATERAL (SELECT a.starts_at AT TIME ZONE 'UTC' AS starts_at FROM appointment a
  WHERE a.practice_id = p.practice_id AND a.patient_id {THEIRS} AND a.state = 'booked'
  AND a.starts_at >= %s::timestamp AT TIME ZONE 'UTC' ORDER BY a.starts_at LIMIT 1) n ON true
LEFT JOIN LATERAL (SELECT max(service_on + 0) AS service_on FROM visit
  WHERE practice_id = p.practice_id AND patient_id {THEIRS}) v ON true
ORDER BY {{by}}
"""
_NAME = ('p.last_name COLLATE "C"', 'p.first_name COLLATE "C"')
BY_NAME = Read((*_NAME, "p.id"), is_down=False)
PATIENT_COLUMNS = {"patient": _NAME, "born": ("p.birth_on",), "number": ("p.number",)}
"""What patients can be sorted by, each led by an index."""


def patients(
    session: Session, sought: Sought, *, on: date, order: Order = USUAL, after: int = 0
) -> Page[PatientRow]:
    """Return the patients who answer to all that is asked in an order, usually by name."""
    conditions, values = conditions_of(sought)
    in_order = read(PATIENT_COLUMNS, order, BY_NAME)
    if after:
        conditions.append(in_order.beyond("patient p WHERE p.practice_id = %s AND p.id = %s"))
        values += [session.practice_id, after]
    where = "".join(f" AND {one}" for one in conditions)
    sql = _PATIENTS.format(where=where, limit=PAGE + 1, by=in_order.by)
    found = session.rows(sql, session.practice_id, *values, on, on, datetime.combine(on, datetime.min.time()))
    return page_of([PatientRow(*row) for row in found], [row[0] for row in found])


_HERE = "nullif(current_setting('almoner.practice', true), '')::bigint"
_NUMBERED = f"SELECT n.chart_id FROM patient n WHERE n.practice_id = {_HERE} AND n.number = %s"
"""The chart that is shown for a number, also for one that was merged."""
_INSURED = f"""SELECT n.chart_id FROM coverage c
JOIN patient n ON n.practice_id = c.practice_id AND n.id = c.patient_id
WHERE c.practice_id = {_HERE} AND c.member_id = %s"""


def conditions_of(sought: Sought) -> tuple[list[str], list[object]]:
    """Return the conditions on a patient `p` that a search asks for, with their values."""
    conditions: list[str] = []
    values: list[object] = []
    for column in ("last_name", "first_name"):
        if text := getattr(sought, column):
            spelled = [text] if column == sought.as_written else _spellings(text)
            condition, bounds = _begins(f'p.{column} COLLATE "C"', spelled, in_any_case=sought.in_any_case)
            conditions.append(condition)
            values += bounds
    if sought.phone:
        conditions.append("p.phone = %s")
        values.append(sought.phone)
    if sought.number:
        conditions.append(f"p.id = ANY(ARRAY({_NUMBERED}))")
        values.append(sought.number)
    if sought.birth_on:
        conditions.append("p.birth_on = %s")
        values.append(sought.birth_on)
    if sought.member_id:
        conditions.append(f"p.id = ANY(ARRAY({_INSURED}))")
        values.append(sought.member_id)
    return [*conditions, "p.chart_id = p.id"], values


def spellings_of(sought: Sought) -> list[Sought]:
    """Return the same search once for each usual spelling of its first name field: an index serves each."""
    if sought.in_any_case or not (sought.last_name or sought.first_name):
        return [sought]
    if sought.last_name:
        spelled = _spellings(sought.last_name)
        return [replace(sought, last_name=each, as_written="last_name") for each in spelled]
    spelled = _spellings(sought.first_name)
    return [replace(sought, first_name=each, as_written="first_name") for each in spelled]


def _begins(column: str, spelled: list[str], *, in_any_case: bool) -> tuple[str, list[object]]:
    """Return the condition that a column begins with a text.

    Comparisons, and not LIKE: row security lets an index serve only operators that leak nothing.
    """
    if in_any_case:
        return f"starts_with(lower({column}), %s)", [spelled[0].lower()]
    ranges = " OR ".join(f"({column} >= %s AND {column} < %s)" for _ in spelled)
    return f"({ranges})", [bound for one in spelled for bound in (one, one + LAST_SIGN)]


def _spellings(text: str) -> list[str]:
    """Return a name as it is usually written."""
    return sorted({text, text.lower(), text.upper(), text.title(), text.capitalize(), _inner_capital(text)})


def _inner_capital(text: str) -> str:
    """Return `mckay` as `McKay`, every other name capitalized."""
    is_mc = text[:2].lower() == "mc"
    return f"Mc{text[2:].capitalize()}" if is_mc else text.capitalize()
