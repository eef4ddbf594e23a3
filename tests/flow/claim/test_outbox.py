"""The outbox sends each file until the other side has it; one that is not taken keeps no other back."""

from datetime import date
from pathlib import Path

import pytest

from almoner.core.plan import Task, TaskState
from almoner.core.wire.interchange import Interchange, Transmission
from almoner.flow.claim.outbox import UNDELIVERED, deliver
from almoner.links.folder import FolderMailbox
from almoner.store.session import books
from tests.flow.cycle import sent_claim, standing
from tests.mailboxes import make_mailbox
from tests.practices import House, new_house

ON = date(2026, 3, 3)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own, with three files to send."""
    assert store
    made = new_house()
    for _ in range(3):
        sent_claim(made)
    return made


@pytest.fixture
def mailbox(tmp_path: Path) -> Path:
    make_mailbox(tmp_path)
    return tmp_path


def waiting(house: House) -> list[str]:
    """The names of the files that wait, in their order."""
    with books(house.practice.id) as session:
        sent = {one.interchange_id for one in session.find(Transmission)}
        return [one.name for one in session.find(Interchange, direction="out") if one.id not in sent]


def undelivered(house: House, state: TaskState = TaskState.OPEN) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, what=UNDELIVERED, state=state)


def test_what_waits_is_sent_once_byte_for_byte(house: House, mailbox: Path) -> None:
    names = waiting(house)
    done = deliver(house.actor, FolderMailbox(mailbox), on=ON)
    assert (done.sent, done.waiting, waiting(house)) == (3, 0, [])
    assert sorted(path.name for path in (mailbox / "to").iterdir()) == names
    with books(house.practice.id) as session:
        for file in session.find(Interchange, direction="out"):
            assert (mailbox / "to" / file.name).read_bytes() == session.content(file.id)
    before = standing(house)
    assert deliver(house.actor, FolderMailbox(mailbox), on=ON).sent == 0
    assert standing(house) == before


def test_a_mailbox_that_is_away_keeps_everything_waiting(house: House, mailbox: Path) -> None:
    (mailbox / "to").rename(mailbox / "away")
    before = standing(house)
    done = deliver(house.actor, FolderMailbox(mailbox), on=ON)
    assert (done.sent, done.waiting) == (0, 3)
    assert done.why
    assert standing(house) == before
    (mailbox / "away").rename(mailbox / "to")
    assert deliver(house.actor, FolderMailbox(mailbox), on=ON).sent == 3


def test_a_file_that_was_sent_before_a_crash_is_only_noted(house: House, mailbox: Path) -> None:
    with books(house.practice.id) as session:
        first = session.find(Interchange, direction="out")[0]
        (mailbox / "to" / first.name).write_bytes(session.content(first.id))
    assert deliver(house.actor, FolderMailbox(mailbox), on=ON).sent == 3


def test_a_file_that_is_not_taken_gets_an_owner_and_the_rest_goes_on(house: House, mailbox: Path) -> None:
    first = waiting(house)[0]
    (mailbox / "to" / first).write_bytes(b"somebody else's file of that name")
    done = deliver(house.actor, FolderMailbox(mailbox), on=ON)
    assert (done.sent, done.waiting, waiting(house)) == (2, 1, [first])
    (task,) = undelivered(house)
    assert task.owner
    assert "other bytes" in task.why
    deliver(house.actor, FolderMailbox(mailbox), on=ON)
    assert undelivered(house) == [task], "one task, however often it is tried"
    (mailbox / "to" / first).unlink()
    assert deliver(house.actor, FolderMailbox(mailbox), on=ON).sent == 1
    assert undelivered(house) == []
    assert [one.id for one in undelivered(house, TaskState.DONE)] == [task.id]
