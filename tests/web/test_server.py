"""The server: tells its address, serves, and ends by itself at a signal with status 0."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("store")

RUN = """
import sys
from pathlib import Path
from almoner.store.boot import open_store
open_store(Path(sys.argv[1]), is_quiet=True)
from almoner.web.server import serve
serve("127.0.0.1", 0, when_ready=lambda address: print(address, flush=True))
print("ended", flush=True)
"""


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_a_signal_and_ends_in_order(ending: signal.Signals, store: Path, root: Path) -> None:
    command = [sys.executable, "-c", RUN, str(store)]
    environment = os.environ | {"ALMONER_DATA": str(store), "PYTHONPATH": str(root)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        with urllib.request.urlopen(f"{address}sign-in", timeout=20) as answer:
            assert answer.status == 200
            assert "Server" not in answer.headers
        server.send_signal(ending)
        rest, _ = server.communicate(timeout=20)
    assert (rest.strip(), server.returncode) == ("ended", 0)


def test_a_taken_port_is_told() -> None:
    import socket

    from almoner.web.server import serve

    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        serve("127.0.0.1", taken.getsockname()[1])
