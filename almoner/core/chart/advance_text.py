"""The card of the advance notice: its words, the three choices, and which edits of the rules call for it."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from almoner.core.chart.advance_notice import Choice, Ground, NoticedItem
from almoner.core.money import dollars


class NoticeBroken(ValueError):
    """The card of the notice can't be read; names the rule."""


@dataclass(frozen=True, slots=True)
class Way:
    """One of the three ways to choose from."""

    choice: Choice
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Called:
    """A ground with the edits that stand for it, and what the patient is told."""

    ground: Ground
    edits: frozenset[str]
    why: str
    row: str = ""
    """What the row of the edit must hold; empty for any."""


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """The card of a time. `text` has places to be filled in."""

    from_on: date
    source: str
    text: str
    ways: tuple[Way, ...]
    grounds: tuple[Called, ...]

    def of_edit(self, edit: str, row: str) -> Called | None:
        """Return the ground that an edit stands for by the row that it cites, or None."""
        return next((one for one in self.grounds if edit in one.edits and one.row in row), None)

    def of_ground(self, ground: Ground) -> Called:
        """Return a ground."""
        return next(one for one in self.grounds if one.ground is ground)

    def way(self, choice: Choice) -> Way:
        """Return what a choice says."""
        return next(one for one in self.ways if one.choice is choice)

    def shown(self, names: Mapping[str, str], items: Iterable[NoticedItem]) -> str:
        """Return the text as the patient reads it, with its services, reasons and costs."""
        listed = tuple(items)
        filled = {
            **names,
            "items": "\n\n".join(_listed(item) for item in listed),
            "total": "$" + dollars(sum(item.cents for item in listed)),
        }
        text = self.text.strip()
        for place, words in filled.items():
            text = text.replace("{" + place + "}", words)
        return text


def _listed(item: NoticedItem) -> str:
    units = f", {item.units} units" if item.units > 1 else ""
    head = f"{item.label} ({item.code}){units}. Estimated cost: ${dollars(item.cents)}"
    return f"- {head}\n  Why Medicare may not pay: {item.why}"


def _flowing(text: str) -> str:
    """The text with each paragraph on one line; those with places to fill in keep their lines."""
    blocks = text.strip().split("\n\n")
    return "\n\n".join(block if "{" in block else " ".join(block.split()) for block in blocks)


def read_notice(words: str) -> NoticeCard:
    """Read the card, or raise NoticeBroken."""
    try:
        told = tomllib.loads(words)
        ways = tuple(Way(Choice(row["id"]), row["label"], _flowing(row["text"])) for row in told["choice"])
        grounds = tuple(
            Called(Ground(row["id"]), frozenset(row["edits"]), row["why"], row.get("row", ""))
            for row in told["ground"]
        )
        card = NoticeCard(told["from"], told["source"], _flowing(told["text"]), ways, grounds)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise NoticeBroken(f"the card of the notice: {type(error).__name__}: {error}") from None
    is_whole = {one.choice for one in ways} == set(Choice) - {Choice.NONE}
    if not is_whole or {one.ground for one in grounds} != set(Ground):
        raise NoticeBroken("the card of the notice: each choice and each ground is there once")
    return card
