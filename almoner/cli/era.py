"""`almoner era plan`: what a remittance file would do to the books, without any books. It needs no server."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import Any

from almoner.core.denial import open_denials
from almoner.core.ledger import account_name
from almoner.core.money import dollars
from almoner.core.plan import Plan, join
from almoner.core.remit import (
    Book,
    Desk,
    PlannedRemittance,
    ReadRemittance,
    own_books,
    plan_remittance,
)
from almoner.core.remit.own_books import BilledClaim, BilledLine
from almoner.core.remit.sheet import prefix_of
from almoner.core.rules.reasons import Reasons, read_reasons
from almoner.core.wire.remit_835 import read_remittances
from almoner.core.x12 import NotX12, read

MOST_BYTES = 1 << 28
"""Of a file that this command reads whole."""


class Unusable(ValueError):
    """The input cannot be used; the text says why in one line, without a value of the file."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The planned payments of a file as plain data, with how many there were."""

    postings: list[dict[str, Any]]
    suspense: list[dict[str, Any]]
    tasks: list[dict[str, Any]]
    provider_level: list[dict[str, Any]]

    def as_json(self) -> dict[str, Any]:
        """Return the four lists by name."""
        return {
            "postings": self.postings,
            "suspense": self.suspense,
            "tasks": self.tasks,
            "provider_level": self.provider_level,
        }


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
        billed = _charges(Path(options.against)) if options.against else None
        answer = answer_of(_bytes(Path(options.file)), reasons(), billed)
    except Unusable as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    if options.json:
        sys.stdout.write(json.dumps(answer.as_json(), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(text_of(answer))
    return 0


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
    answer = Answer([], [], [], [])
    for one in found:
        known, desk = own_books(one, table, billed)
        planned = plan_remittance(known, desk, ids=ids, on=today)
        denials = open_denials(planned, desk, ids=ids, on=today)
        _add(answer, known, desk, planned, join([planned.plan, denials], on=today))
    return answer


def _add(answer: Answer, one: ReadRemittance, desk: Desk, planned: PlannedRemittance, whole: Plan) -> None:
    books: list[Book] = [*desk.books.values(), *desk.by_ordinal.values()]
    claims = {book.claim.id: book.claim.control for book in books}
    claims_by_advice = {advice.id: advice.control for advice in one.advices}
    claims_by_key = {prefix_of(advice): advice.control for advice in one.advices}
    lines = {line.id: line.control for book in books for line in book.lines}
    for posting in whole.postings:
        subject = posting.subject
        answer.postings.append(
            {
                "debit": account_name(posting.debit).value,
                "credit": account_name(posting.credit).value,
                "cents": posting.cents,
                "reason": posting.reason.value,
                "claim": claims.get(subject.claim_id)
                or claims_by_key.get(posting.key.rpartition(":")[0], ""),
                "line": lines.get(subject.line_id, ""),
                "group": posting.group,
                "carc": posting.carc,
                "element": posting.element,
            }
        )
    answer.suspense.extend(
        {"claim": each.claim, "cents": each.cents, "why": each.why} for each in planned.suspense
    )
    for task in whole.tasks:
        claim = claims.get(task.claim_id) or (
            claims_by_advice.get(task.subject_id, "") if task.subject_kind == "advice" else ""
        )
        answer.tasks.append({"kind": task.what, "claim": claim, "why": task.why, "cents": task.cents})
    answer.provider_level.extend(
        {"code": pair.code, "reference": pair.reference, "cents": pair.cents}
        for pair in one.remittance.provider_level
    )


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unusable(f"the file is larger than {MOST_BYTES >> 20} MB")
        return path.read_bytes()
    except OSError as error:
        raise Unusable(f"the file cannot be read: {error.strerror}") from None


def _charges(path: Path) -> list[BilledClaim]:
    """Read CHARGES.json: a list of claims with their billed lines."""
    try:
        rows = json.loads(_bytes(path))
        if not isinstance(rows, list):
            raise TypeError("charges are a list")
        return [_billed(row) for row in rows]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        if isinstance(error, Unusable):
            raise
        raise Unusable(
            "the charges are not a list of claims with lines (control, code, date, charge_cents)"
        ) from None


def _billed(row: Mapping[str, Any]) -> BilledClaim:
    lines = tuple(
        BilledLine(
            control=str(line.get("control") or ""),
            code=str(line["code"]),
            modifiers=tuple(str(each) for each in line.get("modifiers") or ()),
            service_on=date.fromisoformat(line["date"]),
            charge_cents=_whole(line["charge_cents"]),
        )
        for line in row["lines"]
    )
    return BilledClaim(str(row["claim"]), lines)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("cents are whole numbers")
    return value


def text_of(answer: Answer) -> str:
    """Return the answer as aligned tables for people; amounts in dollars."""
    parts = [
        _table(
            "Postings",
            ("debit", "credit", "amount", "reason", "why", "claim", "line"),
            [
                (
                    each["debit"],
                    each["credit"],
                    dollars(each["cents"]),
                    each["reason"],
                    f"{each['group']} {each['carc']}".strip(),
                    each["claim"],
                    each["line"],
                )
                for each in answer.postings
            ],
        ),
        _table(
            "In suspense",
            ("amount", "claim", "why"),
            [(dollars(each["cents"]), each["claim"], each["why"]) for each in answer.suspense],
        ),
        _table(
            "To do",
            ("kind", "claim", "why"),
            [(each["kind"], each["claim"], each["why"]) for each in answer.tasks],
        ),
        _table(
            "Provider level",
            ("code", "amount", "reference"),
            [(each["code"], dollars(each["cents"]), each["reference"]) for each in answer.provider_level],
        ),
    ]
    return "\n".join(part for part in parts if part) or "Nothing would be posted.\n"


def _table(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    body = list(rows)
    if not body:
        return ""
    widths = [max(len(row[place]) for row in (head, *body)) for place in range(len(head))]
    money = [name == "amount" for name in head]
    lines = [f"{title}:"]
    for row in (head, *body):
        cells = [
            cell.rjust(width) if is_money else cell.ljust(width)
            for cell, width, is_money in zip(row, widths, money, strict=True)
        ]
        lines.append("  " + "  ".join(cells).rstrip())
    return "\n".join(lines) + "\n"
