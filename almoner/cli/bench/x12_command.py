"""`bench x12`: reading, writing and planning X12, against the bare split of the text and other readers."""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from almoner.cli.bench.files import DAY, PAID_ON, Batch, claims_file, make_batch, payment_file
from almoner.core.remit.desk import Desk
from almoner.core.remit.post import plan_remittance
from almoner.core.wire.claim_837_read import read_claims
from almoner.core.wire.remit_835 import read_remittances
from almoner.core.x12 import read
from almoner.flow.policy import reasons

TRIES = 5
SLOW_CLAIMS = 200
"""Claims that a peer gets which takes milliseconds for each."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What something takes for one claim of its file, and how that compares with the bare split."""

    name: str
    us_a_claim: float
    megabytes_a_second: float
    times_the_floor: float


def run(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="almoner bench x12", description="Read, write and plan X12, with other readers side by side."
    )
    parser.add_argument("claims", nargs="?", type=int, default=2000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    figures = measure(options.claims)
    if options.json:
        rows = {
            each.name: {
                "us_a_claim": each.us_a_claim,
                "megabytes_a_second": each.megabytes_a_second,
                "times_the_floor": each.times_the_floor,
            }
            for each in figures
        }
        sys.stdout.write(json.dumps(rows) + "\n")
    else:
        sys.stdout.write(_as_text(figures))
    return 0


def _as_text(figures: list[Figure]) -> str:
    lines = [f"{'':36}{'us a claim':>12}{'MB a second':>13}{'x the split':>13}"]
    for each in figures:
        measured = (each.us_a_claim, each.megabytes_a_second, each.times_the_floor)
        lines.append(f"{each.name:36}{measured[0]:12.1f}{measured[1]:13.1f}{measured[2]:13.1f}")
    return "\n".join(lines) + "\n"


def measure(claims: int) -> list[Figure]:
    """Measure everything over files of so many claims, processor time, the median of a few tries."""
    batch = make_batch(claims)
    sent, paid = claims_file(batch), payment_file(batch)
    found: list[Figure] = []
    for name, data in (("837P", sent), ("835", paid)):
        bare = _seconds(lambda data=data: _split(data))  # type: ignore[misc]  # bound at once
        found.append(_figure(f"{name}: split at the separators", bare, data, claims, bare))
        for what, work in _works(name, batch, data):
            found.append(_figure(f"{name}: {what}", _seconds(work), data, claims, bare))
        found += _slow(name, data, claims, bare)
    return found


def _works(name: str, batch: Batch, data: bytes) -> list[tuple[str, Callable[[], object]]]:
    works: list[tuple[str, Callable[[], object]]] = [
        ("read, envelopes checked, rows", lambda: _rows(data)),
    ]
    if name == "837P":
        works += [
            ("read to claims", lambda: read_claims(read(data))),
            ("write", lambda: claims_file(batch)),
        ]
    else:
        desk = Desk(reasons=reasons(), books=batch.books())
        remittance = read_remittances(read(data), ids=count(1), received_on=PAID_ON)[0]
        works += [
            ("read to advices", lambda: read_remittances(read(data), ids=count(1), received_on=DAY)),
            ("plan", lambda: plan_remittance(remittance, desk, ids=count(1), on=PAID_ON)),
        ]
    return works + _peers(data)


def _peers(data: bytes) -> list[tuple[str, Callable[[], object]]]:
    if not find_spec("oxedi"):
        return []
    import oxedi

    return [("oxedi (compiled), parse", lambda: oxedi.parse(data))]


def _slow(name: str, data: bytes, claims: int, bare: float) -> list[Figure]:
    """pyx12 checks against its own maps of the guides while it reads; it gets a file of few claims."""
    if not find_spec("pyx12"):
        return []
    from pyx12 import params, x12n_document

    few = make_batch(min(claims, SLOW_CLAIMS))
    small = claims_file(few) if name == "837P" else payment_file(few)
    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        path = Path(folder) / "small.x12"
        path.write_bytes(small)
        began = time.process_time()
        x12n_document.x12n_document(params.params(), str(path), None, None, None, nowhere)
        spent = time.process_time() - began
    whole = spent * claims / len(few.built)
    return [_figure(f"{name}: pyx12 (Python), with its checks", whole, data, claims, bare)]


def _split(data: bytes) -> int:
    return sum(len(row.split("*")) for row in data.decode("latin-1").split("~\n"))


def _rows(data: bytes) -> int:
    document = read(data)
    sets = [each for interchange in document.interchanges for each in interchange.sets]
    return sum(len(row) for each in sets for row in each.iter_rows())


def _seconds(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(TRIES):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return statistics.median(spent)


def _figure(name: str, seconds: float, data: bytes, claims: int, bare: float) -> Figure:
    return Figure(
        name,
        round(seconds / claims * 1e6, 1),
        round(len(data) / seconds / 1e6, 1),
        round(seconds / bare, 1),
    )
