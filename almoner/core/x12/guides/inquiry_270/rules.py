"""The rules across segments of the benefit inquiry (level 4).

That a question has a service type or a procedure (E-03) and that relation and level agree (E-04) is in the
tables: a relation of EQ, the codes of INS.
"""

from collections.abc import Iterator

from almoner.core.x12.rule import Rulebook, Spot, Words, at, missing, rule
from almoner.core.x12.tree import Loop

_MEMBER_NUMBERS = frozenset("1W 3H CT F6 GH HJ IG NQ SY".split())
"""Kinds of REF01 that name one person as a member id does."""
_PLAN_DATE = "291"


@rule(
    "E-01",
    "2000C",
    Words(
        "It stands at a subscriber of whom nothing is asked; trace and dates belong to the patient's level.",
        "Move it to the dependent who is the patient, or ask (EQ) of the subscriber too.",
        "I9",
        source="270 2000C TRN, 2100C DTP",
    ),
)
def stands_at_the_patient(level: Loop) -> Iterator[Spot]:
    """TRN and DTP*291 of a subscriber who only carries dependents (handbook E-01)."""
    member = level.child("2100C")
    if member is None or member.counts.get("2110C") or not level.counts.get("2000D"):
        return
    for trace in level.rows("trace"):
        yield at(trace)
    for date in member.rows("date"):
        if date.get("qualifier") == _PLAN_DATE:
            yield at(date)


@rule(
    "E-02",
    "2100C 2100D",
    Words(
        "Too little is said of this person for a search.",
        "Send a subscriber's member id, or name with birth date; a dependent's name or birth date.",
        source="270 2100C NM109, DMG02",
    ),
    has="name",
)
def can_be_searched(member: Loop) -> Iterator[Spot]:
    """NM109, or name with birth date (handbook E-02)."""
    name = member.row("name")
    assert name is not None
    is_named = name.get("last_or_organization") != ""
    is_born = member.get("demographics", "birth_date") != ""
    if member.id == "2100D":
        if not (is_named or name.get("first") or is_born or member.has("secondary_id")):
            yield at(name, "first")
    elif not (name.get("id") or (is_named and is_born) or _has_member_number(member)):
        yield at(name, "id")


def _has_member_number(member: Loop) -> bool:
    return any(row.get("qualifier") in _MEMBER_NUMBERS for row in member.rows("secondary_id"))


@rule(
    "E-11",
    "2000C",
    Words(
        "Nothing is asked of the subscriber, and no dependent follows.",
        "Send an EQ for the subscriber, or the level of the dependent who is the patient.",
        "I6",
        source="270 2110C EQ",
    ),
)
def asks_something(level: Loop) -> Iterator[Spot]:
    """2110C where the subscriber is the patient (handbook E-01)."""
    member = level.child("2100C")
    if member is not None and not member.counts.get("2110C") and not level.counts.get("2000D"):
        yield missing(member, "EQ")


RULES = Rulebook((stands_at_the_patient, can_be_searched, asks_something))
