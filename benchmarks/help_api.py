"""The help API's context answer: our real server beside nginx, and beside Flask without the layer.

All serve the same bytes with one worker each; the load comes from `wrk` (one thread, sixteen
connections that stay open).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measuring import Plan, alternate
from benchmarks.programs import (
    Unavailable,
    fetch,
    free_port,
    peer_python,
    program,
    running_server,
)
from benchmarks.results import Better, Goal, Outcome, Result, Skipped, times_the_peer

PATH = "/help/api/v1/context"
QUERY = "steg=inskrivningsmeddelande&roll=slutenvard"
CONNECTIONS = 16
THREADS = 4
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}

OURS, NGINX, NGINX_CACHED = "Ledstång", "nginx", "nginx with open_file_cache"
GUNICORN, GUNICORN_THREADS = "Flask alone, gunicorn", "Flask alone, gunicorn, 4 threads"
GRANIAN = "Flask alone, Granian"
GOALS: Mapping[str, tuple[Goal | None, ...]] = {
    NGINX: (times_the_peer(0.6), times_the_peer(0.7)),
    NGINX_CACHED: (None,),
    GUNICORN: (times_the_peer(20),),
    GUNICORN_THREADS: (None,),
    GRANIAN: (None,),
}

NGINX_CONF = """{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 512; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  {cache}
  # The others never close a connection that the client keeps.
  keepalive_requests 1000000000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location = {path} {{
      types {{ }}
      default_type application/json;
      alias {folder}/context.json;
      add_header Vary Accept-Encoding;
      add_header Cache-Control "public, no-cache";
      add_header Access-Control-Allow-Origin "*";
      add_header X-Content-Type-Options nosniff;
    }}
  }}
}}
"""
CACHE = "open_file_cache max=10; open_file_cache_valid 60s;"


@dataclass
class Contestant:
    """A running server, and the slowest hundredth of its answers in each round, in ms."""

    url: str
    seconds: float
    p99: list[float] = field(default_factory=list)

    def load(self) -> float:
        """Answers per second under load."""
        rate, p99 = wrk(self.url, self.seconds)
        self.p99.append(p99)
        return rate


def run(plan: Plan) -> Iterator[Outcome]:
    """Measure answers per second of every contestant that can be had here."""
    program("wrk")
    with ExitStack() as stack:
        everyone = {OURS: Contestant(_start_ours(stack), plan.seconds)}
        body = fetch(everyone[OURS].url)
        for name, start in STARTS.items():
            try:
                everyone[name] = Contestant(start(stack, plan, body), plan.seconds)
            except Unavailable as missing:
                yield Skipped(f"help_api, {name}", str(missing))
        _check_same_bytes(everyone, body)
        rates = alternate({name: each.load for name, each in everyone.items()}, plan.rounds)
        yield from _told(everyone, rates, plan.rounds)


def _told(
    everyone: Mapping[str, Contestant], rates: Mapping[str, list[float]], rounds: int
) -> Iterator[Outcome]:
    for name in everyone:
        for goal in GOALS.get(name, ()):
            own, theirs = rates[OURS], rates[name]
            yield Result("help_api.context", "answers/s", own, Better.MORE, name, theirs, goal)
    for name, each in everyone.items():
        if name != OURS:
            own, theirs = everyone[OURS].p99[-rounds:], each.p99[-rounds:]
            yield Result("help_api.context_p99", "ms", own, Better.LESS, name, theirs)


def _check_same_bytes(everyone: Mapping[str, Contestant], body: bytes) -> None:
    for name, each in everyone.items():
        if fetch(each.url) != body:
            raise Unavailable(f"{name} does not serve the same bytes: nothing to compare")


# The contestants ---------------------------------------------------------------------------------


def _start_ours(stack: ExitStack) -> str:
    port = free_port()
    words = [sys.executable, "-m", "ledstang.cli", "help-serve", "--port", str(port)]
    return _started(stack, words, port)


def _nginx(stack: ExitStack, plan: Plan, body: bytes, cache: str = "") -> str:
    nginx, port = program("nginx"), free_port()
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-nginx-")))
    (folder / "context.json").write_bytes(body)
    # As root, nginx would read as a user who may not enter our folder.
    user = "user root;" if os.geteuid() == 0 else ""
    conf = NGINX_CONF.format(user=user, folder=folder, port=port, path=PATH, cache=cache)
    (folder / "nginx.conf").write_text(conf, encoding="utf-8")
    return _started(stack, [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")], port)


def _nginx_cached(stack: ExitStack, plan: Plan, body: bytes) -> str:
    return _nginx(stack, plan, body, CACHE)


def _gunicorn(stack: ExitStack, plan: Plan, body: bytes, *more: str) -> str:
    port = free_port()
    words = [str(peer_python(plan)), "-m", "gunicorn", "--workers", "1", *more]
    words += ["--bind", f"127.0.0.1:{port}", "benchmarks.peers.flask_alone:create_app()"]
    return _started(stack, words, port)


def _gunicorn_threads(stack: ExitStack, plan: Plan, body: bytes) -> str:
    return _gunicorn(stack, plan, body, "--threads", str(THREADS))


def _granian(stack: ExitStack, plan: Plan, body: bytes) -> str:
    port = free_port()
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--no-ws"]
    words += ["--port", str(port), "--workers", "1", "--blocking-threads", str(THREADS)]
    return _started(stack, [*words, "benchmarks.peers.flask_alone:create_app"], port)


STARTS: Mapping[str, Callable[[ExitStack, Plan, bytes], str]] = {
    NGINX: _nginx,
    NGINX_CACHED: _nginx_cached,
    GUNICORN: _gunicorn,
    GUNICORN_THREADS: _gunicorn_threads,
    GRANIAN: _granian,
}


def _started(stack: ExitStack, words: list[str], port: int) -> str:
    url = f"http://127.0.0.1:{port}{PATH}?{QUERY}"
    stack.enter_context(running_server(words, url))
    return url


# The load ----------------------------------------------------------------------------------------


def wrk(url: str, seconds: float) -> tuple[float, float]:
    """Load an address for some seconds; return answers per second and the 99th percentile in ms.

    Raises Unavailable when `wrk` cannot be run, or an answer was not what was asked for.
    """
    length = max(1, round(seconds))
    words = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{length}s", "--latency", url]
    said = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    if not rate or not slow or "Non-2xx" in said:
        raise Unavailable(f"wrk got no clean answers from {url}")
    return float(rate[1]), float(slow[1]) * MILLISECONDS[slow[2]]
