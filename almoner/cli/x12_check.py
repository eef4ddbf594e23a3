"""`almoner x12 check`: what is wrong with files, transaction by transaction.

A report is written as it is made, so that a file of any size is told in the memory of one transaction. Many
files are shared out over the processors; their reports come in the order of the files.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from almoner.cli.given import STANDARD_INPUT, Unusable
from almoner.cli.x12_files import load
from almoner.core.x12.answers import judge_set
from almoner.core.x12.check import CODES, Overlay, check_set
from almoner.core.x12.codes import NO_TABLES, Tables
from almoner.core.x12.document import Document, Group, Interchange, TransactionSet
from almoner.core.x12.issue import Issue

CLEAN, FAULTY, UNUSABLE = 0, 1, 2
_CLAIM_SEGMENTS = {"837": "CLM", "835": "CLP"}
_WORTH_PROCESSES = 4 << 20
"""Bytes in all below which starting processes takes longer than the work."""


class Wish(NamedTuple):
    """What a check looks for; plain data, so that it can go to another process."""

    level: int = CODES
    payer: str = ""
    is_json: bool = False


def check(files: Sequence[str], wish: Wish) -> int:
    """Print the report of each file, and give the exit status: the highest of theirs."""
    if len(files) == 1:
        return _check_one(files[0], wish)
    return _check_many(files, wish)


def _check_one(name: str, wish: Wish) -> int:
    document = load(name)
    told = Report(document, wish)
    for part in told.parts():
        sys.stdout.write(part)
    return FAULTY if told.has_errors else CLEAN


def _check_many(files: Sequence[str], wish: Wish) -> int:
    """Reports one below the other, each under its file's name; in JSON a list of them."""
    status, mark = CLEAN, "["
    with _pool(files) as pool:
        for name, (one, text) in zip(files, pool.map(partial(_whole, wish=wish), files), strict=True):
            status = max(status, one)
            if one == UNUSABLE:
                sys.stderr.write(f"almoner: {name}: {text}\n")
            if wish.is_json:
                told = f'"error": {json.dumps(text)}}}' if one == UNUSABLE else text[1:].rstrip()
                sys.stdout.write(f'{mark}{{"file": {json.dumps(name)}, {told}')
                mark = ",\n "
            elif one != UNUSABLE:
                sys.stdout.write(f"{name}\n{text}")
    if wish.is_json:
        sys.stdout.write("]\n")
    return status


def _whole(name: str, wish: Wish) -> tuple[int, str]:
    try:
        told = Report(load(name), wish)
        return (
            (FAULTY if told.has_errors else CLEAN, text) if (text := "".join(told.parts())) else (CLEAN, "")
        )
    except Unusable as error:
        return UNUSABLE, str(error)


def _pool(files: Sequence[str]) -> Any:
    """Processes where there is enough to do, else this one."""
    from contextlib import nullcontext

    from almoner.links.pool import Here, Processes

    sizes = [Path(name).stat().st_size for name in files if name != STANDARD_INPUT and Path(name).is_file()]
    count = min(len(files), os.cpu_count() or 1)
    if STANDARD_INPUT in files or count < 2 or sum(sizes) < _WORTH_PROCESSES:
        return nullcontext(Here())
    return Processes(count)


def tables_of(level: int) -> Tables:
    """The code lists that the level asks for."""
    if level < CODES:
        return NO_TABLES
    from almoner.cli.x12_tables import tables
    from almoner.settings import data_folder

    return tables(data_folder())


