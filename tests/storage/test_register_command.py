"""`ledstang register` takes units and people from a file, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledstang.cli import main
from ledstang.demo import FILE
from planning.ports import Directory
from storage import open_stores

NEW_PERSON = """
  - id: nya-kollegan
    namn: Nora Nylund
    titel: Sjuksköterska
    uppdrag:
      - {enhet: sundsvall-avd-11, roll: slutenvard, andamal: vard-och-behandling}
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with nothing in it. The command names it in the environment."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("LEDSTANG_DATA", str(folder))
    return folder


def taken(data: Path, text: str) -> int:
    """Run the command on a file with this text."""
    file = data.parent / "register.yaml"
    file.write_text(text, encoding="utf-8")
    return main(["register", str(file), "--data", str(data)])


def known(data: Path) -> Directory:
    """What the system knows of units and people."""
    return open_stores(f"sqlite:///{data / 'ledstang.db'}").directory


@pytest.fixture
def whole() -> str:
    """A register with everybody."""
    return FILE.read_text(encoding="utf-8")


def test_an_empty_system_knows_the_people_of_the_file(data: Path, whole: str) -> None:
    assert taken(data, whole) == 0
    assert known(data).user("greta-granskare") is not None


def test_a_new_colleague_gets_the_assignment_of_the_file(data: Path, whole: str) -> None:
    assert taken(data, whole) == 0
    assert taken(data, whole.rstrip() + NEW_PERSON) == 0
    assert [each.unit for each in known(data).assignments("nya-kollegan")] == ["sundsvall-avd-11"]


def test_whoever_has_left_is_closed_and_not_forgotten(data: Path, whole: str) -> None:
    assert taken(data, whole.rstrip() + NEW_PERSON) == 0
    closed = NEW_PERSON.replace("    uppdrag:", "    aktiv: false\n    uppdrag:")
    assert taken(data, whole.rstrip() + closed) == 0
    left = known(data).user("nya-kollegan")
    assert left is not None
    assert not left.active


def test_a_unit_changes_its_name(data: Path, whole: str) -> None:
    assert taken(data, whole) == 0
    assert taken(data, whole.replace("Avdelning 11 Medicin", "Avdelning 11 Lungmedicin")) == 0
    assert known(data).organisation().name("sundsvall-avd-11") == "Avdelning 11 Lungmedicin"


def test_a_file_that_leaves_somebody_out_changes_nothing(
    data: Path, whole: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert taken(data, whole.rstrip() + NEW_PERSON) == 0
    renamed = whole.replace("Avdelning 11 Medicin", "Avdelning 11 Lungmedicin")
    assert taken(data, renamed) == 2
    assert "nya-kollegan left out" in capsys.readouterr().err
    assert known(data).organisation().name("sundsvall-avd-11") == "Avdelning 11 Medicin"


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("enhet: sundsvall-avd-11", "enhet: finns-inte", "unknown unit or kommun: finns-inte"),
        ("roll: slutenvard", "roll: chef", "'chef' is not a valid Role"),
        ("    uppdrag:", "    aktiv: kanske\n    uppdrag:", "aktiv is true or false"),
    ],
)
def test_a_fault_is_told_and_nothing_is_written(
    data: Path, whole: str, capsys: pytest.CaptureFixture[str], right: str, wrong: str, told: str
) -> None:
    assert taken(data, whole) == 0
    assert taken(data, whole.rstrip() + NEW_PERSON.replace(right, wrong)) == 2
    assert told in capsys.readouterr().err
    assert known(data).user("nya-kollegan") is None


def test_a_unit_with_open_cases_is_not_closed(
    data: Path, whole: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--data", str(data)]) == 0
    assert taken(data, closed(whole)) == 2
    assert "sundsvall-avd-11 has open cases" in capsys.readouterr().err
    assert known(data).organisation().units["sundsvall-avd-11"].live


def test_a_unit_without_open_cases_is_closed(data: Path, whole: str) -> None:
    assert taken(data, whole) == 0
    assert taken(data, closed(whole)) == 0
    assert not known(data).organisation().units["sundsvall-avd-11"].live


def closed(text: str) -> str:
    """The same register, where one ward is no longer in use."""
    return text.replace("{id: sundsvall-avd-11,", "{id: sundsvall-avd-11, i_drift: false,")
