"""From the tree of a topic to records, tag by tag."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from typeset import (
    Block,
    BulletList,
    Goal,
    Heading,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Picture,
    PictureForm,
    Reader,
    Table,
    Text,
    TypesetError,
    from_tree,
    plain,
)


def blocks(inner: str, reader: Reader | None = None) -> tuple[Block, ...]:
    tree = ElementTree.fromstring(f"<div>{inner}</div>")
    return from_tree(tree, reader) if reader else from_tree(tree)


def test_a_paragraph_keeps_strong_words_and_folds_white_space() -> None:
    assert blocks("<p>Tryck  på\n<strong>Skicka</strong> nu. </p>") == (
        Paragraph((Text("Tryck på "), Text("Skicka", strong=True), Text(" nu."))),
    )


def test_a_number_is_not_parted_from_its_paragraph_sign() -> None:
    (paragraph,) = blocks("<p>Enligt lagen (2 kap. 3 §), före kl. 12.00 och inom 24 timmar.</p>")
    assert paragraph == Paragraph(
        plain(
            "Enligt lagen (2\u00a0kap.\u00a03\u00a0§), före kl.\u00a012.00 och inom 24\u00a0timmar."
        )
    )


def test_a_paragraph_with_a_letter_is_not_parted_from_it() -> None:
    (paragraph,) = blocks("<p>Se 3 kap. 2 b § och LRV 12 a §, men 2 av 3 och 4 b.</p>")
    told = "Se 3\u00a0kap.\u00a02\u00a0b\u00a0§ och LRV 12\u00a0a\u00a0§, men 2 av 3 och 4 b."
    assert paragraph == Paragraph(plain(told))


def test_a_heading_keeps_its_level_and_anchor() -> None:
    assert blocks('<h2 id="nar">När</h2>') == (Heading(2, plain("När"), "nar"),)


def test_lists_nest() -> None:
    assert blocks("<ol><li>Ett<ul><li>a</li></ul></li><li><p>Två</p></li></ol>") == (
        NumberedList(
            (
                (Paragraph(plain("Ett")), BulletList(((Paragraph(plain("a")),),))),
                (Paragraph(plain("Två")),),
            )
        ),
    )


def test_a_table_gives_headings_rows_and_fair_widths() -> None:
    (table,) = blocks(
        "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
        "<tbody><tr><td>1</td><td>en mycket längre cell</td></tr></tbody></table>"
    )
    assert isinstance(table, Table)
    assert table.header == (plain("A"), plain("B"))
    assert table.rows == ((plain("1"), plain("en mycket längre cell")),)
    assert table.widths[0] < table.widths[1]


def test_a_note_box_keeps_its_title() -> None:
    inner = '<p class="admonition-title">Tänk på</p><p>Ring först.</p>'
    assert blocks(f'<div class="admonition note">{inner}</div>') == (
        Note("Tänk på", (Paragraph(plain("Ring först.")),)),
    )


def test_a_link_leads_where_the_reader_resolves_it_to() -> None:
    reader = Reader(
        resolve=lambda address: Goal("#kvittera", "6") if "kvittera" in address else None
    )
    assert blocks(
        '<p>Se <a href="amne:kvittera">Kvittera</a>, <a href="x">annat</a>.</p>', reader
    ) == (Paragraph((Text("Se "), Link("Kvittera", "#kvittera", "6"), Text(", annat."))),)


def test_a_picture_is_loaded_by_the_reader() -> None:
    def load(source: str, alt: str) -> Picture:
        return Picture(source.encode(), PictureForm.PNG, alt)

    found = blocks('<p><img src="bild:a.png" alt="En bild"/></p>', Reader(load=load))
    assert found == (Picture(b"bild:a.png", PictureForm.PNG, "En bild"),)


def test_a_tag_outside_the_subset_is_named() -> None:
    with pytest.raises(TypesetError, match="<video>"):
        blocks("<video/>")
