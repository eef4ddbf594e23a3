"""Each file of claims stands with its answers; a silent one is work, and what came back is explained."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from almoner.core.plan import Task, TaskState
from almoner.core.wire.interchange import Interchange
from almoner.flow.claim.outbox import deliver
from almoner.flow.follow.follow import watch
from almoner.links.folder import FolderMailbox
from almoner.store.lists.lists_batches import BatchRow
from almoner.store.session import books
from tests.flow.cycle import faults, sent_claim, take_in
from tests.flow.files import receipt, receipts
from tests.mailboxes import make_mailbox
from tests.practices import DAY, House, new_house
from tests.web.test_balances import set_day

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

LATER = DAY + timedelta(days=2)


def test_each_answer_is_told_once_with_how_often_it_came() -> None:
    told = ("999 A", "277CA A", "277CA A", "277CA P", "277CA A")
    file = BatchRow(1, "837P-1.x12", "1", DAY, DAY, 3, 100, told, DAY)
    assert file.told == [("999 A", 1), ("277CA A", 3), ("277CA P", 1)]


@pytest.fixture
def practice(store: object) -> House:
    """A practice two days after its file was sent."""
    assert store
    made = new_house()
    set_day(made, LATER)
    return made


def file_of(house: House) -> Interchange:
    with books(house.practice.id) as session:
        (found,) = session.find(Interchange, direction="out", about="837P")
    return found


def work(house: House, state: TaskState = TaskState.OPEN) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, what="unacknowledged_file", state=state)


def test_a_silent_file_is_work_until_its_answer_comes(
    practice: House, tmp_path: Path, sign_in: "SignIn"
) -> None:
    sent = sent_claim(practice)
    file = file_of(practice)
    assert (file.claims, file.cents) == (1, sent.claim.total_cents)
    client = sign_in("biller", practice_id=practice.practice.id)
    assert "Waits here" in client.get("/send/batches").content.decode()
    make_mailbox(tmp_path)
    deliver(practice.actor, FolderMailbox(tmp_path), on=DAY)
    watch(practice.actor, on=DAY + timedelta(days=1))
    assert work(practice) == []
    watch(practice.actor, on=LATER)
    (task,) = work(practice)
    assert (task.subject_id, task.owner, task.cents) == (file.id, "biller", sent.claim.total_cents)
    assert f'href="/send/batches/{file.id}"' in client.get("/work").content.decode()
    page = client.get(f"/send/batches/{file.id}").content.decode()
    assert "Nobody has answered for 2 days" in page
    assert sent.claim.control in page
    content = receipts(practice, receipt(practice, sent.claim, "A3:21"))
    content = content.replace(b"~TRN*2*1~", f"~TRN*2*{file.control}0001~".encode())
    take_in(practice, content, on=LATER)
    watch(practice.actor, on=LATER)
    assert work(practice) == []
    assert [one.id for one in work(practice, TaskState.DONE)] == [task.id]
    page = client.get(f"/send/batches/{file.id}").content.decode()
    assert "A3:21:PR" in page
    assert "information is missing or wrong" in page
    assert f'href="/send/holds/{sent.claim.id}"' in page
    assert "277CA R" in client.get("/send/batches").content.decode()
    assert faults(practice, on=LATER) == []


def test_the_file_is_taken_away_byte_for_byte_by_who_sends(practice: House, sign_in: "SignIn") -> None:
    sent_claim(practice)
    file = file_of(practice)
    address = f"/send/batches/{file.id}/file"
    answer = sign_in("biller", practice_id=practice.practice.id).get(address)
    with books(practice.practice.id) as session:
        assert answer.content == session.content(file.id)
    assert answer["Content-Disposition"] == f'attachment; filename="{file.name}"'
    assert sign_in("manager", practice_id=practice.practice.id).get(address).status_code == 403


def test_only_files_of_claims_are_batches(practice: House, sign_in: "SignIn") -> None:
    sent = sent_claim(practice)
    take_in(practice, receipts(practice, receipt(practice, sent.claim, "A2:20")), on=LATER)
    with books(practice.practice.id) as session:
        answer = next(one for one in session.find(Interchange) if one.direction == "in")
    client = sign_in("biller", practice_id=practice.practice.id)
    assert client.get(f"/send/batches/{answer.id}").status_code == 404
    assert answer.name not in client.get("/send/batches").content.decode()
