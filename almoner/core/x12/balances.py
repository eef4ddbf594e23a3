"""Level 3 for any set: whether it adds up."""

from almoner.core.x12.check import edition_of, look_at_balances
from almoner.core.x12.document import TransactionSet
from almoner.core.x12.guides import Edition, named
from almoner.core.x12.issue import Issue


def check_balances(each: TransactionSet) -> list[Issue]:
    """The balance issues of a set, with their places, in the order of the file; none for a set without
    balances."""
    edition = _edition(each)
    if edition is None or each.set_id not in ("835", "837"):
        return []
    return look_at_balances(each, edition)


def _edition(each: TransactionSet) -> Edition | None:
    """The guide; where the version of a claim isn't known, what all claims have in common is seen well
    enough with the professional one."""
    known = edition_of(each)
    return named("837P") if known is None and each.set_id == "837" else known
