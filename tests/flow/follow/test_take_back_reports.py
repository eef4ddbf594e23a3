"""What is read of charges after one was taken back: the funnel, the indicators, statements, ages and why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.charge import ChargeLine, SuperbillLine
from almoner.core.charge.funnel import Place
from almoner.core.collect import Receipt
from almoner.core.coverage import Coverage
from almoner.flow.books import close, ledger
from almoner.flow.books.look_why import why
from almoner.flow.charge import charge
from almoner.flow.claim import claim
from almoner.flow.collect import collect, look_bill
from almoner.flow.follow import follow, take_back
from almoner.flow.manage import funnel, funnel_then, kpi
from almoner.flow.manage.kpi import When
from almoner.flow.patient import register
from almoner.store.session import books
from tests.flow.cycle import LINE, MEDICARE, Sent, faults, now, pay, sent_claim, supersede, totals
from tests.flow.files import Decided, Payment, Served
from tests.flow.follow.test_follow import ON
from tests.practices import DAY, House, add_patient, new_house, visit_of

OTHER = SuperbillLine("93000", 1, 4000, (1,))
NEXT = DAY + timedelta(days=1)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def charged(house: House, *covered: tuple[str, str]) -> list[ChargeLine]:
    visit = visit_of(house, add_patient(house, *covered), LINE, OTHER)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    with books(house.practice.id) as session:
        return session.find(ChargeLine, visit_id=visit.id, order="sequence")


def shared(house: House) -> Sent:
    """A decided claim of two lines, of which the patient owes ten dollars each."""
    sent = sent_claim(house, LINE, OTHER)
    served = (
        Served(sent.lines[0], 14000, (("PR", "1", 1000),)),
        Served(sent.lines[1], 3000, (("PR", "1", 1000),)),
    )
    pay(house, Payment("MCR01", "T1", [Decided(sent.claim, served)]), on=ON)
    return sent


def error(house: House, line: ChargeLine, *, on: date = DAY) -> None:
    take_back.take_back(house.actor, line.id, on=on, reason="not done")


def seen(house: House) -> funnel.Funnel:
    return funnel.funnel(house.actor, since_on=DAY, until_on=NEXT, on=ON)


def test_the_funnel_counts_what_stands(house: House) -> None:
    first, other = charged(house, MEDICARE)
    error(house, other)
    (gap,) = seen(house).missing
    assert (gap.case.place, gap.case.cents) == (Place.CHARGED, 15000)
    error(house, first)
    found = seen(house)
    assert (found.missing, found.orphans, found.cents) == ((), (), 0)
    assert dict(found.steps[-1].parts)["taken back"] == 1
    assert all(step.closes for step in found.steps)


def test_a_charge_of_a_closed_day_that_was_taken_back_is_not_late(house: House) -> None:
    visit = visit_of(house, add_patient(house, MEDICARE), LINE, OTHER)
    close.close_books(house.actor, on=DAY)
    charge.charge_visits(house.actor, [visit.id], on=NEXT)
    with books(house.practice.id) as session:
        lines = session.find(ChargeLine, visit_id=visit.id, order="sequence")
    assert (seen(house).late_lines, seen(house).late_cents) == (2, 19000)
    error(house, lines[1], on=NEXT)
    assert (seen(house).late_lines, seen(house).late_cents) == (1, 15000)


def test_an_evening_before_stays_what_it_was(house: House) -> None:
    first, other = charged(house, MEDICARE)
    close.close_books(house.actor, on=DAY)
    before = funnel_then.then_and_now(house.actor, day_on=DAY, on=NEXT).then
    error(house, first, on=NEXT)
    error(house, other, on=NEXT)
    found = funnel_then.then_and_now(house.actor, day_on=DAY, on=NEXT)
    assert found.then == before
    assert (found.difference.missing_then.cents, found.difference.missing_now.cents) == (19000, 0)
    assert found.difference.closes
    assert [one.change.now.place for one in found.moved if one.change.now] == [Place.TAKEN_BACK]
    assert faults(house, on=NEXT) == []


def number(house: House, indicator_id: str, variant: str, *, on: date = ON) -> tuple[int, int]:
    board = kpi.board(house.actor, When(on), today=ON)
    measured = board.of(indicator_id)
    figures = {
        one.id: figure for one, figure in zip(measured.indicator.variants, measured.figures, strict=True)
    }
    return figures[variant].numerator, figures[variant].denominator


def test_the_indicators_count_no_charge_that_was_taken_back(house: House) -> None:
    _, other = charged(house, MEDICARE)
    before = number(house, "K8", "all")
    assert number(house, "K10", "count") == (0, 2)
    assert before == (19000, 19000)
    error(house, other, on=NEXT)
    assert number(house, "K10", "count") == (0, 1)
    assert number(house, "K8", "all") == (15000, 15000)
    assert number(house, "K8", "all", on=DAY) == before


def test_a_charge_that_moved_to_a_payer_is_one_charge(house: House) -> None:
    first, _ = charged(house)
    covered = Coverage(0, first.patient_id, house.payers["MCR01"].id, house.plans["MCR01"].id, 1, "1EG4", DAY)
    register.add_coverage(house.actor, covered, on=NEXT)
    assert claim.build_claims(house.actor, [first.visit_id], on=NEXT)
    assert number(house, "K10", "count") == (0, 2)


def test_no_patient_is_asked_for_a_service_that_was_taken_back(house: House) -> None:
    sent = shared(house)
    assert asked(house, sent) == 2000
    error(house, sent.lines[1], on=ON)
    assert asked(house, sent) == 1000
    assert faults(house, on=ON) == []


def asked(house: House, sent: Sent) -> int:
    stated = look_bill.patient_bill(house.actor, sent.claim.patient_id, on=ON).stated.statement
    return stated.owed_cents if stated else 0


def test_what_the_patient_had_paid_for_it_is_a_credit_that_waits_for_a_person(house: House) -> None:
    first, other = charged(house)
    claim.build_claims(house.actor, [first.visit_id], on=DAY)
    draft = Receipt(0, first.patient_id, "cash", 19000, DAY, house.actor.name)
    collect.take_receipt(house.actor, draft, on=DAY)
    collect.lay_receipts(house.actor, [first.patient_id], on=DAY)
    cash = totals(house)["undeposited"]
    error(house, other)
    (review,) = follow.open_tasks(house.actor, what=["refund_review"])
    assert (review.cents, review.owner) == (4000, "biller")
    assert totals(house)["undeposited"] == cash
    assert totals(house)["patient_ar"] == -4000
    assert faults(house) == []


def test_the_ages_hold_the_credit_and_nothing_else_of_it(house: House) -> None:
    sent = shared(house)
    error(house, sent.lines[1], on=ON)
    found = ledger.receivables(house.actor, on=ON, today=ON)
    by_account = {row.account: row.total_cents for row in found.rows}
    assert by_account == {"payer_ar:1": -4000, "patient_ar": 2000}
    assert now(house, sent).total_cents == 15000


def test_a_charge_that_was_taken_back_says_why(house: House) -> None:
    _, other = charged(house, MEDICARE)
    error(house, other)
    found = why(house.actor, other.control)
    assert found
    last = found.rows[-1]
    assert [row.reason for row in found.rows] == ["charge", "charge"]
    assert (last.flow, last.actor, last.why) == ("take_back", house.actor.name, "not done")


def test_verify_finds_a_line_that_says_taken_back_and_still_stands_in_the_books(house: House) -> None:
    _, other = charged(house, MEDICARE)
    assert faults(house) == []
    gone = replace(other, version=2, taken_back_on=DAY, taken_back_by="mallory", taken_back_why="x")
    supersede(house, gone)
    assert any("charge" in one for one in faults(house))
