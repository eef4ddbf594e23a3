"""The clearinghouse's front door: which interchanges are taken (TA1), which transactions stand (999).

It refuses only what is truly wrong by the rules in `clearinghouse.toml` and by the grammar; one bad
transaction costs itself alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from almoner.core.x12 import Group, Interchange, Issue, TransactionSet
from almoner.links.simulator.intake import day, get
from almoner.links.simulator.rules import clearinghouse

_AMOUNT = re.compile(r"-?(?=[0-9.])[0-9]{0,15}(?:\.[0-9]{0,6})?")
_DAYS = re.compile(r"[0-9]{8}(?:-[0-9]{8})?")
_STRANGE = re.compile(rb"[^\x1c-\x7e\r\n]")
_MOST_ISSUES = 50

ACCEPTED, REJECTED = "A", "R"

_ACKNOWLEDGEMENTS = "FA"
_INSTITUTIONAL = "005010X223"

Strict = dict[str, Any] | None


@dataclass(slots=True)
class SetVerdict:
    """One transaction: stands where `issues` holds no error."""

    group: Group
    body: TransactionSet
    issues: list[Issue] = field(default_factory=list)

    @property
    def stands(self) -> bool:
        return not any(issue.severity == "error" for issue in self.issues)


@dataclass(slots=True)
class GroupVerdict:
    """One functional group; `code` is AK905 where the group can't be taken at all."""

    interchange: Interchange
    group: Group
    code: str
    sets: list[SetVerdict]


@dataclass(slots=True)
class InterchangeVerdict:
    """TA1: code A, E or R, and the note."""

    interchange: Interchange
    code: str
    note: str

    @property
    def is_told(self) -> bool:
        """A TA1 is sent where the sender wants one, or where not all is well."""
        return self.code != ACCEPTED or self.interchange.is_acknowledgement_wanted


def judge_interchange(interchange: Interchange, *, is_repeated: bool) -> InterchangeVerdict:
    """Whether an interchange can be taken at all."""
    house = clearinghouse()
    errors = [issue for issue in interchange.issues if issue.severity == "error"]
    coded = [issue.code_999 for issue in errors if re.fullmatch("[0-9]{3}", issue.code_999)]
    if interchange.receiver != house["id"]:
        return InterchangeVerdict(interchange, REJECTED, "008")
    if errors:
        return InterchangeVerdict(interchange, REJECTED, coded[0] if coded else "024")
    if is_repeated:
        return InterchangeVerdict(interchange, REJECTED, "025")
    return InterchangeVerdict(interchange, ACCEPTED, "000")


def judge_groups(interchange: Interchange, *, is_strict: bool | None = None) -> Iterator[GroupVerdict]:
    """Every group of an interchange that was taken, with its transactions; strictly where the house's data
    say so, unless it is said here."""
    house = clearinghouse()
    guides: dict[str, list[str]] = house["guides"]
    strict = house["strict"] if (house["strict"]["is_on"] if is_strict is None else is_strict) else None
    for group in interchange.groups:
        if group.functional_id == _ACKNOWLEDGEMENTS:
            continue  # an answer is not answered
        code = _group_code(group, guides)
        bodies = [] if code else group.sets
        sets = [SetVerdict(group, body, _issues(group, body, strict)) for body in bodies]
        yield GroupVerdict(interchange, group, code, sets)


def _group_code(group: Group, guides: dict[str, list[str]]) -> str:
    """AK905: 1 kind not supported, 2 version not supported, or what the grammar found; empty when all is
    well."""
    if group.functional_id not in guides:
        return "1"
    if group.guide not in guides[group.functional_id]:
        return "2"
    errors = [issue for issue in group.issues if issue.severity == "error"]
    return (errors[0].code_999 or "3") if errors else ""


def _issues(group: Group, body: TransactionSet, strict: Strict) -> list[Issue]:
    found = list(body.issues)
    if not any(issue.severity == "error" for issue in found):
        own = list(_check(body, strict, is_claim=group.functional_id == "HC"))
        places = {(issue.segment_index, issue.element) for issue in own}
        found = [issue for issue in found if (issue.segment_index, issue.element) not in places] + own
    return found[:_MOST_ISSUES]


# --------------------------------------------------------------------------------------- inside a transaction


@dataclass(slots=True)
class _Scope:
    rule: dict[str, Any]
    index: int
    claim: str
    further: list[str]
    seen: set[str] = field(default_factory=set)

    def missing(self) -> list[str]:
        return [need for need in (*self.rule["needs"], *self.further) if need not in self.seen]


@dataclass(frozen=True, slots=True)
class _At:
    index: int
    loop: str
    claim: str


