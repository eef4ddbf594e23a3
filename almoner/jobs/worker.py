"""Runs the jobs: one worker in this process, until it is told to stop."""

import asyncio
import threading

from procrastinate.contrib.django import app


def work() -> None:
    """Work jobs until the process is told to stop (SIGINT, SIGTERM); the job under way is finished first."""
    with_worker = app.with_connector(app.connector.get_worker_connector())
    with_worker.run_worker(shutdown_graceful_timeout=30)


class Worker(threading.Thread):
    """One worker beside the web server, in a thread of its own."""

    def __init__(self) -> None:
        super().__init__(name="almoner-worker", daemon=True)
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None

    def run(self) -> None:
        """Work until `stop`."""
        asyncio.set_event_loop(self._loop)
        self._task = self._loop.create_task(self._work())
        try:
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            pass
        finally:
            self._loop.close()

    async def _work(self) -> None:
        with_worker = app.with_connector(app.connector.get_worker_connector())
        async with with_worker.open_async():
            await with_worker.run_worker_async(install_signal_handlers=False, shutdown_graceful_timeout=5)

    def stop(self) -> None:
        """Ask the worker to end and wait a moment for it; a job cut off is taken up again later."""
        if self._task is not None:
            self._loop.call_soon_threadsafe(self._task.cancel)
        self.join(timeout=8)
