"""Runs the jobs: one worker in this process, until it is told to stop."""

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

GRACE_S = 20


def work() -> None:
    """Work jobs until the process is told to stop (SIGINT, SIGTERM); the job under way is finished first.

    A job that is cut off all the same is taken up again by the next worker (`tasks.retry_stalled`).
    """
    connector = app.connector
    assert isinstance(connector, DjangoConnector), "the queue lives in the books' own database"
    with app.replace_connector(connector.get_worker_connector()) as working:
        working.run_worker(shutdown_graceful_timeout=GRACE_S)
