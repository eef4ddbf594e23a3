"""How payers are scored: the same figures of each under the indicators' definitions, and which payer is the
worst in each. Promises that who sent too little to be judged is never called the worst.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from almoner.core.report.kpi import NOTHING, Asked, Figure, Indicator, Total, Variant, figure
from almoner.core.report.kpi_listed import BY_ID

LEAST = 5
"""Claims below which a payer's figure says little: it is shown, and not judged."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of the card: an indicator's variant, under a short name."""

    name: str
    indicator: Indicator
    variant: Variant


def _measure(name: str, indicator_id: str, variant_id: str) -> Measure:
    indicator = BY_ID[indicator_id]
    variant = indicator.variant(variant_id)
    assert variant is not None, "a column names a variant that is defined"
    return Measure(name, indicator, variant)


MEASURES = (
    _measure("Days to pay, middle", "M1", "median"),
    _measure("Nine of ten within", "M1", "p90"),
    _measure("Denied at first", "K23", "claim"),
    _measure("Paid at first", "K40", "decided"),
    _measure("Short of contract", "M2", "paid"),
)
SENT, SENT_CENTS = "sent", "sent_cents"
SCORED: tuple[str, ...] = tuple(
    dict.fromkeys((SENT, SENT_CENTS, *(name for one in MEASURES for name in one.variant.measures)))
)
"""The measures, by payer, that a card is made of."""


@dataclass(frozen=True, slots=True)
class Score:
    """A payer's claims sent in the period with their cents, and the figures of `MEASURES` in their order;
    `worst` are the places of those in which no other payer is worse.
    """

    payer_id: int
    claims: int
    cents: int
    figures: tuple[Figure, ...]
    worst: frozenset[int] = frozenset()


def scores(found: Mapping[int, Mapping[str, Total]], asked: Asked) -> tuple[Score, ...]:
    """Return the scores of payers, those with most claims first; who has no payer is left out."""
    plain = [_score(payer_id, own, asked) for payer_id, own in found.items() if payer_id]
    worst = [_worst(plain, place) for place in range(len(MEASURES))]
    marked = [
        Score(
            *(one.payer_id, one.claims, one.cents, one.figures),
            frozenset(place for place, payer_id in enumerate(worst) if payer_id == one.payer_id),
        )
        for one in plain
    ]
    return tuple(sorted(marked, key=lambda one: (-one.claims, -one.cents, one.payer_id)))


def _score(payer_id: int, own: Mapping[str, Total], asked: Asked) -> Score:
    return Score(
        payer_id,
        own.get(SENT, NOTHING).sum,
        own.get(SENT_CENTS, NOTHING).sum,
        tuple(figure(one.variant, own, asked.days) for one in MEASURES),
    )


def _worst(plain: Sequence[Score], place: int) -> int:
    """The payer that is alone the worst of those who can be judged, or 0."""
    sign = 1 if MEASURES[place].indicator.is_low_good else -1
    known = [(one.figures[place].hundredths, one.payer_id) for one in plain if one.claims >= LEAST]
    judged = sorted(
        ((sign * value, payer_id) for value, payer_id in known if value is not None), reverse=True
    )
    if len(judged) < 2 or judged[0][0] == judged[1][0]:
        return 0
    return judged[0][1]
