"""What the address of the worklist asks for, its filters as tokens that can be taken away, and the address of
each: an address is the whole state of the list, so that it can be kept, sent and gone back to.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import HttpRequest

from almoner.core.party.work_view import WorkView
from almoner.flow.work.look_work import Wanted
from almoner.store.lists.lists_work import View
from almoner.store.shipped.chances import shipped_chances
from almoner.web import asked, words

NAMES = {
    View.ALL: "All",
    View.EXPIRING: "Expiring in 14 days",
    View.DENIED: "Denied over $250",
    View.AUTHORIZATION: "Missing authorization",
    View.UNDERPAID: "Underpaid",
    View.IN_VAIN: "Touched in vain",
    View.SNOOZED: "Snoozed",
    View.DUE: "Due now",
}
DAYS = (1, 3, 7, 30)
MOST_CENTS = 100_000_000


@dataclass(frozen=True, slots=True)
class Token:
    """A filter that stands: what it narrows, to what, and the address without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A view of the list: its address and name; the id of the person's own, 0 for everybody's."""

    address: str
    name: str
    view: View
    is_here: bool
    kept_id: int = 0


def wanted(request: HttpRequest) -> Wanted:
    """Return what an address asks for; what it says wrongly is as if it did not say it."""
    view = View(asked.one_of(request, "view", frozenset(View)))
    if asked.one_of(request, "due", frozenset({"1"})):
        view = View.DUE
    days = asked.number(request, "days")
    return Wanted(
        is_mine=asked.one_of(request, "whose", frozenset({"all"})) == "",
        view=view,
        what=asked.one_of(request, "what", frozenset(kinds())),
        least_cents=min(asked.amount(request, "least"), MOST_CENTS),
        within_days=days if days in DAYS else 0,
        after=asked.number(request, "after"),
    )


def kinds() -> tuple[str, ...]:
    """Return the kinds of work that the list can be narrowed to: those that the card of chances names."""
    chances = shipped_chances()
    return tuple(sorted({*chances.percent, *chances.minutes}))


def query_of(asks: Wanted, **more: str) -> str:
    """Return the query of an address, with its question mark where it says something, and `more` in it."""
    least = f"{asks.least_cents // 100}.{asks.least_cents % 100:02d}" if asks.least_cents else ""
    return asked.address(
        "",
        whose="" if asks.is_mine else "all",
        view=asks.view.value,
        what=asks.what,
        least=least.removesuffix(".00"),
        days=str(asks.within_days or ""),
        **more,
    )


def address(asks: Wanted, **more: str) -> str:
    """Return the address of a list, at its first page."""
    return f"/work{query_of(asks, **more)}"


def tokens(asks: Wanted) -> list[Token]:
    """Return the filters that stand."""
    found = []
    if not asks.is_mine:
        found.append(Token("Owner", "Everybody", address(replace(asks, is_mine=True))))
    if asks.what:
        found.append(Token("Kind", words.plain(asks.what), address(replace(asks, what=""))))
    if asks.least_cents:
        least = f"{words.money(asks.least_cents)} or more"
        found.append(Token("At stake", least, address(replace(asks, least_cents=0))))
    if asks.within_days:
        due = f"within {words.count(asks.within_days, 'day')}"
        found.append(Token("Due", due, address(replace(asks, within_days=0))))
    return found


def tabs(asks: Wanted, kept: Iterable[WorkView]) -> list[Tab]:
    """Return the views: everybody's, each of the same owner as the list, and those that the person keeps."""
    here = replace(asks, after=0)
    own = [(kept_of(one), one) for one in kept]
    is_own = any(view == here for view, _ in own)
    found = []
    for view, name in NAMES.items():
        is_here = view is asks.view and not is_own
        found.append(Tab(address(Wanted(is_mine=asks.is_mine, view=view)), name, view, is_here))
    found += [Tab(address(view), one.name, view.view, view == here, one.id) for view, one in own]
    return found


def kept_of(view: WorkView) -> Wanted:
    """Return what a kept view asks for; a kind of work that is no longer known narrows nothing."""
    return Wanted(
        is_mine=view.is_mine,
        view=View(view.view) if view.view in frozenset(View) else View.ALL,
        what=view.what if view.what in kinds() else "",
        least_cents=view.least_cents,
        within_days=view.within_days,
    )
