"""Kind `dose`: billed units fit the documented dose, rounded up. Params: `per`, each `code amount unit`."""

import re
from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card, CardError

_DOSE = re.compile(r"([0-9]{1,7}(?:\.[0-9]{1,4})?) ?(mcg|mg|g|ml|units?)", re.IGNORECASE)
_SCALES = {
    "mcg": ("g", Decimal(1)),
    "mg": ("g", Decimal(1000)),
    "g": ("g", Decimal(1_000_000)),
    "ml": ("ml", Decimal(1)),
    "unit": ("unit", Decimal(1)),
    "units": ("unit", Decimal(1)),
}
WASTE = "JW"
Amount = tuple[str, Decimal]


def amount(text: str) -> Amount | None:
    """A dose as its measure and amount in the smallest unit; None for another text."""
    match = _DOSE.fullmatch(text.strip())
    if match is None:
        return None
    measure, scale = _SCALES[match[2].lower()]
    return measure, Decimal(match[1]) * scale


def prepare(card: Card) -> Prepared:
    """Lines without a documented dose, and those of waste, are not judged."""
    per: dict[str, Amount] = {}
    for word in card.words("per"):
        code, _, text = word.partition(" ")
        found = amount(text)
        if found is None or not found[1]:
            raise CardError(f"card {card.id}: params.per has entries as `J1885 15 mg`")
        per[code] = found

    def judge(facts: Facts) -> Iterable[Hit]:
        if not facts.around:
            return NOTHING
        found = []
        for number, line in enumerate(facts.revision.lines, 1):
            given, unit = amount(facts.of_line(number).dose), per.get(line.code)
            if given is None or unit is None or given[0] != unit[0] or WASTE in line.modifiers:
                continue
            units = int((given[1] / unit[1]).to_integral_value(rounding=ROUND_CEILING))
            if units != line.units:
                found.append(Hit(number, f"{line.code}: {units} units by the dose"))
        return found

    return Prepared(judge, about=per)
