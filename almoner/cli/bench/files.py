"""Files for a bench, made without a database: a batch of claims as an 837P, and the 835 that pays it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import count

from almoner.cli.demo import cast, visits
from almoner.core.charge import ChargeLine, line_control
from almoner.core.chart import Visit, VisitState
from almoner.core.claim import Claim, ClaimRevision
from almoner.core.claim.build import build
from almoner.core.claim.folder import Folder, House
from almoner.core.coverage import Coverage
from almoner.core.money import amount
from almoner.core.party import Patient
from almoner.core.plan import Ids
from almoner.core.remit.desk import Book
from almoner.core.wire.claim_837 import write_claims
from almoner.core.x12 import Envelope, SetWriter, write

DAY = date(2026, 3, 2)
PAID_ON = date(2026, 3, 16)
ENVELOPE = Envelope(
    sender_qualifier="ZZ",
    sender="ALMONER1",
    receiver_qualifier="ZZ",
    receiver="BOXCLEAR",
    control=12,
    usage="P",
    on=DAY,
    at=time(9, 30),
    group_control=12,
)
SHARE = 80
"""Percent of each charge that the payer pays; the rest is contractual."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Claims as they were built, with their charge lines."""

    built: list[tuple[Claim, ClaimRevision]]
    lines: dict[int, ChargeLine]

    @property
    def revisions(self) -> list[ClaimRevision]:
        """The claims as they leave."""
        return [revision for _, revision in self.built]

    def books(self) -> dict[str, Book]:
        """The claims as the books hold them before they are paid, by control number."""
        return {claim.control: self._book(claim, revision) for claim, revision in self.built}

    def _book(self, claim: Claim, revision: ClaimRevision) -> Book:
        own = tuple(self.lines[line.line_id] for line in revision.lines)
        balances = {(line.id, f"payer_ar:{claim.rank}"): line.charge_cents for line in own}
        return Book(claim=claim, lines=own, balances=balances)


def make_batch(claims: int, *, seed: int = 1) -> Batch:
    """Build so many claims of one payer, of one to three lines each; the same seed makes the same ones."""
    ids, chance = count(1001), random.Random(seed)
    house = _house()
    setting = cast.Setting(
        locations=tuple(house.locations.values()),
        providers=tuple(house.providers.values()),
        payers={payer.claim_payer_id: payer for payer in house.payers.values()},
        plans={house.payers[plan.payer_id].claim_payer_id: plan for plan in house.plans.values()},
    )
    people = cast.patients(setting, count=claims, seed=seed)
    batch = Batch([], {})
    for patient, _ in people:
        folder = _folder(house, replace(patient, id=next(ids)), ids, chance)
        batch.built.extend(build(folder, ids=ids, on=DAY))
        batch.lines.update({line.id: line for line in folder.lines})
    return batch


def _house() -> House:
    payers = [replace(one.record(), id=number) for number, one in enumerate(cast.INSURERS, 1)]
    return House(
        practice=replace(cast.PRACTICE, id=1),
        locations={number: replace(one, id=number) for number, one in enumerate(cast.LOCATIONS, 11)},
        providers={number: replace(one, id=number) for number, one in enumerate(cast.PROVIDERS, 21)},
        payers={payer.id: payer for payer in payers},
        plans={number: replace(plan, id=number) for number, plan in enumerate(cast.plans(payers), 31)},
    )


def _folder(house: House, patient: Patient, ids: Ids, chance: random.Random) -> Folder:
    occasion = visits.choose(chance)
    visit = Visit(
        id=next(ids),
        patient_id=patient.id,
        provider_id=chance.choice(list(house.providers)),
        location_id=chance.choice(list(house.locations)),
        service_on=DAY,
        pos="11",
        state=VisitState.CHARGED,
    )
    payer_id, plan_id = next(iter(house.payers)), next(iter(house.plans))
    member = cast.member_id(chance, house.payers[payer_id].claim_payer_id, "")
    covered = Coverage(next(ids), patient.id, payer_id, plan_id, 1, member, cast.COVERED_SINCE_ON)
    diagnoses = tuple(code for _, code in occasion.problems)
    return Folder(
        house=house,
        patient=patient,
        visits=(visit,),
        diagnoses=diagnoses,
        lines=tuple(_lines(visit, occasion, diagnoses, ids)),
        coverages=(covered,),
    )


def _lines(
    visit: Visit, occasion: visits.Occasion, diagnoses: tuple[str, ...], ids: Ids
) -> Iterator[ChargeLine]:
    for sequence, service in enumerate(visits.lines(occasion), 1):
        line_id = next(ids)
        yield ChargeLine(
            id=line_id,
            visit_id=visit.id,
            superbill_id=visit.id,
            patient_id=visit.patient_id,
            provider_id=visit.provider_id,
            location_id=visit.location_id,
            sequence=sequence,
            control=line_control(line_id),
            code=service.code,
            units=service.units,
            charge_cents=service.charge_cents,
            diagnoses=tuple(diagnoses[pointer - 1] for pointer in service.pointers),
            service_on=visit.service_on,
            pos=visit.pos,
            modifiers=service.modifiers,
        )


def claims_file(batch: Batch) -> bytes:
    """Return the batch as one 837P interchange."""
    return write_claims(batch.revisions, envelope=ENVELOPE, batch_number=12)[0]


def payment_file(batch: Batch) -> bytes:
    """Return an 835 that pays `SHARE` percent of every line and calls the rest contractual."""
    writer = SetWriter("835", 1, None)
    seg = writer.seg
    total = sum(_paid(line.charge_cents) for line in batch.lines.values())
    day = f"{PAID_ON:%Y%m%d}"
    banks = ("01", "051000017", "DA", "144101", "1999999999", "", "01", "122000496", "DA", "1069876")
    seg("BPR", "I", amount(total), "C", "ACH", "CCP", *banks, day)
    seg("TRN", "1", "TRACE1", "1999999999")
    seg("N1", "PR", cast.INSURERS[0].name, "XV", cast.INSURERS[0].payer_id)
    seg("N3", "1 LIGHTHOUSE WAY")
    seg("N4", "BALTIMORE", "MD", "21244")
    seg("PER", "BL", "PAYER", "TE", "8005550100")
    seg("N1", "PE", cast.PRACTICE.name, "XX", cast.PRACTICE.npi)
    seg("LX", "1")
    for number, (claim, revision) in enumerate(batch.built, 1):
        charges = [line.charge_cents for line in revision.lines]
        paid = sum(map(_paid, charges))
        control = f"ICN{number:08d}"
        seg("CLP", claim.control, "1", amount(sum(charges)), amount(paid), "", "MB", control, "11", "1")
        seg("NM1", "QC", "1", "PATIENT", "ONE", "", "", "", "MI", revision.payer.member_id)
        for line in revision.lines:
            rest = line.charge_cents - _paid(line.charge_cents)
            seg(
                "SVC",
                ("HC", line.code, *line.modifiers),
                amount(line.charge_cents),
                amount(_paid(line.charge_cents)),
                "",
                str(line.units),
            )
            seg("DTM", "472", f"{line.service_on:%Y%m%d}")
            seg("CAS", "CO", "45", amount(rest))
            seg("REF", "6R", line.control)
    return write(replace(ENVELOPE, functional_id="HP", guide="005010X221A1"), [writer])


def _paid(charge_cents: int) -> int:
    return charge_cents * SHARE // 100
