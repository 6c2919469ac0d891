"""Publishing guidance: from a saved edit to the new answer, and a library of 20 000 sections.

The edit is timed where it is published, as the editor's request does it; how often a server looks
at files that somebody edits by hand comes on top of that.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.databases import folder
from benchmarks.measuring import ROOT, Plan, alternate
from benchmarks.programs import Unavailable
from benchmarks.results import Outcome, Result, at_most
from help_service.app import help_service
from help_service.library import read_library
from help_service.service import HelpService

QUERY = b"steg=inskrivningsmeddelande&roll=slutenvard"
TOPIC = "steg/inskrivningsmeddelande.md"
EDITS_PER_ROUND = 5
SECTIONS = 20_000
MEGABYTE = 1024
"""Kilobytes, in which Linux tells the most memory that a process had."""


def run(plan: Plan) -> Iterator[Outcome]:
    """Measure an edit on today's pages, then the first publishing of very many."""
    with folder() as where:
        docs, context_map = _copied(where)
        service = help_service(docs, context_map)
        editor = Editor(service, docs / TOPIC, plan.count(EDITS_PER_ROUND))
        own = alternate({"own": editor.round}, plan.rounds)["own"]
        yield Result("publishing.edit_to_new_answer", "ms", own, goal=at_most(100))
        _multiply(docs, plan.count(SECTIONS))
        yield from _first_publishing(docs, context_map)


class Editor:
    """Edits one page again and again, and asks until the answer is the new one."""

    def __init__(self, service: HelpService, file: Path, edits: int) -> None:
        self._service, self._file, self._edits = service, file, edits
        self._source = file.read_text(encoding="utf-8")
        self._number = 0

    def round(self) -> float:
        """The slowest of some edits, in milliseconds from saved file to new answer."""
        return max(self._edit() for _ in range(self._edits))

    def _edit(self) -> float:
        self._number += 1
        mark = f"Provtext nummer {self._number}."
        self._file.write_text(self._edited(mark), encoding="utf-8")
        start = perf_counter()
        self._service.refresh()
        body = self._service.context(QUERY).body.decode("utf-8")
        took = (perf_counter() - start) * 1000
        if mark not in body:
            raise Unavailable(f"the edit of {self._file.name} was not published")
        return took

    def _edited(self, mark: str) -> str:
        # At the end of the short answer, the paragraph below the title.
        return re.sub(r"(\n# .+\n\n.+)", rf"\1 {mark}", self._source, count=1)


def _copied(where: Path) -> tuple[Path, Path]:
    shutil.copytree(ROOT / "docs", where / "docs")
    shutil.copy(ROOT / "context_map.yaml", where)
    return where / "docs", where / "context_map.yaml"


def _multiply(docs: Path, sections: int) -> None:
    """Write copies of all pages beside them until there are so many sections."""
    topics = read_library(docs).library.topics.values()
    once = sum(len(topic.sections) + 1 for topic in topics)
    for copy in range(1, -(-sections // once)):
        for topic in topics:
            file = docs / topic.path
            source = file.read_text(encoding="utf-8")
            named = source.replace(f"id: {topic.id}\n", f"id: {topic.id}-{copy}\n", 1)
            file.with_name(f"{topic.id}-{copy}.md").write_text(named, encoding="utf-8")


def _first_publishing(docs: Path, context_map: Path) -> Iterator[Outcome]:
    # In a process of its own, so that its memory is what the publishing took.
    words = [sys.executable, "-m", "benchmarks.publishing", str(docs), str(context_map)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unavailable(f"many sections cannot be published: {done.stderr.strip()[-200:]}")
    told = json.loads(done.stdout)
    name = f"publishing.{told['sections']}_sections"
    yield Result(name, "s", [told["seconds"]], goal=at_most(10))
    yield Result(f"{name}_memory", "MB", [told["megabytes"]], goal=at_most(500))


def publish_once(docs: Path, context_map: Path) -> dict[str, float]:
    """Publish a folder from nothing; seconds, and the most memory this process has had."""
    start = perf_counter()
    topics = help_service(docs, context_map).snapshot.library.topics.values()
    took = perf_counter() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    sections = sum(len(topic.sections) + 1 for topic in topics)
    return {"seconds": took, "megabytes": most, "sections": sections}


if __name__ == "__main__":
    print(json.dumps(publish_once(Path(sys.argv[1]), Path(sys.argv[2]))))
