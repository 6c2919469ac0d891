"""What somebody may send to harm others is refused with a clear line, and nothing is changed."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from .house import PAGE, House, open_house


@pytest.fixture
def house(tmp_path: Path) -> House:
    return open_house(tmp_path)


XSS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[klicka](javascript:alert(1))",
    "[klicka](JaVaScRiPt:alert(1))",
    "[klicka](data:text/html,<script>alert(1)</script>)",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](../bilder/process.svg)',
    '[x](https://a.example/"onmouseover="alert(1))',
    "<svg/onload=alert(1)>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '!!! note "<script>alert(1)</script>"\n\n    x',
    "## <script>alert(1)</script>\n\nx",
    "<https://a.example/<script>>",
    "</textarea><script>alert(1)</script>",
    "{{ config }}{% for x in [].__class__.__mro__ %}",
    "\u202e<script>alert(1)</script>",
]


@pytest.mark.parametrize("hostile", XSS)
def test_no_text_becomes_script_anywhere(house: House, hostile: str) -> None:
    text = house.text() + f"\n{hostile}\n"
    said = house.ask("visning", text=text, visa_som="lathund").json
    assert said
    pages = ["".join(map(str, said.values()))]
    pages.append(house.press("visa", text).text)
    house.press("spara", text, varfor=hostile)
    pages += [house.client.get(f"{PAGE}{more}").text for more in ("", "/version/1", "/historik")]
    for page in pages:
        assert dangers_in(page) == []


OURS = {"redigera.js", "ledstang-hjalp.js"}


def dangers_in(html: str) -> list[str]:
    """What a browser would run or fetch from elsewhere, as it reads the page."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            told = dict(attrs)
            ours = (told.get("src") or "").rpartition("/")[2] in OURS
            if tag in ("iframe", "object", "svg", "style") or (tag == "script" and not ours):
                found.append(tag)
            found.extend(name for name in told if name.startswith("on") or name == "style")
            for name in ("href", "src", "action", "formaction"):
                if ":" in (told.get(name) or "") and not str(told[name]).startswith("https://"):
                    found.append(str(told[name]))

    Reader().feed(html)
    return found


def test_a_danger_is_seen() -> None:
    assert dangers_in("<img src=x onerror=alert(1)>") == ["onerror"]
    assert dangers_in("<a href='javascript:x'><script>x</script>") == ["javascript:x", "script"]


def test_ten_megabytes_are_refused_and_nothing_is_changed(house: House) -> None:
    answer = house.client.post(PAGE, data={"base": "0", "gor": "spara", "text": "x" * 10_000_000})
    assert answer.status_code == 413
    answer = house.client.post(f"{PAGE}/visning", json={"text": "x" * 10_000_000})
    assert answer.status_code in (400, 413)
    assert house.kit.editing.shelf.history("kvittera").head == 0


def test_a_text_that_is_too_long_is_shown_again_with_the_reason(house: House) -> None:
    text = house.text() + "Mycket text. " * 9_000
    answer = house.press("spara", text)
    assert answer.status_code == 400
    assert "för lång" in answer.text
    assert answer.text.count("Mycket text.") >= 9_000


@pytest.mark.parametrize(
    "path",
    [
        "/help/redigera/amne/..%2f..%2fetc%2fpasswd",
        "/help/redigera/amne/finns-inte",
        "/help/redigera/amne/KVITTERA",
        "/help/redigera/amne/kvittera%00",
        "/help/redigera/bild/..%2f..%2fpyproject.toml",
        "/help/redigera/bild/process.svg",
        f"/help/redigera/bild/{'a' * 64}.png",
        f"{PAGE}/version/99",
    ],
)
def test_paths_that_lead_nowhere_are_told_so(house: House, path: str) -> None:
    assert house.client.get(path).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"gor": "finns-inte", "base": "0"},
        {"gor": "spara", "base": "-1"},
        {"gor": "spara", "base": "٣"},
        {"gor": "spara", "base": "9" * 30},
        {"gor": "spara"},
    ],
)
def test_a_form_that_no_page_sends_is_refused(house: House, fields: dict[str, str]) -> None:
    assert house.client.post(PAGE, data=fields).status_code == 400


@pytest.mark.parametrize("said", [[], "x", {"base": "0"}, {"base": 0, "text": 5}, None])
def test_json_that_no_page_sends_is_refused(house: House, said: object) -> None:
    answer = house.client.post(
        f"{PAGE}/skrivet", data=json.dumps(said), content_type="application/json"
    )
    assert answer.status_code == 400
