"""Long runs as they are kept: begun, taken on part by part, stopped, and put away.

Promises that progress is written only by who saw the run as it stood, so that two workers never count one
part twice.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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

    @property
    def left(self) -> int:
        """How many are still to do."""
        return len(self.subjects) - self.done


def begin(session: Session, run_id: int, sort: str, subjects: Sequence[int], *, on: date) -> None:
    """Keep a new run of the person of the session."""
    sql = """
    INSERT INTO long_run
      (practice_id, id, sort, begun_by, begun_on, state, subjects, done, problems, is_put_away)
    VALUES (%s, %s, %s, %s, %s, 'going', %s::jsonb, 0, '[]', false)
    """
    asked = json.dumps(list(subjects))
    session.rows(sql, session.practice_id, run_id, sort, session.person, on, asked)


def run(session: Session, run_id: int) -> LongRun:
    """Return a run, or raise NotFound."""
    sql = """
    SELECT id, sort, begun_by, begun_on, state, subjects::text, done, problems::text, is_put_away
    FROM long_run WHERE practice_id = %s AND id = %s
    """
    found = session.rows(sql, session.practice_id, run_id)
    if not found:
        raise NotFound("no such long run in this practice")
    record_id, sort, begun_by, begun_on, state, subjects, done, problems, is_put_away = found[0]
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
    )


def took(session: Session, seen: LongRun, done: int, problems: Sequence[Problem]) -> bool:
    """Write that the next parts of a run are done; False where somebody else wrote since it was seen."""
    sql = """
    UPDATE long_run SET done = %s, problems = problems || %s::jsonb,
      state = CASE WHEN %s = jsonb_array_length(subjects) THEN 'done' ELSE state END
    WHERE practice_id = %s AND id = %s AND done = %s RETURNING id
    """
    said = json.dumps([[one.subject_id, one.why] for one in problems])
    here = session.practice_id
    return bool(session.rows(sql, done, said, done, here, seen.id, seen.done))


def turn(session: Session, seen: LongRun, state: str) -> bool:
    """Let a run stop or go on; False where it is no longer as it was seen."""
    sql = "UPDATE long_run SET state = %s WHERE practice_id = %s AND id = %s AND state = %s RETURNING id"
    return bool(session.rows(sql, state, session.practice_id, seen.id, seen.state))


def put_away(session: Session, run_id: int) -> None:
    """Show a run no longer on every page."""
    sql = "UPDATE long_run SET is_put_away = true WHERE practice_id = %s AND id = %s RETURNING id"
    session.rows(sql, session.practice_id, run_id)
