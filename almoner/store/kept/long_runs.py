"""Long runs as they are kept: begun, taken on part by part, stopped, and put away.

Promises that progress is written only by who saw the run as it stood, so that two workers never count one
part twice.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from almoner.store.session import NotFound, Session

GOING, STOPPED, DONE = "going", "stopped", "done"


@dataclass(frozen=True, slots=True)
class Problem:
    """A subject that wants a person, and why, in words without patient data."""

    subject_id: int
    why: str


@dataclass(frozen=True, slots=True)
class LongRun:
    """A run of one sort over subjects, of which the first `done` are behind it."""

    id: int
    sort: str
    begun_by: str
    begun_on: date
    state: str
    subjects: tuple[int, ...]
    done: int
    problems: tuple[Problem, ...]
    is_put_away: bool
    about_id: int = 0
    """The one record that it is about; 0 where its subjects are all there is."""
    result: tuple[Any, ...] = ()
    """What it has found so far, as its sort writes it: figures and codes."""
    asks: Mapping[str, Any] = field(default_factory=dict)
    """What was asked for beside the subjects, as its sort reads it."""

    @property
    def left(self) -> int:
        """How many are still to do."""
        return len(self.subjects) - self.done


@dataclass(frozen=True, slots=True)
class Begun:
    """A run to begin: its sort, over which subjects, and the one record that it is about."""

    sort: str
    subjects: Sequence[int]
    about_id: int = 0
    asks: Mapping[str, Any] = field(default_factory=dict)


def begin(session: Session, run_id: int, begun: Begun, *, on: date) -> None:
    """Keep a new run of the person of the session."""
    sql = """
    INSERT INTO long_run
      (practice_id, id, sort, begun_by, begun_on, state, subjects, done, problems, is_put_away, about_id,
       asks)
    VALUES (%s, %s, %s, %s, %s, 'going', %s::jsonb, 0, '[]', false, %s, %s::jsonb)
    """
    told = (json.dumps(list(begun.subjects)), begun.about_id, json.dumps(dict(begun.asks)))
    session.rows(sql, session.practice_id, run_id, begun.sort, session.person, on, *told)


_READ = """
SELECT id, sort, begun_by, begun_on, state, subjects::text, done, problems::text, is_put_away, about_id,
  result::text, asks::text
FROM long_run WHERE practice_id = %s AND
"""


def run(session: Session, run_id: int) -> LongRun:
    """Return a run, or raise NotFound."""
    found = session.rows(f"{_READ} id = %s", session.practice_id, run_id)
    if not found:
        raise NotFound("no such long run in this practice")
    return _run(*found[0])


def run_about(session: Session, sort: str, about_id: int) -> LongRun | None:
    """Return the newest run of a sort about a record, or None."""
    asked = f"{_READ} sort = %s AND about_id = %s ORDER BY id DESC LIMIT 1"
    found = session.rows(asked, session.practice_id, sort, about_id)
    return _run(*found[0]) if found else None


def _run(*row: Any) -> LongRun:
    (
        record_id,
        sort,
        begun_by,
        begun_on,
        state,
        subjects,
        done,
        problems,
        is_put_away,
        about_id,
        result,
        asks,
    ) = row
    return LongRun(
        id=record_id,
        sort=sort,
        begun_by=begun_by,
        begun_on=begun_on,
        state=state,
        subjects=tuple(json.loads(subjects)),
        done=done,
        problems=tuple(Problem(*one) for one in json.loads(problems)),
        is_put_away=is_put_away,
        about_id=about_id,
        result=tuple(json.loads(result)),
        asks=json.loads(asks),
    )


@dataclass(frozen=True, slots=True)
class Took:
    """What the next part of a run came to: what wants a person, and what it has found with the parts before
    (None: its sort finds nothing).
    """

    problems: Sequence[Problem] = ()
    result: Sequence[Any] | None = None


def took(session: Session, seen: LongRun, done: int, part: Took) -> bool:
    """Write that the next parts of a run are done; False where somebody else wrote since it was seen."""
    sql = """
    UPDATE long_run SET done = %s, problems = problems || %s::jsonb, result = coalesce(%s::jsonb, result),
      state = CASE WHEN %s = jsonb_array_length(subjects) THEN 'done' ELSE state END
    WHERE practice_id = %s AND id = %s AND done = %s RETURNING id
    """
    said = json.dumps([[one.subject_id, one.why] for one in part.problems])
    found = None if part.result is None else json.dumps(list(part.result))
    here = session.practice_id
    return bool(session.rows(sql, done, said, found, done, here, seen.id, seen.done))


def newest(session: Session, sort: str) -> LongRun | None:
    """Return the newest run of a sort, or None."""
    found = session.rows(f"{_READ} sort = %s ORDER BY id DESC LIMIT 1", session.practice_id, sort)
    return _run(*found[0]) if found else None


def of_person(session: Session, *, limit: int = 20) -> list[LongRun]:
    """Return the runs that the person of the session has not put away, the newest first."""
    asked = f"{_READ} begun_by = %s AND NOT is_put_away ORDER BY id DESC LIMIT %s"
    return [_run(*row) for row in session.rows(asked, session.practice_id, session.person, limit)]


def turn(session: Session, seen: LongRun, state: str) -> bool:
    """Let a run stop or go on; False where it is no longer as it was seen."""
    sql = "UPDATE long_run SET state = %s WHERE practice_id = %s AND id = %s AND state = %s RETURNING id"
    return bool(session.rows(sql, state, session.practice_id, seen.id, seen.state))


def put_away(session: Session, run_id: int) -> None:
    """Show a run no longer on every page."""
    sql = "UPDATE long_run SET is_put_away = true WHERE practice_id = %s AND id = %s RETURNING id"
    session.rows(sql, session.practice_id, run_id)
