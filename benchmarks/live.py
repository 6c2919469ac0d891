"""A published edit on every worker: from the commit to the slowest worker's new answer.

The edit is committed by a process of its own, as by another node that shares the database. Each
worker of the server is asked over a connection that it holds, the panel's question and a search.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Thread
from time import perf_counter, sleep

from benchmarks.databases import folder
from benchmarks.measuring import ROOT, Plan
from benchmarks.programs import Unavailable, free_port, running_server
from benchmarks.results import Outcome, Result, at_most
from help_service.contexts import load_context_map
from help_service.editing import Editing, Editor, Right, Written
from help_service.editing.checking.page import Around
from help_service.editing.checking.word_tables import load_word_tables
from help_service.editing.judging import Judging
from help_service.editing.web.preview import make_preview
from help_service.library import load_library
from ledstang import clock
from ledstang.building import only_builder
from ledstang.edited_guidance import edited_guidance
from ledstang.expected import expected_guidance
from ledstang.settings import Settings, read_settings
from storage import open_help_stores

WORKERS = 2
EDITS = 5
"""Edits in a round; the slowest counts."""
TOPIC, PANEL = "kvittera", "/help/api/v1/context?steg=kvittera&roll=kommun"
SEARCH = "/help/api/v1/search?q="
PATIENCE, PAUSE = 20.0, 0.005
"""Seconds to wait for an edit, and between questions to one worker."""
MOST_CONNECTIONS = 64
WRITER = Editor("bench-a", "A", frozenset({Right.EDIT}))
REVIEWER = Editor("bench-b", "B", frozenset({Right.EDIT, Right.REVIEW}))


def run(plan: Plan) -> Iterator[Outcome]:
    """Publish again and again, and ask each worker until it has the edit."""
    with folder() as data, _server(data) as (settings, port):
        publisher = Publisher(settings)
        # Last before they are used: a server hangs up on those who keep silent.
        held = _connection_to_each_worker(port)
        edits = plan.count(EDITS)
        panel = [max(publisher.seen(held, PANEL) for _ in range(edits)) for _ in range(plan.rounds)]
        search = [max(publisher.seen(held) for _ in range(edits)) for _ in range(plan.rounds)]
    shown = [_slowest_preview() for _ in range(plan.rounds)]
    yield Result("live.preview_of_the_slowest_page", "ms", shown, goal=at_most(150))
    yield Result(f"live.panel_on_{WORKERS}_workers", "ms", panel, goal=at_most(100))
    yield Result(f"live.search_on_{WORKERS}_workers", "ms", search, goal=at_most(1000))


@dataclass
class Publisher:
    """Another node: publishes, and takes the time from the commit on."""

    settings: Settings
    number: int = 0
    committed: float = 0.0
    editing: Editing = field(init=False)
    judging: Judging = field(init=False)
    shipped: str = field(init=False)

    def __post_init__(self) -> None:
        stores = open_help_stores(self.settings.database)
        self.editing = edited_guidance(self.settings, stores, lambda unit: ()).editing
        asked = replace(self.editing.judging.recorder, went_live=self._went_live)
        self.judging = replace(self.editing.judging, recorder=asked)
        self.shipped = self.editing.shelf.open_topic(TOPIC).newest

    def seen(self, held: Mapping[int, HTTPConnection], question: str = "") -> float:
        """Publish an edit; milliseconds until the last worker answers with it.

        Without a question the edit's own word is searched for.
        """
        self.number += 1
        word = f"kvarnhjul{self.number}prov"
        asked = question or SEARCH + word
        # The search tells the question too: only the excerpt has the whole sentence.
        wanted = f"Säg {word}"
        seen: dict[int, float] = {}
        askers = [
            Thread(target=_ask, args=(connection, asked, wanted, seen, worker))
            for worker, connection in held.items()
        ]
        number = self._sent_to_review(word)
        for asker in askers:
            asker.start()
        self.judging.approve(REVIEWER, TOPIC, number, clock.now())
        for asker in askers:
            asker.join()
        if seen.keys() != held.keys():
            raise Unavailable(f"an edit did not reach every worker within {PATIENCE:g} s")
        return (max(seen.values()) - self.committed) * 1000

    def _sent_to_review(self, word: str) -> int:
        now, head = clock.now(), self.editing.shelf.history(TOPIC).head
        text = self.shipped.replace("\n\n## ", f" Säg {word}.\n\n## ", 1)
        editing = self.editing
        number = editing.writing.save_draft(WRITER, Written(TOPIC, text, head), now).number
        editing.writing.submit(WRITER, TOPIC, number, now)
        return number

    def _went_live(self) -> None:
        self.committed = perf_counter()


def _ask(
    connection: HTTPConnection, address: str, wanted: str, seen: dict[int, float], worker: int
) -> None:
    until = perf_counter() + PATIENCE
    with suppress(HTTPException, OSError):
        while perf_counter() < until:
            connection.request("GET", address)
            if wanted in connection.getresponse().read().decode():
                seen[worker] = perf_counter()
                return
            sleep(PAUSE)


def _slowest_preview() -> float:
    """Milliseconds for what is shown beside the text while somebody writes, on the worst page."""
    library, context_map = load_library(ROOT / "docs"), load_context_map(ROOT / "context_map.yaml")
    tables, expected = load_word_tables(library.docs, library), expected_guidance(clock.today())
    around, took = Around(library, context_map, tables, expected), []
    for topic in library.topics.values():
        text = library.source(topic) + "\nEn mening till.\n"
        start = perf_counter()
        make_preview(text, topic.path, "kommun", around, ["kommun"])
        took.append((perf_counter() - start) * 1000)
    return max(took)


@contextmanager
def _server(data: Path) -> Iterator[tuple[Settings, int]]:
    """The whole system on several workers; nothing is built beside it meanwhile."""
    environment = {"LEDSTANG_DATA": str(data), "LEDSTANG_DEMO": "1"}
    made = [sys.executable, "-m", "ledstang.cli", "demo", "--data", str(data)]
    subprocess.run(made, cwd=ROOT, env=os.environ | environment, capture_output=True, check=True)
    port, settings = free_port(), read_settings(environment)
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--no-ws"]
    words += ["--port", str(port), "--workers", str(WORKERS), "--blocking-threads", "4"]
    address = f"http://127.0.0.1:{port}/help/"
    words.append("ledstang.serving:whole")
    with only_builder(settings, wait=True), running_server(words, address, environment):
        yield settings, port


def _connection_to_each_worker(port: int) -> Mapping[int, HTTPConnection]:
    """One connection to each worker, by its process id. Raises Unavailable."""
    until, found = perf_counter() + PATIENCE, dict[int, HTTPConnection]()
    opened: list[HTTPConnection] = []
    while len(found) < WORKERS and perf_counter() < until:
        if len(opened) >= MOST_CONNECTIONS:
            opened.clear()
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", PANEL)
        json.loads(connection.getresponse().read())
        worker = _holder(port, connection.sock.getsockname()[1])
        opened.append(connection)
        found.setdefault(worker, connection)
    if len(found) < WORKERS:
        raise Unavailable(f"only {len(found)} of {WORKERS} workers took a connection")
    return found


def _holder(port: int, client: int) -> int:
    """The process that holds the server's end of a connection, as Linux tells it."""
    try:
        rows = [line.split() for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]
    except FileNotFoundError as elsewhere:
        raise Unavailable("only Linux tells which process holds a connection") from elsewhere
    ends = f":{port:04X}", f":{client:04X}"
    inodes = {row[9] for row in rows if row[1].endswith(ends[0]) and row[2].endswith(ends[1])}
    names = {f"socket:[{inode}]" for inode in inodes}
    for process in Path("/proc").glob("[0-9]*"):
        if _holds(process, names):
            return int(process.name)
    raise Unavailable("no process holds the connection")


def _holds(process: Path, names: set[str]) -> bool:
    try:
        return any(str(each.readlink()) in names for each in (process / "fd").iterdir())
    except OSError:
        # Somebody else's, or it has ended meanwhile.
        return False
