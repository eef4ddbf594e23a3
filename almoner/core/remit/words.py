"""Sentences about a payer's file that stay as long as a person reads, however much the file says."""

from collections.abc import Sequence

MOST_SAID = 20


def said(parts: Sequence[str], between: str = ", ") -> str:
    """Return parts in one sentence: of more than `MOST_SAID` the first ones, and how many more there are."""
    more = len(parts) - MOST_SAID
    return between.join(parts if more <= 0 else (*parts[:MOST_SAID], f"and {more:,} more"))
