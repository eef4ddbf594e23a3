"""Patients of the year who pay in parts by a kept card: agreed to, charged each week, declined, lost.

What happens to whom follows from the seed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from almoner.cli.demo.chance import Chance
from almoner.cli.demo.practice import Team
from almoner.cli.year.people import Act
from almoner.core.collect.card_on_file import CardOnFile, KeptState
from almoner.core.collect.payment_plan import Every, PaymentPlan
from almoner.core.party import Patient
from almoner.flow.access import office
from almoner.flow.collect import autopay, card, payment_plan
from almoner.flow.collect.payment_plan import Agreement
from almoner.links.card import CardTerminal
from almoner.links.card_simulator import APPROVED, LOST, POOR, PRESENTED
from almoner.store.money.dunning import owed_by_patients
from almoner.store.session import books

EVERY_DAYS = 2
LEAST_CENTS = 2000
PARTS = 3
REGRETS_AFTER = timedelta(days=8)
CARDS = (APPROVED, APPROVED, APPROVED, POOR, LOST)


@dataclass(frozen=True, slots=True)
class Plans:
    """The desk and the terminal; `folder` is the simulated terminal's memory."""

    team: Team
    terminal: CardTerminal
    folder: Path
    chance: Chance

    def acts(self, on: date) -> Iterator[Act]:
        """Yield what is due on a day: agree, keep cards, let go, take what is due."""
        if on.toordinal() % EVERY_DAYS == 0:
            yield self._agree
        yield self._keep
        yield self._revoke
        yield self._take

    def _take(self, on: date) -> None:
        actor = office(self.team.practice_id)
        card.settle_charges(actor, self.terminal, on=on)
        autopay.take_due_instalments(actor, self.terminal, on=on)
        payment_plan.watch_plans(actor, on=on)

    def _agree(self, on: date) -> None:
        """One who owes enough and had no plan yet agrees to pay in parts, the first one today."""
        with books(self.team.practice_id) as session:
            plans = session.find(PaymentPlan)
            if any(plan.agreed_on == on for plan in plans):
                return
            patients = {one.id: one for one in session.find(Patient)}
            owed = owed_by_patients(session, list(patients))
        had = {plan.patient_id for plan in plans}
        willing = sorted(
            (patients[number].number, number)
            for number, cents in owed.items()
            if cents >= LEAST_CENTS and number not in had
        )
        for number, patient_id in willing:
            if self.chance.of("plan", number).random() < 0.5:
                agreed = Agreement(0, PARTS, on, Every.WEEK, "who owes it")
                payment_plan.agree_plan(self.team.desk, patient_id, agreed, on=on)
                return

    def _keep(self, on: date) -> None:
        """The card is kept on the day of the agreement."""
        with books(self.team.practice_id) as session:
            plans = session.find(PaymentPlan, state="open")
            kept = {one.plan_id for one in session.find(CardOnFile)}
            numbers = {one.id: one.number for one in session.find(Patient, id=[p.patient_id for p in plans])}
        for plan in plans:
            if plan.agreed_on == on and plan.id not in kept:
                self.folder.mkdir(parents=True, exist_ok=True)
                shown = self.chance.of("card", numbers[plan.patient_id]).choice(CARDS)
                (self.folder / PRESENTED).write_text(shown, encoding="ascii")
                autopay.keep_card(self.team.desk, self.terminal, plan.id, agreed_by="who owes it", on=on)

    def _revoke(self, on: date) -> None:
        """Some take their consent back."""
        with books(self.team.practice_id) as session:
            cards = session.find(CardOnFile, state=KeptState.STANDING)
            numbers = {one.id: one.number for one in session.find(Patient, id=[c.patient_id for c in cards])}
        for one in cards:
            is_wanted = self.chance.of("revoke", numbers[one.patient_id]).random() < 0.2
            if is_wanted and on >= one.agreed_on + REGRETS_AFTER:
                autopay.revoke_card(self.team.desk, self.terminal, one.id, on=on, reason="they asked for it")
