"""What a paper form is filled with, whichever form it is: its boxes by name, and how far a printer is off."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

FormName = Literal["cms1500", "ub04"]


@dataclass(frozen=True, slots=True)
class FormPage:
    """One form: its `boxes` by name (`5.city`), and those of each of its service `lines` (`24D.code`)."""

    boxes: Mapping[str, str]
    lines: tuple[Mapping[str, str], ...]
    form: FormName = "cms1500"


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a printer's sheets are off: hundredths of an inch to the right and down that mend it."""

    right: int = 0
    down: int = 0


NO_SHIFT = Shift()


def filled(boxes: Mapping[str, str]) -> dict[str, str]:
    """Return the boxes that say something."""
    return {box: text for box, text in boxes.items() if text}
