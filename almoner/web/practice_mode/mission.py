"""The mission that a learner is at: kept in the room's session, with what it has taken so far."""

import time
from dataclasses import asdict, dataclass, field

from django.http import HttpRequest

from almoner.core.report.mission import Mission
from almoner.flow.setup import training

_NAME = "mission"


@dataclass(slots=True)
class Begun:
    """A mission under way: what its steps counted at the start, and what it has taken so far."""

    id: str
    before: dict[str, int]
    began_s: float = field(default_factory=time.time)
    acts: int = 0
    hints: int = 0

    @property
    def mission(self) -> Mission:
        """The mission itself."""
        return training.missions()[self.id]

    @property
    def seconds(self) -> int:
        """Whole seconds since it began; none where the machine's clock was set back in between."""
        return max(0, int(time.time() - self.began_s))


def under_way(request: HttpRequest) -> Begun | None:
    """Return the mission under way, or None."""
    kept = request.session.get(_NAME)
    return Begun(**kept) if isinstance(kept, dict) and kept.get("id") in training.missions() else None


def keep(request: HttpRequest, begun: Begun | None) -> None:
    """Keep how far it is, or end it."""
    request.session[_NAME] = asdict(begun) if begun else None


def count_act(request: HttpRequest) -> None:
    """Count a page or a form of the mission under way; the pages of practice mode itself are free."""
    is_free = request.path.startswith(("/training", "/static/")) or request.headers.get("HX-Request")
    if not is_free and (begun := under_way(request)) is not None:
        begun.acts += 1
        keep(request, begun)
