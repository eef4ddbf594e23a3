"""A real SFTP server on the loopback over one folder, for the tests of the link."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncssh

from almoner.links.sftp import Server


@dataclass
class Keys:
    """Paths of two key pairs: the server's and ours."""

    host: Path
    ours: Path


def make_keys(folder: Path) -> Keys:
    for name in ("host", "ours"):
        key = asyncssh.generate_private_key("ssh-ed25519")
        key.write_private_key(folder / name)
        key.write_public_key(folder / f"{name}.pub")
    return Keys(folder / "host", folder / "ours")


class Sftpd:
    """A server that can be stopped and started again at its port."""

    def __init__(self, root: Path, keys: Keys) -> None:
        self._root = root
        self._keys = keys
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._acceptor: asyncssh.SSHAcceptor | None = None
        self.port = 0
        self.connections = 0
        self.start()

    def start(self) -> None:
        self._do(self._start())

    def stop(self) -> None:
        """Hang up on everybody and listen no more."""
        self._do(self._stop())

    def end(self) -> None:
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: "asyncio.Future[None] | object") -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)  # type: ignore[arg-type]

    async def _start(self) -> None:
        self._open: set[asyncssh.SSHServerConnection] = set()
        self._acceptor = await asyncssh.listen(
            "127.0.0.1",
            self.port,
            server_host_keys=[str(self._keys.host)],
            authorized_client_keys=f"{self._keys.ours}.pub",
            sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=bytes(self._root)),
            acceptor=self._count,
        )
        self.port = self._acceptor.get_port()

    def _count(self, connection: asyncssh.SSHServerConnection) -> None:
        self.connections += 1
        self._open.add(connection)

    async def _stop(self) -> None:
        assert self._acceptor is not None
        self._acceptor.close()
        await self._acceptor.wait_closed()
        for connection in self._open:
            connection.abort()
            await connection.wait_closed()


@contextmanager
def serving(root: Path, keys: Keys) -> Iterator[Sftpd]:
    sftpd = Sftpd(root, keys)
    try:
        yield sftpd
    finally:
        sftpd.end()


def known_hosts(folder: Path, public: Path, port: int) -> Path:
    path = folder / "known_hosts"
    path.write_text(f"[127.0.0.1]:{port} {public.read_text()}")
    return path


def account(sftpd: Sftpd, keys: Keys, hosts: Path) -> Server:
    return Server(
        host="127.0.0.1",
        port=sftpd.port,
        user="practice",
        path="/box",
        key=keys.ours,
        known_hosts=hosts,
        call_seconds=10,
    )
