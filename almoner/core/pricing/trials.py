"""Runs the worked lines that contracts carry. Promises that a line whose schedule isn't imported counts as
left out, neither as right nor as wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from almoner.core.pricing.contract import BY_SCHEDULE, Contract, ContractPrices, Term, Trial
from almoner.core.pricing.service import PriceError


@dataclass(frozen=True, slots=True)
class Tried:
    """How many worked lines came out, those that came out otherwise (contract, term and place), and how many
    were left out."""

    tried: int
    failed: tuple[str, ...]
    left_out: int


def run_trials(contracts: Iterable[Contract], prices: ContractPrices) -> Tried:
    """Price every worked line of contracts."""
    failed: list[str] = []
    tried = left_out = 0
    for contract, term, place, trial in _all(contracts):
        came = _priced(contract, term, trial, prices)
        if came is None:
            left_out += 1
            continue
        tried += 1
        if came != str(trial.allowed_cents):
            failed.append(f"{contract.id}, term {term.id}, worked line {place}: {came} cents")
    return Tried(tried, tuple(failed), left_out)


def _all(contracts: Iterable[Contract]) -> Iterator[tuple[Contract, Term, int, Trial]]:
    for contract in contracts:
        for term in contract.terms:
            for place, trial in enumerate(term.trials, 1):
                yield contract, term, place, trial


def _priced(contract: Contract, term: Term, trial: Trial, prices: ContractPrices) -> str | None:
    """The cents that come out, "no price", or None where the schedule isn't imported."""
    try:
        (line,) = prices.price(contract, [trial.service], kind=trial.provider_kind)
    except PriceError:
        return None
    if line.allowed_cents is None:
        by_schedule = [each for each in contract.terms if each.kind in BY_SCHEDULE]
        is_missing = term in by_schedule or any(each.holds(trial.service) for each in by_schedule)
        return None if is_missing else "no price,"
    return str(line.allowed_cents)
