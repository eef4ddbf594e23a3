"""A model server on the loopback that answers as a test tells it to, and keeps what it was asked."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class ModelServer:
    """What it answers next, and what it was asked."""

    def __init__(self) -> None:
        self.status, self.body, self.drip = 200, b"", 0.0
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.location = ""
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.url = ""

    def say(self, content: Any) -> None:
        """Answer with a chat completion of this text."""
        text = content if isinstance(content, str) else json.dumps(content)
        self.body = json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


@contextmanager
def serving() -> Iterator[ModelServer]:
    """Run a server until the block ends."""
    told = ModelServer()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.asked.append((self.path, dict(self.headers), body))
            self.send_response(told.status)
            if told.location:
                self.send_header("Location", told.location)
            self.send_header("Content-Length", str(len(told.body)))
            self.end_headers()
            try:
                self._send()
            except OSError:
                return  # the asker has gone

        def _send(self) -> None:
            told.may_answer.wait()
            if not told.drip:
                self.wfile.write(told.body)
                return
            for byte in told.body:
                self.wfile.write(bytes([byte]))
                time.sleep(told.drip)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    told.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
