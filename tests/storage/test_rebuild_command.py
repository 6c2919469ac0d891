"""`ledstang rebuild` makes the derived rows what they were, from the events alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from ledstang.cli import main
from storage.sql import open_database

DERIVED = ("case_rows", "case_units", "case_payments", "inbox")


def _rows(address: str, table: str) -> list[str]:
    database = open_database(address)
    with database.reading() as hand:
        found = sorted(str(tuple(each)) for each in hand.execute(text(f"SELECT * FROM {table}")))
    database.close()
    return found


def test_rebuilt_rows_are_those_that_were_kept_all_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The command names its folder in the environment; the test gives it back as it was.
    monkeypatch.setenv("LEDSTANG_DATA", str(tmp_path))
    assert main(["demo", "--data", str(tmp_path)]) == 0
    address = f"sqlite:///{tmp_path / 'ledstang.db'}"
    headings = _rows(address, "case_payments")
    assert headings
    database = open_database(address)
    with database.writing() as hand:
        hand.execute(text("DELETE FROM case_payments"))
    database.close()
    assert main(["rebuild", "--data", str(tmp_path)]) == 0
    assert _rows(address, "case_payments") == headings
    assert all(_rows(address, table) for table in DERIVED)


def test_without_a_database_it_says_what_to_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEDSTANG_DATA", str(tmp_path))
    assert main(["rebuild", "--data", str(tmp_path / "tom")]) == 2
    assert "there is no database; give --data" in capsys.readouterr().err
