"""A decision about who may enter the practice: a role given, taken away, or looked at and kept; and that a
person has another password, which is said nowhere.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True)
class AccessAct:
    """Who decided what about a person; `roles` are those given or taken, or all that were kept, and none for
    a password.
    """

    kind: ClassVar[str] = "access_act"
    id: int
    person: str
    act: Literal["given", "taken", "kept", "password"]
    roles: tuple[str, ...]
    decided_by: str
    decided_on: date
    version: int = 1

    @property
    def told(self) -> str:
        """What was decided about whom, as the audit trail says it."""
        if self.act == "password":
            return f"{self.person}: password {'changed' if self.person == self.decided_by else 'renewed'}"
        return f"{self.person}: {self.act} {', '.join(self.roles)}"
