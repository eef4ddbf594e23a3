"""A job is there exactly when its cause was committed, and a second run of it does no harm."""

import traceback
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from almoner.core.charge import SuperbillLine
from almoner.core.claim import Claim, ClaimState
from almoner.core.collect import Receipt
from almoner.core.collect.card import CardCharge
from almoner.core.collect.payment_plan import Every
from almoner.core.plan import Task
from almoner.core.schedule import Appointment
from almoner.flow.books import close
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.clock import box_folder, local, today
from almoner.flow.collect import autopay, card, payment_plan
from almoner.flow.manage import kpi
from almoner.flow.manage.kpi import When
from almoner.flow.patient import register
from almoner.flow.setup import setup
from almoner.jobs import tasks
from almoner.links.simulator.box import Box
from almoner.store.commit import StalePlan
from almoner.store.session import books
from tests.flow.releases import KIND, import_pairs
from tests.practices import DAY, House, add_patient, new_house, visit_of

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def house(store: Path) -> Iterator[House]:
    """A practice with one ready claim and a mailbox at the box."""
    assert store.is_dir()
    made = new_house()
    with books(made.practice.id) as session:
        session.rows("DELETE FROM procrastinate_jobs")  # of other tests' practices, which nobody waits for
    visit = visit_of(made, add_patient(made, ("CMA01", "CM1234567D0")))
    charge.charge_visits(made.actor, [visit.id], on=DAY)
    claim.build_claims(made.actor, [visit.id], on=DAY)
    folder = box_folder(made.actor)
    folder.mkdir(parents=True)
    Box(folder).advance(DAY)
    yield made
    with books(made.practice.id) as session:
        session.rows("DELETE FROM procrastinate_jobs WHERE args->>'practice_id' = %s", str(made.practice.id))


def waiting(house: House) -> int:
    """How many jobs of the practice wait."""
    with books(house.practice.id) as session:
        sql = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND args->>'practice_id' = %s"
        return int(session.value(sql, str(house.practice.id)))


def names(house: House) -> list[str]:
    """Which of a day's jobs of the practice wait."""
    with books(house.practice.id) as session:
        sql = """SELECT split_part(queueing_lock, '-', 1) FROM procrastinate_jobs
        WHERE status = 'todo' AND args->>'practice_id' = %s ORDER BY 1"""
        return [name for (name,) in session.rows(sql, str(house.practice.id))]


def at(hour: int) -> int:
    """An hour by the practice's clock, as the schedule tells it; it stands where the machine stands."""
    return int(datetime.combine(DAY, time(hour)).timestamp())


