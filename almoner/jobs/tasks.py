"""The jobs: exchange files with the clearinghouse, look for what waits too long, count the indicators, and
retry what was lost.
"""

import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.db import connections
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import JobDeferrer

from almoner.flow.access import office
from almoner.flow.books.ledger import keep_receivables
from almoner.flow.charge.day_minutes import watch_days
from almoner.flow.claim.claim_coded import claim_coded
from almoner.flow.claim.held import look_where_needed
from almoner.flow.clock import link_of, local, today
from almoner.flow.code.calibrate import calibrate_where_due
from almoner.flow.collect.autopay import take_due_instalments
from almoner.flow.collect.card import settle_charges, terminal_of
from almoner.flow.collect.collections import tend_placements
from almoner.flow.collect.credit import tend_credits
from almoner.flow.collect.good_faith import watch_estimates
from almoner.flow.collect.payment_plan import watch_plans
from almoner.flow.exchange.exchange import exchange_files
from almoner.flow.exchange.verify import ask_about_day
from almoner.flow.follow.follow import watch
from almoner.flow.manage.charge_lag import keep_lags
from almoner.flow.manage.kpi import keep_board
from almoner.flow.remit.preview_kept import keep_previews
from almoner.flow.remit.takebacks import keep_standings
from almoner.flow.remit.variance import keep_variance
from almoner.flow.visit.dictate import forget_recordings
from almoner.flow.work.long_run import take_on
from almoner.settings import data_folder
from almoner.store.commit import ClosedDay, StalePlan
from almoner.store.proof.verify import practices
from almoner.store.queue import is_known
from almoner.store.session import books
from almoner.store.shipped.code_books import keep_in_step
from almoner.store.shipped.codes import CodeStore

STALLED_AFTER_S = 60
TURN_S = 5
"""How long a long run works before it lets what waits go first."""
MOST_FRAMES = 12
COUNT_AT, ASK_AT, ASK_UNTIL = 1, 6, 18
"""The hours of a practice's own clock from which the day that is over is counted, and payers are asked."""
KEPT_HOURS = 7 * 24


class JobFailed(RuntimeError):
    """A job went wrong; the text names the kind of error and its place, and never what the error says."""


@contextmanager
def apart() -> Iterator[None]:
    """Keep a job to itself: an error's words, which may hold a patient's data, reach no log, and the thread's
    connections are closed when it ends.
    """
    try:
        yield
    except Exception as error:  # noqa: BLE001 - it goes on, without its words
        frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
        places = (f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames)
        raise JobFailed(f"{type(error).__name__} at {' > '.join(places)}") from None
    finally:
        connections.close_all()


def do_each(*acts: Callable[[], object]) -> None:
    """Do every act, whatever becomes of the others. Where somebody works on the same, or the day is closed, a
    later run does it; the first that fails otherwise is raised when all are over.
    """
    failed: list[Exception] = []
    for act in acts:
        try:
            act()
        except (StalePlan, ClosedDay):
            continue
        except Exception as error:  # noqa: BLE001 - raised below
            failed.append(error)
    if failed:
        raise failed[0]


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="every-minute")
@apart()
def every_minute(timestamp: int) -> None:
    """Defer an exchange for every practice; one that still waits is not deferred again."""
    assert timestamp, "the schedule tells its time"
    for practice_id in practices():
        waiting = f"exchange-{practice_id}"
        with suppress(AlreadyEnqueued):
            exchange.configure(queueing_lock=waiting, lock=f"practice-{practice_id}").defer(
                practice_id=practice_id
            )


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="code-sets")
@apart()
def code_sets(timestamp: int) -> None:
    """Take the code sets that were imported on another machine, and give the books those of this one."""
    assert timestamp, "the schedule tells its time"
    keep_in_step(CodeStore(data_folder()))


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="day-by-day")
@apart()
def day_by_day(timestamp: int) -> None:
    """Defer what a practice's night and morning bring, once on each day of its own clock: the count of the
    indicators, one practice after the other, and the questions about who is booked for the day. Where the
    machine was off at the hour, it comes as soon as it is on.
    """
    assert timestamp, "the schedule tells its time"
    for practice_id in practices():
        now = local(office(practice_id), timestamp)
        if now.hour >= COUNT_AT:
            count = count_indicators.configure(
                queueing_lock=f"count-{practice_id}-{now.date()}", lock="count"
            )
            _once(count, practice_id)
        if ASK_AT <= now.hour < ASK_UNTIL:
            lock = f"practice-{practice_id}"
            ask = ask_payers.configure(queueing_lock=f"ask-{practice_id}-{now.date()}", lock=lock)
            _once(ask, practice_id)


