"""How what is decided and kept about the people who work here, and about their hours, shows in its tables."""

from almoner.core.party.access_act import AccessAct
from almoner.core.party.practice import PlaceEnrollment
from almoner.core.party.work_view import WorkView
from almoner.core.schedule import ClosedDays, OpenHours, VisitType
from almoner.store.tables.projection import Projection, day, number, optional, text

PEOPLE: tuple[Projection, ...] = (
    Projection(AccessAct, text("person", "act", "decided_by") | day("decided_on"), latest_of=("person",)),
    Projection(WorkView, text("person", "name", "state"), is_superseded=True),
)
_HOLDS = day("since_on", "until_on")
PLACES = Projection(
    PlaceEnrollment, number("location_id", "payer_id") | text("state") | _HOLDS, is_superseded=True
)
SCHEDULE: tuple[Projection, ...] = (
    Projection(VisitType, text("name") | _HOLDS, is_superseded=True),
    Projection(OpenHours, optional("provider_id", "location_id") | _HOLDS, is_superseded=True),
    Projection(ClosedDays, optional("provider_id", "location_id") | _HOLDS, is_superseded=True),
)
