"""What the evening before leaves to whoever opens the demonstration: signed notes without codes, a question
of the coder that waits for its provider, and a patient who was registered a second time in a hurry.

Promises that it is left once, and that each note is coded from its own words like any other.
"""

from dataclasses import replace
from datetime import date

from almoner.cli.demo.practice import Team, setting_of
from almoner.core.charge.draft import BillForm
from almoner.core.chart import Problem, Visit
from almoner.core.coding.asked_provider import ProviderQuery
from almoner.core.party import Patient, Provider
from almoner.flow.access import Permission, enter
from almoner.flow.code import ask_provider, superbill
from almoner.flow.patient import register
from almoner.flow.visit import document

STABLE = """Chief complaint: follow-up of diabetes and blood pressure.
No chest pain. Home sugars 110 to 140. Pressure 128/78 today.
Assessment:
1. Type 2 diabetes without complications, stable. Continue metformin 500 mg twice a day.
2. Essential hypertension, at goal. Continue lisinopril 20 mg.
Return in three months.
"""
OPEN = """Chief complaint: short of breath on stairs for two weeks.
Assessment:
1. Systolic heart failure, worse. Start furosemide 40 mg daily.
2. Knee osteoarthritis, stable.
Return in two weeks.
"""
"""It doesn't say which heart failure, nor which knee."""
LEFT = (
    ("Diabetes follow-up", Problem("Type 2 diabetes", "E119"), STABLE),
    ("Short of breath", Problem("Heart failure", "I509"), OPEN),
    ("Short of breath", Problem("Heart failure", "I509"), OPEN),
)
"""Each visit's reason, problem and note; about the last the coder has asked already."""


def leave_evening(practice_id: int, evening: date, *, on: date) -> None:
    """Leave the visits of an evening signed and uncoded, once, on the day that follows."""
    team = Team(practice_id)
    with enter(team.coder, Permission.VISIT_READ) as session:
        is_left = bool(session.find(ProviderQuery, limit=1))
        patients = session.find(Patient, order="number, t.id", limit=len(LEFT))
        doctors = [one for one in session.find(Provider) if one.user == team.doctor.name]
    if is_left or len(patients) < len(LEFT) or not doctors:
        return
    place, doctor = setting_of(practice_id).locations[0], doctors[0]
    drafts = [
        Visit(0, patient.id, doctor.id, place.id, evening, place.pos, reason=reason, problems=(problem,))
        for patient, (reason, problem, _) in zip(patients, LEFT, strict=True)
    ]
    visits = document.begin_unbooked(team.doctor, drafts, on=on)
    document.sign_notes(
        team.doctor, {visit.id: note for visit, (_, _, note) in zip(visits, LEFT, strict=True)}, on=on
    )
    open_ones = superbill.screen(team.coder, visits[-1].id, BillForm(), on=on).queries
    if open_ones:
        ask_provider.ask(team.coder, visits[-1].id, open_ones[0].about, open_ones[0].axis, on=on)
    _register_twice(team, patients[0], on=on)


def _register_twice(team: Team, patient: Patient, *, on: date) -> None:
    """Leave a second chart of somebody, who had moved: the desk is asked whether the two are one."""
    moved = replace(patient.address, line1="12 Mill Street", line2="")
    draft = Patient(0, "", replace(patient.name, middle=""), patient.birth_on, patient.sex, moved)
    register.register_patient(team.desk, replace(draft, phone=patient.phone), on=on)