def _once(job: JobDeferrer, practice_id: int) -> None:
    """Defer a job where none of its day is known."""
    assert job.job.queueing_lock, "its day is in its name"
    with books(practice_id) as session:
        if is_known(session, job.job.queueing_lock):
            return
    with suppress(AlreadyEnqueued):
        job.defer(practice_id=practice_id)


@app.periodic(cron="15 * * * *")
@app.task(queueing_lock="forget-jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    """Forget the jobs that were over a week ago: each minute leaves some, and they tell nothing any more."""
    assert timestamp, "the schedule tells its time"
    await context.app.job_manager.delete_old_jobs(
        KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )


@app.task
@apart()
def ask_payers(practice_id: int) -> None:
    """Ask the payers about those who are booked for the day."""
    actor = office(practice_id)
    with suppress(StalePlan, ClosedDay):
        ask_about_day(actor, today(actor), on=today(actor))


@app.task
@apart()
def count_indicators(practice_id: int) -> None:
    """Count the indicators, the variance against contracts, the charge lags, where payers stand and what is
    owed as of the day that is over, and keep them; look at the time that its notes state, and fit what
    suggestions are worth where that is due.
    """
    actor = office(practice_id)
    on, over_on = today(actor), today(actor) - timedelta(days=1)
    do_each(
        lambda: watch_days(actor, on=on),
        lambda: keep_board(actor, on=over_on),
        lambda: keep_variance(actor, on=over_on),
        lambda: keep_lags(actor, on=over_on),
        lambda: keep_standings(actor, on=over_on),
        lambda: keep_receivables(actor, on=over_on),
        lambda: calibrate_where_due(actor, on=on),
    )


@app.task
@apart()
def exchange(practice_id: int) -> None:
    """Send what waits in the outbox, take in what waits for us, give what waits too long to somebody, make
    claims of what is coded, tend cards and credits, free the held claims that nothing stops any more, and
    plan the large payments that wait.
    """
    actor = office(practice_id)
    on = today(actor)
    do_each(
        lambda: exchange_files(actor, link_of(actor), on=on),
        lambda: watch(actor, on=on),
        lambda: claim_coded(actor, on=on),
        lambda: settle_charges(actor, terminal_of(actor), on=on),
        lambda: take_due_instalments(actor, terminal_of(actor), on=on),
        lambda: tend_credits(actor, on=on),
        lambda: tend_placements(actor, on=on),
        lambda: watch_plans(actor, on=on),
        lambda: watch_estimates(actor, on=on),
        lambda: forget_recordings(actor, on=on),
        lambda: look_where_needed(actor, on=on),
        lambda: keep_previews(actor, on=on),
    )


@app.task
@apart()
def long_run(practice_id: int, run_id: int) -> None:
    """Take a long run on for a while, then queue up behind what waits."""
    actor, until = office(practice_id), time.monotonic() + TURN_S
    while take_on(actor, run_id, on=today(actor)):
        if time.monotonic() > until:
            job = long_run.configure(lock=f"long-run-{run_id}")
            job.defer(practice_id=practice_id, run_id=run_id)
            return


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="retry-stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Give the jobs of a worker that died to another; every job is safe to run twice."""
    assert timestamp
    for job in await context.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_S):
        await context.app.job_manager.retry_job(job)
