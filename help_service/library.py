"""The library: every topic under docs, with links that lead somewhere."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from help_service.addresses import PICTURE, TOPIC, Reference, split_topic_address
from help_service.findings import BrokenGuidance, Finding, error
from help_service.instructions import Bindings, load_bindings
from help_service.layer import NO_LAYER, Layer
from help_service.topics import Topic, read_topic


@dataclass(frozen=True)
class Library:
    """All topics by id, in the order of their paths."""

    docs: Path
    topics: Mapping[str, Topic]
    layer: Layer = NO_LAYER
    """What is live without lying in the folder."""
    bindings: Bindings = field(default_factory=dict)
    """Where on the screen the numbered instructions lead."""

    def shown(self, topic: Topic) -> str:
        """Return how a topic's file is called in findings."""
        return f"{self.docs.name}/{topic.path}"

    def source(self, topic: Topic) -> str:
        """Return the whole text that a topic was read from."""
        added = self.layer.texts.get(topic.path)
        return (self.docs / topic.path).read_text(encoding="utf-8") if added is None else added

    def picture(self, file: str) -> Path | None:
        """Return where a picture lies, by its path under docs; None where there is none."""
        if ".." in PurePosixPath(file).parts or file.startswith("/"):
            return None
        folders = [self.docs, *([self.layer.pictures] if self.layer.pictures else [])]
        return next((folder / file for folder in folders if (folder / file).is_file()), None)

    def has(self, topic: str, anchor: str = "") -> bool:
        """Return whether a topic, and in it an anchor, exists."""
        found = self.topics.get(topic)
        return found is not None and (not anchor or found.section(anchor) is not None)


@dataclass(frozen=True)
class Reading:
    """What came of reading docs: the whole topics, and findings about the broken ones."""

    library: Library
    findings: tuple[Finding, ...]


def read_library(
    docs: Path, older: Library | None = None, only: Collection[str] | None = None
) -> Reading:
    """Read every topic under docs; broken ones are left out and told as findings.

    Topics whose text is as in ``older`` are taken from there instead of being parsed again.
    With ``only`` no other topics than those, by id, are read.
    """
    known = {topic.path: topic for topic in older.topics.values()} if older else {}
    topics: dict[str, Topic] = {}
    findings: list[Finding] = []
    for file in sorted(docs.rglob("*.md")):
        if only is not None and file.stem not in only:
            continue
        try:
            topic = read_topic(file, docs, known.get(file.relative_to(docs).as_posix()))
        except BrokenGuidance as broken:
            findings += broken.findings
            continue
        if topic.id in topics:
            what = f"Två sidor heter {topic.id}: även {topics[topic.id].path}."
            shown = f"{docs.name}/{topic.path}"
            findings.append(error(shown, 1, what, "Ge den ena ett annat namn."))
        topics.setdefault(topic.id, topic)
    bindings: Bindings = {}
    try:
        bindings = load_bindings(docs)
    except BrokenGuidance as broken:
        findings += broken.findings
    library = Library(docs, MappingProxyType(topics), bindings=bindings)
    return Reading(library, tuple(findings))


def load_library(docs: Path) -> Library:
    """Return the library under docs.

    Raises:
        BrokenGuidance: any page is broken or any link or picture leads nowhere.
    """
    reading = read_library(docs)
    findings = [*reading.findings, *find_broken_references(reading.library)]
    if findings:
        raise BrokenGuidance(findings)
    return reading.library


def find_broken_references(library: Library) -> list[Finding]:
    """Return a finding for each link to a page or heading, and each picture, that is not there."""
    return [
        finding
        for topic in library.topics.values()
        for reference in topic.references
        for finding in _broken(library, topic, reference)
    ]


def _broken(library: Library, topic: Topic, reference: Reference) -> Iterable[Finding]:
    shown = library.shown(topic)
    if reference.address.startswith(PICTURE):
        file = reference.address.removeprefix(PICTURE)
        if library.picture(file) is None:
            yield error(shown, reference.line, f"Bilden {file} finns inte.", "Lägg dit filen.")
    elif reference.address.startswith(TOPIC):
        target, anchor = split_topic_address(reference.address)
        if not library.has(target, anchor):
            what = f"Länken leder ingenstans: {reference.address.removeprefix(TOPIC)}."
            yield error(shown, reference.line, what, "Rätta sidans namn eller rubriken efter #.")
