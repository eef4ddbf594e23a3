"""How lists are sorted: each by its own columns, as the address says, else as the person keeps it, else as
usual. Promises that an address says no order but those of its list, and leads from each to the others.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from django.http import HttpRequest

from almoner.core.charge.funnel import LATE_AFTER
from almoner.store.lists.order import USUAL, Order
from almoner.web import preferences
from almoner.web.words import AGES

T = TypeVar("T")
SORT, AS_USUAL = "sort", "usual"
LISTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "work": {
            "what": "What",
            "patient": "Patient",
            "claim": "Claim",
            "owner": "Owner",
            "due": "Due",
            "stake": "At stake",
        },
        "claims": {
            "claim": "Claim",
            "patient": "Patient",
            "payer": "Payer",
            "visit": "Visit",
            "state": "State",
            "charged": "Charged",
        },
        "remittances": {
            "payer": "Payer",
            "trace": "Check or EFT",
            "state": "State",
            "paid": "Paid",
            "received": "Received",
            "amount": "Amount",
        },
        "patients": {"patient": "Patient", "born": "Born", "number": "Chart"},
        "send": {"claim": "Claim", "patient": "Patient", "payer": "Payer", "charged": "Charged"},
        "today": {
            "time": "Time",
            "patient": "Patient",
            "with": "With",
            "coverage": "Coverage",
            "collect": "Collect",
            "state": "Now",
        },
        "coding": {
            "patient": "Patient",
            "number": "Chart",
            "seen": "Seen",
            "provider": "Provider",
            "place": "Where",
            "signed": "Signed",
        },
        "denials": {"why": "Why", "due": "Due"},
        "suspense": {"due": "Due", "amount": "Amount"},
        "approvals": {"reason": "Reason", "patient": "Patient", "asked": "Asked by", "amount": "Amount"},
        "plans": {
            "patient": "Patient",
            "stands": "Stands",
            "due": "Next part",
            "agreed": "Agreed",
            "settled": "Paid",
            "owed": "Due by today",
        },
        "notices": {"due": "By", "patient": "Patient", "visit": "Visit"},
        "people": {"person": "Name", "last": "Last here", "seen": "Looked at"},
        "speed": {
            "address": "Address",
            "answers": "Answers",
            "median": "Median ms",
            "slowest": "95 of 100 within ms",
            "queries": "Queries",
        },
        "enrollments": {"payer": "Payer", "provider": "Provider", "state": "State", "since": "From"},
        "scores": {"payer": "Payer", "claims": "Claims sent", "charged": "Charged"},
        "variance": {
            "payer": "Payer",
            "contract": "Contract",
            "code": "Code",
            "lines": "Lines",
            "expected": "Expected",
            "allowed": "Allowed",
            "short_lines": "Short lines",
            "short": "Short",
        },
        "refunds": {"since": "Since", "whom": "Whom", "amount": "Amount"},
        "owed": {
            "payer": "Owed by",
            "provider": "Provider",
            **{f"age_{place}": name for place, name in enumerate(AGES)},
            "all": "All",
        },
        "lags": {
            "provider": "Provider",
            "visits": "Visits",
            "signature": "To signature, middle",
            "charge": "To charge, middle",
            "over": f"Over {LATE_AFTER.days} days",
            "late_lines": "Late lines",
            "late": "Late charges",
        },
        "bank": {"day": "Day", "who": "At the bank", "due": "Due", "amount": "Amount"},
        "batches": {
            "file": "File",
            "made": "Made",
            "sent": "Sent",
            "claims": "Claims",
            "charged": "Charged",
        },
        "staff": {"person": "Person", "acts": "Acts", "days": "Days", "pace": "A day"},
    }
)
"""The columns by which each list can be sorted, with their names."""
GREATEST_FIRST = frozenset(
    (
        "stake charged amount visit paid received collect acts days pace agreed settled owed last answers "
        "median slowest queries claims lines expected allowed short_lines short all visits signature charge "
        "over late_lines late made sent"
    ).split()
) | {f"age_{place}" for place in range(len(AGES))}
"""Columns that are read from their greatest when they are pressed for the first time."""


@dataclass(frozen=True, slots=True)
class Sorting:
    """A list in its order: `here` is the address of the list without any, `kept` the order that the person
    keeps, as an address writes it.
    """

    of: str
    order: Order
    here: str
    kept: str = ""

    @property
    def said(self) -> str:
        """The order as an address writes it; empty for the list's usual one."""
        return f"{'-' if self.order.is_down else ''}{self.order.column}"

    @property
    def name(self) -> str:
        """What the column is called that the list is sorted by."""
        return LISTS[self.of].get(self.order.column, "")

    @property
    def is_kept(self) -> bool:
        """True where the person keeps the list in this order."""
        return self.said == self.kept

    @property
    def now(self) -> str:
        """The address of the list in this order."""
        return self._address(self.order)

    @property
    def usual(self) -> str:
        """The address of the list in its usual order."""
        return self._address(USUAL)

    def next_of(self, column: str) -> str:
        """The address that a column's heading leads to: its one way, then its other, then the usual order."""
        first = column in GREATEST_FIRST
        if self.order.column != column:
            return self._address(Order(column, first))
        return self._address(Order(column, not first) if self.order.is_down == first else USUAL)

    def direction(self, column: str) -> str:
        """What a screen reader says of a column's order; empty where the list isn't sorted by it."""
        if self.order.column != column:
            return ""
        return "descending" if self.order.is_down else "ascending"

    def arranged(self, rows: Iterable[T], keys: Mapping[str, Callable[[T], Any]]) -> list[T]:
        """Return rows, which are all that the list has, in the order; rows alike stay as they stand."""
        key = keys.get(self.order.column)
        return sorted(rows, key=key, reverse=self.order.is_down) if key else list(rows)

    def _address(self, order: Order) -> str:
        said = f"{'-' if order.is_down else ''}{order.column}" or (AS_USUAL if self.kept else "")
        if not said:
            return self.here
        return f"{self.here}{'&' if '?' in self.here else '?'}{SORT}={said}"


def sorting(request: HttpRequest, of: str, here: str) -> Sorting:
    """Return how a list is sorted that the address `here` shows."""
    kept = preferences.read(request).sorts.get(of, "")
    kept = kept if order_of(of, kept) is not None else ""
    said = request.GET.get(SORT, "")
    asked = USUAL if said == AS_USUAL else order_of(of, said)
    return Sorting(of, asked or (order_of(of, kept) if asked is None else None) or USUAL, here, kept)


def order_of(of: str, said: str) -> Order | None:
    """Return the order of a list that an address writes so, or nothing where it has no such column."""
    column = said.removeprefix("-")
    return Order(column, said.startswith("-")) if column in LISTS[of] else None
