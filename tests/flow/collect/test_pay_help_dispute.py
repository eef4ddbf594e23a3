"""A dispute about one service stops that service alone: at every place that asks for money."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from almoner.core.charge import SuperbillLine
from almoner.core.collect.billing_mark import BillingMark, MarkSort
from almoner.core.collect.card_on_file import CardOnFile
from almoner.core.collect.due_today import Why
from almoner.core.collect.dunning import Keep
from almoner.core.collect.payment_plan import Every, PlanStanding
from almoner.core.plan import Plan, Task
from almoner.core.report.statement import Statement
from almoner.core.schedule import Appointment
from almoner.flow import mark
from almoner.flow.access import cause, holder
from almoner.flow.collect import (
    autopay,
    collect,
    collections,
    look_bill,
    pay,
    pay_help,
    payment_plan,
    small,
    statement,
)
from almoner.flow.collect.pay_help import Wrong
from almoner.flow.collect.payment_plan import Agreement
from almoner.flow.desk import checkin
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.links.card_simulator import PRESENTED, SimulatedTerminal
from almoner.store.commit import commit
from almoner.store.once import Once
from almoner.store.session import books
from tests.flow.cycle import Sent, balances, faults, sent_claim
from tests.flow.cycle import pay as posted
from tests.flow.files import Decided, Payment, Served
from tests.flow.owing import ON, take
from tests.flow.paying import begin, house, pay_it, stated
from tests.practices import House

__all__ = ["house"]

CYCLE = timedelta(days=28)
VISIT, TEST = 5000, 3000


def two(house: House, visit: int = VISIT, test: int = TEST) -> Sent:
    """A patient who owes two services of one visit."""
    lines = (SuperbillLine("99213", 1, 15000, (1, 2)), SuperbillLine("93000", 1, 9000, (1,)))
    sent = sent_claim(house, *lines)
    shares = zip(sent.lines, (15000, 9000), (visit, test), strict=True)
    served = tuple(Served(line, charged - cents, (("PR", "1", cents),)) for line, charged, cents in shares)
    posted(house, Payment("MCR01", "T1", [Decided(sent.claim, served)]), on=ON)
    return sent


def dispute(house: House, sent: Sent) -> BillingMark:
    """The link's holder says that the first service is wrong."""
    bill = stated(house, sent.claim.patient_id)
    wrong = Wrong(sent.lines[0].id, "I was not there")
    return pay_help.say_wrong(holder(house.practice.id), bill.link_id, wrong, on=ON)


def mark_line(house: House, sent: Sent, *, on: date) -> BillingMark:
    """The same where no link stands."""
    about = (sent.claim.patient_id, MarkSort.DISPUTE, on, "Helen Okafor", "I was not there")
    with books(house.practice.id) as session:
        told = BillingMark(next(session.ids()), *about, line_id=sent.lines[0].id)
        commit(session, Plan(on=on, records=(told,)), cause=cause(house.actor, "collect"))
    return told


def made(house: House, sent: Sent, *, days: int) -> Statement:
    (one,) = statement.state_accounts(house.actor, [sent.claim.patient_id], on=ON + timedelta(days=days))
    return one


def test_the_page_shows_it_apart_and_takes_no_money_for_it(house: House) -> None:
    sent = two(house)
    bill = stated(house, sent.claim.patient_id)
    said = Wrong(sent.lines[0].id, "I was not there")
    pay_help.say_wrong(holder(house.practice.id), bill.link_id, said, on=ON)
    found = pay.see_bill(holder(house.practice.id), bill.link_id, on=ON)
    assert (found.owed.all_cents, found.owed.disputed_cents) == (TEST, VISIT)
    assert [line.line_id for line in found.owed.disputed] == [sent.lines[0].id]
    assert (len(found.disputes), found.owed.is_in_part) == (1, False)
    with pytest.raises(Refused, match="at most what is owed"):
        begin(house, bill, pay.Wanted("other", TEST + 1))
    with pytest.raises(Refused, match="isn't on the bill"):
        pay_help.say_wrong(holder(house.practice.id), bill.link_id, said, on=ON)
    assert pay_it(house, bill).cents == TEST
    assert balances(house, sent)["patient_ar"] == VISIT, "it paid the other service, though that is younger"
    found = pay.see_bill(holder(house.practice.id), bill.link_id, on=ON)
    assert (found.owed.all_cents, found.owed.disputed_cents) == (0, VISIT)
    assert faults(house, on=ON) == []


