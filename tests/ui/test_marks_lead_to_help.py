"""What F1 answers: every control that a page marks is explained by itself, not by a likely page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from help_service.contexts import AppMap, load_context_map
from planning.vocabulary import Role
from planning_ui.present.shell import GUIDES, menu_of
from tests.ui.conftest import Person

MARK = re.compile(r'data-hjalp-(falt|steg|vy|hinder)="([^"]+)"')
LISTS = ("/oversikt", "/inkorg", "/planeringstavla", "/sip", "/paminnelser", "/arende/nytt")


@pytest.fixture(scope="module")
def explained() -> AppMap:
    return load_context_map(Path(__file__).parents[2] / "context_map.yaml").app("ledstang")


def marks_in(page: str) -> set[tuple[str, str]]:
    return {(kind, name) for kind, names in MARK.findall(page) for name in names.split()}


def test_every_mark_of_a_page_is_in_the_map(anna: Person, case: str, explained: AppMap) -> None:
    paths = (*LISTS, case, f"{case}/steg/hemgangsklar", f"{case}/steg/inskrivningsmeddelande")
    marks = set().union(*(marks_in(anna.get(path)) for path in paths))
    assert {kind for kind, _ in marks} == {"falt", "steg", "vy", "hinder"}
    assert {mark for mark in marks if explained.entry(*mark) is None} == set()


def test_a_heading_of_the_list_and_a_step_in_it_are_asked_about_by_themselves(
    anna: Person, case: str
) -> None:
    marks = marks_in(anna.get("/oversikt"))
    assert {("falt", "oversikt.namn"), ("falt", "oversikt.filter")} <= marks
    assert ("steg", "samtycke") in marks
    assert {("vy", "sok"), ("vy", "planeringstavla")} <= marks


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_is_explained_for_every_role(role: Role, explained: AppMap) -> None:
    asked = [item.explained for item in (*menu_of(role, 0), *GUIDES)]
    assert [each for each in asked if each and explained.entry(*each) is None] == []
    assert len([each for each in asked if each]) >= 4
