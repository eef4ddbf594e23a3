"""The indicators as people read them: the board, one indicator down to its items, and the month's cost."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from almoner.core.party import Payer
from almoner.core.report.kpi import Asked, Figure, Indicator, Period, Total, Variant, figure
from almoner.core.report.kpi_benchmarks import Benchmark, read_benchmarks
from almoner.core.report.kpi_cost import CollectionCost, enter_cost
from almoner.core.report.kpi_listed import BOARD, BY_ID, INDICATORS
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.refused import refuse_if
from almoner.store.commit import commit, take_turn
from almoner.store.kept import choices, kept_boards
from almoner.store.kept.kept_boards import Counted, NotCounted
from almoner.store.lists import lists
from almoner.store.lists.lists import PAGE, Frame, Page
from almoner.store.lists.lists_kpi import CashRow, DeniedFor, Item, Part, items, totals, totals_by_payer
from almoner.store.lists.lists_marks import ByProvider, Spread, Week
from almoner.store.money import ledger
from almoner.store.money.ledger import Aged
from almoner.store.session import NotFound, Session

MOST_ROWS = 100_000
"""An export of items ends here."""


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator with the figures of its variants in their order, and what others say is usual."""

    indicator: Indicator
    figures: tuple[Figure, ...]
    benchmarks: tuple[Benchmark, ...] = ()

    @property
    def figure(self) -> Figure:
        """The figure that stands for it."""
        return self.figures[0]

    @property
    def band(self) -> str:
        """Where the figure lies by the first reference that says so: best, usual, poor, or nothing."""
        bands = (one.band(self.indicator, self.figure) for one in self.benchmarks)
        return next((band for band in bands if band), "")

    @property
    def needs_eyes(self) -> bool:
        """True where the target is zero and it is not, or where it is poor."""
        return self.band == "poor" or (self.indicator.is_zero_wanted and self.figure.numerator != 0)


@dataclass(frozen=True, slots=True)
class CashBook:
    """What came in and went out in the period, in cents; `held_cents` is by how much the accounts that hold
    money changed by the balances, which is the net.
    """

    rows: tuple[CashRow, ...]
    held_cents: int

    @property
    def gross_cents(self) -> int:
        """All that came in."""
        return sum(row.in_cents for row in self.rows)

    @property
    def back_cents(self) -> int:
        """All that went out again: refunds, returned payments, takebacks and reversals."""
        return sum(row.out_cents for row in self.rows)

    @property
    def net_cents(self) -> int:
        """What came in less what went out."""
        return self.gross_cents - self.back_cents


@dataclass(frozen=True, slots=True)
class Board:
    """Every indicator as of a day and as known at an entry; `first_on` is the books' first posting.

    `earlier` are the figures that people see first, as of the day before the period, under the same versions.
    `by_payer` is what is counted by payer, `aged` what payers and patients owe by age. `is_of_night`: they
    were counted in a night, and kept.
    """

    frame: Frame
    today: date
    asked: Asked
    measured: tuple[Measured, ...]
    cash: CashBook
    first_on: date | None
    earlier: Mapping[str, Figure]
    by_payer: Mapping[int, Mapping[str, Total]]
    denied_for: tuple[DeniedFor, ...]
    spreads: tuple[Spread, ...]
    weeks: tuple[Week, ...]
    providers: tuple[ByProvider, ...]
    aged: tuple[Aged, ...]
    payers: Mapping[int, str]
    promised: Mapping[int, int]
    """Within how many days a payer says that it answers, by its id."""
    is_of_night: bool

    @property
    def to_pay(self) -> tuple[tuple[int, Figure], ...]:
        """The days to pay by payer, most claims first."""
        variant = BY_ID["M1"].variants[0]
        return _figures(self.asked, variant, _with_any(self.by_payer, variant))

    @property
    def is_short(self) -> bool:
        """True where the books are younger than the period that the figures look back on."""
        return self.first_on is None or self.first_on > self.asked.since_on

    def of(self, indicator_id: str) -> Measured:
        """Return one of them."""
        return next(one for one in self.measured if one.indicator.id == indicator_id)


@dataclass(frozen=True, slots=True)
class When:
    """Which figures: of which day (None: the usual one), as known at which audit entry (0: of the night's
    count, else the last), and how far back the period looks.
    """

    on: date | None = None
    entry_id: int = 0
    period: Period = Period.MONTHS


USUAL = When()