def test_the_biller_answers_for_that_service(house: House) -> None:
    sent = two(house)
    told = dispute(house, sent)
    assert told.line_id == sent.lines[0].id
    with books(house.practice.id) as session:
        (task,) = session.find(Task, what=pay_help.TASK)
    assert (task.subject_id, task.owner) == (told.id, "biller")
    assert "I was not there" in task.why


def test_the_rest_is_stated_and_the_line_stands_apart(house: House) -> None:
    sent = two(house)
    told = dispute(house, sent)
    again = made(house, sent, days=28)
    assert (again.owed_cents, again.disputed_cents, again.level) == (TEST, VISIT, 2)
    page = statement.statement_page(house.actor, sent.claim.patient_id, is_text=True).decode()
    assert "Do not pay it until we have answered you" in page
    assert "50.00" in page
    assert max(map(len, page.splitlines())) <= 80
    assert statement.statement_page(house.actor, sent.claim.patient_id).startswith(b"%PDF")
    mark.end_mark(house.actor, told.id, on=ON + timedelta(days=40), why="It was right.")
    assert made(house, sent, days=56).owed_cents == VISIT + TEST


def test_an_account_with_nothing_else_gets_no_statement_and_goes_on_from_where_it_was(house: House) -> None:
    sent = two(house, test=0)
    told = dispute(house, sent)
    for days in (28, 56, 84):
        assert statement.state_accounts(house.actor, [sent.claim.patient_id], on=ON + timedelta(days)) == []
    run = statement.statement_run(house.actor, on=ON + 3 * CYCLE)
    assert [(one.kept.rule, one.kept.cents) for one in run.kept_back] == [(Keep.DISPUTE, VISIT)]
    mark.end_mark(house.actor, told.id, on=ON + timedelta(days=100), why="It was right.")
    assert made(house, sent, days=101).level == 1, "the days and letters of the dispute don't count"


def test_a_final_notice_does_not_run_out_while_it_is_disputed(house: House) -> None:
    sent = two(house, test=0)
    levels = [made(house, sent, days=28 * step).level for step in range(4)]
    assert levels == [1, 2, 3, 4]
    last = ON + 3 * CYCLE + timedelta(days=1)
    who, told = house.actor, mark_line(house, sent, on=last)
    after = last + timedelta(days=60)
    assert collections.at_agencies(who, on=after).to_decide == ()
    with pytest.raises(Refused, match="may not be placed"):
        collections.place_accounts(who, [sent.claim.patient_id], "North Shore Recovery", on=after)
    mark.end_mark(who, told.id, on=after, why="It was right.")
    assert collections.at_agencies(who, on=after + timedelta(days=5)).to_decide == ()
    (due,) = collections.at_agencies(who, on=after + timedelta(days=40)).to_decide
    assert due.cents == VISIT


def test_an_agency_gets_the_other_lines_alone(house: House) -> None:
    sent = two(house)
    dispute(house, sent)
    placed = collections.place_accounts(house.actor, [sent.claim.patient_id], "North Shore Recovery", on=ON)
    assert [(one.line_id, one.cents) for one in placed] == [(sent.lines[1].id, TEST)]


def test_small_balances_leave_it(house: House) -> None:
    sent = two(house, visit=300, test=400)
    mark_line(house, sent, on=ON)
    later = ON + timedelta(days=120)
    assert [row.line_id for row in small.small_balances(house.actor, on=later).rows] == [sent.lines[1].id]


