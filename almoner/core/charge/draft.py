"""A superbill on its way: the codes that a person has chosen, in order, with units, modifiers and pointers.

Promises that what a person has not said has one plain default: one unit, no modifier, and the first four
diagnoses in their order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.charge.superbill import MAX_POINTERS, Superbill, SuperbillLine
from almoner.core.chart import Visit
from almoner.core.coding.decision import CodingDecision, Sort, chosen


@dataclass(frozen=True, slots=True)
class LineForm:
    """What a person says of a line beside its code. No pointers are the first four diagnoses."""

    units: int = 1
    modifiers: tuple[str, ...] = ()
    pointers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BillForm:
    """What a person says of the whole: the order of the diagnoses, and the lines by the code of each."""

    order: tuple[str, ...] = ()
    lines: Mapping[str, LineForm] | None = None

    def line(self, code: str) -> LineForm:
        """Return what is said of a line, or the defaults."""
        return (self.lines or {}).get(code, LineForm())


def draft(
    visit: Visit, decisions: Sequence[CodingDecision], form: BillForm, fees: Mapping[str, int]
) -> Superbill:
    """Return the superbill of what was chosen for a visit, still without a person, a day and an id.

    `fees` are the charges in cents a line, by its code.
    """
    diagnoses = _ordered([one.code for one in chosen(decisions, Sort.DIAGNOSIS)], form.order)
    services = chosen(decisions, Sort.SERVICE)
    return Superbill(
        id=0,
        visit_id=visit.id,
        patient_id=visit.patient_id,
        diagnoses=diagnoses,
        lines=tuple(_line(one.code, form.line(one.code), len(diagnoses), fees) for one in services),
        decided_by="",
        decided_on=date.min,
        decision_ids=tuple(one.id for one in services),
    )


def _ordered(codes: Sequence[str], order: Sequence[str]) -> tuple[str, ...]:
    places = {code: place for place, code in enumerate(order)}
    return tuple(sorted(codes, key=lambda code: places.get(code, len(places))))


def _line(code: str, said: LineForm, diagnoses: int, fees: Mapping[str, int]) -> SuperbillLine:
    first = tuple(range(1, min(diagnoses, MAX_POINTERS) + 1))
    return SuperbillLine(code, said.units, fees.get(code, 0), said.pointers or first, said.modifiers)
