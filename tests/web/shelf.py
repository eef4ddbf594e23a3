"""Books for the screens, laid down straight as plans: what a test needs, in any number, without walking every
flow.
"""

import itertools
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from almoner.core.charge import ChargeLine, Superbill, SuperbillLine
from almoner.core.charge.line import line_control
from almoner.core.charge.superbill import typed
from almoner.core.chart import Note, Problem, Visit, VisitState
from almoner.core.chart.note import note_hash
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.claim import claim_control
from almoner.core.claim.revision import ClaimLine, Party, PayerParty, Person
from almoner.core.collect import Receipt
from almoner.core.coverage import Benefits, BenefitState, Coverage
from almoner.core.denial import Denial
from almoner.core.ledger import Posting, Reason, Subject
from almoner.core.ledger.posting import Effect, post
from almoner.core.party import (
    Address,
    Consents,
    Location,
    Patient,
    Payer,
    PayerKind,
    PayerPlan,
    PersonName,
    Practice,
    Provider,
)
from almoner.core.party.identifiers import npi
from almoner.core.plan import Plan, Record, Task
from almoner.core.schedule import Appointment, AppointmentState
from almoner.flow.clock import CLOCK
from almoner.settings import data_folder
from almoner.store.commit import Cause, commit
from almoner.store.session import books

DAY = date(2026, 11, 23)
HOME = Address("12 Elm Street", "Albany", "NY", "12208")
DWELLING = Address("7 Birch Lane", "Albany", "NY", "12208")
_STEMS = itertools.count(134560001)
FAMILY = (
    "Okafor Kowalski Haddad Rossi Johnson Garcia-Lopez Chen Patel Brown "
    "Fernández Walker Ahmed James Smith Nguyen"
).split()
GIVEN = "Helen Dmitri Omar Elena Robert María Yuki Priya Zoë Tomás Samuel Aisha Carlos Grace Linh".split()


