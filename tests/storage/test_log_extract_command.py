"""`ledstang log utdrag` tells who saw what, for whoever controls the log or answers a patient."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

import pytest

from ledstang.cli import main
from storage import open_stores
from tests.storage.records import MORNING, PERSON, access, record

DAY = MORNING.date().isoformat()
OTHER_PATIENT = "189602029812"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder in which two people have looked at two patients."""
    monkeypatch.setenv("LEDSTANG_DATA", str(tmp_path))
    stores = open_stores(f"sqlite:///{tmp_path / 'ledstang.db'}")
    record(stores)
    for row in (
        access("lasa"),
        access("lasa", user="bo-bistand", object_id="c9", patient=OTHER_PATIENT, shown=()),
        access("lista", object_type="lista", object_id="", patient="", shown=("c1", "c9")),
        access("lista", object_type="lista", object_id="", patient="", shown=("c9",)),
        access("skriva", at=MORNING + timedelta(days=2)),
    ):
        stores.access_log.write(row)
    return tmp_path


def extract(data: Path, *more: str) -> list[dict[str, str]]:
    """The rows of the file that the command writes."""
    out = data / "utdrag.csv"
    words = ["log", "utdrag", "-o", str(out), "--fran", DAY, "--till", DAY, "--data", str(data)]
    assert main([*words, *more]) == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_the_days_are_both_included_and_no_other(data: Path) -> None:
    actions = [each["handling"] for each in extract(data)]
    assert actions.count("lista") == 2
    assert "skriva" in [each["handling"] for each in extract(data, "--till", "2030-01-01")]
    assert all(each["tid (UTC)"].startswith(DAY) for each in extract(data))


def test_one_user_alone_is_shown(data: Path) -> None:
    assert [each["patient"] for each in extract(data, "--person", "bo-bistand")] == [OTHER_PATIENT]


def test_a_patient_learns_of_readings_and_lists_and_of_nobody_else(data: Path) -> None:
    file = data / "nummer.txt"
    file.write_text(f"{PERSON}\n", encoding="utf-8")
    found = extract(data, "--patient", str(file))
    assert OTHER_PATIENT not in {each["patient"] for each in found}
    lists = [each for each in found if each["handling"] == "lista"]
    assert [each["ärenden som visades"] for each in lists] == ['["c1"]']


def test_only_the_owner_may_read_the_file(data: Path) -> None:
    extract(data)
    assert (data / "utdrag.csv").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("wrong", ["i går", "2026-13-01"])
def test_a_day_that_is_none_is_told(
    data: Path, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    words = ["log", "utdrag", "-o", str(data / "x.csv"), "--fran", wrong, "--till", DAY]
    assert main([*words, "--data", str(data)]) == 2
    assert "write it as 2026-03-01" in capsys.readouterr().err


def test_a_file_without_a_number_is_told_and_not_repeated(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = data / "nummer.txt"
    file.write_text("inte ett nummer", encoding="utf-8")
    words = ["log", "utdrag", "-o", str(data / "x.csv"), "--fran", DAY, "--till", DAY]
    assert main([*words, "--patient", str(file), "--data", str(data)]) == 2
    assert "inte ett nummer" not in capsys.readouterr().err
    assert not (data / "x.csv").exists()
