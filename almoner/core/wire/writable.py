"""Writes of many claims or questions all that can be written, and tells of each other one why it can't.

Promises that one which our own checks refuse keeps no other, that only what is refused when it is written by
itself is left out, and that a fault of the envelope is blamed on none.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from almoner.core.x12 import Envelope, Issue, SetWriter, X12WriteError, write
from almoner.core.x12.guides import named
from almoner.core.x12.spec import Guide

T = TypeVar("T")
R = TypeVar("R")

MOST_SENTENCES = 4
ROUNDS_BY_NAME = 2
"""How often the names that an error gives are followed before each item is looked at by itself: a fault that
many share names one of them at a time."""

_LINE = re.compile(r"/2400\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """What is written: a guide by its name here ("837P"), the envelope, and what an issue calls an item by
    (`Issue.claim`).
    """

    guide: str
    envelope: Envelope
    name: Callable[[T], str]


@dataclass(frozen=True, slots=True)
class Written(Generic[T, R]):
    """`content` is what the writer made of `kept`; None where nothing went. `refused` are those that can't be
    written, each with the reason in words. `why` is the envelope's fault, for which all the rest waits. Items
    that are in neither can be written, but not with those in `kept`.
    """

    content: R | None
    kept: tuple[T, ...]
    refused: tuple[tuple[T, str], ...]
    why: str = ""


def write_most(items: Sequence[T], writer: Callable[[Sequence[T]], R], *, form: Form[T]) -> Written[T, R]:
    """Write what can be written of `items`. `writer` makes one interchange in this form of those that it is
    given, and raises X12WriteError where one of them can't be written.
    """
    left = list(items)
    refused: list[tuple[T, str]] = []
    rounds = 0
    while left:
        try:
            return Written(writer(left), tuple(left), tuple(refused))
        except X12WriteError as error:
            if _is_of_envelope(error, form):
                return Written(None, (), tuple(refused), in_words(error, form.guide))
            sieve = _Sieve(writer, form.guide)
            by_name = _called(error, left, form) if rounds < ROUNDS_BY_NAME else []
            out = [each for item in by_name for each in sieve.apart([item])] or sieve.halves(left)
        if not out:
            return _fewer(left, writer, refused)
        rounds += 1
        refused += out
        gone = {id(item) for item, _ in out}
        left = [item for item in left if id(item) not in gone]
    return Written(None, (), tuple(refused))


def _called(error: X12WriteError, items: Iterable[T], form: Form[T]) -> list[T]:
    """The items that an error names. They are suspects only: a fault of a loop around many names one."""
    names = {issue.claim for issue in error.issues if issue.claim}
    return [item for item in items if form.name(item) in names] if names else []


class _Sieve(Generic[T]):
    """Finds those of many that can't be written by themselves."""

    def __init__(self, writer: Callable[[Sequence[T]], object], guide: str) -> None:
        self.writer = writer
        self.guide = guide

    def apart(self, items: Sequence[T]) -> list[tuple[T, str]]:
        """Those of `items`, each with why. Items that can be written together aren't looked at one by one."""
        try:
            self.writer(items)
        except X12WriteError as error:
            return [(items[0], in_words(error, self.guide))] if len(items) == 1 else self.halves(items)
        return []

    def halves(self, items: Sequence[T]) -> list[tuple[T, str]]:
        """The same, for items that are known not to go together."""
        if len(items) == 1:
            return self.apart(items)
        middle = len(items) // 2
        return self.apart(items[:middle]) + self.apart(items[middle:])


def _fewer(
    items: Sequence[T], writer: Callable[[Sequence[T]], R], refused: Iterable[tuple[T, str]]
) -> Written[T, R]:
    """As many of the first items as go together; each of them goes by itself."""
    part = items
    while len(part) > 1:
        part = part[: len(part) // 2]
        try:
            return Written(writer(part), tuple(part), tuple(refused))
        except X12WriteError:
            continue
    raise AssertionError("what was written by itself can be written by itself again")


def _is_of_envelope(error: X12WriteError, form: Form[T]) -> bool:
    """True where no claim or question is to blame: the envelope is refused around anything."""
    if error.issues:
        return all(not issue.segment_index for issue in error.issues)
    guide = named(form.guide).guide
    anything = SetWriter(guide.set_id, 1, guide.id)
    anything.seg("BHT", "0000")
    try:
        write(form.envelope, [anything])
    except X12WriteError:
        return True
    return False


def in_words(error: X12WriteError, guide: str) -> str:
    """Why something can't be written: each rule's place, sentence and mend, and its id; never a value."""
    if not error.issues:
        text = str(error)
        return f"{text[:1].upper()}{text[1:]}."
    spec = named(guide).guide
    told = list(dict.fromkeys(_sentence(issue, spec) for issue in error.issues))
    more = [f"And {len(told) - MOST_SENTENCES} more."] if len(told) > MOST_SENTENCES else []
    return " ".join([*told[:MOST_SENTENCES], *more])


def _sentence(issue: Issue, guide: Guide) -> str:
    name = next((each.name for each in guide.root.loops() if each.id == issue.loop), "")
    line = _LINE.search(issue.loop_path)
    places = [f"line {line[1]}"] if line else []
    places += [name.replace("_", " ")] if name and name not in ("line", "claim", "transaction") else []
    sentence = " ".join(part for part in (issue.message, issue.hint) if part)
    where = f"{', '.join(places)}: " if places else ""
    return f"{where[:1].upper()}{where[1:]}{sentence} ({issue.rule})"
