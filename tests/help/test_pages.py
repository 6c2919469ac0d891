"""Help without JavaScript: plain pages that lead on."""

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from help_service.app import help_blueprint
from help_service.service import HelpService

from .conftest import Guidance


def client_of(service: HelpService) -> Client:
    app = Flask("test")
    app.register_blueprint(help_blueprint(service))
    return Client(app)


@pytest.fixture
def client(service: HelpService) -> Client:
    return client_of(service)


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/help/", 200, "Här börjar hjälpen."),
        ("/help/amne/kvittera", 200, '<h2 id="gor-sa-har">Gör så här</h2>'),
        ("/help/amne/nix", 404, "Sidan finns inte"),
        ("/help/sok", 200, "Vad undrar du?"),
        ("/help/sok?q=kvittera", 200, "1 svar på"),
        ("/help/sok?q=dosering", 200, "Inget svar på"),
        ("/help/sok?q=semester", 200, "Det hör inte hit.</strong> Fråga din chef."),
        ("/help/sok?q=" + "a" * 300, 400, "längre än 200 tecken"),
        ("/help/bild/../context_map.yaml", 404, "Sidan finns inte"),
        ("/help/bild/index.md", 404, "Sidan finns inte"),
    ],
)
def test_a_page_says_what_it_should_under_a_strict_policy(
    client: Client, address: str, status: int, said: str
) -> None:
    response = client.get(address)
    page = response.get_data(as_text=True)
    assert response.status_code == status
    assert said in page
    assert '<html lang="sv">' in page
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert " style=" not in page


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("steg=kvittera&falt=kvittera.meddelande", "/help/amne/kvittera#meddelande"),
        ("hinder=ej-mottagare", "/help/amne/ej-mottagare"),
        ("nix=1", "/help/amne/index"),
    ],
)
def test_a_help_icon_leads_to_its_page(client: Client, query: str, place: str) -> None:
    response = client.get(f"/help/visa?{query}")
    assert (response.status_code, response.headers["Location"]) == (303, place)


def test_a_page_for_what_is_not_built_says_so(guidance: Guidance) -> None:
    file = guidance.docs / "vyer/inkorg.md"
    source = file.read_text(encoding="utf-8").replace("lagrum: []", "lagrum: []\nbyggd: nej")
    file.write_text(source, encoding="utf-8")
    page = client_of(guidance.service()).get("/help/amne/inkorg").get_data(as_text=True)
    assert "Görs utanför systemet." in page


def test_a_picture_is_served_only_if_a_page_shows_it(guidance: Guidance) -> None:
    (guidance.docs / "bilder").mkdir()
    for name in ("ruta.svg", "annan.svg"):
        (guidance.docs / "bilder" / name).write_text("<svg/>", encoding="utf-8")
    guidance.write("vyer/sok.md", "Sök", "Kort.\n\n![Rutan](../bilder/ruta.svg)\n")
    client = client_of(guidance.service())
    shown = client.get("/help/bild/bilder/ruta.svg")
    assert (shown.status_code, shown.mimetype) == (200, "image/svg+xml")
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    assert client.get("/help/bild/bilder/annan.svg").status_code == 404


def test_the_panels_files_may_be_used_by_pages_of_other_origins(client: Client) -> None:
    static = Path(__file__).parents[2] / "help_service/static"
    for file in [*static.glob("*.js"), *static.glob("*.css")]:
        response = client.get(f"/help/static/{file.name}")
        assert response.status_code == 200
        assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("typed", ["189002029800", "18900202-9800", "test 900202-9800"])
def test_a_number_typed_in_the_search_stays_in_no_address_and_is_not_echoed(
    client: Client, typed: str
) -> None:
    answer = client.get("/help/sok", query_string={"q": typed})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/help/sok/nummer"
    page = client.get("/help/sok/nummer").get_data(as_text=True)
    assert "Skriv inget personnummer här." in page
