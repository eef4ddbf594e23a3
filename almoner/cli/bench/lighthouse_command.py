"""`bench lighthouse`: what Lighthouse says of the main screens on a desktop and on a mobile, where Node,
Chromium and Lighthouse are present; else a sentence says what is missing.
"""

import argparse
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from almoner.cli.bench.ground import own_books
from almoner.cli.bench.screens_walk import PASSWORD, looked_for, signed_in

SCREENS = (
    ("", "/sign-in"),
    ("frances", "/today"),
    ("frances", "/schedule"),
    ("dana", "/work"),
    ("dana", "/claims"),
    ("dana", "/claims/{claim_id}"),
    ("frances", "/patients/{patient_id}"),
    ("dana", "/denials"),
    ("dana", "/remittances"),
    ("moira", "/home"),
    ("moira", "/receivables"),
    ("ada", "/setup"),
)
ASKED = {"desktop": 98, "mobile": 95}
"""The score of 100 that each category should reach, by device."""
UNFOUND = "/sign-in"
"""The one screen that a stranger can open asks search engines to leave it out: its `seo` can't be high."""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
LONGEST_S = 240


@dataclass(frozen=True, slots=True)
class Scored:
    """What Lighthouse gives a screen on a device, of 100, by category."""

    path: str
    device: str
    scores: dict[str, int]

    @property
    def is_low(self) -> bool:
        """True where a category is below what is asked."""
        asked = [score for name, score in self.scores.items() if (name, self.path) != ("seo", UNFOUND)]
        return min(asked) < ASKED[self.device]


def run(arguments: list[str]) -> int:
    """Print the scores as they come; exit 1 where one is lower than asked, 2 where a program is missing."""
    parser = argparse.ArgumentParser(prog="almoner bench lighthouse", description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if lacking := missing():
        sys.stderr.write(f"almoner: {lacking}\n")
        return 2
    with own_books() as data:
        ids = _fill()
        with _served(data) as address:
            found = []
            for (user, path), device in itertools.product(SCREENS, ASKED):
                found.append(_score(address, path.format(**ids), device, _session(user)))
                sys.stdout.write("" if options.json else _line(found[-1]))
                sys.stdout.flush()
    if options.json:
        sys.stdout.write(json.dumps([asdict(one) for one in found]) + "\n")
    return 1 if any(one.is_low for one in found) else 0


def missing() -> str:
    """Say in a sentence which program is missing; nothing where all are there."""
    if shutil.which("node") is None:
        return "Lighthouse runs on Node, which is not installed: apt-get install nodejs npm"
    if shutil.which("lighthouse") is None:
        return "Lighthouse is not on the PATH: npm install --global lighthouse"
    if not _chromium():
        return "Lighthouse looks at the screens in Chromium, which is not installed: apt-get install chromium"
    return ""


def _chromium() -> str:
    return next((found for name in CHROMIUM if (found := shutil.which(name))), "")


def _session(user: str) -> str:
    """Return the cookie of somebody who has signed in; none for a stranger."""
    return f"sessionid={signed_in(user).cookies['sessionid'].value}" if user else ""


def _fill() -> dict[str, object]:
    """Live a small demonstration, and let its people sign in; return what the screens are about."""
    from almoner.cli.demo import cast
    from almoner.cli.demo.practice import practice_named
    from almoner.cli.demo.run import Size, build
    from almoner.flow.access import office
    from almoner.flow.users import add_user
    from almoner.store.session import books

    build(Size(patients=48, visits_a_day=6))
    practice_id = practice_named(cast.PRACTICE.name)
    assert practice_id is not None, "the demonstration has built its practice"
    for name, role in cast.USERS:
        add_user(office(practice_id), name=name, password=PASSWORD, role=role)
    with books(practice_id) as session:
        return looked_for(session)


@contextmanager
def _served(data: Path) -> Iterator[str]:
    """Serve the screens for a block; yield their address."""
    words = [sys.executable, "-m", "almoner.web", "127.0.0.1", "0"]
    environment = os.environ | {"ALMONER_DATA": str(data)}
    pipe = subprocess.PIPE  # it lives as long as its input is open
    with subprocess.Popen(words, env=environment, stdin=pipe, stdout=pipe, text=True) as server:
        assert server.stdout is not None, "the server tells its address"
        try:
            yield server.stdout.readline().strip().rstrip("/")
        finally:
            server.terminate()


def _score(address: str, path: str, device: str, cookie: str) -> Scored:
    """Ask Lighthouse about one screen, which was opened once before: a server just begun reads its cards."""
    urlopen(Request(f"{address}{path}", headers={"Cookie": cookie})).close()  # noqa: S310 - our own server
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        headers = Path(folder) / "headers.json"
        headers.touch(mode=0o600)
        headers.write_text(json.dumps({"Cookie": cookie} if cookie else {}), encoding="ascii")
        words = ["lighthouse", f"{address}{path}", "--quiet", "--output=json", f"--output-path={told}"]
        words += [f"--extra-headers={headers}", "--chrome-flags=--headless=new --no-sandbox"]
        words += ["--preset=desktop"] if device == "desktop" else []
        environment = os.environ | {"CHROME_PATH": _chromium()}
        _run_lighthouse(words, environment)
        categories = json.loads(told.read_text(encoding="utf-8"))["categories"]
    return Scored(path, device, {name: round((one["score"] or 0) * 100) for name, one in categories.items()})


def _run_lighthouse(words: list[str], environment: dict[str, str]) -> None:
    """Run it, once more where it failed: its browser does not always start."""
    for is_last in (False, True):
        ended = subprocess.run(
            words, check=False, env=environment, capture_output=True, text=True, timeout=LONGEST_S
        )
        if ended.returncode == 0:
            return
        if is_last:
            raise SystemExit(f"almoner: Lighthouse failed on {words[1]}: {ended.stderr.strip()[-500:]}")


def _line(one: Scored) -> str:
    said = "  ".join(f"{name} {score}" for name, score in one.scores.items())
    return f"{one.path:16}{one.device:10}{said}{'  lower than asked' if one.is_low else ''}\n"
