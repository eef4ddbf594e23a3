"""Whatever is done to a file, it is refused or laid on sound books: no other end, no cent from nowhere."""

import random
import re
from collections.abc import Callable
from datetime import date

import pytest

from almoner.core.remit import RemittanceState
from almoner.flow.exchange.receive import receive
from almoner.flow.refused import Refused
from almoner.flow.remit.post import post
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, faults, sent_claim
from tests.flow.files import Payment, acknowledging, mirrored, paying, receipt, receipts
from tests.practices import House, new_house

ON = date(2026, 3, 16)
ROUNDS = 30
ODD = ["", "0", "-1", "1", "9" * 20, "1E9", "\x01", "é", "A" * 300, "20260230", "22", "CO", "PR", "'", "1:2"]
Mutate = Callable[[random.Random, list[str]], list[str]]


def drop(chance: random.Random, rows: list[str]) -> list[str]:
    place = chance.randrange(len(rows))
    return rows[:place] + rows[place + 1 :]


def double(chance: random.Random, rows: list[str]) -> list[str]:
    place = chance.randrange(len(rows))
    return rows[: place + 1] + rows[place:]


def swap(chance: random.Random, rows: list[str]) -> list[str]:
    one, other = chance.randrange(len(rows)), chance.randrange(len(rows))
    rows = list(rows)
    rows[one], rows[other] = rows[other], rows[one]
    return rows


def change(chance: random.Random, rows: list[str]) -> list[str]:
    place = chance.randrange(len(rows))
    parts = rows[place].split("*")
    parts[chance.randrange(len(parts))] = chance.choice(ODD)
    return [*rows[:place], "*".join(parts), *rows[place + 1 :]]


def shorten(chance: random.Random, rows: list[str]) -> list[str]:
    place = chance.randrange(len(rows))
    parts = rows[place].split("*")
    return [*rows[:place], "*".join(parts[: chance.randrange(1, len(parts) + 1)]), *rows[place + 1 :]]


MUTATIONS: tuple[Mutate, ...] = (drop, double, swap, change, change, change, shorten)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The file with a few things changed inside its set, and its count made right, so that it is read."""
    rows = content.decode("latin-1").split("~")[:-1]
    head, body, tail = rows[:3], rows[3:-3], rows[-3:]
    for _ in range(chance.randint(1, 3)):
        body = chance.choice(MUTATIONS)(chance, body)
    tail[0] = re.sub(r"^SE\*\d+", f"SE*{len(body) + 2}", tail[0])
    return ("~".join([*head, *body, *tail]) + "~").encode("utf-8", "surrogateescape")


@pytest.fixture(scope="module")
def house(store: object) -> House:
    """One practice for all of it."""
    assert store
    return new_house()


def samples(house: House, trace: str) -> list[bytes]:
    """A file of each kind about one fresh claim."""
    sent = sent_claim(house, covered=(MEDICARE, ("CMA01", "CMA7788990")))
    decided = sent.paid(8000, ("CO", "45", 5000), ("PR", "1", 2000))
    changed = [decided, mirrored(decided), sent.paid(0, ("CO", "197", 15000))]
    with books(house.practice.id) as session:
        control = session.value(
            "SELECT control FROM interchange WHERE practice_id = %s AND id = %s",
            *(house.practice.id, sent.claim.interchange_id),
        )
    return [
        paying(house, Payment("MCR01", trace, [decided], levels=(("WO", "PCN1", 500),))),
        paying(house, Payment("MCR01", f"{trace}R", changed)),
        receipts(house, receipt(house, sent.claim, "A2:20")),
        acknowledging(house, control),
    ]


def end_of(house: House, content: bytes) -> str:
    """Take a file in and post what it holds; what became of it."""
    try:
        received = receive(house.actor, "meddled.x12", content, on=ON)
    except Refused:
        return "refused"
    states = [post(house.actor, each, on=ON).state for each in received.remittance_ids]
    return "posted" if RemittanceState.POSTED in states else "taken in"


@pytest.mark.parametrize("seed", range(3))
def test_a_file_that_was_meddled_with_is_refused_or_laid_soundly(house: House, seed: int) -> None:
    chance = random.Random(seed)
    ends = [
        end_of(house, mutated(chance.choice(samples(house, f"F{seed}N{number}")), chance))
        for number in range(ROUNDS)
    ]
    assert ends.count("posted") > 3
    assert faults(house, on=ON) == []


def test_bytes_that_were_meddled_with_are_refused_or_laid_soundly(house: House) -> None:
    chance = random.Random(99)
    ends = []
    for number in range(ROUNDS):
        content = bytearray(chance.choice(samples(house, f"B{number}")))
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        ends.append(end_of(house, bytes(content)))
    assert "refused" in ends
    assert faults(house, on=ON) == []
