"""After an edit lathund and manual are built anew beside those that readers have meanwhile."""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path
from threading import Event

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from help_service.editing import Written
from ledstang import clock
from ledstang.building import keep_built, live_mark, set_built
from ledstang.edit_pages import under_way
from ledstang.edited_guidance import edited_guidance
from ledstang.settings import Settings
from ledstang.wiring import make_desk, make_screens
from storage import open_help_stores, open_stores
from tests.help.editing.conftest import GRETA, SARA

SAID = "Ring först om det brådskar."
OLD = "<h1>Den gamla manualen</h1>"
PAGE = "/manual/steg/kvittera/"
PATIENCE = 900
"""Seconds: the build stands back for all other work on the machine."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data folder in which a manual has been built already."""
    found = Settings(tmp_path, f"sqlite:///{tmp_path / 'ledstang.db'}")
    page = found.manual / "steg" / "kvittera" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(OLD, encoding="utf-8")
    set_built(found, live_mark(found, open_help_stores(found.database).editing))
    return found


@pytest.fixture
def reader(settings: Settings) -> FlaskClient:
    stores = open_stores(settings.database)
    return make_screens(make_desk(stores, settings), settings).test_client()


def publish(settings: Settings) -> None:
    """The whole way of an edit, on the guidance that ships."""
    editing = edited_guidance(
        settings, open_help_stores(settings.database), lambda unit: ()
    ).editing
    shipped = editing.shelf.open_topic("kvittera").newest
    text = shipped.replace("\n\n## ", f" {SAID}\n\n## ", 1)
    number = editing.writing.save_draft(SARA, Written("kvittera", text, 0), clock.now()).number
    editing.writing.submit(SARA, "kvittera", number, clock.now())
    editing.judging.approve(GRETA, "kvittera", number, clock.now())


@pytest.mark.proof
def test_the_manual_has_the_new_sentence_after_the_build_and_the_old_one_is_served_meanwhile(
    settings: Settings, reader: FlaskClient
) -> None:
    stop = Event()
    told: list[str] = []
    shown: list[str] = []
    thread = keep_built(settings, open_help_stores(settings.database).editing, stop)
    publish(settings)
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit and (not shown or SAID not in shown[-1]):
        answer = reader.get(PAGE)
        assert answer.status_code == 200
        shown.append(answer.text)
        told.append(under_way(settings))
        time.sleep(0.05)
    stop.set()
    thread.join()
    assert SAID in shown[-1]
    assert set(shown[:-1]) == {OLD}
    assert {each for each in told if each} == {
        "Lathundarna byggs om, del 1 av 2. De gamla visas så länge.",
        "Manualen byggs om, del 2 av 2. De gamla visas så länge.",
    }
    assert under_way(settings) == ""
    paper = PdfReader(BytesIO(reader.get("/lathund/kommun.pdf").data))
    assert SAID in " ".join(" ".join(page.extract_text() for page in paper.pages).split())
