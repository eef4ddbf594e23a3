"""Appeals of a refusal: the levels that a payer offers, until when each is open, and what came of one.

Promises that a refusal under appeal keeps an owner and a day, that a window is told before it closes, and
that one which has closed is used only with a reason.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from almoner.core.denial.denial import Denial, DenialState
from almoner.core.plan import Ids, Plan, Task, reading
from almoner.core.remit import ItemKind
from almoner.core.remit.desk import business_days_after

WARNINGS = (10, 3)
"""Business days before a window closes on which its owner is told (people.md CK8)."""
LIMIT = "appeal_limit"
ANSWER = "appeal_answer"
BY_WORD = "phone"
WAYS = ("portal", "mail", "fax", BY_WORD)
LONGEST = 500
LONGEST_TEXT = 8000
"""Signs of a letter: two pages."""
OWNER = "biller"
FRIDAY = 4
PAID_WITHIN = timedelta(days=30)
"""After a payer gave way, its payment is looked for."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of appeal; `days` count from `receipt_days` after the date of the decision before it."""

    payer_kinds: frozenset[str]
    number: int
    name: str
    days: int
    receipt_days: int
    answer_days: int
    source: str
    payers: frozenset[str] = frozenset()

    def last_day(self, decided_on: date) -> date:
        """Return the last day of the window that opens with a decision."""
        return decided_on + timedelta(days=self.receipt_days + self.days)


def read_levels(text: str) -> tuple[Level, ...]:
    """Read the levels of a policy file; a wrong one is our mistake, and fails."""
    rows = tomllib.loads(text)["level"]
    found = tuple(
        Level(
            payer_kinds=frozenset(row.get("payer_kinds", ())),
            number=row["number"],
            name=row["name"],
            days=row["days"],
            receipt_days=row["receipt_days"],
            answer_days=row["answer_days"],
            source=row["source"],
            payers=frozenset(row.get("payers", ())),
        )
        for row in rows
    )
    assert all(level.days > 0 and level.number > 0 and level.source for level in found), "a level is whole"
    return found


def levels_of(levels: Iterable[Level], *, payer_kind: str, payer: str) -> tuple[Level, ...]:
    """Return the levels of a payer in their order: its own where there are any, else those of its kind."""
    known = list(levels)
    own = [level for level in known if payer in level.payers]
    found = own or [level for level in known if not level.payers and payer_kind in level.payer_kinds]
    return tuple(sorted(found, key=lambda level: level.number))


