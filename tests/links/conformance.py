"""What every clearinghouse link must do. The test module of one imports these tests and gives a `post`."""

from pathlib import Path
from typing import Protocol

import pytest

from almoner.links.clearinghouse import Clearinghouse, LinkConflict, LinkMissing, LinkRefused
from almoner.links.mailbox import MAX_BYTES


class Post(Protocol):
    """A link under test beside the folder that lies behind it."""

    link: Clearinghouse
    folder: Path


BAD_NAMES = [
    "",
    ".",
    "..",
    ".hidden",
    "a/b",
    "../a",
    "/a",
    "a\\b",
    "a\x00b",
    "a\nb",
    "C:a",
    "a.tmp",
    "a.part",
    "a~",
    "x" * 201,
]


def test_a_sent_file_stands_whole_under_its_name(post: Post) -> None:
    post.link.send("837P-000000012.x12", b"ISA\x00\xff~\r\n")
    assert (post.folder / "to" / "837P-000000012.x12").read_bytes() == b"ISA\x00\xff~\r\n"
    assert [path.name for path in (post.folder / "to").iterdir()] == ["837P-000000012.x12"]


def test_sending_the_same_again_does_nothing(post: Post) -> None:
    post.link.send("a.x12", b"one")
    before = (post.folder / "to" / "a.x12").stat()
    post.link.send("a.x12", b"one")
    after = (post.folder / "to" / "a.x12").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_other_bytes_of_one_name_are_refused(post: Post) -> None:
    post.link.send("a.x12", b"one")
    for other in (b"two", b"one more", b""):
        with pytest.raises(LinkConflict):
            post.link.send("a.x12", other)
    assert (post.folder / "to" / "a.x12").read_bytes() == b"one"


def test_a_half_written_file_of_a_killed_sender_is_no_obstacle(post: Post) -> None:
    (post.folder / "to" / ".a.x12.tmp").write_bytes(b"a longer half of another try")
    post.link.send("a.x12", b"one")
    assert (post.folder / "to" / "a.x12").read_bytes() == b"one"


def test_names_are_the_finished_regular_files_in_order(post: Post) -> None:
    waiting = post.folder / "from"
    for name in ("b.x12", "a.x12", "B and C.csv", ".hidden", "c.tmp", "c.part", "c.x12~"):
        (waiting / name).write_bytes(b"x")
    (waiting / "folder").mkdir()
    (waiting / "link.x12").symlink_to(waiting / "a.x12")
    assert post.link.names() == ["B and C.csv", "a.x12", "b.x12"]


def test_nothing_waiting_is_an_empty_list(post: Post) -> None:
    assert post.link.names() == []


def test_a_waiting_file_comes_byte_for_byte_and_stays(post: Post) -> None:
    content = bytes(range(256)) * 700
    (post.folder / "from" / "a.x12").write_bytes(content)
    assert post.link.fetch("a.x12") == content
    assert post.link.fetch("a.x12") == content
    assert post.link.names() == ["a.x12"]


def test_what_is_not_there_is_missing(post: Post) -> None:
    with pytest.raises(LinkMissing):
        post.link.fetch("a.x12")


def test_a_link_out_of_the_folder_is_not_followed(post: Post) -> None:
    (post.folder / "secret").write_bytes(b"not for the mailbox")
    (post.folder / "from" / "a.x12").symlink_to(post.folder / "secret")
    (post.folder / "from" / "folder").mkdir()
    for name in ("a.x12", "folder"):
        with pytest.raises(LinkMissing):
            post.link.fetch(name)


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_could_leave_the_folder_is_refused_unrepeated(post: Post, name: str) -> None:
    with pytest.raises(LinkRefused) as refused:
        post.link.fetch(name)
    with pytest.raises(LinkRefused):
        post.link.send(name, b"x")
    assert len(name) < 2 or name not in str(refused.value)
    assert list((post.folder / "to").iterdir()) == []


def test_a_file_beyond_the_bound_is_refused_unread(post: Post) -> None:
    with (post.folder / "from" / "huge.x12").open("wb") as file:
        file.truncate(MAX_BYTES + 1)  # a hole: it takes no room
    with pytest.raises(LinkRefused):
        post.link.fetch("huge.x12")
