"""`almoner voice setup`: weights for dictation on this machine, accepted by their hashes. It needs no
server, no books and no network.
"""

import argparse
import sys
from pathlib import Path

from almoner.settings import data_folder
from almoner.store.shipped.voice import WeightsRefused, accept, pinned, source_of


def run(arguments: list[str]) -> int:
    """Exit 0 where the weights are set up, 2 where they are missing or not the pinned ones."""
    parser = argparse.ArgumentParser(prog="almoner voice", description="Dictation on this machine.")
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    setup = acts.add_parser("setup", help="accept weights of the speech engine by their pinned hashes")
    setup.add_argument("--model", required=True, metavar="M", help=f"one of {', '.join(sorted(pinned()))}")
    setup.add_argument(
        "--from",
        dest="source",
        metavar="FOLDER",
        type=Path,
        help="where the files lie; else the installed package that brings them",
    )
    options = parser.parse_args(arguments)
    try:
        place = _set_up(options.model, options.source)
    except WeightsRefused as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    sys.stdout.write(f"{options.model} is in {place}; ALMONER_SPEECH=whisper uses it\n")
    return 0


def _set_up(model: str, source: Path | None) -> Path:
    weights = pinned().get(model)
    if weights is None:
        raise WeightsRefused(f"no weights are pinned under that name; known: {', '.join(sorted(pinned()))}")
    return accept(weights, source or source_of(weights), data_folder())
