"""One table of law: what steps, time limits, agreements and pages refer to stands in it, once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from help_service.editing.checking.law import find_unknown_law
from help_service.editing.checking.word_tables import load_word_tables
from help_service.findings import BrokenGuidance
from help_service.law_table import LawTable
from help_service.library import Library, read_library
from ledstang.loading import BrokenFile
from ledstang.site_law import law_of, with_law
from ledstang.site_pages import write_tree

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
IN_CODE = re.compile(r'"([A-Za-zåäö]+ \(\d{4}:\d+\) [^"]*§)"')
LONGEST_GIST = 220
# A chapter straight after the name of another act would be told as one of lag (2017:612).
NAMED_BARE = re.compile(r"[a-zåäö]*lagen (?:\()?(\d+ kap\.)")


@pytest.fixture(scope="module")
def table() -> LawTable:
    return law_of(DOCS)


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(DOCS).library


def references_in(data: Any) -> Iterator[str]:
    """Every value of a `lagrum` key, however deep."""
    if isinstance(data, dict):
        said = data.get("lagrum")
        yield from [said] if isinstance(said, str) else said if isinstance(said, list) else []
        data = [value for key, value in data.items() if key != "lagrum"]
    for each in data if isinstance(data, list) else []:
        yield from references_in(each)


def files_of_the_core() -> list[Path]:
    return sorted((ROOT / "planning").rglob("*.yaml"))


def test_each_row_is_one_reference_with_one_gist(table: LawTable) -> None:
    rows = table.references
    assert len({row.id for row in rows}) == len({row.paragraph for row in rows}) == len(rows)
    for row in rows:
        assert row.gist.endswith(".")
        assert "\n" not in row.gist
        assert len(row.gist) <= LONGEST_GIST, row.id
        assert row.since is None or isinstance(row.since, date), row.id


def test_every_reference_of_processes_and_agreements_is_in_the_table(table: LawTable) -> None:
    known = {row.paragraph for row in table.references}
    said = {
        (file.name, reference)
        for file in files_of_the_core()
        for reference in references_in(yaml.safe_load(file.read_text(encoding="utf-8")))
    }
    assert len(said) > len(known) // 2
    assert {each for each in said if each[1] not in known} == set()


def test_every_reference_that_a_time_limit_is_told_with_is_in_the_table(table: LawTable) -> None:
    known = {row.paragraph for row in table.references}
    source = (ROOT / "planning" / "deadlines.py").read_text(encoding="utf-8")
    said = set(IN_CODE.findall(source))
    assert said
    assert said <= known


def test_every_reference_at_the_head_of_a_page_is_in_the_table(
    table: LawTable, library: Library
) -> None:
    known = {row.paragraph for row in table.references}
    acts = {row.paragraph.partition(")")[0] + ")" for row in table.references}
    said = {(topic.path, each) for topic in library.topics.values() for each in topic.lagrum}
    assert {each for each in said if each[1] not in known | acts} == set()


def test_every_section_that_a_page_names_is_in_the_table(library: Library) -> None:
    tables = load_word_tables(DOCS, library)
    unknown = {
        (topic.path, remark.what)
        for topic in library.topics.values()
        for remark in find_unknown_law(library.source(topic), tables)
        if "kap." in remark.what
    }
    assert unknown == set()


def test_a_section_of_another_act_stands_after_its_abbreviation_or_number(
    library: Library,
) -> None:
    bare = {
        (topic.path, found[0])
        for topic in library.topics.values()
        for found in NAMED_BARE.finditer(library.source(topic))
        if not found[0].startswith("lagen")
    }
    assert bare == set()


def test_a_page_of_the_manual_tells_the_gist_where_the_section_stands(
    library: Library, tmp_path: Path
) -> None:
    write_tree(library, None, tmp_path)
    page = (tmp_path / "steg" / "inskrivningsmeddelande.md").read_text(encoding="utf-8")
    assert '(<abbr title="Inskrivningsmeddelandet skickas senast 24 timmar' in page


def test_a_section_is_that_of_the_act_named_before_it(table: LawTable) -> None:
    text = with_law("Lagen (4 kap. 1 §), PDL 4 kap. 1 § och LPT (1991:1128) 7 a §.", table)
    said = re.findall(r'(\w*)[^<>]*<abbr title="([^"]{12})', text)
    gists = [gist for _, gist in said]
    assert gists == ["Samordnad in", "Bara den som", "Samordnad vå"]


def test_what_names_no_act_and_no_chapter_is_left_alone(table: LawTable) -> None:
    for text in ("(12 §)", "Se 7 §", "5 kap. 1 och 3 §§", "# Rubrik med 2 kap. 3 §"):
        assert with_law(text, table) == text


def test_what_a_page_says_of_itself_is_left_alone(table: LawTable) -> None:
    head = "---\ndescription: Enligt PDL 4 kap. 1 §.\n---\n"
    assert with_law(f"{head}Enligt PDL 4 kap. 1 §.", table).startswith(f"{head}Enligt PDL <abbr")


def test_guidance_without_a_table_is_left_alone(tmp_path: Path) -> None:
    text = "Lagen (2 kap. 3 §)."
    assert with_law(text, law_of(tmp_path)) == text


@pytest.mark.parametrize(
    "broken", ["- a\n", "lagrum:\n  - {id: a, paragraf: b}\n", "lagrum:\n  - a\n", "lagrum: [\n"]
)
def test_a_broken_table_is_told_with_its_file_on_both_sides(tmp_path: Path, broken: str) -> None:
    (tmp_path / "begrepp").mkdir()
    (tmp_path / "begrepp" / "lagrum.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(BrokenFile, match=r"begrepp/lagrum\.yaml:\d"):
        law_of(tmp_path)
    with pytest.raises(BrokenGuidance, match=r"begrepp/lagrum\.yaml:\d"):
        load_word_tables(tmp_path, read_library(tmp_path).library)
