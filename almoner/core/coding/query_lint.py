"""Judges a query to a provider by compliant practice: it quotes what the record shows, leaves the answer
open, speaks of no money and no score, and names no diagnosis that isn't documented (handbook, coding 3.9).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from almoner.core.coding.answer import Query

_LEADING = re.compile(
    r"\b(?:please (?:document|add|code|state that)|would you agree|do you agree|don't you|wouldn't you|"
    r"isn't it|should be (?:coded|documented)|can you (?:document|add)|consider (?:documenting|adding)|"
    r"we (?:need|recommend)|suggest(?:ing)? that you|to support (?:the )?(?:code|level|billing|claim))\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:reimburse\w*|payment|paid|pay(?:er|s)?|revenue|money|dollars?|bill(?:ing|able)?|drg|hcc|raf|"
    r"risk adjust\w*|quality (?:score|measure)|severity score|case mix|denial|audit)\b|\$",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"^\s*(?:is|are|was|were|does|do|did|has|have|had|can|could|would|should)\b[^.?]*\?\s*$", re.IGNORECASE
)
_MOST_TEXT, _MOST_ITEMS = 2_000, 50
_OTHER = re.compile(r"\bother\b", re.IGNORECASE)
_UNDETERMINED = re.compile(
    r"(?:cannot|can't|unable to|not) (?:be )?determined?|undetermined|unable to", re.IGNORECASE
)


class QueryFault(NamedTuple):
    """What is wrong with a query, and the mend."""

    rule: str
    mend: str


class QueryError(ValueError):
    """A text is no query; says which part."""


@dataclass(frozen=True, slots=True)
class QueryText:
    """A query as it will be read: its title, question, quoted indicators and options."""

    ask: str
    indicators: tuple[str, ...]
    options: tuple[str, ...]
    title: str = ""


def text_of(query: Query) -> QueryText:
    """The words of a query that the coder made."""
    return QueryText(query.ask, tuple(quote.text for quote in query.indicators), query.options)


def read_query(table: Any) -> QueryText:
    """A query from JSON: `ask`, `indicators` (texts or quotes), `options`, `title`. QueryError names a part
    that is missing or too large.
    """
    if not isinstance(table, Mapping):
        raise QueryError("a query is an object")
    found = QueryText(
        _text(table.get("ask"), "ask"),
        tuple(_text(_said(each), "indicators") for each in _list(table.get("indicators", []), "indicators")),
        tuple(_text(each, "options") for each in _list(table.get("options", []), "options")),
        _text(table["title"], "title") if "title" in table else "",
    )
    if not found.ask.strip():
        raise QueryError("ask: the question is missing")
    return found


def _said(each: Any) -> Any:
    return each.get("text") if isinstance(each, Mapping) else each


def _text(value: Any, part: str) -> str:
    if not isinstance(value, str) or len(value) > _MOST_TEXT:
        raise QueryError(f"{part}: text of at most {_MOST_TEXT} characters")
    return value


def _list(value: Any, part: str) -> Sequence[Any]:
    if not isinstance(value, list) or len(value) > _MOST_ITEMS:
        raise QueryError(f"{part}: a list of at most {_MOST_ITEMS}")
    return value


def lint_query(query: QueryText) -> tuple[QueryFault, ...]:
    """The faults of a query; none where it may be sent."""
    words = " ".join((query.title, query.ask, *query.options))
    has_other = any(_OTHER.search(each) for each in query.options)
    has_undetermined = any(_UNDETERMINED.search(each) for each in query.options)
    checks = (
        (bool(_LEADING.search(words)), "it leads to an answer", "Ask openly, without a request to document."),
        (bool(_MONEY.search(words)), "it speaks of money or scores", "Leave out what an answer is worth."),
        (not query.indicators, "it shows nothing of the record", "Quote the clinical indicators."),
        (
            bool(query.options) and not has_other,
            "the choices leave no room for another answer",
            'Add "other".',
        ),
        (
            bool(query.options) and not has_undetermined,
            "the choices force an answer",
            'Add "cannot be determined".',
        ),
        (
            len([each for each in query.options if not _is_open(each)]) == 1,
            "there is one choice alone",
            "Give all that the record supports, or ask without choices.",
        ),
        (
            bool(_YES_NO.match(query.ask)),
            "it can be answered with yes or no",
            "Ask what, which or how.",
        ),
        (
            bool(query.title) and not _is_shown(query.title, query.indicators),
            "its title names what isn't documented",
            "Title it by what the record says.",
        ),
    )
    return tuple(QueryFault(rule, mend) for is_wrong, rule, mend in checks if is_wrong)


def _is_open(option: str) -> bool:
    return bool(_OTHER.search(option) or _UNDETERMINED.search(option))


_PLAIN = frozenset(
    "clarification question query about of the a an for documentation clinical request".split()
)


def _is_shown(title: str, indicators: tuple[str, ...]) -> bool:
    """Every word of the title that says something stands in what is quoted."""
    shown = {word for each in indicators for word in re.findall(r"\w+", each.lower())}
    return all(word in shown or word in _PLAIN for word in re.findall(r"\w+", title.lower()))
