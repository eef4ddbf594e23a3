"""How reports say their figures: values with their unit, parts as money, days or counts, and the bands."""

from almoner.core.report.kpi import Figure, How, Variant
from almoner.core.report.kpi_listed import COUNTED
from almoner.flow.manage.kpi import Detail, Measured
from almoner.store.lists.lists_kpi import Item
from almoner.web.words import MINUS, Status, money
from almoner.web.words_help import Help

BANDS = {
    "best": Status("circle-check", "Best", "paid"),
    "usual": Status("circle-dot", "Usual", "ready"),
    "poor": Status("octagon-x", "Poor", "denied"),
}
WANTS_NONE = Status("circle-alert", "Should be none", "held")
PLACES = {"claim": "claims", "patient": "patients", "remittance": "remittances"}


def value(figure: Figure) -> str:
    """`47.6 days`, `12.3%`; a dash where there is nothing to divide by."""
    if figure.hundredths is None:
        return "–"
    text = figure.text.replace("-", MINUS)
    return f"{text}%" if figure.variant.unit == "percent" else f"{text} days"


def change(figure: Figure, earlier: Figure | None) -> str:
    """`2.3 fewer` of days, `+1.1 points` of percents, against the same before; or that there was none."""
    if earlier is None or figure.hundredths is None or earlier.hundredths is None:
        return "none before"
    moved = figure.hundredths - earlier.hundredths
    if not moved:
        return "unchanged"
    tenths = (abs(moved) + 5) // 10
    said = f"{tenths // 10}.{tenths % 10}"
    if figure.variant.unit == "percent":
        return f"{'+' if moved > 0 else MINUS}{said} points"
    return f"{said} {'more' if moved > 0 else 'fewer'}"


def tone(one: Measured, earlier: Figure | None) -> str:
    """`good` or `bad` where a figure moved the way that its definition calls so; else nothing."""
    is_low_good, now = one.indicator.is_low_good, one.figure
    if is_low_good is None or earlier is None or now.hundredths is None or earlier.hundredths is None:
        return ""
    moved = now.hundredths - earlier.hundredths
    return "" if not moved else "good" if (moved < 0) is is_low_good else "bad"


def explain(one: Measured, goal: str = "", span: str = "") -> Help:
    """Say what an indicator counts by which version, how far back where that is told, and which way it should
    go.
    """
    indicator = one.indicator
    way = {True: "Lower is better", False: "Higher is better", None: "Neither way is better by itself"}
    aim = f"; others reach {goal}" if goal else ""
    below = f", of: {indicator.denominator}" if indicator.denominator else ""
    told = f"{indicator.name}, version {indicator.version}{f', {span}' if span else ''}"
    why = f"{told}: {indicator.numerator}{below}."
    wants = f"{way[indicator.is_low_good]}{aim}. Open it for what it is made of."
    return Help(why, wants, f"/reports/{indicator.id}")


def part(variant: Variant, amount: int, *, is_base: bool = False) -> str:
    """What stands above or below the line, in its own measure."""
    if variant.how in {How.SHARE, How.DAYS_OF} and variant.measures[0] not in COUNTED:
        return money(amount)
    return f"{amount:,}" if is_base or variant.how is How.SHARE else f"{amount:,} days"


def side(found: Detail) -> str:
    """What the items of a page add up to: the side that is listed, of the payer where one is chosen."""
    figures: dict[int, Figure] = dict(found.by_payer)
    whole = next(one for one in found.measured.figures if one.variant.id == found.variant.id)
    figure = whole if found.payer_id is None else figures.get(found.payer_id)
    if figure is None:
        return ""
    return part(
        found.variant, figure.denominator if found.is_base else figure.numerator, is_base=found.is_base
    )


def item(variant: Variant, one: Item) -> str:
    """What an item adds to its measure."""
    if one.measure in COUNTED:
        return f"{one.value:,}"
    return money(one.value) if variant.how in {How.SHARE, How.DAYS_OF} else f"{one.value:,} days"


def leads_to(one: Item) -> str:
    """The address of what an item is about, or of whose it is; empty where no screen shows it."""
    if one.kind in PLACES and one.id:
        return f"/{PLACES[one.kind]}/{one.id}"
    if one.claim_id:
        return f"/claims/{one.claim_id}"
    return f"/patients/{one.patient_id}" if one.patient_id else ""
