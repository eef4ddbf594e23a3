"""Two people changed one entry of a chart: theirs, mine and as it was, in the fields of its form."""

from collections.abc import Iterator

from django.http import HttpResponse

from almoner.core.chart.nouns import AnyNoun
from almoner.flow.patient import look_conflict
from almoner.flow.patient.look_conflict import ChartConflict
from almoner.flow.visit import look_chart
from almoner.flow.visit.chart import Seen
from almoner.flow.visit.look_chart import History
from almoner.store.commit import StalePlan
from almoner.web import conflict, words, words_chart
from almoner.web.chart import fill
from almoner.web.chart.fields import Field, fields_to_change
from almoner.web.conflict import Telling, Told
from almoner.web.door import Caller


def page(caller: Caller, which: Seen, stale: StalePlan) -> HttpResponse:
    """Answer a form about an entry that came too late."""
    found = look_conflict.chart_conflict(caller.actor, stale)
    back = f"/patients/{which.patient_id}/chart/{which.kind}/{which.id}"
    if found is None:
        return conflict.tell(caller, None, back=back)
    around = look_chart.history(caller.actor, which.patient_id, which.kind, which.id, on=caller.on)
    fields = (*_fields(which.kind, found, around), *_standing(found))
    telling = Telling(found.by, found.on, found.seen, found.standing, fields)
    return conflict.tell(caller, telling, back=back)


def _fields(kind: str, found: ChartConflict, around: History) -> Iterator[Told]:
    was, now = fill.texts(found.was), fill.texts(found.now)
    for one in fields_to_change(kind):
        said = _names(one, around)
        yield Told(one.name, one.label, was.get(one.name, ""), now.get(one.name, ""), said)


def _names(one: Field, around: History) -> dict[str, str]:
    """Return what the values of a field are called, as its form calls them."""
    if one.sort == "provider":
        named = {str(key): of.name.listed for key, of in around.head.providers.items()}
        return named | {"0": "not said"}
    if one.sort == "visit":
        return {str(of.id): f"{words.day(of.service_on)} {of.reason}" for of in around.visits} | {"0": "none"}
    if one.sort == "problem":
        return {str(of.id): of.concept.words for of in around.problems} | {"0": "–"}
    return dict(one.choices)


def _standing(found: ChartConflict) -> Iterator[Told]:
    """What no form of a change says: whether the entry stands, and in which state."""
    yield Told("", "State", _state(found.was), _state(found.now))


def _state(one: AnyNoun) -> str:
    if not one.entry.stands:
        return "entered in error"
    shown = words_chart.STATE.get(str(one.status))
    return shown.word if shown else str(one.status)
