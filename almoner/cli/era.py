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

from almoner.core.denial import Denial, open_denials
from almoner.core.ledger import Posting, Reason, account_name
from almoner.core.money import dollars
from almoner.core.plan import Plan, TaskState, join
from almoner.core.remit import (
    Book,
    OwnBooks,
    PlannedRemittance,
    ReadRemittance,
    RemittanceState,
    plan_remittance,
)
from almoner.core.remit.own_claims import BilledClaim, BilledLine
from almoner.core.remit.sheet import prefix_of
from almoner.core.rules.reasons import Reasons, read_reasons
from almoner.core.wire.remit_835 import read_remittances
from almoner.core.x12 import NotX12, read

MOST_BYTES = 1 << 28
"""Of a file that this command reads whole."""


SHARES = frozenset({Reason.PATIENT_SHARE, Reason.NEXT_PAYER})
"""What is told with its kind: deductible, coinsurance, copay ..."""


class Unusable(ValueError):
    """The input cannot be used; the text says why in one line, without a value of the file."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The planned payments of a file as plain data, with how many there were."""

    postings: list[dict[str, Any]]
    suspense: list[dict[str, Any]]
    tasks: list[dict[str, Any]]
    provider_level: list[dict[str, Any]]
    notes: list[str]

    def as_json(self) -> dict[str, Any]:
        """Return the lists by name."""
        return {
            "postings": self.postings,
            "suspense": self.suspense,
            "tasks": self.tasks,
            "provider_level": self.provider_level,
            "notes": self.notes,
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
    books = OwnBooks(found, table, billed)
    told = _Told(table, books.books)
    for one in books.reads:
        desk = books.desk_of(one)
        planned = plan_remittance(one, desk, ids=ids, on=today)
        denials = open_denials(planned, desk, ids=ids, on=today)
        whole = join([planned.plan, denials], on=today)
        told.add(one, planned, whole)
        books.take(whole)
    return told.answer()


class _Told:
    """Gathers the plans of a file's payments. What a later one settles is not told as open: cash that it
    takes out of suspense, and work that it closes.
    """

    def __init__(self, table: Reasons, books: Iterable[Book]) -> None:
        self._table = table
        self._claims = {book.claim.id: book.claim.control for book in books}
        self._lines = {line.id: line.control for book in books for line in book.lines}
        self._postings: list[dict[str, Any]] = []
        self._suspense: dict[str, dict[str, Any]] = {}
        self._tasks: dict[int, dict[str, Any]] = {}
        self._pairs: list[dict[str, Any]] = []
        self._notes: list[str] = []

    def answer(self) -> Answer:
        return Answer(
            self._postings,
            list(self._suspense.values()),
            list(self._tasks.values()),
            self._pairs,
            self._notes,
        )

    def add(self, one: ReadRemittance, planned: PlannedRemittance, whole: Plan) -> None:
        """Take the plan of one payment."""
        named = {prefix_of(advice): advice.control for advice in one.advices}
        for posting in whole.postings:
            claim = self._claims.get(posting.subject.claim_id) or named.get(
                posting.key.rpartition(":")[0], ""
            )
            row = _posting(posting, claim, self._lines.get(posting.subject.line_id, ""))
            if posting.reason in SHARES:
                row["share"] = self._table.share_kind(posting.carc)
            self._postings.append(row)
            self._suspense.pop(posting.reverses, None)
        self._hold(one, planned)
        self._open(one, planned, whole)
        self._pairs += [
            {"code": pair.code, "reference": pair.reference, "cents": pair.cents}
            for pair in one.remittance.provider_level
        ]
        self._notes += whole.notes
        if one.usage == "T":
            self._notes.append("The file says that it is a test: real books refuse it.")

    def _hold(self, one: ReadRemittance, planned: PlannedRemittance) -> None:
        keys = {advice.id: prefix_of(advice) + ":s" for advice in one.advices}
        for number, each in enumerate(planned.suspense):
            key = keys.get(each.advice_id, f"{one.remittance.id}:{number}")
            self._suspense[key] = {"claim": each.claim, "cents": each.cents, "why": each.why}
        if planned.state is not RemittanceState.POSTED and not planned.suspense:
            self._suspense[f"{one.remittance.id}:0"] = {"claim": "", "cents": 0, "why": planned.why}

    def _open(self, one: ReadRemittance, planned: PlannedRemittance, whole: Plan) -> None:
        advices = {advice.id: advice.control for advice in one.advices}
        denials = {record.id: record for record in whole.records if isinstance(record, Denial)}
        remarks = {denial_id: denial.remarks for denial_id, denial in denials.items()}
        remarks |= {item.advice_id: item.remarks for item in planned.items if not item.is_refused}
        for task in whole.tasks:
            self._tasks.pop(task.id, None)
            if task.state is TaskState.OPEN:
                self._tasks[task.id] = {
                    "kind": task.what,
                    "claim": self._claims.get(task.claim_id) or advices.get(task.subject_id, ""),
                    "why": task.why,
                    "cents": task.cents,
                    "remarks": list(remarks.get(task.subject_id, ())),
                    "owner": task.owner,
                    "due_on": task.due_on.isoformat(),
                }
                if denial := denials.get(task.subject_id):
                    self._tasks[task.id] |= {"category": denial.category, "next_step": denial.next_step}


def _posting(posting: Posting, claim: str, line: str) -> dict[str, Any]:
    return {
        "debit": account_name(posting.debit).value,
        "credit": account_name(posting.credit).value,
        "debit_id": posting.debit,
        "credit_id": posting.credit,
        "cents": posting.cents,
        "reason": posting.reason.value,
        "claim": claim,
        "line": line,
        "group": posting.group,
        "carc": posting.carc,
        "element": posting.element,
    }


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unusable(f"the file is larger than {MOST_BYTES >> 20} MB")
        return path.read_bytes()
    except OSError as error:
        raise Unusable(f"the file cannot be read: {error.strerror}") from None


def _charges(path: Path) -> list[BilledClaim]:
    try:
        return charges_of(json.loads(_bytes(path)))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        if isinstance(error, Unusable):
            raise
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
            modifiers=tuple(str(each) for each in line.get("modifiers") or ()),
            service_on=date.fromisoformat(line["date"]),
            charge_cents=_whole(line["charge_cents"]),
            ndc=str(line.get("ndc") or ""),
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
    parts += [f"Notes:\n{notes}"] if (notes := "".join(f"  {each}\n" for each in answer.notes)) else []
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
