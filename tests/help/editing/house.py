"""A house of superusers: the pages over a small guidance, and who sits at them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from help_service.app import help_blueprint, help_service
from help_service.editing import Editor, make_editing
from help_service.editing.baseline import FolderBaseline
from help_service.editing.memory import MemoryEditing
from help_service.editing.overlay_source import OverlaySource
from help_service.editing.trying import Trying
from help_service.editing.web.blueprint import edit_blueprint
from help_service.editing.web.kit import Kit
from help_service.learning.pages import Door
from help_service.publisher import FileSource

from .conftest import GRETA, SARA
from .small_docs import wanted, write_docs

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PAGE = "/help/redigera/amne/kvittera"
SHORT = "Tryck på **Kvittera** när du har läst"


@dataclass
class House:
    """The pages over the guidance that ships and a store in memory, and who sits there."""

    app: Flask
    kit: Kit
    now: list[datetime]
    who: list[Editor | None] = field(default_factory=lambda: [SARA])

    @property
    def client(self) -> FlaskClient:
        """A browser."""
        return self.app.test_client()

    def comes(self, editor: Editor | None) -> House:
        """Somebody else sits down, a minute later."""
        self.who[0] = editor
        self.now[0] += timedelta(minutes=1)
        return self

    def get(self, path: str = PAGE, status: int = 200) -> str:
        """The text of a page."""
        answer = self.client.get(path)
        assert answer.status_code == status, answer.text
        return unescape(answer.text)

    def text(self) -> str:
        """What stands in the text box."""
        found = re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', self.get(), re.S)
        assert found
        return found[1]

    def base(self) -> str:
        """The version that the page was made from."""
        found = re.search(r'name="base" value="(\d+)"', self.get())
        assert found
        return found[1]

    def press(self, button: str, text: str, **more: str) -> TestResponse:
        """Send the form with a button, as a browser without JavaScript does."""
        fields = {"base": more.pop("base", "") or self.base(), "text": text, "gor": button, **more}
        return self.client.post(PAGE, data=fields)

    def judge(self, number: int, deed: str, **more: str) -> TestResponse:
        """Press a button on a version's page."""
        return self.client.post(f"{PAGE}/version/{number}", data={"gor": deed, **more})

    def ask(self, path: str, **said: object) -> TestResponse:
        """Ask as the page's script does."""
        return self.client.post(f"{PAGE}/{path}", json=said)

    def publishes(self, words: str) -> None:
        """Sara writes, Greta publishes."""
        self.comes(SARA)
        text = self.text().replace(SHORT, words)
        assert self.press("skicka", text).status_code == 303
        number = self.kit.editing.shelf.history("kvittera").head
        assert self.comes(GRETA).judge(number, "publicera").status_code == 303


def open_house(folder: Path, missing: str = "") -> House:
    """A house over the small guidance; it begins with no version of any page."""
    docs, map_file = write_docs(folder)
    store, now = MemoryEditing(), [START]
    who: list[Editor | None] = [SARA]
    source = OverlaySource(FileSource(docs, map_file), store, folder / "added", lambda: 0.0)
    service = help_service(docs, map_file, source=source)
    trial = Trying(source, lambda: service.snapshot.library, wanted)

    def take_up() -> None:
        service.refresh()

    editing = make_editing(store, FolderBaseline(docs), trial, take_up)
    door = Door(lambda: who[0], lambda: "hemligt")
    kit = Kit(editing, service, door, lambda: now[0], lambda: wanted(missing))
    app = Flask("test", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = 256 * 1024
    app.config["MAX_FORM_MEMORY_SIZE"] = 256 * 1024
    app.register_blueprint(help_blueprint(service))
    app.register_blueprint(edit_blueprint(kit))
    return House(app, kit, now, who)


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (30, 20), "teal").save(out, "PNG")
    return out.getvalue()
