"""Nobody can add a page and forget to say who may ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from ledstang.settings import Settings
from ledstang.wiring import make_desk, make_screens
from planning.vocabulary import CARE_ROLES, Role
from planning_ui.policy import ROLES_OF, Policy, policy_of, routes_without_policy
from storage import open_stores

PUBLIC_BEGINNINGS = (
    "/static/",
    "/lathund/",
    "/manual/",
    "/logga-in",
    "/logga-ut",
    "/help/",
    "/inloggning",
)
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


@pytest.fixture(name="screens")
def the_screens(tmp_path: Path) -> Flask:
    """The screens as they run, over stores in memory."""
    settings = Settings(tmp_path, "memory:", demo=True)
    return make_screens(make_desk(open_stores("memory:"), settings), settings)


def test_every_route_declares_who_may_ask(screens: Flask) -> None:
    assert routes_without_policy(screens) == []


def test_a_route_without_a_policy_is_named(screens: Flask) -> None:
    screens.add_url_rule("/glomd", "glomd", lambda: "")
    assert routes_without_policy(screens) == ["/glomd (glomd)"]


def test_what_is_about_a_patient_is_for_care_and_evidence_for_the_central_management_too(
    screens: Flask,
) -> None:
    wanted = {rule: policy for rule, policy in _policies(screens) if "case_id" in rule}
    evidence = {rule for rule in wanted if rule.startswith("/betalning/arende/")}
    assert {wanted[rule] for rule in evidence} == {Policy.EVIDENCE}
    assert {wanted[rule] for rule in wanted.keys() - evidence} == {Policy.CARE}
    assert set(ROLES_OF[Policy.EVIDENCE]) == {*CARE_ROLES, Role.CENTRAL}


def _policies(screens: Flask) -> Iterator[tuple[str, Policy | None]]:
    for rule in screens.url_map.iter_rules():
        yield rule.rule, policy_of(screens.view_functions[rule.endpoint])
