"""The manager's charts as shapes: where each mark lies, what it says, and the address of its rows.

Promises widths in the units of a drawing 620 wide; templates draw them and compute nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from almoner.core.report.kpi import Asked
from almoner.flow.manage.home import Home, Trend
from almoner.store.lists.lists_marks import WEEKS_AHEAD
from almoner.store.money.ledger import BUCKETS
from almoner.web.asked import address
from almoner.web.reports.looked import then
from almoner.web.words import AGES, money, plain, short_day, short_money

MOST_ROWS = 7
STEP = 30
LEFT, RIGHT = 150, 512
LOW, HIGH = 24, 4
WIDTH = 620


@dataclass(frozen=True, slots=True)
class Bar:
    """One mark: from where, how far, how it is drawn, what it says, and where its rows are."""

    x: float
    width: float
    tone: str
    says: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of bars with its name, what stands at its end, and a share; `address` is of the whole row."""

    y: int
    name: str
    bars: tuple[Bar, ...]
    end: str
    share: str
    is_hot: bool
    address: str
    code: str = ""


Span = tuple[date | None, date | None]


def rows_at(
    of: str, asked: Asked, *, payer_id: int | None = None, days: Span = (None, None), **more: str
) -> str:
    """Return the address of a mark's rows, of what was asked: of a payer, of the days [since, until)."""
    since_on, until_on = days
    return address(
        "/home/rows",
        of=of,
        payer="" if payer_id is None else str(payer_id),
        since=since_on.isoformat() if since_on else "",
        until=until_on.isoformat() if until_on else "",
        **then(asked),
        **more,
    )


def line(trend: Trend) -> str:
    """Return the points of a trend in a drawing of 92 by 28; nothing for less than two figures."""
    values = [one.hundredths or 0 for _, one in trend]
    if len(values) < 2:
        return ""
    first, span = trend[0][0], max((trend[-1][0] - trend[0][0]).days, 1)
    low, high = min(values), max(values)
    places = [
        (2 + 86 * (on - first).days / span, _height(one.hundredths or 0, low, high)) for on, one in trend
    ]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def _height(value: int, low: int, high: int) -> float:
    return (LOW + HIGH) / 2 if low == high else LOW - (LOW - HIGH) * (value - low) / (high - low)


def ages(found: Home) -> list[Row]:
    """Return what payers and patients owe by age, a row each; credits are no bars."""
    chosen, asked = found.aged[:MOST_ROWS], found.board.asked
    if found.aged[MOST_ROWS:] and found.aged[-1].account == "patients":
        chosen = (*chosen[:-1], found.aged[-1])
    most = max((sum(max(part, 0) for part in one.cents) for one in chosen), default=0)
    rows = []
    for place, one in enumerate(chosen):
        of = "owed-patients" if one.account == "patients" else "owed"
        payer_id = None if one.account == "patients" else one.payer_id
        name = "Patients" if one.account == "patients" else found.board.payers.get(one.payer_id, "No payer")
        spans = [_days(age, asked.on) for age in range(len(AGES))]
        where = [rows_at(of, asked, payer_id=payer_id, days=span) for span in spans]
        tones = [f"age-{age + 1}" for age in range(len(AGES))]
        says = [f"{name}, {age} days: {money(cents)}" for age, cents in zip(AGES, one.cents, strict=True)]
        old = _share(sum(one.cents[3:]), one.total_cents)
        rows.append(
            Row(
                place * STEP,
                name,
                _stacked(one.cents, most, list(zip(tones, says, where, strict=True))),
                short_money(one.total_cents),
                f"{old}%",
                old >= 25,
                rows_at(of, asked, payer_id=payer_id),
            )
        )
    return rows


def _days(age: int, on: date) -> Span:
    """The days of service of an age: without a first day for the oldest, a last for the youngest."""
    since_on = on - timedelta(days=BUCKETS[age]) if age < len(BUCKETS) else None
    return since_on, on - timedelta(days=BUCKETS[age - 1]) if age else None


def _stacked(amounts: Sequence[int], most: int, told: Sequence[tuple[str, str, str]]) -> tuple[Bar, ...]:
    widths = [(RIGHT - LEFT) * max(part, 0) / most if most > 0 else 0.0 for part in amounts]
    starts = [LEFT + before for before in (0.0, *accumulate(widths))]
    return tuple(
        Bar(round(x, 1), round(max(width - 1.5, 1), 1), *one)
        for x, width, one in zip(starts, widths, told, strict=False)
        if width > 0
    )


def _share(part: int, whole: int) -> int:
    return round(100 * max(part, 0) / whole) if whole > 0 else 0


