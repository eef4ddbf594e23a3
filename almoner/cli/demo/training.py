"""Builds the books of the training practice as `python -m almoner.cli.demo.training`, a child of the screens.

Promises the same practice each time, in the middle of its work: in the morning of `LEFT_ON` one of everything
waits that a mission of `policy/training` asks for.
"""

import os
import sys
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from almoner.cli.demo import cast, visits
from almoner.cli.demo.billing import Billing
from almoner.cli.demo.care import Care
from almoner.cli.demo.chance import Chance
from almoner.cli.demo.practice import Team, open_practice, register_everybody, setting_of
from almoner.cli.demo.prices import lay_prices
from almoner.cli.demo.staff import Staff
from almoner.core.charge import Superbill
from almoner.core.charge.draft import BillForm
from almoner.core.chart import Problem, Visit, VisitState
from almoner.core.claim import ClaimState
from almoner.core.collect import Receipt
from almoner.core.coverage import Coverage
from almoner.core.denial import Denial, DenialState
from almoner.core.party import Patient, PersonName, Provider
from almoner.core.schedule import Appointment, AppointmentState
from almoner.flow.access import Permission, enter, office
from almoner.flow.charge import charge
from almoner.flow.claim import claim
from almoner.flow.clock import box_folder
from almoner.flow.code import ask_provider, code, superbill
from almoner.flow.collect import adjust, collect
from almoner.flow.exchange import exchange, verify
from almoner.flow.patient import register
from almoner.flow.visit import document
from almoner.links.clearinghouse import clearinghouse
from almoner.links.simulator.box import Box
from almoner.settings import data_folder
from almoner.store.boot import open_store
from almoner.store.training import SUBMITTER

NAME = "Riverbend Training Practice"
FIRST_DAY = date(2026, 3, 2)
LEFT_ON = date(2026, 3, 27)
SEED = 1
FULL_DAYS, FULL, QUIET = 5, 6, 3
"""So many days are full, the later ones quiet; visits a day of both."""
PATIENTS = 40
AFTERNOON = time(15)
PAYER = "payer_ar:1"
COLLEAGUE = "colleague"
"""Who asks for what the learner signs: nobody signs what they asked for themselves."""
FORGIVEN = "The laboratory was told too late that this is part of the panel."


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom a mission calls by name."""

    number: str
    last: str
    first: str
    member_id: str


ENDED = Known("R009001", "Lindgren", "Tove", "CM4410776T7")
"""The payer in a box answers this member id with a coverage that has ended."""
UNTOLD = Known("R009002", "Aalto", "Kaisa", "CM5520917K3")
QUERIED = Known("R009003", "Nygaard", "Ellen", "CM6630817K4")
OPEN = Known("R009004", "Halonen", "Mikko", "CM7740928K5")
CLEAN = Known("R009005", "Lopes", "Marta", "CM8850939K6")
"""Whose claim nothing stops."""
LEFT_OPEN = """Assessment:
1. Systolic heart failure, worse. Start furosemide 40 mg daily.
2. Knee osteoarthritis, stable.
"""
"""A note that doesn't say which heart failure, nor which knee."""


def main() -> int:
    """Build the books that the environment names; a line on standard error for each day that is done."""
    open_store(data_folder(), is_quiet=True)
    build()
    return 0


def build(since_on: date = FIRST_DAY) -> None:
    """Let the practice work from a day on to the evening before `LEFT_ON`, then leave its morning undone."""
    practice_id = open_practice(submitter_id=SUBMITTER, name=NAME)
    team, setting = Team(practice_id), setting_of(practice_id)
    lay_prices(team.manager, on=cast.OPENED_ON)
    register_everybody(team, setting, count=PATIENTS, seed=SEED)
    folder = box_folder(office(practice_id))
    folder.mkdir(parents=True, exist_ok=True)
    box, link = Box(folder, seed=SEED), clearinghouse(str(folder))
    staff = Staff(team, link, box.advance, seed=SEED)
    on = since_on
    while on < LEFT_ON - timedelta(days=1):
        seen = FULL if (on - since_on).days < FULL_DAYS else QUIET
        staff.work(on, seen=seen if on.weekday() < 5 else 0)
        sys.stderr.write(f"{on:%A, %d %B}\n")
        sys.stderr.flush()
        on += timedelta(days=1)
    care, billing = Care(team, setting, Chance(SEED)), Billing(team, link, Chance(SEED))
    _leave_an_evening(care, billing, box, on)
    _leave_a_morning(care, billing, box, LEFT_ON)


def _leave_an_evening(care: Care, billing: Billing, box: Box, on: date) -> None:
    """The last day that was worked: its visits are signed, one has lost a modifier, some have no codes yet,
    and the day is closed.
    """
    team = care.team
    box.advance(on)
    billing.mail(on)
    care.book(on, FULL)
    untold = _register(care, UNTOLD, on)
    _book(care, untold, on, "Low back pain")
    care.see(on, ask=lambda: _ask(billing, box, on))
    for visit in _visits(care, VisitState.SIGNED):
        if visit.patient_id == untold.id:
            _code_without_modifiers(care, visit, on)
    billing.bill(on)
    billing.mail(on)
    _ask_to_forgive(team, on)
    _ask_the_doctor(care, _left_open(care, QUERIED, on), on)
    _left_open(care, OPEN, on)
    billing.end(on)


