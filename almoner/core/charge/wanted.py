"""What the charge cards want of a visit's records: lines with the record behind each, still before any
decision.

Promises that the same records and cards give the same lines in the same order, whoever asks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil
from typing import TypeVar

from almoner.core.charge.charge_cards import ChargeCards, Drug, Match, Route, Test, Vaccine
from almoner.core.chart import Visit
from almoner.core.chart.entry import Entry, Label, Source
from almoner.core.chart.immunization import Immunization
from almoner.core.chart.medication import Administration
from almoner.core.chart.order import Order
from almoner.core.chart.procedure import PerformedProcedure
from almoner.core.chart.result import Report, Result
from almoner.core.chart.shape import Concept, Moment

ChartRecord = Administration | Immunization | Order | PerformedProcedure | Report | Result
"""The records that may lead to a charge."""
SOURCES: tuple[type[ChartRecord], ...] = (
    Administration,
    Immunization,
    Order,
    PerformedProcedure,
    Report,
    Result,
)
_OURS = frozenset({Source.SCREEN, Source.DEVICE})
_CLOSED = frozenset({Label.PSYCHOTHERAPY, Label.PART2, Label.MINOR})
_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Scene:
    """A visit with what happened at it. `records` are those that stand; `payer_kind` is empty for a patient
    who pays alone; `age` is in whole years on the day.
    """

    visit: Visit
    records: tuple[ChartRecord, ...]
    cards: ChargeCards = field(repr=False)
    payer_kind: str = ""
    age: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line that a card gives of a record. `part` tells the lines of one record apart, `amount` is in units
    and exact, `says` is what the record says, `missing` what it should say and doesn't.
    """

    source: ChartRecord
    card: str
    part: str
    code: str
    title: str
    family: str
    amount: Fraction = Fraction(1)
    modifiers: tuple[str, ...] = ()
    ndc: str = ""
    diagnoses: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """What the record says, in short; nothing where only some may see it."""
        return shown(self.source)


def whole(amount: Fraction) -> int:
    """Return the units of a line: what is begun counts as one."""
    return max(1, ceil(amount))


def of_the_visit(scene: Scene, moment: Moment | None, entry: Entry) -> bool:
    """True of what stands, was done on the day of the visit, and was written down by the practice itself."""
    if moment is None or not entry.stands or entry.source not in _OURS:
        return False
    day: date = scene.visit.service_on
    return moment.first_on == moment.last_on == day


Named = TypeVar("Named", Drug, Vaccine, Test, Route)


def named(things: Iterable[Named], concept: Concept, systems: Iterable[str]) -> Named | None:
    """Return which of the cards' things a concept is: by a code of the systems, else by the longest words."""
    wanted = list(things)
    asked = set(systems)
    for coding in concept.codings:
        if coding.system in asked:
            found = next((one for one in wanted if coding.code in one.match.codes), None)
            if found:
                return found
    text = f" {plain_words(concept.words)} "
    spoken = [
        (len(word), -place)
        for place, one in enumerate(wanted)
        for word in one.match.words
        if f" {plain_words(word)} " in text
    ]
    return wanted[-max(spoken)[1]] if spoken else None


def is_named(match: Match, concept: Concept | None) -> bool:
    """True where a concept is what a card names, by any of its codes or by its words."""
    if concept is None:
        return False
    text = f" {plain_words(concept.words)} "
    return any(one.code in match.codes for one in concept.codings) or any(
        f" {plain_words(word)} " in text for word in match.words
    )


def plain_words(text: str) -> str:
    """Return words in small letters with single blanks, and nothing else."""
    return " ".join(_WORD.sub(" ", text.casefold()).split())


def shown(record: ChartRecord) -> str:
    """Return what a record says, as the coder may read it."""
    if _CLOSED & set(record.entry.labels):
        return "A record that only some may see."
    parts = [record.concept.words]
    if isinstance(record, Administration):
        parts += [record.dose.words if record.dose else "", record.route.words if record.route else ""]
        parts.append(f"{record.wasted.words} thrown away" if record.wasted else "")
    if isinstance(record, (Administration, Immunization)):
        parts += [record.site.words if record.site else "", f"lot {record.lot}" if record.lot else ""]
    if isinstance(record, PerformedProcedure):
        parts.append(record.side)
    return ", ".join(part for part in parts if part)[:_LONGEST]
