"""Terms of the glossary reach the manual as tooltips, and only where they help."""

from __future__ import annotations

from pathlib import Path

from help_service.library import Library, read_library
from ledstang.site_pages import write_tree
from ledstang.site_terms import terms, tooltips


def test_abbreviations_are_explained_and_everyday_words_are_not(library: Library) -> None:
    explained = terms(library)
    assert explained["SIP"] == "samordnad individuell plan"
    assert explained["SoL"] == "socialtjänstlagen"
    assert "Kommun" not in explained
    assert "korttids" not in explained


def test_several_abbreviations_of_one_thing_are_explained_one_by_one(library: Library) -> None:
    explained = terms(library)
    assert explained["SVP"] == explained["SVPL"]


def test_a_word_that_may_mean_two_things_gets_no_tooltip(library: Library) -> None:
    assert not {"UK", "USK", "SP"} & terms(library).keys()


def test_every_page_gets_the_terms_but_those_that_list_them(
    library: Library, tmp_path: Path
) -> None:
    write_tree(library, None, tmp_path)
    for topic in library.topics.values():
        written = (tmp_path / topic.path).read_text(encoding="utf-8")
        lists_them = topic.id in ("forkortningar", "ordlista")
        assert ("*[SIP]: samordnad individuell plan" in written) is not lists_them, topic.id


def test_guidance_without_a_glossary_has_no_tooltips(library: Library, tmp_path: Path) -> None:
    assert terms(read_library(tmp_path).library) == {}
    assert tooltips({}, library.topics["kvittera"]) == ()