class Report:
    """The report of one file. `has_errors` is known when all parts were taken."""

    def __init__(self, document: Document, wish: Wish) -> None:
        self.document = document
        self.wish = wish
        self.tables = tables_of(wish.level)
        self.overlays = _overlays(wish)
        self.has_errors = False

    def parts(self) -> Iterator[str]:
        """The report's text, piece by piece."""
        outside = [self._dict(issue) for issue in _outside(self.document) if issue.snip <= self.wish.level]
        if not self.wish.is_json:
            yield from (f"{said(issue)}\n" for issue in outside)
            for one in self.transactions():
                yield from (f"{line}\n" for line in _lines(one))
            return
        yield f'{{"interchanges": {len(self.document.interchanges)}, "issues": {json.dumps(outside)}, '
        yield '"transactions": ['
        for number, one in enumerate(self.transactions()):
            yield f"{', ' if number else ''}{json.dumps(one)}"
        yield "]}\n"

    def transactions(self) -> Iterator[dict[str, Any]]:
        """Each transaction as plain data."""
        for interchange in self.document.interchanges:
            for group in interchange.groups:
                is_refused = any(
                    issue.code_999 and issue.severity == "error" and issue.acknowledged_as == "group"
                    for issue in group.issues
                )
                for each in group.sets:
                    one = self._transaction(interchange, group, each)
                    one["accepted"] = one["accepted"] and not is_refused
                    yield one

    def _transaction(self, interchange: Interchange, group: Group, each: TransactionSet) -> dict[str, Any]:
        issues = check_set(each, level=self.wish.level, tables=self.tables, overlays=self.overlays)
        answer = judge_set(each, issues_of=lambda _: issues)
        return {
            "isa": interchange.control,
            "gs": group.control,
            "st": each.st_control,
            "guide": each.guide,
            "claims": count_claims(each),
            "accepted": answer.code != "R",
            "issues": [self._dict(issue) for issue in issues],
        }

    def _dict(self, issue: Issue) -> dict[str, Any]:
        self.has_errors = self.has_errors or issue.severity == "error"
        return as_dict(issue)


def _overlays(wish: Wish) -> Sequence[Overlay]:
    if wish.level <= CODES and not wish.payer:
        return ()
    from almoner.cli.x12_cards import overlays

    return overlays(wish.payer, wish.level)


def count_claims(each: TransactionSet) -> int:
    """How many claims or payments a transaction holds; 0 for the kinds that hold none."""
    segment_id = _CLAIM_SEGMENTS.get(each.set_id)
    if segment_id is None:
        return 0
    scanner = each.scanner
    if scanner.joint is not None:
        mark = scanner.joint + f"{segment_id}{each.delimiters.element}".encode("latin-1")
        return scanner.data.count(mark, each.start, each.end)
    return sum(row[0] == segment_id for row in each.iter_rows())


def _outside(document: Document) -> Iterator[Issue]:
    yield from document.issues
    for interchange in document.interchanges:
        yield from interchange.issues
        for group in interchange.groups:
            yield from group.issues


def as_dict(issue: Issue) -> dict[str, Any]:
    """An issue as the contract has it."""
    return {
        "severity": issue.severity,
        "snip": issue.snip,
        "rule": issue.rule,
        "code_999": issue.code_999,
        "csc_277": issue.csc_277,
        "message": issue.message,
        "hint": issue.hint,
        "segment_index": issue.segment_index,
        "byte_offset": issue.byte_offset,
        "loop": issue.loop,
        "loop_path": issue.loop_path,
        "segment": issue.segment,
        "element": issue.element,
        "component": issue.component,
        "repetition": issue.repetition,
        "claim": issue.claim,
        "source": issue.source,
    }


def _lines(one: dict[str, Any]) -> Iterable[str]:
    verdict = "accepted" if one["accepted"] else "rejected"
    claims = f"{one['claims']} claim{'' if one['claims'] == 1 else 's'}, " if one["claims"] else ""
    yield f"{one['isa']}/{one['gs']}/{one['st']} {one['guide'] or 'no guide'}: {claims}{verdict}"
    yield from (f"  {said(issue)}" for issue in one["issues"])


def said(issue: dict[str, Any]) -> str:
    """An issue as a line: where, what, and what to do."""
    element = "" if issue["element"] is None else f"{issue['element']:02d}"
    component = "" if issue["component"] is None else f"-{issue['component']}"
    place = f"segment {issue['segment_index']}, " if issue["segment_index"] else ""
    loop = f"loop {issue['loop']} " if issue["loop"] and issue["loop"] != "ST" else ""
    where = f"{place}{loop}{issue['segment']}{element}{component}".strip(", ")
    claim = f" (claim {issue['claim']})" if issue["claim"] else ""
    hint = f" {issue['hint']}" if issue["hint"] else ""
    return f"{issue['severity']} {issue['rule']} at {where or 'file'}{claim}: {issue['message']}{hint}"
