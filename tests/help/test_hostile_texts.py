"""Hostile and broken texts: told in plain words or shown as text, never run and never a trace."""

import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from platform import machine
from typing import TypeVar

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import Client

from help_service.app import help_blueprint
from help_service.contexts import parse_context_map
from help_service.findings import BrokenGuidance
from help_service.fragments import Fragments
from help_service.library import Library
from help_service.queries import BadQuery, read_query
from help_service.search import build_searcher, parse_words
from help_service.serialise import sanitise
from help_service.service import HelpService
from help_service.subset import check_subset
from help_service.topics import Topic, parse_topic

from .conftest import HEAD, ROOT

T = TypeVar("T")
E = TypeVar("E", bound=Exception)
TAGS = {
    "p", "ol", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "div", "strong", "a",
    "img", "h2", "h3", "h4", "h5", "section", "details", "summary",
}  # fmt: skip
ATTRIBUTES = {
    "href",
    "rel",
    "src",
    "alt",
    "scope",
    "class",
    "start",
    "id",
    "data-platser",
    "data-namn",
}
ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert&#40;1&#41;</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<body onload=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<details open ontoggle=alert(1)>x</details>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<style>@import 'http://x.example/a.css';</style>",
    "<link rel=stylesheet href=//x.example/a.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<object data='data:text/html;base64,PHNjcmlwdD4='></object>",
    "<embed src='data:text/html,x'>",
    "<form action=//x.example><input name=q></form>",
    "<base href=//x.example/>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><script>alert(1)</script-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><x/>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//x.example)",
    "[x](http://x.example)",
    "[x](https://x.example/\" onclick=\"alert(1))",
    "[x](../../../etc/passwd.md)",
    "![x](javascript:alert(1))",
    "![x](x.png\"onerror=\"alert(1))",
    "![x\" onerror=\"alert(1)](bild.png)",
    "![x](//x.example/x.png)",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    "[x]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<https://x.example>",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "**<script>alert(1)</script>**",
    "| <script> | b |\n| --- | --- |\n| <img src=x onerror=alert(1)> | c |",
    '!!! note "<script>alert(1)</script>"\n    text',
    '!!! note" onclick="alert(1)\n    text',
    "### <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "{% raw %}{{ 7*7 }}{% endraw %}",
    "\u202e<script>",
    "\x00<script>alert(1)</script>",
    "\x02klzzwxh:0000\x03<script>",
    "| \"onfocus=alert(1) tabindex=\"0 | b |\n| --- | --- |\n| a | b |",
]  # fmt: skip
TABLE = "\n\n| Ord | Betyder |\n| --- | --- |\n| VP | vårdplanering |\n\n"
FRAGMENTS = st.sampled_from(
    [*ATTACKS, TABLE, "\n", "\n\n", "    ", "# ", "## Fält", "1. ", "- ", "**"]
)
TEXTS = st.lists(FRAGMENTS | st.text(max_size=20), max_size=12).map("".join)
QUIET = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Harmless(HTMLParser):
    """Fails on any tag, attribute or address that a page of guidance may not have."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ATTRIBUTES, name
            if name in ("href", "src"):
                assert (value or "").startswith(("https://", "/help/")), value

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def harmless(html: str) -> bool:
    reader = Harmless(convert_charrefs=True)
    reader.feed(html)
    reader.close()
    return True


def page(body: str) -> Topic | None:
    """The page, or None where it is refused."""
    return read(HEAD.format(id="prov", titel="Prov") + body)


def read(source: str) -> Topic | None:
    """The page, or None where it is refused with a line and advice."""
    topic, broken = tried(lambda: parse_topic(source, "vyer/prov.md"), BrokenGuidance)
    if broken:
        assert all(each.what and each.advice and each.line for each in broken.findings)
    return topic


def tried(work: Callable[[], T], refusal: type[E]) -> tuple[T | None, E | None]:
    """What came of some work: a result, or the one refusal it may end in."""
    try:
        return work(), None
    except refusal as refused:
        return None, refused


def shown(topic: Topic) -> str:
    fragments = Fragments(Library(Path("docs"), {topic.id: topic}))
    return fragments.page(topic) + fragments.panel(topic, "kommun")


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("around", ["{}\n", "Kort.\n\n{}\n", "Kort.\n\n## När\n\n1. {}\n"])
def test_an_attack_is_refused_or_shown_as_text(attack: str, around: str) -> None:
    topic = page(around.format(attack))
    assert topic is None or harmless(shown(topic))


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_sanitised_is_harmless(attack: str) -> None:
    assert harmless(sanitise(attack))


def test_the_judge_of_these_tests_sees_an_attack() -> None:
    for attack in ("<script>", "<p onclick=x>", '<a href="javascript:x">', "<?php ?>"):
        with pytest.raises(AssertionError):
            harmless(attack)


@QUIET
@given(TEXTS)
def test_any_page_is_refused_with_its_line_or_shown_harmlessly(body: str) -> None:
    topic = page(f"Kort.\n\n{body}")
    if topic is not None:
        assert harmless(shown(topic))
        build_searcher([topic]).search("script alert")


@QUIET
@given(st.text())
def test_any_source_at_all_is_a_page_or_a_finding(source: str) -> None:
    topic = read(source)
    assert topic is None or harmless(shown(topic))


YAML = st.lists(
    st.sampled_from(["start: index\n", "appar:\n", "  x:\n", "    vy: {a: b}\n", "- ", "{", "[",
                     "skrivs: [a]", ", betyder: [b]}", "&a ", "*a", "!!python/object:os.system ",
                     "<<: ", "? ", "| ", "'", '"', "\t"])
    | st.text(max_size=8),
    max_size=12,
).map("".join)  # fmt: skip


@pytest.mark.parametrize("text", ["[" * 2_000, "{a: " * 2_000, "\x1f", "a: \x00", "&a [*a, *a]"])
def test_a_map_too_deep_or_with_odd_signs_is_told(text: str) -> None:
    for parse in (parse_context_map, parse_words):
        with pytest.raises(BrokenGuidance):
            parse(text, "fil.yaml")
    assert read(f"---\nid: prov\nsokord: {text}\n---\n# Prov\n\nKort.\n") is None


def test_a_map_whose_key_is_no_text_is_told_with_its_line() -> None:
    with pytest.raises(BrokenGuidance, match="Nyckeln är ingen text"):
        parse_context_map("? start: index\n", "fil.yaml")


@QUIET
@given(YAML)
def test_any_map_and_any_word_table_is_read_or_told(text: str) -> None:
    for parse in (parse_context_map, parse_words):
        _, broken = tried(partial(parse, text, "fil.yaml"), BrokenGuidance)
        assert broken is None or all(each.what for each in broken.findings)


@QUIET
@given(st.binary(max_size=300))
def test_any_query_is_read_or_refused(raw: bytes) -> None:
    _, refused = tried(lambda: read_query(raw, ("q", "roll", "steg")), BadQuery)
    assert refused is None or str(refused)


@pytest.fixture
def client(service: HelpService) -> Client:
    app = Flask("test")
    app.register_blueprint(help_blueprint(service))
    return Client(app)


@QUIET
@given(query=st.text(max_size=120) | FRAGMENTS)
def test_any_search_gives_a_harmless_page(client: Client, query: str) -> None:
    said = {"q": query.encode("utf-8", "replace").decode("utf-8")}
    answer = client.get("/help/sok", query_string=said)
    assert answer.status_code in (200, 303, 400)
    assert "<script>alert" not in answer.text
    assert "onerror=alert(1)>" not in answer.text.replace("&gt;", "")
    assert client.get("/help/api/v1/search", query_string=said).status_code in (200, 400)
    assert client.get("/help/visa", query_string={"vy": said["q"]}).status_code == 303


class Shape(HTMLParser):
    """The kinds of elements on a page: tags with the names of their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[tuple[str, ...]] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, *(name for name, _ in attrs)))


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("beside", ["kvittera", "xyzzy"])
def test_an_attack_in_a_search_adds_no_element_with_hits_or_without(
    client: Client, attack: str, beside: str
) -> None:
    plain = client.get("/help/sok", query_string={"q": f"{beside} plugh"})
    answer = client.get("/help/sok", query_string={"q": f"{beside} {attack}"})
    assert ("svar på ”kvittera" in plain.text) is (beside == "kvittera")
    assert answer.status_code in (200, 400)
    assert answer.status_code == 400 or Shape(answer.text).found <= Shape(plain.text).found