def board(actor: Actor, when: When = USUAL, *, today: date) -> Board:
    """Return all indicators of a day; without a day: today, and the day before where books are so large that
    they are counted in the night. Raises NotCounted for another day or period of such books.
    """
    with enter(actor, Permission.LEDGER_READ) as session:
        return board_of(session, when, today=today)


def board_of(session: Session, when: When = USUAL, *, today: date) -> Board:
    """Return the same within a flow that may read the ledger."""
    asked = asked_about(session, when, today=today)
    of_night = kept_boards.kept(session, asked)
    if of_night is None and when != USUAL and (took_ms := kept_boards.last_took_ms(session)) > SLOW_MS:
        raise NotCounted(asked, took_ms)
    found = of_night or kept_boards.count(session, asked, kept_boards.SHOWN)
    payers = session.find(Payer)
    return Board(
        frame=lists.frame(session, on=today),
        today=today,
        asked=asked,
        measured=_measured(asked, INDICATORS, found.totals),
        cash=CashBook(found.cash, found.held_cents),
        first_on=ledger.first_day(session),
        earlier=_earlier(asked, found),
        by_payer=found.by_payer,
        denied_for=found.denied_for,
        spreads=found.spreads,
        weeks=found.weeks,
        providers=found.providers,
        aged=found.aged,
        payers={payer.id: payer.name for payer in payers},
        promised={payer.id: payer.answer_days for payer in payers},
        is_of_night=of_night is not None,
    )


def keep_board(actor: Actor, *, on: date) -> None:
    """Count the indicators of a day that is over, of the usual period and of those that people here look at,
    and keep them as known now; books without an entry have none. It changes nothing of the books, so that
    there is no audit entry.
    """
    with enter(actor, Permission.LEDGER_READ) as session:
        asked = Asked(on, ledger.entry_at(session, None))
        if asked.entry_id and kept_boards.kept(session, asked) is None:
            kept_boards.keep(session, asked)
    for period in wanted_periods(actor):
        with enter(actor, Permission.LEDGER_READ) as session:
            other = Asked(on, asked.entry_id, period)
            if asked.entry_id and kept_boards.kept(session, other) is None:
                kept_boards.keep_other(session, other)


PARTS = len(kept_boards.PARTS)
"""A board is counted in so many parts, where it is not counted at once."""


def count_part(actor: Actor, asked: Asked, place: int, so_far: Sequence[Any]) -> list[Any]:
    """Count one part of a board after those before it, and keep the whole with the last; return its body and
    the milliseconds so far. Safe to do twice.
    """
    with enter(actor, Permission.LEDGER_READ) as session:
        began, (body, took_ms) = time.monotonic(), so_far or ({}, 0)
        body = body | kept_boards.PARTS[place](session, asked)
        took_ms += round((time.monotonic() - began) * 1000)
        if place == PARTS - 1:
            kept_boards.keep_counted(session, asked, body, took_ms=took_ms)
    return [body, took_ms]


PERIOD_CHOICE = "period"
"""Under this name people's choices keep how far back they look."""


def wanted_periods(actor: Actor) -> list[Period]:
    """Return the periods that people of the practice have chosen, other than the usual one."""
    with enter(actor, Permission.LEDGER_READ) as session:
        said = choices.said_in(session.practice_id, PERIOD_CHOICE)
    return [period for period in Period if period.value in said and period is not Period.MONTHS]


SLOW_MS = 1000
"""Books that take longer to count are counted in the night, and by a run where somebody asks otherwise."""


def usual_day(session: Session, today: date) -> date:
    """Return the day that is shown where none is asked for: of slow books the last that a night counted."""
    night = kept_boards.last_night(session, before_on=today)
    return night.asked.on if night is not None and night.took_ms > SLOW_MS else today


def asked_about(session: Session, when: When, *, today: date) -> Asked:
    """Return the question of a day: as known at an entry, at the newest count of the day, or now."""
    on = min(when.on or usual_day(session, today), today)
    last = ledger.entry_at(session, None)
    if when.entry_id:
        return Asked(on, min(when.entry_id, last), when.period)
    night = kept_boards.night(session, on=on, period=when.period)
    return Asked(on, night.asked.entry_id if night is not None else last, when.period)


def _earlier(asked: Asked, found: Counted) -> dict[str, Figure]:
    then = kept_boards.earlier(asked)
    return {
        one.indicator.id: one.figure
        for one in _measured(then, [BY_ID[name] for name in BOARD], found.earlier)
    }


def _payers(session: Session) -> dict[int, str]:
    return {payer.id: payer.name for payer in session.find(Payer)}


