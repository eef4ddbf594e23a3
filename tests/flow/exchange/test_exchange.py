"""An exchange takes each file of the mailbox in once, sets aside what it refuses, and is stopped by none."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from almoner.core.plan import Task, TaskState
from almoner.core.remit import Remittance
from almoner.core.wire.interchange import Interchange
from almoner.flow.exchange.exchange import exchange_files
from almoner.flow.exchange.receive import receive
from almoner.flow.remit.post import post, waiting
from almoner.flow.scrub import posting_rules
from almoner.links.folder import FolderMailbox
from almoner.links.mailbox import MAX_BYTES
from almoner.store.session import books
from tests.flow.cycle import Sent, faults, pay, sent_claim, standing, totals
from tests.flow.files import Payment, paying
from tests.mailboxes import make_mailbox
from tests.practices import House, new_house

ON = date(2026, 3, 16)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


@pytest.fixture
def mailbox(tmp_path: Path) -> Path:
    make_mailbox(tmp_path)
    return tmp_path


def exchange(house: House, mailbox: Path, *, on: date = ON) -> tuple[list[str], list[str]]:
    """Exchange files; the names taken in, and the names refused."""
    done = exchange_files(house.actor, FolderMailbox(mailbox), on=on)
    return [one.name for one in done.received], [name for name, _ in done.refused]


def kept(house: House) -> dict[str, list[str]]:
    """What became of each name of the mailbox, in the order of coming."""
    found: dict[str, list[str]] = {}
    with books(house.practice.id) as session:
        for file in session.find(Interchange, direction="in"):
            found.setdefault(file.name, []).append(file.about)
    return found


def work(house: House, what: str) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, what=what, state=TaskState.OPEN)


def payment(house: House, trace: str, sent: Sent | None = None) -> bytes:
    return paying(house, Payment("MCR01", trace, [(sent or sent_claim(house)).paid(15000)]))


def test_bad_files_are_set_aside_and_the_good_ones_come_in(house: House, mailbox: Path) -> None:
    good = payment(house, "T1")
    files = {
        "1-garbage.bin": bytes(range(256)) * 9,
        "2-cut.x12": good[: len(good) // 2],
        "3-good.x12": good,
        "4-empty.x12": b"",
        "5-again.x12": good,
        "6-other.x12": good.replace(house.practice.submitter_id.encode(), b"SOMEBODYELSE123"),
        "7-good.x12": payment(house, "T2"),
    }
    for name, content in files.items():
        (mailbox / "from" / name).write_bytes(content)
    taken, refused = exchange(house, mailbox)
    assert taken == ["3-good.x12", "5-again.x12", "7-good.x12"]
    assert refused == ["1-garbage.bin", "2-cut.x12", "4-empty.x12", "6-other.x12"]
    assert kept(house)["5-again.x12"] == ["repeated"]
    assert len(work(house, "refused_file")) == 4
    assert len(waiting(house.actor)) == 2
    before = standing(house)
    assert exchange(house, mailbox) == ([], [])
    assert standing(house) == before


def test_a_file_that_was_read_too_early_is_taken_in_when_it_is_whole(house: House, mailbox: Path) -> None:
    whole = payment(house, "T1")
    for size in (0, 200, len(whole) - 30):
        (mailbox / "from" / "era.x12").write_bytes(whole[:size])
        assert exchange(house, mailbox)[1] == ["era.x12"]
        assert exchange(house, mailbox)[1] == [], "the same part is not set aside twice"
    (mailbox / "from" / "era.x12").write_bytes(whole)
    assert exchange(house, mailbox, on=ON + timedelta(days=2))[0] == ["era.x12"]
    assert kept(house)["era.x12"] == ["refused"] * 3 + ["835"]
    assert work(house, "refused_file") == []


def test_a_refused_name_is_not_tried_for_ever(house: House, mailbox: Path) -> None:
    (mailbox / "from" / "era.x12").write_bytes(b"nothing of ours")
    exchange(house, mailbox)
    (mailbox / "from" / "era.x12").write_bytes(payment(house, "T1"))
    assert exchange(house, mailbox, on=ON + timedelta(days=30)) == ([], [])
    assert work(house, "refused_file")


def test_a_file_brought_by_hand_does_not_hide_the_mailboxs_of_that_name(house: House, mailbox: Path) -> None:
    receive(house.actor, "era.x12", payment(house, "T1"), on=ON)
    (mailbox / "from" / "era.x12").write_bytes(payment(house, "T2"))
    assert exchange(house, mailbox)[0] == ["era.x12"]
    with books(house.practice.id) as session:
        assert {one.trace for one in session.find(Remittance)} == {"T1", "T2"}


def test_a_file_beyond_every_size_gets_an_owner_once(house: House, mailbox: Path) -> None:
    with (mailbox / "from" / "huge.x12").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert exchange(house, mailbox)[1] == ["huge.x12"]
    assert exchange(house, mailbox)[1] == []
    assert len(work(house, "refused_file")) == 1
    assert faults(house, on=ON) == []


def test_a_mailbox_that_is_away_changes_nothing(house: House, mailbox: Path) -> None:
    (mailbox / "from").rename(mailbox / "away")
    before = standing(house)
    assert exchange(house, mailbox) == ([], [])
    assert standing(house) == before


class Odd(FolderMailbox):
    """A mailbox whose maker did not think of one file."""

    def fetch(self, name: str) -> bytes:
        if name.startswith("1-"):
            raise ZeroDivisionError
        return super().fetch(name)


def test_a_file_at_which_our_code_fails_keeps_no_other_out(house: House, mailbox: Path) -> None:
    for name in ("1-odd.x12", "2-good.x12"):
        (mailbox / "from" / name).write_bytes(payment(house, name[:1]))
    posting_rules.set_practice(house.actor, holds=False, posts_clean=True, on=ON, reason="decided")
    with pytest.raises(ZeroDivisionError):
        exchange_files(house.actor, Odd(mailbox), on=ON)
    assert (kept(house), totals(house)["cash"]) == ({"2-good.x12": ["835"]}, 15000)
    assert exchange(house, mailbox)[0] == ["1-odd.x12"], "it is tried again"


def test_what_came_by_hand_posts_unattended_while_the_mailbox_is_away(house: House, mailbox: Path) -> None:
    posting_rules.set_practice(house.actor, holds=False, posts_clean=True, on=ON, reason="decided")
    receive(house.actor, "era.x12", payment(house, "T1"), on=ON)
    (mailbox / "from").rename(mailbox / "away")
    exchange(house, mailbox)
    assert totals(house)["cash"] == 15000


def test_money_that_came_before_its_advice_finds_it(house: House, mailbox: Path) -> None:
    sent = sent_claim(house)
    rows = b"date,kind,trace,payer,cents\n2026-03-16,eft,T1,MCR01,15000\n2026-03-16,eft,T9,MCR01,700\n"
    (mailbox / "from" / "1-bank.csv").write_bytes(rows)
    exchange(house, mailbox)
    assert len(work(house, "bank_row")) == 2
    assert (totals(house)["bank"], totals(house)["suspense"]) == (15700, -15700)
    pay(house, Payment("MCR01", "T1", [sent.paid(15000)]), on=ON)
    assert totals(house).get("cash", 0) == 0, "posting explains the money"
    exchange(house, mailbox)
    assert (totals(house)["bank"], totals(house)["suspense"]) == (15700, -700)
    (left,) = work(house, "bank_row")
    assert left.cents == 700
    before = standing(house)
    exchange(house, mailbox)
    assert standing(house) == before, "a row that still fits nothing is asked about once"
    assert faults(house, on=ON) == []


def test_posting_twice_from_two_names_moves_money_once(house: House, mailbox: Path) -> None:
    content = payment(house, "T1")
    reworded = content.replace(b"*1200*^", b"*1201*^")
    assert reworded != content
    (mailbox / "from" / "1-era.x12").write_bytes(content)
    (mailbox / "from" / "2-era.x12").write_bytes(reworded)
    assert exchange(house, mailbox)[0] == ["1-era.x12", "2-era.x12"]
    for one in waiting(house.actor):
        post(house.actor, one.id, on=ON)
    assert totals(house)["cash"] == 15000
    assert faults(house, on=ON) == []


def test_what_is_certain_posts_with_the_exchange_where_the_practice_wants_it(
    house: House, mailbox: Path
) -> None:
    clean, other = sent_claim(house), sent_claim(house)
    odd = replace(other.paid(1000, ("CO", "45", 14000)), control="A00000STRANGE", payer_control="PCN9")
    (mailbox / "from" / "1-clean.x12").write_bytes(payment(house, "T1", clean))
    exchange(house, mailbox)
    assert (len(waiting(house.actor)), totals(house).get("cash", 0)) == (1, 0), "the default asks"
    posting_rules.set_practice(house.actor, holds=False, posts_clean=True, on=ON, reason="decided")
    (mailbox / "from" / "2-odd.x12").write_bytes(paying(house, Payment("MCR01", "T2", [odd])))
    (mailbox / "from" / "3-bank.csv").write_bytes(
        b"date,kind,trace,payer,cents\n2026-03-16,eft,T1,MCR01,15000\n2026-03-16,eft,T2,MCR01,1000\n"
    )
    exchange(house, mailbox)
    assert [one.trace for one in waiting(house.actor)] == ["T2"], "what is in doubt waits for a person"
    assert (totals(house)["bank"], totals(house)["suspense"]) == (16000, -1000)
    before = standing(house)
    exchange(house, mailbox)
    assert standing(house) == before
    assert faults(house, on=ON) == []
