"""Files with one fault each, made from clean ones by a table: what was changed, and which error must be found
where. The table and the clean files are text, so that other checkers can be held against them too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from almoner.core.x12 import Issue, read
from almoner.core.x12.check import check_set
from almoner.core.x12.codes import NO_TABLES, Tables

_PLACE = re.compile(r"(?:(\w+) )?([A-Z][A-Z0-9]{1,3})(?:/(\d+)(?:-(\d+))?)?(?: @(.+))?")
_SEGMENT_COUNT = re.compile(rb"(?<=~\nSE\*)\d+")


class Expected(NamedTuple):
    """Where an error has to be found; an empty loop or rule isn't looked at, nor is a row of None. Of a rule
    that `is_mild` a warning is enough."""

    loop: str
    segment: str
    element: int | None
    component: int | None
    rule: str
    row: int | None
    is_mild: bool = False


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file that differs from a clean one by one fault."""

    guide: str
    level: int
    name: str
    data: bytes
    expected: Expected


class Verdict(NamedTuple):
    """What came of a mutant: an error was found, it was found in the right place, and no other error was
    told."""

    is_found: bool
    is_placed: bool
    is_alone: bool
    errors: list[Issue]


def errors(data: bytes, tables: Tables = NO_TABLES) -> list[Issue]:
    """All issues of severity error in a file, of levels 1 to 5."""
    return [issue for issue in _issues(data, tables) if issue.severity == "error"]


def _issues(data: bytes, tables: Tables) -> list[Issue]:
    document = read(data)
    issues = [*document.issues]
    for interchange in document.interchanges:
        issues += interchange.issues
        for group in interchange.groups:
            issues += group.issues
            for each in group.sets:
                issues += check_set(each, tables=tables)
    return issues


def judge(mutant: Mutant, tables: Tables = NO_TABLES) -> Verdict:
    """Check one mutant."""
    told = [issue for issue in _issues(mutant.data, tables) if _counts(issue, mutant.expected)]
    placed = [issue for issue in told if _is_there(issue, mutant.expected)]
    return Verdict(bool(told), bool(placed), len(told) <= 1, told)


def _counts(issue: Issue, expected: Expected) -> bool:
    is_enough = expected.is_mild and issue.rule == expected.rule and issue.severity == "warning"
    return is_enough or issue.severity == "error"


def _is_there(issue: Issue, expected: Expected) -> bool:
    place = (issue.segment, issue.element, issue.component)
    if place != (expected.segment, expected.element, expected.component):
        return False
    if expected.row is not None and issue.segment_index != expected.row:
        return False
    return expected.loop in ("", issue.loop) and issue.rule.startswith(expected.rule)


def bases(folder: Path) -> dict[str, bytes]:
    """The clean files by the names of their guides."""
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.x12"))}


def mutants(folder: Path) -> Iterator[Mutant]:
    """The mutants of the tables beside the clean files.

    A line is "level | what is wrong | place | rule | text -> text": the place as "2300 CLM/5-3" with the loop
    first where it matters and "@CLM*P2" behind where the error stands at another segment than the first that
    was changed; the rule as "A-10 warning" where that is enough; "~" ends a segment. Raises ValueError with
    the line's number where a line can't be used."""
    for name, data in bases(folder).items():
        lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        told = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]
        for number, line in told:
            try:
                yield _mutant(name, data, line)
            except ValueError as error:
                raise ValueError(f"{name}.txt, line {number}: {error}") from None


def _mutant(guide: str, data: bytes, line: str) -> Mutant:
    level, name, place, rule, change = (part.strip() for part in line.split("|", 4))
    old, arrow, new = change.partition("->")
    match = _PLACE.fullmatch(place)
    if not (match and arrow):
        raise ValueError("it isn't of the form of a mutant")
    changed = _changed(data, _bytes(old.strip()), _bytes(new.strip()))
    loop, segment, element, component, mark = match.groups()
    rule, _, severity = rule.partition(" ")
    is_absent = not (element or mark or new.strip().startswith(segment))
    expected = Expected(
        loop or "",
        segment,
        int(element) if element else None,
        int(component) if component else None,
        rule,
        None if is_absent else _index(data, changed, segment, mark or ""),
        severity == "warning",
    )
    return Mutant(guide, int(level), name, changed, expected)


def _bytes(text: str) -> bytes:
    """Segments as they stand in the files; blanks that count, tabs and tildes in a payload are written in
    braces."""
    ended = text.replace("{~}", "{tilde}").replace("~", "~\n")
    return ended.replace("{_}", " ").replace("{t}", "\t").replace("{tilde}", "~").encode("latin-1")


def _changed(data: bytes, old: bytes, new: bytes) -> bytes:
    if data.count(old) != 1:
        raise ValueError(f"its text stands {data.count(old)} times in the clean file")
    changed = data.replace(old, new)
    grown = _body_size(changed) - _body_size(data)
    if grown and b"SE*" not in old:
        changed = _SEGMENT_COUNT.sub(lambda match: b"%d" % (int(match[0]) + grown), changed, count=1)
    return changed


def _body_size(data: bytes) -> int:
    return data.count(b"~\n", 0, max(data.find(b"~\nSE*"), 0))


def _index(data: bytes, changed: bytes, segment: str, mark: str) -> int | None:
    """The number of the segment where the error has to stand, counted from the ST; None where that is left
    open."""
    old, new = data.split(b"~\n"), changed.split(b"~\n")
    if mark == "?":
        return None
    if mark:
        at = next((at for at, text in enumerate(new) if text.startswith(mark.encode())), None)
        if at is None:
            raise ValueError("nothing begins like its mark")
    else:
        at = next((at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), 0)
        if not new[at].startswith(segment.encode() + b"*"):
            return None
    first = next((at for at, text in enumerate(new) if text.startswith(b"ST*")), 0)
    return None if segment in ("ISA", "GS", "GE", "IEA", "TA1") else at - first + 1
