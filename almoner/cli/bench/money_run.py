"""Money events by chance from a seed, one practice after the other, and every truth asked after each event.

The same seed gives the same events, in whatever pool they are lived. A fault names the seed of its practice
and the act after which it showed: `live` brings both back.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import count

from almoner.cli.bench import (
    money_asked,
    money_charges,
    money_close,
    money_debts,
    money_held,
    money_patients,
    money_people,
    money_remits,
    money_undone,
)
from almoner.cli.bench.money_books import MoneyBooks
from almoner.cli.bench.money_truths import after_event, of_all
from almoner.cli.era import reasons
from almoner.core.collect.adjust_reasons import ActReason, read_act_reasons
from almoner.links.pool import Here, Pool

FIRST_ON = date(2026, 1, 5)
ACTS_A_PRACTICE = 300
"""How long one practice lives: books stay small, so that memory is bounded for any number of events."""

Event = Callable[[MoneyBooks, random.Random], int]
"""Does something to the books and returns how many money events it was; 0 where there was nothing to do."""

EVENTS: tuple[tuple[Event, int], ...] = (
    (money_patients.charge, 20),
    (money_charges.take_charge_back, 4),
    (money_remits.pay, 34),
    (money_remits.send_again, 2),
    (money_undone.reverse, 3),
    (money_remits.bill_next, 8),
    (money_patients.receive, 12),
    (money_patients.lay, 10),
    (money_patients.take_off, 2),
    (money_patients.free_overpaid, 3),
    (money_patients.take_void, 1),
    (money_patients.bounce, 2),
    (money_patients.win, 1),
    (money_close.take_to_bank, 3),
    (money_close.read_bank_list, 3),
    (money_close.end_day, 3),
    *money_people.EVENTS,
    *money_debts.EVENTS,
    *money_held.EVENTS,
    *money_asked.EVENTS,
)
"""Each kind of event with how often it is tried."""


BY_NAME: dict[str, Event] = {event.__name__: event for event, _ in EVENTS}


class Untrue(AssertionError):
    """Something does not hold after an event; the text names the seed, the event and its kind."""


@dataclass(slots=True)
class Lived:
    """What came of a run: how many events of each kind, how many postings, in how many practices."""

    events: Counter[str] = field(default_factory=Counter)
    postings: int = 0
    practices: int = 0

    @property
    def count(self) -> int:
        """Events of all kinds; a payment is as many as it has decisions and provider-level amounts."""
        return self.events.total()

    def add(self, other: "Lived") -> None:
        """Count another run in."""
        self.events += other.events
        self.postings += other.postings
        self.practices += other.practices


@cache
def _act_reasons() -> tuple[ActReason, ...]:
    table = files("almoner").joinpath("policy", "adjustments", "reasons.toml")
    return read_act_reasons(table.read_text(encoding="utf-8"), roles=("biller", "manager")).reasons


@cache
def empty_books() -> Callable[[], MoneyBooks]:
    """Return what makes empty books under the policy that the product ships."""
    table = reasons()
    return lambda: MoneyBooks(table, _act_reasons(), on=FIRST_ON)


def run(
    events: int,
    *,
    seed: int = 1,
    pool: Pool | None = None,
    lived: Lived | None = None,
    tell: Callable[[Lived], None] | None = None,
) -> Lived:
    """Live at least so many events, and raise Untrue at the first after which something does not hold.

    With `lived` it goes on where an earlier run stood; `tell` hears after each practice where this one is.
    """
    lived = lived or Lived()
    if lived.count >= events:
        return lived
    seeds = (f"{seed}|{practice}" for practice in count(lived.practices))
    for one in (pool or Here()).map(life, seeds):
        lived.add(one)
        if tell is not None:
            tell(lived)
        if lived.count >= events:
            break
    return lived


def life(seed: str) -> Lived:
    """Live one practice, and return what it did."""
    lived = Lived(practices=1)
    books = live(seed, lived)
    lived.postings = len(books.postings)
    return lived


def live(seed: str, lived: Lived, *, acts: int = ACTS_A_PRACTICE) -> MoneyBooks:
    """Live so many acts of one practice, count them, and return its books."""
    chance = random.Random(seed)
    books = empty_books()()
    kinds, weights = [event for event, _ in EVENTS], [weight for _, weight in EVENTS]
    done = 0
    while done < acts:
        (event,) = chance.choices(kinds, weights)
        if events := _happens(event, books, chance, f"seed {seed}, act {done}"):
            done += 1
            lived.events[event.__name__] += events
    _hold(whole(books), f"seed {seed}, at the end")
    return books


def happen(books: MoneyBooks, name: str, seed: int) -> int:
    """Let an event of a name happen to books, with the seed of its chance; return how many money events it
    was. Raises Untrue where something doesn't hold after it.
    """
    return _happens(BY_NAME[name], books, random.Random(seed), f"seed {seed}")


def whole(books: MoneyBooks) -> list[str]:
    """Return what does not hold of whole books, with what closed months were."""
    return [*of_all(books), *money_close.months_stand(books), *money_held.takebacks_tie(books)]


def _happens(event: Event, books: MoneyBooks, chance: random.Random, where: str) -> int:
    try:
        events = event(books, chance)
    except AssertionError as error:
        raise Untrue(f"{where}, {event.__name__}: {error}") from error
    if events:
        _hold(after_event(books), f"{where}, {event.__name__}")
    return events


def _hold(faults: Iterable[str], where: str) -> None:
    found = list(faults)
    if found:
        raise Untrue(f"{where}: {'; '.join(found[:3])}")
