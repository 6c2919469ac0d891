"""The API does what its own description says, whatever is asked: tried by schemathesis."""

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
