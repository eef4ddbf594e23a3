"""Which ladder of levels a visit climbs: its family on that day, new or known, and the codes that a payer
which follows Medicare takes instead (handbook, rules 5.4 and 8).
"""

from dataclasses import dataclass

from almoner.core.coding.em_facts import Family, Follows, VisitFacts
from almoner.core.coding.em_ladders import TELEHEALTH_2025, Ladder, ladders_on

_TALK_MINUTES = 10
_MEDICARE_TAKES = {
    Family.VIDEO: Family.OFFICE,
    Family.AUDIO: Family.OFFICE,
    Family.CONSULT_OFFICE: Family.OFFICE,
    Family.CONSULT_HOSPITAL: Family.HOSPITAL_FIRST,
}


@dataclass(frozen=True, slots=True)
class Place:
    """The ladder, or None with the reason in `notes` (no such visit) or `not_judged` (a fact lacks)."""

    ladder: Ladder | None = None
    notes: tuple[str, ...] = ()
    not_judged: tuple[str, ...] = ()


def place_of(facts: VisitFacts) -> Place:
    """The ladder of a visit on its date for its payer."""
    family, notes = _taken_family(facts)
    ladders = ladders_on(family, facts.on)
    if not ladders:
        return Place(notes=notes, not_judged=(f"{family}: no rules by decision making or time on this date",))
    fitting = [row for row in ladders if row.is_new is None or row.is_new == facts.is_new]
    if not fitting:
        return Place(notes=notes, not_judged=("new or known: not known for this patient",))
    if family is Family.AUDIO:
        return _audio(facts, fitting[0], notes)
    return Place(fitting[0], notes)


def _taken_family(facts: VisitFacts) -> tuple[Family, tuple[str, ...]]:
    family = facts.family
    if family is Family.VIDEO and facts.on < TELEHEALTH_2025:
        return Family.OFFICE, ("video visits had no codes of their own before 2025: office codes",)
    if family is Family.AUDIO and facts.on < TELEHEALTH_2025:
        return family, ()
    if facts.follows is Follows.MEDICARE and family in _MEDICARE_TAKES:
        taken = _MEDICARE_TAKES[family]
        return taken, (f"the payer takes no codes of this kind ({family}): those of {taken}",)
    return family, ()


def _audio(facts: VisitFacts, ladder: Ladder, notes: tuple[str, ...]) -> Place:
    """Audio visits need more than ten minutes of talk, whichever way carries their level."""
    if facts.talk_minutes is None:
        return Place(notes=notes, not_judged=("audio: the minutes of talk aren't known",))
    if facts.talk_minutes <= _TALK_MINUTES:
        return Place(notes=(*notes, f"audio: {_TALK_MINUTES} minutes of talk or less are no visit"))
    return Place(ladder, notes)
