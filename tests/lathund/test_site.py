"""The manual site: whole, strict, in step with the topics, and self-contained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from help_service.answers import context_answer
from help_service.contexts import Context, load_context_map
from help_service.fragments import Fragments
from help_service.library import Library, read_library
from help_service.lookup import resolve
from help_service.topics import Topic
from lathund.contents import COMPLETE, Contents
from ledstang.loading import ROOT
from ledstang.process_facts import load_process
from ledstang.site import CONFIG, SiteError, build_site
from ledstang.site_pages import merged_page
from tests.lathund.test_guide import words

LOADS = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("link", "href")}


class Page(HTMLParser):
    """What a page loads, which anchors it has and what would break a strict content policy."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors.add(values.get("id") or "")
        self.loads += [values[name] or "" for kind, name in LOADS if kind == tag and name in values]
        handlers = [name for name in values if name.startswith("on")]
        is_code = tag == "style" or (tag == "script" and not {"src", "type"} & set(values))
        self.inline += [tag] if is_code or handlers or "style" in values else []


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return {
        file.relative_to(site).as_posix(): Page(file.read_text(encoding="utf-8"))
        for file in site.rglob("*.html")
    }


def page_of(topic: Topic) -> str:
    stem = topic.path.removesuffix(".md")
    return "index.html" if stem == "index" else f"{stem}/index.html"


def navigated(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from navigated(item)


def test_the_navigation_holds_every_page_once(library: Library) -> None:
    listed = list(navigated(yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["nav"]))
    assert sorted(listed) == sorted(topic.path for topic in library.topics.values())


def test_every_topic_has_a_page_with_the_same_anchors(
    library: Library, pages: dict[str, Page]
) -> None:
    for topic in library.topics.values():
        wanted = {section.anchor for section in topic.sections}
        assert wanted <= pages[page_of(topic)].anchors, topic.id


def test_every_page_bears_the_hash_of_its_topic(library: Library, site: Path) -> None:
    for topic in library.topics.values():
        assert topic.hash in (site / page_of(topic)).read_text(encoding="utf-8")


def test_no_page_loads_anything_from_another_host(pages: dict[str, Page]) -> None:
    foreign = {load for page in pages.values() for load in page.loads if "//" in load}
    assert foreign == set()


def test_no_style_sheet_loads_anything_from_another_host(site: Path) -> None:
    for file in site.rglob("*.css"):
        addresses = re.findall(r"(?:url\(|@import)\s*[\"']?(https?:)?//", file.read_text("utf-8"))
        assert addresses == [], file.name


def test_no_page_holds_inline_code_or_style(pages: dict[str, Page]) -> None:
    assert {name: page.inline for name, page in pages.items() if page.inline} == {}


def test_the_search_box_has_a_name(site: Path) -> None:
    assert 'role="dialog" aria-label="Sök"' in (site / "index.html").read_text(encoding="utf-8")


def test_a_list_of_headings_is_not_named_as_a_part_of_the_site(site: Path) -> None:
    page = (site / "begrepp" / "sa-raknar-systemet" / "index.html").read_text(encoding="utf-8")
    assert 'aria-label="På sidan: Undantag"' in page
    assert '<nav class="md-nav" aria-label="Undantag"' not in page


def test_the_pages_are_in_swedish_and_can_be_searched_in_swedish(site: Path) -> None:
    assert '<html lang="sv"' in (site / "index.html").read_text(encoding="utf-8")
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert '"lang":["sv"]' in index


def test_every_edition_of_the_guide_can_be_fetched(
    site: Path, contents: Contents, editions: dict[str, bytes]
) -> None:
    page = (site / "vyer" / "lathund" / "index.html").read_text(encoding="utf-8")
    for edition in contents.editions:
        assert f"lathund/{edition.id}.pdf" in page
        assert (site / "lathund" / f"{edition.id}.pdf").read_bytes() == editions[edition.id]


def test_a_term_is_explained_where_it_stands(site: Path) -> None:
    page = (site / "steg" / "kallelse-sip" / "index.html").read_text(encoding="utf-8")
    assert '<abbr title="samordnad individuell plan">SIP</abbr>' in page


def test_a_page_about_what_is_not_built_says_so(library: Library) -> None:
    topic = library.topics["kvittera"]
    source = (library.docs / topic.path).read_text(encoding="utf-8")
    assert "Inte byggd än" in merged_page(replace(topic, byggd=False), source)
    assert "Inte byggd än" not in merged_page(replace(topic, byggd=True), source)


def test_a_page_outside_the_navigation_stops_the_build_and_leaves_the_old_site(
    tmp_path: Path,
) -> None:
    docs, out = tmp_path / "docs", tmp_path / "manual"
    docs.mkdir()
    head = "titel: {0}\nlagrum: []\nsokord: []\ngranskad: 2026-11-22\ngranskas_senast: 2027-05-22"
    for name in ("index", "utanfor"):
        text = f"---\nid: {name}\n{head.format(name)}\n---\n# {name}\n\nKort svar.\n"
        (docs / f"{name}.md").write_text(text, encoding="utf-8")
    config = tmp_path / "mkdocs.yml"
    settings = "site_name: Prov\nvalidation: {omitted_files: warn}\nnav: [index.md]\n"
    config.write_text(settings, encoding="utf-8")
    out.mkdir()
    (out / "index.html").write_text("den gamla", encoding="utf-8")
    with pytest.raises(SiteError, match=r"utanfor\.md"):
        build_site(docs, out, read_library(docs).library, config=config)
    assert (out / "index.html").read_text(encoding="utf-8") == "den gamla"


def test_a_library_of_another_folder_is_refused(library: Library, tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="was read from"):
        build_site(tmp_path, tmp_path / "manual", library)


def test_each_step_of_the_process_picture_is_a_link_to_its_page(site: Path) -> None:
    for name in ("index.html", "begrepp/processen/index.html"):
        page = (site / name).read_text(encoding="utf-8")
        drawn = page.partition('class="processbild"')[2].partition("</svg>")[0]
        goals = re.findall(r'<a href="([^"]+)">', drawn)
        assert len(goals) == 26
        for goal in goals:
            assert ((site / name).parent / goal / "index.html").is_file(), goal


def test_a_step_is_the_same_text_in_picture_panel_guide_and_manual(
    library: Library, site: Path, editions: dict[str, bytes]
) -> None:
    context_map = load_context_map(ROOT / "context_map.yaml")
    fragments = Fragments(library)
    picture = (site / page_of(library.topics["processen"])).read_text(encoding="utf-8")
    printed = words(editions[COMPLETE])
    for step in load_process(ROOT / "planning" / "processes" / "utskrivning.yaml").steps:
        topic = library.topics[step.id]
        found = resolve(Context(steg=step.id), context_map, library, lambda said, where: None)
        panel = context_answer(found, None, fragments)
        assert (panel["id"], panel["hash"]) == (step.id, topic.hash)
        assert f'href="../../steg/{step.id}/"' in picture
        assert f"Innehåll {topic.hash}" in printed
        assert topic.hash in (site / page_of(topic)).read_text(encoding="utf-8")