def test_a_plan_goes_on_with_the_rest_and_a_card_pays_no_more_than_that(house: House, tmp_path: Path) -> None:
    sent = two(house)
    who, patient_id = house.actor, sent.claim.patient_id
    agreed = Agreement(0, 4, ON, Every.MONTH, "Helen Okafor")
    plan = payment_plan.agree_plan(who, patient_id, agreed, on=ON)
    told = dispute(house, sent)
    (tmp_path / PRESENTED).write_text("4242", encoding="ascii")
    terminal = SimulatedTerminal(tmp_path)
    card = autopay.keep_card(who, terminal, plan.id, agreed_by="Helen Okafor", on=ON)
    assert isinstance(card, CardOnFile)
    taken, on = [], ON
    for months in range(5):
        on = ON + timedelta(days=31 * months)
        autopay.take_due_instalments(who, terminal, on=on)
        collect.lay_receipts(who, [patient_id], on=on)
        assert payment_plan.watch_plans(who, on=on) == 0, "nobody is late with what is disputed"
        taken.append(TEST + VISIT - balances(house, sent)["patient_ar"])
    assert taken == [2000, TEST, TEST, TEST, TEST]
    (row,) = payment_plan.open_plans(who, on=on).rows
    assert (row.due_cents, row.standing) == (0, PlanStanding.GOOD)
    assert look_bill.patient_bill(who, patient_id, on=on).plan == row
    mark.end_mark(who, told.id, on=on, why="It was right.")
    (row,) = payment_plan.open_plans(who, on=on).rows
    assert (row.due_cents, row.standing) == (0, PlanStanding.GOOD), "it goes on from where it was"
    autopay.take_due_instalments(who, terminal, on=on + timedelta(days=62))
    collect.lay_receipts(who, [patient_id], on=on)
    assert balances(house, sent)["patient_ar"] < VISIT
    assert faults(house, on=on) == []


def test_no_plan_is_agreed_over_it(house: House) -> None:
    sent = two(house)
    dispute(house, sent)
    agreed = Agreement(0, 2, ON, Every.MONTH, "Helen Okafor")
    plan = payment_plan.agree_plan(house.actor, sent.claim.patient_id, agreed, on=ON)
    assert plan.total_cents == TEST


def test_money_of_theirs_lies_on_it_only_by_a_persons_hand(house: House) -> None:
    sent = two(house)
    dispute(house, sent)
    receipt = take(house, sent, VISIT + TEST)
    collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    assert balances(house, sent)["patient_ar"] == VISIT
    collect.lay_by_hand(house.actor, receipt.id, [collect.Part(sent.lines[0].id, 1000)], on=ON)
    assert balances(house, sent)["patient_ar"] == VISIT - 1000


def test_the_desk_does_not_ask_for_it_at_check_in(house: House) -> None:
    sent = two(house)
    start = datetime.combine(ON, time(9))
    draft = Appointment(
        0, sent.claim.patient_id, house.provider.id, house.location.id, start, 20, "Follow-up"
    )
    (booked,) = register.book(house.actor, [draft], on=ON)

    def owed() -> int:
        due = checkin.check_in_sheet(house.actor, booked.id, on=ON).due
        assert due is not None
        return sum(part.cents for part in due.parts if part.why is Why.OWED)

    assert owed() == VISIT + TEST
    dispute(house, sent)
    assert owed() == TEST


def test_a_plan_by_link_is_agreed_in_one_act_and_never_over_one_that_stands(house: House) -> None:
    sent = two(house)
    bill, who = (
        stated(house, sent.claim.patient_id),
        replace(holder(house.practice.id), once=Once("a" * 22, "0" * 64)),
    )
    plan = pay_help.agree(who, bill.link_id, 2, on=ON)
    assert pay_help.agree(who, bill.link_id, 2, on=ON) == plan
    with pytest.raises(Refused, match="isn't offered"):
        pay_help.agree(holder(house.practice.id), bill.link_id, 2, on=ON)
    assert plan.total_cents == VISIT + TEST