def work_off() -> None:
    """Work every job that waits, as the worker does, and return. What the schedule has for this minute of the
    wall stays out.
    """
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with (
        app.replace_connector(connector.get_worker_connector()) as working,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(working.periodic_registry, "periodic_tasks", {})
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def state(house: House) -> ClaimState:
    """Where the practice's one claim stands."""
    with books(house.practice.id) as session:
        return session.find(Claim)[0].state


def test_a_batch_asks_for_its_exchange_and_the_worker_sends_it(house: House) -> None:
    submit.submit_ready(house.actor, on=DAY)
    assert waiting(house) == 1
    work_off()
    assert waiting(house) == 0
    assert [file.name[:4] for file in (box_folder(house.actor) / "to").iterdir()] == ["837P"]
    Box(box_folder(house.actor)).advance(DAY)
    tasks.exchange(house.practice.id)
    assert state(house) is ClaimState.RECEIVED
    tasks.exchange(house.practice.id)
    assert state(house) is ClaimState.RECEIVED


def test_a_second_batch_needs_no_second_job(house: House) -> None:
    submit.submit_ready(house.actor, on=DAY)
    visit = visit_of(house, add_patient(house, ("CMA01", "CM7654321D0"), first="Grace"))
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    claim.build_claims(house.actor, [visit.id], on=DAY)
    submit.submit_ready(house.actor, on=DAY)
    assert waiting(house) == 1


def test_what_is_rolled_back_leaves_no_job(house: House) -> None:
    class Cut(Exception):
        """The process is cut off before the transaction ends."""

    def submit_and_be_cut() -> None:
        with books(house.practice.id):
            submit.submit_ready(house.actor, on=DAY)
            raise Cut

    with pytest.raises(Cut):
        submit_and_be_cut()
    assert waiting(house) == 0
    assert state(house) is ClaimState.READY


def test_every_minute_asks_for_each_practice_once(house: House) -> None:
    tasks.every_minute(1)
    tasks.every_minute(2)
    assert waiting(house) == 1


def test_the_night_counts_the_indicators_of_the_day_that_is_over(house: House) -> None:
    tasks.day_by_day(at(0))
    assert waiting(house) == 0
    tasks.day_by_day(at(1))
    tasks.day_by_day(at(1))
    assert waiting(house) == 1
    tasks.count_indicators(house.practice.id)
    board = kpi.board(house.actor, When(today(house.actor) - timedelta(days=1)), today=today(house.actor))
    assert board.is_of_night


def test_the_morning_asks_for_each_practice_in_a_job_of_its_own(house: House) -> None:
    patient = add_patient(house, ("CMA01", "CM1234567D9"), first="Grace")
    start = datetime.combine(today(house.actor), time(9))
    draft = Appointment(0, patient.id, house.provider.id, house.location.id, start, 20, "Follow-up")
    register.book(house.actor, [draft], on=today(house.actor))
    tasks.day_by_day(at(5))
    assert waiting(house) == 1
    tasks.day_by_day(at(6))
    tasks.day_by_day(at(6))
    assert waiting(house) == 2
    work_off()
    assert [file.name[:3] for file in (box_folder(house.actor) / "to").iterdir()] == ["270"]


def test_the_morning_comes_by_the_practices_own_clock(house: House) -> None:
    away = replace(house.practice, time_zone="America/Los_Angeles")
    setup.keep(house.actor, away, on=DAY, reason="where it is")
    tasks.day_by_day(int(datetime(2026, 3, 2, 8, tzinfo=UTC).timestamp()))
    assert names(house) == []
    tasks.day_by_day(int(datetime(2026, 3, 2, 14, tzinfo=UTC).timestamp()))
    assert names(house) == ["ask", "count"]


def test_a_machine_that_was_off_at_the_hour_does_it_when_it_is_on(house: House) -> None:
    tasks.day_by_day(at(8))
    assert names(house) == ["ask", "count"]
    work_off()
    tasks.day_by_day(at(9))
    assert names(house) == []
    tasks.day_by_day(at(9) + 24 * 3600)
    assert names(house) == ["ask", "count"]


def test_nobody_is_asked_about_a_day_whose_work_is_over(house: House) -> None:
    tasks.day_by_day(at(18))
    assert names(house) == ["count"]


def test_a_clock_that_goes_back_an_hour_brings_no_second_night(house: House) -> None:
    """The night in which summer time ends has one o'clock twice, and a clock that is set may go back."""
    away = replace(house.practice, time_zone="America/New_York")
    setup.keep(house.actor, away, on=DAY, reason="where it is")
    first, second = (int(datetime(2026, 11, 1, hour, 30, tzinfo=UTC).timestamp()) for hour in (5, 6))
    assert {local(house.actor, one).hour for one in (first, second)} == {1}
    tasks.day_by_day(first)
    work_off()
    tasks.day_by_day(second)
    tasks.day_by_day(first)
    assert names(house) == []


def test_a_night_whose_second_hour_is_left_out_is_counted(house: House) -> None:
    away = replace(house.practice, time_zone="America/New_York")
    setup.keep(house.actor, away, on=DAY, reason="where it is")
    after = int(datetime(2026, 3, 8, 7, 5, tzinfo=UTC).timestamp())
    assert local(house.actor, after).hour == 3
    tasks.day_by_day(after)
    assert names(house) == ["count"]


def test_jobs_that_were_over_a_week_ago_are_forgotten(house: House) -> None:
    tasks.day_by_day(at(1))
    work_off()
    here = str(house.practice.id)
    sql = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded' AND args->>'practice_id' = %s"
    old = """UPDATE procrastinate_events SET at = at - interval '8 days' WHERE job_id IN (
      SELECT id FROM procrastinate_jobs WHERE args->>'practice_id' = %s)"""
    for left in (1, 0):
        tasks.forget_jobs.configure().defer(timestamp=1)
        work_off()
        with books(house.practice.id) as session:
            assert session.value(sql, here) == left
            session.rows(old, here)


def test_what_fails_keeps_nothing_else_from_being_done() -> None:
    done: list[str] = []

    def fail() -> None:
        raise ValueError("the first that fails")

    def stale() -> None:
        raise StalePlan("somebody works on it")

    acts = (fail, lambda: done.append("one"), stale, lambda: int("x"), lambda: done.append("two"))
    with pytest.raises(ValueError, match="the first that fails"):
        tasks.do_each(*acts)
    assert done == ["one", "two"]
    tasks.do_each(stale, lambda: done.append("three"))
    assert done[-1] == "three"


def test_a_failure_names_its_place_and_not_what_it_says() -> None:
    with pytest.raises(tasks.JobFailed) as failed, tasks.apart():
        date.fromisoformat("born 1958-04-11")
    told = "".join(traceback.format_exception(failed.value))
    assert "ValueError at " in told
    assert "1958" not in told


def test_what_waits_is_given_to_somebody_even_where_the_mailbox_is_none(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim_id = _sent_long_ago(house)
    monkeypatch.setenv("ALMONER_MAILBOX", "sftp://nobody@nowhere:99999/")
    with pytest.raises(tasks.JobFailed):
        tasks.exchange(house.practice.id)
    with books(house.practice.id) as session:
        waiting = {task.what for task in session.find(Task, claim_id=claim_id)}
    assert waiting == {"silent_claim", "filing_limit"}, (
        "no word of it, and no proof that it was filed in time"
    )


def test_the_worker_frees_a_held_claim_once_its_reason_has_cleared(house: House) -> None:
    codes = import_pairs("2026", ("99213", "36415", 0))
    try:
        drawn = (SuperbillLine("99213", 1, 15000, (1, 2)), SuperbillLine("36415", 1, 1500, (1,)))
        visit = visit_of(house, add_patient(house, ("MCR01", "1EG4TE5MK73")), *drawn)
        charge.charge_visits(house.actor, [visit.id], on=DAY)
        (held,) = claim.build_claims(house.actor, [visit.id], on=DAY)
        for expected in (ClaimState.HELD, ClaimState.READY):
            tasks.exchange(house.practice.id)
            with books(house.practice.id) as session:
                assert session.get(Claim, held.id).state is expected
            codes.roll_back(KIND)
    finally:
        while codes.active().of(KIND):
            codes.roll_back(KIND)


def _sent_long_ago(house: House) -> int:
    submit.submit_ready(house.actor, on=DAY)
    with books(house.practice.id) as session:
        return session.find(Claim)[0].id


def test_a_closed_day_keeps_the_worker_from_nothing_but_charging(house: House) -> None:
    patient = add_patient(house)
    visit = visit_of(house, patient)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    wanted = payment_plan.Agreement(0, 3, DAY, Every.MONTH, "Helen Okafor")
    plan = payment_plan.agree_plan(house.actor, patient.id, wanted, on=DAY)
    terminal = card.terminal_of(house.actor)
    autopay.keep_card(house.actor, terminal, plan.id, agreed_by="Helen Okafor", on=DAY)
    close.close_books(house.actor, on=DAY)
    tasks.exchange(house.practice.id)
    with books(house.practice.id) as session:
        assert session.find(CardCharge) == []
    Box(box_folder(house.actor)).advance(DAY + timedelta(days=1))
    for _ in range(2):
        tasks.exchange(house.practice.id)
    with books(house.practice.id) as session:
        assert [one.cents for one in session.find(Receipt)] == [5000]