class AppealState(StrEnum):
    """What came of an appeal."""

    SENT = "sent"
    OVERTURNED = "overturned"
    UPHELD = "upheld"


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal that was sent: of which refusal, at which level, how and by whom, and what came of it.

    `limit_on` is the last day of its window, `answer_due_on` the day on which an answer is looked for.
    """

    kind: ClassVar[str] = "appeal"
    id: int
    denial_id: int
    claim_id: int
    patient_id: int
    level: int
    name: str
    sent_on: date
    sent_by: str
    how: str
    reference: str
    note: str
    limit_on: date
    answer_due_on: date
    version: int = 1
    state: AppealState = AppealState.SENT
    decided_on: date | None = None
    outcome: str = ""
    text: str = ""
    """The letter as it went out, where it was written here."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A refusal as it is appealed: the date of the payer's decision, its levels, earlier appeals, the oldest
    first, and the refusal's open tasks.
    """

    denial: Denial
    decided_on: date
    levels: tuple[Level, ...]
    appeals: tuple[Appeal, ...] = ()
    tasks: tuple[Task, ...] = ()

    @property
    def next_level(self) -> Level | None:
        """The level that comes next; None after the last, or while an appeal waits for its answer."""
        if any(one.state is AppealState.SENT for one in self.appeals):
            return None
        done = max((one.level for one in self.appeals), default=0)
        return next((level for level in self.levels if level.number > done), None)

    @property
    def limit_on(self) -> date | None:
        """The last day for the next level; None where there is none."""
        level = self.next_level
        told = [one.decided_on for one in self.appeals if one.decided_on]
        return level.last_day(max(told, default=self.decided_on)) if level else None


@dataclass(frozen=True, slots=True)
class Letter:
    """What a person says of an appeal that goes out."""

    how: str
    reference: str = ""
    note: str = ""
    text: str = ""
    """What the letter says, where one was written here."""


def faults(standing: Standing, letter: Letter, *, on: date) -> list[str]:
    """Return what keeps an appeal from going out, each as one sentence."""
    found = []
    if standing.denial.state not in (DenialState.OPEN, DenialState.UPHELD):
        found.append(f"The refusal is {standing.denial.state.value}.")
    if standing.next_level is None:
        found.append("The payer has no further level.")
    if letter.how not in WAYS:
        found.append(f"An appeal goes by one of: {', '.join(WAYS)}.")
    if max(len(letter.reference), len(letter.note)) > LONGEST:
        found.append(f"A reference and a note have at most {LONGEST} signs.")
    if len(letter.text) > LONGEST_TEXT:
        found.append(f"A letter has at most {LONGEST_TEXT} signs.")
    if standing.limit_on and on > standing.limit_on and not letter.note.strip():
        found.append("The window has closed: say in the note why it is asked for all the same.")
    return found


def appeal(standing: Standing, letter: Letter, *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan of an appeal: the refusal waits for its answer, with an owner and a day."""
    level, limit_on = standing.next_level, standing.limit_on
    assert level is not None, "the flow shows the faults first"
    assert limit_on is not None, "a level has a window"
    assert not faults(standing, letter, on=on), "the flow shows the faults first"
    denial = standing.denial
    made = Appeal(
        id=next(ids),
        denial_id=denial.id,
        claim_id=denial.claim_id,
        patient_id=denial.patient_id,
        level=level.number,
        name=level.name,
        sent_on=on,
        sent_by=by,
        how=letter.how,
        reference=letter.reference.strip(),
        note=letter.note.strip(),
        text=letter.text.strip() if letter.how != BY_WORD else "",
        limit_on=limit_on,
        answer_due_on=on + timedelta(days=level.answer_days),
    )
    waiting = replace(denial, version=denial.version + 1, state=DenialState.APPEALED)
    answer = _task(denial, ANSWER, f"The {level.name} is sent: look for its answer.", ids=ids, on=on)
    done = (task.closed(by=by, outcome=f"Appealed: {level.name}.", on=on) for task in standing.tasks)
    return Plan(
        on=on,
        records=(made, waiting),
        tasks=(*done, replace(answer, due_on=made.answer_due_on)),
        reads=reading(denial, *standing.tasks),
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What a payer answered to an appeal, dated by its letter."""

    is_overturned: bool
    decided_on: date
    outcome: str


def answered(standing: Standing, told: Answer, *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan of an answer: a payment is looked for, or the next level is open, or none is left and
    a person decides whether the amount is given up.
    """
    sent = next(one for one in standing.appeals if one.state is AppealState.SENT)
    state = AppealState.OVERTURNED if told.is_overturned else AppealState.UPHELD
    heard = replace(
        sent,
        version=sent.version + 1,
        state=state,
        decided_on=told.decided_on,
        outcome=told.outcome.strip(),
    )
    denial = standing.denial
    after = replace(standing, appeals=tuple(heard if one is sent else one for one in standing.appeals))
    level, limit_on = after.next_level, after.limit_on
    if told.is_overturned:
        status, why = DenialState.APPEALED, "The payer gave way: look for its payment."
        due_on = on + PAID_WITHIN
    elif level and limit_on:
        status, why = DenialState.OPEN, f"The payer held on: the {level.name} is open until {limit_on}."
        due_on = max(on, business_days_before(limit_on, WARNINGS[0]))
    else:
        status, why = (
            DenialState.UPHELD,
            "The payer held on, and no level is left: decide what becomes of it.",
        )
        due_on = business_days_after(on, WARNINGS[0])
    what = ANSWER if told.is_overturned else ItemKind.DENIAL.value
    next_task = replace(_task(denial, what, why, ids=ids, on=on), due_on=due_on)
    done = (task.closed(by=by, outcome=f"{state.value.capitalize()}.", on=on) for task in standing.tasks)
    changed = replace(denial, version=denial.version + 1, state=status, due_on=due_on)
    return Plan(
        on=on,
        records=(heard, changed),
        tasks=(*done, next_task),
        reads=reading(sent, denial, *standing.tasks),
    )


def limit_tasks(standings: Iterable[Standing], warned: Sequence[Task], *, ids: Ids, on: date) -> list[Task]:
    """Return a task for each refusal whose window closes within the first warning or has just closed, and
    which nobody has been told of; `warned` are the tasks of this kind about them, open or done (FIN-03).
    """
    told = {task.subject_id for task in warned}
    found = []
    for standing in standings:
        limit_on, level = standing.limit_on, standing.next_level
        if level is None or limit_on is None or standing.denial.id in told:
            continue
        if on < business_days_before(limit_on, WARNINGS[0]):
            continue
        closing = f"closes on {limit_on}" if on <= limit_on else f"closed on {limit_on}"
        task = _task(standing.denial, LIMIT, f"The window of the {level.name} {closing}.", ids=ids, on=on)
        found.append(replace(task, due_on=max(on, business_days_before(limit_on, WARNINGS[1]))))
    return found


def business_days_before(on: date, days: int) -> date:
    """Return the day that many days from Monday to Friday earlier; holidays are not known here."""
    day = on
    while days:
        day -= timedelta(days=1)
        days -= day.weekday() <= FRIDAY
    return day


def _task(denial: Denial, what: str, why: str, *, ids: Ids, on: date) -> Task:
    return Task(
        id=next(ids),
        what=what,
        subject_kind=denial.kind,
        subject_id=denial.id,
        why=why,
        owner=denial.owner or OWNER,
        opened_on=on,
        due_on=on,
        patient_id=denial.patient_id,
        claim_id=denial.claim_id,
        cents=denial.cents,
    )
