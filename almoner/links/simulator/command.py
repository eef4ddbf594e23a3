"""The command by which a person moves the clock of a box."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from almoner.links.simulator.box import Box


def main(argv: Sequence[str]) -> int:
    """`MAILBOX --advance N` or `MAILBOX --to DATE`; prints the new files, a name a line. 2 where the clock is
    unusable."""
    parser = argparse.ArgumentParser(prog="python -m almoner.links.simulator", description=__doc__)
    parser.add_argument("mailbox", type=Path, help="the mailbox folder")
    parser.add_argument("--seed", type=int, default=1, help="whose chance it is (default 1)")
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument(
        "--advance", type=int, metavar="N", help="so many days on; 0 answers what has come in today"
    )
    how.add_argument("--to", type=date.fromisoformat, metavar="DATE", help="to this day, as 2026-07-14")
    options = parser.parse_args(argv)
    try:
        box = Box(options.mailbox, seed=options.seed)
        if options.to is None and box.on is None:
            sys.stderr.write("The box has no date yet: begin with --to DATE.\n")
            return 2
        on = options.to or (box.on or date.min) + timedelta(days=options.advance)
    except ValueError:
        sys.stderr.write("The file `clock` holds no date: write one line, as 2026-07-14.\n")
        return 2
    for name in box.advance(on):
        sys.stdout.write(f"{name}\n")
    return 0
