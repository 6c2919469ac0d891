"""The help API, asked as other systems ask it."""

import gzip
import json

import pytest
from flask import Flask
from openapi_spec_validator import validate
from werkzeug.test import Client, TestResponse

from help_service.answers import to_json
from help_service.app import help_blueprint
from help_service.serve import FastHelp, takes_gzip
from help_service.service import HelpService

CONTEXT = "/help/api/v1/context"


@pytest.fixture
def client(service: HelpService) -> Client:
    app = Flask("test")
    app.register_blueprint(help_blueprint(service))
    return Client(FastHelp(service, app))


def is_problem(response: TestResponse, status: int) -> bool:
    body = json.loads(response.data)
    return (
        response.status_code == status
        and response.content_type == "application/problem+json"
        and body["status"] == status
        and bool(body["detail"])
    )


@pytest.mark.parametrize(
    "query", ["steg=kvittera&roll=kommun", "roll=kommun&steg=kvittera", "vy=nix&steg=kvittera"]
)
def test_a_context_is_answered_however_it_is_written(client: Client, query: str) -> None:
    for _ in range(2):
        response = client.get(f"{CONTEXT}?{query}")
        assert response.status_code == 200
        assert response.content_type == "application/json"
        assert json.loads(response.data)["id"] == "kvittera"


def test_parameters_in_another_order_with_empty_ones_are_answered(client: Client) -> None:
    response = client.get(f"{CONTEXT}?app=&steg=kvittera&roll=&enhet=&vy=&falt=&hinder=")
    assert json.loads(response.data)["traff"] == "steg"


