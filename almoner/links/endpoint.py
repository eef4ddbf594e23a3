"""An HTTP endpoint of a model server, and one bounded question to it.

Promises that nothing goes elsewhere than to the address that was set: no proxy of the environment, no
redirect; only HTTPS leaves the machine, and only where somebody confirmed an agreement with the receiver. An
answer takes no longer than its time and is no larger than its limit. Messages repeat nothing that was sent or
received.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from almoner.links.mailbox import LinkDown, LinkRefused

MAX_REPLY_BYTES = 2_000_000
_LONGEST_SECONDS = 600.0
_PIECE = 65_536


class ModelUnusable(ValueError):
    """An answer came, and it can't be used; the message says in what, and repeats nothing of it."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers. `agreement` names who confirmed a business associate agreement and when; it may
    be empty for an address of this machine only. `key` is sent as bearer token.
    """

    url: str
    model: str
    seconds: float
    key: str = ""
    agreement: str = ""

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query:
            raise LinkRefused("model endpoint: an http or https address without a user or question mark")
        if not self.model or not self.model.isprintable():
            raise LinkRefused("model endpoint: the model's name is missing")
        if not 0 < self.seconds <= _LONGEST_SECONDS:
            raise LinkRefused(f"model endpoint: seconds, more than 0 and at most {_LONGEST_SECONDS:.0f}")
        if not self.is_local and parts.scheme != "https":
            raise LinkRefused("model endpoint: only https leaves this machine")
        if not self.is_local and not self.agreement.strip():
            raise LinkRefused(
                "model endpoint: confirm the business associate agreement before anything leaves this machine"
            )

    @property
    def is_local(self) -> bool:
        """The address is this machine's own, by number or as `localhost`."""
        host = urlsplit(self.url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    @property
    def name(self) -> str:
        """What a screen shows of it: the host and the model."""
        return f"{urlsplit(self.url).netloc} ({self.model})"


def post(endpoint: Endpoint, path: str, body: bytes, kind: str) -> bytes:
    """Send a body to a path below the endpoint and return the answer's.

    LinkDown: nobody answered in time, or with an error of the server; asking again is safe. LinkRefused: the
    server refuses the request. ModelUnusable: the answer is too large or leads elsewhere.
    """
    connection = _connection(endpoint)
    is_late = threading.Event()
    timer = None
    try:
        connection.connect()
        timer = threading.Timer(endpoint.seconds, _shut, (connection.sock, is_late))
        timer.daemon = True
        timer.start()
        found = _ask(connection, _path(endpoint, path), body, _headers(endpoint, kind))
    except (OSError, http.client.HTTPException) as error:
        if isinstance(error, TimeoutError):
            is_late.set()
        raise _down(is_late) from None
    finally:
        if timer is not None:
            timer.cancel()
        connection.close()
    if is_late.is_set():
        raise _down(is_late)
    return found


def _down(is_late: threading.Event) -> LinkDown:
    why = "no answer in time" if is_late.is_set() else "it cannot be reached"
    return LinkDown(f"model endpoint: {why}")


def _connection(endpoint: Endpoint) -> http.client.HTTPConnection:
    parts = urlsplit(endpoint.url)
    assert parts.hostname, "an endpoint has a host"
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=endpoint.seconds, context=context
        )
    return http.client.HTTPConnection(parts.hostname, parts.port, timeout=endpoint.seconds)


def _path(endpoint: Endpoint, path: str) -> str:
    return f"{urlsplit(endpoint.url).path.rstrip('/')}/{path}"


def _headers(endpoint: Endpoint, kind: str) -> dict[str, str]:
    headers = {"Content-Type": kind, "Accept": "application/json", "User-Agent": "almoner"}
    return {**headers, "Authorization": f"Bearer {endpoint.key}"} if endpoint.key else headers


def _ask(connection: http.client.HTTPConnection, path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    connection.request("POST", path, body, dict(headers))
    answer = connection.getresponse()
    if answer.status >= 500 or answer.status in {408, 429}:
        raise LinkDown(f"model endpoint: it answers {answer.status}")
    if answer.status >= 400:
        raise LinkRefused(f"model endpoint: it refuses the request with {answer.status}")
    if answer.status != 200:
        raise ModelUnusable(f"model endpoint: it answers {answer.status} and leads elsewhere")
    return _bounded(answer.read1)


def _bounded(read: Callable[[int], bytes]) -> bytes:
    found = bytearray()
    while piece := read(_PIECE):
        found += piece
        if len(found) > MAX_REPLY_BYTES:
            raise ModelUnusable(f"model endpoint: the answer is larger than {MAX_REPLY_BYTES} bytes")
    return bytes(found)


def _shut(connected: socket.socket, is_late: threading.Event) -> None:
    """End a connection while another thread reads from it."""
    is_late.set()
    try:
        connected.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has ended by itself
