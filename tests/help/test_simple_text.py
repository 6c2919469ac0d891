"""Simple text is read at once, and exactly as the Markdown parser reads it."""

from xml.etree.ElementTree import Element, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from help_service.library import load_library
from help_service.markdown_tree import COLUMN, parse_markdown
from help_service.serialise import to_html
from tests.help.conftest import ROOT

SIGNS = [
    *("**", "*", "__", "_", "[", "]", "](sida.md)", "](../steg/a-b.md#c)", "](a_b)", "(", ")"),
    *("!", "\\", "ord", "å", "2", " ", ".", "?", '"', "…", "\n", "\n\n", "- ", "1. ", "    "),
    *("| ", "|---|\n", "## ", '!!! note "Ruta"\n    '),
]


def _tree(text: str, at_once: bool) -> str:
    tree = parse_markdown(text, lambda kind, address: f"{kind}:{address}", at_once)
    return "\n".join(map(_told, tree.iter()))


def _told(element: Element) -> str:
    texts = (element.text or "", element.tail or "")
    return f"{element.tag} {element.attrib} {texts} {len(element)}"


@given(st.lists(st.sampled_from(SIGNS), max_size=24).map("".join))
def test_any_text_gives_the_same_tree(text: str) -> None:
    assert _tree(text, at_once=True) == _tree(text, at_once=False)


def test_every_page_gives_the_same_tree() -> None:
    library = load_library(ROOT / "docs")
    for topic in library.topics.values():
        body = library.source(topic).partition("\n---\n")[2]
        assert _tree(body, at_once=True) == _tree(body, at_once=False), topic.path


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("Tryck på **Spara**.", b"<p>Tryck p&#229; <strong>Spara</strong>.</p>"),
        ("**Fel enhet.** Byt.", b"<p><strong>Fel enhet.</strong> Byt.</p>"),
        ("Se [sidan](../a/b.md#c) nu", b'<p>Se <a href="../a/b.md#c">sidan</a> nu</p>'),
        ("**Ett** [två](b.md)", b'<p><strong>Ett</strong> <a href="b.md">tv&#229;</a></p>'),
        ("[**Lägg till**](b.md)", b'<p><a href="b.md"><strong>L&#228;gg till</strong></a></p>'),
    ],
)
def test_bold_and_links_become_what_they_say(written: str, html: bytes) -> None:
    (paragraph,) = parse_markdown(written, lambda kind, address: address)

    assert tostring(paragraph) == html


def test_a_cell_knows_the_heading_of_its_column() -> None:
    text = "| **Ord** | Betyder |\n|---|---|\n| SIP | plan |\n| VTF | |"

    tree = parse_markdown(text, lambda kind, address: address)

    told = [(cell.text, cell.get(COLUMN)) for cell in tree.iter("td")]
    assert told == [("SIP", "Ord"), ("plan", "Betyder"), ("VTF", "Ord"), ("", "Betyder")]
    assert '<td data-namn="Betyder">plan</td>' in to_html(tree, lambda topic, anchor: False)
