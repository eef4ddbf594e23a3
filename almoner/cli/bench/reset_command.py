"""`bench reset`: practice mode begun anew, from the learner's click to the page that they go on with."""

import argparse
import http.client
import json
import os
import re
import secrets
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from almoner.cli.bench.ground import own_books

if TYPE_CHECKING:
    from almoner.store.training import Grounds

TARGET_S = 1.0
PATIENCE_S = 120
AFTER_S = 4
"""The room drops what it was behind the learner's back; who begins anew again does so no sooner."""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
BUILD = """
from datetime import date
import sys
from almoner.cli.demo import training
from almoner.settings import data_folder
from almoner.store.boot import open_store
open_store(data_folder(), is_quiet=True)
training.build(date.fromisoformat(sys.argv[1]))
"""


class Learner:
    """Somebody in a room, as the real screens ask it for them."""

    def __init__(self, port: int, secret: str) -> None:
        self._port, self._secret = port, secret
        self._cookies: dict[str, str] = {}

    def ask(self, method: str, body: str = "") -> str:
        """Return the page of missions, or what begins anew when it is posted to."""
        from almoner.store.training import CARRIES

        address = "/training/anew" if method == "POST" else "/training"
        kept = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        told = {CARRIES: self._secret, "Host": "localhost", "Cookie": kept}
        told["Content-Type"] = "application/x-www-form-urlencoded"
        asked = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_S)
        asked.request(method, address, body=body, headers=told)
        got = asked.getresponse()
        page = got.read().decode()
        asked.close()
        assert got.status in (200, 302), got.status
        for cookie in got.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return page

    def begin_anew(self) -> float:
        """Return the seconds from the click to the next page."""
        token = TOKEN.search(self.ask("GET"))
        assert token is not None
        began = time.monotonic()
        self.ask("POST", f"csrfmiddlewaretoken={token[1]}")
        self.ask("GET")
        return time.monotonic() - began


def run(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="almoner bench reset", description="Practice mode begun anew, from the click to the page."
    )
    parser.add_argument("count", nargs="?", type=int, default=10, help="how often")
    parser.add_argument("--days", type=int, default=25, help="days that the training practice has worked")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    ready, none = measure(options.count, days=options.days)
    told = {"load": round(os.getloadavg()[0], 1), "ready_s": ready, "none_ready_s": none}
    if options.json:
        sys.stdout.write(json.dumps(told) + "\n")
        return 0
    middle, most = statistics.median(ready), max(ready)
    sys.stdout.write(
        f"{len(ready)} times begun anew at a load of {told['load']}; asked: {TARGET_S:.0f} s\n"
        f"  a copy lies ready   {middle:.2f} s, at most {most:.2f}\n  none lies ready     {none:.2f} s\n"
    )
    return 0


def measure(count: int, *, days: int) -> tuple[list[float], float]:
    """Return the seconds of each time with a copy that lies ready, and of one time without."""
    from almoner.cli.demo.training import LEFT_ON
    from almoner.store import training, training_spares

    with own_books() as data:
        place = training.grounds(data)
        _build(place, LEFT_ON - timedelta(days=days))
        names = place.template, place.template_folder
        room = place.room(training.Learner(1, "learner", ("manager",), 1))
        training.keep(room)
        training.lay(place.server, room)
        secret = secrets.token_urlsafe(32)
        with _shown(room.environment(place.server, secret)) as port:
            learner, ready = Learner(port, secret), list[float]()
            for _ in range(count):
                time.sleep(AFTER_S)
                training_spares.fill_up(place.server, *names)
                ready.append(round(learner.begin_anew(), 3))
            training_spares.drop_spares(place.server, *names)
            return ready, round(learner.begin_anew(), 3)


def _build(place: "Grounds", since_on: date) -> None:
    """Build the training practice as the product does, by a process of its own."""
    from almoner.store.training import building

    with building(place) as environment:
        command = [sys.executable, "-c", BUILD, since_on.isoformat()]
        subprocess.run(command, env=_importing(environment), check=True, stderr=subprocess.DEVNULL)


@contextmanager
def _shown(environment: dict[str, str]) -> Iterator[int]:
    """Show a room, and give its port."""
    with subprocess.Popen(
        [sys.executable, "-m", "almoner.web", "127.0.0.1", "0"],
        env=_importing(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline().strip().rstrip("/").rpartition(":")[2])
        finally:
            process.terminate()


def _importing(environment: dict[str, str]) -> dict[str, str]:
    """The same with where this Almoner is imported from."""
    root = str(Path(__file__).resolve().parents[3])
    return environment | {"PYTHONPATH": os.pathsep.join([root, environment.get("PYTHONPATH", "")])}
