"""The guidance that ships: process, map and pages agree, and every place has its answer."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from help_service.checks import Expected, check_guidance
from help_service.contexts import KINDS, load_context_map
from help_service.findings import Severity
from help_service.library import Library, load_library
from help_service.serialise import sanitise, to_html

ROOT = Path(__file__).parents[2]
DOCS, MAP = ROOT / "docs", ROOT / "context_map.yaml"
REVIEWED = date(2026, 11, 22)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(DOCS)


def processes() -> list[dict[str, Any]]:
    files = sorted((ROOT / "planning/processes").glob("*.yaml"))
    return [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]


def steps() -> dict[str, list[str]]:
    return {
        step["id"]: step["aktorer"]
        for process in processes()
        for step in [*process["steg"], *process.get("undantag", [])]
    }


def fields() -> Iterator[str]:
    for process in processes():
        for command in process["kommandon"]:
            for each in command.get("falt") or []:
                yield f"{command['id']}.{each['id']}"


def phases() -> list[str]:
    return [phase["id"] for process in processes() for phase in process["faser"]]


def navigation() -> Iterator[str]:
    """Concept pages have no place of their own on the screens: the site's navigation has them."""
    for file in (DOCS / "begrepp").glob("*.md"):
        yield file.stem


def test_every_step_role_field_and_phase_has_guidance_and_no_link_is_broken() -> None:
    expected = Expected(
        steps=steps(),
        views=[],
        fields=list(fields()),
        reasons=[],
        navigation=list(navigation()),
        today=REVIEWED,
        phases=phases(),
    )
    findings = check_guidance(DOCS, MAP, expected)
    assert [str(each) for each in findings if each.severity is Severity.ERROR] == []


def test_every_reason_page_is_in_the_map() -> None:
    reasons = load_context_map(MAP).app("ledstang").tables["hinder"]
    assert {file.stem for file in (DOCS / "hinder").glob("*.md")} <= set(reasons)


def test_another_system_has_names_of_its_own_for_the_same_guidance() -> None:
    context_map = load_context_map(MAP)
    own, other = context_map.app("ledstang"), context_map.app("cosmic")
    assert not own.tables["steg"].keys() & other.tables["steg"].keys()
    ours = {entry.place.topic for entry in own.tables["steg"].values()}
    assert {entry.place.topic for entry in other.tables["steg"].values()} <= ours


def test_every_kind_of_context_is_used() -> None:
    assert set(load_context_map(MAP).app("ledstang").tables) == set(KINDS)


def test_the_phase_of_every_step_is_in_the_map() -> None:
    in_process = {
        step["id"]: step["fas"]
        for process in processes()
        for step in [*process["steg"], *process.get("undantag", [])]
    }
    assert dict(load_context_map(MAP).app("ledstang").phase_of_step) == in_process


def test_no_page_holds_anything_that_sanitising_would_take_away(library: Library) -> None:
    for topic in library.topics.values():
        for section in topic.sections:
            html = to_html(section.tree, library.has)
            assert sanitise(html) == html


def test_short_answers_are_short(library: Library) -> None:
    long = {topic.path: len(topic.kort) for topic in library.topics.values()}
    assert {path: length for path, length in long.items() if length > 350} == {}


def test_the_help_that_ships_answers_every_field_with_its_own_text(real_client: Any) -> None:
    for field in fields():
        answer = json.loads(real_client.get(f"/help/api/v1/context?falt={field}").data)
        assert answer["traff"] == "falt", field
        assert answer["html"], field


def test_the_help_that_ships_answers_every_step_for_every_acting_role(real_client: Any) -> None:
    for step, roles in steps().items():
        for role in roles:
            address = f"/help/api/v1/context?steg={step}&roll={role}"
            answer = json.loads(real_client.get(address).data)
            assert answer["traff"] == "steg+roll", (step, role)
