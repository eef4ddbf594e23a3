"""The indicators as tables that leave the practice: every figure, and the items behind one."""

from datetime import date
from decimal import Decimal

from almoner.core.report.kpi import Asked, Figure, How, Indicator
from almoner.core.report.kpi_listed import COUNTED, INDICATORS
from almoner.core.report.sheet import Cell, Cents, Column, Sheet
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.manage.kpi import MOST_ROWS, Place, When, asked_about, board_of, chosen, listed
from almoner.store.lists.lists_kpi import Item, items

BOARD_COLUMNS = tuple(
    Column(name)
    for name in (
        *("indicator", "version", "name", "variant", "value", "unit", "numerator", "denominator"),
        *("basis", "span", "on", "since", "entry"),
    )
)
ITEM_COLUMNS = tuple(
    Column(name) for name in ("measure", "kind", "id", "claim", "patient", "payer", "day", "value")
)
LAGS = frozenset(
    name
    for one in INDICATORS
    for variant in one.variants
    for name in variant.numerator
    if variant.how in (How.MEAN, How.MEDIAN, How.P90)
)
"""Measures that count days."""


def board_sheet(actor: Actor, when: When, *, today: date) -> Sheet:
    """Return every figure of every variant, each with its definition's version. Raises NotCounted as the
    board does.
    """
    with enter(actor, Permission.LEDGER_READ) as session:
        board = board_of(session, when, today=today)
    asked, found = board.asked, board.measured
    rows = [_row(asked, one.indicator, each) for one in found for each in one.figures]
    return Sheet("Indicators", _about(asked), BOARD_COLUMNS, rows)


def _about(asked: Asked) -> tuple[str, ...]:
    return (
        f"As of {asked.on.isoformat()}, {asked.period.words} from {asked.since_on.isoformat()}",
        f"As known at audit entry {asked.entry_id}: asked again so, the answer is the same",
    )


def _row(asked: Asked, one: Indicator, each: Figure) -> tuple[Cell, ...]:
    value = Decimal(each.exact) if each.exact else None
    above, below = (
        _unit(names[0], cents) if names else cents
        for names, cents in (
            (each.variant.numerator, each.numerator),
            (each.variant.denominator, each.denominator),
        )
    )
    made = (value, each.variant.unit, above, below)
    told = (one.basis.value, asked.says(each.variant.span), asked.on, asked.since_on, asked.entry_id)
    return (one.id, one.version, one.name, each.variant.name, *made, *told)


def _unit(measure: str, value: int) -> Cell:
    """A measure's amount as what it is: money, or a number of things or days."""
    return value if measure in COUNTED or measure in LAGS else Cents(value)


def items_sheet(actor: Actor, place: Place, when: When, *, today: date) -> Sheet:
    """Return the items behind a figure, at most `MOST_ROWS`, or raise NotFound."""
    with enter(actor, Permission.LEDGER_READ) as session:
        indicator, variant = chosen(place)
        asked = asked_about(session, when, today=today)
        found = items(session, asked, listed(variant, place), place.part(MOST_ROWS))
    side = indicator.denominator if place.is_base else indicator.numerator
    about = (
        f"{indicator.id} version {indicator.version}, {variant.name}: {side}",
        f"Counted {indicator.basis.value}, {asked.says(variant.span)}",
        *_about(asked),
    )
    return Sheet(indicator.name, about, ITEM_COLUMNS, [_item(one) for one in found.rows])


def _item(one: Item) -> tuple[Cell, ...]:
    about = (one.claim_id, one.patient_id, one.payer_id, one.day)
    return (one.measure, one.kind, one.id, *about, _unit(one.measure, one.value))
