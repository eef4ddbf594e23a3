"""How a guarantor is asked to pay: the cycle, the level of the letter, and what keeps a statement back.

Promises that a level rises only with statements that were sent and days that passed, that a payment begins
anew at the first, that a dispute which was answered leaves it where it was, and that whatever keeps a
statement back has a name and a reason out of the policy.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from almoner.core.collect.billing_mark import MarkSort, Rested, rested_days


class Keep(StrEnum):
    """What may keep a statement back; the first half is a patient's, the rest is the whole bill's."""

    DIED = "died"
    ESTATE = "estate"
    BANKRUPTCY = "bankruptcy"
    DISPUTE = "dispute"
    CONFIDENTIAL = "confidential"
    MINOR = "minor"
    RETURNED_MAIL = "returned_mail"
    CHARITY_PENDING = "charity_pending"
    HOLD = "hold"
    PLAN = "plan"
    TO_LAY = "to_lay"
    COVERED = "covered"
    INJURY = "injury"
    SMALL = "small"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class Level:
    """A step of dunning: from so many statements and days on, with the words of its letter."""

    number: int
    after_statements: int
    after_days: int
    message: str


@dataclass(frozen=True, slots=True)
class Letters:
    """Last names from one letter through another have their statement from a day of the month on."""

    first: str
    last: str
    day: int


@dataclass(frozen=True, slots=True)
class Dunning:
    """The policy of asking. `keep_back` are the reasons in force, in the order in which they are tried, each
    with its words; amounts are cents. A plan that a guarantor takes alone has at most `plan_parts` monthly
    parts of at least `plan_least_cents` each. A statement's pay link opens for `link_days`.
    """

    cycle_days: int
    due_days: int
    link_days: int
    plan_days: int
    letters: tuple[Letters, ...]
    levels: tuple[Level, ...]
    plan_message: str
    grace_days: int
    plan_parts: int
    plan_least_cents: int
    keep_back: Mapping[Keep, str]
    small_cents: int

    @property
    def last(self) -> Level:
        """The final notice."""
        return self.levels[-1]


class DunningError(ValueError):
    """The policy of asking can't be used; the text names the place, the rule and the mend."""


def read_dunning(text: str) -> Dunning:
    """Return the policy of a TOML text. DunningError where it can't be used."""
    try:
        told = tomllib.loads(text)
        found = _dunning(told)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, DunningError):
            raise
        why = "[cycle], [[level]], [plan] and [[keep_back]] with their keys stand there, and nothing else"
        raise DunningError(f"dunning: {why}") from None
    _check(found)
    return found


def _dunning(told: Mapping[str, Any]) -> Dunning:
    cycle, rules = told["cycle"], told["keep_back"]
    small = [rule["most_cents"] for rule in rules if rule["rule"] == Keep.SMALL]
    return Dunning(
        cycle_days=cycle["days"],
        due_days=cycle["due_days"],
        link_days=cycle["link_days"],
        plan_days=cycle["plan_days"],
        letters=tuple(Letters(**each) for each in cycle["letters"]),
        levels=tuple(Level(number, **each) for number, each in enumerate(told["level"], 1)),
        plan_message=told["plan"]["message"],
        grace_days=told["plan"]["grace_days"],
        plan_parts=told["plan"]["most_parts"],
        plan_least_cents=told["plan"]["least_cents"],
        keep_back={Keep(rule["rule"]): rule["why"] for rule in rules},
        small_cents=small[0] if small else 0,
    )


def _check(found: Dunning) -> None:
    numbers = [found.cycle_days, found.due_days, found.link_days, found.plan_days, found.grace_days]
    numbers += [part for level in found.levels for part in (level.after_statements, level.after_days)]
    if not all(type(one) is int and 0 <= one <= 3660 for one in numbers):
        raise DunningError("dunning: days and counts are whole numbers from 0 to 3660")
    if type(found.small_cents) is not int or not 0 <= found.small_cents <= 100_000:
        raise DunningError("dunning: `most_cents` of the rule `small` is from 0 to 100000")
    if type(found.plan_parts) is not int or not 0 <= found.plan_parts <= 60:
        raise DunningError("dunning: `most_parts` of a plan is from 0, which offers none, to 60")
    if type(found.plan_least_cents) is not int or not 1 <= found.plan_least_cents <= 10_000_000:
        raise DunningError("dunning: `least_cents` of a plan is from 1 to 10000000")
    steps = [(level.after_statements, level.after_days) for level in found.levels]
    if not steps or steps[0] != (0, 0) or any(one >= next_one for one, next_one in pairwise(steps)):
        raise DunningError("dunning: the first level begins at 0 statements and 0 days, each later one later")
    if not all(0 < each.day <= 28 and each.first <= each.last for each in found.letters):
        raise DunningError("dunning: letters go from a first through a last, on a day from 1 to 28")
    if not all(isinstance(one, str) and one for one in _words(found)):
        raise DunningError("dunning: each level, the plan and each rule have words")


