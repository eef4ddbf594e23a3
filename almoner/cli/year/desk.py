"""The biller of the year at the bank's rows, the suspense, the takebacks and the refusals.

Each act is drawn by chance, done once a day, and taken back now and then.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.cli.demo.chance import Chance
from almoner.cli.demo.practice import Team
from almoner.cli.year.outside import OWNER, PROCESSOR, STRAY, settled_of
from almoner.cli.year.people import Act
from almoner.core.collect import Deposit, DepositKind, Receipt
from almoner.core.collect.adjust import ActState, BalanceAct
from almoner.core.collect.bank_row import Asked, Keeper
from almoner.core.collect.divide import Part
from almoner.core.collect.refund import Refund
from almoner.core.party import Practice
from almoner.core.remit import Remittance, RemittanceState
from almoner.core.remit.history import PART
from almoner.core.remit.recoupment import ADVANCED, OpenPair
from almoner.flow.access import office
from almoner.flow.collect import adjust, give_up, refund
from almoner.flow.collect.refund import Wish
from almoner.flow.refused import Refused
from almoner.flow.remit import bank_rows, bank_undone, divide, post, suspense, takebacks
from almoner.flow.remit.suspense import Item
from almoner.flow.remit.takebacks import Pair
from almoner.flow.scrub import posting_rules
from almoner.store.session import books

MOST_GIVEN_UP = 4
GIVES_UP_EVERY = 4
REGRETS_AFTER = timedelta(days=3)
LOOKED_AT_AFTER = timedelta(days=40)


@dataclass(frozen=True, slots=True)
class Desk:
    """The hands at what is nobody's yet."""

    team: Team
    chance: Chance

    def decide_posting(self, on: date) -> None:
        """Some weeks what is certain posts by itself, some weeks a person posts all."""
        wanted = self.chance.of("autopost", *on.isocalendar()[:2]).random() < 0.5
        with books(self.team.practice_id) as session:
            practice = session.get(Practice, self.team.practice_id)
        if practice.posts_clean is not wanted:
            actor, holds = office(self.team.practice_id), practice.holds_until_deposit
            posting_rules.set_practice(actor, holds=holds, posts_clean=wanted, on=on, reason="a trial")

    def acts(self, on: date) -> Iterator[Act]:
        """Yield what is due on a day, when the morning's mail is in."""
        yield from (self._post_parts, self._bank, self._hold, self._defer, self._sign)
        if on.toordinal() % GIVES_UP_EVERY == 0:
            yield self._give_up
        yield self._regret

    def _post_parts(self, on: date) -> None:
        """What has the trace of another file is a part of its check: the payers of a year do nothing else."""
        with books(self.team.practice_id) as session:
            held = session.find(Remittance, state=RemittanceState.SUSPECT)
        for one in held:
            post.post(self.team.biller, one.id, on=on, reason="another file of its check")

    # ----------------------------------------------------------------------------------------------- the bank

    def _bank(self, on: date) -> None:
        found = bank_rows.bank_rows(self.team.biller, on=on)
        for fee in found.fees:
            self._fee_back(fee, on)
        for one in found.said:
            self._settlement_back(one, on)
        for asked in found.rows:
            self._know(asked, found.cards, on)

    def _know(self, asked: Asked, cards: tuple[Receipt, ...], on: date) -> None:
        biller, row, task_id = self.team.biller, asked.row, asked.task.id
        if row.cents < 0:
            bank_rows.take_bank_fee(biller, task_id, on=on)
        elif row.payer == OWNER and asked.task.owner != "manager":
            keeper = Keeper("manager", "a transfer between accounts", on + LOOKED_AT_AFTER)
            bank_rows.set_row_aside(biller, task_id, keeper, on=on)
        elif row.payer == PROCESSOR:
            since_on, until_on = settled_of(row.posted_on)
            paid = [one.id for one in cards if since_on <= one.received_on < until_on]
            self._settle(task_id, paid, on)

    def _settle(self, task_id: int, paid: list[int], on: date) -> None:
        try:
            bank_rows.settle_cards(self.team.biller, task_id, paid, on=on)
        except Refused:
            return  # the list is cut; the whole one comes

    def _settlement_back(self, one: Deposit, on: date) -> None:
        """Some settlements are taken back once, the day after, and made anew on the next."""
        with books(self.team.practice_id) as session:
            is_first = len(session.find(Deposit, trace=one.trace)) == 1
        is_settled = one.deposit_kind is DepositKind.SETTLED and one.deposited_on < on
        if is_first and is_settled and self.chance.of("settled", one.trace).random() < 0.3:
            try:
                bank_undone.take_settlement_back(
                    self.team.biller, one.id, on=on, why="It was looked at again."
                )
            except Refused:
                return  # a card of it was charged back

    def _fee_back(self, fee: Deposit, on: date) -> None:
        """Some fees are taken back once, and known as fees again."""
        with books(self.team.practice_id) as session:
            is_first = len(session.find(Deposit, trace=fee.trace)) == 1
        if is_first and fee.deposited_on < on and self.chance.of("fee", fee.trace).random() < 0.3:
            why = "It was looked at again."
            bank_rows.take_fee_back(self.team.biller, fee.id, on=on, why=why)

    # ------------------------------------------------------------------------------------------- the suspense

    def _hold(self, on: date) -> None:
        """One amount of each payment is divided, put together again, or asked back, on a day of its own."""
        held: dict[str, list[Item]] = defaultdict(list)
        for item in suspense.suspense(self.team.biller, on=on).items:
            held[item.remittance.trace].append(item)
        for trace, items in sorted(held.items()):
            items.sort(key=lambda one: (one.control, one.held.cents, one.held.task.why))
            if all(one.held.task.opened_on < on for one in items):
                chance = self.chance.of("held", trace, on)
                self._move(chance.choice(items), chance.random(), on)

    def _move(self, item: Item, roll: float, on: date) -> None:
        biller, held = self.team.biller, item.held
        third = abs(held.cents) // 3 * (1 if held.cents > 0 else -1)
        if held.task.what != PART and third and roll < 0.4:
            parts = [Part(third, "of one patient"), Part(third, "of another")]
            divide.divide_held(biller, held.task.id, parts, on=on)
        elif held.task.what == PART and roll < 0.15:
            self._unite(held.task.id, on)
        elif held.task.what == PART and held.cents > 0 and roll > 0.6:
            with books(self.team.practice_id) as session:
                asked = session.find(Refund)
            if not any(one.task_id == held.task.id and one.is_standing for one in asked):
                refund.ask_for_held(biller, held.task.id, on=on, reason="never ours")

    def _unite(self, task_id: int, on: date) -> None:
        try:
            divide.unite_held(self.team.biller, task_id, on=on, why="It is one sum after all.")
        except Refused:
            return  # a part of it has gone back to its payer

    # ------------------------------------------------------------------------------------------ the deferrals

    def _defer(self, on: date) -> None:
        """What a payer has put off is paid to it in money before it takes it."""
        with books(self.team.practice_id) as session:
            known = {(one.remittance_id, one.deferred_number) for one in session.find(Refund)}
        for row in takebacks.takebacks(self.team.biller, on=on).payers:
            for left in row.open:
                if (left.of.id, left.number) not in known and self._is_repaid(left, on):
                    pair, wish = Pair(left.of.id, left.number), Wish(left.cents, "they asked for it")
                    refund.ask_for_deferred(self.team.biller, pair, wish, on=on)

    def _is_repaid(self, left: OpenPair, on: date) -> bool:
        share = 0.8 if left.of.trace.startswith(STRAY) else 0.2
        is_due = left.code not in ADVANCED and left.of.received_on < on
        return is_due and self.chance.of("repaid", left.of.trace, left.number).random() < share

    # ------------------------------------------------------------------------------------------- the refusals

    def _sign(self, on: date) -> None:
        """A second person signs what was proposed before."""
        with books(self.team.practice_id) as session:
            asked = session.find(BalanceAct, state=ActState.PROPOSED)
        for act in asked:
            if act.proposed_on < on and act.reason == give_up.REASON:
                self._decide(act, on)

    def _decide(self, act: BalanceAct, on: date) -> None:
        try:
            adjust.sign(self.team.manager, act.id, on=on, why="seen")
        except Refused:
            adjust.decline(self.team.manager, act.id, on=on, why="It has changed since.")

    def _give_up(self, on: date) -> None:
        """Refusals that nobody will fight are given up many at once, as they were seen."""
        with books(self.team.practice_id) as session:
            acts = session.find(BalanceAct)
        if any(one.reason == give_up.REASON and one.proposed_on == on for one in acts):
            return
        rows = [one for one in give_up.refusals(self.team.biller, on=on).rows if not one.stays]
        rows.sort(key=lambda one: (one.patient.number, one.claim.service_on, one.denial.carc, one.cents))
        chosen = [one.denial.id for one in rows[:MOST_GIVEN_UP]]
        if len(chosen) > 1:
            seen = give_up.preview(self.team.biller, chosen, on=on)
            given = {one.denial.id: one.cents for one in seen.rows}
            give_up.give_up(self.team.biller, given, note="nobody will fight them", on=on)

    def _regret(self, on: date) -> None:
        """Some of it is taken back whole, where nothing has been laid on it since."""
        with books(self.team.practice_id) as session:
            acts = session.find(BalanceAct, state=ActState.POSTED)
        for act in acts:
            is_due = act.reason == give_up.REASON and act.proposed_on + REGRETS_AFTER == on
            if is_due and self.chance.of("regret", act.proposed_on).random() < 0.4:
                self._take_back(act, on)

    def _take_back(self, act: BalanceAct, on: date) -> None:
        try:
            adjust.take_back(self.team.manager, act.id, on=on, why="One of them is fought after all.")
        except Refused:
            return  # money has come since
