"""`almoner serve` and `almoner work`: the screens with one job worker, or a worker alone."""

import argparse
import sys

from almoner.cli.opening import open_books
from almoner.settings import option


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
    return serve_screens(int(port), host=host.strip("[]") or "127.0.0.1")


def serve_screens(port: int, *, host: str = "127.0.0.1", greeting: str = "") -> int:
    """Serve open books with one worker beside; return when a signal ends it."""
    from almoner.jobs.worker import Worker
    from almoner.web.server import serve

    def ready(address: str) -> None:
        sys.stderr.write(f"{address} shows the screens. {greeting}\nCtrl-C stops.\n")

    worker = Worker()
    worker.start()
    try:
        serve(host, port, when_ready=ready)
    except OSError as error:
        sys.stderr.write(f"almoner: port {port} cannot be opened ({error.strerror}): choose another\n")
        return 2
    finally:
        worker.stop()
    return 0


def work(arguments: list[str]) -> int:
    """Work jobs until stopped."""
    argparse.ArgumentParser(prog="almoner work", description="One job worker.").parse_args(arguments)
    open_books()
    from almoner.jobs.worker import work as work_jobs

    work_jobs()
    return 0
