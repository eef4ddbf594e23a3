"""The staff of the demonstration: everyone does their part of a day through the flows, in their own role.

Each act looks at the books for what is to be done, so a day that was cut off anywhere is taken up where it stopped.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from almoner.cli.demo import cast, visits
from almoner.core.charge import Superbill
from almoner.core.chart import Visit, VisitState
from almoner.core.claim import Claim
from almoner.core.collect import Receipt
from almoner.core.coverage import Coverage
from almoner.core.party import Location, Payer, PayerPlan, Practice, Provider
from almoner.core.plan import Task
from almoner.core.schedule import Appointment, AppointmentState
from almoner.flow import (
    charge,
    claim,
    close,
    code,
    collect,
    document,
    exchange,
    follow,
    outbox,
    post,
    register,
    status,
    submit,
    verify,
)
from almoner.flow.access import Actor, Permission, enter, office
from almoner.flow.refused import Refused
from almoner.links.clearinghouse import Clearinghouse
from almoner.store.commit import AlreadyDone

MIXED_DAY = 5
ASKED_AFTER = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Team:
    """Who acts: one person a role, each with that role's rights alone."""

    practice_id: int

    def _as(self, name: str, role: str) -> Actor:
        return Actor(name, self.practice_id, frozenset({role}))

    @property
    def desk(self) -> Actor:
        """The front desk."""
        return self._as("frances", "front_desk")

    @property
    def doctor(self) -> Actor:
        """A provider."""
        return self._as("adeyemi", "provider")

    @property
    def coder(self) -> Actor:
        """The coder."""
        return self._as("kim", "coder")

    @property
    def biller(self) -> Actor:
        """The biller."""
        return self._as("dana", "biller")

    @property
    def manager(self) -> Actor:
        """The manager."""
        return self._as("moira", "manager")


def open_practice(*, submitter_id: str, on: date = cast.OPENED_ON) -> int:
    """Open the practice with its places, people and payers, known to the clearinghouse by an id; return its own."""
    practice = register.new_practice(replace(cast.PRACTICE, submitter_id=submitter_id), by="ada", on=on)
    actor = office(practice.id)
    register.set_up(
        actor, [*cast.LOCATIONS, *cast.PROVIDERS, *(one.record() for one in cast.INSURERS)], on=on
    )
    with enter(actor, Permission.SETUP_READ) as session:
        providers, payers = session.find(Provider), session.find(Payer)
    register.set_up(actor, [*cast.plans(payers), *cast.enrollments(providers, payers)], on=on)
    return practice.id


def setting_of(practice_id: int) -> cast.Setting:
    """Load the practice as its staff find it."""
    with enter(office(practice_id), Permission.SETUP_READ) as session:
        payers = session.find(Payer)
        by_id = {payer.id: payer.claim_payer_id for payer in payers}
        return cast.Setting(
            locations=tuple(session.find(Location)),
            providers=tuple(session.find(Provider)),
            payers={payer.claim_payer_id: payer for payer in payers},
            plans={by_id[plan.payer_id]: plan for plan in session.find(PayerPlan)},
        )


def register_everybody(team: Team, setting: cast.Setting, *, count: int, seed: int) -> None:
    """Register the patients who are not there yet, all as one plan."""
    with enter(team.desk, Permission.PATIENT_READ) as session:
        there = {
            row[0]
            for row in session.rows("SELECT number FROM patient WHERE practice_id = %s", team.practice_id)
        }
    drafts = [pair for pair in cast.patients(setting, count=count, seed=seed) if pair[0].number not in there]
    if drafts:
        register.register_patients(team.desk, drafts, on=cast.OPENED_ON)


