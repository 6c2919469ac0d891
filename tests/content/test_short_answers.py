"""The short answer of a step stands alone: it names who does it and, where it has one, the time."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from help_service.library import Library, read_library

ROOT = Path(__file__).parents[2]
WHO = re.compile(
    r"\b(avdelning|öppenvård|kommun|läkare|chefsöverläkare|parter|(?:varje|en) (?:part|enhet)"
    r"|är ni kallade|den fasta vårdkontakten|den som|den ni valde|har ni fått)",
    re.IGNORECASE,
)
WHEN = re.compile(
    r"24 timmar|tre dagar|samma dag|\binnan\b|\bsenast|överenskommelse", re.IGNORECASE
)


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(ROOT / "docs").library


def steps() -> list[dict[str, Any]]:
    files = sorted((ROOT / "planning/processes").glob("*.yaml"))
    return [
        step for file in files for step in yaml.safe_load(file.read_text(encoding="utf-8"))["steg"]
    ]


def test_the_short_answer_of_each_step_says_who(library: Library) -> None:
    answers = {step["id"]: library.topics[step["id"]].kort for step in steps()}
    assert {each: answer for each, answer in answers.items() if not WHO.search(answer)} == {}


def test_the_short_answer_of_each_step_with_a_time_limit_says_when(library: Library) -> None:
    answers = {step["id"]: library.topics[step["id"]].kort for step in steps() if step.get("frist")}
    assert answers
    assert {each: answer for each, answer in answers.items() if not WHEN.search(answer)} == {}


def test_an_answer_without_actor_or_time_is_found() -> None:
    bare = "Skicka meddelandet. Det ska ha namn och adress."
    assert not WHO.search(bare)
    assert not WHEN.search(bare)
