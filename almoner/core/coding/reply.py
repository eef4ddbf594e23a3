"""What a stronger model is offered and what it answers, read from its text with limits. A reply is only a
claim: `chosen` decides what becomes of it.
"""

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from almoner.core.coding.query_lint import QueryError, QueryText, read_query

LONGEST_REPLY = 200_000
MOST_CHOICES, MOST_QUOTES, LONGEST_QUOTE = 60, 8, 600
_MOST_QUESTIONS = 10
_LONGEST_ID = 20


class ReplyError(ValueError):
    """The model's text is no reply; the message names the part and repeats nothing of it."""


class Offer(NamedTuple):
    """A candidate as the model sees it: `id` is ours and good for one request; `why` is its rule trace."""

    id: str
    code: str
    title: str
    why: tuple[str, ...]


class Choice(NamedTuple):
    """A candidate that the model chose, with the words of the note that it rests on."""

    id: str
    quotes: tuple[str, ...]


class Asking(NamedTuple):
    """A question that the model drafted about an offered candidate."""

    id: str
    query: QueryText


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said, in its own order; nothing of it is trusted yet."""

    choices: tuple[Choice, ...]
    questions: tuple[Asking, ...] = ()


def read_reply(text: str) -> Reply:
    """Read `{"choices": [{"id", "quotes": [...]}], "questions": [...]}`. ReplyError: it is another thing, too
    long, or chooses nothing. Keys that we don't know are passed over.
    """
    if len(text) > LONGEST_REPLY:
        raise ReplyError(f"reply: longer than {LONGEST_REPLY} characters")
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise ReplyError("reply: no JSON") from None
    if not isinstance(told, dict):
        raise ReplyError("reply: no object")
    choices = tuple(_choice(each) for each in _listed(told.get("choices"), "choices", MOST_CHOICES))
    if not choices:
        raise ReplyError("reply: nothing is chosen")
    asked = _listed(told.get("questions", []), "questions", _MOST_QUESTIONS)
    return Reply(choices, tuple(_question(each) for each in asked))


def _choice(table: Any) -> Choice:
    if not isinstance(table, dict):
        raise ReplyError("choices: an object each")
    quotes = _listed(table.get("quotes"), "quotes", MOST_QUOTES)
    return Choice(
        _words(table.get("id"), "id", _LONGEST_ID),
        tuple(_words(each, "quotes", LONGEST_QUOTE) for each in quotes),
    )


def _question(table: Any) -> Asking:
    try:
        query = read_query(table)
    except QueryError as error:
        raise ReplyError(f"questions: {error}") from None
    return Asking(_words(table.get("id"), "id", _LONGEST_ID), query)


def _listed(value: Any, part: str, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ReplyError(f"{part}: a list of at most {most}")
    return value


def _words(value: Any, part: str, most: int) -> str:
    if not isinstance(value, str) or not value or len(value) > most:
        raise ReplyError(f"{part}: text of 1 to {most} characters")
    return value
