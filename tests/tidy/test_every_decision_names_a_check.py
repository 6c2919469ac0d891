"""A decision that nothing guards is a wish: each record names a check, and the check is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tidy.source import ROOT, contracts, text_of

FOLDER = ROOT / "decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
PARTS = ["Context", "Decision", "Consequences", "Check"]
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
QUOTED = re.compile(r"`([^`\n]+)`")
CONTRACT = re.compile(r"contract “(.+?)”")
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)


def _check_of(record: Path) -> str:
    return record.read_text(encoding="utf-8").split("\n## Check\n", 1)[1]


def test_records_are_numbered_without_gaps() -> None:
    numbers = [int(record.name[:4]) for record in RECORDS]
    assert numbers == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_a_record_has_the_four_parts(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(record.name[:4])}. ")
    assert HEADING.findall(text) == PARTS


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_a_record_names_a_check_that_is_there(record: Path) -> None:
    check = _check_of(record)
    named = [*QUOTED.findall(check), *CONTRACT.findall(check)]
    assert named, "name a test, a contract or a command"
    missing = [each for each in QUOTED.findall(check) if not _is_there(each)]
    missing += [each for each in CONTRACT.findall(check) if not _is_contract(each)]
    assert not missing, f"not there: {', '.join(missing)}"


def test_the_list_of_decisions_is_whole() -> None:
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", text_of(FOLDER / "README.md") or "")
    assert listed == [record.name for record in RECORDS]


def test_a_check_that_is_not_there_is_seen() -> None:
    assert _is_there("tests/tidy/test_clock.py::test_only_one_file_reads_the_clock")
    assert not _is_there("tests/tidy/test_clock.py::test_that_nobody_wrote")
    assert not _is_there("tests/tidy/test_nobody.py")
    assert not _is_there("make nothing")


def _is_there(named: str) -> bool:
    if named.startswith("make "):
        return named.removeprefix("make ") in TARGET.findall(text_of(ROOT / "Makefile") or "")
    if named.startswith("ledstang "):
        return f'"{named.split()[1]}"' in (text_of(ROOT / "ledstang" / "cli.py") or "")
    path, _, test = named.partition("::")
    if "/" not in path or not (ROOT / path).exists():
        return False
    return not test or f"def {test}(" in (text_of(ROOT / path) or "")


def _is_contract(name: str) -> bool:
    return any(each["name"] == name for each in contracts())
