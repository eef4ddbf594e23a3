"""A mend that a machine could do: one modifier added to or dropped from the line that a finding names.
Promises that no such mend states a fact of the care: what only the note can prove is left to a person.
"""

from dataclasses import dataclass
from typing import Literal

ADDABLE = frozenset({"QW"})
"""That a test is waived follows from code and certificate, which the edit has looked at."""

DROPPABLE = frozenset({"51"})
"""The payer ranks procedures itself; the modifier says nothing else."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to the modifiers of a line."""

    act: Literal["add_modifier", "drop_modifier"]
    modifier: str

    def __str__(self) -> str:
        return f"{self.act.replace('_', ' ')} {self.modifier}"

    def of(self, modifiers: tuple[str, ...]) -> tuple[str, ...]:
        """Return the modifiers as changed; the same where nothing is to do or a fifth would be needed."""
        if self.act == "drop_modifier":
            return tuple(each for each in modifiers if each != self.modifier)
        if self.modifier in modifiers or len(modifiers) >= MOST_MODIFIERS:
            return modifiers
        return (*modifiers, self.modifier)


MOST_MODIFIERS = 4


def read_change(value: object) -> Change:
    """Return the change of a card's table, as `{ add_modifier = "QW" }`; ValueError says what is wanted."""
    if isinstance(value, dict) and len(value) == 1:
        ((act, modifier),) = value.items()
        if act == "add_modifier" and modifier in ADDABLE:
            return Change("add_modifier", modifier)
        if act == "drop_modifier" and modifier in DROPPABLE:
            return Change("drop_modifier", modifier)
    raise ValueError(
        f"add_modifier is one of {', '.join(sorted(ADDABLE))}, drop_modifier one of "
        f"{', '.join(sorted(DROPPABLE))}; any other modifier is a fact of the care, for a person"
    )
