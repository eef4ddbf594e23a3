"""`almoner code suggest`: the codes that a note carries, each with its proof in the text."""

import argparse
import json
import sys
from datetime import date

from almoner.cli.code_answer import as_json, as_text
from almoner.cli.code_note import BadNote, read_note
from almoner.cli.codes_store import open_store, today
from almoner.cli.given import Unusable
from almoner.core.coding.asked import MOST_AGE
from almoner.core.coding.head import date_of_service
from almoner.core.coding.suggest import Asked, suggest
from almoner.core.rules.pack import PackError
from almoner.store.shipped.coder_tools import shipped_tools


def describe(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", metavar="NOTE.txt", help="UTF-8 text; - reads standard input")
    parser.add_argument("--json", action="store_true", help="the answer as JSON")
    parser.add_argument("--age", type=_age, help="the patient's age in whole years")
    parser.add_argument("--sex", choices=("F", "M"), help="the patient's sex, as the payer has it")
    visit = parser.add_mutually_exclusive_group()
    visit.add_argument("--new", action="store_true", help="a new patient of the practice")
    visit.add_argument("--established", action="store_true", help="an established patient")
    parser.add_argument(
        "--on",
        metavar="DATE",
        type=date.fromisoformat,
        help="the day of service; else the date in the note's head, else today",
    )
    parser.set_defaults(call=code_suggest)


def code_suggest(options: argparse.Namespace) -> int:
    """Print suggestions, queries and the visit level; 0 whatever they are, 2 where the input is no note."""
    try:
        text = read_note(options.file)
        tools = shipped_tools(open_store().tables())
        answer = suggest(text, _asked(options, text), tools)
    except (Unusable, BadNote, PackError) as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    unknown = [name for name in ("age", "sex") if getattr(options, name) is None]
    if unknown:
        sys.stderr.write(f"almoner: without --{' and --'.join(unknown)} the rules on them are skipped\n")
    out = json.dumps(as_json(answer), ensure_ascii=False) + "\n" if options.json else as_text(answer)
    sys.stdout.buffer.write(out.encode("utf-8", "surrogatepass"))
    return 0


def _age(text: str) -> int:
    years = int(text) if text.isdecimal() else -1
    if not 0 <= years <= MOST_AGE:
        raise argparse.ArgumentTypeError(f"an age in whole years, from 0 to {MOST_AGE}")
    return years


def _asked(options: argparse.Namespace, text: str) -> Asked:
    on = options.on or date_of_service(text) or today()
    is_new = True if options.new else False if options.established else None
    return Asked(on=on, age=options.age, sex=options.sex, is_new=is_new)