def _words(found: Dunning) -> list[object]:
    return [*(level.message for level in found.levels), found.plan_message, *found.keep_back.values()]


@dataclass(frozen=True, slots=True)
class Told:
    """A statement that was sent: when, until when to pay, and at which level."""

    stated_on: date
    due_on: date
    level: int


@dataclass(frozen=True, slots=True)
class Asking:
    """How far the asking of one guarantor has come: the statements sent, the last payment's day, and the days
    on which a part of what is asked for now was disputed.
    """

    told: tuple[Told, ...] = ()
    paid_on: date | None = None
    rested: tuple[Rested, ...] = ()


NEVER_ASKED = Asking()


def is_their_day(policy: Dunning, last_name: str, asking: Asking, *, on: date) -> bool:
    """True where the cycle is over and, by letters, their day of the month has come since the last
    statement.

    A name that begins with none of the letters goes by the cycle alone.
    """
    last_on = max((told.stated_on for told in asking.told), default=None)
    if last_on is not None and (on - last_on).days < policy.cycle_days:
        return False
    first = last_name[:1].upper()
    day = next((each.day for each in policy.letters if each.first <= first <= each.last), None)
    return day is None or on.day >= day or (last_on is not None and (on - last_on).days > 31)


def level_of(policy: Dunning, asking: Asking, *, owed_since_on: date | None, on: date) -> Level:
    """Return the level of a statement of a day."""
    since = _streak(asking, owed_since_on)
    if not since:
        return policy.levels[0]
    first_on = min(told.stated_on for told in since)
    days = (on - first_on).days - rested_days(asking.rested, first_on, on)
    reached = [
        level for level in policy.levels if level.after_statements <= len(since) and level.after_days <= days
    ]
    return reached[-1]


def is_for_a_person(policy: Dunning, asking: Asking, *, owed_since_on: date | None, on: date) -> bool:
    """True where the final notice was sent and its day has passed without a payment."""
    final = [told for told in _streak(asking, owed_since_on) if told.level == policy.last.number]
    if not final:
        return False
    last = max(final, key=lambda told: told.due_on)
    return last.due_on + timedelta(days=rested_days(asking.rested, last.stated_on, on)) < on


def _streak(asking: Asking, owed_since_on: date | None) -> Sequence[Told]:
    """The statements since the last payment and since the oldest open part became theirs, but for those that
    left out what was disputed.
    """
    return [
        told
        for told in asking.told
        if (asking.paid_on is None or told.stated_on > asking.paid_on)
        and (owed_since_on is None or told.stated_on >= owed_since_on)
        and not any(one.since_on <= told.stated_on < one.until_on for one in asking.rested)
    ]


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a patient's account decides whether they are asked; amounts in cents.

    `asked_cents` is what the account would be asked for, after the plan and the money that we hold.
    """

    sorts: frozenset[MarkSort]
    is_dead: bool
    is_minor_alone: bool
    has_plan_in_good_standing: bool
    has_money_to_lay: bool
    owed_cents: int
    injury_cents: int
    asked_cents: int


def keeps_back(policy: Dunning, account: Standing) -> Keep | None:
    """Return the first rule that keeps a patient's account off the statement, or None."""
    facts = {
        Keep.DIED: account.is_dead,
        Keep.MINOR: account.is_minor_alone,
        Keep.PLAN: account.has_plan_in_good_standing and account.asked_cents <= 0,
        Keep.TO_LAY: account.has_money_to_lay,
        Keep.COVERED: account.owed_cents > 0 and account.asked_cents <= 0,
        Keep.INJURY: account.owed_cents <= 0 < account.injury_cents,
    }
    marks = {str(sort) for sort in account.sorts}
    return next((rule for rule in policy.keep_back if facts.get(rule) or rule.value in marks), None)
