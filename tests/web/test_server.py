"""The server: tells its address, serves, and ends by itself at a signal with status 0."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from almoner.flow.collect.pay import FREE_TRIES

pytestmark = pytest.mark.usefixtures("store")

CSRF = "a" * 32
RUN = """
import sys
from pathlib import Path
from almoner.store.boot import open_store
open_store(Path(sys.argv[1]), is_quiet=True)
from almoner.web.server import serve
serve("127.0.0.1", 0, when_ready=lambda address: print(address, flush=True))
print("ended", flush=True)
"""


@contextmanager
def served(store: Path, root: Path, **options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of its own process with options of the environment, and its address."""
    command = [sys.executable, "-c", RUN, str(store)]
    environment = os.environ | {"ALMONER_DATA": str(store), "PYTHONPATH": str(root)} | options
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server, server.stdout.readline().strip()
        finally:
            server.kill()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_a_signal_and_ends_in_order(ending: signal.Signals, store: Path, root: Path) -> None:
    with served(store, root) as (server, address):
        with urllib.request.urlopen(f"{address}sign-in", timeout=120) as answer:
            assert answer.status == 200
            assert "Server" not in answer.headers
        server.send_signal(ending)
        rest, _ = server.communicate(timeout=120)
    assert (rest.strip(), server.returncode) == ("ended", 0)


def test_a_taken_port_is_told() -> None:
    import socket

    from almoner.web.server import serve

    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        serve("127.0.0.1", taken.getsockname()[1])


def wrong_answer(address: str, comes_from: str) -> int:
    """Answer a pay link that there is not, through a proxy that tells where it comes from: the status."""
    said = {"token": "none", "year": "1980", "month": "1", "day": "1", "csrfmiddlewaretoken": CSRF}
    asked = urllib.request.Request(
        f"{address}pay",
        urlencode(said).encode(),
        {"Cookie": f"csrftoken={CSRF}", "X-Forwarded-For": comes_from},
    )
    try:
        with urllib.request.urlopen(asked, timeout=120) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        refused.close()
        return refused.code


@pytest.mark.parametrize(("proxy", "elsewhere"), [("127.0.0.1", 422), ("192.0.2.1", 429), ("", 429)])
def test_who_guesses_behind_a_named_proxy_slows_down_nobody_else(
    proxy: str, elsewhere: int, store: Path, root: Path
) -> None:
    with served(store, root, ALMONER_PROXY=proxy) as (_, address):
        guesses = [wrong_answer(address, f"203.0.113.{n}, 198.51.100.7") for n in range(FREE_TRIES)]
        assert set(guesses) == {422}
        assert wrong_answer(address, "198.51.100.7") == 429
        assert wrong_answer(address, "198.51.100.8") == elsewhere
