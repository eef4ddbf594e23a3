"""The practice's contracts: which one holds for a payer, plan, provider, place and day. The narrowest that
covers all of them is chosen; two of which neither is narrower are refused, never chosen between."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from almoner.core.pricing.contract import Contract
from almoner.core.pricing.contract_card import ContractError, imported_terms
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


class Shelf:
    """All contracts, of cards and of imported rows. ContractError where two cards conflict."""

    def __init__(self, cards: Sequence[Contract], tables: Tables) -> None:
        found = next(conflicts(cards), None)
        if found is not None:
            raise ContractError(found)
        self.cards = tuple(cards)
        self.tables = tables

    def named(self, name: str, services: Sequence[Service], on: date) -> Contract | None:
        """The contract of an id on a day: the terms of imported rows first, then those of its card. None
        where there is neither."""
        card = next((each for each in self.cards if each.id == name and each.covers(on)), None)
        return _with_rows(card, name, self._rows(services, on), on)

    def chosen(self, sought: Sought, services: Sequence[Service]) -> Contract | None:
        """The contract that holds for what is sought, to price these services by; None where none does.
        ContractError where an imported contract and another can't be chosen between."""
        on, rows = sought.on, self._rows(services, sought.on)
        found = {card.id: card for card in self.cards if card.covers(on) and _holds(card, sought)}
        carded = {card.id for card in self.cards if card.covers(on)}
        for row in rows:
            name = row.get("contract")
            if name not in carded and row.get("payer").casefold() in _folded(sought.payers):
                found.setdefault(name, Contract(name, on, "imported rows", (), payer=row.get("payer")))
        narrowest = [one for one in found.values() if all(_is_within(one, other) for other in found.values())]
        if found and len(narrowest) != 1:
            raise ContractError(f"the contracts {', '.join(sorted(found))} hold at once: end or limit one")
        card = narrowest[0] if narrowest else None
        return _with_rows(card, card.id, rows, on) if card else None

    def _rows(self, services: Iterable[Service], on: date) -> list[CodeRow]:
        """The imported rows of all contracts for the codes of services."""
        choice = self.tables.codes("contracts").at(on)
        wanted = {service.code for service in services}
        wanted |= {service.code + each for service in services for each in service.modifiers}
        parts = choice.parts if choice else ()
        return [row for table in parts for code in sorted(wanted) for row in table.rows(code)]


def _with_rows(card: Contract | None, name: str, rows: list[CodeRow], on: date) -> Contract | None:
    terms = imported_terms(rows, name)
    if card is not None:
        return replace(card, terms=(*terms, *card.terms)) if terms else card
    return Contract(name, on, "imported rows", tuple(terms)) if terms else None


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
    """Of one payer, and something is in the scope of both."""
    if one.payer.casefold() != other.payer.casefold():
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
