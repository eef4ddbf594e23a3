"""`almoner code check`: what a note documents beside what was charged, both ways alike."""

import argparse
import json
import sys
from datetime import date
from typing import Any

from almoner.cli.code_note import MOST_BYTES, BadNote, read_note
from almoner.cli.codes_store import open_store, today
from almoner.cli.given import Unusable, given_json
from almoner.core.coding.compare import Mismatch, Service, Side, compare
from almoner.core.coding.day_codes import dotted
from almoner.core.coding.em_ladders import ladder_of
from almoner.core.coding.head import date_of_service
from almoner.core.coding.suggest import Answer, Asked, Tier, suggest
from almoner.core.rules.pack import PackError
from almoner.store.shipped.coder_tools import shipped_tools

_MOST_LINES, _MOST_CODES, _MOST_TEXT, _MOST_UNITS = 200, 50, 12, 99_999


def describe(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("note", metavar="NOTE.txt", help="UTF-8 text; - reads standard input")
    parser.add_argument(
        "charges",
        metavar="CHARGES.json",
        help='{"diagnoses": [...], "lines": [{"code", "modifiers", "units", "dx"}]}, or the list of lines',
    )
    parser.add_argument("--json", action="store_true", help="the differences as JSON")
    parser.add_argument(
        "--on", metavar="DATE", type=date.fromisoformat, help="the day of service; YYYY-MM-DD"
    )
    parser.set_defaults(call=code_check)


def code_check(options: argparse.Namespace) -> int:
    """Print the differences: 0 where there are none, 1 with some, 2 where an input can't be used."""
    try:
        text = read_note(options.note)
        on = options.on or date_of_service(text) or today()
        charged = charges_of(given_json(options.charges, most=MOST_BYTES, what="the charges"), on)
        tools = shipped_tools(open_store().tables())
        answer = suggest(text, Asked(on=on), tools)
    except (Unusable, BadNote, PackError) as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    found = compare(documented_in(answer), charged, on=on)
    sys.stdout.write(_as_json(found) if options.json else _as_text(found))
    return 1 if found else 0


def documented_in(answer: Answer) -> Side:
    """What a note carries: the diagnoses and services that were suggested, without hints, and its visit."""
    said = [each for each in answer.suggestions if each.tier is not Tier.HINT]
    services = [each for each in said if each.kind == "procedure"]
    visit = answer.visit
    return Side(
        tuple(Service(each.code, each.units, each.modifiers, each.evidence[0].start) for each in services),
        tuple(each.code for each in said if each.kind == "dx"),
        (visit.low, visit.high) if visit else None,
    )


def charges_of(table: Any, on: date) -> Side:
    """The charged side out of JSON; BadNote names the line and the rule that it breaks."""
    lines = table.get("lines") if isinstance(table, dict) else table
    if not isinstance(lines, list) or len(lines) > _MOST_LINES:
        raise BadNote(f"the charges are a list of at most {_MOST_LINES} lines")
    listed = table.get("diagnoses", []) if isinstance(table, dict) else []
    diagnoses = [dotted(code) for code in _codes(listed, "diagnoses")]
    services, visit = [], None
    for number, line in enumerate(lines, 1):
        service = _service(line, number)
        diagnoses += [dotted(code) for code in _codes(line.get("dx", []), f"line {number}: dx")]
        if ladder_of(service.code, on):
            visit = (service.code, service.code)
        else:
            services.append(service)
    return Side(tuple(services), tuple(dict.fromkeys(diagnoses)), visit)


def _service(line: Any, number: int) -> Service:
    code = line.get("code") if isinstance(line, dict) else None
    if not isinstance(code, str) or not 0 < len(code) <= _MOST_TEXT:
        raise BadNote(f"line {number}: code: a text of at most {_MOST_TEXT} characters")
    units = line.get("units", 1)
    if type(units) is not int or not 1 <= units <= _MOST_UNITS:
        raise BadNote(f"line {number}: units: a whole number from 1")
    modifiers = _codes(line.get("modifiers", []), f"line {number}: modifiers")
    return Service(code.upper(), units, tuple(modifiers), number)


def _codes(found: Any, place: str) -> list[str]:
    is_right = isinstance(found, list) and len(found) <= _MOST_CODES
    if not is_right or not all(isinstance(each, str) and 0 < len(each) <= _MOST_TEXT for each in found):
        raise BadNote(f"{place}: a list of at most {_MOST_CODES} codes")
    return [each.upper() for each in found]


def _as_json(found: tuple[Mismatch, ...]) -> str:
    rows = [
        {"difference": each.difference.value, "documented": each.documented, "charged": each.charged}
        for each in found
    ]
    return json.dumps({"differences": rows}) + "\n"


def _as_text(found: tuple[Mismatch, ...]) -> str:
    lines = [
        f"{each.difference.value}: {' / '.join(filter(None, (each.documented, each.charged)))}"
        for each in found
    ]
    return "\n".join(lines or ["what is documented and what was charged agree"]) + "\n"
