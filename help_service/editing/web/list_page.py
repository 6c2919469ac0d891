"""The list of topics, and a new topic from what it says is missing."""

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from help_service.contexts import DEFAULT_APP
from help_service.editing import NewTopic, Refused, Tie
from help_service.editing.checking.readability import readability
from help_service.editing.page_template import new_page
from help_service.editing.web.kit import Kit, field_of, page
from help_service.editing.web.listing import (
    CHOICES,
    ROOM_OF_KIND,
    STANDING_NAMES,
    Gap,
    Row,
    Standing,
    faults_of,
    gaps,
    progress,
    rows,
)
from help_service.rooms import ROOMS
from help_service.slugs import slugify
from help_service.topics import Topic, canonical_source

_LONGEST_TITLE = 80


class ListPages:
    """The list and the form for a new topic."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._lix: dict[str, int] = {}
        """By hash of the text, since counting all anew would take half a second."""

    def show(self) -> Response:
        """Return the list, narrowed to what the address says."""
        kit = self._kit
        library, context_map = kit.library, kit.service.snapshot.context_map
        expected = kit.expected() if kit.expected else None
        found = rows(
            kit.editing.shelf.topics(),
            library,
            faults_of(library, context_map, expected),
            self._places(),
            self._lix_of_all(),
            kit.today,
        )
        return page(
            kit,
            "lista.html",
            rows=[row for row in found if _is_wanted(row)],
            total=len(found),
            waiting=[row for row in found if row.standing is Standing.REVIEW],
            noted=self._noted(),
            progress=progress(library, kit.today),
            under_way=kit.under_way() if kit.under_way else "",
            gaps=[(gap, self._home_of(gap)) for gap in gaps(context_map, expected)],
            chosen=request.args,
            standings=STANDING_NAMES,
            choices=CHOICES,
            rooms=ROOMS,
        )

    def _noted(self) -> list[Topic]:
        """The topics on which the person's own organisation has a note."""
        library, own = self._kit.library, self._kit.editor().organisation
        told = (
            library.topics[topic]
            for topic, notes in library.layer.notes.items()
            if any(note.organisation == own for note in notes)
        )
        return sorted(told, key=lambda topic: topic.titel)

    def new(self) -> Response:
        """Return the form for a new topic that no gap asks for."""
        return self._form("", "")

    def add(self) -> BaseResponse:
        """Begin a topic from the template of its room, and open it."""
        kit, editor = self._kit, self._kit.editor()
        kind, key = field_of("slag"), field_of("nyckel")
        titel = field_of("titel", _LONGEST_TITLE) or key.replace("-", " ").capitalize()
        topic = key if kind in ROOM_OF_KIND and key else slugify(titel)
        room = ROOM_OF_KIND.get(kind) or field_of("rum")
        roles = self._roles(kind, key)
        text = new_page(topic, titel, room, kit.today, roles)
        ties = (Tie(kind, key),) if kind in ROOM_OF_KIND and key else ()
        try:
            kit.editing.writing.new_topic(editor, NewTopic(topic, room, text, ties), kit.now())
        except Refused as refused:
            return self._form(kind, key, str(refused), 400)
        return redirect(url_for("redigera.edit", topic=topic), 303)

    def _form(self, kind: str, key: str, wrong: str = "", status: int = 200) -> Response:
        known = kind in ROOM_OF_KIND
        return page(
            self._kit,
            "ny.html",
            status,
            gap=Gap(kind, key) if known and key else None,
            room=ROOM_OF_KIND.get(kind, ""),
            titel=field_of("titel", _LONGEST_TITLE) or key.replace("-", " ").capitalize(),
            rooms=ROOMS,
            wrong=wrong,
        )

    def _roles(self, kind: str, key: str) -> list[str]:
        expected = self._kit.expected() if self._kit.expected else None
        return list(expected.steps.get(key, ())) if expected and kind == "steg" else []

    def _places(self) -> dict[str, int]:
        ranked = self._kit.ranked() if self._kit.ranked else ()
        said = [todo for todo in ranked if todo.nej or todo.utan_traff]
        return {todo.id: place for place, todo in enumerate(said, start=1)}

    def _lix_of_all(self) -> dict[str, int]:
        library = self._kit.library
        for topic in library.topics.values():
            if topic.hash not in self._lix:
                source = canonical_source(library.source(topic))
                self._lix[topic.hash] = readability(source).lix
        return {topic.id: self._lix[topic.hash] for topic in library.topics.values()}

    def _home_of(self, gap: Gap) -> str:
        """The topic where a field's heading belongs: that of the step with the command's name."""
        steps = self._kit.service.snapshot.context_map.app(DEFAULT_APP).tables.get("steg", {})
        command = gap.key.split(".")[0]
        return steps[command].place.topic if gap.kind == "falt" and command in steps else ""


def _is_wanted(row: Row) -> bool:
    asked = request.args
    return (
        asked.get("lage", "") in ("", row.standing.value)
        and asked.get("rum", "") in ("", row.room)
        and row.is_chosen(asked.get("urval", ""))
        and row.holds(asked.get("ord", "")[:_LONGEST_TITLE])
    )


def add_list(pages: Blueprint, kit: Kit) -> None:
    """Add the list's addresses."""
    view = ListPages(kit)
    pages.add_url_rule("/", "list", view.show)
    pages.add_url_rule("/ny", "new", view.new)
    pages.add_url_rule("/ny", "add", view.add, methods=["POST"])
