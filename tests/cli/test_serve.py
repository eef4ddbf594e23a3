"""The screens and the worker run as two processes that live and end with the command."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from almoner.cli.serve import run

WAIT_S = 60.0


SERVE = (sys.executable, "-m", "almoner.cli", "serve", "--listen", "127.0.0.1:0")
DEAF = ("sh", "-c", "trap '' INT TERM; exec \"$@\"", "sh")
"""Starts what follows with both signals ignored, as a shell does with SIGINT for a job in its background."""


@pytest.fixture
def served(
    request: pytest.FixtureRequest, store: Path, root: Path
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A running `almoner serve` on a free port, and the address that it tells."""
    environ = {**os.environ, "ALMONER_DATA": str(store), "PYTHONPATH": str(root)}
    command = [*getattr(request, "param", ()), *SERVE]
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, start_new_session=True) as serving:
        assert serving.stderr is not None
        address = ""
        while not address:
            line = serving.stderr.readline().decode()
            assert line, "it ended before it told its address"
            address = next(iter(re.findall(r"http://[\d.:]+", line)), "")
        yield serving, address
        serving.kill()


def children(process: subprocess.Popen[bytes]) -> dict[str, int]:
    """The modules that a process runs as its children, with their ids."""
    found = {}
    for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        words = Path(f"/proc/{child}/cmdline").read_bytes().decode().split("\0")
        if "-m" in words:
            found[words[words.index("-m") + 1]] = int(child)
    return found


def is_running(pid: int) -> bool:
    """Whether a process runs and isn't only waited for."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def until(holds: object) -> bool:
    """Whether something comes true in time."""
    assert callable(holds)
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_it_answers_and_its_children_end_with_it_even_by_a_kill(
    served: tuple[subprocess.Popen[bytes], str],
) -> None:
    serving, address = served
    with urllib.request.urlopen(f"{address}/sign-in", timeout=WAIT_S) as answer:
        assert answer.status == 200
    own = children(serving)
    assert set(own) == {"almoner.web", "almoner.jobs"}
    os.kill(serving.pid, signal.SIGKILL)
    assert until(lambda: not any(is_running(pid) for pid in own.values()))


def test_a_worker_that_dies_is_started_again(served: tuple[subprocess.Popen[bytes], str]) -> None:
    serving, _ = served
    first = children(serving)["almoner.jobs"]
    os.kill(first, signal.SIGKILL)
    assert until(lambda: children(serving).get("almoner.jobs", first) != first)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("served", [(), DEAF], ids=["heard", "ignored"], indirect=True)
def test_a_signal_ends_it_in_order(served: tuple[subprocess.Popen[bytes], str], number: int) -> None:
    serving, address = served
    own = children(serving)
    os.kill(serving.pid, number)
    assert serving.wait(WAIT_S) == 0
    assert not any(is_running(pid) for pid in own.values())
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{address}/sign-in", timeout=5)


def test_a_worker_alone_ends_in_order_too(store: Path, root: Path) -> None:
    environ = {**os.environ, "ALMONER_DATA": str(store), "PYTHONPATH": str(root)}
    command = [*DEAF, sys.executable, "-m", "almoner.cli", "work"]
    with subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL, start_new_session=True) as working:
        assert until(lambda: "almoner.jobs" in children(working))
        worker = children(working)["almoner.jobs"]
        os.kill(working.pid, signal.SIGINT)
        assert working.wait(WAIT_S) == 0
    assert not is_running(worker)


def test_a_wrong_address_is_told_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--listen", "nowhere"]) == 2
    assert "address:port" in capsys.readouterr().err


def test_a_taken_port_is_told_in_a_line(store: Path, root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "almoner.cli", "serve", "--listen", f"127.0.0.1:{port}"],
            env={**os.environ, "ALMONER_DATA": str(store), "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            timeout=WAIT_S,
            check=False,
        )
    assert done.returncode == 2
    assert "cannot be opened" in done.stderr
    assert "Traceback" not in done.stderr