@pytest.mark.parametrize("query", ["steg=kvittera", "steg=kvittera&enhet=hc-granlo"])
def test_an_unchanged_answer_is_not_sent_again(client: Client, query: str) -> None:
    first = client.get(f"{CONTEXT}?{query}")
    again = client.get(f"{CONTEXT}?{query}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("query", ["steg=kvittera", "steg=kvittera&enhet=hc-granlo"])
def test_the_answer_is_compressed_for_who_takes_it(client: Client, query: str) -> None:
    plain = client.get(f"{CONTEXT}?{query}")
    packed = client.get(f"{CONTEXT}?{query}", headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    for response in (plain, packed):
        assert response.headers["Vary"] == "Accept-Encoding"
        assert response.headers["Content-Length"] == str(len(response.data))
        assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("said", "taken"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("gzip;q=0", False), ("", False)],
)
def test_what_the_client_takes_is_respected(said: str, taken: bool) -> None:
    assert takes_gzip(said) is taken


@pytest.mark.parametrize(
    "query",
    [
        "steg=" + "a" * 201,
        "steg=a%00b",
        "steg=a%0Ab",
        "steg=a&steg=b",
        "personnummer=x",
        "steg=%FF",
        "&".join(f"x{number}=1" for number in range(40)),
    ],
)
@pytest.mark.parametrize("address", [CONTEXT, "/help/api/v1/search", "/help/api/v1/bundle"])
def test_a_malformed_query_gets_a_problem_and_no_trace(
    client: Client, address: str, query: str
) -> None:
    assert is_problem(client.get(f"{address}?{query}"), 400)


def test_what_does_not_exist_is_a_problem(client: Client) -> None:
    assert is_problem(client.get("/help/api/v1/topics/nix"), 404)
    assert is_problem(client.get("/help/api/v1/nix"), 404)
    for address in (CONTEXT, "/help/infobutton"):
        refused = client.post(address)
        assert is_problem(refused, 405)
        assert "GET" in refused.headers["Allow"]


def test_search_answers_with_sections(client: Client) -> None:
    found = json.loads(client.get("/help/api/v1/search?q=kvittera+nu&roll=kommun").data)
    assert found["fraga"] == "kvittera nu"
    assert found["resultat"] == [
        {
            "id": "kvittera",
            "titel": "Kvittera",
            "rubrik": "Kvittera",
            "utdrag": "Kvittera betyder att ni har läst.",
            "lank": "/help/amne/kvittera",
            "poang": 1.0,
        }
    ]


@pytest.mark.parametrize("query", ["", "q=", "q=dosering"])
def test_search_without_a_hit_is_an_empty_list(client: Client, query: str) -> None:
    assert json.loads(client.get(f"/help/api/v1/search?{query}").data)["resultat"] == []


def test_a_question_from_elsewhere_is_told_where_to_turn(client: Client) -> None:
    found = json.loads(client.get("/help/api/v1/search?q=min+semester").data)
    assert (found["resultat"], found["vart"]) == ([], "Fråga din chef.")


@pytest.mark.parametrize("query", ["kvittera", "dosering", ""])
def test_nothing_is_told_of_elsewhere_otherwise(client: Client, query: str) -> None:
    assert json.loads(client.get(f"/help/api/v1/search?q={query}").data)["vart"] is None


def test_topics_are_listed_and_given_whole(client: Client) -> None:
    listed = json.loads(client.get("/help/api/v1/topics").data)["amnen"]
    assert {each["id"] for each in listed} >= {"kvittera", "inkorg", "index"}
    whole = json.loads(client.get("/help/api/v1/topics/kvittera?roll=kommun").data)
    assert '<h3 id="meddelande">Meddelande</h3>' in whole["html"]
    assert '<details id="oppenvarden">' in whole["panel"]
    assert whole["sektioner"][0] == {"rubrik": "När", "anchor": "nar", "niva": 2, "roll": None}


def test_the_bundle_holds_texts_and_map(client: Client) -> None:
    bundle = json.loads(client.get("/help/api/v1/bundle?roll=kommun").data)
    assert bundle["roll"] == "kommun"
    assert bundle["ord"] == {"syrr": ["sjuksköterska"]}
    assert bundle["annanstans"] == [{"vart": "Fråga din chef.", "ord": ["semester"]}]
    assert bundle["karta"]["ledstang"]["falt"]["kvittera.meddelande"] == "kvittera#meddelande"
    assert {each["id"] for each in bundle["amnen"]} >= {"kvittera", "inkorg"}


def test_the_description_is_valid_openapi_and_names_every_key_of_an_answer(client: Client) -> None:
    description = json.loads(client.get("/help/api/v1/openapi.json").data)
    validate(description)
    answer = json.loads(client.get(f"{CONTEXT}?steg=kvittera").data)
    assert set(description["components"]["schemas"]["Svar"]["required"]) == set(answer)


def test_an_infobutton_query_gets_the_same_answer(client: Client) -> None:
    query = (
        "mainSearchCriteria.v.c=kvittera&taskContext.c.c=inkorg&performer=PROV"
        "&performer.healthCareProvider.c.c=kommun&performer.languageCode.c=sv"
        "&mainSearchCriteria.v.dn=Kvittera&patientPerson.administrativeGenderCode.c=F"
    )
    response = client.get(f"/help/infobutton?{query}")
    assert response.data == client.get(f"{CONTEXT}?steg=kvittera&roll=kommun&vy=inkorg").data
    assert response.headers["Content-Language"] == "sv"


INFOBUTTON = "/help/infobutton?mainSearchCriteria.v.cs=1.2.752&"


@pytest.mark.parametrize(
    ("query", "traff", "lank"),
    [
        ("mainSearchCriteria.v.dn=Kvittera", "sok", "/help/amne/kvittera"),
        (
            "mainSearchCriteria.v.c=4711&mainSearchCriteria.v.dn=Kvittera",
            "sok",
            "/help/amne/kvittera",
        ),
        (
            "mainSearchCriteria.v.c=4711&mainSearchCriteria.v.ot=Kvittera",
            "sok",
            "/help/amne/kvittera",
        ),
        (
            "mainSearchCriteria.v.dn=Inkorg&subTopic.v.c=9&subTopic.v.dn=Kvittera",
            "sok",
            "/help/amne/kvittera",
        ),
        (
            "mainSearchCriteria.v.c=kvittera&mainSearchCriteria.v.dn=Inkorg",
            "steg",
            "/help/amne/kvittera",
        ),
        ("taskContext.c.c=inkorg&mainSearchCriteria.v.dn=Kvittera", "vy", "/help/amne/inkorg"),
        ("mainSearchCriteria.v.dn=Xyzzy", "start", "/help/amne/index"),
    ],
)
def test_an_infobutton_searches_by_display_name_when_no_code_answers(
    client: Client, query: str, traff: str, lank: str
) -> None:
    answer = json.loads(client.get(INFOBUTTON + query).data)
    assert (answer["traff"], answer["lank"]) == (traff, lank)


def test_a_display_name_with_a_personal_number_is_not_searched_and_not_echoed(
    client: Client,
) -> None:
    query = "mainSearchCriteria.v.dn=Kvittera+18900202-9800"
    response = client.get(INFOBUTTON + query)
    assert json.loads(response.data)["traff"] == "start"
    assert b"9800" not in response.data


def test_the_context_takes_words_for_the_search_too(client: Client) -> None:
    found = json.loads(client.get(f"{CONTEXT}?steg=4711&ord=Kvittera").data)
    assert found["kedja"][-1] == {"led": "sok", "nyckel": "Kvittera", "traff": True}


def test_an_infobutton_query_can_lead_to_the_page(client: Client) -> None:
    response = client.get(
        "/help/infobutton?mainSearchCriteria.v.c=kvittera&knowledgeResponseType=text/html"
    )
    assert (response.status_code, response.headers["Location"]) == (303, "/help/amne/kvittera")
    description = json.loads(client.get("/help/api/v1/openapi.json").data)
    assert "303" in description["paths"]["/infobutton"]["get"]["responses"]


def test_hostile_text_in_a_query_comes_back_only_as_text(client: Client) -> None:
    hostile = "%3Cscript%3Ealert(1)%3C/script%3E"
    page = client.get(f"/help/sok?q={hostile}").get_data(as_text=True)
    assert "<script>alert" not in page
    answer = client.get(f"{CONTEXT}?steg={hostile}")
    assert answer.content_type == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_json_keeps_swedish_letters() -> None:
    assert to_json({"a": "å"}) == '{"a":"å"}'.encode()
