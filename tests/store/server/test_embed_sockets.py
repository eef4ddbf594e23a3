"""The socket lies in a folder that is ours alone, or nowhere."""

import os
import tempfile
from pathlib import Path

import pytest

from almoner.store.server import embed
from almoner.store.server.embed_identity import choose_identity
from almoner.store.server.embed_sockets import SocketFolderRefused, socket_folder
from tests.store.server.embedded import is_gone

AS_ROOT = os.geteuid() == 0
NOBODY = 65534


def test_a_socket_folder_that_is_not_ours_alone_is_refused(server_data: Path, tmp_path: Path) -> None:
    with embed.running_server(server_data) as server:
        folder = Path(server.host)
    assert embed.wait_until_stopped(server_data)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    folder.symlink_to(elsewhere)
    try:
        with pytest.raises(embed.ServerUnavailable, match="not a folder of this user alone: remove it"):
            embed.connect_server(server_data)
    finally:
        folder.unlink()
    assert not list(elsewhere.iterdir())
    assert is_gone(server_data)


@pytest.mark.skipif(not AS_ROOT, reason="only root can make another user's folder")
def test_another_users_socket_folder_is_refused(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="run") as short:  # a socket's address has room for little more
        environ = {"XDG_RUNTIME_DIR": short}
        folder = socket_folder(tmp_path, environ, choose_identity(None))
        assert folder.parent == Path(short)
        os.chown(folder, NOBODY, NOBODY)
        with pytest.raises(SocketFolderRefused):
            socket_folder(tmp_path, environ, choose_identity(None))


def test_the_socket_folder_where_the_runtime_folder_is_unusable(tmp_path: Path) -> None:
    for wanted in (tmp_path / "missing", tmp_path / ("x" * 90), Path("relative"), tmp_path / "with,comma"):
        if wanted.name != "missing" and wanted.is_absolute():
            wanted.mkdir()
        folder = socket_folder(tmp_path, {"XDG_RUNTIME_DIR": str(wanted)}, choose_identity(None))
        assert folder.parent == Path("/tmp")
        folder.rmdir()
