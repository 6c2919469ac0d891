"""What the edit page's script asks while somebody writes: preview, keeping, links, pictures."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request

from help_service.editing import OpenTopic, Refused, rules
from help_service.editing.overlay_source import picture_names
from help_service.editing.pictures import BadPicture
from help_service.editing.web.edit_page import picture_line
from help_service.editing.web.kit import Kit
from help_service.editing.web.preview import make_preview
from help_service.personal import holds_number
from help_service.responses import PAGE_HEADERS
from help_service.rooms import ROOMS
from help_service.topics import Topic

_MOST_LINKS = 12
_TYPES = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}


class Live:
    """Answers in JSON; what is refused is told in Swedish under ``fel``."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def preview(self, topic: str) -> Response:
        """Return preview, remarks and outline of a text, as pieces of the page."""
        kit, opened = self._kit, self._open(topic)
        said = _said()
        text = _text(said, "text")
        rules.check_can_type(kit.editor(), text)
        preview = make_preview(
            text,
            opened.path,
            _text(said, "visa_som"),
            kit.around(opened.path, text),
            kit.roles_of(topic),
            kit.on_paper,
        )
        parts = {
            name: render_template(f"redigera/{name}.html", preview=preview)
            for name in ("visning", "anmarkningar", "disposition")
        }
        return jsonify(**parts, fel=preview.faults, lix=preview.readability.lix)

    def keep(self, topic: str) -> Response:
        """Keep what is typed; tell who else is at the topic, and whether somebody has saved."""
        kit, editor, opened = self._kit, self._kit.editor(), self._open(topic)
        said = _said()
        base = said.get("base")
        if not isinstance(base, int):
            abort(400)
        now = kit.now()
        kit.editing.at_work.is_here(editor, topic, now)
        if "text" in said:
            kit.editing.at_work.keep_typed(editor, topic, _text(said, "text"), base, now)
        return jsonify(andra=kit.others(editor, topic), nyast=opened.history.head)

    def links(self, topic: str) -> Response:
        """Return what a link can lead to, for a few words: topics and headings, with addresses."""
        opened = self._open(topic)
        words = _text(_said(), "q")[:200].strip()
        found = [] if holds_number(words) else self._found(words, opened.path)
        return jsonify(traffar=found[:_MOST_LINKS])

    def _found(self, words: str, path: str) -> list[dict[str, str]]:
        library = self._kit.library
        folded = words.lower()
        named = [
            _link(topic, topic.titel, "", path)
            for topic in sorted(library.topics.values(), key=lambda topic: len(topic.titel))
            if folded and (folded in topic.titel.lower() or folded in topic.id)
        ]
        inside = [
            _link(topic, part.rubrik, part.anchor, path)
            for topic in library.topics.values()
            for part in topic.sections
            if folded and folded in part.rubrik.lower()
        ]
        hits = self._kit.service.search(words, None, None)
        searched = [
            _link(library.topics[hit.id], hit.rubrik, hit.lank, path)
            for hit in hits
            if hit.id in library.topics
        ]
        found: dict[str, dict[str, str]] = {}
        for each in (*named, *searched, *inside):
            found.setdefault(each["adress"], each)
        return list(found.values())

    def add_picture(self, topic: str) -> Response:
        """Take in a picture; return the line that shows it."""
        try:
            return jsonify(rad=picture_line(self._kit, self._open(topic)))
        except BadPicture as bad:
            return _refused(str(bad))

    def picture(self, name: str) -> Response:
        """Return a picture that may not be published yet."""
        self._kit.editor()
        if picture_names(f"bilder/{name}") != {name}:
            abort(404)
        data = self._kit.editing.shelf.store.picture(name)
        if data is None:
            abort(404)
        kind = _TYPES[name.rpartition(".")[2]]
        return Response(data, content_type=kind, headers=PAGE_HEADERS)

    def _open(self, topic: str) -> OpenTopic:
        self._kit.editor()
        return self._kit.editing.shelf.open_topic(topic)


def _said() -> dict[str, Any]:
    said = request.get_json(silent=True)
    if not isinstance(said, dict):
        abort(400)
    return said


def _text(said: dict[str, Any], name: str) -> str:
    text = said.get(name, "")
    if not isinstance(text, str):
        abort(400)
    return text.replace("\r\n", "\n")


def _link(topic: Topic, rubrik: str, anchor: str, path: str) -> dict[str, str]:
    here, there = path.split("/")[:-1], topic.path.split("/")
    up = "" if here == there[:-1] else "../" * len(here)
    page = there[-1] if here == there[:-1] else topic.path
    address = f"{up}{page}#{anchor}" if anchor else f"{up}{page}"
    room = ROOMS.get(topic.room, "")
    where = topic.titel if rubrik != topic.titel else room
    return {"rubrik": rubrik, "sida": where, "adress": address}


def _refused(why: str) -> Response:
    answer = jsonify(fel=why)
    answer.status_code = 400
    return answer


def add_live(pages: Blueprint, kit: Kit) -> None:
    """Add the addresses that the script asks."""
    live = Live(kit)

    def told(topic: str, answer: Any) -> Response:
        try:
            found: Response = answer(topic)
        except Refused as refused:
            return _refused(str(refused))
        return found

    for name, answer in (
        ("visning", live.preview),
        ("skrivet", live.keep),
        ("lankar", live.links),
        ("bild", live.add_picture),
    ):
        pages.add_url_rule(
            f"/amne/<topic>/{name}",
            f"live_{name}",
            told,
            defaults={"answer": answer},
            methods=["POST"],
        )
    pages.add_url_rule("/bild/<name>", "picture", live.picture)
