"""Charge capture: a decided superbill becomes charge lines and the receivable that each of them opens.

Promises one line a service, each with a control number for life, and exactly one posting a line: to the first
payer of the day, or to the patient where nobody covers.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from almoner.core.charge.line import ChargeLine, line_control
from almoner.core.charge.superbill import Superbill, SuperbillLine
from almoner.core.chart import Visit, VisitState
from almoner.core.coverage import Coverage
from almoner.core.ledger import Posting, Reason, Subject
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Ids, Plan, reading


def capture(visit: Visit, superbill: Superbill, coverages: Sequence[Coverage], *, ids: Ids, on: date) -> Plan:
    """Return the plan that charges a coded visit: its lines, one posting each, and the visit as charged.

    `coverages` are the policies that answer for this visit, the first payer first; none means that the
    patient pays.
    """
    assert visit.state is VisitState.CODED, "only a coded visit is charged, and once"
    assert superbill.visit_id == visit.id, "the superbill belongs to another visit"
    lines = tuple(
        _line(visit, superbill, sequence=sequence, line_id=next(ids))
        for sequence in range(1, len(superbill.lines) + 1)
    )
    first = coverages[0] if coverages else None
    return Plan(
        on=on,
        records=(*lines, replace(visit, version=visit.version + 1, state=VisitState.CHARGED)),
        postings=tuple(
            opening(line, first, key=f"charge:{line.control}", on=on) for line in lines if line.charge_cents
        ),
        reads=reading(visit, superbill),
    )


def _line(visit: Visit, superbill: Superbill, *, sequence: int, line_id: int) -> ChargeLine:
    service: SuperbillLine = superbill.lines[sequence - 1]
    return ChargeLine(
        id=line_id,
        visit_id=visit.id,
        superbill_id=superbill.id,
        patient_id=visit.patient_id,
        provider_id=visit.provider_id,
        location_id=visit.location_id,
        sequence=sequence,
        control=line_control(line_id),
        code=service.code,
        units=service.units,
        charge_cents=service.charge_cents,
        diagnoses=tuple(superbill.diagnoses[pointer - 1] for pointer in service.pointers),
        service_on=visit.service_on,
        pos=visit.pos,
        modifiers=service.modifiers,
        ndc=service.ndc,
        description=service.description,
        schedule_id=service.schedule_id,
        decision_id=superbill.decision_of(sequence),
    )


def opening(line: ChargeLine, first: Coverage | None, *, key: str, on: date) -> Posting:
    """Return the posting that opens the receivable of a line with the first payer, None for the patient.

    A line without a charge (a reporting code) opens none.
    """
    subject = Subject(
        patient_id=line.patient_id,
        visit_id=line.visit_id,
        line_id=line.id,
        payer_id=first.payer_id if first else 0,
        rank=first.rank if first else 0,
        provider_id=line.provider_id,
        location_id=line.location_id,
        service_on=line.service_on,
    )
    reason = Reason.CHARGE if first else Reason.SELF_PAY_CHARGE
    effect = Effect(reason=reason, cents=line.charge_cents, subject=subject, key=key)
    return post(effect, on=on)
