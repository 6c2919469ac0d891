"""The API does what its own description says, whatever is asked: tried by schemathesis."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from help_service.app import help_blueprint
from help_service.memory import memory_help_stores
from help_service.openapi import openapi_document
from help_service.service import HelpService
from help_service.tally import Keeping

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
OWN = {"Sec-Fetch-Site": "same-origin", "Accept-Encoding": "identity"}
OPERATIONS = [(path, way) for path, ways in openapi_document()["paths"].items() for way in ways]


def limits() -> Iterator[tuple[str, str, int]]:
    """Every address with each of its texts, and the most signs that the text may have."""
    for path, ways in openapi_document()["paths"].items():
        for said in ways.get("get", {}).get("parameters", ()):
            if said["in"] == "query":
                yield path.replace("{id}", "kvittera"), said["name"], said["schema"]["maxLength"]


@pytest.fixture
def described(service: HelpService) -> Any:
    app = Flask("test")
    app.register_blueprint(
        help_blueprint(service, Keeping(memory_help_stores(), lambda: date(2026, 11, 23)))
    )
    return schemathesis.openapi.from_wsgi("/help/api/v1/openapi.json", app)


@pytest.mark.parametrize(("path", "way"), OPERATIONS)
def test_the_api_keeps_its_own_description(described: Any, path: str, way: str) -> None:
    operation = described[path][way.upper()]

    @given(operation.as_strategy())
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=OWN, checks=CHECKS)

    ask()


@pytest.mark.parametrize(
    ("path", "way"), [each for each in OPERATIONS if each[0] != "/api/v1/topics"]
)
def test_what_breaks_the_description_breaks_nothing_else(
    described: Any, path: str, way: str
) -> None:
    operation = described[path][way.upper()]

    @given(operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE))
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=OWN, checks=[not_a_server_error])

    ask()


@pytest.mark.parametrize(("path", "name", "longest"), list(limits()))
@pytest.mark.parametrize("word", ["kvittera ", "å", "a.", "\u0301"])
def test_the_longest_that_may_be_asked_is_answered_and_a_sign_more_refused(
    described: Any, path: str, name: str, longest: int, word: str
) -> None:
    # Drawn examples are short: a fault that needs a long text would not be met.
    client = described.app.test_client()
    text = (word * longest)[:longest]
    assert client.get(f"/help{path}", query_string={name: text}).status_code in (200, 404)
    assert client.get(f"/help{path}", query_string={name: text + "a"}).status_code == 400
