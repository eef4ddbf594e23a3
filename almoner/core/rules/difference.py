"""What differs between two sets of cards, field by field, and whether it touches days that have passed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from almoner.core.rules.card import Card, Trial
from almoner.core.rules.scope import FACETS

_PLAIN = (
    "edit",
    "kind",
    "severity",
    "mode",
    "since",
    "until",
    "excepts",
    "is_off",
    "autonomy",
    "change",
    "expected_denial",
    "message",
    "mend",
    "source",
)
_JUDGING = ("edit", "kind", "severity", "scope", "params", "excepts", "is_off")
"""The fields on which it depends what a card says of a claim; words and sources may be bettered at any
time.
"""


@dataclass(frozen=True, slots=True)
class Changed:
    """One field of a card that is in both sets, as text before and after; empty where there is nothing."""

    card: str
    field: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Difference:
    """The cards that come, those that go, and the fields that change, by id."""

    added: tuple[Card, ...]
    removed: tuple[Card, ...]
    changed: tuple[Changed, ...]

    @property
    def ended(self) -> tuple[Changed, ...]:
        """The cards that are given a last day."""
        return tuple(each for each in self.changed if each.field == "until" and each.becomes)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def difference(old: Iterable[Card], new: Iterable[Card]) -> Difference:
    """Return what changes from the old cards to the new."""
    before, after = _by_id(old), _by_id(new)
    both = sorted(before.keys() & after.keys())
    return Difference(
        tuple(after[key] for key in sorted(after.keys() - before.keys())),
        tuple(before[key] for key in sorted(before.keys() - after.keys())),
        tuple(each for key in both for each in _fields(before[key], after[key])),
    )


def judge_alike(one: Card, other: Card) -> bool:
    """True where two cards say the same of a claim on a day on which both hold."""
    return all(getattr(one, name) == getattr(other, name) for name in _JUDGING)


def touches_past(old: Iterable[Card], new: Iterable[Card], on: date) -> Iterator[str]:
    """Yield the ids of the cards by which services before a day would be judged otherwise than before."""
    before, after = _by_id(old), _by_id(new)
    for key in sorted(before.keys() | after.keys()):
        one, other = before.get(key), after.get(key)
        spoke, speaks = _days(one, on), _days(other, on)
        if spoke != speaks or (spoke and one and other and not judge_alike(one, other)):
            yield key


def _by_id(cards: Iterable[Card]) -> dict[str, Card]:
    return {card.id: card for card in cards}


def _days(card: Card | None, on: date) -> tuple[date, date] | None:
    """The days before `on` on which a card speaks."""
    if card is None or card.since >= on:
        return None
    return card.since, min(card.until or on, on)


def _fields(one: Card, other: Card) -> Iterator[Changed]:
    before, after = _texts(one), _texts(other)
    for name in dict.fromkeys([*before, *after]):
        was, becomes = before.get(name, ""), after.get(name, "")
        if was != becomes:
            yield Changed(one.id, name, was, becomes)


def _texts(card: Card) -> dict[str, str]:
    told = {name: _text(getattr(card, name)) for name in _PLAIN}
    told |= {f"scope.{name}": _text(getattr(card.scope, name)) for name in FACETS}
    told |= {f"params.{name}": _text(value) for name, value in card.params.items()}
    told |= {f"case {trial.name}": _case(trial) for trial in card.trials}
    return told


def _case(trial: Trial) -> str:
    told = ["fires" if trial.fires else "silent"]
    told += [f"{path} = {value!r}" for path, value in trial.changes.items()]
    told += [f"without {path}" for path in trial.drops]
    told += [
        f"{name} {value}" for name in ("base", "on", "line") if (value := getattr(trial, name)) is not None
    ]
    return "; ".join(told)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)
