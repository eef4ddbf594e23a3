"""The practice's contracts: which one holds for a payer, plan, provider, place and day. The narrowest that
covers all of them is chosen; two of which neither is narrower are refused, never chosen between."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from almoner.core.pricing.contract import Contract
from almoner.core.pricing.contract_card import ContractError, imported_terms
from almoner.core.pricing.payer_contract import Names, PayerContract, as_contract
from almoner.core.pricing.service import Service
from almoner.core.rules.releases import Tables
from almoner.core.rules.tables import CodeRow


@dataclass(frozen=True, slots=True)
class Sought:
    """Whose contract is sought. `payers`, `providers` and `sites` hold all that one of them is called: its
    names and its numbers (NPI, payer id); `plan` is the plan's name. Empty is unknown, and then only a
    contract that limits nothing of the kind holds."""

    on: date
    payers: frozenset[str]
    plan: str = ""
    providers: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()


def conflicts(contracts: Sequence[Contract]) -> Iterator[str]:
    """Pairs of contracts between which nobody could choose: of one payer and one day, with scopes that
    overlap and neither within the other; and two of one id on one day."""
    for one, other in combinations(contracts, 2):
        if not _meet(one, other):
            continue
        if one.id == other.id:
            yield f"two contracts called {one.id} are in force on {_first_day(one, other)}"
        elif _overlap(one, other) and not (_is_within(one, other) ^ _is_within(other, one)):
            pair = f"the contracts {one.id} and {other.id} both hold for {one.payer}"
            yield (
                f"{pair} on {_first_day(one, other)}: limit one to plans, providers or sites within "
                "the other's, or end it"
            )


Brought = tuple[PayerContract, Names]
"""A contract that the practice brought, and what its parties are called now."""


class Shelf:
    """All contracts: of cards, of imported rows, and those that the practice brought and put in force; a list
    and a card of one id are one contract, whose scope the card tells. ContractError where two conflict."""

    def __init__(self, cards: Sequence[Contract], tables: Tables, brought: Sequence[Brought] = ()) -> None:
        carded = {card.id for card in cards}
        listed = [each for each in listed_contracts(tables) if each.id not in carded]
        self._cards, self.tables = tuple(cards), tables
        self._brought = {(one.name, one.since_on): (one, names) for one, names in brought}
        self.contracts = (*cards, *listed, *(as_contract(one, names) for one, names in brought))
        found = next(conflicts(self.contracts), None)
        if found is not None:
            raise ContractError(found)

    def beside(self, brought: Sequence[Brought]) -> "Shelf":
        """The shelf with what a practice brought. ContractError where one of it conflicts."""
        return Shelf(self._cards, self.tables, brought) if brought else self

    def named(self, name: str, services: Sequence[Service], on: date) -> Contract | None:
        """The contract of an id on a day, to price these services by: the terms of imported rows first, then
        those of its card. None where there is none in force."""
        found = next((each for each in self.contracts if each.id == name and each.covers(on)), None)
        return self._with_rows(found, services, on)

    def chosen(self, sought: Sought, services: Sequence[Service]) -> Contract | None:
        """The contract that holds for what is sought, to price these services by; None where none does."""
        found = [each for each in self.contracts if each.covers(sought.on) and _holds(each, sought)]
        # Without conflicts each of two is within the other: the narrowest is within all of them.
        narrowest = next((one for one in found if all(_is_within(one, other) for other in found)), None)
        return self._with_rows(narrowest, services, sought.on)

    def _with_rows(self, contract: Contract | None, services: Sequence[Service], on: date) -> Contract | None:
        """Only the rows of these services are read."""
        brought = self._brought.get((contract.id, contract.since_on)) if contract else None
        if brought is not None:
            return as_contract(*brought, services)
        choice = self.tables.codes("contracts").at(on)
        if contract is None or choice is None:
            return contract
        wanted = {service.code for service in services}
        wanted |= {service.code + each for service in services for each in service.modifiers}
        rows = [row for table in choice.parts for code in sorted(wanted) for row in table.rows(code)]
        terms = imported_terms(rows, contract.id)
        return replace(contract, terms=(*terms, *contract.terms)) if terms else contract


def listed_contracts(tables: Tables) -> list[Contract]:
    """The contracts of imported rows, without terms: payer, and the first and last day of any row. A payer
    that rows of one contract spell differently is the first one's."""
    found: dict[str, Contract] = {}
    for release in tables.codes("contracts").releases:
        for table in release.parts:
            for row in (table.row(number) for number in range(len(table))):
                name = row.get("contract")
                known = found.get(name, _listed(row))
                found[name] = replace(
                    known,
                    since_on=min(known.since_on, row.since_on or date.min),
                    until_on=_later(known.until_on, row.until_on),
                )
    return list(found.values())


def _listed(row: CodeRow) -> Contract:
    return Contract(
        row.get("contract"),
        row.since_on or date.min,
        "imported rows",
        (),
        until_on=row.until_on,
        payer=row.get("payer"),
    )


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


# ------------------------------------------------------------------------------------ scopes


def _holds(contract: Contract, sought: Sought) -> bool:
    return (
        contract.payer.casefold() in _folded(sought.payers)
        and _admits(contract.plans, frozenset({sought.plan}))
        and _admits(contract.providers, sought.providers)
        and _admits(contract.sites, sought.sites)
    )


def _admits(limits: frozenset[str], names: frozenset[str]) -> bool:
    return not limits or not _folded(limits).isdisjoint(_folded(names))


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def _scopes(contract: Contract) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return _folded(contract.plans), _folded(contract.providers), _folded(contract.sites)


def _is_within(one: Contract, other: Contract) -> bool:
    """Whatever the first holds for, the second does too; no limit is all there is."""
    pairs = zip(_scopes(one), _scopes(other), strict=True)
    return all(not wide or (narrow and narrow <= wide) for narrow, wide in pairs)


def _overlap(one: Contract, other: Contract) -> bool:
    """Of one payer, and something is in the scope of both. A list that names no payer is found by its id
    alone."""
    if not one.payer or one.payer.casefold() != other.payer.casefold():
        return False
    pairs = zip(_scopes(one), _scopes(other), strict=True)
    return all(not (left and right) or not left.isdisjoint(right) for left, right in pairs)


def _meet(one: Contract, other: Contract) -> bool:
    """Some day is in both."""
    return (one.until_on is None or other.since_on < one.until_on) and (
        other.until_on is None or one.since_on < other.until_on
    )


def _first_day(one: Contract, other: Contract) -> date:
    return max(one.since_on, other.since_on)