class _Nesting:
    """What stands inside what: scopes that open, fill and close as the segments pass."""

    def __init__(self, further: dict[str, list[str]], *, own: dict[str, list[str]]) -> None:
        self.further = further
        self.opening: dict[str, dict[str, Any]] = {
            rule["opens"]: rule | {"needs": own.get(rule["opens"], rule["needs"])}
            for rule in clearinghouse()["presence"]
        }
        self.scopes: list[_Scope] = []

    def enter(self, row: list[str], index: int, claim: str) -> list[Issue]:
        """Take a segment in; gives what the scopes that it closes are missing."""
        name = row[0]
        token = f"{name}*{row[3] if name == 'HL' and len(row) > 3 else get(row, 1)}"
        rule = self.opening.get(token) or self.opening.get(name)
        scopes = self.scopes
        if rule is None:
            if scopes:
                scopes[-1].seen.update((name, token))
            return []
        found: list[Issue] = []
        while scopes and scopes[-1].rule["rank"] >= rule["rank"]:
            found += _absent(scopes.pop(), index)
        for scope in scopes:
            scope.seen.update((name, token))
        scopes.append(_Scope(rule, index, claim, self.further.get(rule["opens"], [])))
        return found

    def close(self, index: int) -> list[Issue]:
        """The end of the transaction: what the open scopes are missing."""
        return [issue for scope in reversed(self.scopes) for issue in _absent(scope, index)]

    @property
    def loop(self) -> str:
        return self.scopes[-1].rule["loop"] if self.scopes else "HEADER"


def _check(body: TransactionSet, strict: Strict, *, is_claim: bool) -> Iterator[Issue]:
    """The house's own rules: characters, elements that must be there and well-formed, segments in their
    loops."""
    if _STRANGE.search(body.raw):
        yield from _strange(body)
    house = clearinghouse()
    other = house["institutional"] if body.guide.startswith(_INSTITUTIONAL) else {"elements": {}, "needs": {}}
    forms = {name: rule["needs"] for name, rule in house["elements"].items()} | other["elements"]
    nesting = _Nesting(strict["presence"] if strict else {}, own=other["needs"])
    fewest = strict["fewest"] if strict else {}
    claim = ""
    for index, row in enumerate(body.iter_rows(), 1):
        name = row[0]
        if name == "CLM":
            claim = get(row, 1)
        elif name == "HL":
            claim = ""
        if is_claim:
            yield from nesting.enter(row, index, claim)
        if name in forms:
            for fault in _faults(row, forms[name]):
                yield _issue(_At(index, nesting.loop, claim), name, *fault)
        if fewest and is_claim:
            yield from _too_short(row, fewest.get(nesting.loop), _At(index, nesting.loop, claim))
    yield from nesting.close(body.segment_count)


def _too_short(row: list[str], rule: list[Any] | None, at: _At) -> Iterator[Issue]:
    """A strict house's wish for the long form of an element."""
    if rule is not None and row[0] == rule[0] and len(get(row, rule[1])) < rule[3]:
        yield _issue(at, row[0], "4", "An element is too short.", (rule[1], rule[2]))


def _faults(row: list[str], needs: list[list[Any]]) -> list[tuple[str, str, tuple[int, str]]]:
    """What is wrong with the elements of a segment: code, words, position and number."""
    found = []
    for position, number, form in needs:
        value = row[position] if position < len(row) else ""
        if not value:
            found.append(("1", "A required element is missing.", (position, number)))
        elif form == "R" and not _is_amount(value):
            found.append(("6", "An element is malformed.", (position, number)))
        elif form == "D8" and not _is_days(value) and (row[0] != "DTP" or row[2] in ("D8", "RD8")):
            found.append(("8", "An element is malformed.", (position, number)))
    return found


@lru_cache(maxsize=4096)
def _is_amount(value: str) -> bool:
    return _AMOUNT.fullmatch(value) is not None


@lru_cache(maxsize=4096)
def _is_days(value: str) -> bool:
    return _DAYS.fullmatch(value) is not None and all(day(part) is not None for part in value.split("-"))


def _strange(body: TransactionSet) -> Iterator[Issue]:
    """Characters that no answer could repeat."""
    for index, row in enumerate(body.rows(), 1):
        for position, value in enumerate(row):
            if not value.isascii() or not value.isprintable():
                yield _issue(
                    _At(index, "HEADER", ""), row[0], "6", "A character is not allowed.", (position, "")
                )


def _absent(scope: _Scope, index: int) -> Iterator[Issue]:
    for need in scope.missing():
        segment = need.partition("*")[0]
        yield _issue(
            _At(index, scope.rule["loop"], scope.claim), segment, "3", "A required segment is missing."
        )


def _issue(at: _At, segment: str, code: str, message: str, element: tuple[int, str] | None = None) -> Issue:
    return Issue(
        severity="error",
        snip=2,
        rule="BOX",
        code_999=code,
        message=message,
        segment_index=at.index,
        loop=at.loop,
        segment=segment,
        element=element[0] if element else None,
        claim=at.claim,
        scope="element" if element else "segment",
        data_element=element[1] if element else "",
    )
