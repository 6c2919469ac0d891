"""`ledstang avtal visa` lists each value and amount, those of the database among them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ledstang.cli import main
from planning.amounts import AmountEntry, AmountStep
from storage import open_stores
from tests.storage.records import MORNING, access

# Inget sådant belopp finns: talet är valt för att synas.
REGISTERED = AmountEntry(
    "socialstyrelsen", 1, AmountStep.REGISTERED, 2024, 22_222, "påhittad källa", "ceci", "Ceci",
    MORNING,
)  # fmt: skip


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # The command names its folder in the environment; the test gives it back as it was.
    monkeypatch.setenv("LEDSTANG_DATA", str(tmp_path))
    return tmp_path


def shown(folder: Path, capsys: pytest.CaptureFixture[str], agreement: str = "lagen") -> list[str]:
    assert main(["avtal", "visa", agreement, "--data", str(folder)]) == 0
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_without_a_database_it_lists_what_came_with_the_system_and_makes_none(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = shown(here, capsys)
    assert "belopp 2019 7800 kr HSLF-FS 2018:67" in lines
    assert "Beloppen är de som följer med systemet. Ge --data för dem i en databas." in lines
    assert lines[-1] == "Ska bekräftas (2): belopp 2020, belopp 2023"
    assert list(here.iterdir()) == []


def test_what_was_registered_and_confirmed_is_listed_with_who_and_when(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    amounts = open_stores(f"sqlite:///{here / 'ledstang.db'}").amounts
    amounts.append(REGISTERED, access("skriva"))
    waiting = shown(here, capsys)
    assert "belopp 2024 22222 kr påhittad källa (obekräftat, används inte)" in waiting
    assert waiting[-1] == "Ska bekräftas (3): belopp 2020, belopp 2023, belopp 2024"
    amounts.append(replace(REGISTERED, number=2, step=AmountStep.CONFIRMED), access("skriva"))
    lines = shown(here, capsys)
    assert "belopp 2024 22222 kr påhittad källa (bekräftat 2026-03-02 av Ceci)" in lines
    assert lines[-1] == "Ska bekräftas (2): belopp 2020, belopp 2023"


def test_each_assumed_value_of_the_region_is_named(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = shown(here, capsys, "vasternorrland")
    marked = [line.split()[0] for line in lines if line.endswith("ANTAGANDE, ska bekräftas")]
    assert marked
    assert lines[-1].endswith(": " + ", ".join([*marked, "belopp 2020", "belopp 2023"]))


def test_an_unknown_agreement_and_a_broken_database_are_told_in_a_line(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["avtal", "visa", "atlantis", "--data", str(here)]) == 2
    assert capsys.readouterr().err == "there is no agreement 'atlantis'\n"
    (here / "ledstang.db").write_text("not a database", encoding="utf-8")
    assert main(["avtal", "visa", "lagen", "--data", str(here)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