class Staff:
    """A practice at work. `link` is the mailbox, `advance` lets the outside world live until a day."""

    def __init__(
        self, team: Team, link: Clearinghouse, advance: Callable[[date], object], *, seed: int
    ) -> None:
        self.team = team
        self.link = link
        self.advance = advance
        self.seed = seed
        self.setting = setting_of(team.practice_id)

    def chance(self, *about: object) -> random.Random:
        """Return chance that follows from the seed and what it is about, so that a repeated act decides alike."""
        return random.Random("|".join(map(str, (self.seed, *about))))

    def work(self, on: date, *, seen: int) -> None:
        """Do everything of a day: `seen` patients, the mail in the morning and after the batch, and the close."""
        self.advance(on)
        self.mail(on)
        if seen:
            self.see_patients(on, seen)
        self.bill(on)
        self.mail(on)
        self.advance(on)
        self.mail(on)
        self.follow_up(on)
        self.collect(on)
        self.mail(on)
        self.end(on)

    # ------------------------------------------------------------------------------------------ patients

    def see_patients(self, on: date, seen: int) -> None:
        """Book, ask payers, check in, see, document, code."""
        self.book(on, seen)
        if verify.ask_about_day(self.team.desk, on, on=on):
            outbox.deliver(self.team.biller, self.link, on=on)
            self.advance(on)
            self.mail(on)
        for appointment in self.booked(on):
            self.arrive(appointment, on)
        self.treat(on)
        self.code(on)

    def book(self, on: date, seen: int) -> None:
        """Book the day, once."""
        if self.booked(on):
            return
        chance = self.chance("book", on)
        with enter(self.team.desk, Permission.PATIENT_READ) as session:
            ids = [
                row[0]
                for row in session.rows(
                    "SELECT id FROM patient WHERE practice_id = %s ORDER BY id", self.team.practice_id
                )
            ]
        chosen = chance.sample(ids, min(seen, len(ids)))
        drafts = []
        for place, patient_id in enumerate(chosen):
            occasion = visits.choose(chance)
            start = datetime.combine(on, time(8)) + timedelta(
                minutes=20 * (place % 24), hours=8 * (place // 24) % 2
            )
            provider = self.setting.providers[place % len(self.setting.providers)]
            location = self.setting.locations[0 if chance.random() < 0.85 else 1]
            drafts.append(Appointment(0, patient_id, provider.id, location.id, start, 20, occasion.reason))
        register.book(self.team.desk, drafts, on=on)

    def booked(self, on: date) -> list[Appointment]:
        """Return the day's bookings."""
        return register.bookings_of(self.team.desk, on)

    def arrive(self, appointment: Appointment, on: date) -> None:
        """Check a patient in and take the copay, or note that nobody came."""
        if appointment.state is not AppointmentState.BOOKED:
            return
        chance = self.chance("arrive", appointment.id)
        if chance.random() < 0.04:
            register.no_show(self.team.desk, appointment.id, on=on)
            return
        register.check_in(self.team.desk, appointment.id, on=on)
        if chance.random() < 0.25:
            method = chance.choice(("cash", "card"))
            draft = Receipt(
                0, appointment.patient_id, method, chance.choice((1000, 2000, 2500)), on, self.team.desk.name
            )
            collect.take_receipt(self.team.desk, draft, on=on)

    def treat(self, on: date) -> None:
        """See everybody who has arrived; describe and sign."""
        for appointment in self.booked(on):
            if appointment.state is AppointmentState.ARRIVED:
                document.begin(self.team.doctor, appointment.id, on=on)
        open_visits = self._visits(VisitState.OPEN)
        notes = {}
        for visit in open_visits:
            occasion = _occasion(visit)
            if not visit.problems:
                document.describe(self.team.doctor, self._described(visit, occasion), on=on)
            notes[visit.id] = occasion.note
        if notes:
            document.sign_notes(self.team.doctor, notes, on=on)

    def _described(self, visit: Visit, occasion: visits.Occasion) -> Visit:
        chance = self.chance("visit", visit.id)
        return replace(
            visit,
            problems=visits.problems(occasion),
            procedures=visits.procedures(occasion),
            vitals=visits.vitals(chance),
            accident=visits.injury(visit.service_on, chance) if occasion.is_injury else None,
        )

    def code(self, on: date) -> None:
        """Decide on the codes of what was signed; an injury at work brings its insurer with it."""
        signed = self._visits(VisitState.SIGNED)
        for visit in signed:
            if visit.accident is not None:
                self._cover_injury(visit, on)
        drafts = [
            Superbill(
                0,
                visit.id,
                0,
                tuple(code for _, code in _occasion(visit).problems),
                visits.lines(_occasion(visit)),
                "",
                on,
            )
            for visit in signed
        ]
        if drafts:
            code.decide_codes(self.team.coder, drafts, on=on)

    def _cover_injury(self, visit: Visit, on: date) -> None:
        payer, plan = self.setting.payers["WCP01"], self.setting.plans["WCP01"]
        with enter(self.team.desk, Permission.PATIENT_READ) as session:
            held = session.find(Coverage, patient_id=visit.patient_id)
        if any(one.payer_id == payer.id for one in held):
            return
        number = cast.member_id(self.chance("injury", visit.id), "WCP01", "")
        draft = Coverage(
            0, visit.patient_id, payer.id, plan.id, 3, number, visit.service_on - timedelta(days=7)
        )
        register.add_coverage(self.team.desk, draft, on=on)

    def _visits(self, state: VisitState) -> list[Visit]:
        with enter(self.team.doctor, Permission.VISIT_READ) as session:
            return session.find(Visit, state=state)

    # --------------------------------------------------------------------------------------------- money

    def bill(self, on: date) -> None:
        """Charge what is coded, build and judge the claims, put the ready ones in a batch."""
        while coded := charge.coded_visits(self.team.biller):
            charge.charge_visits(self.team.biller, coded, on=on)
        while charged := claim.charged_visits(self.team.biller):
            claim.build_claims(self.team.biller, charged, on=on)
        while submit.submit_ready(self.team.biller, on=on):
            pass

    def mail(self, on: date) -> None:
        """Send the outbox, take in the mailbox, and post the remittances that came."""
        exchange.exchange_files(self.team.biller, self.link, on=on)
        for remittance in post.waiting(self.team.biller):
            post.post(self.team.biller, remittance.id, on=on)

    def follow_up(self, on: date) -> None:
        """Bill next payers, mend what came back, ask about silence; what needs more thought keeps its owner."""
        for task in follow.open_tasks(self.team.biller, what=("bill_next_payer",)):
            follow.bill_next(self.team.biller, task.claim_id, on=on)
        for task in follow.open_tasks(self.team.biller, what=("rejected_claim",)):
            self._send_back(task, on)
        for task in follow.open_tasks(self.team.biller, what=("denial",)):
            self._answer_denial(task, on)
        follow.watch(self.team.biller, on=on)
        silent = [
            task
            for task in follow.open_tasks(self.team.biller, what=("silent_claim",))
            if task.opened_on == on
        ]
        status.ask_status(self.team.biller, [task.claim_id for task in silent], on=on)
        while submit.submit_ready(self.team.biller, on=on):
            pass

    def _send_back(self, task: Task, on: date) -> None:
        """A claim that came back is checked again and sent once more; after that it waits for a person."""
        current = self._claim(task.claim_id)
        if current.revision_number < 2 and on - task.opened_on >= timedelta(days=1):
            claim.recheck(self.team.biller, task.claim_id, on=on)

    def _answer_denial(self, task: Task, on: date) -> None:
        """An authorization that was only forgotten is added and the claim replaced; other denials stay with their owner."""
        if on - task.opened_on < ASKED_AFTER or self._claim(task.claim_id).revision_number > 1:
            return
        if not self._wants_authorization(task):
            return
        number = f"A{self.chance('authorization', task.claim_id).randint(100000, 999999)}"
        try:
            correction = follow.Correction(authorization=number)
            follow.correct(
                self.team.biller, task.claim_id, correction, on=on, reason="The authorization was on file."
            )
        except Refused:
            return  # it stays with its owner

    def _wants_authorization(self, task: Task) -> bool:
        with enter(self.team.biller, Permission.CLAIM_READ) as session:
            denials = session.rows(
                "SELECT carc FROM denial WHERE practice_id = %s AND claim_id = %s AND state = 'open'",
                *(self.team.practice_id, task.claim_id),
            )
        return any(row[0] == "197" for row in denials)

    def _claim(self, claim_id: int) -> Claim:
        with enter(self.team.biller, Permission.CLAIM_READ) as session:
            return session.get(Claim, claim_id)

    def collect(self, on: date) -> None:
        """Lay free money, send statements once a week, take what patients pay on them."""
        for patient_id in self._with_free_money():
            collect.lay_receipts(self.team.biller, [patient_id], on=on)
        if on.weekday() == 0:
            due = collect.statements_due(self.team.biller, on=on)
            if due:
                collect.state_accounts(self.team.biller, [one.patient_id for one in due], on=on)
        for patient_id, owed in self._paying(on):
            draft = Receipt(
                0, patient_id, "check", owed, on, self.team.desk.name, reference=f"{patient_id}-{on:%m%d}"
            )
            collect.take_receipt(self.team.desk, draft, on=on)
            collect.lay_receipts(self.team.biller, [patient_id], on=on)

    def _with_free_money(self) -> list[int]:
        sql = "SELECT DISTINCT patient_id FROM receipt WHERE practice_id = %s AND allocated_cents < cents ORDER BY 1"
        with enter(self.team.biller, Permission.PATIENT_READ) as session:
            return [row[0] for row in session.rows(sql, self.team.practice_id)]

    def _paying(self, on: date) -> Iterable[tuple[int, int]]:
        """Patients who pay their statement today: four of five do, some days after it, in full."""
        sql = """
        SELECT s.patient_id, s.owed_cents, s.id FROM statement s WHERE s.practice_id = %s AND s.stated_on > %s
          AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.practice_id = s.practice_id AND r.patient_id = s.patient_id
            AND r.received_on >= s.stated_on AND r.method = 'check')
        """
        with enter(self.team.biller, Permission.PATIENT_READ) as session:
            rows = session.rows(sql, self.team.practice_id, on - timedelta(days=28))
        for patient_id, owed, statement_id in rows:
            chance = self.chance("pays", statement_id)
            if (
                chance.random() < 0.8
                and self._stated_on(statement_id) + timedelta(days=chance.randint(3, 12)) <= on
            ):
                yield patient_id, owed

    def _stated_on(self, statement_id: int) -> date:
        statement, _, _ = collect.statement_of(self.team.desk, statement_id)
        return statement.stated_on

    def end(self, on: date) -> None:
        """Take the drawer to the bank and close the day, once."""
        try:
            close.deposit_receipts(self.team.biller, on=on)
            outbox.deliver(self.team.biller, self.link, on=on)
            close.close_books(self.team.manager, on=on)
        except AlreadyDone:
            return


def _occasion(visit: Visit) -> visits.Occasion:
    return next(one for one in visits.OCCASIONS if one.reason == visit.reason)


def practice_named(name: str) -> int | None:
    """Return the id of the practice of that name, or None."""
    from almoner.store.session import books
    from almoner.store.verify import practices

    for practice_id in practices():
        with books(practice_id, alias="owner") as session:
            if session.get(Practice, practice_id).name == name:
                return practice_id
    return None
