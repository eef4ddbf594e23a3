"""Enqueues jobs inside the business transaction: a job is there exactly when what it is about is."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from almoner.store.session import Session

EXCHANGE = "almoner.jobs.tasks.exchange"
LONG_RUN = "almoner.jobs.tasks.long_run"
_WAITING = "SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo'"
_KNOWN = "SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = %s LIMIT 1"


def is_known(session: Session, queueing_lock: str) -> bool:
    """True where a job of this name waits, is under way or is over, and wasn't forgotten yet."""
    return bool(session.rows(_KNOWN, queueing_lock))


def defer_exchange_until(session: Session, at: datetime) -> None:
    """Ask for an exchange at a later moment; it stands beside the one that goes at once."""
    lock = f"practice-{session.practice_id}"
    job = app.configure_task(EXCHANGE, lock=lock, schedule_at=at, allow_unknown=True)
    job.defer(practice_id=session.practice_id)


def defer_long_run(session: Session, run_id: int) -> None:
    """Ask for a long run to be taken on; two jobs of one run come one after the other."""
    job = app.configure_task(LONG_RUN, lock=f"long-run-{run_id}", allow_unknown=True)
    job.defer(practice_id=session.practice_id, run_id=run_id)


def defer_exchange(session: Session) -> None:
    """Ask for an exchange with the practice's clearinghouse; one that waits already is enough."""
    waiting = f"exchange-{session.practice_id}"
    if session.rows(_WAITING, waiting):
        return
    lock = f"practice-{session.practice_id}"
    job = app.configure_task(EXCHANGE, queueing_lock=waiting, lock=lock, allow_unknown=True)
    # A savepoint: when another transaction was quicker, its refusal undoes this job alone.
    with suppress(AlreadyEnqueued), transaction.atomic(using=session.alias):
        job.defer(practice_id=session.practice_id)
