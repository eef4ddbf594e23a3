"""One address of the screens: its view, its permission and the roles that it opens to."""

from dataclasses import dataclass
from typing import Literal

from almoner.flow.access import Permission
from almoner.web.guard import View

P = Permission
EVERYBODY = "admin biller coder front_desk manager provider"
CARE = "biller coder front_desk manager provider"
MONEY = "biller front_desk manager"
DESK = "biller front_desk"


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one address. `permission` None: whoever is signed in. `is_open`: nobody needs to be.

    `opens_to` repeats as roles what follows from the permission; the walk of every role checks both.
    """

    method: Literal["GET", "POST"]
    path: str
    view: View
    permission: Permission | None
    opens_to: str
    is_open: bool = False
