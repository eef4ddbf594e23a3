"""What holds for every remittance, over random ones: a seeded walk, hypothesis, and damaged bytes."""

from collections import Counter
from contextlib import suppress
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.cli.era import answer_of, reasons
from almoner.cli.given import Unusable
from tests.cli.era_cases import cash_of, interchanges, moves_of, netted, read_cents
from tests.cli.era_random import REFUSALS, decided, payment

Plan = dict[str, list[dict[str, Any]]]
NEVER = {"revenue", "denial_write_off", "bad_debt", "charity", "small_balance", "collections", "unapplied"}
TABLE = reasons()


def planned(data: bytes) -> Plan:
    return answer_of(data, TABLE).as_json()


def written(random: Random, *, checks: int = 2) -> str:
    """Some checks of one file."""
    return "\n".join(f"@set trace=T{number}\n{payment(random, number)}" for number in range(checks))


def holds(data: bytes) -> Plan:
    """Plan a file and see what must be true of every plan."""
    found = planned(data)
    rows = [segment.split("*") for segment in data.decode().split("~")]
    checks = sum(read_cents(row[2]) for row in rows if row[0] == "BPR")
    sides: Counter[str] = Counter()
    for each in found["postings"]:
        assert each["cents"] > 0
        assert each["debit_id"] != each["credit_id"]
        assert each["debit"] not in NEVER
        assert each["credit"] not in NEVER
        sides[each["debit"]] += each["cents"]
        sides[each["credit"]] -= each["cents"]
    assert sides["cash"] == checks == cash_of(found)
    assert -sides["suspense"] == sum(each["cents"] for each in found["suspense"])
    assert sum(sides.values()) == 0
    assert all(each["why"] for each in (*found["suspense"], *found["tasks"]))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_every_cent_of_a_random_file_is_posted_or_held(seed: int) -> None:
    data = interchanges(written(Random(seed)))
    assert planned(data) == holds(data)


@settings(max_examples=80, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 3))
def test_every_cent_of_any_file_is_posted_or_held(random: Random, checks: int) -> None:
    holds(interchanges(written(random, checks=checks)))


@pytest.mark.parametrize("seed", range(40))
def test_any_order_of_claims_and_chains_comes_to_the_same(seed: int) -> None:
    told = payment(Random(seed), 1)
    pairs = [line for line in told.splitlines() if line.startswith("PLB")]
    claims = [line for line in told.splitlines() if not line.startswith("PLB")]
    first = holds(interchanges("\n".join([*claims, *pairs])))
    Random(seed).shuffle(claims)
    second = holds(interchanges("\n".join([*claims, *pairs])))
    assert netted(moves_of(second["postings"])) == netted(moves_of(first["postings"]))


@pytest.mark.parametrize("seed", range(60))
def test_a_refused_line_is_never_written_off(seed: int) -> None:
    claim = decided(Random(seed), "A1", "P1")
    found = holds(interchanges(claim.told()))
    written_off = {each["line"] for each in found["postings"] if each["debit"] == "contractual"}
    for service in claim.services:
        refusing = [carc for _, carc, cents in service.reasons if carc in REFUSALS and cents > 0]
        assert not refusing or service.control not in written_off
    if claim.status in ("4", "23", "25", "7") or claim.off:
        assert not written_off


@pytest.mark.parametrize("seed", range(60))
def test_what_a_line_charges_is_paid_shared_given_up_or_still_owed(seed: int) -> None:
    claim = decided(Random(seed), "A1", "P1")
    found = holds(interchanges(claim.told()))
    if claim.status in ("23", "25", "7") or claim.off:
        assert not [each for each in found["postings"] if each["reason"] != "suspended_cash"]
        return
    for service in claim.services:
        own = [each for each in found["postings"] if each["line"] == service.control]
        left = service.charge - sum(each["cents"] * _way(each) for each in own)
        moved = {(each["group"], each["carc"]) for each in own}
        stays = [cents for group, carc, cents in service.reasons if (group, carc) not in moved]
        assert left == sum(stays)


def _way(posting: dict[str, Any]) -> int:
    """1 where a posting takes from the first payer's receivable, -1 where it adds to it, else 0."""
    return int(posting["credit_id"] == "payer_ar:1") - int(posting["debit_id"] == "payer_ar:1")


@pytest.mark.parametrize("seed", range(80))
def test_damaged_bytes_are_planned_or_unusable(seed: int) -> None:
    random = Random(seed)
    data = bytearray(interchanges(written(random)))
    for _ in range(random.randint(1, 6)):
        place = random.randrange(len(data))
        choice = random.randrange(3)
        if choice == 0:
            data[place] = random.randrange(256)
        elif choice == 1:
            del data[place : place + random.randint(1, 40)]
        else:
            data[place:place] = data[place : place + random.randint(1, 60)]
    with suppress(Unusable):
        found = planned(bytes(data))
        assert all(each["cents"] > 0 for each in found["postings"])
        assert not [each for each in found["postings"] if {each["debit"], each["credit"]} & NEVER]
