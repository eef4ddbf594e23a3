"""Which policies cover a day, in the order in which they pay. Pure functions of the records and the day."""

from collections.abc import Iterable
from datetime import date

from almoner.core.coverage.coverage import Coverage


def in_force(coverages: Iterable[Coverage], *, on: date) -> list[Coverage]:
    """Return the policies of a day, first payer first. Two of one rank are of two merged charts: the one that
    goes on stands before the one that was ended.
    """
    return sorted(
        (one for one in coverages if one.covers(on)), key=lambda one: (one.rank, one.until_on is not None)
    )
