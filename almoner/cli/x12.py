"""`almoner x12`: check, read, rewrite, acknowledge and explain X12 files. It needs no server and no books.

Standard output carries the payload alone; a file that is no X12 gives one line on standard error and status
2. What a command needs is imported when it runs, so that a small file is checked at once.
"""

import argparse
import json
import sys
from collections.abc import Callable

from almoner.cli.given import Unusable
from almoner.cli.x12_files import load

USAGE = "almoner x12 check|json|rewrite|ack|explain|sample|coverage ..."
FORMS = ("999", "TA1", "277CA")
GUIDES = "837P 837I 837D 835 270 271 275 276 277 277CA 278 278-response 999".split()


def run(argv: list[str]) -> int:
    """Run one of the commands on a file: 0 done, 1 the file has errors, 2 it cannot be used."""
    parser = argparse.ArgumentParser(prog="almoner x12", description="Read, check and answer X12 files.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, add in _COMMANDS.items():
        one = commands.add_parser(name)
        one.set_defaults(call=add(one))
    options = parser.parse_args(argv)
    try:
        status: int = options.call(options)
    except Unusable as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    return status


def check(options: argparse.Namespace) -> int:
    """Print what is wrong with a file, and return 1 where something of severity error is."""
    from almoner.cli.x12_check import Wish
    from almoner.cli.x12_check import check as check_files

    level = options.level or (7 if options.payer else 5)
    return check_files(options.file, Wish(level, options.payer, options.json))


def as_json(options: argparse.Namespace) -> int:
    """Print a row a claim, payment, question or answer."""
    from almoner.core.wire.json_rows import rows

    for row in rows(load(options.file)):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


def again(options: argparse.Namespace) -> int:
    """Print the parsed file, byte for byte."""
    from almoner.core.x12.document import pieces

    for piece in pieces(load(options.file)):
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
    return 0


def acknowledge(options: argparse.Namespace) -> int:
    """Print the acknowledgement of a file, an interchange for each of its own."""
    from almoner.cli.x12_answers import acknowledge as acknowledge_file

    return acknowledge_file(options.file, options.type)


def explain(options: argparse.Namespace) -> int:
    """Print what was refused, where and what to do, for each acknowledgement of a file."""
    from almoner.cli.x12_answers import explain as explain_file

    return explain_file(options.file, options.original, is_json=options.json)


def sample(options: argparse.Namespace) -> int:
    """Print a valid invented file of a guide; the same seed gives the same bytes."""
    from almoner.cli.x12_sample import write_sample

    sys.stdout.buffer.write(write_sample(options.guide, options.claims, options.seed))
    sys.stdout.buffer.flush()
    return 0


def coverage(options: argparse.Namespace) -> int:
    """Print every loop, segment and element of the guides: supported, tested."""
    from almoner.cli.x12_coverage import show

    return show(is_json=options.json)


# ------------------------------------------------------------------------------------- the commands

Call = Callable[[argparse.Namespace], int]


def _add_check(parser: argparse.ArgumentParser) -> Call:
    parser.add_argument("file", nargs="+", help="the file, or several; - is standard input")
    parser.add_argument("--level", type=int, default=None, choices=range(1, 8))
    parser.add_argument("--payer", metavar="ID", default="")
    parser.add_argument("--json", action="store_true")
    return check


def _add_json(parser: argparse.ArgumentParser) -> Call:
    parser.add_argument("file")
    return as_json


def _add_rewrite(parser: argparse.ArgumentParser) -> Call:
    parser.add_argument("file")
    return again


def _add_ack(parser: argparse.ArgumentParser) -> Call:
    parser.add_argument("file")
    parser.add_argument("--type", required=True, choices=FORMS)
    return acknowledge


def _add_explain(parser: argparse.ArgumentParser) -> Call:
    parser.add_argument("file", help="the acknowledgement, or another answer")
    parser.add_argument("--original", metavar="FILE", required=True)
    parser.add_argument("--json", action="store_true")
    return explain


def _add_sample(parser: argparse.ArgumentParser) -> Call:
    parser.add_argument("guide", choices=GUIDES, help="the guide")
    parser.add_argument("--claims", type=_count, default=10, metavar="N", help="how many claims or inquiries")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same bytes")
    return sample


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1_000_000:
        raise argparse.ArgumentTypeError("a number from 1 to 1000000")
    return number


def _add_coverage(parser: argparse.ArgumentParser) -> Call:
    parser.add_argument("--json", action="store_true")
    return coverage


_COMMANDS: dict[str, Callable[[argparse.ArgumentParser], Call]] = {
    "check": _add_check,
    "json": _add_json,
    "rewrite": _add_rewrite,
    "ack": _add_ack,
    "explain": _add_explain,
    "sample": _add_sample,
    "coverage": _add_coverage,
}
