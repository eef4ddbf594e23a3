"""Part of `bench visit`: a provider signs a note of the general template as the screen does, with every check
of what it lacks and carries.
"""

from collections.abc import Iterable
from datetime import date, datetime, time

from almoner.cli.bench.meter import Cost, Meter
from almoner.cli.demo import cast
from almoner.cli.demo.practice import Team
from almoner.core.chart import Visit
from almoner.core.party import Patient
from almoner.core.schedule import Appointment
from almoner.flow.patient import register
from almoner.flow.visit import document, note
from almoner.flow.visit.note import Typed

TEMPLATE = "general.visit"
ANSWERS: dict[str, tuple[str, ...]] = {
    "complaint": ("Follow-up of blood pressure and diabetes",),
    "hpi": ("Feels well. No chest pain, no dyspnea, no low sugars. Takes all pills. Walks daily.",),
    "exam": ("BP 128/76, pulse 72. Lungs clear. Heart regular, no murmur. Feet without ulcer.",),
    "problem.1": ("Hypertension",),
    "problem.1.status": ("stable",),
    "problem.1.plan": ("Continue lisinopril 10 mg for blood pressure",),
}
FREE = {
    "plan": "Type 2 diabetes, A1c 6.9, at goal. Continue metformin 500 mg twice a day. Labs in three months."
}


def signing(
    team: Team, setting: cast.Setting, patients: Iterable[Patient], *, postmaster: int, on: date
) -> list[Cost]:
    """Return what each signature took, one a patient but the first, in which the process loads its cards; its
    visit is booked and begun before it.
    """
    found = []
    for patient in patients:
        visit = _begun(team, setting, patient, on)
        meter = Meter(postmaster)
        with meter.stage("sign"):
            note.sign_typed(team.doctor, Typed(visit.id, 0, TEMPLATE, ANSWERS, FREE), on=on)
        found.append(meter.total)
    return found[1:]


def _begun(team: Team, setting: cast.Setting, patient: Patient, on: date) -> Visit:
    provider, place = setting.providers[0], setting.locations[0]
    draft = Appointment(0, patient.id, provider.id, place.id, datetime.combine(on, time(9)), 20, "Follow-up")
    (booked,) = register.book(team.desk, [draft], on=on)
    register.check_in(team.desk, booked.id, on=on)
    return document.begin(team.doctor, booked.id, on=on)
