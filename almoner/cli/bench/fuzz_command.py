"""`bench fuzz`: broken and random X12 files by the thousand; each must be answered or refused, without an
exception, within a time and a memory that its size allows, and go back byte for byte."""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from almoner.cli.bench.damage import MOST_BYTES, damaged
from almoner.cli.bench.mutants_command import FOLDER
from almoner.cli.bench.one_fault import bases
from almoner.core.wire.json_rows import rows
from almoner.core.x12 import NotX12, read, rewrite
from almoner.core.x12.check import check_set

SECONDS_A_MEGABYTE = 30.0
SECONDS = 1.0
"""What a file may take: this, and so much for each megabyte of it (processor time)."""
_PROGRESS = 20_000


class Runaway(Exception):
    """A file took longer than its size allows, or didn't go back as it came."""


def run(arguments: list[str]) -> int:
    """Try so many inputs: 0 where all were answered, 1 with the first that wasn't, which is kept in a file; 2
    where the clean files to start from aren't there."""
    parser = argparse.ArgumentParser(
        prog="almoner bench fuzz", description="Broken X12 files: always an answer, in bounded time."
    )
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failure.x12"), help="where a failure is kept")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    seeds = list(bases(FOLDER).values()) if FOLDER.is_dir() else []
    if not seeds:
        sys.stderr.write("almoner: the files to start from come with the source\n")
        return 2
    began = time.perf_counter()
    failed = _by_coverage(options) if find_spec("atheris") else _by_chance(seeds, options)
    figures = {
        "inputs": options.inputs,
        "seconds": round(time.perf_counter() - began, 1),
        "megabytes": _peak() // 1024,
        "failed": failed,
    }
    text = (
        json.dumps(figures)
        if options.json
        else ", ".join(f"{key}: {value}" for key, value in figures.items())
    )
    sys.stdout.write(f"{text}\n")
    return 1 if failed else 0


def _peak() -> int:
    """Kilobytes that the larger of this process and its children has needed."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in who)


def try_one(data: bytes) -> None:
    """`answer_one`, and raises Runaway where it took longer than the size allows."""
    began = time.process_time()
    answer_one(data)
    spent, allowed = time.process_time() - began, SECONDS + SECONDS_A_MEGABYTE * len(data) / MOST_BYTES
    if spent > allowed:
        raise Runaway(f"it took {spent:.1f} s and may take {allowed:.1f} s")


def answer_one(data: bytes) -> None:
    """Everything that the commands do with a file, but for writing answers. Raises Runaway where it doesn't
    go back byte for byte, or whatever broke it."""
    with suppress(NotX12):
        document = read(data)
        if rewrite(document) != data:
            raise Runaway("it didn't go back byte for byte")
        for each in document.sets:
            for issue in check_set(each):
                str(issue)
        for _ in rows(document):
            pass


def _by_chance(seeds: list[bytes], options: argparse.Namespace) -> str:
    chance = random.Random(options.seed)
    for number in range(1, options.inputs + 1):
        if number % _PROGRESS == 0:
            sys.stderr.write(f"almoner: {number} inputs\n")
        failed = _failure(damaged(seeds, chance), options.keep)
        if failed:
            return failed
    return ""


def _by_coverage(options: argparse.Namespace) -> str:
    """With atheris, in a process of its own, since it ends the one that it runs in."""
    limits = [f"-atheris_runs={options.inputs}", f"-seed={options.seed}", f"-max_len={MOST_BYTES}"]
    keep = f"-exact_artifact_path={options.keep}"
    done = subprocess.run(
        [sys.executable, "-m", "almoner.cli.bench.fuzz_coverage", *limits, keep],
        check=False,
        stdout=sys.stderr,
    )
    return f"status {done.returncode}, the input is in {options.keep}" if done.returncode else ""


def _failure(data: bytes, keep: Path) -> str:
    """What went wrong with a file, which is then kept; empty where nothing did."""
    try:
        try_one(data)
    except Exception as error:  # noqa: BLE001 - any exception at all is what is looked for
        keep.write_bytes(data)
        return f"{type(error).__name__}, the input is in {keep}"
    return ""
