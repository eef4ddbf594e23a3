"""A superbill on its way: the codes that a person has chosen, in order, with units, modifiers and pointers.

Promises that what a person has not said has one plain default: what the chart's record gave, else one unit,
no modifier, and the first four diagnoses in their order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.charge.superbill import MAX_POINTERS, Superbill, SuperbillLine
from almoner.core.chart import Visit
from almoner.core.coding.decision import Act, CodingDecision, Sort, chosen


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
    """By the name of the line."""

    def line(self, one: CodingDecision) -> LineForm:
        """Return what is said of a line, or what the suggestion said, or the defaults."""
        said = (self.lines or {}).get(one.name)
        if said:
            return said
        seen = one.suggestion
        if seen is None or one.action is not Act.ACCEPT:
            return LineForm()
        return LineForm(seen.units or 1, seen.modifiers)


def draft(visit: Visit, decisions: Sequence[CodingDecision], form: BillForm) -> Superbill:
    """Return the superbill of what was chosen for a visit, still without fees, a person, a day and an id."""
    diagnoses = _ordered([one.code for one in chosen(decisions, Sort.DIAGNOSIS)], form.order)
    services = chosen(decisions, Sort.SERVICE)
    return Superbill(
        id=0,
        visit_id=visit.id,
        patient_id=visit.patient_id,
        diagnoses=diagnoses,
        lines=tuple(_line(one, form.line(one), diagnoses) for one in services),
        decided_by="",
        decided_on=date.min,
        decision_ids=tuple(one.id for one in services),
    )


def _ordered(codes: Sequence[str], order: Sequence[str]) -> tuple[str, ...]:
    places = {code: place for place, code in enumerate(order)}
    return tuple(sorted(codes, key=lambda code: places.get(code, len(places))))


def _line(one: CodingDecision, said: LineForm, diagnoses: Sequence[str]) -> SuperbillLine:
    seen = one.suggestion
    own = [place for place, code in enumerate(diagnoses, 1) if seen and code in seen.diagnoses]
    first = own or range(1, len(diagnoses) + 1)
    pointers = said.pointers or tuple(first)[:MAX_POINTERS]
    ndc = seen.ndc if seen and one.action is Act.ACCEPT else ""
    return SuperbillLine(one.code, said.units, 0, pointers, said.modifiers, ndc)
