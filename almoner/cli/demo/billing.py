"""The money side of the demonstration: claims are built, sent, posted and followed, patients pay, days close.

Each act looks at the books for what is to be done, so a day that was cut off anywhere is taken up where it
stopped.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.cli.demo.chance import Chance
from almoner.cli.demo.practice import Team
from almoner.core.claim import Claim
from almoner.core.collect import Receipt
from almoner.core.denial import Denial, DenialState
from almoner.core.party import Patient
from almoner.core.plan import Task
from almoner.core.report.statement import Statement
from almoner.flow.access import Permission, enter
from almoner.flow.books import close
from almoner.flow.charge import charge
from almoner.flow.claim import claim, held, outbox, submit
from almoner.flow.collect import collect, statement
from almoner.flow.exchange import exchange, status
from almoner.flow.follow import follow
from almoner.flow.follow.correction import Correction
from almoner.flow.refused import Refused
from almoner.flow.remit import post
from almoner.links.clearinghouse import Clearinghouse
from almoner.store.commit import AlreadyDone

ASKED_AFTER, GIVEN_UP_AFTER = timedelta(days=2), timedelta(days=9)
MOST_TASKS = 5000
NO_AUTHORIZATION = "197"
PAID_WITHIN = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Billing:
    """The biller and the manager at work; `link` is the mailbox, `with_cards` takes cards to the bank on the
    slip.
    """

    team: Team
    link: Clearinghouse
    chance: Chance
    with_cards: bool = True

    def bill(self, on: date, *, left: Collection[str] = ()) -> None:
        """Charge what is coded, build and judge the claims, put the ready ones in a batch; but for the steps
        that are `left` undone.
        """
        while "charges" not in left and (coded := charge.coded_visits(self.team.biller)):
            charge.charge_visits(self.team.biller, coded, on=on)
        while "claims" not in left and (charged := claim.charged_visits(self.team.biller)):
            claim.build_claims(self.team.biller, charged, on=on)
        self._submit(on)

    def _submit(self, on: date) -> None:
        while submit.submit_ready(self.team.biller, on=on):
            pass

    def send(self, on: date) -> None:
        """Send the outbox."""
        outbox.deliver(self.team.biller, self.link, on=on)

    def mail(self, on: date) -> None:
        """Send the outbox, take in the mailbox, and post the remittances that came."""
        exchange.exchange_files(self.team.biller, self.link, on=on)
        for remittance in post.waiting(self.team.biller):
            post.post(self.team.biller, remittance.id, on=on)

    def follow_up(self, on: date) -> None:
        """Bill next payers, mend what came back, look at what is held, ask about silence; the rest keeps its
        owner.
        """
        for task in self._tasks("bill_next_payer"):
            follow.bill_next(self.team.biller, task.claim_id, on=on)
        for task in self._tasks("rejected_claim"):
            self._send_back(task, on)
        for task in self._tasks("denial"):
            self._answer_denial(task, on)
        held.look_again(self.team.biller, on=on)
        follow.watch(self.team.biller, on=on)
        silent = [task.claim_id for task in self._tasks("silent_claim") if task.opened_on == on]
        status.ask_status(self.team.biller, silent, on=on)
        self._submit(on)

    def _tasks(self, what: str) -> list[Task]:
        return follow.open_tasks(self.team.biller, what=(what,), limit=MOST_TASKS)

    def _send_back(self, task: Task, on: date) -> None:
        """A claim that came back is checked again and sent once more; after that it waits for a person."""
        current = self._claim(task.claim_id)
        if current.revision_number < 2 and on - task.opened_on >= timedelta(days=1):
            claim.recheck(self.team.biller, task.claim_id, on=on)

    def _answer_denial(self, task: Task, on: date) -> None:
        """An authorization that was only forgotten is added; another denial stays with its owner."""
        if not ASKED_AFTER <= on - task.opened_on <= GIVEN_UP_AFTER:
            return
        claim = self._claim(task.claim_id)
        if claim.revision_number > 1 or not self._wants_authorization(task):
            return
        chance = self.chance.of("authorization", self._number(claim.patient_id), claim.service_on)
        number = f"A{chance.randint(100000, 999999)}"
        correction = Correction(authorization=number)
        reason = "The authorization was on file."
        try:
            follow.correct(self.team.biller, task.claim_id, correction, on=on, reason=reason)
        except Refused:
            return  # it stays with its owner

    def _wants_authorization(self, task: Task) -> bool:
        with enter(self.team.biller, Permission.CLAIM_READ) as session:
            denials = session.find(Denial, claim_id=task.claim_id, state=DenialState.OPEN)
        return any(denial.carc == NO_AUTHORIZATION for denial in denials)

    def _number(self, patient_id: int) -> str:
        """What chance knows a patient by: an id may differ where a process was cut off."""
        with enter(self.team.biller, Permission.PATIENT_READ) as session:
            return session.get(Patient, patient_id).number

    def _claim(self, claim_id: int) -> Claim:
        with enter(self.team.biller, Permission.CLAIM_READ) as session:
            return session.get(Claim, claim_id)

    def collect(self, on: date) -> None:
        """Lay free money, send statements once a week, take what patients pay on them."""
        collect.lay_receipts(self.team.biller, collect.unapplied_patients(self.team.biller), on=on)
        if on.weekday() == 0:
            due = statement.statements_due(self.team.biller, on=on)
            if due:
                statement.state_accounts(self.team.biller, [one.patient_id for one in due], on=on)
        for patient_id, owed_cents in self._paying(on):
            number = f"{patient_id}-{on:%m%d}"
            desk = self.team.desk
            draft = Receipt(0, patient_id, "check", owed_cents, on, desk.name, reference=number)
            collect.take_receipt(desk, draft, on=on)
            collect.lay_receipts(self.team.biller, [patient_id], on=on)

    def _paying(self, on: date) -> Iterator[tuple[int, int]]:
        """Patients who pay their statement today: four of five do, some days after it, in full."""
        with enter(self.team.biller, Permission.PATIENT_READ) as session:
            days = [on - timedelta(days=back) for back in range(PAID_WITHIN.days)]
            sent = session.find(Statement, stated_on=days)
            theirs = [part.patient_id for one in sent for part in one.parts]
            checks = session.find(Receipt, patient_id=theirs, method="check")
        for told, part in ((one, part) for one in sent for part in one.parts):
            paid = [check for check in checks if check.patient_id == part.patient_id]
            if any(check.received_on >= told.stated_on for check in paid):
                continue
            chance = self.chance.of("pays", self._number(part.patient_id), told.stated_on)
            if chance.random() < 0.8 and on >= told.stated_on + timedelta(days=chance.randint(3, 12)):
                yield part.patient_id, part.owed_cents

    def end(self, on: date) -> None:
        """Take the drawer to the bank and close the day, once."""
        try:
            close.deposit_receipts(self.team.biller, on=on, with_cards=self.with_cards)
            self.send(on)
            close.close_books(self.team.manager, on=on)
        except AlreadyDone:
            return
