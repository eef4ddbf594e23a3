"""Overpayments that payers made: who found one, by when it must be reported and returned, and how it ended.

The clocks are data (`policy/credits/clocks.toml`). Promises that the day by which money must be back follows
from what was recorded: found on a day, the law's days after it, and the days that an investigation suspended.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from almoner.core.plan import Ids, Plan, Task, reading

TASK = "overpayment"
OWNER = "biller"


class CreditError(ValueError):
    """The file of clocks can't be used; the text names place, rule and mend."""


@dataclass(frozen=True, slots=True)
class Clock:
    """By when an overpayment of a kind of payer must be back: days after it was identified, and the most days
    for which an investigation in good faith suspends them.
    """

    days: int
    suspends_days: int
    source: str


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks by payer kind, and after how many days what was issued and not paid out is stale and what
    nobody claims may have to go to the state.
    """

    by_kind: Mapping[str, Clock]
    usual: Clock
    stale_days: int
    escheat_days: int

    def of(self, payer_kind: str) -> Clock:
        """Return the clock of a kind of payer."""
        return self.by_kind.get(payer_kind, self.usual)


def read_clocks(text: str) -> Clocks:
    """Return the clocks of a TOML text. CreditError where it can't be used."""
    try:
        told = tomllib.loads(text)
        clocks = {kind: Clock(**clock) for kind, clock in told["overpayment"].items()}
        found = Clocks(clocks, clocks.pop("usual"), **told["unclaimed"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError):
        raise CreditError(
            "clocks: [overpayment.usual] and [unclaimed] stand there, and no other key"
        ) from None
    days = [found.stale_days, found.escheat_days]
    days += [one for clock in (found.usual, *clocks.values()) for one in (clock.days, clock.suspends_days)]
    if not all(type(one) is int and 0 <= one <= 3660 for one in days):
        raise CreditError("clocks: days are whole numbers from 0 to 3660; write them without quotes")
    return found


class Fate(StrEnum):
    """What became of an overpayment that was identified."""

    OPEN = "open"
    REFUNDED = "refunded"
    TAKEN_BACK = "taken_back"
    """The payer kept it back from a later payment."""
    EXPLAINED = "explained"
    """It was none: the account was put right."""


@dataclass(frozen=True, slots=True)
class Overpayment:
    """An overpayment of a payer on a claim, identified on a day by somebody, with its clock.

    `days` and `suspends_days` are those of the clock on that day, `source` its rule. An investigation in good
    faith suspends the clock while it lasts, and no longer than `suspends_days`.
    """

    kind: ClassVar[str] = "overpayment"
    id: int
    claim_id: int
    patient_id: int
    payer_id: int
    rank: int
    cents: int
    identified_on: date
    identified_by: str
    days: int
    suspends_days: int
    source: str
    version: int = 1
    note: str = ""
    investigated_since_on: date | None = None
    investigated_until_on: date | None = None
    fate: Fate = Fate.OPEN
    closed_on: date | None = None
    closed_by: str = ""

    @property
    def suspended_days(self) -> int:
        """For how many days an investigation stops the clock; all that are allowed while it goes on."""
        since_on, until_on = self.investigated_since_on, self.investigated_until_on
        if since_on is None:
            return 0
        lasted = self.suspends_days if until_on is None else (until_on - since_on).days
        return min(lasted, self.suspends_days)

    @property
    def due_on(self) -> date:
        """The last day on which it may be reported and returned."""
        return self.identified_on + timedelta(days=self.days + self.suspended_days)


def identify(draft: Overpayment, *, ids: Ids, on: date) -> Plan:
    """Return the plan that records an overpayment as identified on `on`, with its owner and last day."""
    assert draft.id == 0, "a draft has no id yet"
    assert draft.cents > 0, "the flow looks for the payer's credit first"
    found = replace(draft, id=next(ids), version=1, identified_on=on)
    return Plan(on=on, records=(found,), tasks=(_task(found, task_id=next(ids), on=on),))


def investigate_faults(one: Overpayment, *, on: date) -> list[str]:
    """Return what stands against beginning or ending an investigation today, each as one sentence."""
    found = []
    if one.fate is not Fate.OPEN:
        found.append("It is closed.")
    elif one.investigated_until_on is not None:
        found.append("Its investigation is over: a second one suspends nothing.")
    elif one.investigated_since_on is None and on > one.due_on:
        found.append("Its last day is past: an investigation suspends nothing any more.")
    return found


def investigate(one: Overpayment, work: tuple[Task, ...], *, on: date) -> Plan:
    """Return the plan that begins an investigation, or ends the one that goes on; its task's day moves."""
    assert not investigate_faults(one, on=on), "the flow shows the faults first"
    if one.investigated_since_on is None:
        after = replace(one, version=one.version + 1, investigated_since_on=on)
    else:
        after = replace(one, version=one.version + 1, investigated_until_on=on)
    moved = tuple(replace(task, version=task.version + 1, due_on=after.due_on) for task in work)
    return Plan(on=on, records=(after,), tasks=moved, reads=reading(one, *work))


@dataclass(frozen=True, slots=True)
class Ending:
    """How an overpayment ended, said by whom, and why."""

    fate: Fate
    by: str
    note: str


def end(one: Overpayment, ending: Ending, work: tuple[Task, ...], *, on: date) -> Plan:
    """Return the plan that closes an overpayment and its task."""
    assert one.fate is Fate.OPEN, "it is closed once"
    assert ending.fate is not Fate.OPEN, "an ending ends it"
    after = replace(
        one,
        version=one.version + 1,
        fate=ending.fate,
        closed_on=on,
        closed_by=ending.by,
        note=ending.note or one.note,
    )
    done = tuple(task.closed(by=ending.by, outcome=ending.fate.value, on=on) for task in work)
    return Plan(on=on, records=(after,), tasks=done, reads=reading(one, *work))


def _task(one: Overpayment, *, task_id: int, on: date) -> Task:
    return Task(
        id=task_id,
        what=TASK,
        subject_kind=Overpayment.kind,
        subject_id=one.id,
        why="A payer paid too much: report and return it in time, or see that it is taken back.",
        owner=OWNER,
        opened_on=on,
        due_on=one.due_on,
        patient_id=one.patient_id,
        claim_id=one.claim_id,
        cents=one.cents,
    )
