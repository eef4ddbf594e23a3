"""Payment plans that a kept card pays: consent on record, each part once, a decline somebody's, an end."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from almoner.core.collect import Receipt, Target
from almoner.core.collect.card import CardAnswer, CardCharge, CardState
from almoner.core.collect.card_on_file import CardOnFile, KeptState
from almoner.core.collect.payment_plan import Every, PaymentPlan, PlanState
from almoner.core.plan import Plan, Task, TaskState
from almoner.flow.access import cause
from almoner.flow.books import close
from almoner.flow.collect import autopay, card, collect, payment_plan
from almoner.flow.collect.payment_plan import Agreement
from almoner.flow.refused import Refused
from almoner.links.card import NoTerminal
from almoner.links.card_simulator import APPROVED, LOST, POOR, PRESENTED, SimulatedTerminal
from almoner.links.mailbox import LinkDown
from almoner.store.commit import AlreadyDone, ClosedDay, RefusedByStore, commit
from almoner.store.session import books
from tests.flow.cycle import Sent, balances, faults, standing, totals
from tests.flow.owing import ON, owing
from tests.practices import DAY as SEEN_ON
from tests.practices import House, new_house

DAY = timedelta(days=1)
MONTH = date(2026, 4, 16)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def planned(house: House, cents: int = 9000) -> tuple[Sent, PaymentPlan]:
    """A patient who pays 90.00 in three parts, the first one today."""
    sent = owing(house, cents)
    wanted = Agreement(0, 3, ON, Every.MONTH, "Helen Okafor")
    return sent, payment_plan.agree_plan(house.actor, sent.claim.patient_id, wanted, on=ON)


def keep(house: House, folder: Path, plan: PaymentPlan, *, last_four: str = "4242") -> CardOnFile:
    folder.mkdir(exist_ok=True)
    (folder / PRESENTED).write_text(last_four, encoding="ascii")
    return autopay.keep_card(house.actor, SimulatedTerminal(folder), plan.id, agreed_by="Helen Okafor", on=ON)


def take(house: House, folder: Path, *, on: date = ON) -> int:
    return autopay.take_due_instalments(house.actor, SimulatedTerminal(folder), on=on)


def charges(house: House) -> list[CardCharge]:
    with books(house.practice.id) as session:
        return session.find(CardCharge, order="asked_on, t.id")


def work(house: House) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, what="card_declined", state=TaskState.OPEN)


def test_the_consent_is_on_record_and_no_number_of_a_card(house: House, tmp_path: Path) -> None:
    _, plan = planned(house)
    made = keep(house, tmp_path, plan)
    assert (made.agreed_by, made.agreed_on, made.last_four) == ("Helen Okafor", ON, "4242")
    assert made.text_version
    with pytest.raises(Refused, match="has a card already"):
        keep(house, tmp_path, plan)
    sql = r"SELECT count(*) FROM record WHERE practice_id = %s AND body::text ~ '(^|\D)\d{13,19}(\D|$)'"
    with books(house.practice.id) as session:
        narrowed = sql + " AND kind IN ('card_on_file', 'card_charge')"
        assert session.value(narrowed, house.practice.id) == 0


def test_each_part_is_charged_once_on_its_day_and_the_plan_is_kept(house: House, tmp_path: Path) -> None:
    sent, plan = planned(house)
    keep(house, tmp_path, plan)
    assert [take(house, tmp_path) for _ in range(3)] == [1, 0, 0], "safe to run again"
    (receipt,) = _receipts(house)
    assert (receipt.cents, receipt.target, receipt.plan_id, receipt.method) == (
        3000,
        Target.PLAN,
        plan.id,
        "card",
    )
    assert take(house, tmp_path, on=MONTH - DAY) == 0
    for part in plan.instalments[1:]:
        assert take(house, tmp_path, on=part.due_on) == 1
        assert take(house, tmp_path, on=part.due_on) == 0
    collect.lay_receipts(house.actor, [plan.patient_id], on=plan.instalments[-1].due_on)
    assert balances(house, sent).get("patient_ar", 0) == 0
    last_on = plan.instalments[-1].due_on
    assert payment_plan.watch_plans(house.actor, on=last_on) == 1
    assert take(house, tmp_path, on=last_on) == 0
    with books(house.practice.id) as session:
        assert session.get(PaymentPlan, plan.id).state is PlanState.KEPT
        (gone,) = session.find(CardOnFile)
    assert (gone.state, gone.why) == (KeptState.REVOKED, "the plan has ended")
    assert faults(house, on=last_on) == []


def test_a_decline_is_somebodys_and_is_tried_again_no_more_than_three_times(
    house: House, tmp_path: Path
) -> None:
    _, plan = planned(house)
    keep(house, tmp_path, plan, last_four=POOR)
    tried = [n for n in range(20) if take(house, tmp_path, on=ON + n * DAY)]
    assert tried == [0, 3, 6]
    assert [one.state for one in charges(house)] == [CardState.DECLINED] * 3
    (task,) = work(house)
    assert (task.owner, task.cents, task.patient_id) == ("front_desk", 3000, plan.patient_id)
    (row,) = payment_plan.open_plans(house.actor, on=ON + 9 * DAY).rows
    assert row.card is not None
    assert [one.declined_why for one in row.card.declined] == ["insufficient funds"] * 3
    assert totals(house).get("undeposited", 0) == 0


def test_a_part_that_is_paid_after_a_decline_closes_the_work(house: House, tmp_path: Path) -> None:
    _, plan = planned(house)
    poor = keep(house, tmp_path, plan, last_four=POOR)
    take(house, tmp_path)
    terminal = SimulatedTerminal(tmp_path)
    autopay.revoke_card(house.actor, terminal, poor.id, on=ON, reason="another card")
    keep(house, tmp_path, plan)
    assert take(house, tmp_path) == 1
    assert (work(house), totals(house)["undeposited"]) == ([], 3000)
    assert faults(house, on=ON) == []


def test_a_lost_answer_charges_nothing_twice(house: House, tmp_path: Path) -> None:
    _, plan = planned(house)
    keep(house, tmp_path, plan, last_four=LOST)
    assert take(house, tmp_path) == 1
    assert [one.state for one in charges(house)] == [CardState.ASKED]
    assert card.settle_charges(house.actor, SimulatedTerminal(tmp_path), on=ON) == 1
    assert [one.cents for one in _receipts(house)] == [3000]
    assert take(house, tmp_path) == 0
    assert faults(house, on=ON) == []


class Cut:
    """A terminal that is not reached: what is asked of it never leaves."""

    def __init__(self, terminal: SimulatedTerminal) -> None:
        self.charge, self.refund, self.status = terminal.charge, terminal.refund, terminal.status
        self.keep, self.forget = terminal.keep, terminal.forget
        self.host, self.withdraw = terminal.host, terminal.withdraw

    def charge_kept(self, key: str, token: str, cents: int) -> CardAnswer:
        """Never answer."""
        raise LinkDown(f"no answer about {key}, {token}, {cents}")


@pytest.mark.parametrize("last_four", [APPROVED, LOST])
def test_what_got_no_answer_today_is_asked_again_by_its_key(
    house: House, tmp_path: Path, last_four: str
) -> None:
    _, plan = planned(house)
    kept = keep(house, tmp_path, plan, last_four=last_four)
    terminal = SimulatedTerminal(tmp_path)
    cut = Cut(terminal) if last_four == APPROVED else terminal
    assert autopay.take_due_instalments(house.actor, cut, on=ON) == 1
    assert [one.state for one in charges(house)] == [CardState.ASKED]
    assert (take(house, tmp_path), take(house, tmp_path)) == (0, 0)
    assert [(one.state, one.card_id) for one in charges(house)] == [(CardState.APPROVED, kept.id)]
    assert [one.cents for one in _receipts(house)] == [3000]
    assert faults(house, on=ON) == []


def test_a_consent_that_was_taken_back_is_not_asked_again(house: House, tmp_path: Path) -> None:
    _, plan = planned(house)
    kept = keep(house, tmp_path, plan)
    terminal = SimulatedTerminal(tmp_path)
    autopay.take_due_instalments(house.actor, Cut(terminal), on=ON)
    autopay.revoke_card(house.actor, terminal, kept.id, on=ON, reason="they asked for it")
    assert take(house, tmp_path) == 0
    assert ([one.state for one in charges(house)], _receipts(house)) == ([CardState.ASKED], [])
    assert card.settle_charges(house.actor, terminal, on=ON + timedelta(days=1)) == 1
    assert [one.state for one in charges(house)] == [CardState.DECLINED]


def test_no_more_is_charged_than_is_owed_beyond_what_we_hold(house: House, tmp_path: Path) -> None:
    sent, plan = planned(house)
    keep(house, tmp_path, plan)
    held = Receipt(0, sent.claim.patient_id, "cash", 8000, ON, "desk")
    collect.take_receipt(house.actor, held, on=ON)
    assert take(house, tmp_path) == 1
    assert [one.cents for one in charges(house)] == [1000]


def test_a_consent_is_taken_back_and_the_terminal_forgets(house: House, tmp_path: Path) -> None:
    _, plan = planned(house)
    kept = keep(house, tmp_path, plan)
    terminal = SimulatedTerminal(tmp_path)
    with pytest.raises(Refused, match="Say why"):
        autopay.revoke_card(house.actor, terminal, kept.id, on=ON, reason=" ")
    autopay.revoke_card(house.actor, NoTerminal(), kept.id, on=ON, reason="pays by check from now on")
    assert take(house, tmp_path) == 0
    with pytest.raises(Refused, match="kept no longer"):
        autopay.revoke_card(house.actor, terminal, kept.id, on=ON, reason="again")
    again = keep(house, tmp_path, plan)
    autopay.revoke_card(house.actor, terminal, again.id, on=ON, reason="moves away")
    assert not terminal.charge_kept("k9", again.token, 100).is_approved


def test_what_is_no_consent_keeps_nothing(house: House, tmp_path: Path) -> None:
    _, plan = planned(house)
    before = standing(house)
    terminal = SimulatedTerminal(tmp_path)
    for name in (" ", "x" * 101):
        with pytest.raises(Refused, match="agreed" if name == " " else "100 printable"):
            autopay.keep_card(house.actor, terminal, plan.id, agreed_by=name, on=ON)
    with pytest.raises(Refused, match="no terminal"):
        autopay.keep_card(house.actor, NoTerminal(), plan.id, agreed_by="Helen", on=ON)
    with pytest.raises(Refused, match="expired"):
        keep(house, tmp_path, plan, last_four="0069")
    assert standing(house) == before


def test_the_store_keeps_one_card_a_plan_and_four_digits(house: House, tmp_path: Path) -> None:
    _, plan = planned(house)
    kept = keep(house, tmp_path, plan)
    second = replace(kept, id=10**12)
    with pytest.raises(AlreadyDone), books(house.practice.id) as session:
        commit(session, Plan(on=ON, records=(second,)), cause=cause(house.actor, "test"))
    for wrong in (replace(second, last_four="424242"), replace(second, agreed_by="")):
        with pytest.raises(RefusedByStore), books(house.practice.id) as session:
            commit(session, Plan(on=ON, records=(wrong,)), cause=cause(house.actor, "test"))


def _receipts(house: House) -> list[Receipt]:
    with books(house.practice.id) as session:
        return session.find(Receipt)


def test_nothing_is_charged_on_a_day_that_is_closed(house: House, tmp_path: Path) -> None:
    sent, plan = planned(house)
    keep(house, tmp_path, plan)
    for day in (SEEN_ON, ON):
        close.close_books(house.actor, on=day)
    with pytest.raises(ClosedDay):
        take(house, tmp_path)
    terminal, fare = SimulatedTerminal(tmp_path), card.Fare(sent.claim.patient_id, 100)
    with pytest.raises(ClosedDay):
        card.charge_card(house.actor, terminal, fare, on=ON)
    assert (charges(house), _receipts(house)) == ([], [])
    assert take(house, tmp_path, on=ON + DAY) == 1
