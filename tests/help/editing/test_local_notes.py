"""Local notes: seen by one kommun and not by the other, and never in the way of the common text."""

import json
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from help_service.app import help_blueprint
from help_service.editing import BrokenText, Refused, make_editing
from help_service.editing.baseline import FolderBaseline
from help_service.editing.memory import MemoryEditing
from help_service.editing.overlay_source import OverlaySource
from help_service.editing.trying import Trying
from help_service.publisher import FileSource
from help_service.serve import FastHelp
from help_service.service import HelpService

from ..conftest import Guidance
from .conftest import GRETA, LOVA
from .test_live import NOW, Worker

UNITS = {"sundsvall-bistand": ("sundsvall-bistand", "kommun-sundsvall"), "timra-bistand": ("x",)}
NOTE = "Ring [biståndsenheten](../vyer/inkorg.md) efter klockan **16**."


@pytest.fixture
def worker(guidance: Guidance, tmp_path: Path) -> Worker:
    made = Worker(guidance, MemoryEditing(), tmp_path / "added")
    made.service = HelpService(made.service.publisher, lambda unit: UNITS.get(unit, ()))
    return made


def html(worker: Worker, query: str) -> str:
    return str(json.loads(worker.service.context(query.encode()).body)["html"])


def test_a_note_is_seen_in_its_kommun_and_not_in_the_other(worker: Worker) -> None:
    worker.editing.notes.write(LOVA, "kvittera", NOTE, 0, NOW)
    seen = html(worker, "steg=kvittera&roll=kommun&enhet=sundsvall-bistand")
    assert '<p class="admonition-title">I Sundsvalls kommun</p>' in seen
    assert '<a href="/help/amne/inkorg">biståndsenheten</a> efter klockan <strong>16' in seen
    assert seen.index("ni har läst") < seen.index("I Sundsvalls") < seen.index("Gör så här")
    for other in ("&enhet=timra-bistand", "&enhet=finns-inte", ""):
        assert "Sundsvalls" not in html(worker, f"steg=kvittera&roll=kommun{other}")
    assert "Sundsvalls" not in html(worker, "vy=inkorg&enhet=sundsvall-bistand")


def test_a_note_that_is_taken_away_is_gone_at_once(worker: Worker) -> None:
    query = "steg=kvittera&enhet=sundsvall-bistand"
    worker.editing.notes.write(LOVA, "kvittera", NOTE, 0, NOW)
    assert "Sundsvalls" in html(worker, query)
    worker.editing.notes.write(LOVA, "kvittera", "Ring växeln.", 1, NOW)
    assert "växeln" in html(worker, query)
    worker.editing.notes.write(LOVA, "kvittera", "", 2, NOW)
    assert "Sundsvalls" not in html(worker, query)


def test_people_without_a_note_share_one_answer(worker: Worker) -> None:
    worker.editing.notes.write(LOVA, "kvittera", NOTE, 0, NOW)
    shared = worker.service.context(b"steg=kvittera")
    assert worker.service.context(b"steg=kvittera&enhet=timra-bistand") is shared
    assert worker.service.context(b"enhet=timra-bistand&steg=kvittera") is shared
    assert worker.service.context(b"steg=kvittera&enhet=sundsvall-bistand") is not shared


def test_the_layer_before_the_application_knows_units_without_notes(worker: Worker) -> None:
    worker.editing.notes.write(LOVA, "kvittera", NOTE, 0, NOW)

    def application(environ: object, start_response: object) -> list[bytes]:
        raise AssertionError("asked the slow way")

    client = Client(FastHelp(worker.service, application))
    answer = client.get("/help/api/v1/context?steg=kvittera&roll=kommun&enhet=timra-bistand")
    assert answer.status_code == 200
    with pytest.raises(AssertionError, match="slow way"):
        client.get("/help/api/v1/context?steg=kvittera&enhet=sundsvall-bistand")


def test_a_topic_opened_from_a_link_has_the_note_too(worker: Worker) -> None:
    worker.editing.notes.write(LOVA, "kvittera", NOTE, 0, NOW)
    with_note = worker.service.topic("kvittera", "kommun", "sundsvall-bistand")
    without = worker.service.topic("kvittera", "kommun", "timra-bistand")
    assert with_note is not None
    assert without is not None
    assert "I Sundsvalls kommun" in with_note["panel"]
    assert "I Sundsvalls kommun" not in without["panel"]
    assert without == worker.service.topic("kvittera", "kommun")


def test_the_page_without_javascript_has_the_note_too(worker: Worker) -> None:
    worker.editing.notes.write(LOVA, "kvittera", NOTE, 0, NOW)
    app = Flask("help")
    app.register_blueprint(help_blueprint(worker.service))
    client = app.test_client()
    led = client.get("/help/visa?steg=kvittera&enhet=sundsvall-bistand").location
    assert led == "/help/amne/kvittera?enhet=sundsvall-bistand"
    assert "I Sundsvalls kommun" in client.get(led).text
    elsewhere = client.get("/help/visa?steg=kvittera&enhet=timra-bistand").location
    assert elsewhere == "/help/amne/kvittera"
    assert "I Sundsvalls kommun" not in client.get(elsewhere).text


