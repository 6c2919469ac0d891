"""Varje rad på sidan Så räknar systemet, prövad mot reglerna."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ledstang.examples import BrokenFile, Table, read_chapters
from ledstang.examples_page import PAGE, main, page
from planning.scenario import answer, read_scenario
from tests.builders import PARTIES, a_world

ASCII = str.maketrans("åäöÅÄÖé ", "aaoAAOe-")
EXAMPLES = [
    pytest.param(table, row, id=f"{table.title}--{row['nar']}".translate(ASCII).lower())
    for chapter in read_chapters()
    for table in chapter.tables
    for row in table.rows
]


@pytest.mark.parametrize(("table", "row"), EXAMPLES)
def test_the_system_counts_as_the_page_says(table: Table, row: Mapping[str, Any]) -> None:
    world = a_world(table.agreement)
    told = answer(read_scenario(table.scenario(row, PARTIES), world), world)
    assert table.answers(told) == table.wanted(row)
    assert told["avvisade"] == []


def test_there_are_examples_for_every_chapter_of_the_law() -> None:
    laws = {table.law for chapter in read_chapters() for table in chapter.tables}
    for part in ("2 kap. 3 §", "2 kap. 5 §", "3 kap. 2 §", "4 kap. 3 §", "5 kap. 2 §",
                 "5 kap. 3 §", "5 kap. 4 §", "5 kap. 5 §", "5 kap. 6 §"):  # fmt: skip
        assert f"lag (2017:612) {part}" in laws
    assert len(EXAMPLES) > 90


def test_a_row_fills_in_only_what_its_table_asks_for() -> None:
    for chapter in read_chapters():
        for table in chapter.tables:
            known = {"nar", *table.given, *table.asked}
            for row in table.rows:
                assert set(row) <= known, f"{table.title}: {row['nar']}"


def test_the_page_is_made_from_the_examples() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(read_chapters()), (
        "run `python -m ledstang.examples_page`"
    )
    assert main(["--check"]) == 0


def test_a_stale_page_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = tmp_path / "sida.md"
    assert main(["--check"], at) == 1
    assert "not current" in capsys.readouterr().err
    assert main([], at) == 0
    assert main(["--check"], at) == 0


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "fel.yaml").write_text("rubrik: Fel\ntabeller: [{rubrik: Utan lag}]\n")
    with pytest.raises(BrokenFile, match=r"fel\.yaml: missing or misplaced 'lagrum'"):
        read_chapters(tmp_path)
