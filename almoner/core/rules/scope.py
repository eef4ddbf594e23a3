"""Whom a card speaks to. Promises that a claim which doesn't tell what a scope asks for is never taken for
one that it holds for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import NamedTuple


class Situation(NamedTuple):
    """What a claim tells a scope: its payer, the payer's plan by name, the place of service, the taxonomy
    code of whoever rendered, the state in which the service was given, and its form (professional or
    institutional). Empty is untold.
    """

    payer_kind: str = ""
    payer: str = ""
    plan: str = ""
    place: str = ""
    specialty: str = ""
    state: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Kinds of payer, payers by id, plans by name, places of service, specialties as the beginnings of
    taxonomy codes, states, forms of claim; an empty set is everybody. The fields stand as in `Situation`.
    """

    payer_kinds: frozenset[str] = frozenset()
    payers: frozenset[str] = frozenset()
    plans: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    specialties: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()

    def holds(self, told: Situation) -> bool:
        """True where the card speaks of a claim of this situation."""
        return all(not wanted or self._fits(place, wanted, told) for place, wanted in self.sides())

    def lacks(self, told: Situation) -> str:
        """The one thing that a claim must tell before it is known whether the card speaks; empty where that
        is known. A claim without a payer's id is no claim to a named payer.
        """
        untold = ""
        for place, wanted in self.sides():
            if not wanted or self._fits(place, wanted, told):
                continue
            if told[place] or place < FIRST_OPEN:
                return ""
            untold = untold or Situation._fields[place]
        return untold

    def meets(self, other: "Scope") -> bool:
        """True where some claim may be in both."""
        return all(
            not one or not another or any(_either(a, b, place) for a in one for b in another)
            for (place, one), (_, another) in zip(self.sides(), other.sides(), strict=True)
        )

    def lies_in(self, other: "Scope") -> bool:
        """True where every claim of this scope is in the other's too."""
        return all(
            not wide or (bool(narrow) and all(_within(each, wide, place) for each in narrow))
            for (place, narrow), (_, wide) in zip(self.sides(), other.sides(), strict=True)
        )

    @property
    def level(self) -> int:
        """How near it is to one contract: 0 of everybody or a kind of payer, 1 of a payer, 2 of a payer's
        plan. Of two exceptions to one rule the nearer is heard.
        """
        return 2 if self.plans else 1 if self.payers else 0

    def asked(self) -> frozenset[int]:
        """The places in a `Situation` that matter to this scope."""
        return frozenset(place for place, wanted in self.sides() if wanted)

    def sides(self) -> Iterator[tuple[int, frozenset[str]]]:
        """What is wanted, by its place in a `Situation`."""
        return enumerate(getattr(self, name) for name in FACETS)

    @staticmethod
    def _fits(place: int, wanted: frozenset[str], told: Situation) -> bool:
        return bool(told[place]) and _within(told[place], wanted, place)


FACETS = tuple(each.name for each in fields(Scope))
EVERYBODY = Scope()
FIRST_OPEN = FACETS.index("plans")
_BY_BEGINNING = FACETS.index("specialties")


def _within(one: str, wanted: frozenset[str], place: int) -> bool:
    return one.startswith(tuple(wanted)) if place == _BY_BEGINNING else one in wanted


def _either(one: str, other: str, place: int) -> bool:
    if place != _BY_BEGINNING:
        return one == other
    return one.startswith(other) or other.startswith(one)
