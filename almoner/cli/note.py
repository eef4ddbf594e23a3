"""`almoner note check NOTE.json`: what a note lacks before it is signed, and before a claim. It needs no
server, no books and no network.
"""

import argparse
import json
import sys
from typing import Any

from almoner.cli.code_note import BadNote, read_note
from almoner.cli.codes_store import open_store
from almoner.cli.given import Unusable
from almoner.cli.note_file import Checked, read_checked
from almoner.core.chart.template import Must
from almoner.core.coding.sufficient import Shortfall, sufficient
from almoner.core.coding.suggest import suggest
from almoner.core.rules.pack import PackError
from almoner.store.shipped.coder_tools import shipped_tools
from almoner.store.shipped.documentation import shipped_documentation


def run(arguments: list[str]) -> int:
    """Print what a note lacks: 0 where no claim would wait for it, 1 where one would, 2 where the file is no
    note."""
    options = _parser().parse_args(arguments)
    try:
        checked = read_checked(read_note(options.file), options.template)
        tools = shipped_tools(open_store().tables())
    except (Unusable, BadNote, PackError) as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    found = sufficient(suggest(checked.text, checked.asked, tools), checked.around, shipped_documentation())
    out = json.dumps(_as_json(checked, found), ensure_ascii=False) + "\n" if options.json else _as_text(found)
    sys.stdout.buffer.write(out.encode("utf-8", "surrogatepass"))
    return 1 if any(each.must is Must.BEFORE_CLAIM for each in found) else 0


def _as_json(checked: Checked, found: tuple[Shortfall, ...]) -> dict[str, Any]:
    return {
        "findings": [
            {
                "check": each.check,
                "says": each.says,
                "mend": each.mend,
                "must": each.must.value,
                "evidence": [
                    {"start": span.start, "end": span.end, "text": checked.text[span.start : span.end]}
                    for span in each.evidence
                ],
            }
            for each in found
        ],
        "note": checked.text,
    }


def _as_text(found: tuple[Shortfall, ...]) -> str:
    lines = [f"{each.must.value:<12} {each.says} {each.mend}" for each in found]
    return "\n".join(lines or ["nothing is missing"]) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="almoner note", description="Check a note.")
    works = parser.add_subparsers(dest="work", required=True, metavar="WORK")
    work = works.add_parser("check", help="list what a note lacks", description="List what a note lacks.")
    work.add_argument("file", metavar="NOTE.json", help="a note as JSON; - reads standard input")
    work.add_argument("--template", metavar="T", help="the template of its answers, by id; else the file's")
    work.add_argument("--json", action="store_true", help="the findings as JSON")
    return parser
