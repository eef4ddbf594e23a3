"""A decision about who may enter the practice: a role given, taken away, or looked at and kept."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True)
class AccessAct:
    """Who decided what about a person; `roles` are those given or taken, or all that were kept."""

    kind: ClassVar[str] = "access_act"
    id: int
    person: str
    act: Literal["given", "taken", "kept"]
    roles: tuple[str, ...]
    decided_by: str
    decided_on: date
    version: int = 1
