"""A card is held against the practice's own past: what it would have prevented, and what it would have held
for nothing."""

import pytest

from almoner.core.denial.replay import Outcome
from almoner.core.rules import Card, CardError
from almoner.core.rules.card import parse
from almoner.core.rules.releases import NO_TABLES
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.scrub.backtest import Replay, replay
from tests.flow.cycle import Sent, pay, sent_claim, standing
from tests.flow.files import PAID_ON as ON
from tests.flow.files import Payment
from tests.practices import House, new_house

CARD = """
[[card]]
id = "wants-25"
edit = "MOD-11"
kind = "modifier_wanted"
severity = "hold"
since = 2020-01-01
source = "a payer's letter"
message = "M."
mend = "N."
expected_denial = "97; 16+N56"
params = { codes = ["99213"], one_of = ["25"] }
"""


def card(text: str = CARD) -> Card:
    return parse("t.toml", text)[0]


def answered(house: House, sent: Sent, paid: int, *reasons: tuple[str, str, int]) -> None:
    pay(house, Payment("MCR01", f"T{sent.claim.id}", [sent.paid(paid, *reasons)]), on=ON)


@pytest.fixture(scope="module")
def past(store: object) -> tuple[House, dict[str, Sent]]:
    """Four claims as sent: refused as the card expects, refused otherwise, paid, and not answered."""
    assert store
    house = new_house()
    sent = {name: sent_claim(house) for name in ("expected", "otherwise", "paid", "open")}
    answered(house, sent["expected"], 0, ("CO", "97", 15000))
    answered(house, sent["otherwise"], 0, ("CO", "29", 15000))
    answered(house, sent["paid"], 11000, ("CO", "45", 4000))
    return house, sent


def last(house: House, of: Card, page: int = 200) -> Replay:
    return list(replay(house.actor, of, NO_TABLES, page=page))[-1]


def test_each_claim_ends_in_one_way(past: tuple[House, dict[str, Sent]]) -> None:
    house, sent = past
    told = last(house, card())
    assert (told.seen, told.total, told.sendings, told.fired, told.not_judged) == (4, 4, 4, 4, 0)
    assert (told.held.count, told.held.cents) == (4, 60000)
    ends = {one: (end.count, end.cents, end.examples) for one, end in told.ends.items()}
    assert ends == {
        Outcome.PREVENTED: (1, 15000, [sent["expected"].claim.control]),
        Outcome.OTHERWISE: (1, 15000, [sent["otherwise"].claim.control]),
        Outcome.WRONGLY_HELD: (1, 11000, [sent["paid"].claim.control]),
        Outcome.UNDECIDED: (1, 15000, [sent["open"].claim.control]),
    }


def test_pages_give_the_same_and_can_be_left_after_any(past: tuple[House, dict[str, Sent]]) -> None:
    house, _ = past
    told = replay(house.actor, card(), NO_TABLES, page=1)
    assert (next(told).seen, next(told).seen) == (1, 2)
    assert last(house, card(), page=1).ends == last(house, card()).ends


def test_it_reads_and_writes_nothing(past: tuple[House, dict[str, Sent]]) -> None:
    house, _ = past
    before = standing(house)
    last(house, card())
    assert standing(house) == before


def test_a_card_that_only_warns_holds_nothing(past: tuple[House, dict[str, Sent]]) -> None:
    house, _ = past
    told = last(house, card(CARD.replace('"hold"', '"warn"')))
    assert (told.fired, told.held.count) == (4, 0)


def test_a_card_that_keeps_silent_has_no_ends(past: tuple[House, dict[str, Sent]]) -> None:
    house, _ = past
    told = last(house, card(CARD.replace("99213", "99215")))
    assert (told.sendings, told.fired) == (4, 0)


def test_a_card_in_shadow_is_judged_as_if_it_were_heard(past: tuple[House, dict[str, Sent]]) -> None:
    house, _ = past
    assert last(house, card(CARD.replace("since =", 'mode = "shadow"\nsince ='))).fired == 4


def test_who_may_not_see_remittances_sees_no_replay(past: tuple[House, dict[str, Sent]]) -> None:
    house, _ = past
    coder = Actor("coder", house.practice.id, frozenset({"coder"}))
    with pytest.raises(AccessDenied):
        next(replay(coder, card(), NO_TABLES))


def test_a_card_that_switches_a_rule_off_has_nothing_to_replay(past: tuple[House, dict[str, Sent]]) -> None:
    house, _ = past
    off = parse("t.toml", CARD + '[[card]]\nid = "o"\nexcepts = "wants-25"\noff = true\n'
                'since = 2020-01-01\nsource = "s"\n')[1]  # fmt: skip
    with pytest.raises(CardError, match="switches wants-25 off"):
        next(replay(house.actor, off, NO_TABLES))