HAS_FUZZER = sys.platform == "linux" and machine() == "x86_64" and sys.version_info < (3, 14)
"""Where atheris comes ready built, and so is among the requirements."""


def fuzzed(*said: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "tests.help.fuzz_subset", *said]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)


@pytest.mark.proof
@pytest.mark.skipif(not HAS_FUZZER, reason="atheris comes ready built for Linux on x86-64 only")
def test_the_check_of_the_subset_stands_a_fuzzer_that_follows_its_branches(
    record_property: Callable[[str, object], None],
) -> None:
    done = fuzzed("60")
    told = re.findall(r"tried (\d+) texts, (\d+) pages", done.stdout)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert told, done.stderr[-2000:]
    texts, pages = map(int, told[-1])
    assert texts >= 500
    assert pages >= 50
    record_property("told", f"atheris tried {texts} texts; {pages} of them became pages")


@pytest.mark.proof
@pytest.mark.skipif(not HAS_FUZZER, reason="atheris comes ready built for Linux on x86-64 only")
def test_the_fuzzer_finds_a_planted_fault() -> None:
    done = fuzzed("120", "fault")
    assert done.returncode != 0
    assert "the planted fault" in done.stdout + done.stderr


def test_a_very_long_line_is_judged_at_once() -> None:
    for line in (
        "*" * 50_000,
        "[" * 50_000,
        "(" * 50_000,
        "![" * 25_000,
        "**a" * 15_000,
        " " * 50_000,
    ):
        assert check_subset([line], "prov.md", 1) is not None
