"""The policy asked by a day and a situation: general rules, exceptions, cards in shadow."""

from datetime import date

import pytest

from almoner.core.rules import CardError, Policy, Situation, load
from almoner.core.rules.conflict import conflicts


def card(card_id: str, more: str = "", *, since: str = "2020-01-01") -> str:
    rule = (
        ""
        if "excepts" in more
        else f'edit = "E-{card_id}"\nkind = "k"\nseverity = "warn"\nmessage = "M."\nmend = "N."\n'
    )
    return f'[[card]]\nid = "{card_id}"\nsince = {since}\nsource = "s"\n{rule}{more}\n'


def policy(*cards: str) -> Policy:
    return load([("a.toml", "\n".join(cards))])


def ids(of: Policy, on: date, kind: str = "commercial", payer: str = "P1") -> set[str]:
    return {one.id for one in of.at(on).of(Situation(kind, payer)).live}


DAY = date(2026, 1, 1)


def test_a_rule_speaks_from_its_first_day_to_the_day_before_its_last() -> None:
    asked = policy(card("a", "until = 2025-01-01"), card("b", since="2024-06-01"))
    assert ids(asked, date(2019, 12, 31)) == set()
    assert ids(asked, date(2020, 1, 1)) == {"a"}
    assert ids(asked, date(2024, 12, 31)) == {"a", "b"}
    assert ids(asked, date(2025, 1, 1)) == {"b"}


def test_days_between_two_changes_share_their_rules() -> None:
    asked = policy(card("a"), card("b", since="2024-06-01"))
    assert asked.at(date(2021, 1, 1)) is asked.at(date(2024, 5, 31))
    assert asked.at(date(2024, 6, 1)) is not asked.at(date(2024, 5, 31))


def test_an_exception_replaces_its_rule_where_it_holds() -> None:
    asked = policy(card("a"), card("m", 'excepts = "a"\nscope = { payer_kinds = ["medicare"] }'))
    assert ids(asked, DAY, "medicare") == {"m"}
    assert ids(asked, DAY, "commercial") == {"a"}


def test_an_exception_may_switch_a_rule_off_for_one_payer() -> None:
    asked = policy(card("a"), card("off", 'excepts = "a"\noff = true\nscope = { payers = ["P1"] }'))
    assert ids(asked, DAY, payer="P1") == set()
    assert ids(asked, DAY, payer="P2") == {"a"}


def test_an_exception_may_have_an_exception() -> None:
    asked = policy(
        card("a"),
        card("m", 'excepts = "a"\nscope = { payer_kinds = ["medicare"] }'),
        card("m1", 'excepts = "m"\nscope = { payer_kinds = ["medicare"], payers = ["P1"] }'),
    )
    assert ids(asked, DAY, "medicare", "P1") == {"m1"}
    assert ids(asked, DAY, "medicare", "P2") == {"m"}


def test_two_exceptions_that_could_both_speak_are_refused() -> None:
    one = card("m", 'excepts = "a"\nscope = { payer_kinds = ["medicare"] }')
    other = card("p", 'excepts = "a"\nscope = { states = ["NY"] }')
    with pytest.raises(CardError, match="m and p both except a"):
        policy(card("a"), one, other)


def test_of_two_exceptions_the_nearer_is_heard() -> None:
    asked = policy(
        card("a"),
        card("plan", 'excepts = "a"\nscope = { payers = ["P1"], plans = ["Gold"] }'),
        card("payer", 'excepts = "a"\nscope = { payers = ["P1"] }'),
        card("kind", 'excepts = "a"\nscope = { payer_kinds = ["medicare"] }'),
    )
    rules = asked.at(DAY)
    for told, heard in (
        (Situation("medicare", "P1", "Gold"), "plan"),
        (Situation("medicare", "P1", "Silver"), "payer"),
        (Situation("medicare", "P2"), "kind"),
        (Situation("commercial", "P2"), "a"),
    ):
        assert [one.id for one in rules.of(told).live] == [heard]


@pytest.mark.parametrize(
    "other",
    [
        'excepts = "a"\nscope = { payer_kinds = ["medicaid"] }',
        'excepts = "b"\nscope = { payer_kinds = ["medicare"] }',
    ],
)
def test_exceptions_that_never_meet_stand_side_by_side(other: str) -> None:
    asked = policy(
        card("a"),
        card("b"),
        card("m", 'excepts = "a"\nscope = { payer_kinds = ["medicare"] }'),
        card("o", other),
    )
    assert list(conflicts(asked.cards)) == []


def test_exceptions_of_different_years_stand_side_by_side() -> None:
    asked = policy(
        card("a"),
        card("m", 'excepts = "a"\nuntil = 2025-01-01\nscope = { payer_kinds = ["medicare"] }'),
        card("n", 'excepts = "a"\nscope = { payer_kinds = ["medicare"] }', since="2025-01-01"),
    )
    assert ids(asked, date(2024, 12, 31), "medicare") == {"m"}
    assert ids(asked, date(2025, 1, 1), "medicare") == {"n"}


def test_files_are_taken_in_the_order_of_their_names_and_named_by_content() -> None:
    general, exception = ("a.toml", card("a")), ("b.toml", card("m", 'excepts = "a"\noff = true'))
    assert load([exception, general]).version == load([general, exception]).version
    assert load([general]).version != load([general, exception]).version
    with pytest.raises(CardError, match="not there"):
        load([("b.toml", general[1]), ("a.toml", exception[1])])


def test_a_card_in_shadow_replaces_nothing_that_is_heard() -> None:
    asked = policy(card("a"), card("m", 'excepts = "a"\nmode = "shadow"\nscope = { payers = ["P1"] }'))
    speaking = asked.at(DAY).of(Situation("commercial", "P1"))
    assert [one.id for one in speaking.live] == ["a"]
    assert [one.id for one in speaking.shadow] == ["m"]


def test_a_scope_asks_for_plan_place_specialty_and_state() -> None:
    wanted = 'plans = ["Gold"], places = ["10"], specialties = ["207R"], states = ["NY"]'
    rules = policy(card("a", f"scope = {{ {wanted} }}")).at(DAY)
    fits = Situation("commercial", "P1", "Gold", "10", "207RC0000X", "NY")
    assert [one.id for one in rules.of(fits).live] == ["a"]
    for other in ({"plan": "Silver"}, {"place": "11"}, {"specialty": "207Q00000X"}, {"state": "NJ"}):
        assert rules.of(fits._replace(**other)).live == ()


def test_what_a_claim_does_not_tell_is_said_and_never_guessed() -> None:
    rules = policy(card("a", 'scope = { plans = ["Gold"], payers = ["P1"] }')).at(DAY)
    speaking = rules.of(Situation("commercial", "P1"))
    assert speaking.live == ()
    assert [(one.id, lacking) for one, lacking in speaking.untold] == [("a", "plan")]
    assert rules.of(Situation("commercial", "P2")).untold == ()
