"""The server runs unprivileged whoever starts it: an ordinary user, a user without a name, root."""

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from almoner.store.server import embed
from almoner.store.server.embed_attach import KEEPER_LOG
from almoner.store.server.embed_binaries import bindirs
from tests.store.server.embedded import ROOT, Client, ask, is_gone

AS_ROOT = os.geteuid() == 0
NOBODY = 65534

# Runs its arguments where the kernel refuses user namespaces, as container engines do, by a seccomp filter.
FORBID = """
import ctypes, errno, os, platform, struct, sys
number = {"x86_64": 272, "aarch64": 97}[platform.machine()]  # unshare
refuse, allow = 0x00050000 | errno.EPERM, 0x7FFF0000
rules = [(0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, refuse), (0x06, 0, 0, allow)]
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *rule) for rule in rules))
program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(rules), ctypes.addressof(code)))
assert ctypes.CDLL(None).prctl(22, 2, program, 0, 0) == 0  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
os.execv(sys.argv[1], sys.argv[1:])
"""


def _others_may_read(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o005 == 0o005 for parent in [path, *path.parents])


BINDIR = next(bindirs())
PLACES = (ROOT / "almoner", BINDIR, Path(sys.prefix), Path(sys.executable).resolve())


def _serves(data: Path, owner: int, **options: Any) -> dict[str, Any]:
    one = Client(data, **options)
    try:
        answer = one.answer()
        assert "refused" not in answer, answer
        one.ask("leave")
        one.process.wait()
    finally:
        one.kill()
    assert is_gone(data)
    [cluster] = (data / "postgres").glob("[0-9]*")
    assert cluster.stat().st_uid == owner
    return answer


@pytest.fixture
def open_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that others may reach, which pytest's own are not."""
    folder = Path("/tmp") / f"almoner-test-{os.getpid()}-{tmp_path.name}"
    folder.mkdir(mode=0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(not AS_ROOT, reason="only root can become somebody else")
@pytest.mark.skipif(not all(map(_others_may_read, PLACES)), reason="others may not run this Python")
@pytest.mark.parametrize("uid", [NOBODY, 54321])
def test_an_ordinary_user_with_or_without_a_name(open_folder: Path, uid: int) -> None:
    os.chown(open_folder, uid, uid)
    open_folder.chmod(0o700)
    _serves(open_folder / "data", uid, user=uid, group=uid, extra_groups=[])


@pytest.mark.skipif(not AS_ROOT, reason="only root has files in another user's folder")
def test_roots_data_in_another_users_closed_folder(used_data: Path, open_folder: Path) -> None:
    shutil.copytree(used_data, open_folder / "data")
    os.chown(open_folder, NOBODY, NOBODY)
    open_folder.chmod(0o700)
    with embed.running_server(open_folder / "data") as server:
        assert ask(server, "SELECT 1") == 1
    assert is_gone(open_folder / "data")
    assert stat.S_IMODE(open_folder.stat().st_mode) == 0o700


@pytest.mark.skipif(not AS_ROOT, reason="others need no namespace")
@pytest.mark.skipif(
    not _others_may_read(BINDIR), reason="it would leave a copy of the programs on this machine"
)
def test_root_where_user_namespaces_are_forbidden(used_data: Path, open_folder: Path) -> None:
    forbid = open_folder / "forbid.py"
    forbid.write_text(FORBID)
    prefix = (sys.executable, str(forbid))
    data = open_folder / "closed" / "data"
    data.parent.mkdir(mode=0o700)
    _serves(data, NOBODY, prefix=prefix)
    assert "identity is dropped" in (data / "postgres" / KEEPER_LOG).read_text()
    _serves(data, NOBODY)  # and what was made so stays usable where they are allowed
    shutil.copytree(used_data, open_folder / "moved")
    _serves(open_folder / "moved", NOBODY, prefix=prefix)
