"""`almoner code`: what a note is coded as. It needs no server, no books and no network."""

import argparse
from collections.abc import Callable

from almoner.cli import code_check, code_suggest


def run(arguments: list[str]) -> int:
    """Exit 0 whenever an answer is printed, whatever it says; 2 where the input can't be used."""
    parser = argparse.ArgumentParser(prog="almoner code", description="What a note is coded as.")
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    code_suggest.describe(acts.add_parser("suggest", help="the codes that a note carries, with their proof"))
    code_check.describe(acts.add_parser("check", help="what a note documents beside what was charged"))
    options = parser.parse_args(arguments)
    call: Callable[[argparse.Namespace], int] = options.call
    return call(options)
