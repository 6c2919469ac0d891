"""The map of contexts is made from the pages, and a line written by hand goes before that."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from help_service.contexts import Place, parse_context_map
from help_service.library import Library, read_library
from ledstang.loading import BrokenFile, load_rulebook
from ledstang.map_from_pages import BEGIN, END, KINDS, MAP, Pages, lines_of, main, written

LEAST_SHARE_FROM_PAGES = 0.90


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(MAP.parent / "docs").library


@pytest.fixture(scope="module")
def shipped() -> str:
    return MAP.read_text(encoding="utf-8")


def remade(text: str, library: Library) -> str:
    return written(text, load_rulebook(), Pages(library))


def place(text: str, kind: str, key: str) -> Place | None:
    entry = parse_context_map(text, "karta").app("ledstang").entry(kind, key)
    return entry.place if entry else None


def without(library: Library, *topics: str) -> Library:
    kept = {name: each for name, each in library.topics.items() if name not in topics}
    return replace(library, topics=kept)


def with_heading(library: Library, topic: str, old: str, new: str) -> Library:
    page = library.topics[topic]
    sections = tuple(
        replace(each, anchor=new) if each.anchor == old else each for each in page.sections
    )
    return replace(library, topics={**library.topics, topic: replace(page, sections=sections)})


def test_the_map_is_what_the_pages_give() -> None:
    assert main(["--check"]) == 0


def test_nine_lines_of_ten_are_made_from_the_pages(shipped: str, library: Library) -> None:
    tables = yaml.safe_load(shipped)["appar"]["ledstang"]
    made = sum(len(list(lines_of(kind, load_rulebook(), Pages(library)))) for kind in KINDS)
    assert made / sum(map(len, tables.values())) >= LEAST_SHARE_FROM_PAGES


def test_nothing_but_the_pages_is_needed_to_make_the_lines(shipped: str, library: Library) -> None:
    emptied = re.sub(
        f"{re.escape(BEGIN)}.*?{re.escape(END)}", BEGIN + END, shipped, flags=re.DOTALL
    )
    assert len(emptied) < len(shipped) / 3
    assert remade(emptied, library) == shipped


def test_a_page_that_goes_takes_its_lines_with_it(shipped: str, library: Library) -> None:
    text = remade(shipped, without(library, "kvittera", "im-saknas"))
    assert (place(text, "steg", "kvittera"), place(text, "hinder", "im-saknas")) == (None, None)
    assert place(text, "falt", "kvittera.meddelande") is None


def test_a_heading_with_the_words_of_a_field_becomes_its_help(
    shipped: str, library: Library
) -> None:
    other = with_heading(library, "kvittera", "meddelande", "brevet")
    assert place(remade(shipped, other), "falt", "kvittera.meddelande") is None
    again = with_heading(other, "kvittera", "brevet", "meddelande")
    assert place(remade(shipped, again), "falt", "kvittera.meddelande") == Place(
        "kvittera", "meddelande"
    )


def test_a_field_that_many_forms_share_has_the_one_heading_with_its_words(
    shipped: str, library: Library
) -> None:
    assert place(shipped, "falt", "kvittera.verklig_tid") == Place("reservrutin", "verklig-tid")
    twice = with_heading(library, "samtycke", "anteckning", "verklig-tid")
    # Two pages have it now: which one is meant cannot be told from the words.
    assert place(remade(shipped, twice), "falt", "kvittera.verklig_tid") is None


def test_the_reason_of_a_step_opens_where_its_page_tells_what_is_stopped(shipped: str) -> None:
    assert place(shipped, "hinder", "avliden") == Place("avliden", "om-en-atgard-ar-sparrad")


def test_a_line_written_by_hand_goes_before_what_the_pages_give(
    shipped: str, library: Library
) -> None:
    own = "      kvittera.meddelande: kvittera#vanliga-fel\n"
    head, tail = shipped.rsplit(END, 1)
    text = remade(head + END + own + tail, library)
    assert text.count("kvittera.meddelande:") == 1
    assert place(text, "falt", "kvittera.meddelande") == Place("kvittera", "vanliga-fel")


def test_a_table_without_a_place_for_the_lines_is_told(shipped: str, library: Library) -> None:
    with pytest.raises(BrokenFile, match="roll lacks the line"):
        remade(shipped.replace(f"    roll:\n{BEGIN}", "    roll:\n"), library)


def test_a_map_that_is_not_current_fails_the_check_and_is_mended(
    tmp_path: Path, shipped: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "context_map.yaml"
    stale.write_text(shipped.replace("      kvittera: kvittera\n", ""), encoding="utf-8")
    assert main(["--check"], stale) == 1
    assert "run `python -m ledstang.map_from_pages`" in capsys.readouterr().err
    assert main([], stale) == 0
    assert stale.read_text(encoding="utf-8") == shipped
