"""Money as integer cents: text to cents and back, fair shares, percentages. No float ever, no rounding but
the one that `percent` names, and no error message that holds the amount."""

import re
from collections.abc import Sequence
from functools import lru_cache

_AMOUNT = re.compile(r"(-?)([0-9]*)(?:\.([0-9]{0,2}))?")
_MOST_DIGITS = 15
_BASIS_POINTS = 10_000


@lru_cache(maxsize=4096)
def cents(text: str) -> int:
    """Cents of a plain decimal text: "145.5" is 14550, "-.75" is -75.

    At most two decimals and fifteen digits; no blank, no plus sign, no exponent, no thousands separator.
    ValueError otherwise, and its message doesn't show the text. Amounts repeat within a file, hence the small
    memo."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise ValueError("not an amount: digits, at most two decimals, an optional minus")
    sign, whole, fraction = match[1], match[2], match[3] or ""
    if not 1 <= len(whole) + len(fraction) <= _MOST_DIGITS:
        raise ValueError("not an amount: between one and fifteen digits")
    value = int(whole or "0") * 100 + int(fraction.ljust(2, "0"))
    return -value if sign else value


def amount(cents: int) -> str:
    """The form that X12 wants: 14550 is "145.5", 14500 is "145", -75 is "-0.75"; no needless zero, no plus
    sign."""
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole}.{rest // 10}" if rest % 10 == 0 else f"{sign}{whole}.{rest:02d}"


def dollars(cents: int) -> str:
    """The form for people: 123450 is "1,234.50", -75 is "-0.75"."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}.{rest:02d}"


def in_dollars(cents: int) -> str:
    """The form within a sentence: 123450 is "$1,234.50", -75 is "-$0.75"."""
    return f"{'-' if cents < 0 else ''}${dollars(abs(cents))}"


def share(total_cents: int, weights: Sequence[int]) -> list[int]:
    """The total in parts as the weights are, by largest remainder; the parts always sum to the total.

    Weights are not negative. Ties go to the earlier part. A negative total is shared like the positive one
    and turned round. ValueError where a weight is negative, or where nothing carries a total that isn't
    zero."""
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight is negative")
    whole = sum(weights)
    if whole == 0:
        if total_cents:
            raise ValueError("no weight to carry the total")
        return [0] * len(weights)
    sign = -1 if total_cents < 0 else 1
    parts = [divmod(abs(total_cents) * weight, whole) for weight in weights]
    missing = abs(total_cents) - sum(quotient for quotient, _ in parts)
    order = sorted(range(len(parts)), key=lambda place: -parts[place][1])
    raised = set(order[:missing])
    return [sign * (quotient + (place in raised)) for place, (quotient, _) in enumerate(parts)]


def percent(cents: int, basis_points: int) -> int:
    """So many hundredths of a percent of the amount, rounded once to the cent, a tie away from zero: 2000 is
    20 %."""
    product = cents * basis_points
    rounded = (abs(product) * 2 + _BASIS_POINTS) // (2 * _BASIS_POINTS)
    return -rounded if product < 0 else rounded
