"""The whole system as an operator sets it up: closed help, and an address of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ledstang.cli import main
from ledstang.loading import BrokenFile
from ledstang.settings import Settings, read_settings
from ledstang.wiring import ui_settings
from tests.whole_system import made_up_region, whole_system

PAGES = ("/help/", "/help/api/v1/context?steg=kvittera", "/help/amne/kvittera")
BUILT = ("/lathund/lathund.pdf", "/manual/")
ADDRESS = "https://plan.example:8443"
_TOKEN = re.compile(r'name="token" value="([^"]+)"')


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = made_up_region(tmp_path)
    for name in (found.guides / "lathund.pdf", found.manual / "index.html"):
        name.parent.mkdir()
        name.write_text("byggd", encoding="utf-8")
    return found


def test_help_that_is_closed_is_for_whoever_has_signed_in(settings: Settings) -> None:
    with whole_system(replace(settings, public_help=False)) as browser:
        client = browser()
        for path in (*PAGES, *BUILT):
            refused = client.get(path)
            assert refused.status_code == 302, path
            assert refused.headers["Location"].startswith("/logga-in?till="), path
        outside = client.get("/logga-in/demo").text
        assert "<ledstang-hjalp" not in outside
        door = _TOKEN.search(outside)
        assert door
        said = {"token": door[1], "person": "anna-avd11|anna-avd11-1"}
        client.post("/logga-in/demo", data=said, headers={"Sec-Fetch-Site": "same-origin"})
        for path in (*PAGES, *BUILT):
            answer = client.get(path)
            assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store"), path


def test_the_address_of_the_system_is_answered_and_no_other(settings: Settings) -> None:
    with whole_system(replace(settings, address=ADDRESS)) as browser:
        client = browser()
        for path in (*PAGES, *BUILT, "/logga-in/demo"):
            answer = client.get(path, headers={"Host": "plan.example:8443"})
            assert answer.status_code == 200, path
        assert client.get("/logga-in", headers={"Host": "ond.example"}).status_code == 400
    assert ui_settings(replace(settings, address=ADDRESS)).origin == ADDRESS


@pytest.mark.parametrize("address", ["plan.example", "https://", "https://plan.example/sip", "//x"])
def test_an_address_that_is_none_is_refused_with_what_to_write(
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(BrokenFile, match="LEDSTANG_ADDRESS"):
        read_settings({"LEDSTANG_ADDRESS": address})
    monkeypatch.setenv("LEDSTANG_DATA", "")
    monkeypatch.setenv("LEDSTANG_DEMO", "")
    monkeypatch.setenv("LEDSTANG_ADDRESS", address)
    assert main(["serve", "--data", str(tmp_path)]) == 2
    assert "write scheme and host" in capsys.readouterr().err
