"""A query to the provider as a record: what was asked with its quotes, who answered what, and how soon.

Promises that what leads, speaks of money or leaves no way out is not asked, that nothing is asked twice of a
note, and that the answer is the provider's own addendum.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from almoner.core.coding.query import MOST_QUERIES


class QueryState(StrEnum):
    """Whether the provider has answered."""

    OPEN = "open"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class ProviderQuery:
    """A question about a signed note. `indicators` are places in the note (code points, half-open),
    `addendum_id` the addendum that answers it.
    """

    kind: ClassVar[str] = "provider_query"
    id: int
    visit_id: int
    patient_id: int
    provider_id: int
    note_id: int
    about: str
    axis: str
    ask: str
    indicators: tuple[tuple[int, int], ...]
    options: tuple[str, ...]
    asked_by: str
    asked_on: date
    version: int = 1
    state: QueryState = QueryState.OPEN
    answer: str = ""
    addendum_id: int = 0
    answered_by: str = ""
    answered_on: date | None = None

    @property
    def days(self) -> int | None:
        """Days until the answer; None while there is none."""
        return (self.answered_on - self.asked_on).days if self.answered_on else None

    def answered(self, answer: str, addendum_id: int, *, by: str, on: date) -> "ProviderQuery":
        """Return the query's next version with its answer."""
        assert self.state is QueryState.OPEN, "a query is answered once"
        return replace(
            self,
            version=self.version + 1,
            state=QueryState.ANSWERED,
            answer=answer,
            addendum_id=addendum_id,
            answered_by=by,
            answered_on=on,
        )


def against(about: str, axis: str, asked: Iterable[ProviderQuery]) -> str:
    """Return what stands against asking this of a note, in a sentence; empty where nothing does."""
    before = list(asked)
    if any((one.about, one.axis) == (about, axis) for one in before):
        return "This was asked already."
    return "A note is asked at most three questions." if len(before) >= MOST_QUERIES else ""


@dataclass(frozen=True, slots=True)
class AnswerRate:
    """How a provider answers: how many were asked and answered, and the middle of the days it took."""

    provider_id: int
    asked: int
    answered: int
    median_days: int | None


def answer_rates(queries: Iterable[ProviderQuery]) -> tuple[AnswerRate, ...]:
    """Return how each provider answers, by their id."""
    by_provider: dict[int, list[ProviderQuery]] = {}
    for one in queries:
        by_provider.setdefault(one.provider_id, []).append(one)
    rates = []
    for provider_id, own in sorted(by_provider.items()):
        days = sorted(one.days for one in own if one.days is not None)
        middle = days[(len(days) - 1) // 2] if days else None
        rates.append(AnswerRate(provider_id, len(own), len(days), middle))
    return tuple(rates)