def _measured(asked: Asked, wanted: Sequence[Indicator], found: Mapping[str, Total]) -> tuple[Measured, ...]:
    return tuple(
        Measured(
            one,
            tuple(figure(variant, found, asked.days) for variant in one.variants),
            tuple(row for row in benchmarks() if row.indicator == one.id),
        )
        for one in wanted
    )


def counted(
    session: Session, asked: Asked, wanted: Sequence[Indicator], of_night: Counted | None
) -> tuple[Measured, ...]:
    """Return the figures of some indicators: the kept ones, or counted now."""
    names = dict.fromkeys(name for one in wanted for name in one.measures)
    return _measured(asked, wanted, of_night.totals if of_night else totals(session, asked, names))


@dataclass(frozen=True, slots=True)
class Detail:
    """One indicator, the chosen variant's figure by payer where it has one, and a page of its items."""

    frame: Frame
    asked: Asked
    measured: Measured
    variant: Variant
    by_payer: tuple[tuple[int, Figure], ...]
    page: Page[Item]
    payers: Mapping[int, str]
    is_base: bool
    payer_id: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """Which variant of an indicator, the numerator or its base, of one payer or all (None), and after which
    of its items.
    """

    indicator: str
    variant: str = ""
    is_base: bool = False
    after: int = 0
    payer_id: int | None = None

    def part(self, limit: int = PAGE) -> Part:
        """Return which of the items it names."""
        return Part(self.after, limit, self.payer_id)


def detail(actor: Actor, place: Place, when: When = USUAL, *, today: date) -> Detail:
    """Return one indicator with what its figure was made of, of the board's day where none is given, or raise
    NotFound.
    """
    with enter(actor, Permission.LEDGER_READ) as session:
        indicator, variant = chosen(place)
        asked = asked_about(session, when, today=today)
        of_night = kept_boards.kept(session, asked)
        return Detail(
            frame=lists.frame(session, on=today),
            asked=asked,
            measured=counted(session, asked, (indicator,), of_night)[0],
            variant=variant,
            by_payer=_by_payer(session, asked, variant, of_night) if indicator.is_by_payer else (),
            page=items(session, asked, listed(variant, place), place.part()),
            payers=_payers(session),
            is_base=place.is_base,
            payer_id=place.payer_id,
        )


def chosen(place: Place) -> tuple[Indicator, Variant]:
    """Return what a place names, or raise NotFound."""
    indicator = BY_ID.get(place.indicator)
    if indicator is None:
        raise NotFound("no such indicator")
    return indicator, indicator.variant(place.variant) or indicator.variants[0]


def listed(variant: Variant, place: Place) -> tuple[str, ...]:
    """Return the measures of the side that a place names."""
    return variant.denominator if place.is_base and variant.denominator else variant.numerator


def _by_payer(
    session: Session, asked: Asked, variant: Variant, of_night: Counted | None
) -> tuple[tuple[int, Figure], ...]:
    if of_night is not None:
        return _figures(asked, variant, _with_any(of_night.by_payer, variant))
    return _figures(asked, variant, totals_by_payer(session, asked, dict.fromkeys(variant.measures)))


def _with_any(found: Mapping[int, Mapping[str, Total]], variant: Variant) -> dict[int, Mapping[str, Total]]:
    """Those payers that have something of a variant."""
    return {payer_id: own for payer_id, own in found.items() if not own.keys().isdisjoint(variant.measures)}


def _figures(
    asked: Asked, variant: Variant, found: Mapping[int, Mapping[str, Total]]
) -> tuple[tuple[int, Figure], ...]:
    rows = [(payer_id, figure(variant, own, asked.days)) for payer_id, own in found.items()]
    return tuple(sorted(rows, key=lambda row: (-row[1].denominator, row[0])))


def enter_month_cost(actor: Actor, draft: CollectionCost, *, on: date) -> CollectionCost:
    """Enter what the revenue cycle cost in a month, over what was entered of it before; or raise Refused."""
    with enter(actor, Permission.COST_WRITE) as session:
        take_turn(session)
        entered = session.find(CollectionCost, month_on=draft.month_on)
        plan = enter_cost(draft, entered, ids=session.ids(), on=on)
        refuse_if(plan.findings)
        commit(session, plan, cause=cause(actor, "kpi", "month's cost"))
        return next(one for one in plan.records if isinstance(one, CollectionCost))


@cache
def benchmarks() -> tuple[Benchmark, ...]:
    """Return the reference rows."""
    table = files("almoner").joinpath("policy", "kpi", "benchmarks.toml")
    return read_benchmarks(table.read_text(encoding="utf-8"))
