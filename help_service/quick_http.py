"""Context answers straight from the connection: before any application is asked.

uvicorn reads the request; where the answer lies ready it is written at once, and whatever else is
asked goes on to the application as always.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from help_service.answers import Answer
from help_service.serve import CONTEXT_PATH, chosen
from help_service.service import HelpService

_ASKED = CONTEXT_PATH.encode() + b"?"
_GOES_ON = frozenset((b"content-length", b"transfer-encoding", b"upgrade", b"expect"))
"""Headers of requests that are more than a question."""


class QuickHelp(HttpToolsProtocol):
    """One connection to the help; `quick_help` gives it the service.

    What uvicorn leaves open is closed here: a client that sends its request slowly, or a head
    without end, or nothing at all, does not hold its connection for ever.
    """

    service: ClassVar[HelpService]
    patience: ClassVar[float] = 15.0
    """Seconds that a client may take over a request, or stay silent between two."""
    longest_head: ClassVar[int] = 64 * 1024
    """Bytes of a request head; no browser sends as much."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._in_head, self._head_bytes, self._answered = True, 0, False
        self._waits_since: float | None = self.loop.time()
        self._look = self.loop.call_later(self.patience, self._close_the_silent)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._look.cancel()
        super().connection_lost(exc)

    def _close_the_silent(self) -> None:
        """Close if the client has kept us waiting; one timer for each connection, not request."""
        waited = 0.0 if self._waits_since is None else self.loop.time() - self._waits_since
        if waited >= self.patience:
            self.transport.close()
        else:
            self._look = self.loop.call_later(self.patience - waited, self._close_the_silent)

    # Reading ---------------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        """Read on; refuse a head without end."""
        super().data_received(data)
        if self._in_head:
            self._head_bytes += len(data)
            if self._head_bytes > self.longest_head and not self.transport.is_closing():
                self.send_400_response("The request head is too long.")

    def on_message_begin(self) -> None:
        """A request begins, and is waited for."""
        super().on_message_begin()
        self._in_head, self._head_bytes = True, 0
        self._waits_since = self.loop.time()

    def on_headers_complete(self) -> None:
        """Write the answer if it lies ready; else let the application have the request."""
        self._in_head = False
        headers = dict(self.headers)
        answer = self._ready() if self._is_plain(headers) else None
        if answer is None:
            super().on_headers_complete()
        else:
            self._write(answer, headers)
            self._answered = True

    def on_message_complete(self) -> None:
        """The request is read whole."""
        if not self._answered:
            super().on_message_complete()
        self._answered = False
        self._waits_since = self.loop.time() if self._is_idle() else None

    def on_response_complete(self) -> None:
        """The application has answered; the next request is waited for."""
        super().on_response_complete()
        if self._is_idle():
            self._waits_since = self.loop.time()

    # Answering -------------------------------------------------------------------------------

    def _ready(self) -> Answer | None:
        """Return the answer to a question about a context that is known."""
        if not self.url.startswith(_ASKED):
            return None
        return self.service.snapshot.answers.get(self.url[len(_ASKED) :].decode("latin-1"))

    def _is_plain(self, headers: Mapping[bytes, bytes]) -> bool:
        """Whether this is a lone GET on a connection that stays open and takes what is sent."""
        return (
            self.parser.get_method() == b"GET"
            and self.parser.should_keep_alive()
            and self._is_idle()
            and not self.flow.write_paused
            and _GOES_ON.isdisjoint(headers)
        )

    def _is_idle(self) -> bool:
        """Whether the application has no request of this connection."""
        return self.cycle is None or self.cycle.response_complete

    def _write(self, answer: Answer, headers: Mapping[bytes, bytes]) -> None:
        held, taken = headers.get(b"if-none-match", b""), headers.get(b"accept-encoding", b"")
        reply = chosen(answer, held.decode("latin-1"), taken.decode("latin-1"))
        dated = [b"%b: %b\r\n" % each for each in self.server_state.default_headers]
        self.transport.write(b"".join((STATUS_LINE[reply.status], *dated, reply.head, reply.body)))
        self.server_state.total_requests += 1


def quick_help(service: HelpService, patience: float = QuickHelp.patience) -> type[QuickHelp]:
    """Return the protocol that answers from this service.

    Args:
        service: what answers.
        patience: seconds that a client may take over a request.
    """
    return type("QuickHelpHere", (QuickHelp,), {"service": service, "patience": patience})
