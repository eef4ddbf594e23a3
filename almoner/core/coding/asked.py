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

    def __post_init__(self) -> None:
        if self.age is not None and not 0 <= self.age <= MOST_AGE:
            raise ValueError(f"age: from 0 to {MOST_AGE}")
        if self.sex not in {None, "F", "M"}:
            raise ValueError("sex: F or M")
