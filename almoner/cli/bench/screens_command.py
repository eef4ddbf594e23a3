"""`bench screens`: the server's time and the queries of every screen, at two sizes of the books."""

import argparse
import json
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almoner.cli.bench.ground import own_books, postmaster_of
from almoner.cli.bench.large_ground import folder, opened

if TYPE_CHECKING:
    from almoner.cli.bench.screens_walk import Answered

TRIES = 7
PASSWORD = "a-password-for-this-bench"  # noqa: S105 - the books are gone when the bench ends
SCREENS = (
    ("today", "frances", "/today"),
    ("patients", "frances", "/patients"),
    ("patient", "frances", "/patients/{patient}"),
    ("claims", "dana", "/claims"),
    ("claim", "dana", "/claims/{claim}"),
    ("payments", "dana", "/remittances"),
    ("payment", "dana", "/remittances/{remittance}"),
    ("work", "dana", "/work"),
    ("day", "moira", "/day"),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One screen at one size: the median time in milliseconds and the number of its queries."""

    ms: float
    queries: int


def run(arguments: list[str]) -> int:
    """Measure and print; exit 1 when a screen needs more queries in larger books, or is too slow in the large
    practice.
    """
    parser = argparse.ArgumentParser(
        prog="almoner bench screens", description="Server time and queries of every screen, at two sizes."
    )
    parser.add_argument("--small", type=int, default=4, help="visits a day of the small books (default 4)")
    parser.add_argument("--large", type=int, default=24, help="visits a day of the large books (default 24)")
    parser.add_argument("--practice", action="store_true", help="on the practice of `bench practice` instead")
    parser.add_argument("--tries", type=int, default=20, help="answers of each address of it (default 20)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.practice:
        return _walk(options.tries, is_json=options.json)
    small, large = _measure(options.small), _measure(options.large)
    if options.json:
        rows = {
            name: {
                "small": [small[name].ms, small[name].queries],
                "large": [large[name].ms, large[name].queries],
            }
            for name in small
        }
        sys.stdout.write(json.dumps(rows) + "\n")
    else:
        sys.stdout.write(_as_text(small, large))
    return 1 if any(large[name].queries > small[name].queries for name in small) else 0


def _walk(tries: int, *, is_json: bool) -> int:
    """Measure every address on the large practice; exit 2 where there is none."""
    data = folder()
    if not data.is_dir():
        sys.stderr.write("almoner: there is no large practice: make one with `bench practice`\n")
        return 2
    with opened(data):
        from almoner.cli.bench.screens_walk import Answered, walk
        from almoner.cli.demo import cast
        from almoner.cli.demo.practice import practice_named

        practice_id = practice_named(cast.PRACTICE.name)
        assert practice_id is not None, "`bench practice` has made its practice"

        def tell(one: Answered) -> None:
            slow = "  SLOW" if one.is_slow else ""
            sys.stderr.write(
                f"{one.asked.address:52}{one.asked.role:12}{one.p95_ms:9.0f}{one.ours_ms:8.0f}"
                f"{one.queries:5}{slow}\n"
            )

        found = walk(practice_id, postmaster=postmaster_of(data), tries=tries, tell=tell)
    if is_json:
        sys.stdout.write(json.dumps([asdict(one) for one in found]) + "\n")
    else:
        sys.stdout.write(_walked(found))
    return 1 if any(one.is_slow for one in found) else 0


def _walked(found: "list[Answered]") -> str:
    lines = [f"{'address':52}{'as':12}{'p95 ms':>9}{'median':>9}{'ours':>7}{'queries':>9}"]
    lines += [
        f"{one.asked.address:52}{one.asked.role:12}{one.p95_ms:9.1f}{one.median_ms:9.1f}{one.ours_ms:7.1f}"
        f"{one.queries:9}{'  slow' if one.is_slow else ''}"
        for one in sorted(found, key=lambda one: -one.p95_ms)
    ]
    slow = sum(one.is_slow for one in found)
    return "\n".join([*lines, f"{len(found)} addresses, {slow} slower than asked; processor time"]) + "\n"


def _as_text(small: dict[str, Seen], large: dict[str, Seen]) -> str:
    lines = [f"{'screen':10}{'small ms':>10}{'queries':>9}{'large ms':>10}{'queries':>9}"]
    for name, few in small.items():
        many = large[name]
        lines.append(f"{name:10}{few.ms:10.1f}{few.queries:9}{many.ms:10.1f}{many.queries:9}")
    return "\n".join(lines) + "\n"


def _measure(visits_a_day: int) -> dict[str, Seen]:
    with own_books():
        from almoner.cli.demo import cast
        from almoner.cli.demo.practice import practice_named
        from almoner.cli.demo.run import Size, build
        from almoner.flow.access import office
        from almoner.flow.users import add_user

        build(Size(patients=visits_a_day * 12, visits_a_day=visits_a_day))
        practice_id = practice_named(cast.PRACTICE.name)
        assert practice_id is not None, "the demonstration has built its practice"
        for name, role in cast.USERS:
            add_user(office(practice_id), name=name, password=PASSWORD, role=role)
        ids = _busiest(practice_id)
        clients = {name: _signed_in(name) for name in {user for _, user, _ in SCREENS}}
        return {name: _look(clients[user], path.format(**ids)) for name, user, path in SCREENS}


def _busiest(practice_id: int) -> dict[str, int]:
    """The patient, the claim and the remittance about which the books hold most."""
    from almoner.store.session import books

    most = """
    SELECT coalesce({0}, 0) FROM posting WHERE practice_id = %s AND {0} IS NOT NULL
    GROUP BY {0} ORDER BY count(*) DESC, {0} LIMIT 1
    """
    columns = {"patient": "patient_id", "claim": "claim_id", "remittance": "remittance_id"}
    with books(practice_id) as session:
        return {kind: session.value(most.format(column), practice_id) for kind, column in columns.items()}


def _signed_in(name: str) -> Any:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.post("/sign-in", {"name": name, "password": PASSWORD})
    return client


def _look(client: Any, path: str) -> Seen:
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    spent = []
    for _ in range(TRIES):
        began = time.perf_counter()
        answer = client.get(path)
        spent.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, f"{path} answers {answer.status_code}"
    with CaptureQueriesContext(connections["default"]) as asked:
        client.get(path)
    return Seen(round(statistics.median(spent), 1), len(asked))