SEEN = "I Sundsvalls kommun"


def test_the_answer_on_a_field_has_the_note_last_and_leads_to_the_page_with_it(
    worker: Worker,
) -> None:
    worker.editing.notes.write(LOVA, "kvittera", NOTE, 0, NOW)
    field = "falt=kvittera.orsak"
    own = json.loads(worker.service.context(f"{field}&enhet=sundsvall-bistand".encode()).body)
    other = json.loads(worker.service.context(f"{field}&enhet=timra-bistand".encode()).body)
    assert own["html"].startswith(other["html"])
    assert SEEN in own["html"]
    assert own["lank"].split("#") == [
        "/help/amne/kvittera?enhet=sundsvall-bistand",
        other["lank"].split("#")[1],
    ]
    assert SEEN not in other["html"]


def test_the_copy_for_an_outage_has_the_notes_of_its_readers(worker: Worker) -> None:
    worker.editing.notes.write(LOVA, "kvittera", NOTE, 0, NOW)
    own, other, common = (
        json.loads(worker.service.bundle("kommun", unit).body)
        for unit in ("sundsvall-bistand", "timra-bistand", None)
    )
    assert other == common
    assert SEEN not in json.dumps(common, ensure_ascii=False)
    (noted,) = (topic for topic in own["amnen"] if SEEN in topic["html"])
    assert noted["id"] == "kvittera"
    assert all(SEEN in section["html"] for section in noted["sektioner"])


def test_the_pages_of_the_copy_follow_a_note_that_is_written_and_taken_away(
    worker: Worker,
) -> None:
    app = Flask("help")
    app.register_blueprint(help_blueprint(worker.service))
    client = app.test_client()
    page = "/help/reserv/amne/kvittera.html"
    assert SEEN not in client.get(f"{page}?enhet=sundsvall-bistand").text
    worker.editing.notes.write(LOVA, "kvittera", NOTE, 0, NOW)
    assert SEEN in client.get(f"{page}?enhet=sundsvall-bistand").text
    assert 'href="../amne/inkorg.html"' in client.get(f"{page}?enhet=sundsvall-bistand").text
    assert SEEN not in client.get(f"{page}?enhet=timra-bistand").text
    assert SEEN not in client.get(page).text
    worker.editing.notes.write(LOVA, "kvittera", "", 1, NOW)
    assert SEEN not in client.get(f"{page}?enhet=sundsvall-bistand").text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[dit](javascript:alert(1))",
        "![x](../bilder/x.png)",
        "Se [sidan](../steg/finns-inte.md).",
        "`kod`",
    ],
)
def test_a_note_outside_the_subset_is_refused(worker: Worker, text: str) -> None:
    with pytest.raises((BrokenText, Refused)):
        worker.editing.notes.write(LOVA, "kvittera", text, 0, NOW)
    assert worker.service.snapshot.library.layer.notes == {}


def test_a_note_never_stops_the_common_text(worker: Worker) -> None:
    note = "Se [inkorgen](../vyer/inkorg.md#extra)."
    worker.publish(worker.shipped("inkorg") + "\n## Extra\n\nMer.\n", "inkorg")
    worker.editing.notes.write(LOVA, "kvittera", note, 0, NOW)
    worker.editing.judging.roll_back(GRETA, "inkorg", 0, NOW)
    seen = html(worker, "steg=kvittera&enhet=sundsvall-bistand")
    assert "Se inkorgen." in seen


def test_a_note_on_a_page_that_ships_is_kept_when_the_page_is_edited(worker: Worker) -> None:
    worker.editing.notes.write(LOVA, "kvittera", NOTE, 0, NOW)
    worker.say("Kvittera betyder läst.")
    seen = html(worker, "steg=kvittera&enhet=sundsvall-bistand")
    assert "betyder läst" in seen
    assert "I Sundsvalls kommun" in seen


def test_the_editing_needs_no_organisation_to_start(guidance: Guidance, tmp_path: Path) -> None:
    store = MemoryEditing()
    files = FileSource(guidance.docs, guidance.map_file)
    source = OverlaySource(files, store, tmp_path)
    alone = guidance.service()
    trial = Trying(source, lambda: alone.snapshot.library)
    editing = make_editing(store, FolderBaseline(guidance.docs), trial)
    editing.notes.write(LOVA, "kvittera", NOTE, 0, NOW)
    assert "Sundsvalls" not in alone.context(b"steg=kvittera&enhet=sundsvall-bistand").body.decode()
