"""Ties a child process to its parent: when the parent is gone, however it went, the child ends as if told."""

import os
import signal
import threading


def end_with_parent() -> None:
    """End this process by SIGTERM when standard input closes; its other end is the parent's alone."""

    def wait() -> None:
        while os.read(0, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
