"""The folder mailbox passes the conformance kit, and says so when its folder is gone."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from almoner.links.clearinghouse import Clearinghouse, LinkConflict, LinkDown, LinkMissing, clearinghouse
from almoner.links.folder import FolderMailbox
from tests.links.conformance import *  # noqa: F403 - the kit's tests run here
from tests.mailboxes import make_mailbox


@dataclass
class FolderPost:
    link: Clearinghouse
    folder: Path


@pytest.fixture
def post(tmp_path: Path) -> FolderPost:
    make_mailbox(tmp_path)
    return FolderPost(FolderMailbox(tmp_path), tmp_path)


def test_an_address_without_a_scheme_is_a_folder(tmp_path: Path) -> None:
    assert isinstance(clearinghouse(str(tmp_path)), FolderMailbox)


def test_a_folder_that_is_gone_is_a_link_that_is_down(tmp_path: Path) -> None:
    link = FolderMailbox(tmp_path / "not mounted")
    with pytest.raises(LinkDown):
        link.names()
    with pytest.raises(LinkDown):
        link.fetch("a.x12")
    with pytest.raises(LinkDown):
        link.send("a.x12", b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_in_the_mailbox_does_not_hang(post: FolderPost) -> None:
    os.mkfifo(post.folder / "from" / "a.x12")
    assert post.link.names() == []
    with pytest.raises(LinkMissing):
        post.link.fetch("a.x12")


def test_a_planted_link_is_not_written_through(post: FolderPost) -> None:
    outside = post.folder / "outside"
    outside.write_bytes(b"untouched")
    (post.folder / "to" / ".a.x12.tmp").symlink_to(outside)
    with pytest.raises(LinkDown):
        post.link.send("a.x12", b"x")
    assert outside.read_bytes() == b"untouched"


def test_two_senders_of_one_name_end_with_one_of_the_two(post: FolderPost) -> None:
    contents = [bytes([number]) * 50_000 for number in range(8)]

    def send(content: bytes) -> bool:
        try:
            FolderMailbox(post.folder).send("a.x12", content)
        except LinkConflict:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        won = list(threads.map(send, contents))
    assert won.count(True) == 1
    assert (post.folder / "to" / "a.x12").read_bytes() == contents[won.index(True)]
