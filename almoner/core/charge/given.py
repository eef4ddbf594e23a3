"""From drugs given in the office to lines: the product by the units of its dose, what was thrown away of a
single-dose container, and the giving by its route and its place in the order of the visit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from math import ceil

from almoner.core.charge.charge_cards import Drug, Giving
from almoner.core.charge.wanted import Scene, Wanted, named, of_the_visit
from almoner.core.chart.medication import Administration
from almoner.core.chart.shape import Amount
from almoner.core.chart.systems import HCPCS, NDC, RXNORM, SNOMED

_DRUG_SYSTEMS = (HCPCS, NDC, RXNORM)
_MASS = {"mcg": 1, "ug": 1, "µg": 1, "microgram": 1, "mg": 1000, "g": 1_000_000, "gram": 1_000_000}
_UNITS = frozenset({"unit", "units", "u", "iu", "[iu]", "[u]", "international units"})
PUSH_MINUTES = 15
"""An infusion that is not longer counts as a push."""
_HOUR = 60
_INITIAL = {"infusion": 0, "push": 1}


@dataclass(frozen=True, slots=True)
class Given:
    """A drug as it was given: which one by the cards (None: none knows it), how, and for how many minutes."""

    record: Administration
    drug: Drug | None
    way: str
    minutes: int | None

    @property
    def giving(self) -> str:
        """The class of its giving."""
        return self.drug.giving if self.drug else "simple"


def drugs_given(scene: Scene) -> Iterator[Wanted]:
    """Yield the lines of every drug that was given at a visit."""
    all_given = sorted(_given(scene), key=lambda one: (one.record.given.written, one.record.id))
    for one in all_given:
        if one.drug:
            yield from _product(scene, one.record, one.drug)
    yield from _givings(scene, all_given)


def _given(scene: Scene) -> Iterator[Given]:
    for record in scene.records:
        if not isinstance(record, Administration) or record.status != "completed":
            continue
        if of_the_visit(scene, record.given, record.entry):
            drug = named(scene.cards.drugs, record.concept, _DRUG_SYSTEMS)
            route = named(scene.cards.routes, record.route, (SNOMED,)) if record.route else None
            minutes = _minutes(record)
            way = route.way if route else ""
            if way == "infusion" and (minutes is None or minutes <= PUSH_MINUTES):
                way = "push"
            yield Given(record, drug, way, minutes)


def _product(scene: Scene, record: Administration, drug: Drug) -> Iterator[Wanted]:
    ndc = record.concept.code_in(NDC).replace("-", "")
    dose, wasted = measure(record.dose, drug), measure(record.wasted, drug)
    amount = dose if dose is not None else Fraction(1)
    missing = () if dose is not None else (f"the dose in {drug.unit}",)
    marks: tuple[str, ...] = ()
    waste = 0
    if scene.payer_kind in scene.cards.waste_payers and dose is not None and _is_single(drug, wasted):
        amount = Fraction(ceil(dose))
        waste = ceil(dose + (wasted or 0)) - ceil(dose)
        marks = () if waste else ("JZ",)
    base = Wanted(
        record,
        drug.card,
        "product",
        drug.code,
        drug.title,
        "drug",
        amount,
        marks,
        ndc=ndc if len(ndc) == 11 else "",
        missing=missing,
    )
    yield base
    if waste:
        title = f"{drug.title}, thrown away"
        yield Wanted(
            record, drug.card, "waste", drug.code, title, "drug", Fraction(waste), ("JW",), ndc=base.ndc
        )


def _is_single(drug: Drug, wasted: Fraction | None) -> bool:
    """The container held one dose: by its drug, or because something of it was thrown away."""
    return drug.container == "single" or (drug.container == "either" and bool(wasted))


def measure(amount: Amount | None, drug: Drug) -> Fraction | None:
    """Return an amount in units of the drug's code, exact; None where it can't be counted."""
    if amount is None or amount.comparator or amount.value < 0:
        return None
    of, to = _factor(amount.code or amount.unit), _factor(drug.unit)
    if of is None or to is None or of[0] != to[0]:
        return None
    return Fraction(Decimal(amount.value)) * of[1] / (Fraction(drug.per) * to[1])


def _factor(unit: str) -> tuple[str, int] | None:
    word = unit.strip().casefold()
    word = word if word in _UNITS else word.rstrip("s")
    if word in _UNITS:
        return "units", 1
    return ("mass", _MASS[word]) if word in _MASS else None


def _minutes(record: Administration) -> int | None:
    start, end = _instant(record.given.written), _instant(record.ended.written if record.ended else "")
    if start is None or end is None or (start.tzinfo is None) != (end.tzinfo is None):
        return None
    return max(0, int((end - start).total_seconds() // _HOUR))


def _instant(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written) if "T" in written else None
    except ValueError:
        return None


def _givings(scene: Scene, all_given: list[Given]) -> Iterator[Wanted]:
    for one in all_given:
        card = scene.cards.givings.get(one.giving)
        if one.way == "injection" and card:
            yield _line(one, card, "injection")
    veins = [one for one in all_given if one.way in _INITIAL and scene.cards.givings.get(one.giving)]
    veins.sort(key=lambda one: (-scene.cards.givings[one.giving].rank, _INITIAL[one.way]))
    if not veins:
        return
    first = veins[0]
    yield from _vein(first, scene.cards.givings[first.giving], first.way)
    is_beside_charged = False
    for one in veins[1:]:
        step = _later_step(one, veins)
        if step == "infusion_beside" and is_beside_charged:
            continue
        is_beside_charged = is_beside_charged or step == "infusion_beside"
        yield from _vein(one, scene.cards.givings[one.giving], step)


def _later_step(one: Given, veins: list[Given]) -> str:
    if one.way == "push":
        return "push_more"
    others = [other for other in veins if other is not one and other.way == "infusion"]
    return "infusion_beside" if any(_is_beside(one, other) for other in others) else "infusion_next"


def _is_beside(one: Given, other: Given) -> bool:
    """It ran wholly while the other did, and began later."""
    ends = [one.record.ended, other.record.ended]
    if any(end is None for end in ends):
        return False
    start, end = _instant(one.record.given.written), _instant(ends[0].written if ends[0] else "")
    began, stopped = _instant(other.record.given.written), _instant(ends[1].written if ends[1] else "")
    if start is None or end is None or began is None or stopped is None:
        return False
    if len({each.tzinfo is None for each in (start, end, began, stopped)}) > 1:
        return False
    return began < start and end <= stopped


def _vein(one: Given, card: Giving, step: str) -> Iterator[Wanted]:
    if step not in card.codes:
        return
    yield _line(one, card, step)
    hours = _further_hours(one.minutes or 0)
    if step in {"infusion", "infusion_next"} and hours and "infusion_hour" in card.codes:
        yield _line(one, card, "infusion_hour", hours)


def _further_hours(minutes: int) -> int:
    """Hours beyond the first; one counts from its 31st minute."""
    return max(0, (minutes - _HOUR + 29) // _HOUR)


_TITLES = {
    "injection": "Injection under the skin or into a muscle",
    "push": "Injection into a vein",
    "push_more": "Injection into a vein, one more drug",
    "infusion": "Infusion, first hour",
    "infusion_hour": "Infusion, further hours",
    "infusion_next": "Infusion of one more drug",
    "infusion_beside": "Infusion beside another",
}


def _line(one: Given, card: Giving, step: str, units: int = 1) -> Wanted:
    is_untimed = one.way == "push" and one.minutes is None and step != "injection"
    return Wanted(
        one.record,
        card.card,
        "hours" if step == "infusion_hour" else "giving",
        card.codes[step],
        _TITLES[step],
        "giving",
        Fraction(units),
        missing=("start and end, if it was an infusion",) if is_untimed else (),
    )
