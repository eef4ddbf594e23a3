"""Step 4b, charge: coded visits become charge lines with their postings, many visits as one plan."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from almoner.core.charge import ChargeLine, Superbill, capture, responsible
from almoner.core.chart import Visit, VisitState
from almoner.core.coverage import Coverage
from almoner.core.party import Payer
from almoner.core.plan import Plan, join
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.store.commit import commit
from almoner.store.session import Session

BATCH = 2000


def coded_visits(actor: Actor, *, limit: int = BATCH) -> list[int]:
    """Return the ids of visits that are coded and wait to be charged, oldest first."""
    with enter(actor, Permission.CHARGE_CAPTURE) as session:
        return [visit.id for visit in session.find(Visit, state=VisitState.CODED, limit=limit)]


def charge_visits(actor: Actor, visit_ids: Sequence[int], *, on: date) -> list[ChargeLine]:
    """Charge coded visits. Safe to run twice: a visit that is charged already is passed over."""
    with enter(actor, Permission.CHARGE_CAPTURE) as session:
        visits = session.find(Visit, id=list(visit_ids), state=VisitState.CODED)
        plan = _captured(session, visits, on=on)
        commit(session, plan, cause=cause(actor, "charge"))
        return [record for record in plan.records if isinstance(record, ChargeLine)]


def _captured(session: Session, visits: Sequence[Visit], *, on: date) -> Plan:
    found = session.find(Superbill, visit_id=[visit.id for visit in visits])
    superbills = {superbill.visit_id: superbill for superbill in found}
    coverages = coverages_by_patient(session, [visit.patient_id for visit in visits])
    payers = {payer.id: payer for payer in session.find(Payer)}
    ids = session.ids()
    plans = []
    for visit in visits:
        paying = responsible(visit, coverages[visit.patient_id], payers)
        plans.append(capture(visit, superbills[visit.id], paying, ids=ids, on=on))
    return join(plans, on=on)


def coverages_by_patient(session: Session, patient_ids: Sequence[int]) -> dict[int, list[Coverage]]:
    """Return the policies of patients, by patient (inside another flow's session)."""
    found: dict[int, list[Coverage]] = defaultdict(list)
    for coverage in session.find(Coverage, patient_id=list(set(patient_ids))):
        found[coverage.patient_id].append(coverage)
    return found
