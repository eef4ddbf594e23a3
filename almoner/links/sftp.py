"""A mailbox on an SFTP server, with the same two folders as one on this machine.

Promises that the server's host key is among the known ones before anything is said, that we sign in by key
alone, that a file appears under its name whole or not at all, and that every call ends within its time.
"""

import asyncio
import contextlib
import threading
import weakref
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar, cast
from urllib.parse import unquote, urlsplit

import asyncssh
from asyncssh import SFTPClient

from almoner.links.mailbox import (
    MAX_BYTES,
    LinkConflict,
    LinkDown,
    LinkMissing,
    check_count,
    check_name,
    check_size,
    is_finished,
)

T = TypeVar("T")

_NOT_A_FILE = "mailbox: what has this name is not a regular file"
_WORLD = (asyncssh.Error, asyncssh.KeyImportError, OSError, TimeoutError)
_ADDRESS = "mailbox address: write sftp://user@host:port/path"
_PORT = 22
_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (
        asyncssh.HostKeyNotVerifiable,
        "the server's host key is not a known one; ask its owner for the fingerprint",
    ),
    (asyncssh.PermissionDenied, "the server does not accept our key; give its owner the public half"),
    (asyncssh.KeyImportError, "our private key cannot be used; it must be OpenSSH's, without a passphrase"),
    (TimeoutError, "the server did not answer in time"),
)


@dataclass(frozen=True, slots=True)
class Server:
    """Where the mailbox is, who we are there, and what proves either side.

    `key` is our private key without a passphrase, `known_hosts` an OpenSSH file with the server's key.
    `call_seconds` bounds one call as a whole.
    """

    host: str
    port: int
    user: str
    path: str
    key: Path
    known_hosts: Path
    call_seconds: float = 120


def server(address: str, *, key: Path, known_hosts: Path) -> Server:
    """Read `sftp://user@host:port/path`. ValueError, without repeating it, where the address is no such
    thing.
    """
    try:
        parts = urlsplit(address)
        port = parts.port or _PORT
    except ValueError:
        raise ValueError(_ADDRESS) from None
    if parts.scheme != "sftp" or not parts.hostname or not parts.username or parts.query or parts.fragment:
        raise ValueError(_ADDRESS)
    if parts.password is not None:
        raise ValueError("mailbox address: it must not hold a password; we sign in by key")
    return Server(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username),
        path=unquote(parts.path).rstrip("/") or "/",
        key=key,
        known_hosts=known_hosts,
    )


class SftpMailbox:
    """A Clearinghouse over SFTP. One connection is kept between calls and made anew once when it was lost.

    Calls may come from any thread that runs no event loop; they take turns.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._turn = threading.Lock()
        self._line = _Line(server)
        self._finalizer = weakref.finalize(self, self._line.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up. Also happens by itself when the mailbox is no longer used."""
        with self._turn:
            self._finalizer()

    def send(self, name: str, content: bytes) -> None:
        """Put a file into `to/`. Sending the same again does nothing; other bytes raise LinkConflict."""
        check_name(name)
        check_size(len(content))
        self._call(lambda client: _send(client, f"{self._server.path}/to", name, content))

    def names(self) -> list[str]:
        """Return the names of the finished files in `from/`, in name order."""
        return self._call(lambda client: _names(client, f"{self._server.path}/from"))

    def fetch(self, name: str) -> bytes:
        """Return a file of `from/`, whole."""
        check_name(name)
        return self._call(lambda client: _content(client, f"{self._server.path}/from", name))

    def _call(self, act: Callable[[SFTPClient], Awaitable[T]]) -> T:
        with self._turn:
            return self._line.run(act)


