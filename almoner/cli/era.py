"""`almoner era plan`: what a remittance file would do to the books, without any books. It needs no server."""

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from itertools import count
from typing import Any

from almoner.cli.era_answer import Answer, Told, text_of
from almoner.cli.given import Unusable, given, given_json
from almoner.core.denial import open_denials
from almoner.core.plan import join
from almoner.core.remit import OwnBooks, plan_remittance
from almoner.core.remit.own_claims import BilledClaim, BilledLine
from almoner.core.rules.reasons import Reasons, read_reasons
from almoner.core.wire.remit_835 import read_remittances
from almoner.core.x12 import NotX12, read

MOST_BYTES = 256_000_000
"""Of a file that this command reads whole."""


def plan(argv: list[str]) -> int:
    """Print the plan of a remittance file: 0 whenever there is an answer, whatever it says; 2 where the input
    is unusable.
    """
    parser = argparse.ArgumentParser(
        prog="almoner era plan", description="What a remittance file would do to the books."
    )
    parser.add_argument("file")
    parser.add_argument(
        "--against", metavar="CHARGES.json", help="what was billed; else the file's own charges count"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    try:
        billed = _charges(options.against) if options.against else None
        answer = answer_of(given(options.file, most=MOST_BYTES), reasons(), billed)
    except Unusable as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    if options.json:
        sys.stdout.write(json.dumps(answer.as_json()) + "\n")
    else:
        sys.stdout.write(_writable(text_of(answer)))
    return 0


def _writable(text: str) -> str:
    """Return text with marks for letters that the terminal cannot show."""
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def reasons() -> Reasons:
    """Return the adjustment codes that the product ships."""
    table = files("almoner").joinpath("policy", "codes", "adjustments.csv")
    return read_reasons(table.read_text(encoding="utf-8").splitlines())


def answer_of(data: bytes, table: Reasons, billed: list[BilledClaim] | None = None) -> Answer:
    """Plan every payment of a file in the order of the file. Raises Unusable where it holds none."""
    try:
        document = read(data)
    except NotX12:
        raise Unusable("the file is not X12: no readable ISA") from None
    ids = count(1)
    today = date.today()  # noqa: DTZ011 - a day for due dates, not an instant
    found = read_remittances(document, ids=ids, received_on=today)
    if not found:
        raise Unusable("the file holds no remittance (835)")
    books = OwnBooks(found, table, billed)
    told = Told(table, books.books)
    told.find(document)
    for one in books.reads:
        desk = books.desk_of(one)
        planned = plan_remittance(one, desk, ids=ids, on=today)
        denials = open_denials(planned, desk, ids=ids, on=today, standing=told.standing(desk))
        whole = join([planned.plan, denials], on=today)
        told.add(one, planned, whole)
        books.take(whole)
    return told.answer()


def _charges(name: str) -> list[BilledClaim]:
    table = given_json(name, most=MOST_BYTES, what="the charges")
    try:
        return charges_of(table)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Unusable(
            "the charges are not a list of claims with lines (control, code, date, charge_cents)"
        ) from None


def charges_of(rows: object) -> list[BilledClaim]:
    """Return the claims of CHARGES.json: a list of claims with their billed lines. Raises ValueError,
    TypeError, KeyError or AttributeError where it is of another shape.
    """
    if not isinstance(rows, list):
        raise TypeError("charges are a list")
    return [_billed(row) for row in rows]


def _billed(row: Mapping[str, Any]) -> BilledClaim:
    lines = tuple(
        BilledLine(
            control=str(line.get("control") or ""),
            code=str(line["code"]),
            modifiers=_modifiers(line.get("modifiers") or []),
            service_on=date.fromisoformat(line["date"]),
            charge_cents=_whole(line["charge_cents"]),
            ndc=str(line.get("ndc") or ""),
        )
        for line in row["lines"]
    )
    return BilledClaim(str(row["claim"]), lines)


def _modifiers(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("modifiers are a list")
    return tuple(str(each) for each in value)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("cents are whole numbers")
    return value
