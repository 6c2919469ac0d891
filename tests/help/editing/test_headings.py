"""The outline: the headings a page has, and those of its template that it lacks."""

from __future__ import annotations

from datetime import date

from help_service.editing.headings import insert_heading, outline
from help_service.editing.page_template import new_page

ROLES = ["slutenvard", "kommun"]
TEXT = """---
id: x
---
# X

Kort svar.

## Gör så här

### Kommunen

Gör det.

## Fält

Inga.
"""


def test_what_is_missing_stands_where_it_belongs() -> None:
    missing = [(row.rubrik, row.line) for row in outline(TEXT, "steg", ROLES) if row.is_missing]
    assert missing[:3] == [("När", 8), ("Senast", 14), ("Slutenvården", 14)]


def test_a_missing_heading_is_put_in_with_one_click_and_then_is_there() -> None:
    text = TEXT
    for _ in range(20):
        missing = [row for row in outline(text, "steg", ROLES) if row.is_missing]
        if not missing:
            break
        text = insert_heading(text, missing[0])
    there = [row.rubrik for row in outline(text, "steg", ROLES) if row.niva == 2]
    assert there == [
        "När",
        "Gör så här",
        "Senast",
        "Fält",
        "Vanliga fel",
        "Ångra och rätta",
        "Om systemet ligger nere",
    ]
    roles = [row.rubrik for row in outline(text, "steg", ROLES) if row.niva == 3]
    assert sorted(roles) == ["Kommunen", "Slutenvården"]
    assert "\n\n\n" not in text


def test_a_new_page_lacks_nothing() -> None:
    text = new_page("x", "X", "steg", date(2026, 11, 22), ROLES)
    assert not [row for row in outline(text, "steg", ROLES) if row.is_missing]


def test_an_unknown_room_and_a_broken_text_have_an_outline_too() -> None:
    assert outline("", "finns-inte") == []
    assert [row.rubrik for row in outline("## Ett\n### Två", "begrepp")] == ["Ett", "Två"]
