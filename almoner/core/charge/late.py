"""A charge that comes after its superbill was finished: one line more on a visit that is charged.

Promises the same as the first charge: one line, one posting, a person's decision behind it; and that the
visit waits for the claim of what no claim carries yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.charge.capture import opening
from almoner.core.charge.line import ChargeLine, line_control
from almoner.core.charge.superbill import MAX_MODIFIERS, MAX_POINTERS, Superbill, SuperbillLine
from almoner.core.chart import Visit, VisitState
from almoner.core.coverage import Coverage
from almoner.core.plan import Plan, reading

CHARGED = frozenset({VisitState.CHARGED, VisitState.BILLED})


@dataclass(frozen=True, slots=True)
class LateService:
    """A service that is charged late, for one to four diagnoses, with its fee and the decision behind it."""

    service: SuperbillLine
    diagnoses: tuple[str, ...]
    decision_id: int


def late_faults(service: SuperbillLine, diagnoses: Sequence[str]) -> list[str]:
    """Return what keeps a late service from being charged, each as one sentence for who decides on it."""
    checks = (
        (service.units < 1, "Units are at least 1."),
        (len(service.modifiers) > MAX_MODIFIERS, "At most four modifiers."),
        (not 1 <= len(set(diagnoses)) <= MAX_POINTERS, "A service is for one to four diagnoses."),
        (len(set(diagnoses)) != len(diagnoses), "A diagnosis stands twice."),
    )
    return [said for is_wrong, said in checks if is_wrong]


def charge_late(
    bill: Superbill, before: Sequence[ChargeLine], late: LateService, *, line_id: int
) -> ChargeLine:
    """Return the line of a late service: after the visit's other lines, under its superbill."""
    assert before, "a late charge comes after others"
    first, service = before[0], late.service
    return ChargeLine(
        id=line_id,
        visit_id=first.visit_id,
        superbill_id=bill.id,
        patient_id=first.patient_id,
        provider_id=first.provider_id,
        location_id=first.location_id,
        sequence=max(one.sequence for one in before) + 1,
        control=line_control(line_id),
        code=service.code,
        units=service.units,
        charge_cents=service.charge_cents,
        diagnoses=late.diagnoses,
        service_on=first.service_on,
        pos=first.pos,
        modifiers=service.modifiers,
        ndc=service.ndc,
        description=service.description,
        schedule_id=service.schedule_id,
        decision_id=late.decision_id,
    )


def posted_late(visit: Visit, line: ChargeLine, coverages: Sequence[Coverage], *, on: date) -> Plan:
    """Return the plan that lays a late line with its receivable; its visit waits for a claim again."""
    assert visit.state in CHARGED, "only a charged visit is charged late"
    first = coverages[0] if coverages else None
    postings = (opening(line, first, key=f"charge:{line.control}", on=on),) if line.charge_cents else ()
    if visit.state is VisitState.CHARGED:
        return Plan(on=on, records=(line,), postings=postings)
    waits = replace(visit, version=visit.version + 1, state=VisitState.CHARGED)
    return Plan(on=on, records=(line, waits), postings=postings, reads=reading(visit))
