"""What is asked of the coder beside the note's text."""

from dataclasses import dataclass
from datetime import date

MOST_AGE = 124


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The day of service, and what is known of patient and visit; None is unknown, and rules on it are
    skipped."""

    on: date
    age: int | None = None
    sex: str | None = None
    is_new: bool | None = None
    listed: frozenset[str] = frozenset()
    """The categories of diagnoses on the patient's problem list."""
    claimed: frozenset[str] = frozenset()
    """The categories of diagnoses that were decided on for other visits of the last year."""
    provider_kind: str = ""
    """The specialty of who provides."""

    def __post_init__(self) -> None:
        if self.age is not None and not 0 <= self.age <= MOST_AGE:
            raise ValueError(f"age: from 0 to {MOST_AGE}")
        if self.sex not in {None, "F", "M"}:
            raise ValueError("sex: F or M")

    def beside(self, category: str) -> tuple[str, ...]:
        """Return the facts beside the note that speak for or against a code of a category; they only rank."""
        facts = (
            ("problem_list", category in self.listed),
            ("claimed", category in self.claimed),
            (f"kind:{self.provider_kind}", bool(self.provider_kind)),
        )
        return tuple(name for name, is_so in facts if is_so)
