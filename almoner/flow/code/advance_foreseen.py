"""Which planned services Medicare may not pay: what the edits of the rules in force say of them beforehand,
and what each will cost by the practice's fees. Called inside a flow; nothing is written.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from almoner.core.charge import Superbill, SuperbillLine, responsible
from almoner.core.charge.superbill import MAX_DIAGNOSES, MAX_POINTERS
from almoner.core.chart import Visit, VisitState
from almoner.core.chart.advance_notice import Ground, NoticedItem
from almoner.core.chart.advance_text import Called, NoticeCard, read_notice
from almoner.core.chart.order import Order, OrderState
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.systems import CPT, HCPCS, ICD10CM
from almoner.core.party import Location, Payer, PayerKind
from almoner.core.report.mail import plain
from almoner.core.rules import Finding
from almoner.flow.charge.charge import coverages_by_patient
from almoner.flow.code.code import foreseen
from almoner.flow.code.estimate import read_services
from almoner.flow.policy import labels
from almoner.flow.price.fees import fees_of
from almoner.store.session import Session

_DIAGNOSIS = re.compile(r"[A-Z][0-9][0-9A-Z]{1,5}")
_BY_NEED = {Ground.EXCLUDED: 0, Ground.NECESSITY: 1, Ground.FREQUENCY: 2}


@cache
def notice_card() -> NoticeCard:
    """Return the card of the advance notice."""
    words = files("almoner").joinpath("policy", "forms", "advance_notice.toml")
    return read_notice(words.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Scene:
    """For whom, by whom, where and when services are planned; `on` is today."""

    patient_id: int
    provider_id: int
    location_id: int
    service_on: date
    on: date


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned service with the diagnoses that it is for (no dot), and the order that asked for it in its
    words.
    """

    code: str
    units: int = 1
    modifiers: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()
    order_id: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What Medicare may not pay. `silent` are services of which no rule says so, `undiagnosed` those without
    a diagnosis, which can't be judged by one; `unpriced` have no fee.
    """

    items: tuple[NoticedItem, ...] = ()
    silent: tuple[str, ...] = ()
    undiagnosed: tuple[str, ...] = ()
    unpriced: tuple[str, ...] = ()


def has_medicare(session: Session, patient_id: int, on: date) -> bool:
    """True where a policy of Medicare itself covers the patient on a day; a plan in its place has decisions
    of its own, and no such notice.
    """
    payers = {one.id: one for one in session.find(Payer)}
    visit = Visit(0, patient_id, 0, 0, on, "11")
    paying = responsible(visit, coverages_by_patient(session, [patient_id])[patient_id], payers)
    return any(payers[one.payer_id].payer_kind is PayerKind.MEDICARE for one in paying)


def ordered(session: Session, patient_id: int) -> tuple[Planned, ...]:
    """Return the services of a patient's open orders that name a code, with their diagnoses; orders that are
    kept from the plain chart are left out.
    """
    orders = [
        one
        for one in session.find(Order, patient_id=patient_id)
        if one.status is OrderState.ORDERED and one.entry.stands and not one.entry.labels
    ]
    wanted = [reason for one in orders for reason in one.reason_ids]
    problems = {one.id: one for one in session.find(ListedProblem, id=wanted)} if wanted else {}
    return tuple(
        planned
        for one in sorted(orders, key=lambda each: each.id)
        if (planned := of_order(one, problems.values())).code
    )


def of_order(order: Order, problems: Iterable[ListedProblem]) -> Planned:
    """Return what an order plans; its code is empty where it names none."""
    listed = [one.concept for one in problems if one.id in order.reason_ids]
    codes = [one.code_in(ICD10CM).replace(".", "") for one in (*order.reasons, *listed)]
    code = order.concept.code_in(CPT) or order.concept.code_in(HCPCS)
    diagnoses = tuple(dict.fromkeys(one for one in codes if one))
    return Planned(code, diagnoses=diagnoses, order_id=order.id, words=plain(order.concept.words))


def read_planned(services: str, diagnoses: str, on: date) -> tuple[tuple[Planned, ...], str]:
    """Return the services of a text ("93880, 20610-RT") for the diagnoses of another, and what is wrong."""
    found, wrong = read_services(services, on, is_facility=False)
    words = [one.replace(".", "") for one in re.split(r"[,;\s]+", diagnoses.strip().upper()) if one]
    if not wrong and (len(words) > MAX_DIAGNOSES or not all(_DIAGNOSIS.fullmatch(one) for one in words)):
        wrong = "A diagnosis can't be read: give codes as I65.23."
    reasons = tuple(dict.fromkeys(words))
    return tuple(Planned(one.code, one.units, one.modifiers, reasons) for one in found), wrong


def foresee(
    session: Session, scene: Scene, planned: Sequence[Planned], ground: Ground | None = None
) -> Foreseen:
    """Return what Medicare may not pay of planned services, by the rules in force. `ground` is what a person
    says of those about which the rules are silent; None leaves them out.
    """
    if not planned:
        return Foreseen()
    location = session.get(Location, scene.location_id)
    visit = Visit(
        id=0,
        patient_id=scene.patient_id,
        provider_id=scene.provider_id,
        location_id=scene.location_id,
        service_on=scene.service_on,
        pos=location.pos,
        state=VisitState.CODED,
    )
    bill = _bill(scene, planned)
    fees = fees_of(session, visit, bill.lines)
    called = _called(foreseen(session, visit, bill, on=scene.on), planned)
    if ground is not None:
        called = [one or (notice_card().of_ground(ground), "") for one in called]
    rows = list(zip(planned, fees, called, strict=True))
    words = labels()
    return Foreseen(
        items=tuple(
            NoticedItem(
                code=one.code,
                label=words.get(one.code) or one.words or "Service",
                units=one.units,
                ground=told[0].ground,
                why=told[0].why,
                cents=fee.cents,
                rule=told[1],
            )
            for one, fee, told in rows
            if told and fee
        ),
        silent=tuple(one.code for one, _, told in rows if not told),
        undiagnosed=tuple(one.code for one, _, told in rows if not told and not one.diagnoses),
        unpriced=tuple(one.code for one, fee, told in rows if told and not fee),
    )


def _bill(scene: Scene, planned: Sequence[Planned]) -> Superbill:
    diagnoses = tuple(dict.fromkeys(code for one in planned for code in one.diagnoses))[:MAX_DIAGNOSES]
    places = {code: place for place, code in enumerate(diagnoses, 1)}
    lines = tuple(
        SuperbillLine(
            one.code,
            one.units,
            0,
            tuple(places[code] for code in one.diagnoses if code in places)[:MAX_POINTERS],
            one.modifiers,
        )
        for one in planned
    )
    return Superbill(0, 0, scene.patient_id, diagnoses, lines, "", scene.on)


def _called(findings: Iterable[Finding], planned: Sequence[Planned]) -> list[tuple[Called, str] | None]:
    """The ground of each planned service with the card that says so, None where no rule does. Without a
    diagnosis nothing is said of necessity.
    """
    found: list[tuple[Called, str] | None] = [None] * len(planned)
    card = notice_card()
    for one in findings:
        told = card.of_edit(one.edit, one.because.row) if one.line else None
        if told is None or (told.ground is Ground.NECESSITY and not planned[one.line - 1].diagnoses):
            continue
        seen = found[one.line - 1]
        if seen is None or _BY_NEED[told.ground] < _BY_NEED[seen[0].ground]:
            found[one.line - 1] = (told, one.because.card)
    return found
