"""Serves the screens with waitress until a signal ends it; requests under way are finished first."""

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from waitress.server import create_server

from almoner.web.wsgi import opened

THREADS = 8
LARGEST_BODY = 50 * 1024 * 1024


def serve(host: str, port: int, *, when_ready: Callable[[str], None] | None = None) -> None:
    """Serve on an address (port 0 takes a free one) of a process whose store is open, until SIGTERM or SIGINT.

    `when_ready` is told the address that people open. Raises OSError where the address is taken.
    """
    server = create_server(
        opened(),
        host=host,
        port=port,
        threads=THREADS,
        ident=None,
        max_request_body_size=LARGEST_BODY,
        max_request_header_size=64 * 1024,
        channel_timeout=60,
        clear_untrusted_proxy_headers=True,
    )
    earlier = _leave_on_signals()
    if when_ready:
        when_ready(_shown(server))
    try:
        server.run()  # leaves at SystemExit, after the requests that were being answered
    finally:
        server.close()
        for number, handler in earlier.items():
            signal.signal(number, handler)


def _shown(server: Any) -> str:
    """Return the address for people; a name with several addresses listens on each at its own socket."""
    host, port = server.effective_listen[0] if hasattr(server, "effective_listen") else _one(server)
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _one(server: Any) -> tuple[str, int]:
    return server.effective_host, server.effective_port


def _leave_on_signals() -> dict[int, Any]:
    """Let both signals end the server's loop; only the main thread may say so."""
    if threading.current_thread() is not threading.main_thread():
        return {}

    def leave(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise SystemExit(0)

    return {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGINT)}
