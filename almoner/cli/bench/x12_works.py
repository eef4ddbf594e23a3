"""What `bench x12` measures of ours: each work over one file, processor time, the best of a few tries that
alternate with the bare split, so that a busy moment of the machine falls on both."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from itertools import count
from pathlib import Path

from almoner.cli.bench.files import DAY, ENVELOPE, PAID_ON, Batch, claims_file, make_batch, payment_file
from almoner.cli.x12_tables import tables as lists_of
from almoner.core.remit.desk import Desk
from almoner.core.remit.post import plan_remittance
from almoner.core.wire.claim_837 import make_sets, write_claims
from almoner.core.wire.claim_837_read import read_claims
from almoner.core.wire.remit_835 import read_remittances
from almoner.core.x12 import check_set, pieces, read, write
from almoner.core.x12.codes import Tables
from almoner.flow.policy import reasons

TRIES = 5
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Figure:
    """What something takes for one claim of its file, and how that compares with the bare split."""

    name: str
    us_a_claim: float
    times_the_floor: float


def split_bare(data: bytes) -> int:
    """The floor: the text split into segments and these into elements, and dropped."""
    return sum(len(row.split("*")) for row in data.decode("latin-1").split("~\n"))


def check_to(data: bytes, level: int) -> int:
    """The file read and checked up to a level, with the lists that the product ships, diagnoses included."""
    tables = _lists() if level > 4 else {}
    return sum(len(check_set(each, level=level, tables=tables)) for each in read(data).sets)


@cache
def _lists() -> Tables:
    with tempfile.TemporaryDirectory() as nothing_imported:
        return lists_of(Path(nothing_imported))


def works(name: str, batch: Batch, data: bytes) -> dict[str, Work]:
    """Everything that is measured over one file, by what it is called."""
    found: dict[str, Work] = {
        "read, envelopes checked": lambda: read(data).sets,
        "structure: read, and each segment a list": lambda: _rows(data),
        "checked, levels 1 and 2": lambda: check_to(data, 2),
        "checked, levels 1 to 5": lambda: check_to(data, 5),
        "rewritten": lambda: sum(map(len, pieces(read(data)))),
    }
    if name == "837P":
        found |= {
            "read to claims": lambda: read_claims(read(data)),
            "written, and checked to level 2": partial(_write, batch, 2),
            "written, and checked to level 4": partial(_write, batch, 4),
            "written without a look at it": partial(_write_blindly, batch),
        }
        return found
    desk = Desk(reasons=reasons(), books=batch.books())
    remittance = read_remittances(read(data), ids=count(1), received_on=PAID_ON)[0]
    found |= {
        "read to advices": lambda: read_remittances(read(data), ids=count(1), received_on=DAY),
        "planned": lambda: plan_remittance(remittance, desk, ids=count(1), on=PAID_ON),
    }
    return found


def measure(name: str, claims: int) -> list[Figure]:
    """All works over a file of so many claims."""
    batch = make_batch(claims)
    data = file_of(name)(claims)
    floor = 0.0
    spent: dict[str, float] = {}
    measured = {"split at the separators": lambda: split_bare(data)} | works(name, batch, data)
    for _ in range(TRIES):
        for what, work in measured.items():
            began = time.process_time()
            work()
            took = time.process_time() - began
            spent[what] = min(took, spent.get(what, took))
    floor = spent["split at the separators"]
    return [
        Figure(f"{name}: {what}", round(took / claims * 1e6, 1), round(took / floor, 2))
        for what, took in spent.items()
    ]


def file_of(name: str) -> Callable[[int], bytes]:
    """What makes a file of so many claims of a set."""
    make = claims_file if name == "837P" else payment_file
    return lambda claims: make(make_batch(claims))


@dataclass(frozen=True, slots=True)
class Command:
    """The command on a file, in a process of its own: processor time and the most memory that it held."""

    cpu_s: float
    peak_mb: float


def command_on(data: bytes) -> Command:
    """`almoner x12 check` on a file of these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.x12"
        path.write_bytes(data)
        return _measured([sys.executable, "-m", "almoner.cli", "x12", "check", str(path)])


_PROBE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def _measured(command: list[str]) -> Command:
    """A command's cost, asked by a small process between, whose only child it is; the cheapest of three."""
    runs = []
    for _ in range(3):
        told = subprocess.run(
            [sys.executable, "-c", _PROBE, *command],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ,
        )
        cpu, peak = told.stdout.split()
        runs.append(Command(round(float(cpu), 3), round(float(peak), 1)))
    return min(runs, key=lambda run: run.cpu_s)


def _rows(data: bytes) -> int:
    return sum(len(row) for each in read(data).sets for row in each.iter_rows())


def _write(batch: Batch, level: int) -> bytes:
    return write_claims(batch.revisions, envelope=ENVELOPE, batch_number=1, level=level)[0]


def _write_blindly(batch: Batch) -> bytes:
    envelope, sets, _ = make_sets(batch.revisions, envelope=ENVELOPE, batch_number=1)
    return write(envelope, sets)
