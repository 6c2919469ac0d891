"""Other programs: the peers' own environment, servers on free ports, and what is not there."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.measuring import BUILD, ROOT, Plan

VENV = ROOT / "build" / "bench-venv"
REQUIREMENTS = ROOT / "requirements" / "bench.txt"
START_SECONDS = 60
STOP_SECONDS = 10
INSTALL_SECONDS = 900


class Unavailable(Exception):
    """Something that a benchmark needs is not here; the text says what, in one line."""


def program(name: str) -> str:
    """The path of an installed program. Raises Unavailable."""
    found = shutil.which(name)
    if not found:
        raise Unavailable(f"the program {name} is not installed")
    return found


def peer_python(plan: Plan) -> Path:
    """The Python of the peers' environment, which is made if need be. Raises Unavailable."""
    python, done = VENV / "bin" / "python", VENV / ".done"
    if done.exists() and done.stat().st_mtime >= REQUIREMENTS.stat().st_mtime:
        return python
    if not plan.install:
        raise Unavailable("the peers are not installed; `make bench` installs them")
    print("installing the peers in build/bench-venv ...", file=sys.stderr, flush=True)
    run([sys.executable, "-m", "venv", str(VENV)])
    quiet = ["--quiet", "--disable-pip-version-check", "--require-hashes"]
    run([str(python), "-m", "pip", "install", *quiet, "-r", str(REQUIREMENTS)])
    done.touch()
    return python


def run(words: Sequence[str], folder: Path = ROOT) -> None:
    """Run a program to its end. Raises Unavailable with the last line it said."""
    try:
        done = subprocess.run(
            words, cwd=folder, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(f"{words[0]} cannot be run: {error}") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["no word"]
        raise Unavailable(f"{Path(words[0]).name} {words[1]} failed: {said[-1]}")


class Peer:
    """A running peer that answers questions, one JSON line each."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, **question: Any) -> dict[str, Any]:
        """Its answer; `ms` in it is the time the work took there. Raises Unavailable."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise Unavailable(f"the peer ended by itself, see {log_file('peer')}")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def running_peer(words: Sequence[str]) -> Iterator[Peer]:
    """Start a program that answers lines, and end it afterwards."""
    with log_file("peer").open("a") as log:
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            words, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=log, text=True, bufsize=1
        )
    try:
        yield Peer(process)
    finally:
        _end(process)


def python_peer(plan: Plan, module: str) -> list[str]:
    """The words that start a peer of `benchmarks.peers`. Raises Unavailable."""
    return [str(peer_python(plan)), "-m", f"benchmarks.peers.{module}"]


@contextmanager
def running_server(
    words: Sequence[str], ready: str, environment: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Start a server, wait until the address answers, and end it afterwards.

    Raises Unavailable, naming its log, when it does not start.
    """
    log_path = log_file(Path(words[0]).name)
    with log_path.open("a") as log:
        process = subprocess.Popen(
            words, cwd=ROOT, stdout=log, stderr=log, env=os.environ | dict(environment or {})
        )
    try:
        _wait(process, ready, log_path)
        yield
    finally:
        _end(process)


def _wait(process: subprocess.Popen[Any], ready: str, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while not _answers(ready):
        if process.poll() is not None or time.monotonic() > until:
            raise Unavailable(f"the server does not start, see {log}")
        time.sleep(0.1)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _end(process: subprocess.Popen[Any]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def fetch(address: str) -> bytes:
    """The body at an address."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        body: bytes = answer.read()
    return body


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def log_file(name: str) -> Path:
    """Where a program's words go."""
    BUILD.mkdir(parents=True, exist_ok=True)
    return BUILD / f"{name}.log"
