"""Serves the screens with waitress until a signal ends it; requests under way are finished first."""

import signal
import socket
import threading
from collections.abc import Callable
from datetime import date
from types import FrameType
from typing import Any

from waitress.server import create_server

from almoner.flow.charge.coder import make_ready
from almoner.settings import option
from almoner.web.wsgi import opened

THREADS = 8
LARGEST_BODY = 50 * 1024 * 1024
LARGEST_HEADER = 64 * 1024
IDLE_S = 60


def serve(host: str, port: int, *, when_ready: Callable[[str], None] | None = None) -> None:
    """Serve on an address (port 0 takes a free one) of a process whose store is open, until SIGTERM or
    SIGINT.

    `when_ready` is told the address that people open. Raises OSError where the address is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listening:
        server = create_server(
            opened(),
            sockets=[listening],
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST_BODY,
            max_request_header_size=LARGEST_HEADER,
            channel_timeout=IDLE_S,
            **_proxy(),
        )
        earlier = _leave_on_signals()
        if when_ready:
            shown = f"[{host}]" if ":" in host else host
            when_ready(f"http://{shown}:{listening.getsockname()[1]}/")
        day = date.today()  # noqa: DTZ011 - the codes of about now
        threading.Thread(target=make_ready, args=(day,), daemon=True).start()
        try:
            server.run()  # leaves at SystemExit, after the requests that were being answered
        finally:
            server.close()
            for number, handler in earlier.items():
                signal.signal(number, handler)


def _proxy() -> dict[str, Any]:
    """Whose word counts for where a request came from; everybody else's headers about it are dropped."""
    told: dict[str, Any] = {"clear_untrusted_proxy_headers": True}
    if proxy := option("ALMONER_PROXY"):
        told |= {"trusted_proxy": proxy, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
    return told


def _leave_on_signals() -> dict[int, Any]:
    """Let both signals end the server's loop; only the main thread may say so."""
    if threading.current_thread() is not threading.main_thread():
        return {}

    def leave(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise SystemExit(0)

    return {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGINT)}
