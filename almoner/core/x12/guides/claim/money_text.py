"""Amounts of a claim as cents, read once for each text."""

from functools import lru_cache

from almoner.core.money import cents


@lru_cache(maxsize=8192)
def cents_of(text: str) -> int | None:
    """Cents of an amount; None where it is empty or can't be read."""
    try:
        return cents(text)
    except ValueError:
        return None
