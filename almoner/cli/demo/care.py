"""The care side of the demonstration: patients are booked, asked about, seen, documented and coded.

Each act looks at the books for what is to be done, so a day that was cut off anywhere is taken up where it
stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from almoner.cli.demo import cast, charts, visits
from almoner.cli.demo.chance import Chance
from almoner.cli.demo.practice import Team
from almoner.core.charge import Superbill
from almoner.core.chart import Referral, Visit, VisitState
from almoner.core.chart.ending import Ending
from almoner.core.chart.order import Order, OrderSort, OrderState
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.result import Result
from almoner.core.chart.systems import ICD10CM
from almoner.core.chart.vital import VitalSign
from almoner.core.collect import Receipt
from almoner.core.coverage import Coverage
from almoner.core.party import Location, Patient
from almoner.core.schedule import Appointment, AppointmentState
from almoner.flow.access import Permission, enter
from almoner.flow.code import code
from almoner.flow.collect import absence, collect
from almoner.flow.exchange import verify
from almoner.flow.patient import register
from almoner.flow.visit import chart, document

SLOT = timedelta(minutes=20)
EXPECTED = (AppointmentState.BOOKED, AppointmentState.ARRIVED)
OTHER_FROM, CLINIC_FROM = 0.85, 0.93
"""From which share of the visits on they are at the other office, and at the clinic."""
NOTICED_AFTER = timedelta(days=7)
COPAY_METHODS = ("cash", "card")


@dataclass(frozen=True, slots=True)
class Care:
    """The front desk, the providers and the coder at work."""

    team: Team
    setting: cast.Setting
    chance: Chance

    def book(self, on: date, seen: int) -> None:
        """Book the day, once."""
        if self.booked(on):
            return
        chance = self.chance.of("book", on)
        with enter(self.team.desk, Permission.PATIENT_READ) as session:
            ids = [patient.id for patient in session.find(Patient)]
        drafts = []
        for place, patient_id in enumerate(chance.sample(ids, min(seen, len(ids)))):
            reason = visits.choose(chance).reason
            starts_at = datetime.combine(on, time(8)) + SLOT * (place % 24)
            provider = self.setting.providers[place % len(self.setting.providers)]
            location = self._where(reason, chance.random())
            drafts.append(Appointment(0, patient_id, provider.id, location.id, starts_at, 20, reason))
        register.book(self.team.desk, drafts, on=on)

    def _where(self, reason: str, share: float) -> Location:
        """The place of a visit: mostly the main one, now and then the rural health clinic."""
        clinics = [one for one in self.setting.locations if one.institutional.bill_type]
        offices = [one for one in self.setting.locations if one not in clinics]
        if share >= CLINIC_FROM and clinics and reason in visits.AT_CLINIC:
            return clinics[0]
        return offices[0 if share < OTHER_FROM else -1]

    def booked(self, on: date) -> list[Appointment]:
        """Return the day's bookings."""
        return register.bookings_of(self.team.desk, on)

    def see(self, on: date, *, ask: Callable[[], None]) -> None:
        """Ask payers, check in, see and document; `ask` sends the questions and fetches the answers."""
        if verify.ask_about_day(self.team.desk, on, on=on):
            ask()
        for appointment in self.booked(on):
            if appointment.state in EXPECTED:
                self.arrive(appointment, on)
        self.treat(on)

    def arrive(self, appointment: Appointment, on: date) -> None:
        """Check a patient in, or note that nobody came; take the copay of who is there, once."""
        chance = self.chance.of("arrive", self._number(appointment.patient_id), on)
        is_absent, is_paying = chance.random() < 0.04, chance.random() < 0.25
        if appointment.state is AppointmentState.BOOKED and is_absent:
            absence.note_absence(self.team.desk, appointment.id, on=on)
        elif appointment.state is AppointmentState.BOOKED:
            register.check_in(self.team.desk, appointment.id, on=on)
        if is_paying and not is_absent and not self._has_paid(appointment.patient_id, on):
            method, cents = chance.choice(COPAY_METHODS), chance.choice((1000, 2000, 2500))
            copay = Receipt(0, appointment.patient_id, method, cents, on, self.team.desk.name)
            collect.take_receipt(self.team.desk, copay, on=on)

    def _has_paid(self, patient_id: int, on: date) -> bool:
        with enter(self.team.desk, Permission.PATIENT_READ) as session:
            taken = session.find(Receipt, patient_id=patient_id, received_on=on, method=COPAY_METHODS)
        return bool(taken)

    def _number(self, patient_id: int) -> str:
        """What chance knows a patient by: an id may differ where a process was cut off."""
        with enter(self.team.desk, Permission.PATIENT_READ) as session:
            return session.get(Patient, patient_id).number

    def treat(self, on: date) -> None:
        """See everybody who has arrived; describe and sign."""
        for appointment in self.booked(on):
            if appointment.state is AppointmentState.ARRIVED:
                document.begin(self.team.doctor, appointment.id, on=on)
        notes = {}
        for visit in self._visits(VisitState.OPEN):
            occasion = visits.occasion_of(visit)
            if not visit.problems:
                document.describe(self.team.doctor, self._described(visit, occasion), on=on)
            notes[visit.id] = occasion.note
        for visit in self._visits(VisitState.OPEN):
            self.chart(visit, on)
        if notes:
            document.sign_notes(self.team.doctor, notes, on=on)

    def chart(self, visit: Visit, on: date) -> None:
        """Write into the chart what the visit brought, once: its measurements tell that it is written."""
        with enter(self.team.doctor, Permission.CHART_READ) as session:
            measured = session.find(VitalSign, patient_id=visit.patient_id)
            listed = session.find(ListedProblem, patient_id=visit.patient_id)
        if all(one.entry.visit_id != visit.id for one in measured):
            chance = self.chance.of("chart", self._number(visit.patient_id), visit.service_on)
            known = frozenset(one.concept.code_in(ICD10CM) for one in listed)
            seeing = charts.Seeing(visit, chance, is_first=not measured)
            chart.record(self.team.doctor, charts.entries(seeing, known), on=on)
        self.answer(visit, on)

    def answer(self, visit: Visit, on: date) -> None:
        """Let the practice's own laboratory answer what the visit asked of it."""
        wanted = OrderSort.LABORATORY
        with enter(self.team.doctor, Permission.CHART_READ) as session:
            orders = session.find(Order, visit_id=visit.id, sort=wanted, state=OrderState.ORDERED)
            answered = {one.order_id for one in session.find(Result, visit_id=visit.id)}
        for order in orders:
            if order.id not in answered:
                chance = self.chance.of("answer", self._number(visit.patient_id), visit.service_on)
                chart.record(self.team.doctor, [charts.answer(order, chance)], on=on)
            seen = chart.Seen(visit.patient_id, order.kind, order.id, order.version)
            chart.end(self.team.doctor, seen, Ending(OrderState.COMPLETED, order.authored), on=on)

    def _described(self, visit: Visit, occasion: visits.Occasion) -> Visit:
        chance = self.chance.of("visit", self._number(visit.patient_id), visit.service_on)
        return replace(
            visit,
            problems=visits.problems(occasion),
            procedures=visits.procedures(occasion),
            vitals=visits.vitals(chance),
            accident=visits.injury(visit.service_on, chance) if occasion.is_injury else None,
            referral=Referral(self._asking(visit)) if occasion.is_ordered else visit.referral,
        )

    def _asking(self, visit: Visit) -> int:
        """The doctor of the practice who asked for a test or for therapy."""
        others = [one for one in self.setting.providers if one.id != visit.provider_id]
        return next(one.id for one in others if one.credential == "MD")

    def code(self, on: date) -> None:
        """Decide on the codes of what was signed; an injury at work brings its insurer with it."""
        signed = self._visits(VisitState.SIGNED)
        for visit in signed:
            if visit.accident is not None:
                self._cover_injury(visit, on)
        clinics = {one.id for one in self.setting.locations if one.institutional.bill_type}
        drafts = []
        for visit in signed:
            occasion = visits.occasion_of(visit)
            diagnoses = tuple(problem.code for problem in visits.problems(occasion))
            services = visits.lines(
                occasion,
                is_medicare=self._is_with_medicare(visit),
                is_known=self._is_known(visit),
                is_at_clinic=visit.location_id in clinics,
            )
            drafts.append(Superbill(0, visit.id, 0, diagnoses, services, "", on))
        if drafts:
            code.decide_codes(self.team.coder, drafts, on=on)

    def _is_with_medicare(self, visit: Visit) -> bool:
        payer = self.setting.payers["MCR01"]
        with enter(self.team.desk, Permission.PATIENT_READ) as session:
            held = session.find(Coverage, patient_id=visit.patient_id)
        return any(one.payer_id == payer.id and one.rank == 1 for one in held)

    def _is_known(self, visit: Visit) -> bool:
        """True where a provider of the same specialty has met the patient before."""
        specialties = {one.id: one.taxonomy for one in self.setting.providers}
        with enter(self.team.doctor, Permission.VISIT_READ) as session:
            met = session.find(Visit, patient_id=visit.patient_id)
        return any(
            one.service_on < visit.service_on
            and specialties[one.provider_id] == specialties[visit.provider_id]
            for one in met
        )

    def _cover_injury(self, visit: Visit, on: date) -> None:
        payer, plan = self.setting.payers["WCP01"], self.setting.plans["WCP01"]
        with enter(self.team.desk, Permission.PATIENT_READ) as session:
            held = session.find(Coverage, patient_id=visit.patient_id)
        if any(one.payer_id == payer.id for one in held):
            return
        chance = self.chance.of("injury", self._number(visit.patient_id), visit.service_on)
        number = cast.member_id(chance, "WCP01", "")
        since_on = visit.service_on - NOTICED_AFTER
        draft = Coverage(0, visit.patient_id, payer.id, plan.id, 3, number, since_on)
        register.add_coverage(self.team.desk, draft, on=on)

    def _visits(self, state: VisitState) -> list[Visit]:
        with enter(self.team.doctor, Permission.VISIT_READ) as session:
            return session.find(Visit, state=state)
