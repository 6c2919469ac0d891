"""The whole system, asked by each method: the help says by itself which ones an address has."""

import json
from collections.abc import Iterator

import pytest
from werkzeug.test import Client, TestResponse

from help_service.openapi import openapi_document
from tests.whole_system import made_up_region, whole_system

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE")
ASKING: tuple[dict[str, str], ...] = (
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "cross-site"},
)
"""Another program, our own page, and a page of somebody else."""
DESCRIBED = openapi_document()["paths"]
PAGES = ("/help/", "/help/visa", "/help/sok", "/help/amne/kvittera", "/help/reserv/", "/help/sw.js")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with whole_system(made_up_region(tmp_path_factory.mktemp("whole"))) as browser:
        yield browser()


def address_of(described: str) -> str:
    return "/help" + described.replace("{id}", "kvittera")


def methods_in(header: str | None) -> set[str]:
    return {each.strip() for each in (header or "").split(",")}


def is_no_such_method(response: TestResponse, has: set[str]) -> bool:
    told = response.content_type == "application/problem+json"
    return told and response.status_code == 405 and methods_in(response.headers["Allow"]) == has


@pytest.mark.parametrize("path", DESCRIBED)
def test_an_address_of_the_api_tells_its_methods_and_refuses_all_others(
    client: Client, path: str
) -> None:
    described = {method.upper() for method in DESCRIBED[path]}
    has = described | {"OPTIONS"} | ({"HEAD"} if "GET" in described else set())
    for said in ASKING:
        asked = client.open(address_of(path), method="OPTIONS", headers=said)
        assert methods_in(asked.headers["Allow"]) == has
        for method in set(METHODS) - has:
            answer = client.open(address_of(path), method=method, headers=said)
            assert is_no_such_method(answer, has), (method, said, answer.status)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_help_tells_its_methods_when_it_refuses_one(
    client: Client, path: str
) -> None:
    for method in set(METHODS) - {"GET", "HEAD"}:
        answer = client.open(path, method=method)
        assert answer.status_code == 405
        assert methods_in(answer.headers["Allow"]) == {"GET", "HEAD", "OPTIONS"}


def test_a_vote_from_a_foreign_page_is_refused_with_a_reason(client: Client) -> None:
    vote = {"id": "kvittera", "hash": "0" * 16, "svar": "ja"}
    for path in ("/help/api/v1/feedback", "/help/api/v1/opened", "/help/svar"):
        answer = client.post(path, json=vote, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
        assert "egna sidor" in json.loads(answer.data)["detail"]
