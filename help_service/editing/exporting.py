"""Published edits as files again, for those who keep the guidance under version control."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from help_service.contexts import DEFAULT_APP
from help_service.editing.overlay_source import picture_names, write_whole
from help_service.editing.ports import Baseline, EditingStore
from help_service.editing.records import LivePage, Tie
from help_service.topics import content_hash
from help_service.yaml_loader import compose


@dataclass(frozen=True)
class Exported:
    """What an export has done."""

    written: tuple[str, ...] = ()
    """Paths under docs."""
    kept_back: tuple[str, ...] = ()
    """Paths whose shipped text has changed under the edit: somebody must settle that first."""


def export_pages(store: EditingStore, baseline: Baseline, docs: Path) -> Exported:
    """Write published texts and their pictures under a folder of guidance.

    Args:
        store: what holds the edits.
        baseline: the shipped texts, to see whether an edit still knows the one it lies over.
        docs: the folder to write to; files that are right already are left alone.
    """
    written: list[str] = []
    kept_back: list[str] = []
    for page in store.overlay().pages:
        if _is_behind(page, baseline):
            kept_back.append(page.body.path)
            continue
        written += _write(page, store, docs)
    return Exported(tuple(written), tuple(kept_back))


def _is_behind(page: LivePage, baseline: Baseline) -> bool:
    shipped = baseline.page(page.topic)
    known = (page.body.baseline, content_hash(page.body.text))
    return shipped is not None and shipped.mark not in known


def _write(page: LivePage, store: EditingStore, docs: Path) -> Iterator[str]:
    contents: dict[str, bytes | None] = {page.body.path: page.body.text.encode("utf-8")}
    for name in sorted(picture_names(page.body.text)):
        contents[f"bilder/{name}"] = store.picture(name)
    for path, content in contents.items():
        file = docs / path
        if content is None or (file.is_file() and file.read_bytes() == content):
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, content)
        yield path


def add_ties(source: str, pages: Iterable[LivePage]) -> str:
    """Return the text of a map with a line for each tied place that it lacks, last in its table.

    All that people wrote in it, remarks included, stays as it is.
    """
    lines = source.split("\n")
    for page in pages:
        for tie in page.body.ties:
            _add_tie(lines, tie, page.topic)
    return "\n".join(lines)


def _add_tie(lines: list[str], tie: Tie, topic: str) -> None:
    table = _table(compose("\n".join(lines)), ("appar", DEFAULT_APP, tie.kind))
    if table is None or not table.value or tie.key in _keys(table):
        return
    indent = " " * table.value[0][0].start_mark.column
    lines.insert(_after(table, lines, f"{indent}#"), f"{indent}{tie.key}: {topic}")


def _after(table: yaml.MappingNode, lines: Sequence[str], remark: str) -> int:
    """Give the place after the last entry, and the remarks that stand right below it."""
    place = _last_line(table) + 1
    while place < len(lines) and lines[place].startswith(remark):
        place += 1
    return place


def _last_line(node: yaml.Node) -> int:
    # The end mark of what is written in a block is where the next thing begins.
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.line)


def _table(node: yaml.Node | None, path: tuple[str, ...]) -> yaml.MappingNode | None:
    for name in path:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = _keys(node).get(name)
    return node if isinstance(node, yaml.MappingNode) and not node.flow_style else None


def _keys(node: yaml.MappingNode) -> Mapping[str, yaml.Node]:
    return {str(key.value): value for key, value in node.value}
