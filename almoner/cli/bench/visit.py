"""`bench visit`: one visit alone from its booking to its posted cash, each step by its flow.

Own time only: the counterparty reads and writes its mailbox between the measured blocks.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from almoner.cli.bench.ground import own_books, postmaster_of
from almoner.cli.bench.meter import Cost, Meter
from almoner.cli.bench.practice import DAY, Seen, open_bench_practice, see_patients, superbills
from almoner.cli.bench.signing import signing
from almoner.cli.demo import cast, visits
from almoner.cli.demo.practice import Team, setting_of
from almoner.core.charge import Superbill
from almoner.core.chart import Visit
from almoner.core.coverage import Coverage
from almoner.core.party import Patient, Payer
from almoner.core.schedule import Appointment
from almoner.flow.access import Permission, enter, office
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.claim.outbox import deliver
from almoner.flow.clock import box_folder
from almoner.flow.code import code
from almoner.flow.exchange import exchange, receive, verify
from almoner.flow.patient import register
from almoner.flow.remit import post
from almoner.flow.visit import document
from almoner.links.clearinghouse import Clearinghouse, clearinghouse
from almoner.links.simulator.box import Box

PAYER = "MCR01"
PATIENCE_DAYS = 45


@dataclass(slots=True)
class Trip:
    """One visit: what each step took, and whether its cash was posted."""

    meter: Meter
    is_paid: bool = False

    @property
    def total(self) -> Cost:
        """All steps together."""
        return self.meter.total


@dataclass(slots=True)
class Desk:
    """The practice in which the visits happen, and the world outside."""

    team: Team
    setting: cast.Setting
    link: Clearinghouse
    box: Box
    postmaster: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What visits took, and beside them signatures of notes with all checks."""

    trips: list[Trip]
    signed: list[Cost]


def measure(*, count: int, books: int, tell: Callable[[str], None]) -> Measured:
    """Take `count` visits one after the other through books that hold `books` finished visits already, then
    sign as many notes.
    """
    with own_books() as data:
        tell(f"preparing books with {books} visits")
        desk = _open(data)
        _finish(desk, see_patients(desk.team, count=books))
        patients = iter(_insured(desk.team))
        tell("measuring")
        first = DAY + timedelta(days=PATIENCE_DAYS + 5)
        trips = [
            _take(desk, next(patients), first + timedelta(days=(PATIENCE_DAYS + 2) * number))
            for number in range(count)
        ]
        last = first + timedelta(days=(PATIENCE_DAYS + 2) * count)
        some = _patients(desk.team)[: count + 1]
        signed = signing(desk.team, desk.setting, some, postmaster=desk.postmaster, on=last)
        return Measured(trips, signed)


def _open(data: Path) -> Desk:
    team = open_bench_practice()
    folder = box_folder(office(team.practice_id))
    folder.mkdir(parents=True)
    setting = setting_of(team.practice_id)
    return Desk(team, setting, clearinghouse(str(folder)), Box(folder, seed=1), postmaster_of(data))


def _finish(desk: Desk, seen: list[Seen]) -> None:
    """Bill the visits that the books begin with, and lay every answer: nothing of them is measured."""
    code.decide_codes(desk.team.coder, superbills(seen), on=DAY)
    trip = Trip(Meter(desk.postmaster))
    _bill(desk, trip, DAY)
    for ahead in range(PATIENCE_DAYS):
        _mail(desk, trip, DAY + timedelta(days=ahead))


def _patients(team: Team) -> list[Patient]:
    with enter(office(team.practice_id), Permission.PATIENT_READ) as session:
        return session.find(Patient)


def _insured(team: Team) -> list[Patient]:
    """Patients whose first payer is the one that decides on everything within weeks."""
    with enter(office(team.practice_id), Permission.PATIENT_READ) as session:
        (payer,) = session.find(Payer, claim_payer_id=PAYER)
        held = session.find(Coverage, payer_id=payer.id, rank=1)
        return session.find(Patient, id=[coverage.patient_id for coverage in held])


def _take(desk: Desk, patient: Patient, on: date) -> Trip:
    trip = Trip(Meter(desk.postmaster))
    _mail(desk, Trip(Meter(desk.postmaster)), on)
    _see(desk, trip, patient, on)
    _bill(desk, trip, on)
    for ahead in range(PATIENCE_DAYS):
        _mail(desk, trip, on + timedelta(days=ahead))
    return trip


def _bill(desk: Desk, trip: Trip, on: date) -> None:
    team, meter = desk.team, trip.meter
    with meter.stage("charge"):
        charge.charge_visits(team.biller, charge.coded_visits(team.biller), on=on)
    with meter.stage("claim"):
        claim.build_claims(team.biller, claim.charged_visits(team.biller), on=on)
    with meter.stage("submit"):
        submit.submit_ready(team.biller, on=on)
        deliver(team.biller, desk.link, on=on)


def _see(desk: Desk, trip: Trip, patient: Patient, on: date) -> None:
    """Book, ask the payer, check in, see, describe, sign, code."""
    team, meter = desk.team, trip.meter
    occasion = visits.OCCASIONS[0]
    provider, place = desk.setting.providers[0], desk.setting.locations[0]
    start = datetime.combine(on, time(9))
    with meter.stage("book"):
        draft = Appointment(0, patient.id, provider.id, place.id, start, 20, occasion.reason)
        (booked,) = register.book(team.desk, [draft], on=on)
    with meter.stage("verify"):
        verify.ask_about_day(team.desk, on, on=on)
        deliver(team.biller, desk.link, on=on)
    _mail(desk, trip, on)
    with meter.stage("check in"):
        register.check_in(team.desk, booked.id, on=on)
    with meter.stage("document"):
        visit = document.begin(team.doctor, booked.id, on=on)
        document.describe(team.doctor, _described(visit, occasion), on=on)
        document.sign_notes(team.doctor, {visit.id: occasion.note}, on=on)
    with meter.stage("code"):
        diagnoses = tuple(code for _, code in occasion.problems)
        bill = Superbill(0, visit.id, 0, diagnoses, visits.lines(occasion), "", on)
        code.decide_codes(team.coder, [bill], on=on)


def _described(visit: Visit, occasion: visits.Occasion) -> Visit:
    return replace(
        visit,
        problems=visits.problems(occasion),
        procedures=visits.procedures(occasion),
        vitals=visits.vitals(random.Random(visit.id)),
    )


STAGE_OF = {"271": "verify", "999": "acknowledge", "277CA": "acknowledge", "835": "receive"}


def _mail(desk: Desk, trip: Trip, on: date) -> None:
    """Let the world outside live until the day, and take in and post what it sent."""
    desk.box.advance(on)
    for name in exchange.unseen(desk.team.biller, desk.link.names(), on=on):
        if name.endswith(".csv"):
            continue
        stage = STAGE_OF.get(name.split("-")[2], "acknowledge")
        with trip.meter.stage(stage):
            content = desk.link.fetch(name)
            received = receive.receive(desk.team.biller, name, content, on=on, is_mailed=True)
        for remittance_id in received.remittance_ids:
            with trip.meter.stage("post"):
                post.post(desk.team.biller, remittance_id, on=on)
            trip.is_paid = True
