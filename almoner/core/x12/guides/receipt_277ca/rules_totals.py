"""The totals of a 277CA (level 3): counts and amounts of accepted and rejected claims, a provider's against
the claims below it, the batch's against all its providers'."""

from collections.abc import Iterator

from almoner.core.money import cents
from almoner.core.x12.rule import Spot, Words, at, rule, says_nothing
from almoner.core.x12.tree import Loop

TOTALS = rule(
    "C-04",
    "2000B 2000C",
    Words(
        "This total isn't that of the claims below.",
        "QTY counts and AMT adds up the charges of the claims accepted or rejected at this level.",
        source="277CA QTY, AMT",
        snip=3,
    ),
)(says_nothing)

_STATED = ("accepted_count", "rejected_count", "accepted_amount", "rejected_amount")
_DIGITS = 15
"""Of a number of claims, at most: the length that the dictionary allows."""
_VALUE = {"accepted_count": "quantity", "rejected_count": "quantity"}


class ClaimTotals:
    """Adds up the claims of a provider, then the providers of a batch; None is a sum that can't be known
    (handbook C-04)."""

    loops = frozenset({"2200D", "2000C", "2000B"})

    def __init__(self) -> None:
        self.provider = _nothing()
        self.batch = _nothing()

    def take(self, loop: Loop) -> Iterator[Spot]:
        """The totals of a level that has ended, as far as they are wrong."""
        if loop.id == "2200D":
            _add(self.provider, _of_claim(loop))
        elif loop.id == "2000C":
            yield from self._provider_ends(loop)
        elif loop.id == "2000B":
            if loop.counts.get("2000C"):
                yield from _wrong(loop.child("2200B"), self.batch)
            self.batch = _nothing()

    def _provider_ends(self, level: Loop) -> Iterator[Spot]:
        stated = level.child("2200C")
        if level.counts.get("2000D"):
            yield from _wrong(stated, self.provider)
            _add(self.batch, self.provider)
        else:
            _add(self.batch, _of_provider(stated))
        self.provider = _nothing()


Sums = dict[str, int | None]


def _nothing() -> Sums:
    return dict.fromkeys(_STATED, 0)


def _add(sums: Sums, more: Sums) -> None:
    for name, value in more.items():
        known = sums[name]
        sums[name] = None if known is None or value is None else known + value


def _of_provider(stated: Loop | None) -> Sums:
    """What is said of a provider whose claims aren't listed; one who is rejected has none accepted."""
    sums = {name: _stated(stated, name) for name in _STATED}
    if stated is not None and any(row.get("action") == "U" for row in stated.rows("status_information")):
        for name in ("accepted_count", "accepted_amount"):
            sums[name] = sums[name] or 0
    return sums


def _of_claim(claim: Loop) -> Sums:
    """One claim, rejected if any of its statuses is."""
    rows = claim.rows("status_information")
    if not rows:
        return dict.fromkeys(_STATED)
    charge = _cents(rows[0].get("charge"))
    if any(row.get("action") == "U" for row in rows):
        return {"rejected_count": 1, "rejected_amount": charge}
    return {"accepted_count": 1, "accepted_amount": charge}


def _wrong(stated: Loop | None, sums: Sums) -> Iterator[Spot]:
    for name, value in sums.items():
        row = stated.row(name) if stated else None
        told = _stated(stated, name)
        if row is not None and value is not None and told is not None and told != value:
            yield at(row, _VALUE.get(name, "amount"))._replace(rule=TOTALS.id)


def _stated(loop: Loop | None, name: str) -> int | None:
    """A total as sent: a number of claims, or cents."""
    text = loop.get(name, _VALUE.get(name, "amount")) if loop else ""
    if name in _VALUE:
        return int(text) if text.isdecimal() and len(text) <= _DIGITS else None
    return _cents(text)


def _cents(text: str) -> int | None:
    try:
        return cents(text)
    except ValueError:
        return None