@dataclass(slots=True)
class Shelf:
    """One practice whose records are collected and then laid in one commit, with ids of the store's own."""

    name: str = "Riverbend Family Medicine"
    on: date = DAY
    practice_id: int = 0
    records: list[Record] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    payers: list[Payer] = field(default_factory=list)
    plans: list[PayerPlan] = field(default_factory=list)
    npi: str = ""
    submitter_id: str = ""
    location: Location = field(init=False)
    provider: Provider = field(init=False)
    _spare: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stock()
        self.practice_id = self.id()
        self.npi = npi(str(next(_STEMS)))
        self.submitter_id = f"ALM{next(_STEMS)}"
        self._stop_the_clock()
        practice = Practice(
            id=self.practice_id,
            name=self.name,
            npi=self.npi,
            taxonomy="207Q00000X",
            tax_id="141234567",
            tax_id_kind="EI",
            address=HOME,
            phone="5185550100",
            contact="Billing Office",
            submitter_id=self.submitter_id,
        )
        self.location = Location(self.id(), "Main office", "11", HOME)
        self.provider = Provider(
            self.id(),
            PersonName("Adeyemi", "Folake"),
            npi(str(next(_STEMS))),
            "207Q00000X",
            "NY1",
            "NY",
            credential="MD",
        )
        self.records += [practice, self.location, self.provider]
        for name, kind in (
            ("Medicare", PayerKind.MEDICARE),
            ("Commonwealth PPO", PayerKind.COMMERCIAL),
            ("State Medicaid", PayerKind.MEDICAID),
        ):
            number = f"P{len(self.payers)}{self.practice_id}"
            payer = Payer(self.id(), name, kind, "CI", number, number, number, HOME, 180, 30)
            self.payers.append(payer)
            self.plans.append(PayerPlan(self.id(), payer.id, f"{name} plan"))
        self.records += [*self.payers, *self.plans]

    def _stop_the_clock(self) -> None:
        """Let it be the shelf's day for the practice, whatever the machine says."""
        folder = data_folder() / "mailbox" / self.submitter_id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / CLOCK).write_text(self.on.isoformat(), encoding="ascii")

    def stock(self) -> None:
        """See that there are ids for another patient with all that is theirs."""
        if len(self._spare) < 50:
            with books(0) as session:
                supply = session.ids()
                self._spare += [next(supply) for _ in range(900)]

    def seat(self, user: str) -> None:
        """Let the provider, not yet laid, be this user."""
        own = replace(self.provider, user=user)
        self.records = [own if record == self.provider else record for record in self.records]
        self.provider = own

    def id(self) -> int:
        """A fresh id."""
        if not self._spare:
            self.stock()
        return self._spare.pop(0)

    def lay(self) -> "Shelf":
        """Commit what was collected since the last time."""
        plan = Plan(
            on=self.on, records=tuple(self.records), postings=tuple(self.postings), tasks=tuple(self.tasks)
        )
        with books(self.practice_id) as session:
            commit(session, plan, cause=Cause("test", "tester"))
        self.records, self.postings, self.tasks = [], [], []
        return self

    def patient(self, place: int = 0, *, number: str = "", **changes: Any) -> Patient:
        """A patient with one policy since the beginning of the year."""
        made = Patient(
            self.id(),
            number or f"P{place:05d}",
            PersonName(FAMILY[place % 15], GIVEN[(place * 7 + place // 15) % 15]),
            date(1950 + place % 60, 1 + place % 12, 1 + place % 28),
            "F" if place % 2 else "M",
            DWELLING,
            phone=f"518555{place:04d}",
        )
        made = replace(made, **changes)
        self.records.append(made)
        return made

    def coverage(self, patient: Patient, place: int = 0, **changes: Any) -> Coverage:
        """A policy with one of the payers."""
        payer, plan = self.payers[place % 3], self.plans[place % 3]
        made = Coverage(
            self.id(), patient.id, payer.id, plan.id, 1, f"W{patient.id}", date(2026, 1, 1), copay_cents=3000
        )
        made = replace(made, **changes)
        self.records.append(made)
        return made

    def benefits(self, coverage: Coverage, **changes: Any) -> Benefits:
        """The payer's answer about a policy for the day."""
        made = Benefits(
            self.id(),
            coverage.id,
            coverage.patient_id,
            coverage.payer_id,
            self.on,
            self.on,
            BenefitState.ACTIVE,
        )
        made = replace(made, **{"copay_cents": 3000, **changes})
        self.records.append(made)
        return made

    def booking(self, patient: Patient, place: int = 0, **changes: Any) -> Appointment:
        """A booking of the day, ten minutes after the one before."""
        at = datetime.combine(self.on, time(8)) + timedelta(minutes=10 * place)
        made = Appointment(self.id(), patient.id, self.provider.id, self.location.id, at, 20, "Follow-up")
        made = replace(made, **changes)
        self.records.append(made)
        return made

    def charged_visit(
        self,
        patient: Patient,
        *,
        on: date,
        cents: int = 15000,
        diagnoses: tuple[str, ...] = ("E119", "I10"),
    ) -> tuple[Visit, list[ChargeLine]]:
        """A visit that was coded with two services, and its charge lines, posted to the first payer."""
        visit_id, text = self.id(), "Seen for follow-up."
        note = Note(self.id(), visit_id, patient.id, text, "Dr. Adeyemi", on, note_hash(text))
        visit = Visit(
            visit_id,
            patient.id,
            self.provider.id,
            self.location.id,
            on,
            "11",
            note_id=note.id,
            state=VisitState.CHARGED,
            reason="Follow-up",
            problems=(Problem("Type 2 diabetes", "E119"),),
        )
        services = [("99213", ("25",), cents), ("11042", (), cents * 2)]
        codes = Superbill(
            self.id(),
            visit.id,
            patient.id,
            diagnoses,
            tuple(SuperbillLine(code, 1, fee, (1,), modifiers) for code, modifiers, fee in services),
            "coder",
            on,
        )
        decided = typed(codes, note, ids=iter(self.id, None))
        codes = replace(codes, decision_ids=tuple(one.id for one in decided[:2]))
        lines = [self._line(codes, visit, place) for place in (1, 2)]
        self.records += [visit, note, *decided, codes, *lines]
        for line in lines:
            subject = Subject(
                patient.id, visit.id, line.id, rank=1, service_on=on, provider_id=self.provider.id
            )
            effect = Effect(Reason.CHARGE, line.charge_cents, subject, f"charge:{line.id}")
            self.postings.append(post(effect, on=on))
        return visit, lines

    def _line(self, codes: Superbill, visit: Visit, place: int) -> ChargeLine:
        line_id, service = self.id(), codes.lines[place - 1]
        return ChargeLine(
            line_id,
            visit.id,
            codes.id,
            visit.patient_id,
            visit.provider_id,
            visit.location_id,
            place,
            line_control(line_id),
            service.code,
            service.units,
            service.charge_cents,
            ("E119",),
            visit.service_on,
            visit.pos,
            modifiers=service.modifiers,
            description="Office visit" if place == 1 else "Wound care",
            decision_id=codes.decision_of(place),
        )

    def claim(
        self, coverage: Coverage, visit: Visit, lines: list[ChargeLine], patient: Patient, **changes: Any
    ) -> Claim:
        """A claim of a visit with its first revision, accepted by the payer unless changed."""
        claim_id, revision_id = self.id(), self.id()
        total = sum(line.charge_cents for line in lines)
        payer = next(one for one in self.payers if one.id == coverage.payer_id)
        made = Claim(
            claim_id,
            patient.id,
            (visit.id,),
            coverage.id,
            payer.id,
            1,
            claim_control(claim_id),
            total,
            visit.service_on,
            ClaimState.ACCEPTED,
            "payer_accepted",
            visit.service_on + timedelta(days=2),
            revision_id=revision_id,
            revision_number=1,
            wait_until=visit.service_on + timedelta(days=32),
            payer_control=f"26{claim_id}",
        )
        made = replace(made, **changes)
        self.records += [made, self._revision(made, lines, patient, payer)]
        return made

    def _revision(
        self, claim: Claim, lines: list[ChargeLine], patient: Patient, payer: Payer
    ) -> ClaimRevision:
        person = Person(patient.name, patient.birth_on, patient.sex, patient.address)
        return ClaimRevision(
            id=claim.revision_id,
            claim_id=claim.id,
            patient_id=patient.id,
            number=1,
            control=claim.control,
            frequency="1",
            built_on=claim.service_on,
            billing=Party(self.name, npi("123456789"), tax_id="141234567"),
            submitter_id="ALM",
            patient=person,
            subscriber=person,
            payer=PayerParty(
                payer.id,
                payer.name,
                payer.payer_kind.value,
                payer.claim_payer_id,
                "CI",
                HOME,
                "W1",
                1,
                claim.coverage_id,
            ),
            consents=Consents(),
            diagnoses=("E119", "I10"),
            lines=tuple(
                ClaimLine(
                    line.id,
                    line.control,
                    line.code,
                    line.modifiers,
                    line.units,
                    line.charge_cents,
                    (1,),
                    line.service_on,
                    "11",
                    description=line.description,
                )
                for line in lines
            ),
            total_cents=claim.total_cents,
            pos="11",
        )

    def denial(self, claim: Claim, line: ChargeLine, **changes: Any) -> Denial:
        """A refusal of a line, with its task; both with an owner and a day."""
        made = Denial(
            self.id(),
            claim.id,
            line.id,
            claim.patient_id,
            claim.payer_id,
            0,
            "CO",
            "197",
            (),
            line.charge_cents,
            "authorization",
            "get_authorization",
            "biller",
            self.on,
            self.on + timedelta(days=24),
        )
        made = replace(made, **changes)
        self.records.append(made)
        self.task(
            subject_kind="denial",
            subject_id=made.id,
            what="denial",
            why="The payer wants an authorization.",
            claim_id=claim.id,
            patient_id=claim.patient_id,
            cents=made.cents,
            due_on=made.due_on,
        )
        return made

    def task(self, **changes: Any) -> Task:
        """A task of the biller, due in a week."""
        made = Task(
            self.id(),
            "look",
            "patient",
            0,
            "Somebody has to look.",
            "biller",
            self.on,
            self.on + timedelta(days=7),
        )
        made = replace(made, **changes)
        self.tasks.append(made)
        return made

    def receipt(self, patient: Patient, cents: int, **changes: Any) -> Receipt:
        """Money taken from a patient on the day, not yet laid."""
        made = replace(Receipt(self.id(), patient.id, "card", cents, self.on, "front"), **changes)
        self.records.append(made)
        subject = Subject(patient.id, receipt_id=made.id)
        self.postings.append(post(Effect(Reason.RECEIPT, cents, subject, f"receipt:{made.id}"), on=self.on))
        return made


def arrived(booking: Appointment) -> Appointment:
    """The same booking after the patient came."""
    return replace(booking, version=booking.version + 1, state=AppointmentState.ARRIVED)
