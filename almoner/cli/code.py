"""`almoner code`: what a note is coded as. It needs no server, no books and no network."""

import argparse
import sys
from collections.abc import Callable
from importlib import import_module

WORKS = {
    "suggest": "the codes that a note carries, each with its proof in the text",
}


def run(arguments: list[str]) -> int:
    """Run one of the works; 2 for a word that there isn't."""
    name = arguments[0] if arguments else ""
    if name not in WORKS:
        listed = "\n".join(f"  {work.ljust(8)} {doc}" for work, doc in WORKS.items())
        sys.stderr.write(f"usage: almoner code WORK ...\n\n{listed}\n")
        return 0 if name in ("-h", "--help") else 2
    work: Callable[[list[str]], int] = import_module(f"almoner.cli.code_{name}").run
    return work(arguments[1:])


def age(text: str) -> int:
    """An age in whole years, for an option."""
    years = int(text) if text.isdecimal() else -1
    if not 0 <= years <= 124:
        raise argparse.ArgumentTypeError("an age in whole years, from 0 to 124")
    return years
