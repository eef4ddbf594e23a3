"""What people of the practice write to each other about a patient, and who is told of it.

Not the note: that is the clinician's record of a visit. A comment bills nothing and proves nothing.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

LONGEST_TEXT = 2000
MOST_NAMED = 10
_NAMED = re.compile(r"(?:^|(?<=[\s(\[,;:]))@([\w.+-]{1,150})")


class CommentState(StrEnum):
    """Whether a comment stands."""

    STANDING = "standing"
    WITHDRAWN = "withdrawn"


class NoticeState(StrEnum):
    """Whether the person who was named has dealt with it."""

    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a patient, on one of their claims (`claim_id`) or visits (`visit_id`); 0 where on neither.

    `named` are the sign-in names that its text calls by @. Each change is a version; all are kept.
    """

    kind: ClassVar[str] = "comment"
    id: int
    patient_id: int
    text: str
    written_by: str
    written_on: date
    claim_id: int = 0
    visit_id: int = 0
    named: tuple[str, ...] = ()
    state: CommentState = CommentState.STANDING
    changed_on: date | None = None
    version: int = 1

    def mended(self, text: str, named: tuple[str, ...], *, on: date) -> Self:
        """Return the next version, with another text."""
        return replace(self, text=text, named=named, changed_on=on, version=self.version + 1)

    def withdrawn(self, *, on: date) -> Self:
        """Return the next version, taken back."""
        return replace(self, state=CommentState.WITHDRAWN, changed_on=on, version=self.version + 1)


@dataclass(frozen=True, slots=True)
class Notice:
    """Tells a person that a comment names them; open until they dealt with it or it is taken back."""

    kind: ClassVar[str] = "notice"
    id: int
    comment_id: int
    patient_id: int
    person: str
    told_by: str
    told_on: date
    state: NoticeState = NoticeState.OPEN
    done_on: date | None = None
    version: int = 1

    def done(self, *, on: date) -> Self:
        """Return the next version, dealt with."""
        return replace(self, state=NoticeState.DONE, done_on=on, version=self.version + 1)

    def opened(self) -> Self:
        """Return the next version, open again."""
        return replace(self, state=NoticeState.OPEN, done_on=None, version=self.version + 1)


def called_in(text: str) -> tuple[str, ...]:
    """Return the names that a text calls by @, each once and in order; an e-mail address calls nobody."""
    called = (match[1].rstrip(".-+") for match in _NAMED.finditer(text))
    return tuple(dict.fromkeys(name for name in called if name))


def tidied(text: str) -> str:
    """Return a text without blanks at its lines' ends, in at most one empty line at a time; empty where it
    holds what can't be printed.
    """
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    if not all(line.isprintable() for line in lines):
        return ""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
