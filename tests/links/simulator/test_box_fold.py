"""The box keeps nothing but the folder: new boxes say what kept ones say, and a kill at any write loses
nothing."""

import random
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from almoner.links.simulator import Box
from tests.links.simulator.claims import Asked, Bill, Service, ask_benefits, ask_status, put, send
from tests.links.simulator.reading import advices, folder, heard

START = date(2026, 3, 2)
CODES = ["99213", "99214", "99215", "93000", "36415", "20610", "97110", "99396", "J3301"]
MEMBERS = {
    "MCR01": ["1EG4TE5MK7%d", "1EG4TE5MKD9", "1EG4TE5MKT7", "1EG4TE5MKN4"],
    "MCD01": ["MD12345%d", "MD1234O6"],
    "CMA01": ["ABC12345%d", "ABC1234D9"],
    "CMB01": ["HMO12345%d", "HMO1234S8", "HMO1234Q3", "HMO1234V5"],
    "WCP01": ["WC12345%d"],
    "NOBODY": ["X%d"],
}


def some_bills(chance: random.Random, day: int, count: int) -> list[Bill]:
    """Claims as they come: new ones, and now and then a number that was used before."""
    bills = []
    for number in range(count):
        payer = chance.choice([*MEMBERS, "CMB01", "CMB01"])
        member = chance.choice(MEMBERS[payer])
        services = [
            Service(chance.choice(CODES), chance.randint(20, 400) * 100) for _ in range(chance.randint(1, 3))
        ]
        control = f"A{day:03d}{number:02d}" if chance.random() < 0.9 else f"A{max(day - 9, 0):03d}00"
        bill = Bill(control, payer, member % chance.randint(0, 4) if "%" in member else member, services)
        bill.on = START + timedelta(days=day - chance.randint(0, 3))
        bill.injury = "INJ1" if chance.random() < 0.8 else ""
        bills.append(bill)
    return bills


def practice_day(mailbox: Path, chance: random.Random, day: int) -> None:
    """What the practice puts into `to/` on a day; the same for the same chance."""
    on = START + timedelta(days=day)
    control = 10 * day + 1
    if chance.random() < 0.7:
        send(mailbox, some_bills(chance, day, chance.randint(1, 5)), on, control=control)
    if chance.random() < 0.2:
        send(
            mailbox,
            some_bills(chance, day, 1),
            on - timedelta(days=chance.randint(0, 3)),
            control=control + 1,
        )
    if chance.random() < 0.3:
        asked = Asked(chance.choice(["MCR01", "CMB01", "ZZZ"]), "1EG4TE5MK71")
        ask_benefits(mailbox, asked, on, control=control + 2)
    if chance.random() < 0.4:
        ask_status(mailbox, Asked("CMB01", "HMO1234S8", f"A{max(day - 9, 0):03d}00"), on, control=control + 3)
    if chance.random() < 0.2:
        put(mailbox, f"junk-{day}.x12", chance.choice([b"", b"hello", b"ISA*00*", b"\x00" * 300]))
    if chance.random() < 0.3:
        put(mailbox, f"deposit-{day}.csv", f"id,on,cents\nD{day},{on},{day * 100 + 50}\n".encode())
    if chance.random() < 0.15:
        until = on + timedelta(days=chance.randint(1, 4))
        line = f"{chance.choice(['*', 'MCR01', 'CMB01'])} {on} {until}\n"
        with (mailbox / "down").open("a") as file:
            file.write(line)
    elif chance.random() < 0.2:
        (mailbox / "down").unlink(missing_ok=True)


def live(mailbox: Path, seed: int, days: int, *, keeps: bool) -> list[str]:
    """A practice and its box day by day; the box is kept, or new for each step. Gives the names in order."""
    chance = random.Random(seed)
    box = Box(mailbox, seed=seed)
    names: list[str] = []
    for day in range(days):
        practice_day(mailbox, chance, day)
        if chance.random() < 0.3:
            continue
        for _ in range(chance.choice([1, 1, 2])):
            box = box if keeps else Box(mailbox, seed=seed)
            names += box.advance(START + timedelta(days=day))
            if chance.random() < 0.2:
                send(mailbox, some_bills(chance, day, 1), START + timedelta(days=day), control=10 * day + 5)
    return [*names, *(box if keeps else Box(mailbox, seed=seed)).advance(START + timedelta(days=days + 60))]


