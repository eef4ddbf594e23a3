"""Level 3 for any set: which balances it has."""

from almoner.core.x12.balance_835 import balance_835
from almoner.core.x12.balance_837 import balance_837
from almoner.core.x12.document import TransactionSet
from almoner.core.x12.issue import Issue


def check_balances(each: TransactionSet) -> list[Issue]:
    """The balance issues of a set; none for a set without balances."""
    if each.set_id == "835":
        return balance_835(each)
    return balance_837(each) if each.set_id == "837" else []
