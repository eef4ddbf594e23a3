"""Which contract holds: by payer, plan, provider, site and day; the narrower before the wider; no guesses."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from almoner.core.pricing.contract import Contract, Term
from almoner.core.pricing.contract_card import ContractError
from almoner.core.pricing.service import Service
from almoner.core.pricing.shelf import Shelf, Sought, conflicts
from almoner.core.rules.pack import Pack
from almoner.core.rules.releases import Release, Tables, fixed
from almoner.core.rules.tables import CodeTable, Line, pack_codes
from tests.core.pricing.tables import ON, release

TERM = Term("all", "fixed", "p. 1", cents=9000)
VISIT = [Service("99213", ON)]
SOUGHT = Sought(ON, frozenset({"Cedar Mutual", "CEDAR"}))
COLUMNS = ("contract", "payer", "method", "value", "schedule", "setting", "page")


def card(name: str, **changes: object) -> Contract:
    """A contract with Cedar Mutual for 2026; plans, providers and sites are given as words."""
    scope = {
        key: frozenset(str(value).split()) if key in ("plans", "providers", "sites") else value
        for key, value in changes.items()
    }
    made = Contract("", date(2026, 1, 1), "agreement", (TERM,), payer="CEDAR MUTUAL")
    return replace(made, id=name, **{"until_on": date(2027, 1, 1), **scope})  # type: ignore[arg-type]


def imported(*rows: tuple[str, str]) -> Tables:
    """A list of rows (contract, payer), each of 99213 at 90.00."""
    lines = [("99213", (name, payer, "fixed", "90", "", "", "")) for name, payer in rows]
    return fixed({"contracts": [release(lines, COLUMNS)]}, {})


NOTHING = fixed({}, {})


def chosen(cards: list[Contract], sought: Sought = SOUGHT, tables: Tables = NOTHING) -> str:
    found = Shelf(cards, tables).chosen(sought, VISIT)
    return found.id if found else ""


def test_the_payer_and_the_day_choose() -> None:
    assert chosen([card("a")]) == "a"
    assert chosen([card("a")], replace(SOUGHT, payers=frozenset({"ELM"}))) == ""
    assert chosen([card("a")], replace(SOUGHT, on=date(2027, 1, 1))) == ""
    assert chosen([card("a")], replace(SOUGHT, on=date(2026, 12, 31))) == "a"


@pytest.mark.parametrize(
    ("sought", "name"),
    [
        (SOUGHT, "all"),
        (replace(SOUGHT, plan="ppo"), "plan"),
        (replace(SOUGHT, plan="HMO"), "all"),
        (replace(SOUGHT, plan="PPO", providers=frozenset({"1234567893"})), "provider"),
        (replace(SOUGHT, providers=frozenset({"1234567893"})), "all"),
    ],
)
def test_the_narrower_goes_first(sought: Sought, name: str) -> None:
    cards = [
        card("all"),
        card("plan", plans="PPO EPO"),
        card("provider", plans="PPO", providers="1234567893"),
    ]
    assert list(conflicts(cards)) == []
    assert chosen(cards, sought) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (card("a"), card("b")),
        (card("a", plans="PPO"), card("b", plans="PPO EPO", sites="MAIN")),
        (card("a", plans="PPO"), card("b", providers="1234567893")),
        (card("a"), card("a", until_on=None)),
    ],
)
def test_two_that_nobody_could_choose_between_are_refused(one: Contract, other: Contract) -> None:
    assert len(list(conflicts([one, other]))) == 1
    with pytest.raises(ContractError, match="a"):
        Shelf([one, other], NOTHING)


@pytest.mark.parametrize(
    "other",
    [
        card("b", since_on=date(2027, 1, 1), until_on=None),
        card("b", payer="ELM"),
        card("b", plans="HMO"),
    ],
)
def test_days_payers_and_plans_apart_are_no_conflict(other: Contract) -> None:
    assert list(conflicts([card("a", plans="PPO"), other])) == []


def test_imported_rows_are_found_by_id_and_by_payer() -> None:
    shelf = Shelf([card("ppo", plans="PPO")], imported(("list", "CEDAR MUTUAL"), ("elm", "ELM")))
    named = shelf.named("elm", VISIT, ON)
    assert named is not None
    assert [term.cents for term in named.terms] == [9000]
    assert shelf.named("birch", VISIT, ON) is None
    assert chosen([card("ppo", plans="PPO")], SOUGHT, imported(("list", "CEDAR MUTUAL"))) == "list"
    other = shelf.named("elm", [Service("99215", ON)], ON)
    assert other is not None
    assert other.terms == (), "in force, and silent about the code"


def test_a_list_and_a_card_that_nobody_could_choose_between_are_refused() -> None:
    with pytest.raises(ContractError, match="cedar and list"):
        Shelf([card("cedar")], imported(("list", "CEDAR MUTUAL")))
    nameless = Shelf([card("cedar")], imported(("list", ""), ("other", "")))
    assert nameless.named("list", VISIT, ON) is not None


def test_a_list_is_in_force_as_long_as_one_of_its_rows() -> None:
    lines = [
        Line("99213", date(2026, 1, 1), date(2026, 7, 1), ("list", "CEDAR", "fixed", "90", "", "", "")),
        Line("99214", date(2026, 3, 1), date(2027, 1, 1), ("list", "CEDAR", "fixed", "95", "", "", "")),
    ]
    table = CodeTable(Pack(pack_codes(lines, COLUMNS, {"kind": "contracts"})))
    shelf = Shelf((), fixed({"contracts": [Release("1", date(1995, 1, 1), None, (table,))]}, {}))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [shelf.named("list", VISIT, on) is not None for on in days] == [False, True, True, False]


def test_rows_of_a_cards_own_id_come_before_its_terms() -> None:
    found = Shelf([card("cedar")], imported(("cedar", "CEDAR"))).chosen(SOUGHT, VISIT)
    assert found is not None
    assert [term.id for term in found.terms] == ["row 99213", "all"]


WORDS = st.sets(st.sampled_from("abc"), max_size=2).map(" ".join)


@given(scopes=st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=5), asked=st.text("abc", max_size=3))
def test_without_a_conflict_one_contract_at_most_is_the_narrowest(
    scopes: list[tuple[str, str, str]], asked: str
) -> None:
    cards = [
        card(f"c{place}", plans=plans, providers=providers, sites=sites)
        for place, (plans, providers, sites) in enumerate(scopes)
    ]
    assume(not list(conflicts(cards)))
    plan, provider, site = list(asked.ljust(3))[:3]
    sought = replace(SOUGHT, plan=plan, providers=frozenset({provider}), sites=frozenset({site}))
    fitting = [
        each
        for each in cards
        if (not each.plans or plan in each.plans)
        and (not each.providers or provider in each.providers)
        and (not each.sites or site in each.sites)
    ]
    found = chosen(cards, sought)
    assert bool(found) is bool(fitting)
    limits = {each.id: sum(map(bool, (each.plans, each.providers, each.sites))) for each in fitting}
    assert not found or limits[found] == max(limits.values())
