"""Help alone, asked over a bare connection: as browsers ask, and as nobody should."""

import json
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Thread
from time import sleep

import pytest
from flask import Flask
from werkzeug.test import Client

from help_service.app import help_blueprint
from help_service.quick_http import QuickHelp
from help_service.serve import FastHelp
from help_service.service import HelpService
from ledstang.commands.help_serving import help_server

CONTEXT = "/help/api/v1/context?steg=kvittera&roll=kommun"
SEARCH = "/help/api/v1/search?q=kvittera"
Connecting = Callable[[], AbstractContextManager[socket.socket]]


@pytest.fixture
def help_app(service: HelpService) -> FastHelp:
    app = Flask("test")
    app.register_blueprint(help_blueprint(service))
    return FastHelp(service, app)


@contextmanager
def running(help_app: FastHelp, patience: float) -> Iterator[Connecting]:
    """Run the real server in a thread; yield what opens a connection to it."""
    server = help_server(help_app, 0, patience)
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        sleep(0.01)
    address = server.servers[0].sockets[0].getsockname()
    yield lambda: socket.create_connection(address, timeout=20)
    server.should_exit = True
    thread.join()


@pytest.fixture
def connect(help_app: FastHelp) -> Iterator[Connecting]:
    with running(help_app, 15) as connecting:
        yield connecting


def request(path: str, *headers: str, method: str = "GET", body: str = "") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *headers, "", body]
    return "\r\n".join(lines).encode()


def received(connection: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """Read one answer from an open connection: its status, its headers and its body."""
    stream = connection.makefile("rb")
    status = int(stream.readline().split()[1])
    headers = dict(_headers(iter(stream.readline, b"\r\n")))
    body = stream.read(int(headers.get("content-length", 0)))
    stream.detach()
    return status, headers, body


def _headers(lines: Iterator[bytes]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, _, value = line.decode("latin-1").partition(":")
        yield name.lower(), value.strip()


def asked(connect: Connecting, text: bytes) -> tuple[int, dict[str, str], bytes]:
    with connect() as connection:
        connection.sendall(text)
        return received(connection)


@pytest.mark.parametrize("header", ["Accept: */*", "Accept-Encoding: gzip", "If-None-Match: *"])
def test_the_quick_way_and_the_application_give_the_same_answer(
    connect: Connecting, help_app: FastHelp, header: str
) -> None:
    status, headers, body = asked(connect, request(CONTEXT, header))
    slow = Client(help_app).get(CONTEXT, headers=[tuple(header.split(": "))])
    assert (status, body) == (slow.status_code, slow.data)
    assert "GMT" in headers.pop("date")
    assert headers == {name.lower(): value for name, value in slow.headers}


def test_what_does_not_lie_ready_is_answered_by_the_application(connect: Connecting) -> None:
    assert asked(connect, request(SEARCH))[0] == 200
    assert asked(connect, request("/help/api/v1/context?nix=1"))[0] == 400
    assert asked(connect, request("/finns-inte"))[0] == 404
    posted = request(CONTEXT, "Content-Length: 2", method="POST", body="{}")
    assert asked(connect, posted)[0] == 405


def test_a_question_with_a_body_is_not_taken_for_two(connect: Connecting) -> None:
    inner = request("/finns-inte").decode()
    with connect() as connection:
        connection.sendall(request(CONTEXT, f"Content-Length: {len(inner)}", body=inner))
        assert received(connection)[0] == 200
        connection.sendall(request(SEARCH))
        status, _, body = received(connection)
    assert (status, json.loads(body)["fraga"]) == (200, "kvittera")


def test_questions_sent_at_once_are_answered_in_their_order(connect: Connecting) -> None:
    asking = [request(path) for path in (CONTEXT, SEARCH, CONTEXT, CONTEXT, "/finns-inte")]
    last, whole = request(CONTEXT, "Connection: close"), b""
    with connect() as connection:
        connection.sendall(b"".join([*asking, last]))
        while some := connection.recv(65536):
            whole += some
    statuses = [int(each) for each in re.findall(rb"HTTP/1.1 (\d+) ", whole)]
    assert statuses == [200, 200, 200, 200, 404, 200]
    searched = whole.index(b'"fraga":"kvittera"')
    before = [each.start() < searched for each in re.finditer(rb'"traff":"steg', whole)]
    assert before == [True, False, False, False]


def test_a_connection_is_closed_when_the_client_asks_for_it(connect: Connecting) -> None:
    with connect() as connection:
        connection.sendall(request(CONTEXT, "Connection: close"))
        assert received(connection)[0] == 200
        assert connection.recv(1) == b""


@pytest.mark.parametrize("sent", [b"", b"GET /help/api/v1/con", request(CONTEXT)])
def test_a_client_that_keeps_us_waiting_loses_its_connection(
    help_app: FastHelp, sent: bytes
) -> None:
    with running(help_app, 0.2) as connect, connect() as connection:
        connection.sendall(sent)
        while connection.recv(65536):
            pass


def test_a_client_that_sends_a_letter_at_a_time_loses_its_connection(help_app: FastHelp) -> None:
    with running(help_app, 0.2) as connect, connect() as connection:
        connection.settimeout(0.02)
        with pytest.raises(ConnectionError):
            while True:
                connection.sendall(b"a")
                try:
                    if connection.recv(1) == b"":
                        raise ConnectionResetError
                except TimeoutError:
                    continue


def test_a_head_without_end_is_refused(connect: Connecting) -> None:
    begun = request(CONTEXT, "X-Endless: ")[:-4]
    one_too_many = begun.ljust(QuickHelp.longest_head + 1, b"a")
    status, headers, body = asked(connect, one_too_many)
    assert (status, headers["connection"], body) == (400, "close", b"The request head is too long.")


@pytest.mark.parametrize("sent", [b"\x16\x03\x01\x00\xa5\r\n\r\n", b"GET  / HTTP/9\r\n\r\n"])
def test_what_is_no_request_is_refused_in_one_line(connect: Connecting, sent: bytes) -> None:
    status, _, body = asked(connect, sent)
    assert (status, body) == (400, b"Invalid HTTP request received.")
