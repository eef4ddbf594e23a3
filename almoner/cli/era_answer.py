"""The answer of `almoner era plan`: plans of a file's payments as plain data, and as tables for people."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from almoner.core.denial import Denial, Standing
from almoner.core.ledger import Posting, Reason, account_name
from almoner.core.money import dollars
from almoner.core.plan import Plan, Task, TaskState
from almoner.core.remit import Advice, Book, Desk, PlannedRemittance, ReadRemittance, RemittanceState
from almoner.core.remit.sheet import prefix_of
from almoner.core.rules import Finding
from almoner.core.rules.reasons import Reasons
from almoner.core.x12 import Document, Issue

SHARES = frozenset({Reason.PATIENT_SHARE, Reason.NEXT_PAYER})
"""What is told with its kind: deductible, coinsurance, copay ..."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The planned payments of a file as plain data, with how many there were."""

    postings: list[dict[str, Any]]
    suspense: list[dict[str, Any]]
    tasks: list[dict[str, Any]]
    provider_level: list[dict[str, Any]]
    notes: list[str]
    claims: list[dict[str, Any]]
    findings: list[dict[str, Any]]

    def as_json(self) -> dict[str, Any]:
        """Return the lists by name."""
        return {
            "postings": self.postings,
            "suspense": self.suspense,
            "tasks": self.tasks,
            "provider_level": self.provider_level,
            "notes": self.notes,
            "claims": self.claims,
            "findings": self.findings,
        }


class Told:
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
        self._facts: list[dict[str, Any]] = []
        self._findings: list[dict[str, Any]] = []
        self._denials: defaultdict[int, dict[int, Denial]] = defaultdict(dict)
        self._work: dict[int, Task] = {}

    def standing(self, desk: Desk) -> Standing:
        """Return what payments before have left denied of the claims on a desk."""
        claims = {book.claim.id: book for book in (*desk.by_ordinal.values(), *desk.books.values())}
        denials = [denial for claim_id in claims for denial in self._denials[claim_id].values()]
        tasks = [self._work[denial.id] for denial in denials if denial.id in self._work]
        return Standing(tuple(denials), tuple(tasks))

    def answer(self) -> Answer:
        return Answer(
            self._postings,
            list(self._suspense.values()),
            list(self._tasks.values()),
            self._pairs,
            self._notes,
            self._facts,
            self._findings,
        )

    def find(self, document: Document) -> None:
        """Take what the envelopes of a file have wrong; each payment brings its own."""
        self._findings += map(_issue, document.issues)
        for interchange in document.interchanges:
            self._findings += map(_issue, interchange.issues)
            for group in interchange.groups:
                self._findings += map(_issue, group.issues)

    def add(self, one: ReadRemittance, planned: PlannedRemittance, whole: Plan) -> None:
        """Take the plan of one payment."""
        named = {prefix_of(advice): advice.control for advice in one.advices}
        for posting in whole.postings:
            advice = posting.key.rpartition(":")[0]
            claim = self._claims.get(posting.subject.claim_id) or named.get(advice, "")
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
        self._facts += map(_fact, one.advices)
        self._findings += map(_issue, one.issues)
        self._findings += map(_finding, whole.findings)
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
        for denial in denials.values():
            self._denials[denial.claim_id][denial.id] = denial
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
                if refusal := denials.get(task.subject_id):
                    self._work[refusal.id] = task
                    self._tasks[task.id] |= {"category": refusal.category, "next_step": refusal.next_step}


def _fact(advice: Advice) -> dict[str, Any]:
    """What a claim says beside its money: its remarks, the claim's and its lines', and amounts for
    information (AMT, and the places of MIA and MOA).
    """
    return {
        "claim": advice.control,
        "status": advice.status,
        "payer_control": advice.payer_control,
        "remarks": list(advice.remarks),
        "amounts": [{"qualifier": each.qualifier, "cents": each.cents} for each in advice.amounts],
        "lines": [{"line": line.control, "remarks": list(line.remarks)} for line in advice.lines],
    }


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        "rule": issue.rule,
        "severity": issue.severity,
        "message": issue.message,
        "segment": issue.segment,
        "segment_index": issue.segment_index,
        "byte_offset": issue.byte_offset,
        "claim": issue.claim,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.edit,
        "severity": finding.severity.value,
        "message": finding.message,
        "place": finding.because.row,
    }


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
