"""`ledstang check` is a gate only if it closes: a gap must be told in its exit code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ledstang.commands.check import check
from tests.tidy.source import ROOT

MAP = ROOT / "context_map.yaml"


def test_whole_guidance_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert check() == 0, capsys.readouterr().out


def test_a_page_that_is_gone_fails_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    (tmp_path / "docs" / "steg" / "kvittera.md").unlink()
    assert check(tmp_path / "docs", MAP) == 1
    assert "kvittera" in capsys.readouterr().out
