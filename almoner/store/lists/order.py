"""The order in which a list is read: by a column over all that the list finds, not only over a page of it.

Promises that rows alike in the column stand by their ids, so that a page goes on exactly where the last one
ended whatever was added meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Order:
    """By which column, from its least or, `is_down`, its greatest; without one the list is as usual."""

    column: str = ""
    is_down: bool = False


USUAL = Order()


@dataclass(frozen=True, slots=True)
class Read:
    """An order as SQL: `keys` that tell every row from every other, all of them one way."""

    keys: tuple[str, ...]
    is_down: bool = False

    @property
    def by(self) -> str:
        """What ORDER BY says."""
        return ", ".join(f"{key} DESC" if self.is_down else key for key in self.keys)

    @property
    def back(self) -> "Read":
        """The same from its other end."""
        return Read(self.keys, not self.is_down)

    def beyond(self, row: str, *, with_row: bool = False) -> str:
        """The condition on what comes after a row, which `row` finds as the rest of a SELECT."""
        keys = ", ".join(self.keys)
        sign = ("<" if self.is_down else ">") + ("=" if with_row else "")
        return f"({keys}) {sign} (SELECT {keys} FROM {row})"


def read(columns: Mapping[str, Sequence[str]], order: Order, usual: Read) -> Read:
    """Return how a list is read: by the keys of the order's column, then as ids rise; as usual by none."""
    if not order.column:
        return usual
    return Read((*columns[order.column], usual.keys[-1]), order.is_down)
