"""Two charts of one patient become one to read, and may be parted again: a person's act, for a reason.

Promises that no record or posting changes its chart: the merged chart says which one it is read with, and
parting the two takes that back, with every fact that is still as the merge left it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from almoner.core.party import Patient
from almoner.core.plan import Ids, Plan, Record, reading


class PairState(StrEnum):
    """What a person said of two charts."""

    MERGED = "merged"
    """One patient: they are read as one."""
    SEPARATED = "separated"
    """They were merged, and stand apart again."""
    TWO = "two"
    """Two people: the pair is not proposed again."""


class Fact(StrEnum):
    """What of a patient a person chooses, chart by chart; a member's value is the field of `Patient`."""

    NAME = "name"
    BIRTH = "birth_on"
    SEX = "sex"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    GUARANTOR = "guarantor"
    CONSENTS = "consents"
    DEATH = "died_on"


@dataclass(frozen=True, slots=True)
class ChartPair:
    """What was said of two charts, by whom and why. Of a merge: the versions of both charts before it, the
    patients for whom the merged one had answered, and the policies that it ended.
    """

    kind: ClassVar[str] = "chart_pair"
    id: int
    survivor_id: int
    merged_id: int
    state: PairState
    reason: str
    decided_by: str
    decided_on: date
    version: int = 1
    survivor_version: int = 0
    merged_version: int = 0
    answered_ids: tuple[int, ...] = ()
    ended_ids: tuple[int, ...] = ()
    separated_by: str = ""
    separated_on: date | None = None
    separated_why: str = ""


@dataclass(frozen=True, slots=True)
class Two:
    """The chart that stands, and the one that is merged into it."""

    survivor: Patient
    merged: Patient


@dataclass(frozen=True, slots=True)
class Choice:
    """Which facts stand as the merged chart has them, and the chosen policies: `ended_ids` names those that
    end for the other chart's of the same rank.
    """

    from_merged: frozenset[Fact]
    ended_ids: tuple[int, ...]
    reason: str
    decided_by: str


def differing(two: Two) -> tuple[Fact, ...]:
    """Return the facts on which the two charts differ."""
    return tuple(fact for fact in Fact if getattr(two.survivor, fact) != getattr(two.merged, fact))


def lacking(two: Two) -> frozenset[Fact]:
    """Return the facts that only the merged chart has: a proposal takes them."""
    return frozenset(
        fact for fact in differing(two) if not getattr(two.survivor, fact) and getattr(two.merged, fact)
    )


def merge(two: Two, choice: Choice, answered: Iterable[Patient], *, ids: Ids, on: date) -> Plan:
    """Return the plan that lets the merged chart be read with the survivor's: both get the facts that stand,
    and whoever the merged one answered for is answered for by the survivor.
    """
    survivor, merged = two.survivor, two.merged
    assert survivor.id != merged.id, "a chart is merged into another"
    assert not survivor.merged_into_id, "the survivor stands"
    assert not merged.merged_into_id, "the merged chart stood"
    facts = {fact.value: getattr(merged if fact in choice.from_merged else survivor, fact) for fact in Fact}
    if facts["guarantor"] is not None and facts["guarantor"].patient_id in {survivor.id, merged.id}:
        facts["guarantor"] = None
    kept = replace(survivor, version=survivor.version + 1, **facts)
    gone = replace(merged, version=merged.version + 1, merged_into_id=survivor.id, **facts)
    others = [one for one in answered if one.id not in {survivor.id, merged.id}]
    pair = ChartPair(
        id=next(ids),
        survivor_id=survivor.id,
        merged_id=merged.id,
        state=PairState.MERGED,
        reason=choice.reason,
        decided_by=choice.decided_by,
        decided_on=on,
        survivor_version=survivor.version,
        merged_version=merged.version,
        answered_ids=tuple(one.id for one in others),
        ended_ids=choice.ended_ids,
    )
    records: tuple[Record, ...] = (kept, gone, *(_answered_by(one, survivor.id) for one in others), pair)
    return Plan(on=on, records=records, reads=reading(survivor, merged, *others))


def _answered_by(one: Patient, patient_id: int) -> Patient:
    assert one.guarantor is not None, "somebody answers for them"
    return replace(one, version=one.version + 1, guarantor=replace(one.guarantor, patient_id=patient_id))


@dataclass(frozen=True, slots=True)
class Before:
    """Both charts as they stand and as they were before they were merged, the survivor's as the merge left
    it, and those whom the merged one had answered for, as they stand.
    """

    now: Two
    then: Two
    left: Patient
    answered: tuple[Patient, ...]


def separate(pair: ChartPair, before: Before, parted: "Parted", *, on: date) -> Plan:
    """Return the plan that parts two merged charts: the merged one has its own facts again, and of the
    survivor's each that is still as the merge left it; what was corrected since stays.
    """
    assert pair.state is PairState.MERGED, "only merged charts are parted"
    now, then = before.now, before.then
    kept_back = {
        fact.value: getattr(then.survivor, fact)
        for fact in Fact
        if getattr(now.survivor, fact) == getattr(before.left, fact)
    }
    own = {fact.value: getattr(then.merged, fact) for fact in Fact}
    survivor = replace(now.survivor, version=now.survivor.version + 1, **kept_back)
    merged = replace(now.merged, version=now.merged.version + 1, merged_into_id=0, **own)
    others = [
        one
        for one in before.answered
        if one.guarantor is not None and one.guarantor.patient_id == pair.survivor_id
    ]
    records: tuple[Record, ...] = (
        survivor,
        merged,
        *(_answered_by(one, pair.merged_id) for one in others),
        parted.of(pair, on),
    )
    return Plan(on=on, records=records, reads=reading(now.survivor, now.merged, pair, *others))


@dataclass(frozen=True, slots=True)
class Parted:
    """Who parts two charts, and why."""

    by: str
    why: str

    def of(self, pair: ChartPair, on: date) -> ChartPair:
        """Return the pair's next version."""
        return replace(
            pair,
            version=pair.version + 1,
            state=PairState.SEPARATED,
            separated_by=self.by,
            separated_on=on,
            separated_why=self.why,
        )


def kept_apart(one: Patient, other: Patient, *, parted: Parted, ids: Ids, on: date) -> Plan:
    """Return the plan that says that two charts are of two people."""
    low, high = sorted((one.id, other.id))
    pair = ChartPair(next(ids), low, high, PairState.TWO, parted.why, parted.by, on)
    return Plan(on=on, records=(pair,), reads=reading(one, other))


def with_merged(changed: Patient, merged: Iterable[Patient]) -> tuple[Patient, ...]:
    """Return a corrected chart with those that are read with it, which show the same facts."""
    facts = {fact.value: getattr(changed, fact) for fact in Fact}
    return (changed, *(replace(one, version=one.version + 1, **facts) for one in merged))
