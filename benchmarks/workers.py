"""From a reviewer's click to the new text in every worker: real processes over one database.

Each worker runs what a worker of the server runs to keep its help current, and writes down when it
first answers with the new text. Beside it the time until the publishing worker itself
has the text.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic, sleep

from benchmarks.measuring import ROOT
from benchmarks.programs import Unavailable
from help_service.editing import Editor, Right, Written
from ledstang import clock
from ledstang.edited_guidance import EditedGuidance, edited_guidance, keep_live
from ledstang.settings import Settings
from storage import open_help_stores

TOPIC = "inskrivningsmeddelande"
QUERY = f"steg={TOPIC}&roll=slutenvard".encode()
RIGHTS = frozenset({Right.EDIT, Right.REVIEW, Right.SAFETY})
WRITER, REVIEWER = Editor("a", "Writer", RIGHTS), Editor("b", "Reviewer", RIGHTS)
LOOK_EVERY = 0.0005
BETWEEN = 0.2
"""Seconds of rest between two edits, so that a click does not meet the work of the one before."""


@dataclass(frozen=True)
class Published:
    """Milliseconds from one click."""

    own: float
    """Until the process that published answers with the new text."""
    slowest: float
    """Until the last of the other workers does."""


def mark(number: int) -> str:
    """What the text says after the edit of this number, and never before."""
    return f"Provtext nummer {number}."


def guidance(data: Path) -> EditedGuidance:
    """What a worker has: the shipped folder, and over it what is live in the database."""
    settings = Settings(data, f"sqlite:///{data / 'ledstang.db'}", demo=True)
    made = edited_guidance(settings, open_help_stores(settings.database), lambda unit: [])
    keep_live(made)
    return made


def publish(data: Path, workers: int, edits: int) -> Iterator[Published]:
    """Publish edits one after the other, and tell of each how long the workers took."""
    own = guidance(data)
    with _started(data, workers, edits) as others:
        for number in range(1, edits + 1):
            approve = _waiting(own, number)
            click = monotonic()
            approve()
            if mark(number).encode() not in own.service.context(QUERY).body:
                raise Unavailable("the edit was not published")
            done = (monotonic() - click) * 1000
            yield Published(done, max((_told(each) - click) * 1000 for each in others))
            sleep(BETWEEN)


def _waiting(own: EditedGuidance, number: int) -> partial[object]:
    """An edit that waits for its reviewer; called, it is published."""
    source = (ROOT / "docs" / "steg" / f"{TOPIC}.md").read_text(encoding="utf-8")
    text = re.sub(r"(\n# .+\n\n.+)", rf"\1 {mark(number)}", source, count=1)
    now, head = clock.now(), own.editing.shelf.history(TOPIC).head
    written = Written(TOPIC, text, head, "Provtext.")
    saved = own.editing.writing.save_draft(WRITER, written, now)
    own.editing.writing.submit(WRITER, TOPIC, saved.number, now)
    return partial(own.editing.judging.approve, REVIEWER, TOPIC, saved.number, now)


@contextmanager
def _started(data: Path, workers: int, edits: int) -> Iterator[list[subprocess.Popen[str]]]:
    words = [sys.executable, "-m", "benchmarks.workers", str(data), str(edits)]
    started = [
        subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(workers)
    ]
    try:
        for each in started:
            _told(each)
        yield started
    finally:
        for each in started:
            each.kill()
            each.communicate()


def _told(worker: subprocess.Popen[str]) -> float:
    assert worker.stdout is not None
    line = worker.stdout.readline()
    if not line:
        raise Unavailable("a worker ended before its time")
    return float(line)


def work(data: Path, edits: int) -> None:
    """A worker: says that it is ready, and then when it had each edit."""
    own = guidance(data)
    print(monotonic(), flush=True)
    for number in range(1, edits + 1):
        wanted = mark(number).encode()
        while wanted not in own.service.context(QUERY).body:
            sleep(LOOK_EVERY)
        print(monotonic(), flush=True)


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]))
