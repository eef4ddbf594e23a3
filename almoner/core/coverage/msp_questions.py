"""The questions that tell who pays before Medicare: read from their card, asked in branches, and answered
whole or not at all.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

LONGEST_TEXT = 120


class QuestionsBroken(ValueError):
    """The card of questions can't be read; names the rule."""


class Asked(StrEnum):
    """What a question is answered by."""

    CHOICE = "choice"
    DAY = "day"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `when` are the answers, by the id of another question, after which it is asked."""

    id: str
    asks: str
    asked: Asked
    options: tuple[tuple[str, str], ...] = ()
    when: tuple[tuple[str, frozenset[str]], ...] = ()

    def is_asked(self, answers: Mapping[str, str]) -> bool:
        """True where what was answered so far leads to it."""
        return all(answers.get(other, "") in wanted for other, wanted in self.when)

    def said(self, answer: str) -> str:
        """Return an answer in the words that were shown."""
        return dict(self.options).get(answer, answer)

    def against(self, answer: str, *, on: date) -> str:
        """Return what is wrong with an answer, as one sentence, else nothing."""
        if not answer:
            return "It has no answer."
        if self.asked is Asked.CHOICE:
            return "" if answer in dict(self.options) else "The answer is none of those offered."
        if self.asked is Asked.TEXT:
            is_fine = len(answer) <= LONGEST_TEXT and answer.isprintable()
            return "" if is_fine else f"The answer has at most {LONGEST_TEXT} printable characters."
        return "" if _day(answer) <= on else "Give a day up to today, as 2026-03-02."


def _day(answer: str) -> date:
    try:
        return date.fromisoformat(answer)
    except ValueError:
        return date.max


@dataclass(frozen=True, slots=True)
class Questions:
    """A dated set of questions, asked anew after `again_days`."""

    from_on: date
    again_days: int
    source: str
    questions: tuple[Question, ...]

    def faults(self, answers: Mapping[str, str], *, on: date) -> dict[str, str]:
        """Return what is wrong, by the question's id: one that is asked and not answered as it wants, or is
        answered and not asked.
        """
        found = {one.id: one.against(answers.get(one.id, ""), on=on) for one in self.asked(answers)}
        strays = answers.keys() - found.keys()
        found |= {one: "Nobody asked it after the other answers." for one in strays if answers[one]}
        return {key: words for key, words in found.items() if words}

    def asked(self, answers: Mapping[str, str]) -> Iterator[Question]:
        """Yield the questions that these answers lead to, in their order."""
        return (one for one in self.questions if one.is_asked(answers))

    def kept(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Return the answers to what is asked, without those to what no longer is."""
        return {one.id: answers.get(one.id, "") for one in self.asked(answers)}

    def transcript(self, answers: Mapping[str, str]) -> str:
        """Return questions and answers as they are signed."""
        return "\n\n".join(
            f"{one.asks}\n  {one.said(answers.get(one.id, ''))}" for one in self.asked(answers)
        )


def read_questions(words: str) -> Questions:
    """Read a card of questions, or raise QuestionsBroken."""
    try:
        told = tomllib.loads(words)
        made = tuple(_question(row) for row in told["question"])
        found = Questions(told["from"], told["again_days"], told["source"], made)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise QuestionsBroken(f"the card of questions: {type(error).__name__}: {error}") from None
    known: dict[str, frozenset[str]] = {}
    for one in made:
        if one.id in known or any(not values <= known.get(of, frozenset()) for of, values in one.when):
            raise QuestionsBroken(f"the card of questions: {one.id} is there twice, or waits for no answer")
        known[one.id] = frozenset(dict(one.options))
    return found


def _question(row: Mapping[str, Any]) -> Question:
    return Question(
        id=row["id"],
        asks=row["asks"],
        asked=Asked(row["kind"]),
        options=tuple((value, label) for value, label in row.get("options", ())),
        when=tuple((of, frozenset(values)) for of, values in row.get("when", {}).items()),
    )
