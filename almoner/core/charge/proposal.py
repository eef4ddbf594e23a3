"""Proposed charge lines as records, one for each record of the chart, card and part; and the step that keeps
them in step with the chart.

Promises that what was done once is proposed and charged once, that what is cancelled or in error is proposed
no more, and that a change to what is charged already becomes somebody's work and never moves money.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from almoner.core.charge.done import blood_drawn, procedures_done, tests_done
from almoner.core.charge.given import drugs_given
from almoner.core.charge.vaccinated import vaccines_given
from almoner.core.charge.wanted import Scene, Wanted
from almoner.core.chart import VisitState
from almoner.core.plan import Ids, Plan, Task, reading

CORRECT = "charge_correction"
"""The work with a charge whose record was cancelled or changed."""
LATE = "late_charge"
"""The work with something done that a decided superbill does not hold."""
DUE = timedelta(days=4)
_OPEN_VISITS = frozenset({VisitState.OPEN, VisitState.SIGNED})


class ProposalState(StrEnum):
    """What became of a proposed line; CHARGED and REFUSED by a person's decision alone."""

    PROPOSED = "proposed"
    CHARGED = "charged"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


S = ProposalState
_LIVE = frozenset({S.PROPOSED, S.CHARGED, S.REFUSED})
Slot = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class ChargeProposal:
    """A line that a card gives of one version of a record (FHIR ChargeItem, planned). `amount` is in units,
    exact (`4/3`); `decision_id` is what a person decided on it, `line_id` the charge that came of it.
    """

    kind: ClassVar[str] = "charge_proposal"
    id: int
    visit_id: int
    patient_id: int
    source_kind: str
    source_id: int
    source_version: int
    card: str
    part: str
    code: str
    title: str
    family: str
    amount: str
    proposed_on: date
    version: int = 1
    modifiers: tuple[str, ...] = ()
    ndc: str = ""
    diagnoses: tuple[str, ...] = ()
    says: str = ""
    missing: tuple[str, ...] = ()
    state: ProposalState = ProposalState.PROPOSED
    why: str = ""
    decision_id: int = 0
    line_id: int = 0

    @property
    def key(self) -> tuple[str, int, int, str, str]:
        """What makes it one: the record, its version, the card and the part of its lines."""
        return self.source_kind, self.source_id, self.source_version, self.card, self.part

    @property
    def slot(self) -> Slot:
        """The place that only one live proposal fills, whatever the version and the card."""
        return self.source_kind, self.source_id, self.part

    @property
    def is_live(self) -> bool:
        """True until it is withdrawn."""
        return self.state in _LIVE

    @property
    def content(self) -> tuple[object, ...]:
        """What is charged of it."""
        return self.code, Fraction(self.amount), self.modifiers, self.ndc

    @property
    def mark(self) -> str:
        """What a decision keeps of it: the proposal and its version as it was shown."""
        return f"{self.id}.{self.version}"


def wanted_of(scene: Scene) -> list[Wanted]:
    """Return every line that the cards give of what happened at a visit."""
    found: list[Wanted] = []
    for lines in (drugs_given, vaccines_given, tests_done, blood_drawn, procedures_done):
        found += lines(scene)
    return found


def follow(scene: Scene, made: Sequence[ChargeProposal], *, ids: Ids, on: date) -> Plan:
    """Return the plan that brings a visit's proposals in step with its records; empty where they are.

    `made` are all proposals of the visit. Asked again, it plans nothing again.
    """
    wanted = {(one.source.kind, one.source.id, one.part): one for one in wanted_of(scene)}
    live = {one.slot: one for one in made if one.is_live}
    asleep = {one.key: one for one in made if not one.is_live}
    records: list[ChargeProposal] = []
    wrong: list[ChargeProposal] = []
    for slot, one in live.items():
        changed = _fate(one, _draft(scene, wanted[slot], on=on) if slot in wanted else None)
        records += changed
        if one.state is S.CHARGED and _is_wrong(one, wanted.get(slot)):
            wrong.append(one)
    gone = {one.slot for one in records if one.state is S.WITHDRAWN}
    fresh = []
    for slot, want in wanted.items():
        if slot not in live or slot in gone:
            fresh.append(_new(_draft(scene, want, on=on), asleep, ids))
    tasks = [*_corrections(wrong, ids, on), *_late(scene, fresh, ids, on)]
    seen = [one for one in made if any(one.id == changed.id for changed in records)]
    return Plan(on=on, records=(*records, *fresh), tasks=tuple(tasks), reads=reading(*seen))


