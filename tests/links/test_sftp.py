"""The SFTP mailbox passes the conformance kit against a real server, and trusts no stranger."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from almoner.links.clearinghouse import Clearinghouse, LinkDown, clearinghouse
from almoner.links.sftp import Server, SftpMailbox, server
from tests.links.conformance import *  # noqa: F403 - the kit's tests run here
from tests.links.sftp_server import Keys, Sftpd, account, known_hosts, make_keys, serving
from tests.mailboxes import make_mailbox


@dataclass
class SftpPost:
    link: Clearinghouse
    folder: Path


@dataclass
class Site:
    sftpd: Sftpd
    root: Path
    keys: Keys
    server: Server


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return make_keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def site(tmp_path: Path, keys: Keys) -> Iterator[Site]:
    make_mailbox(tmp_path / "box")
    with serving(tmp_path, keys) as sftpd:
        hosts = known_hosts(tmp_path, keys.host.with_suffix(".pub"), sftpd.port)
        yield Site(sftpd, tmp_path, keys, account(sftpd, keys, hosts))


@pytest.fixture
def post(site: Site) -> Iterator[SftpPost]:
    with SftpMailbox(site.server) as link:
        yield SftpPost(link, site.root / "box")


def test_calls_share_one_connection(site: Site) -> None:
    with SftpMailbox(site.server) as link:
        for number in range(3):
            link.send(f"a{number}.x12", b"x")
            link.names()
    assert site.sftpd.connections == 1


def test_a_line_that_was_cut_is_made_anew(site: Site) -> None:
    with SftpMailbox(site.server) as link:
        link.send("a.x12", b"one")
        site.sftpd.stop()
        with pytest.raises(LinkDown):
            link.names()
        site.sftpd.start()
        link.send("a.x12", b"one")
        assert link.names() == []
        site.sftpd.stop()
        site.sftpd.start()
        link.send("b.x12", b"two")
    assert (site.root / "box" / "to" / "b.x12").read_bytes() == b"two"


def test_a_server_with_another_host_key_is_not_spoken_to(site: Site, tmp_path: Path) -> None:
    stranger = known_hosts(tmp_path, site.keys.ours.with_suffix(".pub"), site.sftpd.port)
    with (
        SftpMailbox(replace(site.server, known_hosts=stranger)) as link,
        pytest.raises(LinkDown, match="host key"),
    ):
        link.send("a.x12", b"x")
    assert list((site.root / "box" / "to").iterdir()) == []


@pytest.mark.parametrize("content", [None, "", "no known hosts file\n"])
def test_without_known_hosts_nobody_is_trusted(site: Site, tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "empty"
    if content is not None:
        path.write_text(content)
    with SftpMailbox(replace(site.server, known_hosts=path)) as link, pytest.raises(LinkDown):
        link.names()
    assert site.sftpd.connections == 0 or content == ""


def test_a_key_that_the_server_does_not_know_is_refused(site: Site) -> None:
    wrong = replace(site.server, key=site.keys.host)
    with SftpMailbox(wrong) as link, pytest.raises(LinkDown, match="key"):
        link.names()


def test_a_key_that_is_none_says_so(site: Site, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("not a key")
    with SftpMailbox(replace(site.server, key=broken)) as link, pytest.raises(LinkDown, match="private key"):
        link.names()


def test_a_server_that_never_answers_is_given_up(tmp_path: Path, keys: Keys) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        hosts = known_hosts(tmp_path, keys.host.with_suffix(".pub"), port)
        address = Server("127.0.0.1", port, "practice", "/box", keys.ours, hosts, call_seconds=0.3)
        with SftpMailbox(address) as link, pytest.raises(LinkDown, match="in time"):
            link.names()


def test_a_mailbox_without_its_folders_is_down(site: Site) -> None:
    with SftpMailbox(replace(site.server, path="/elsewhere")) as link:
        with pytest.raises(LinkDown):
            link.names()
        with pytest.raises(LinkDown):
            link.fetch("a.x12")
        with pytest.raises(LinkDown):
            link.send("a.x12", b"x")


def test_a_closed_mailbox_says_so(site: Site) -> None:
    link = SftpMailbox(site.server)
    link.close()
    with pytest.raises(LinkDown, match="closed"):
        link.names()


def test_an_address_is_read(tmp_path: Path) -> None:
    made = server("sftp://our%40user@box.example:2222/in%20box/", key=tmp_path, known_hosts=tmp_path)
    assert (made.host, made.port, made.user, made.path) == ("box.example", 2222, "our@user", "/in box")
    assert server("sftp://u@box.example", key=tmp_path, known_hosts=tmp_path).port == 22


@pytest.mark.parametrize(
    "address",
    [
        "sftp://box.example/x",
        "sftp://u:secret@box.example/x",
        "ftp://u@box.example",
        "sftp://u@/x",
        "sftp://u@b:99999/",
        "sftp://u@[b/",
    ],
)
def test_a_wrong_address_is_refused_unrepeated(address: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mailbox address") as refused:
        clearinghouse(address, key=tmp_path, known_hosts=tmp_path)
    assert "secret" not in str(refused.value)


def test_an_sftp_address_needs_a_key_and_known_hosts(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="known hosts"):
        clearinghouse("sftp://u@box.example/x", key=tmp_path)
