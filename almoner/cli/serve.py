"""`almoner serve|work`: the screens and one job worker, each in a process that ends with this one."""

import argparse
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Self

from almoner.cli.keeping import keep_code_sets
from almoner.cli.opening import open_books
from almoner.cli.stopping import ended_by_signals, started
from almoner.settings import option

LEAVE_S = 30
LOOK_EVERY_S = 2


@ended_by_signals()
def run(arguments: list[str]) -> int:
    """Serve the screens on the practice's own books until stopped."""
    parser = argparse.ArgumentParser(prog="almoner serve", description="The screens and one job worker.")
    parser.add_argument("--listen", default=option("ALMONER_LISTEN", "127.0.0.1:8000"), help="address:port")
    options = parser.parse_args(arguments)
    host, _, port = options.listen.rpartition(":")
    if not port.isdigit() or int(port) > 65535:
        sys.stderr.write("almoner: --listen wants address:port, as 127.0.0.1:8000\n")
        return 2
    open_books()
    keep_code_sets()
    return serve_screens(host.strip("[]") or "127.0.0.1", int(port))


def serve_screens(host: str, port: int, *, greeting: str = "", beside: Sequence[tuple[str, ...]] = ()) -> int:
    """Run the web server and a worker on the open books until a signal ends them; `beside` are further
    modules with their arguments, each kept running like the worker.

    Returns the server's status: 0 when it was told to stop.
    """
    with ExitStack() as stack:
        server, came = stack.enter_context(started(_child("almoner.web", host, str(port))))
        kept = [stack.enter_context(_Kept(*one)) for one in (("almoner.jobs",), *beside)]
        assert server.stdout is not None, "the server tells its address"
        address = server.stdout.readline().decode().strip()
        if address:
            sys.stderr.write(f"{address} shows the screens. Ctrl-C stops.\n{greeting}")
            sys.stderr.flush()
        return _status(_watch(server, kept), came)


def _watch(server: subprocess.Popen[bytes], kept: "Sequence[_Kept]") -> int:
    """Wait for the server to end, and keep the others alive meanwhile."""
    while server.poll() is None:
        for one in kept:
            one.keep()
        with suppress(subprocess.TimeoutExpired):
            server.wait(LOOK_EVERY_S)
    return server.returncode


def _status(status: int, came: list[int]) -> int:
    """A child that was told to stop before it could listen to signals has stopped all the same."""
    return 0 if came and status == -signal.SIGTERM else status


class _Kept:
    """A child that is started again when it dies, as long as the block runs."""

    def __init__(self, module: str, *arguments: str) -> None:
        self._module = module
        self._arguments = arguments
        self._stack = ExitStack()
        self._child = self._stack.enter_context(_child(module, *arguments))

    def keep(self) -> None:
        """Start the child again when it has died; what it was doing is taken up by the next one."""
        if self._child.poll() is not None:
            sys.stderr.write(f"almoner: {self._module} has ended and is started again\n")
            self._stack.close()
            self._child = self._stack.enter_context(_child(self._module, *self._arguments))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()


@ended_by_signals()
def work(arguments: list[str]) -> int:
    """Work jobs until stopped."""
    argparse.ArgumentParser(prog="almoner work", description="One job worker.").parse_args(arguments)
    open_books()
    keep_code_sets()
    with started(_child("almoner.jobs")) as (worker, came):
        return _status(worker.wait(), came)


@contextmanager
def _child(module: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a module in a process of its own; it ends when our end of a pipe closes, even by a kill."""
    command = [sys.executable, "-m", module, *arguments]
    # A session of its own: Ctrl-C reaches this process alone, which then ends its children in order.
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(LEAVE_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
