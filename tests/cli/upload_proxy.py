"""What stands between programs and a server, and holds uploads up, or lets them through only in part."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_THROUGH = 20_000  # bytes of an upload, where it is to be cut


class UploadProxy:
    """Passes everything on, but `first` is called when an upload begins, and with `then` only a part of it gets through
    and `then` is called with the program's connection before both are closed.
    """

    def __init__(self, port: int, first: Callable[[], object], then: Callable[[socket.socket], object] | None) -> None:
        self._to, self._first, self._then = port, first, then
        self._listening = socket.create_server(("127.0.0.1", 0))

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def serve(self) -> None:
        """Takes connections until it is closed."""
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                threading.Thread(target=self._relay, args=(client,), daemon=True).start()

    def close(self) -> None:
        """Takes no more."""
        self._listening.close()

    def _relay(self, client: socket.socket) -> None:
        with client, socket.create_connection(("127.0.0.1", self._to)) as server:
            threading.Thread(target=_pass_on, args=(server, client), daemon=True).start()
            with suppress(OSError):
                self._upload(client, server)
            # Closing alone would tell the server nothing, while the other thread waits for what it says.
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)

    def _upload(self, client: socket.socket, server: socket.socket) -> None:
        sent, uploads = 0, False
        while piece := client.recv(4096):
            if piece.startswith(b"PUT /"):
                uploads = True
                self._first()
            server.sendall(piece)
            sent += len(piece) if uploads else 0
            if self._then is not None and sent > _THROUGH:
                self._then(client)
                return


def until_closed(connection: socket.socket) -> None:
    """Returns once the program has gone; what it still sends goes nowhere."""
    while connection.recv(4096):
        pass


def at_once(connection: socket.socket) -> None:
    """Returns."""


@contextmanager
def upload_proxy(
    port: int, first: Callable[[], object] = lambda: None, then: Callable[[socket.socket], object] | None = None
) -> Iterator[UploadProxy]:
    """Such a proxy before the server at that port of loopback."""
    proxy = UploadProxy(port, first, then)
    threading.Thread(target=proxy.serve, daemon=True).start()
    try:
        yield proxy
    finally:
        proxy.close()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while piece := one.recv(65536):
            other.sendall(piece)