class _Line:
    """The connection behind a mailbox, driven by an event loop of its own that runs only during a call."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._loop = asyncio.new_event_loop()
        self._connection: asyncssh.SSHClientConnection | None = None
        self._client: SFTPClient | None = None

    def run(self, act: Callable[[SFTPClient], Awaitable[T]]) -> T:
        """Do one thing on the server. Whatever the world does wrong, hang up and say LinkDown."""
        if self._loop.is_closed():
            raise LinkDown("mailbox: this link was closed; open it anew")
        try:
            return self._loop.run_until_complete(asyncio.wait_for(self._do(act), self._server.call_seconds))
        except _WORLD as error:
            self._loop.run_until_complete(self._drop())
            raise LinkDown(_in_words(error)) from None

    def close(self) -> None:
        """Hang up for good."""
        with contextlib.suppress(RuntimeError):  # the finalizer may come where another loop runs
            self._loop.run_until_complete(self._drop())
        self._loop.close()

    async def _do(self, act: Callable[[SFTPClient], Awaitable[T]]) -> T:
        if self._client is not None:
            try:
                return await act(self._client)
            except _WORLD:  # most likely the line went dead since the last call; every act may be done twice
                await self._drop()
        self._client = await self._connect()
        return await act(self._client)

    async def _connect(self) -> SFTPClient:
        self._connection = await asyncssh.connect(
            self._server.host,
            self._server.port,
            username=self._server.user,
            client_keys=[asyncssh.read_private_key(self._server.key)],
            known_hosts=_known_hosts(self._server.known_hosts),
            preferred_auth="publickey",
            agent_path=None,
            config=None,
            connect_timeout=min(30, self._server.call_seconds),
        )
        return await self._connection.start_sftp_client()

    async def _drop(self) -> None:
        connection, self._connection, self._client = self._connection, None, None
        if connection is not None:
            connection.abort()
            await connection.wait_closed()


def _known_hosts(path: Path) -> asyncssh.SSHKnownHosts:
    """Read the file here: given no file, the library would trust whom it finds in the home folder, or
    everybody.
    """
    try:
        return asyncssh.read_known_hosts(str(path))
    except ValueError:
        raise LinkDown(
            "mailbox: the file of known hosts is not in OpenSSH's form; make it with ssh-keyscan"
        ) from None


def _in_words(error: BaseException) -> str:
    for kind, words in _WORDS:
        if isinstance(error, kind):
            return f"mailbox: {words}"
    return f"mailbox: the server cannot be used now ({type(error).__name__})"


async def _names(client: SFTPClient, folder: str) -> list[str]:
    found: list[str] = []
    async for entry in client.scandir(folder.encode()):
        name = (
            entry.filename if isinstance(entry.filename, str) else entry.filename.decode("utf-8", "replace")
        )
        if is_finished(name) and entry.attrs.type == asyncssh.FILEXFER_TYPE_REGULAR:
            found.append(name)
            check_count(len(found))
    return sorted(found)


async def _content(client: SFTPClient, folder: str, name: str) -> bytes:
    try:
        status = await client.lstat(f"{folder}/{name}")
    except asyncssh.SFTPNoSuchFile:
        await client.stat(folder)  # where the folder itself is gone, the link is down
        raise LinkMissing("mailbox: no such file waits") from None
    if status.type != asyncssh.FILEXFER_TYPE_REGULAR:
        raise LinkMissing(_NOT_A_FILE)
    check_size(status.size or 0)
    async with client.open(f"{folder}/{name}", "rb") as file:
        content = cast(bytes, await file.read(MAX_BYTES + 1 if status.size is None else status.size + 1))
    check_size(len(content))
    return content


async def _send(client: SFTPClient, folder: str, name: str, content: bytes) -> None:
    target = f"{folder}/{name}"
    if await client.lexists(target):
        if await _content(client, folder, name) != content:
            raise LinkConflict("mailbox: a file of this name was sent with other bytes; give it a new number")
        return
    temporary = f"{folder}/.{name}.tmp"
    async with client.open(temporary, "wb") as file:
        await file.write(content)
        with contextlib.suppress(asyncssh.SFTPOpUnsupported):
            await file.fsync()
    try:
        await client.posix_rename(temporary, target)
    except asyncssh.SFTPOpUnsupported:
        await client.rename(temporary, target)
