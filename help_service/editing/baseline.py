"""The texts that came with the program, read from their folder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from help_service.editing.ports import Shipped
from help_service.slugs import slugify
from help_service.topics import canonical_source, content_hash


@dataclass(frozen=True)
class FolderBaseline:
    """A folder of Markdown files. They are read anew each time: an upgrade changes them."""

    docs: Path

    def page(self, topic: str) -> Shipped | None:
        """Return a topic's shipped text, or None."""
        if topic != slugify(topic):
            return None
        return next((self._read(file) for file in sorted(self.docs.rglob(f"{topic}.md"))), None)

    def pages(self) -> Sequence[Shipped]:
        """Return all shipped texts, by path."""
        return list(self._pages())

    def _pages(self) -> Iterator[Shipped]:
        for file in sorted(self.docs.rglob("*.md")):
            yield self._read(file)

    def _read(self, file: Path) -> Shipped:
        # Bytes that are no UTF-8 are told by the check of the guidance; here they must not stop
        # the list of all the other topics.
        text = canonical_source(file.read_text(encoding="utf-8", errors="replace"))
        path = file.relative_to(self.docs).as_posix()
        return Shipped(file.stem, path, text, content_hash(text))