def _fate(one: ChargeProposal, draft: ChargeProposal | None) -> list[ChargeProposal]:
    """What becomes of a live proposal: nothing, another version, or its end."""
    if one.state is S.CHARGED:
        return []
    if draft is None:
        return [_withdrawn(one, "The record was cancelled, changed or entered in error.")]
    if one.key == draft.key and _told(one) == _told(draft):
        return []
    if one.state is S.REFUSED and one.content == draft.content:
        return []
    if one.key == draft.key and one.state is S.PROPOSED:
        return [_retold(one, draft)]
    return [_withdrawn(one, "The record has a later version.")]


def _told(one: ChargeProposal) -> tuple[object, ...]:
    return (*one.content, one.title, one.diagnoses, one.says, one.missing)


def _retold(one: ChargeProposal, draft: ChargeProposal) -> ChargeProposal:
    told = replace(draft, id=one.id, version=one.version + 1)
    return replace(told, proposed_on=one.proposed_on)


def _withdrawn(one: ChargeProposal, why: str) -> ChargeProposal:
    gone = replace(one, version=one.version + 1, state=S.WITHDRAWN, why=why)
    return replace(gone, decision_id=0, line_id=0)


def _is_wrong(one: ChargeProposal, want: Wanted | None) -> bool:
    if want is None:
        return True
    return one.content != (want.code, want.amount, want.modifiers, want.ndc)


def _new(
    draft: ChargeProposal, asleep: Mapping[tuple[str, int, int, str, str], ChargeProposal], ids: Ids
) -> ChargeProposal:
    """A proposal that was never made, or one that was withdrawn and holds again: a key is used once."""
    before = asleep.get(draft.key)
    return _retold(before, draft) if before else replace(draft, id=next(ids))


def _draft(scene: Scene, want: Wanted, *, on: date) -> ChargeProposal:
    return ChargeProposal(
        id=0,
        visit_id=scene.visit.id,
        patient_id=scene.visit.patient_id,
        source_kind=want.source.kind,
        source_id=want.source.id,
        source_version=want.source.version,
        card=want.card,
        part=want.part,
        code=want.code,
        title=want.title,
        family=want.family,
        amount=str(want.amount),
        proposed_on=on,
        modifiers=want.modifiers,
        ndc=want.ndc,
        diagnoses=want.diagnoses,
        says=want.says,
        missing=want.missing,
    )


def _corrections(wrong: Iterable[ChargeProposal], ids: Ids, on: date) -> Iterator[Task]:
    for one in wrong:
        yield Task(
            id=next(ids),
            what=CORRECT,
            subject_kind=ChargeProposal.kind,
            subject_id=one.id,
            why=f"{one.code} is charged, and its record was cancelled or changed: decide what becomes of it.",
            owner="biller",
            opened_on=on,
            due_on=on + DUE,
            patient_id=one.patient_id,
        )


def _late(scene: Scene, fresh: Sequence[ChargeProposal], ids: Ids, on: date) -> Iterator[Task]:
    if not fresh or scene.visit.state in _OPEN_VISITS:
        return
    codes = ", ".join(dict.fromkeys(one.code for one in fresh))
    yield Task(
        id=next(ids),
        what=LATE,
        subject_kind=scene.visit.kind,
        subject_id=scene.visit.id,
        why=f"Done and not on the superbill, which is finished: {codes}.",
        owner="coder",
        opened_on=on,
        due_on=on + DUE,
        patient_id=scene.visit.patient_id,
    )
