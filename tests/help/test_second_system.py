"""A second system has its own names for the same guidance: by the map that ships, for Cosmic."""

import json

import pytest
from flask import Flask
from werkzeug.test import Client

from help_service.app import help_blueprint, help_service
from help_service.service import HelpService

from .conftest import ROOT, word_searcher

CONTEXT = "/help/api/v1/context"


@pytest.fixture(scope="module")
def shipped() -> HelpService:
    return help_service(ROOT / "docs", ROOT / "context_map.yaml", word_searcher)


@pytest.fixture(scope="module")
def client(shipped: HelpService) -> Client:
    app = Flask("test")
    app.register_blueprint(help_blueprint(shipped))
    return Client(app)


def answer(client: Client, query: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(client.get(f"{CONTEXT}?{query}").data)
    return found


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("steg=bekrafta-meddelande", "steg=kvittera"),
        ("steg=utse-vardkontakt", "steg=fast-vardkontakt"),
        ("vy=vardplaneringslista", "vy=oversikt"),
        (
            "falt=meddelande-om-utskrivningsklar.tidpunkt-bedomning",
            "falt=utskrivningsklar.bedomt",
        ),
    ],
)
@pytest.mark.parametrize("role", ["", "&roll=kommun", "&roll=slutenvard"])
def test_both_systems_show_the_same_text(client: Client, theirs: str, ours: str, role: str) -> None:
    one, other = answer(client, f"app=cosmic&{theirs}{role}"), answer(client, ours + role)
    for part in ("id", "html", "hash", "traff", "rubrik"):
        assert one[part] == other[part]


def test_their_context_adds_links_of_its_own(client: Client) -> None:
    links = answer(client, "app=cosmic&steg=inskrivning-slutenvard")["lankar"]
    assert isinstance(links, list)
    assert links[0]["id"] == "inskrivningsmeddelande"


def test_their_names_are_theirs_alone(client: Client) -> None:
    assert answer(client, "steg=bekrafta-meddelande")["traff"] in ("sok", "start")
    assert answer(client, "app=cosmic&steg=kvittera")["traff"] in ("sok", "start")


def test_their_infobutton_asks_by_their_names(client: Client) -> None:
    query = "representedOrganization.app=cosmic&mainSearchCriteria.v.c=bekrafta-meddelande"
    response = client.get(f"/help/infobutton?{query}&performer=kommun")
    assert (
        response.data
        == client.get(f"{CONTEXT}?app=cosmic&steg=bekrafta-meddelande&roll=kommun").data
    )


def test_their_field_is_asked_as_a_subtopic(client: Client) -> None:
    field = "meddelande-om-utskrivningsklar.tidpunkt-bedomning"
    response = client.get(
        f"/help/infobutton?representedOrganization.app=cosmic&subTopic.v.c={field}"
        "&knowledgeResponseType=text/html"
    )
    assert response.headers["Location"] == "/help/amne/utskrivningsklar#lakaren-bedomde"


def test_every_declared_context_of_both_is_answered_by_the_map(shipped: HelpService) -> None:
    snapshot = shipped.snapshot
    loose = [snapshot.plan.declared[place].context for place in snapshot.loose]
    # Only who asks from nowhere in particular, without a role, is led to the start page.
    assert {context.app for context in loose} == {"ledstang", "cosmic", "cosmic@2"}
    assert all(list(context.parameters()) == [("app", context.app)] for context in loose)


@pytest.mark.parametrize(
    ("release", "step", "link"),
    [
        ("cosmic@2", "kvittera-meddelande", "steg"),
        ("cosmic@2", "bekrafta-meddelande", "steg"),
        ("cosmic@9", "bekrafta-meddelande", "steg"),
        ("cosmic", "kvittera-meddelande", "sok"),
    ],
)
def test_a_release_has_its_own_names_before_those_of_its_system(
    client: Client, release: str, step: str, link: str
) -> None:
    found = answer(client, f"app={release}&steg={step}")
    assert found["traff"] == link
    if link == "steg":
        assert found["id"] == "kvittera"