def denied(found: Home) -> list[Row]:
    """Return why payers refused, the dearest first, with the running share; the rest is one row."""
    reasons, asked = found.board.denied_for, found.board.asked
    whole, most = sum(one.cents for one in reasons), max((one.cents for one in reasons), default=0)
    codes = [f"{one.group}-{one.carc}" for one in reasons[: MOST_ROWS - 1]]
    shown = [
        (code, plain(one.category), one.cents, rows_at("denied", asked, reason=code))
        for code, one in zip(codes, reasons, strict=False)
    ]
    if rest := sum(one.cents for one in reasons[MOST_ROWS - 1 :]):
        shown.append(("", "All others", rest, rows_at("denied", asked, but=",".join(codes))))
    running = list(accumulate(cents for _, _, cents, _ in shown))
    rows = []
    for place, (code, name, cents, where) in enumerate(shown):
        is_first = running[place] - cents < whole * 2 / 3
        width = (RIGHT - 250) * min(max(cents, 0), most) / most if most > 0 else 0
        bar = Bar(
            250, round(max(width, 1), 1), "bar" if is_first else "bar-2", f"{name}: {money(cents)}", where
        )
        share = f"{_share(running[place], whole)}%"
        rows.append(Row(place * STEP, name, (bar,), short_money(cents), share, False, where, code))
    return rows


@dataclass(frozen=True, slots=True)
class Range:
    """A payer's days from sending to payment: from one of ten to nine of ten, the middle half, the middle,
    and where on the axis that lies which the payer promises.
    """

    y: int
    name: str
    low: float
    high: float
    first: float
    last: float
    middle: float
    promised: float | None
    end: str
    says: str
    address: str


@dataclass(frozen=True, slots=True)
class Ranges:
    """The ranges with the ticks of their axis: places and days."""

    rows: tuple[Range, ...]
    ticks: tuple[tuple[float, int], ...]


def paid(found: Home) -> Ranges:
    """Return how long payers take, those with most claims first."""
    chosen = found.board.spreads[:MOST_ROWS]
    longest = max(max((one.p90 for one in chosen), default=0), 4)
    step = -(-longest // 4)

    def place(days: int) -> float:
        return round(LEFT + (RIGHT - LEFT) * days / (4 * step), 1)

    rows = []
    for number, one in enumerate(chosen):
        name = found.board.payers.get(one.payer_id, "No payer")
        says = f"{name}: half of {one.count} claims within {one.p50} days, nine of ten within {one.p90}"
        if days := found.board.promised.get(one.payer_id, 0):
            says += f"; {days} are promised"
        low, high, first, last, middle = map(place, (one.p10, one.p90, one.p25, one.p75, one.p50))
        where = rows_at("paid", found.board.asked, payer_id=one.payer_id)
        promised = place(days) if 0 < days <= 4 * step else None
        ends = (low, high, first, last, middle, promised)
        rows.append(Range(number * STEP, name, *ends, f"{one.p50} d", says, where))
    return Ranges(tuple(rows), tuple((place(days), days) for days in range(0, 4 * step + 1, step)))


@dataclass(frozen=True, slots=True)
class Column:
    """A week's cash: where, how wide and high, whether it is expected, and the rows behind it."""

    x: float
    width: float
    y: float
    height: float
    is_expected: bool
    says: str
    address: str
    since_on: date
    cents: int
    label: str


def cash(found: Home) -> list[Column]:
    """Return the last weeks' cash and what is expected of the next ones; weeks that gave back more than came
    have no height.
    """
    asked = found.board.asked
    on, back = asked.on, asked.period.weeks
    known = {(one.what, one.number): one.cents for one in found.board.weeks}
    spans = [
        ("cash", on - timedelta(days=7 * week + 6), known.get(("cash", week), 0))
        for week in range(back - 1, -1, -1)
    ] + [
        ("expected", on + timedelta(days=7 * ahead + 1), known.get(("expected", ahead), 0))
        for ahead in range(WEEKS_AHEAD)
    ]
    most = max((cents for _, _, cents in spans), default=0)
    columns, step, each = [], (WIDTH - 2) / len(spans), max(len(spans) // 4, 1)
    for place, (what, since_on, cents) in enumerate(spans):
        height = round(150 * max(cents, 0) / most, 1) if most > 0 else 0.0
        word = "expected" if what == "expected" else "posted"
        where = rows_at(what, asked, days=(since_on, since_on + timedelta(days=7)))
        label = short_day(since_on) if place % each == 0 else ""
        says = f"Week from {short_day(since_on)}: {money(cents)} {word}"
        x, width = 2 + step * place, round(step * 0.9, 1)
        told = (what != "cash", says, where, since_on, cents, label)
        columns.append(Column(x, width, 160 - height, height, *told))
    return columns
