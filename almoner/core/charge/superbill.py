"""The superbill: the codes that a person decided on for a visit. No charge exists without one.

Each of its lines and diagnoses rests on a decision of a person over the signed note.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from almoner.core.chart import Visit, VisitState
from almoner.core.chart.note import Note
from almoner.core.coding.decision import Act, CodingDecision, Sort
from almoner.core.plan import Ids, Plan, reading

MAX_DIAGNOSES = 12
MAX_POINTERS = 4
MAX_MODIFIERS = 4


@dataclass(frozen=True, slots=True)
class SuperbillLine:
    """One service: code, up to four modifiers, units, up to four pointers (from 1) into the diagnoses, and
    the fee.
    """

    code: str
    units: int
    charge_cents: int
    pointers: tuple[int, ...]
    modifiers: tuple[str, ...] = ()
    ndc: str = ""
    description: str = ""
    schedule_id: int = 0
    """The version of the list of fees that priced it, 0 where none of the practice's dated lists did."""


@dataclass(frozen=True, slots=True)
class Superbill:
    """A person's decision (`decided_by`, `decided_on`) on a visit's lines and diagnoses (ICD-10-CM, no dot,
    the first is principal).
    """

    kind: ClassVar[str] = "superbill"
    id: int
    visit_id: int
    patient_id: int
    diagnoses: tuple[str, ...]
    lines: tuple[SuperbillLine, ...]
    decided_by: str
    decided_on: date
    version: int = 1
    decision_ids: tuple[int, ...] = ()
    """The decision behind each line, in their order."""

    def decision_of(self, sequence: int) -> int:
        """Return the id of the decision behind a line (from 1). What was decided before decisions were
        records of their own was given one under a number that follows from the superbill's.
        """
        return self.decision_ids[sequence - 1] if self.decision_ids else -(self.id * 1000 + sequence)


def faults(diagnoses: Sequence[str], lines: Sequence[SuperbillLine]) -> list[str]:
    """Return what keeps these codes from being a superbill, each as one sentence for the person who enters
    them.
    """
    found = [] if lines else ["A superbill has at least one service."]
    if not diagnoses:
        found.append("A superbill has at least one diagnosis.")
    if len(set(diagnoses)) != len(diagnoses):
        found.append("A diagnosis stands twice.")
    for number, line in enumerate(lines, 1):
        found.extend(f"Line {number}: {fault}" for fault in _line_faults(line, len(diagnoses)))
    return found


def _line_faults(line: SuperbillLine, diagnosis_count: int) -> list[str]:
    found = []
    if not line.code:
        found.append("the procedure code is missing.")
    if line.units < 1:
        found.append("units are at least 1.")
    if line.charge_cents < 0:
        found.append("a charge is not negative.")
    if not 1 <= len(line.pointers) <= MAX_POINTERS or len(set(line.pointers)) != len(line.pointers):
        found.append("it points to one to four different diagnoses.")
    if any(not 1 <= pointer <= diagnosis_count for pointer in line.pointers):
        found.append("it points to a diagnosis that is not there.")
    if len(line.modifiers) > MAX_MODIFIERS:
        found.append("at most four modifiers.")
    return found


def typed(codes: Superbill, note: Note, *, ids: Ids) -> tuple[CodingDecision, ...]:
    """Return the decisions of a person who typed a superbill's codes: one a line, then one a diagnosis."""
    services = [(Sort.SERVICE, line.code) for line in codes.lines]
    return tuple(
        CodingDecision(
            id=next(ids),
            visit_id=codes.visit_id,
            patient_id=codes.patient_id,
            note_id=note.id,
            note_sha256=note.sha256,
            sort=sort,
            code=code,
            action=Act.ADD,
            decided_by=codes.decided_by,
            decided_on=codes.decided_on,
        )
        for sort, code in (*services, *((Sort.DIAGNOSIS, code) for code in codes.diagnoses))
    )


def decide(visit: Visit, codes: Superbill, decisions: Sequence[CodingDecision] = (), *, on: date) -> Plan:
    """Return the plan that records a person's codes, with those decisions behind them that are new, and marks
    the visit coded. Its note must be signed.
    """
    assert visit.state is VisitState.SIGNED, "only a signed visit is coded"
    assert codes.visit_id == visit.id, "the superbill belongs to another visit"
    assert not faults(codes.diagnoses, codes.lines), "the flow shows the faults before it decides"
    assert len(codes.decision_ids) == len(codes.lines), "every line rests on a decision"
    coded = replace(visit, version=visit.version + 1, state=VisitState.CODED)
    return Plan(on=on, records=(*decisions, codes, coded), reads=reading(visit))
