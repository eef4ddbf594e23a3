"""Worked lines of contracts: those that come out, those that don't, and those that nothing imported can
judge."""

from almoner.core.pricing import Schedules
from almoner.core.pricing.contract import Contract, ContractPrices, Term, Trial
from almoner.core.pricing.service import Service
from almoner.core.pricing.trials import run_trials
from almoner.core.rules.releases import fixed
from tests.core.pricing.tables import ON, release

JULY = {
    "mpfs": [
        release(
            [("99213", ("A", "1", "1", "1", "30"))], ("status", "work_rvu", "nonfac_pe", "mp", "conv_factor")
        )
    ]
}


def contract(*terms: Term) -> Contract:
    return Contract("acme", ON, "agreement", terms)


def term(kind: str, code: str, *allowed: int, year: int | None = None) -> Term:
    trials = tuple(Trial(Service(code, ON), cents) for cents in allowed)
    return Term(code, kind, "p. 1", cents=9000, schedule_year=year, trials=trials)


def test_each_worked_line_is_told_by_its_place() -> None:
    prices = ContractPrices(Schedules(fixed({}, {})))
    tried = run_trials([contract(term("fixed", "99213", 9000, 9001))], prices)
    assert tried.tried == 2
    assert tried.failed == ("acme, term 99213, worked line 2: 9000 cents",)


def test_a_schedule_of_another_year_leaves_the_line_out() -> None:
    agreed = contract(term("percent_of_schedule", "99213", 9000, year=2026))
    assert run_trials([agreed], ContractPrices(Schedules(fixed({}, {})))).left_out == 1
    tried = run_trials([agreed], ContractPrices(Schedules(fixed(JULY, {}))))
    assert (tried.tried, tried.failed, tried.left_out) == (1, (), 0)


def test_no_price_where_one_is_worked_is_a_fault() -> None:
    agreed = contract(term("percent_of_charge", "99213", 4500))
    (fault,) = run_trials([agreed], ContractPrices(Schedules(fixed({}, {})))).failed
    assert "no price" in fault
