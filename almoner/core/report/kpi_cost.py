"""What the revenue cycle cost in a month: the one fact of the indicators that comes from outside the "
"books."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from almoner.core.plan import Ids, Plan, reading
from almoner.core.rules import Finding
from almoner.core.rules.finding import Because, Severity

MOST_CENTS = 10**12


@dataclass(frozen=True, slots=True)
class CollectionCost:
    """The cost of a month (its first day), in cents; `technology_cents` is the part for software and
    services. A month entered again is superseded.
    """

    kind: ClassVar[str] = "collection_cost"
    id: int
    month_on: date
    cents: int
    technology_cents: int
    entered_by: str
    version: int = 1


def enter_cost(draft: CollectionCost, entered: Sequence[CollectionCost], *, ids: Ids, on: date) -> Plan:
    """Return the plan that enters a month's cost, over what stands of that month; findings where it cannot
    be.
    """
    found = tuple(_findings(draft, on))
    if found:
        return Plan(on=on, findings=found)
    old = next((one for one in entered if one.month_on == draft.month_on), None)
    if old is None:
        return Plan(on=on, records=(replace(draft, id=next(ids), version=1),))
    return Plan(on=on, records=(replace(draft, id=old.id, version=old.version + 1),), reads=reading(old))


def _findings(draft: CollectionCost, on: date) -> list[Finding]:
    faults = []
    if draft.month_on != draft.month_on.replace(day=1) or draft.month_on > on:
        faults.append(
            ("A cost belongs to a month that has begun.", "Give a day of this month or an earlier one.")
        )
    if not 0 < draft.cents <= MOST_CENTS:
        faults.append(("A month's cost is an amount above zero.", "Give the whole cost in dollars."))
    if not 0 <= draft.technology_cents <= draft.cents:
        faults.append(("The part for technology is at most the whole.", "Give zero where there is none."))
    because = Because(card="kpi/K21", source="The definition of cost to collect")
    return [
        Finding("KPI-01", "report", Severity.REJECT, 0, message, mend, because) for message, mend in faults
    ]