@pytest.mark.parametrize("seed", range(2))
def test_a_new_box_says_what_a_kept_one_says(tmp_path: Path, seed: int) -> None:
    kept = live(tmp_path / "kept", seed, 25, keeps=True)
    new = live(tmp_path / "new", seed, 25, keeps=False)
    assert kept == new
    assert folder(tmp_path / "kept") == folder(tmp_path / "new")
    assert advices(tmp_path / "kept")


@pytest.mark.parametrize("seed", range(2))
def test_every_claim_that_was_taken_in_is_answered_once_it_is_asked_for(tmp_path: Path, seed: int) -> None:
    live(tmp_path, seed, 40, keeps=True)
    taken = {one.icn: one for one in heard(tmp_path) if one.status.startswith("A2")}
    silent = [taken[icn] for icn in sorted(set(taken) - set(decided(tmp_path)))]
    assert all(one.payer == "CMB01" for one in silent)
    on = START + timedelta(days=100)
    for at, one in enumerate(silent):
        ask_status(tmp_path, Asked(one.payer, one.member, one.control), on, control=9000 + at)
    Box(tmp_path, seed=seed).advance(on + timedelta(days=10))
    assert sorted(decided(tmp_path)) == sorted(taken)


def decided(mailbox: Path) -> list[str]:
    """The payer's number of each first decision."""
    claims = [claim for one in advices(mailbox) for claim in one.claims]
    return [claim.icn for claim in claims if claim.status != "22" and not claim.original]


def kill_points(names: list[str]) -> Iterator[tuple[int, date]]:
    """After how many writes, and with what on the clock, the process may have been killed."""
    days = [date(int(name[:4]), int(name[4:6]), int(name[6:8])) for name in names]
    for count in range(len(names)):
        if count and days[count] != days[count - 1]:
            yield count, days[count - 1]
        yield count, days[count]


def test_a_kill_at_any_write_loses_nothing(tmp_path: Path) -> None:
    seed = 2
    whole = tmp_path / "whole"
    chance = random.Random(seed)
    for day in range(5):
        practice_day(whole, chance, day)
    box = Box(whole, seed=seed)
    first = box.advance(START + timedelta(days=4))
    for day in range(5, 7):
        practice_day(whole, chance, day)
    names = [*first, *box.advance(START + timedelta(days=60))]
    said = folder(whole)
    for count, clock in kill_points(names):
        if count < len(first):
            continue
        killed = tmp_path / f"killed-{count}-{clock}"
        shutil.copytree(whole, killed)
        for name in names[count:]:
            (killed / "from" / name).unlink()
        (killed / "clock").write_text(f"{max(clock, START + timedelta(days=4))}\n")
        (killed / "from" / ".20260302-BOX-999-1.x12.tmp").write_bytes(b"half of a fi")
        assert Box(killed, seed=seed).advance(START + timedelta(days=60)) == names[count:]
        (killed / "from" / ".20260302-BOX-999-1.x12.tmp").unlink()
        assert folder(killed) == said
        shutil.rmtree(killed)


def test_the_clock_never_goes_back(tmp_path: Path) -> None:
    send(tmp_path, some_bills(random.Random(1), 0, 3), START)
    box = Box(tmp_path)
    box.advance(START + timedelta(days=30))
    assert box.advance(START) == []
    assert box.on == START + timedelta(days=30)


def test_one_jump_and_many_steps_give_the_same(tmp_path: Path) -> None:
    for name in ("jump", "steps"):
        chance = random.Random(5)
        for day in range(8):
            practice_day(tmp_path / name, chance, day)
        for junk in (tmp_path / name / "to").glob("junk-*"):
            junk.unlink()  # what tells no day is received on the day of the call
    Box(tmp_path / "jump").advance(START + timedelta(days=60))
    box = Box(tmp_path / "steps")
    for day in range(61):
        box.advance(START + timedelta(days=day))
    assert folder(tmp_path / "jump") == folder(tmp_path / "steps")
