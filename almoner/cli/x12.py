"""`almoner x12`: check, read, rewrite, acknowledge and explain X12 files. It needs no server and no books.

Standard output carries the payload alone; a file that is no X12 gives one line on standard error and status
2.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from almoner.core.x12 import (
    Document,
    Envelope,
    Group,
    Interchange,
    Issue,
    NotX12,
    TransactionSet,
    X12WriteError,
    check_balances,
    judge_group,
    read,
    rewrite,
    write_999,
    write_ta1,
)

MOST_BYTES = 1 << 30
USAGE = "almoner x12 check|json|rewrite|ack|explain FILE"
LEVELS = (1, 3)
"""The levels that are checked here; the others come with their guides."""

_CLAIM_SEGMENTS = {"837": "CLM", "835": "CLP"}


class Unusable(ValueError):
    """The input cannot be used; the text says why in one line, without a value of the file."""


def run(argv: list[str]) -> int:
    """Run one of the commands on a file: 0 done, 1 the file has errors, 2 it cannot be used."""
    parser = argparse.ArgumentParser(prog="almoner x12", description="Read, check and answer X12 files.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, add in _COMMANDS.items():
        one = commands.add_parser(name)
        one.add_argument("file")
        one.set_defaults(call=add(one))
    options = parser.parse_args(argv)
    try:
        status: int = options.call(options)
    except Unusable as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    return status


def load(name: str) -> Document:
    """Read a file. Raises Unusable where it cannot be read or is no X12."""
    try:
        if name != "-" and Path(name).stat().st_size > MOST_BYTES:
            raise Unusable(f"the file is larger than {MOST_BYTES >> 20} MB")
        data = sys.stdin.buffer.read(MOST_BYTES) if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Unusable(f"the file cannot be read: {error.strerror}") from None
    try:
        return read(data)
    except NotX12 as error:
        raise Unusable(f"not X12: {error}") from None


# ------------------------------------------------------------------------------------- check


def check(options: argparse.Namespace) -> int:
    """Print what is wrong with a file, and return 1 where something of severity error is."""
    document = load(options.file)
    report = report_of(document, level=options.level)
    if options.payer:
        sys.stderr.write("almoner: there are no cards of single payers yet; levels 6 and 7 say nothing\n")
    if options.json:
        sys.stdout.write(json.dumps(report) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _lines(report)))
    issues = [*report["issues"], *(issue for one in report["transactions"] for issue in one["issues"])]
    return 1 if any(issue["severity"] == "error" for issue in issues) else 0


def report_of(document: Document, *, level: int) -> dict[str, Any]:
    """Return the report of `x12 check` as plain data."""
    outside = [*document.issues, *(issue for one in document.interchanges for issue in _outside(one))]
    return {
        "interchanges": len(document.interchanges),
        "issues": [_issue(issue) for issue in outside if issue.snip <= level],
        "transactions": [
            one
            for interchange in document.interchanges
            for group in interchange.groups
            for one in _transactions(interchange, group, level)
        ],
    }


def issues_up_to(each: TransactionSet, level: int) -> list[Issue]:
    """Return the issues of one transaction, in file order."""
    found = [issue for issue in each.issues if issue.snip <= level]
    if level >= LEVELS[1]:
        found += check_balances(each)
        found.sort(key=lambda issue: (issue.segment_index, issue.snip))
    return found


def _outside(interchange: Interchange) -> Iterator[Issue]:
    yield from interchange.issues
    for group in interchange.groups:
        yield from group.issues


def _transactions(interchange: Interchange, group: Group, level: int) -> Iterator[dict[str, Any]]:
    issues = {id(each): issues_up_to(each, level) for each in group.sets}
    answer = judge_group(group, issues_of=lambda each: issues[id(each)])
    codes = [one.code for one in answer.sets] or ["R"] * len(group.sets)
    for each, code in zip(group.sets, codes, strict=True):
        yield {
            "isa": interchange.control,
            "gs": group.control,
            "st": each.st_control,
            "guide": each.guide,
            "claims": _count(each),
            "accepted": code != "R",
            "issues": [_issue(issue) for issue in issues[id(each)]],
        }


def _count(each: TransactionSet) -> int:
    """How many claims or payments a transaction holds; 0 for the kinds that hold none."""
    segment_id = _CLAIM_SEGMENTS.get(each.set_id)
    return sum(row[0] == segment_id for row in each.iter_rows()) if segment_id else 0


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        "severity": issue.severity,
        "snip": issue.snip,
        "rule": issue.rule,
        "code_999": issue.code_999,
        "message": issue.message,
        "hint": issue.hint,
        "segment_index": issue.segment_index,
        "byte_offset": issue.byte_offset,
        "loop": issue.loop,
        "segment": issue.segment,
        "element": issue.element,
        "component": issue.component,
        "claim": issue.claim,
    }


def _lines(report: dict[str, Any]) -> Iterator[str]:
    yield from (_said(issue) for issue in report["issues"])
    for one in report["transactions"]:
        verdict = "accepted" if one["accepted"] else "rejected"
        yield f"{one['isa']}/{one['gs']}/{one['st']} {one['guide']}: {one['claims']} claims, {verdict}"
        yield from (f"  {_said(issue)}" for issue in one["issues"])


def _said(issue: dict[str, Any]) -> str:
    element = "" if issue["element"] is None else f"{issue['element']:02d}"
    component = "" if issue["component"] is None else f"-{issue['component']}"
    place = f"segment {issue['segment_index']} " if issue["segment_index"] else ""
    where = f"{place}{issue['segment']}{element}{component}".strip()
    claim = f" (claim {issue['claim']})" if issue["claim"] else ""
    hint = f" {issue['hint']}" if issue["hint"] else ""
    return f"{issue['severity']} {issue['rule']} at {where or 'file'}{claim}: {issue['message']}{hint}"


# ------------------------------------------------------------------------------------- json, rewrite


def as_json(options: argparse.Namespace) -> int:
    """Print a row a claim, payment, question or answer."""
    from almoner.core.wire.json_rows import rows

    for row in rows(load(options.file)):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


def again(options: argparse.Namespace) -> int:
    """Print the parsed file, byte for byte."""
    sys.stdout.buffer.write(rewrite(load(options.file)))
    sys.stdout.buffer.flush()
    return 0


# ------------------------------------------------------------------------------------- ack, explain


def acknowledge(options: argparse.Namespace) -> int:
    """Print the acknowledgement of a file, an interchange for each of its own."""
    document = load(options.file)
    try:
        answers = list(_answers(document, options.type, datetime.now()))  # noqa: DTZ005 - a file's local clock
    except X12WriteError as error:
        raise Unusable(f"the answer cannot be written: {error}") from None
    if not answers:
        raise Unusable(f"the file holds nothing that a {options.type} answers")
    sys.stdout.buffer.write(b"".join(answers))
    sys.stdout.buffer.flush()
    return 0


def _answers(document: Document, form: str, now: datetime) -> Iterator[bytes]:
    from almoner.core.wire.receipt_277ca import write_receipts

    for interchange in document.interchanges:
        envelope = _reply(interchange, now)
        groups = [group for group in interchange.groups if group.functional_id != "FA"]
        claims = [each for each in interchange.sets if each.set_id == "837"]
        if form == "TA1":
            yield write_ta1(interchange, envelope)
        elif form == "999" and groups:
            yield write_999(interchange, envelope, issues_of=_syntax_issues)
        elif form == "277CA" and claims:
            yield write_receipts(claims, envelope, issues_of=lambda each: issues_up_to(each, 7))


def _syntax_issues(each: TransactionSet) -> Iterable[Issue]:
    return issues_up_to(each, 2)


def _reply(interchange: Interchange, now: datetime) -> Envelope:
    """The envelope back to the sender, under the number that it used itself."""
    control = int(interchange.control) if interchange.control.isdecimal() else 1
    group: Group | None = interchange.groups[0] if interchange.groups else None
    return Envelope(
        sender_qualifier=interchange.receiver_qualifier or "ZZ",
        sender=interchange.receiver or "UNKNOWN",
        receiver_qualifier=interchange.sender_qualifier or "ZZ",
        receiver=interchange.sender or "UNKNOWN",
        control=min(max(control, 1), 999_999_999),
        usage="T" if interchange.usage == "T" else "P",
        on=now.date(),
        at=now.time(),
        application_sender=group.receiver if group else "",
        application_receiver=group.sender if group else "",
    )


def explain(options: argparse.Namespace) -> int:
    """Print what was refused, where and what to do, for each acknowledgement of a file."""
    from almoner.core.wire.acknowledge import read_answers
    from almoner.core.wire.explain import explain as explanations

    answers = read_answers(load(options.file))
    if not answers:
        raise Unusable("the first file holds no TA1, 999 or 277CA")
    original = load(options.original).data
    told = [one for answer in answers for one in explanations(answer, original=original)]
    if options.json:
        sys.stdout.write(json.dumps([_explained(one) for one in told], ensure_ascii=False) + "\n")
        return 0
    for one in told:
        claims = ", ".join(one.claims[:5]) + (
            f" and {len(one.claims) - 5} more" if len(one.claims) > 5 else ""
        )
        sys.stdout.write(f"{one.form} {f'claim {claims}: ' if claims else ''}{one.what}\n")
        sys.stdout.write(f"    as sent: {one.sent}\n" if one.sent else "")
        sys.stdout.write(f"    {one.mend}\n" if one.mend else "")
    return 0


def _explained(one: Any) -> dict[str, Any]:
    return {
        "form": one.form,
        "claims": list(one.claims),
        "code": one.code,
        "what": one.what,
        "mend": one.mend,
        "sent": one.sent,
    }


# ------------------------------------------------------------------------------------- the commands

Call = Callable[[argparse.Namespace], int]


def _add_check(parser: argparse.ArgumentParser) -> Call:
    parser.add_argument("--level", type=int, default=5, choices=range(1, 8))
    parser.add_argument("--payer", metavar="ID", default="")
    parser.add_argument("--json", action="store_true")
    return check


def _add_json(parser: argparse.ArgumentParser) -> Call:
    del parser
    return as_json


def _add_rewrite(parser: argparse.ArgumentParser) -> Call:
    del parser
    return again


def _add_ack(parser: argparse.ArgumentParser) -> Call:
    parser.add_argument("--type", required=True, choices=("999", "TA1", "277CA"))
    return acknowledge


def _add_explain(parser: argparse.ArgumentParser) -> Call:
    parser.add_argument("--original", metavar="FILE", required=True)
    parser.add_argument("--json", action="store_true")
    return explain


_COMMANDS: dict[str, Callable[[argparse.ArgumentParser], Call]] = {
    "check": _add_check,
    "json": _add_json,
    "rewrite": _add_rewrite,
    "ack": _add_ack,
    "explain": _add_explain,
}
