"""The work that a person goes along from claim to claim: the list that they came from stands in the address
of each claim, with the task that they are at.
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from almoner.flow.access import Permission
from almoner.flow.work import look_work
from almoner.store.lists.lists import COUNTED
from almoner.store.lists.lists_work import Beside, TaskRow, Walk
from almoner.store.lists.order import USUAL
from almoner.web import asked, words_claims
from almoner.web.door import Caller
from almoner.web.order import order_of
from almoner.web.work import filters

OF = "task"
"""The name under which an address says the task."""


@dataclass(frozen=True, slots=True)
class Walked:
    """A list of work as a claim's page shows it: its address, where the claim stands in it, the addresses of
    the work before and after (empty at an end), and the query that keeps the list with this claim.
    """

    listed: str
    said: str
    before: str
    after: str
    query: str

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What a form sends that asks by its address."""
        return parse_qsl(self.query.removeprefix("?"))


def walking(caller: Caller) -> Walk | None:
    """Return the work that the address, or the form, says a person goes along; None where it says none."""
    request = caller.request
    task_id = asked.number(request, OF)
    if not task_id or not caller.actor.may(Permission.TASK_READ):
        return None
    order = order_of("work", asked.text(request, "sort")) or USUAL
    return look_work.walk(caller.actor, filters.wanted(request), task_id, on=caller.on, order=order)


def walked(caller: Caller, beside: Beside | None) -> Walked | None:
    """Return a list of work with what stands beside the claim; None where a person came from none."""
    if beside is None:
        return None
    total = f"{min(beside.total, COUNTED)}{'+' if beside.total >= COUNTED else ''}"
    sort = asked.text(caller.request, "sort")
    return Walked(
        listed=filters.address(filters.wanted(caller.request), sort=sort),
        said=f"{beside.place} of {total}" if beside.place else f"done, {total} left",
        before=_address(caller, beside.before),
        after=_address(caller, beside.after),
        query=query(caller),
    )


def query(caller: Caller) -> str:
    """Return the query that keeps the list with the task that a person is at; empty where there is none."""
    task_id = asked.number(caller.request, OF)
    return _query(caller, task_id) if task_id else ""


def _query(caller: Caller, task_id: int) -> str:
    sort = asked.text(caller.request, "sort")
    return filters.query_of(filters.wanted(caller.request), sort=sort, **{OF: str(task_id)})


def _address(caller: Caller, row: TaskRow | None) -> str:
    if row is None:
        return ""
    place = words_claims.place(row, caller.may)
    return place + (_query(caller, row.id) if place.startswith(("/claims/", "/send/holds/")) else "")
