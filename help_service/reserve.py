"""The reserve copy: all guidance as plain files, for the day when the server does not answer.

The pages work from a folder or a USB stick: relative links, no server, no module scripts.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from help_service.answers import to_json
from help_service.bundle import make_bundle
from help_service.layer import NO_NOTES, OwnNotes
from help_service.local import with_notes
from help_service.rooms import ROLE_NAMES, by_room, pictures
from help_service.snapshot import Snapshot
from help_service.topics import Topic

_HERE = Path(__file__).parent
_COPIED = (
    "ledstang-hjalp.css",
    "hjalp-sidor.css",
    "hjalp-kopia.css",
    "hjalp.svg",
    "hjalp-utan-server.js",
    "hjalp-kopia.js",
)
_ROUTINE = "reservrutin"
"""The topic that stands first in the copy."""
_INNER_LINK = re.compile(r'(href|src)="/help/(amne|bild)/([^"#]+)((?:#[^"]*)?)"')
_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


def reserve_pages(
    snapshot: Snapshot, day: date | None, own: OwnNotes = NO_NOTES
) -> Iterator[tuple[str, str]]:
    """Yield path and text of every page, style and script of the copy.

    Args:
        snapshot: what to copy.
        day: the day of the copy, told on each page; None for who dates the copy himself.
        own: the local notes of those who will read the copy.
    """
    pages = _Pages(snapshot, day, own)
    yield "index.html", pages.start()
    for topic in snapshot.library.topics.values():
        yield f"amne/{topic.id}.html", pages.topic(topic)
    yield "data.js", _data_script(snapshot, own)
    for name in _COPIED:
        yield name, (_HERE / "static" / name).read_text(encoding="utf-8")


def write_reserve(snapshot: Snapshot, today: date, folder: Path, own: OwnNotes = NO_NOTES) -> int:
    """Write pages, pictures and raw answers into a folder; return the number of files written.

    Files of an older copy that this one lacks are left where they are. The raw answers are those
    to everybody: local notes are on the pages only.
    """
    count = 0
    for path, content in _all_files(snapshot, today, own):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        count += 1
    return count


def _all_files(snapshot: Snapshot, today: date, own: OwnNotes) -> Iterator[tuple[str, bytes]]:
    for path, text in reserve_pages(snapshot, today, own):
        yield path, text.encode("utf-8")
    for picture in sorted(pictures(snapshot.library)):
        found = snapshot.library.picture(str(picture))
        if found is not None:
            yield f"bild/{picture}", found.read_bytes()
    yield from _raw_answers(snapshot)


def _raw_answers(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """The API's bytes: each different answer once, and which query it belongs to."""
    names = {query: f"{answer.etag.strip(chr(34))}.json" for query, answer in _declared(snapshot)}
    yield "api/context/index.json", to_json({"revision": snapshot.revision, "fragor": names})
    for answer in snapshot.made.values():
        yield f"api/context/{answer.etag.strip(chr(34))}.json", answer.body
    yield "api/bundle.json", to_json(make_bundle(snapshot, None))


def _declared(snapshot: Snapshot) -> list[tuple[str, Any]]:
    made = {id(answer) for answer in snapshot.made.values()}
    return [(query, answer) for query, answer in snapshot.answers.items() if id(answer) in made]


def _data_script(snapshot: Snapshot, own: OwnNotes) -> str:
    """The bundle as a script, since a page in a folder may not fetch; without the panel's HTML."""
    bundle = make_bundle(snapshot, None, own)
    for topic in bundle["amnen"]:
        del topic["html"]
        for section in topic["sektioner"]:
            section["html"] = _relative(section["html"], "")
    return f"globalThis.HJALP_KOPIA = {json.dumps(bundle, ensure_ascii=False)};\n"


def _relative(html: str, up: str) -> str:
    """Return HTML whose inner links lead to files beside it; ``up`` leads to the copy's root."""

    def replaced(found: re.Match[str]) -> str:
        name, kind, path, anchor = found.groups()
        ending = ".html" if kind == "amne" else ""
        return f'{name}="{up}{kind}/{path}{ending}{anchor}"'

    return _INNER_LINK.sub(replaced, html)


class _Pages:
    """Renders the pages of one copy."""

    def __init__(self, snapshot: Snapshot, day: date | None, own: OwnNotes) -> None:
        self._snapshot, self._own = snapshot, own
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {
            "datum": day.isoformat() if day else "",
            "dag": f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else "",
            "revision": snapshot.revision,
        }

    def start(self) -> str:
        library = self._snapshot.library
        topics = library.topics
        first = topics.get(_ROUTINE, topics[self._snapshot.context_map.start.topic])
        return self._templates.get_template("help/kopia/start.html").render(
            upp="",
            topic=first,
            text=self._text(first, ""),
            rooms=by_room(library, first),
            steps=self._steps(),
            role_names=ROLE_NAMES,
        )

    def topic(self, topic: Topic) -> str:
        return self._templates.get_template("help/kopia/amne.html").render(
            upp="../", topic=topic, text=self._text(topic, "../")
        )

    def _text(self, topic: Topic, up: str) -> Markup:
        notes, page = self._own.get(topic.id, ()), self._snapshot.fragments.page(topic)
        return Markup(_relative(with_notes(page, self._snapshot, topic.id, notes), up))

    def _steps(self) -> list[tuple[str, str]]:
        """Ids and titles of the steps, for the lookup."""
        topics = self._snapshot.library.topics
        table = self._snapshot.context_map.app("ledstang").tables.get("steg", {})
        named = [
            (step, topics[entry.place.topic].titel)
            for step, entry in table.items()
            if "@" not in step and entry.place.topic in topics
        ]
        return sorted(named, key=lambda pair: pair[1].lower())
