"""The process files hold names and texts; what they name is there, and nothing in them is code."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ledstang.expected import field_ids
from ledstang.loading import CORE, BrokenFile, load_rulebook
from planning.reasons import REASON_CODES

PROCESSES = CORE / "processes"
NAME = re.compile(r"[a-z][a-z_]*")
ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def _definitions() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(PROCESSES.glob("*.yaml")):
        yield path.name, yaml.safe_load(path.read_text(encoding="utf-8"))


def test_a_condition_is_a_name_and_nothing_more() -> None:
    for file, definition in _definitions():
        for command in definition.get("kommandon", ()):
            for condition in command.get("villkor", ()):
                assert NAME.fullmatch(condition), f"{file} {command['id']}: {condition}"


def test_every_id_is_a_plain_word() -> None:
    for file, definition in _definitions():
        things = [*definition["steg"], *definition.get("kommandon", ())]
        assert all(ID.fullmatch(thing["id"]) for thing in things), file


def test_an_unknown_condition_stops_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "processes"
    shutil.copytree(PROCESSES, folder)
    broken = folder / "utskrivning.yaml"
    text = broken.read_text(encoding="utf-8")
    broken.write_text(text.replace("identity_is_valid", "moon_is_full"), encoding="utf-8")
    with pytest.raises(BrokenFile, match="moon_is_full"):
        load_rulebook(folder)


def test_every_field_has_its_own_key_of_help() -> None:
    counted = Counter(field_ids(load_rulebook()))
    assert [key for key, times in counted.items() if times > 1] == []


def test_every_reason_code_can_be_the_id_of_a_page() -> None:
    assert all(ID.fullmatch(code) for code in REASON_CODES)
