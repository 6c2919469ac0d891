"""The guide on the editor's screen: what the paper has, in its order, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from help_service.library import Library
from help_service.topics import parse_topic
from lathund.contents import Contents
from lathund.on_screen import ALONE, AT_THE_BACK, printed_on_screen
from tests.lathund.test_guide import words

TAG = re.compile(r"<[^>]+>")
STEP = "kvittera"


def letters(text: str) -> str:
    """Only the letters: paper parts words, and prints numbers where the screen has brackets."""
    return "".join(sign for sign in text.lower() if sign.isalpha())


def pieces(html: str) -> list[str]:
    """Each paragraph, line and cell as text, in order."""
    told = (unescape(piece) for piece in TAG.split(html.replace("<strong>", "")))
    return [letters(piece) for piece in told if letters(piece)]


def test_every_step_is_shown_with_the_words_of_the_paper(
    library: Library, contents: Contents, editions: dict[str, bytes]
) -> None:
    paper = letters(words(editions["komplett"]))
    numbered = [each for chapter in contents.chapters for each in chapter.entries if each.number]
    assert len(numbered) > 30
    for entry in numbered:
        html = printed_on_screen(library, contents, library.topics[entry.topic])
        assert f"Steg {entry.number} i lathunden." in html
        _, *rest = pieces(html.replace("</strong>", ""))
        assert [each for each in rest if each not in paper] == [], entry.topic


def test_a_step_is_shown_in_the_order_of_the_paper_and_without_the_help_of_its_fields(
    library: Library, contents: Contents
) -> None:
    html = printed_on_screen(library, contents, library.topics[STEP])
    labels = re.findall(r"<h3>(.*?)</h3>", html)
    assert labels[:4] == ["När", "Vem", "Gör så här", "Senast"]
    assert "Fält" not in labels
    assert "<h4>Kommunen</h4>" in html
    assert "<a " not in html


def test_what_the_guide_prints_only_in_part_or_not_at_all_says_so(
    library: Library, contents: Contents
) -> None:
    told = {
        topic: printed_on_screen(library, contents, library.topics[topic])
        for topic in ("ikoner", "oversikt", "reservrutin")
    }
    assert AT_THE_BACK in told["ikoner"]
    assert ALONE in told["oversikt"]
    assert "på sista sidan bara: Om systemet ligger nere." in told["reservrutin"]


def test_half_written_texts_are_shown_all_the_same(library: Library, contents: Contents) -> None:
    page = library.topics["ikoner"]
    # The heading and the questions that name it.
    source = library.source(page).replace("Vad tecknen betyder", "Vad de betyder")
    source += "\n![En knapp](../bilder/finns-inte.png)\n\n- en punkt\n\n    - en under\n"
    draft = parse_topic(source, page.path)
    changed = replace(library, topics={**library.topics, page.id: draft})
    assert "inte finns längre" in printed_on_screen(changed, contents, draft)
    step = library.topics[STEP]
    pictured = library.source(step).replace(
        "## Senast", "![En knapp](../bilder/finns-inte.png)\n\n## Senast"
    )
    shown = printed_on_screen(library, contents, parse_topic(pictured, step.path))
    assert '<img src="/help/bild/bilder/finns-inte.png" alt="En knapp">' in shown
