"""How what is decided and kept about the people who work here shows in its tables."""

from almoner.core.party.access_act import AccessAct
from almoner.core.party.work_view import WorkView
from almoner.store.projection import Projection, day, text

PEOPLE: tuple[Projection, ...] = (
    Projection(AccessAct, text("person", "act", "decided_by") | day("decided_on")),
    Projection(WorkView, text("person", "name", "state"), is_superseded=True),
)