def _left_open(care: Care, who: Known, on: date) -> Visit:
    """A signed visit whose note leaves open what a coder has to know."""
    patient, doctor = _register(care, who, on), _doctor(care)
    draft = Visit(0, patient.id, doctor.id, care.setting.locations[0].id, on, "11", reason="Short of breath")
    draft = replace(draft, problems=(Problem("Heart failure", "I50.9"),))
    (visit,) = document.begin_unbooked(care.team.doctor, [draft], on=on)
    document.sign_notes(care.team.doctor, {visit.id: LEFT_OPEN}, on=on)
    return visit


def _ask_the_doctor(care: Care, visit: Visit, on: date) -> None:
    """The coder asks what the note leaves open."""
    found = superbill.screen(care.team.coder, visit.id, BillForm(), on=on).queries
    assert found, "the note leaves something open"
    ask_provider.ask(care.team.coder, visit.id, found[0].about, found[0].axis, on=on)


def _ask_to_forgive(team: Team, on: date) -> None:
    """The biller asks a second person to write off the latest refusal; a short past has none."""
    with enter(team.biller, Permission.CLAIM_READ) as session:
        refusals = session.find(Denial, state=DenialState.OPEN)
    for refusal in refusals[-1:]:
        places = {(refusal.line_id, PAYER): refusal.cents}
        draft = adjust.Draft("administrative", places, FORGIVEN, claim_id=refusal.claim_id)
        adjust.ask(replace(team.biller, name=COLLEAGUE), draft, on=on)


def _ask(billing: Billing, box: Box, on: date) -> None:
    billing.send(on)
    box.advance(on)
    billing.mail(on)


def _code_without_modifiers(care: Care, visit: Visit, on: date) -> None:
    occasion = visits.occasion_of(visit)
    services = tuple(replace(one, modifiers=()) for one in visits.lines(occasion))
    diagnoses = tuple(problem.code for problem in visits.problems(occasion))
    code.decide_codes(care.team.coder, [Superbill(0, visit.id, 0, diagnoses, services, "", on)], on=on)


def _leave_a_morning(care: Care, billing: Billing, box: Box, on: date) -> None:
    """The learner's morning: patients are booked, one with a coverage that ended, one is in the room already,
    the mail has come and nobody has posted it, and there is cash in the drawer.
    """
    box.advance(on)
    team = care.team
    exchange.exchange_files(team.biller, billing.link, on=on)
    care.book(on, FULL)
    doctor = _doctor(care)
    ended = _register(care, ENDED, on)
    _book(care, ended, on, "Blood pressure check")
    if verify.ask_about_day(team.desk, on, on=on):
        billing.send(on)
        box.advance(on)
        exchange.exchange_files(team.biller, billing.link, on=on)
    early = [one for one in care.booked(on) if one.provider_id == doctor.id and one.patient_id != ended.id]
    for one in early[:2]:
        if one.state is AppointmentState.BOOKED:
            register.check_in(team.desk, one.id, on=on)
        document.begin(team.doctor, one.id, on=on)
    _leave_clean(care, on)
    taken = Receipt(0, early[0].patient_id, "cash", 2500, on, team.desk.name)
    collect.take_receipt(team.desk, taken, on=on)


def _leave_clean(care: Care, on: date) -> None:
    """A claim of the evening before that waits to be sent."""
    team, patient, evening = care.team, _register(care, CLEAN, on), on - timedelta(days=1)
    pressure = next(one for one in visits.OCCASIONS if one.reason == "Blood pressure check")
    problems = tuple(Problem(words, code_) for words, code_ in pressure.problems)
    draft = Visit(0, patient.id, _doctor(care).id, care.setting.locations[0].id, evening, "11")
    draft = replace(draft, reason=pressure.reason, problems=problems)
    (visit,) = document.begin_unbooked(team.doctor, [draft], on=on)
    document.sign_notes(team.doctor, {visit.id: pressure.note}, on=on)
    codes = tuple(code_ for _, code_ in pressure.problems)
    bill = Superbill(0, visit.id, 0, codes, visits.lines(pressure), "", on)
    code.decide_codes(team.coder, [bill], on=on)
    charge.charge_visits(team.biller, [visit.id], on=on)
    (built,) = claim.build_claims(team.biller, [visit.id], on=on)
    assert built.state is ClaimState.READY, "nothing stops it"


def _register(care: Care, who: Known, on: date) -> Patient:
    """Register somebody whom a mission calls by name."""
    draft, _ = next(iter(cast.patients(care.setting, count=1, seed=SEED + 1)))
    draft = replace(draft, number=who.number, name=PersonName(who.last, who.first), sex="F", phone="")
    payer, plan = care.setting.payers["CMA01"], care.setting.plans["CMA01"]
    coverage = Coverage(
        0, 0, payer.id, plan.id, 1, who.member_id, cast.COVERED_SINCE_ON, group_number="G20417"
    )
    register.register_patients(care.team.desk, [(draft, (coverage,))], on=on)
    with enter(care.team.desk, Permission.PATIENT_READ) as session:
        return session.find(Patient, number=who.number)[0]


def _book(care: Care, patient: Patient, on: date, reason: str) -> None:
    """Book the afternoon's patient."""
    at, place = datetime.combine(on, AFTERNOON), care.setting.locations[0]
    draft = Appointment(0, patient.id, _doctor(care).id, place.id, at, 20, reason)
    register.book(care.team.desk, [draft], on=on)


def _doctor(care: Care) -> Provider:
    return next(one for one in care.setting.providers if one.user == care.team.doctor.name)


def _visits(care: Care, state: VisitState) -> list[Visit]:
    with enter(care.team.doctor, Permission.VISIT_READ) as session:
        return session.find(Visit, state=state)


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
