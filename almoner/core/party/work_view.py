"""A view of the open work that a person keeps under a name: which part of it, and how it is narrowed."""

from dataclasses import dataclass, replace
from typing import ClassVar, Literal, Self


@dataclass(frozen=True, slots=True)
class WorkView:
    """Whose view it is and what it shows: everybody's work or the person's own, of a part (`view`), of a kind
    of work (`what`), from so much money on, due within so many days. Empty or 0 narrows nothing.
    """

    kind: ClassVar[str] = "work_view"
    id: int
    person: str
    name: str
    is_mine: bool
    view: str
    what: str
    least_cents: int
    within_days: int
    version: int = 1
    state: Literal["kept", "gone"] = "kept"

    def changed(self, state: Literal["kept", "gone"]) -> Self:
        """Return the view's next version, no longer kept or kept again."""
        return replace(self, version=self.version + 1, state=state)
