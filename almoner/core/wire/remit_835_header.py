"""The part of an 835 that is about the whole payment: amount, trace, payer, payee, and the provider-level
amounts.
"""

from datetime import date

from almoner.core.remit import ProviderLevel
from almoner.core.wire.remit_835_values import LONGEST, Notes, day, get


class HeaderReader:
    """Takes the segments of tables 1 and 3, in whatever order they come."""

    def __init__(self, notes: Notes, component: str) -> None:
        self._notes = notes
        self._component = component
        self._party = ""
        self.amount_cents: int | None = None
        self.method = ""
        self.trace = ""
        self.paid_on: date | None = None
        self.produced_on: date | None = None
        self.payer_name = ""
        self.payer_numbers: list[str] = []
        self.payee_npi = ""
        self.payee_tax_id = ""
        self.provider_level: list[ProviderLevel] = []
        self.is_level_lost = False
        self._origin = ""

    def take(self, name: str, index: int, row: list[str], *, is_in_claims: bool) -> None:
        """Take one segment; what belongs to no place here is passed over."""
        if name == "PLB":
            self._plb(index, row)
        elif is_in_claims:
            return
        elif name == "BPR":
            self.amount_cents = self._notes.money(row, 2, index)
            self.method = self._notes.text(row, 4, index)
            self.paid_on = day(get(row, 16))
        elif name == "TRN":
            self.trace = self._notes.text(row, 2, index)
            self._number(self._notes.text(row, 3, index))
        elif name == "DTM" and get(row, 1) == "405":
            self.produced_on = day(get(row, 2))
        elif name == "N1":
            self._n1(index, row)
        elif name == "REF":
            self._ref(index, row)

    def _n1(self, index: int, row: list[str]) -> None:
        self._party = get(row, 1)
        qualifier, number = get(row, 3), self._notes.text(row, 4, index)
        if self._party == "PR":
            self.payer_name = get(row, 2)[:LONGEST]
            self._number(number, is_first=True)
        elif self._party == "PE" and qualifier == "XX":
            self.payee_npi = number
        elif self._party == "PE" and qualifier in ("FI", "TJ"):
            self.payee_tax_id = number

    def _ref(self, index: int, row: list[str]) -> None:
        qualifier, number = get(row, 1), self._notes.text(row, 2, index)
        if self._party == "PR" and qualifier in ("2U", "EO", "HI", "NF"):
            self._number(number)
        elif self._party == "PE" and qualifier in ("TJ", "FI", "EI"):
            self.payee_tax_id = self.payee_tax_id or number
        elif self._party == "PE" and qualifier == "HPI":
            self.payee_npi = self.payee_npi or number

    def _number(self, number: str, *, is_first: bool = False) -> None:
        if number and number not in self.payer_numbers:
            self.payer_numbers.insert(0 if is_first else len(self.payer_numbers), number)

    def _plb(self, index: int, row: list[str]) -> None:
        """Read up to six pairs, each with its own code and reference."""
        for number in range(3, len(row), 2):
            if not get(row, number) and not get(row, number + 1):
                continue
            cents = self._notes.money(row, number + 1, index)
            if cents is None:
                self.is_level_lost = True
                continue
            whole = self._notes.text(row, number, index)
            code, _, reference = whole.partition(self._component) if self._component else (whole, "", "")
            element = f"{index}/PLB{number + 1:02d}"
            self.provider_level.append(ProviderLevel(code.strip(), reference.strip(), cents, element))
